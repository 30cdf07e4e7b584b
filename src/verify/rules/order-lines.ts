import type { VerifyRule } from '../rule.ts'

export const orderLines: VerifyRule = {
  id: 'order-lines',
  says: 'The lines of an order add up to its header: how many, units, subtotal, discount.',
  sql: `
    select o.id::text, format('%s lines, %s units, %s less %s', count(l.line_no), sum(l.quantity), sum(l.gross::numeric), sum(l.discount::numeric)),
      format('%s lines, %s units, %s less %s', o.line_count, o.units, o.subtotal, o.discount)
    from orders o left join order_items l on l.tenant_id = :tenant and l.order_id = o.id
    where o.tenant_id = :tenant
    group by o.tenant_id, o.id
    having (count(l.line_no), max(l.line_no), sum(l.quantity), sum(l.gross::numeric), sum(l.discount::numeric))
      is distinct from (o.line_count::bigint, o.line_count, o.units::bigint, o.subtotal::numeric, o.discount::numeric)`,
}
