/** What the library counts as it goes, counted from the rows instead; `$tenant` is the tenant. In this order. */
export const recounts: readonly string[] = [
  `insert into order_folio_counters (tenant_id, branch_id, business_on, last_folio)
    select tenant_id, branch_id, business_on, max(folio) from orders where tenant_id = $tenant group by 1, 2, 3 order by 1, 2, 3`,

  `insert into rating_totals (tenant_id, branch_id, courier_id, menu_item_id, count, sum, stars_1, stars_2, stars_3, stars_4, stars_5)
    select tenant_id, case when courier_id is null and menu_item_id is null then branch_id end, courier_id, menu_item_id,
      count(*), sum(stars), ${[1, 2, 3, 4, 5].map((n) => `count(*) filter (where stars = ${n})`).join(', ')}
    from reviews where tenant_id = $tenant and state = 'visible' group by 1, 2, 3, 4`,

  `update ledger_accounts a set debit = coalesce(e.debit, 0), credit = coalesce(e.credit, 0)
    from ledger_accounts b
    left join (select account_id, sum(debit) as debit, sum(credit) as credit from ledger_entries where tenant_id = $tenant group by 1) e
      on e.account_id = b.id
    where b.tenant_id = $tenant and a.tenant_id = b.tenant_id and a.id = b.id`,

  // Limits grow with what was given, as they do when a campaign goes well.
  `with given as (
      select a.promotion_id, a.customer_id, count(*) as used, sum(a.amount::numeric) as amount
      from order_adjustments a join orders o on o.tenant_id = $tenant and o.id = a.order_id
      where a.tenant_id = $tenant and o.status not in ('rejected', 'cancelled') group by 1, 2
    ), total as (
      select promotion_id, sum(used) as used, max(used) as most, sum(amount) as amount from given group by 1
    ), limited as (
      update promotions p set
        redeemed = case when p.max_redemptions is null then 0 else coalesce(t.used, 0) end,
        spent = case when p.budget is null then 0 else coalesce(t.amount, 0) end,
        max_redemptions = case when p.max_redemptions is not null then greatest(p.max_redemptions, ceil(t.used / 500) * 500) end,
        budget = case when p.budget is not null then greatest(p.budget, ceil(t.amount / 10000) * 10000) end,
        per_customer_limit = case when p.per_customer_limit is not null then greatest(p.per_customer_limit, t.most) end
      from promotions q left join total t on t.promotion_id = q.id
      where q.tenant_id = $tenant and p.tenant_id = q.tenant_id and p.id = q.id
      returning p.id, p.per_customer_limit
    )
    insert into promotion_customers (tenant_id, promotion_id, customer_id, per_customer_limit, used)
    select $tenant, g.promotion_id, g.customer_id, l.per_customer_limit, g.used
    from given g join limited l on l.id = g.promotion_id where l.per_customer_limit is not null
    order by 2, 3`,

  `update coupons c set redeemed = coalesce(t.used, 0), max_redemptions = greatest(c.max_redemptions, ceil(t.used / 500.0) * 500)
    from coupons b left join (
      select a.coupon_id, count(*) as used from order_adjustments a
      join orders o on o.tenant_id = $tenant and o.id = a.order_id
      where a.tenant_id = $tenant and o.status not in ('rejected', 'cancelled') group by 1
    ) t on t.coupon_id = b.id
    where b.tenant_id = $tenant and b.max_redemptions is not null and c.tenant_id = b.tenant_id and c.id = b.id`,
]
