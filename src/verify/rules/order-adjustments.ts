import type { VerifyRule } from '../rule.ts'

export const orderAdjustments: VerifyRule = {
  id: 'order-adjustments',
  says: 'The adjustments of an order add up to its discounts, and their shares to the discounts of its lines.',
  sql: `
    select o.id::text, format('%s and %s', a.lines, a.delivery), format('%s and %s', o.discount, o.delivery_discount)
    from orders o
    cross join lateral (
      select count(*) as of_them, coalesce(sum(d.amount::numeric) filter (where d.applies_to = 'lines'), 0) as lines,
        coalesce(sum(d.amount::numeric) filter (where d.applies_to = 'delivery'), 0) as delivery
      from order_adjustments d where d.tenant_id = :tenant and d.order_id = o.id
    ) a
    where o.tenant_id = :tenant
      and (a.of_them, a.lines, a.delivery) is distinct from (o.adjustment_count::bigint, o.discount::numeric, o.delivery_discount::numeric)
    union all
    select l.order_id || '/' || l.line_no, sum(d.shares[l.line_no]::numeric)::text, l.discount::text
    from order_items l
    join order_adjustments d on d.tenant_id = :tenant and d.order_id = l.order_id and d.applies_to = 'lines'
    where l.tenant_id = :tenant
    group by l.order_id, l.line_no, l.discount
    having coalesce(sum(d.shares[l.line_no]::numeric), 0) <> l.discount::numeric`,
}
