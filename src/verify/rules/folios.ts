import type { VerifyRule } from '../rule.ts'

/**
 * The counters are not asked: no application may read them, and a foreign key holds each to the folio of an order. One
 * that stood too low would meet a folio that is taken.
 */
export const folios: VerifyRule = {
  id: 'folios',
  says: 'Folios of a branch and business day are 1, 2, 3 … without a gap.',
  sql: `
    select format('%s/%s', o.branch_id, o.business_on), format('1 to %s', o.orders), format('%s to %s', o.first, o.last)
    from (
      select branch_id, business_on, count(distinct folio) as orders, min(folio) as first, max(folio) as last
      from orders where tenant_id = :tenant group by branch_id, business_on
    ) o
    where (o.first, o.last::bigint) is distinct from (1, o.orders)`,
}
