import type { Check } from '../verify.ts'
import { live } from './live.ts'

/** The adjustments of orders that were not called off: what the counters must stand at. */
const given = `(
  select a.tenant_id, a.promotion_id, a.coupon_id, a.customer_id, a.amount::numeric as amount
  from order_adjustments a join orders o on o.tenant_id = a.tenant_id and o.id = a.order_id where ${live}
)`

/** Promotions, coupons and kitchen slots: what was claimed is what live orders have. */
export const claims: readonly Check[] = [
  {
    name: 'a promotion was redeemed as often as live orders have it, and no more than it may be',
    sql: `select p.tenant_id, p.id from promotions p
      where p.redeemed <> case when p.max_redemptions is null then 0
          else (select count(*) from ${given} g where g.tenant_id = p.tenant_id and g.promotion_id = p.id) end
        or p.redeemed > coalesce(p.max_redemptions, 0)`,
  },
  {
    name: 'a promotion has spent what live orders got of it, and no more than its budget',
    sql: `select p.tenant_id, p.id from promotions p
      where p.spent <> case when p.budget is null then 0
          else (select coalesce(sum(g.amount), 0) from ${given} g where g.tenant_id = p.tenant_id and g.promotion_id = p.id) end
        or p.spent > coalesce(p.budget, 0)`,
  },
  {
    name: 'a customer used a promotion as often as their live orders have it, and no more than the limit for each',
    sql: `select p.tenant_id, p.id
      from promotions p
      join (select tenant_id, promotion_id, customer_id, count(*) as used from ${given} x group by 1, 2, 3) g
        on g.tenant_id = p.tenant_id and g.promotion_id = p.id
      left join promotion_customers u on u.tenant_id = g.tenant_id and u.promotion_id = g.promotion_id and u.customer_id = g.customer_id
      where p.per_customer_limit is not null
        and (g.used <> coalesce(u.used, 0) or g.used > p.per_customer_limit or u.per_customer_limit <> p.per_customer_limit)
      union all
      select u.tenant_id, u.promotion_id from promotion_customers u
      where u.used <> (select count(*) from ${given} g
        where g.tenant_id = u.tenant_id and g.promotion_id = u.promotion_id and g.customer_id = u.customer_id)`,
  },
  {
    name: 'a coupon was redeemed as often as live orders have it, and no more than it may be',
    sql: `select c.tenant_id, c.id from coupons c
      where c.redeemed <> case when c.max_redemptions is null then 0
          else (select count(*) from ${given} g where g.tenant_id = c.tenant_id and g.coupon_id = c.id) end
        or c.redeemed > coalesce(c.max_redemptions, 0)`,
  },
  {
    name: 'an order has one promotion of a stacking group at most',
    sql: `select tenant_id, order_id from order_adjustments group by tenant_id, order_id, stacking_group having count(*) > 1`,
  },
  {
    name: 'an adjustment is of its promotion, and its coupon too',
    sql: `select a.tenant_id, a.order_id from order_adjustments a
      left join promotions p on p.tenant_id = a.tenant_id and p.id = a.promotion_id
      left join coupons c on c.tenant_id = a.tenant_id and c.id = a.coupon_id
      where (a.funded_by, a.treatment, a.stacking_group, a.applies_to = 'delivery', a.kind = 'coupon')
          is distinct from (p.funded_by, p.treatment, p.stacking_group, p.kind = 'free_delivery', p.by_code)
        or (a.coupon_id is not null) <> (a.kind = 'coupon') or c.promotion_id <> a.promotion_id
        or a.amount > p.max_discount or (p.kind = 'amount' and a.amount > p.amount_off)`,
  },
  {
    name: 'a promotion for first orders is in one live order of a customer at most',
    sql: `select p.tenant_id, p.id from promotions p
      join ${given} g on g.tenant_id = p.tenant_id and g.promotion_id = p.id
      where p.first_order_only group by p.tenant_id, p.id, g.customer_id having count(*) > 1`,
  },
  {
    name: 'a kitchen slot is booked for what live orders take, and no more than it holds',
    sql: `select s.tenant_id, s.id from kitchen_slots s
      cross join lateral (
        select count(*) as orders, coalesce(sum(o.units), 0) as units, coalesce(sum(o.subtotal::numeric), 0) as amount
        from orders o where o.tenant_id = s.tenant_id and o.slot_id = s.id and ${live}
      ) b
      where (s.booked_orders::bigint, s.booked_units::bigint, s.booked_amount::numeric) is distinct from (b.orders, b.units, b.amount)
        or s.booked_orders > s.max_orders or s.booked_units > s.max_units or s.booked_amount > s.max_amount`,
  },
  {
    name: 'an order is in a kitchen slot of its own branch and service',
    sql: `select o.tenant_id, o.id from orders o
      left join kitchen_slots s on s.tenant_id = o.tenant_id and s.id = o.slot_id
      where o.slot_id is not null and (s.branch_id, s.service) is distinct from (o.branch_id, o.service)`,
  },
  {
    name: 'kitchen slots of a branch and service lie apart',
    sql: `select a.tenant_id, a.id from kitchen_slots a
      join kitchen_slots b on b.tenant_id = a.tenant_id and b.branch_id = a.branch_id and b.service = a.service and b.id > a.id
      where tstzrange(a.starts_at, a.ends_at) && tstzrange(b.starts_at, b.ends_at)`,
  },
]
