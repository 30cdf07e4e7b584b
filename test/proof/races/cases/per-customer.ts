import type { Race } from '../race.ts'
import { aCode } from './codes.ts'
import { likenessesOf } from './like.ts'
import { limitFor, placing } from './placing.ts'

/** One customer places several orders with the same promotion at once. */
export const perCustomer: Race = {
  name: 'per customer',
  rule: 'a customer gets a promotion as often as its limit for each says',
  refusals: ['COUPON_USED_UP'],
  crowd: 16,
  stops: [{ before: 'insert', on: 'promotion_customers' }],
  async arrange(home, racers, form) {
    const { tenantId } = home.tenant
    const limit = limitFor(racers)
    const code = await aCode(home, { perCustomerLimit: limit })
    const { adjustment } = await likenessesOf(home)
    return {
      verb: await placing(home, form, racers, () => ({ couponCodes: [code.code] })),
      naive: () => async (ask) => {
        const [had] = await ask<{ times: number }>(
          `select count(*)::int as times from order_adjustments
           where tenant_id = $1 and promotion_id = $2 and customer_id = $3`,
          tenantId,
          code.promotionId,
          home.tenant.customerId,
        )
        if (!had || had.times >= limit) return false
        await adjustment(ask, { promotion_id: code.promotionId, coupon_id: code.couponId })
        return true
      },
      broken: `
        select d.customer_id, count(*)::int as given, max(u.used) as used from order_adjustments d
        left join promotion_customers u
          on u.tenant_id = d.tenant_id and u.promotion_id = d.promotion_id and u.customer_id = d.customer_id
        where d.tenant_id = '${tenantId}' and d.promotion_id = '${code.promotionId}'
        group by d.customer_id having count(*) > ${limit} or count(*) <> max(u.used)`,
      winners: limit,
    }
  },
}
