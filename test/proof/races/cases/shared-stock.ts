import { newId } from '../../../../src/index.ts'
import type { Race } from '../race.ts'
import { basket, limitFor, placing } from './placing.ts'
import { aShelf, reserveSql } from './shelf.ts'

/** Two dishes that take the same ingredient are ordered; there is less of it than both together take. */
export const sharedStock: Race = {
  name: 'recipe-shared stock',
  rule: 'dishes that take one ingredient share what there is of it',
  refusals: ['SOLD_OUT'],
  crowd: 400,
  stops: [{ before: 'update', on: 'stock_levels' }],
  async arrange(home, racers, form) {
    const { tenantId, branchId } = home.tenant
    const limit = limitFor(racers)
    const [limes = ''] = await aShelf(home, { onHand: limit, dishes: ['TACO', 'AGUA'] })
    return {
      verb: await placing(home, form, racers, (racer) => ({ lines: basket(home, racer % 2 ? 'TACO' : 'AGUA') })),
      // Adds up what orders hold, as one does without a counter: each finds room, and both write.
      naive: () => async (ask) => {
        const [level] = await ask<{ left: number }>(
          `select (l.on_hand - coalesce((select sum(r.quantity) from stock_reservations r where r.tenant_id = l.tenant_id
             and r.branch_id = l.branch_id and r.stock_item_id = l.stock_item_id and r.state = 'held'), 0))::int as left
           from stock_levels l where l.tenant_id = $1 and l.branch_id = $2 and l.stock_item_id = $3`,
          tenantId,
          branchId,
          limes,
        )
        if (!level || level.left < 1) return false
        await ask(reserveSql, tenantId, newId(), limes, branchId)
        return true
      },
      broken: `
        select l.on_hand::text, sum(r.quantity)::text as held from stock_levels l
        join stock_reservations r on r.tenant_id = l.tenant_id and r.branch_id = l.branch_id
          and r.stock_item_id = l.stock_item_id and r.state = 'held'
        where l.tenant_id = '${tenantId}' and l.branch_id = '${branchId}' and l.stock_item_id = '${limes}'
        group by l.on_hand having sum(r.quantity) > l.on_hand`,
      winners: limit,
    }
  },
}
