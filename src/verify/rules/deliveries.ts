import type { VerifyRule } from '../rule.ts'

export const deliveries: VerifyRule = {
  id: 'deliveries',
  says: 'An order that is brought has a delivery, which stands where its events lead, and agrees with the order.',
  sql: `
    select o.id::text, case when d.order_id is null then 'a delivery' else coalesce(e.ends, 'waiting') end, d.status
    from orders o
    left join deliveries d on d.tenant_id = :tenant and d.order_id = o.id
    left join (
      select v.order_id, count(*) as events, max(v.seq) as last, (array_agg(v.to_status order by v.seq desc))[1] as ends,
        (array_agg(v.courier_id order by v.seq desc))[1] as courier_id
      from delivery_events v where v.tenant_id = :tenant group by v.order_id
    ) e on e.order_id = o.id
    where o.tenant_id = :tenant and o.service = 'delivery'
      and (d.order_id is null
        or (d.version::bigint, d.version, d.status) is distinct from (coalesce(e.events, 0), coalesce(e.last, 0), coalesce(e.ends, 'waiting'))
        or d.courier_id is distinct from case when e.ends = 'called_off' then null else e.courier_id end
        or (d.status = 'delivered') <> (o.status = 'delivered')
        or (d.status = 'called_off') <> (o.status in ('rejected', 'cancelled')))
    union all
    select d.order_id::text, 'no delivery', d.status
    from deliveries d join orders o on o.tenant_id = :tenant and o.id = d.order_id
    where d.tenant_id = :tenant and o.service <> 'delivery'`,
}
