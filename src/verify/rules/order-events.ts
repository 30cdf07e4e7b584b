import type { VerifyRule } from '../rule.ts'

export const orderEvents: VerifyRule = {
  id: 'order-events',
  says: 'Played again from the first, the events of an order lead to its status, each beginning where the one before ended.',
  sql: `
    select o.id::text, format('%s after %s events', e.ends, e.events), format('%s after %s events', o.status, o.version)
    from orders o
    left join (
      select w.order_id, count(*) as events, max(w.seq) as last, (array_agg(w.to_status order by w.seq desc))[1] as ends,
        bool_and(w.from_status is not distinct from w.ended) as unbroken
      from (
        select v.*, lag(v.to_status) over (partition by v.order_id order by v.seq) as ended
        from order_events v where v.tenant_id = :tenant
      ) w group by w.order_id
    ) e on e.order_id = o.id
    where o.tenant_id = :tenant
      and (e.events, e.last, e.ends, e.unbroken) is distinct from (o.version::bigint, o.version, o.status, true)`,
}
