import { kitchenSlots, newId } from '../../../../src/index.ts'
import type { Home, Race } from '../race.ts'
import { likenessesOf } from './like.ts'
import { limitFor, placing } from './placing.ts'

/** Orders for one kitchen slot are placed at once. */
export const slot: Race = {
  name: 'slot',
  rule: 'a kitchen slot takes as many orders as it has room for, and counts exactly those',
  refusals: ['SLOT_FULL'],
  crowd: 400,
  stops: [{ before: 'update', on: 'kitchen_slots' }],
  async arrange(home, racers, form) {
    const { tenantId } = home.tenant
    const limit = limitFor(racers)
    const slotId = await aSlot(home, limit)
    const { order } = await likenessesOf(home)
    return {
      verb: await placing(home, form, racers, () => ({ slotId })),
      naive: () => async (ask) => {
        const [seen] = await ask<{ booked: number; max: number }>(
          'select booked_orders as booked, max_orders as max from kitchen_slots where tenant_id = $1 and id = $2',
          tenantId,
          slotId,
        )
        if (!seen || seen.booked >= seen.max) return false
        await ask(
          'update kitchen_slots set booked_orders = $3 where tenant_id = $1 and id = $2',
          tenantId,
          slotId,
          String(seen.booked + 1),
        )
        await order(ask, { slot_id: slotId })
        return true
      },
      broken: `
        select s.max_orders, s.booked_orders, count(o.id)::int as orders from kitchen_slots s
        left join orders o on o.tenant_id = s.tenant_id and o.branch_id = s.branch_id and o.slot_id = s.id
        where s.tenant_id = '${tenantId}' and s.id = '${slotId}'
        group by s.max_orders, s.booked_orders
        having count(o.id) > s.max_orders or count(o.id) <> s.booked_orders`,
      winners: limit,
    }
  },
}

const HOUR = 3_600_000
const MINUTE = 60_000

/** When the next slot of each branch begins: no two of a branch overlap. */
const free = new WeakMap<Home, number>()

/** A slot of its own for so many orders to pick up. */
export async function aSlot(home: Home, maxOrders: number): Promise<string> {
  const { db, tenant } = home
  const from = free.get(home) ?? Date.now() + HOUR
  free.set(home, from + MINUTE)
  const id = newId()
  await db.as(tenant.staff, (tx) =>
    tx.insert(kitchenSlots).values({
      id,
      branchId: tenant.branchId,
      service: 'pickup',
      startsAt: new Date(from),
      endsAt: new Date(from + MINUTE),
      maxOrders,
    }),
  )
  return id
}
