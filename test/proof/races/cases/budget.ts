import type { Race } from '../race.ts'
import { aCode } from './codes.ts'
import { likenessesOf } from './like.ts'
import { limitFor, placing } from './placing.ts'

const EACH = 20

/** Orders that take their discount from one budget are placed at once. */
export const budget: Race = {
  name: 'budget',
  rule: 'a promotion gives no peso more than its budget, and has spent exactly what it gave',
  refusals: ['PROMOTION_EXHAUSTED'],
  crowd: 400,
  stops: [{ before: 'update', on: 'promotions' }],
  async arrange(home, racers, form) {
    const { tenantId } = home.tenant
    const limit = limitFor(racers)
    // Ten pesos more than so many discounts: what is left is never enough for another.
    const code = await aCode(home, { budget: `${limit * EACH + 10}.00` })
    const { adjustment } = await likenessesOf(home)
    return {
      verb: await placing(home, form, racers, () => ({ couponCodes: [code.code] })),
      naive: () => async (ask) => {
        const [seen] = await ask<{ spent: number; budget: number }>(
          'select spent::float8 as spent, budget::float8 as budget from promotions where tenant_id = $1 and id = $2',
          tenantId,
          code.promotionId,
        )
        if (!seen || seen.spent + EACH > seen.budget) return false
        await ask(
          'update promotions set spent = $3 where tenant_id = $1 and id = $2',
          tenantId,
          code.promotionId,
          String(seen.spent + EACH),
        )
        await adjustment(ask, { promotion_id: code.promotionId, coupon_id: code.couponId })
        return true
      },
      broken: `
        select p.budget::text, p.spent::text, sum(d.amount)::text as given from promotions p
        join order_adjustments d on d.tenant_id = p.tenant_id and d.promotion_id = p.id
        where p.tenant_id = '${tenantId}' and p.id = '${code.promotionId}'
        group by p.budget, p.spent having sum(d.amount) > p.budget or sum(d.amount) <> p.spent`,
      winners: limit,
    }
  },
}
