import { cancelOrder, newId } from '../../../../src/index.ts'
import { anOrder } from '../../../../src/testing.ts'
import type { Contest, FormName, Home, Race } from '../race.ts'
import { aCode } from './codes.ts'
import { basket, placing } from './placing.ts'
import { aShelf, reserveSql, shelfBroken } from './shelf.ts'
import { aSlot } from './slot.ts'

/** Baskets with the same two dishes, put in in opposite order; and an order that is called off. There is enough for all. */
export const deadlock: Race = {
  name: 'deadlock',
  rule: 'orders that need the same things never wait for each other in a circle',
  refusals: [],
  crowd: 400,
  stops: [{ before: 'update', on: 'stock_levels' }],
  async arrange(home, racers, form) {
    const { tenantId, branchId } = home.tenant
    const onHand = 2 * racers
    const ids = await aShelf(home, { onHand, dishes: ['TACO'] }, { onHand, dishes: ['FLAN'] })
    const [taco = '', flan = ''] = ids
    return {
      verb: await placingAndCancelling(home, form, racers),
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

/**
 * In a crowd each takes, or gives back, some of everything that is counted: a promotion, its code, both dishes, a slot. A
 * few are to meet at the dishes, and would already have waited for each other at the promotion.
 */
async function placingAndCancelling(home: Home, form: FormName, racers: number): Promise<Contest['verb']> {
  const { tenant } = home
  const rest = racers > 3 ? await aCodeAndASlot(home, 2 * racers) : {}
  const place = await placing(home, form, racers, (racer) => ({
    ...rest,
    lines: racer % 2 ? basket(home, 'TACO', 'FLAN') : basket(home, 'FLAN', 'TACO'),
  }))
  // Every third calls off an order instead of placing one.
  const cancelling = Array.from({ length: form === 'verb' ? Math.floor(racers / 3) : 0 }, () =>
    anOrder(tenant, { ...rest, lines: basket(home, 'FLAN', 'TACO') }),
  )
  const orders = await Promise.all(cancelling)
  return (racer) => {
    const order = racer % 3 === 2 ? orders[(racer - 2) / 3] : undefined
    return order ? { actor: tenant.customer, work: (tx) => cancelOrder(tx, { orderId: order.id }) } : place(racer)
  }
}

async function aCodeAndASlot(home: Home, many: number) {
  const { code } = await aCode(home, { maxRedemptions: many, perCustomerLimit: many }, { maxRedemptions: many })
  return { couponCodes: [code], slotId: await aSlot(home, many) }
}
