import type { Check } from '../verify.ts'

/** The amounts of an order, worked out again from its lines. */
export const bills: readonly Check[] = [
  {
    name: 'the lines of an order are numbered 1, 2, 3 … and as many as it says',
    sql: `select o.tenant_id, o.id from orders o
      left join order_items l on l.tenant_id = o.tenant_id and l.order_id = o.id
      group by o.tenant_id, o.id, o.line_count
      having count(l.line_no) <> o.line_count or min(l.line_no) is distinct from 1 or max(l.line_no) is distinct from o.line_count`,
  },
  {
    name: 'the lines of an order add up to its header',
    sql: `select o.tenant_id, o.id from orders o
      left join order_items l on l.tenant_id = o.tenant_id and l.order_id = o.id
      group by o.tenant_id, o.id
      having (sum(l.quantity), sum(l.unit_price * l.quantity), sum(l.discount::numeric))
        is distinct from (o.units::bigint, o.subtotal::numeric, o.discount::numeric)`,
  },
  {
    name: 'a line costs quantity times price less discount, and its tax is taken out of that',
    sql: `select l.tenant_id, l.order_id from (
        select *, unit_price * quantity - discount + paid_by_third as taxed, coalesce(iva_rate, 0) as rate from order_items
      ) l
      where l.gross <> l.unit_price * l.quantity or l.total <> l.gross - l.discount or l.taxable <> l.taxed
        or abs(l.iva_base * (1 + l.rate) - l.taxed) > 0.000002 or abs(l.iva - l.iva_base * l.rate) > 0.0000005
        or l.discount not between 0 and l.gross or l.paid_by_third not between 0 and l.discount
        or (l.iva_class = 'exempt') <> (l.iva_rate is null)`,
  },
  {
    name: 'the IVA of an order is that of its lines and delivery, rounded once for each rate',
    sql: `select o.tenant_id, o.id from orders o
      where o.iva is distinct from (
        select sum(r.iva) from (
          select round(sum(t.iva), 2) as iva from (
            select l.iva_rate as rate, l.iva::numeric as iva from order_items l where l.tenant_id = o.tenant_id and l.order_id = o.id
            union all
            select o.delivery_iva_rate, round(round((o.delivery_fee - o.delivery_discount) * 1.00000000000000000000
              / (1 + o.delivery_iva_rate), 6) * o.delivery_iva_rate, 6)
          ) t group by t.rate
        ) r
      )`,
  },
  {
    name: 'the total is what comes from its parts, and the tip is outside of discount and tax',
    sql: `select tenant_id, id from orders
      where total <> subtotal - discount + delivery_fee - delivery_discount + tip or tip < 0 or discount not between 0 and subtotal
        or delivery_discount not between 0 and delivery_fee or iva not between 0 and subtotal + delivery_fee - delivery_discount
        or (service <> 'delivery' and delivery_fee <> 0)`,
  },
  {
    name: 'the adjustments of an order are numbered 1, 2, 3 … and add up to its discounts',
    sql: `select o.tenant_id, o.id from orders o
      left join order_adjustments a on a.tenant_id = o.tenant_id and a.order_id = o.id
      group by o.tenant_id, o.id
      having count(a.adjustment_no) <> o.adjustment_count or coalesce(max(a.adjustment_no), 0) <> o.adjustment_count
        or coalesce(sum(a.amount::numeric) filter (where a.applies_to = 'lines'), 0) <> o.discount
        or coalesce(sum(a.amount::numeric) filter (where a.applies_to = 'delivery'), 0) <> o.delivery_discount`,
  },
  {
    name: 'an adjustment is shared by all lines, to the centavo',
    sql: `select a.tenant_id, a.order_id from order_adjustments a join orders o on o.tenant_id = a.tenant_id and o.id = a.order_id
      where case a.applies_to
        when 'lines' then cardinality(a.shares) <> o.line_count or a.amount <> (select sum(s::numeric) from unnest(a.shares) s)
          or 0 > any (a.shares)
        else cardinality(a.shares) <> 0 end`,
  },
  {
    name: 'what a line is discounted is its share of every adjustment',
    sql: `select l.tenant_id, l.order_id from order_items l
      cross join lateral (
        select coalesce(sum(a.shares[l.line_no]::numeric), 0) as off,
          coalesce(sum(a.shares[l.line_no]::numeric) filter (where a.treatment = 'third-party-payment'), 0) as third
        from order_adjustments a where a.tenant_id = l.tenant_id and a.order_id = l.order_id
      ) s
      where l.discount <> s.off or l.paid_by_third <> s.third`,
  },
]
