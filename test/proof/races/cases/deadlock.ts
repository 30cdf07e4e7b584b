import { newId } from '../../../../src/index.ts'
import type { Race } from '../race.ts'
import { basket, placing } from './placing.ts'
import { aShelf, reserveSql, shelfBroken } from './shelf.ts'

/** Baskets with the same two dishes, put in in opposite order; there is enough for all. */
export const deadlock: Race = {
  name: 'deadlock',
  rule: 'orders that need the same things never wait for each other in a circle',
  refusals: [],
  crowd: 400,
  stops: [{ before: 'update', on: 'stock_levels' }],
  async arrange(home, racers, form) {
    const { tenantId, branchId } = home.tenant
    const ids = await aShelf(home, { onHand: racers, dishes: ['TACO'] }, { onHand: racers, dishes: ['FLAN'] })
    const [taco = '', flan = ''] = ids
    return {
      verb: await placing(home, form, racers, (racer) => ({
        lines: racer % 2 ? basket(home, 'TACO', 'FLAN') : basket(home, 'FLAN', 'TACO'),
      })),
      // Careful, line by line: each is locked before it is looked at.
      naive: (racer) => async (ask) => {
        const orderId = newId()
        for (const id of racer % 2 ? [taco, flan] : [flan, taco]) {
          const key = [tenantId, branchId, id] as const
          const ofLevel = 'where tenant_id = $1 and branch_id = $2 and stock_item_id = $3'
          const [level] = await ask<{ left: number }>(
            `select (on_hand - reserved)::int as left from stock_levels ${ofLevel} for update`,
            ...key,
          )
          if (!level || level.left < 1) return false
          await ask(`update stock_levels set reserved = reserved + 1 ${ofLevel}`, ...key)
          await ask(reserveSql, tenantId, orderId, id, branchId)
        }
        return true
      },
      broken: shelfBroken(home, ids),
      winners: racers,
    }
  },
}
