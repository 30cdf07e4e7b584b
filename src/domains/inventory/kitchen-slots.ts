import { sql } from 'drizzle-orm'
import { check, foreignKey, index, integer, text, uuid } from 'drizzle-orm/pg-core'
import { at, id, money } from '../../kernel/columns.ts'
import { exclusion, pgTrigger, sameKey } from '../../kernel/ddl.ts'
import { allow, stamped } from '../../rls/policies.ts'
import { tenantTable } from '../../rls/tables.ts'
import { branches } from '../restaurants/branches.ts'
import { serviceList, services } from '../restaurants/services.ts'
import { slotFunctions } from './claim-slot-sql.ts'

/**
 * One row per stretch of time for which a kitchen takes orders of a service, and how much of them: orders, units, pesos.
 * What is booked is a claim, not a count: it is raised by one conditional UPDATE in the transaction of the order.
 */
export const kitchenSlots = tenantTable(
  'kitchen_slots',
  {
    id: id(),
    branchId: uuid('branch_id').notNull(),
    service: text('service', { enum: services }).notNull(),
    startsAt: at('starts_at').notNull(),
    /** Not included. */
    endsAt: at('ends_at').notNull(),
    maxOrders: integer('max_orders').notNull(),
    /** Dishes, counted with repeats; without limit, when null. */
    maxUnits: integer('max_units'),
    /** Pesos; without limit, when null. */
    maxAmount: money('max_amount'),
    bookedOrders: integer('booked_orders').notNull().default(0),
    bookedUnits: integer('booked_units').notNull().default(0),
    bookedAmount: money('booked_amount')
      .notNull()
      .default(sql`0`),
    /** Since when nothing more is taken, whatever room is left. */
    closedAt: at('closed_at'),
  },
  {
    key: (t) => [t.tenantId, t.id],
    constraints: (t) => [
      foreignKey({
        name: 'kitchen_slots_branch_fk',
        columns: [t.tenantId, t.branchId],
        foreignColumns: [branches.tenantId, branches.id],
      }),
      // What listSlots reads, in its order.
      index('kitchen_slots_of_branch_idx').on(t.tenantId, t.branchId, t.service, t.startsAt),
      check('kitchen_slots_service_known', sql`${t.service} in (${sql.raw(serviceList)})`),
      check(
        'kitchen_slots_within_a_day',
        sql`${t.endsAt} > ${t.startsAt} and ${t.endsAt} <= ${t.startsAt} + interval '24 hours'`,
      ),
      check('kitchen_slots_orders_within_max', sql`${t.bookedOrders} between 0 and ${t.maxOrders}`),
      // Not `max is null or …`: a negative count must be refused without a limit too.
      check(
        'kitchen_slots_units_within_max',
        sql`${t.bookedUnits} between 0 and coalesce(${t.maxUnits}, ${t.bookedUnits})`,
      ),
      check(
        'kitchen_slots_amount_within_max',
        sql`${t.bookedAmount} between 0 and coalesce(${t.maxAmount}, ${t.bookedAmount})`,
      ),
      stamped('kitchen_slots', sql`booked_orders = 0 and booked_units = 0 and booked_amount = 0`),
    ],
    access: (t) => [
      allow('select', { staff: true, service: true, customer: true }),
      allow('insert', { staff: true, service: true }),
      allow('update', { staff: true, service: true }, [t.maxOrders, t.maxUnits, t.maxAmount, t.closedAt]),
    ],
    ddl: [
      exclusion(
        'kitchen_slots',
        'kitchen_slots_apart',
        `using gist (${sameKey('tenant_id::text', 'branch_id::text', 'service')}, tstzrange(starts_at, ends_at) with &&)`,
      ),
      pgTrigger(
        'kitchen_slots',
        'kitchen_slots_stay_where_they_are',
        'before update of id, branch_id, service, starts_at, ends_at on kitchen_slots for each row',
        'app.refuse_change()',
      ),
      ...slotFunctions,
      // Not audited(): every order that is placed would leave a line.
      pgTrigger(
        'kitchen_slots',
        'kitchen_slots_audit',
        'after insert or update of max_orders, max_units, max_amount, closed_at on kitchen_slots for each row',
        'app.audit()',
      ),
    ],
  },
)

export type KitchenSlot = typeof kitchenSlots.$inferSelect
export type NewKitchenSlot = typeof kitchenSlots.$inferInsert
