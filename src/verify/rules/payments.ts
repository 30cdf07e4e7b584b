import type { VerifyRule } from '../rule.ts'

export const payments: VerifyRule = {
  id: 'payments',
  says: 'Played again, the events of a payment lead to its status; it is over the total of its order, and captured for all of it or not at all.',
  sql: `
    select p.id::text, format('%s of %s', coalesce(e.ends, 'intended'), o.total), format('%s of %s, captured %s', p.status, p.amount, p.captured)
    from payments p
    join orders o on o.tenant_id = :tenant and o.id = p.order_id
    left join (
      select w.payment_id, count(*) as events, max(w.seq) as last, (array_agg(w.to_status order by w.seq desc))[1] as ends,
        bool_and(w.from_status is not distinct from w.ended) as unbroken
      from (
        select v.*, lag(v.to_status) over (partition by v.payment_id order by v.seq) as ended
        from payment_events v where v.tenant_id = :tenant
      ) w group by w.payment_id
    ) e on e.payment_id = p.id
    where p.tenant_id = :tenant
      and ((e.events, e.last, e.ends, e.unbroken) is distinct from (p.version::bigint, p.version, p.status, true)
        or p.amount::numeric <> o.total::numeric
        or p.captured::numeric <> case when p.status = 'captured' then o.total::numeric else 0 end)`,
}
