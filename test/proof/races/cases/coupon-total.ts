import type { Race } from '../race.ts'
import { aCode } from './codes.ts'
import { likenessesOf } from './like.ts'
import { limitFor, placing } from './placing.ts'

/** Orders with one code are placed at once. */
export const couponTotal: Race = {
  name: 'coupon total',
  rule: 'a coupon is redeemed as often as it may be, and counts exactly the orders that have it',
  refusals: ['COUPON_EXHAUSTED'],
  crowd: 400,
  stops: [{ before: 'update', on: 'coupons' }],
  async arrange(home, racers, form) {
    const { tenantId } = home.tenant
    const limit = limitFor(racers)
    const code = await aCode(home, {}, { maxRedemptions: limit })
    const { adjustment } = await likenessesOf(home)
    return {
      verb: await placing(home, form, racers, () => ({ couponCodes: [code.code] })),
      naive: () => async (ask) => {
        const [coupon] = await ask<{ redeemed: number; max: number }>(
          'select redeemed, max_redemptions as max from coupons where tenant_id = $1 and id = $2',
          tenantId,
          code.couponId,
        )
        if (!coupon || coupon.redeemed >= coupon.max) return false
        await ask(
          'update coupons set redeemed = $3 where tenant_id = $1 and id = $2',
          tenantId,
          code.couponId,
          String(coupon.redeemed + 1),
        )
        await adjustment(ask, { promotion_id: code.promotionId, coupon_id: code.couponId })
        return true
      },
      broken: `
        select k.redeemed, k.max_redemptions, count(d.order_id)::int as given from coupons k
        left join order_adjustments d on d.tenant_id = k.tenant_id and d.coupon_id = k.id
        where k.tenant_id = '${tenantId}' and k.id = '${code.couponId}'
        group by k.redeemed, k.max_redemptions
        having count(d.order_id) > k.max_redemptions or count(d.order_id) <> k.redeemed`,
      winners: Math.min(limit, racers),
    }
  },
}
