import type { VerifyRule } from '../rule.ts'

export const orderCompletions: VerifyRule = {
  id: 'order-completions',
  says: 'What was delivered, and nothing else, is completed and settled, once.',
  sql: `
    select coalesce(o.id, c.order_id)::text, case when o.id is null then 'not completed' else 'completed and settled' end,
      case when c.order_id is null then 'not completed' when s.order_id is null then 'not settled' else 'completed' end
    from (select id from orders where tenant_id = :tenant and status = 'delivered') o
    full join (select order_id from order_completions where tenant_id = :tenant) c on c.order_id = o.id
    left join order_settlements s on s.tenant_id = :tenant and s.order_id = c.order_id
    where o.id is null or c.order_id is null or s.order_id is null`,
}
