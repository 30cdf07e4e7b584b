import { live, type VerifyRule } from '../rule.ts'

export const promotions: VerifyRule = {
  id: 'promotions',
  says: 'A promotion with limits counts what live orders got of it: how often, how much, and by whom.',
  sql: `
    with given as (
      select a.promotion_id, a.customer_id, count(*) as used, sum(a.amount::numeric) as amount
      from order_adjustments a join orders o on o.tenant_id = :tenant and o.id = a.order_id
      where a.tenant_id = :tenant and ${live} group by 1, 2
    ), total as (
      select promotion_id, sum(used) as used, sum(amount) as amount from given group by 1
    )
    select p.id::text, format('%s times, %s', case when p.max_redemptions is null then 0 else coalesce(t.used, 0) end,
        case when p.budget is null then 0 else coalesce(t.amount, 0) end), format('%s times, %s', p.redeemed, p.spent)
    from promotions p left join total t on t.promotion_id = p.id
    where p.tenant_id = :tenant
      and (p.redeemed <> case when p.max_redemptions is null then 0 else coalesce(t.used, 0) end
        or p.spent::numeric <> case when p.budget is null then 0 else coalesce(t.amount, 0) end)
    union all
    select format('%s by %s', coalesce(g.promotion_id, u.promotion_id), coalesce(g.customer_id, u.customer_id)),
      coalesce(g.used, 0)::text, coalesce(u.used, 0)::text
    from (
      select g.* from given g join promotions p on p.tenant_id = :tenant and p.id = g.promotion_id
      where p.per_customer_limit is not null
    ) g
    full join (select * from promotion_customers where tenant_id = :tenant) u
      on u.promotion_id = g.promotion_id and u.customer_id = g.customer_id
    where coalesce(g.used, 0) <> coalesce(u.used, 0)`,
}
