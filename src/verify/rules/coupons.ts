import { live, type VerifyRule } from '../rule.ts'

export const coupons: VerifyRule = {
  id: 'coupons',
  says: 'A coupon with a limit counts the live orders that have it.',
  sql: `
    select c.id::text, coalesce(g.used, 0)::text, c.redeemed::text
    from coupons c
    left join (
      select a.coupon_id, count(*) as used from order_adjustments a
      join orders o on o.tenant_id = :tenant and o.id = a.order_id
      where a.tenant_id = :tenant and a.coupon_id is not null and ${live} group by 1
    ) g on g.coupon_id = c.id
    where c.tenant_id = :tenant and c.redeemed <> case when c.max_redemptions is null then 0 else coalesce(g.used, 0) end`,
}
