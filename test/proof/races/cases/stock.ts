import { newId } from '../../../../src/index.ts'
import type { Race } from '../race.ts'
import { basket, limitFor, placing } from './placing.ts'
import { aShelf, reserveSql, shelfBroken } from './shelf.ts'

/** The same dish is ordered by more than there are portions for. */
export const stock: Race = {
  name: 'stock',
  rule: 'no more is sold of a dish than there is of what it takes, and all of it can be sold',
  refusals: ['SOLD_OUT'],
  crowd: 400,
  stops: [{ before: 'update', on: 'stock_levels' }],
  async arrange(home, racers, form) {
    const { tenantId, branchId } = home.tenant
    const limit = limitFor(racers)
    const ids = await aShelf(home, { onHand: limit, dishes: ['FLAN'] })
    const [flan = ''] = ids
    return {
      verb: await placing(home, form, racers, () => ({ lines: basket(home, 'FLAN') })),
      naive: () => async (ask) => {
        const [level] = await ask<{ onHand: number; reserved: number }>(
          `select on_hand::int as "onHand", reserved::int as reserved from stock_levels
           where tenant_id = $1 and branch_id = $2 and stock_item_id = $3`,
          tenantId,
          branchId,
          flan,
        )
        if (!level || level.reserved >= level.onHand) return false
        await ask(
          'update stock_levels set reserved = $4 where tenant_id = $1 and branch_id = $2 and stock_item_id = $3',
          tenantId,
          branchId,
          flan,
          String(level.reserved + 1),
        )
        await ask(reserveSql, tenantId, newId(), flan, branchId)
        return true
      },
      broken: shelfBroken(home, ids),
      winners: limit,
    }
  },
}
