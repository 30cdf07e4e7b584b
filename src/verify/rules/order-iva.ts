import type { VerifyRule } from '../rule.ts'

export const orderIva: VerifyRule = {
  id: 'order-iva',
  says: 'The IVA of an order is that of its lines and delivery, added up at 6 decimals for each rate and rounded once.',
  sql: `
    select o.id::text, t.iva::text, o.iva::text
    from orders o
    join (
      select of_order, sum(rounded) as iva from (
        select p.of_order, p.rate, round(sum(p.iva), 2) as rounded from (
          select l.order_id as of_order, l.iva_rate as rate, l.iva::numeric as iva from order_items l where l.tenant_id = :tenant
          union all
          select d.id, d.delivery_iva_rate, app.iva_of(d.delivery_fee::numeric - d.delivery_discount::numeric, d.delivery_iva_rate)
          from orders d where d.tenant_id = :tenant
        ) p group by p.of_order, p.rate
      ) r group by of_order
    ) t on t.of_order = o.id
    where o.tenant_id = :tenant and o.iva::numeric is distinct from t.iva`,
}
