import { byAll, byCustomer, byOwner, byStaff, type Domain, forbidden, type Refusal } from './invariant.ts'
import type { Scene } from './scene.ts'

const slot = (set: string) => (s: Scene) =>
  `update kitchen_slots set ${set} where tenant_id = '${s.tenantId}' and id = '${s.slotId}'`
const full = (constraint: string): Refusal => ({ code: 'SLOT_FULL', constraint })

const another =
  (starts: string, ends: string, more = '', value = '') =>
  (s: Scene) =>
    `insert into kitchen_slots (tenant_id, id, branch_id, service, starts_at, ends_at, max_orders${more === '' ? '' : `, ${more}`})
   select tenant_id, app.uuid_v7(), branch_id, service, ${starts}, ${ends}, 5${value === '' ? '' : `, ${value}`}
   from kitchen_slots where tenant_id = '${s.tenantId}' and id = '${s.slotId}'`

const byBoth = (sql: (s: Scene) => string, refusal: Refusal) => [byStaff(sql, refusal), byOwner(sql, refusal)]

export const slots: Domain = {
  title: 'Kitchen slots',
  file: 'slots.ts',
  invariants: [
    {
      name: 'A kitchen slot takes no more orders, units or pesos than it holds, and is never less than empty.',
      heldBy: ['kitchen_slots_orders_within_max', 'kitchen_slots_units_within_max', 'kitchen_slots_amount_within_max'],
      attempts: [
        ...byBoth(slot('max_orders = 0'), full('kitchen_slots_orders_within_max')),
        ...byBoth(slot('max_units = 1'), full('kitchen_slots_units_within_max')),
        ...byBoth(slot('max_amount = 1'), full('kitchen_slots_amount_within_max')),
        byOwner(slot('booked_orders = 4'), full('kitchen_slots_orders_within_max')),
        byOwner(slot('booked_units = -1, max_units = null'), full('kitchen_slots_units_within_max')),
      ],
    },
    {
      name: 'Slots of a branch and service never overlap.',
      heldBy: ['kitchen_slots_apart'],
      attempts: byBoth(another(`starts_at + interval '59 minutes'`, `ends_at + interval '1 hour'`), {
        code: 'SLOT_OVERLAP',
        constraint: 'kitchen_slots_apart',
      }),
    },
    {
      name: 'A slot has an end, within a day.',
      heldBy: ['kitchen_slots_within_a_day'],
      attempts: [
        ...byBoth(another(`ends_at + interval '1 day'`, `ends_at + interval '49 hours'`), {
          code: 'INVALID',
          constraint: 'kitchen_slots_within_a_day',
        }),
        ...byBoth(another(`ends_at + interval '1 day'`, 'ends_at'), {
          code: 'INVALID',
          constraint: 'kitchen_slots_within_a_day',
        }),
      ],
    },
    {
      name: 'A slot stays where and when it is: orders were placed into it.',
      heldBy: ['kitchen_slots_stay_where_they_are', 'orders_slot_fk'],
      attempts: [
        ...byAll(slot(`service = 'delivery'`), forbidden),
        ...byAll(slot(`starts_at = starts_at + interval '1 minute'`), forbidden),
        byOwner((s) => `delete from kitchen_slots where tenant_id = '${s.tenantId}'`, {
          code: 'REFERENCED',
          constraint: 'orders_slot_fk',
        }),
      ],
    },
    {
      name: 'What is booked of a slot is what live orders take of it, from its first moment on.',
      heldBy: ['kitchen_slots_stamped', 'kitchen_slots_update'],
      attempts: [
        byStaff(slot('booked_orders = 0')),
        byCustomer(slot('booked_orders = 0')),
        byStaff(another(`ends_at`, `ends_at + interval '1 hour'`, 'booked_orders', '1')),
        byOwner(another(`ends_at`, `ends_at + interval '1 hour'`, 'booked_orders', '1'), forbidden),
      ],
      onlyAgainstTheApplication:
        'a counter is raised and lowered by one guarded statement; the owner can set it within its ceiling',
    },
  ],
}
