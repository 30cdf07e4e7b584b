import type { Check } from '../verify.ts'

/** Orders, their events, and what follows from an event. */
export const steps: readonly Check[] = [
  {
    name: 'the events of an order, replayed, give its status and version',
    sql: `select o.tenant_id, o.id from orders o
      left join lateral (
        select e.seq, e.to_status from order_events e where e.tenant_id = o.tenant_id and e.order_id = o.id
        order by e.seq desc limit 1
      ) e on true
      where (e.seq, e.to_status) is distinct from (o.version, o.status)`,
  },
  {
    name: 'events are numbered 1, 2, 3 … without gaps',
    sql: `select tenant_id, order_id from order_events group by tenant_id, order_id having min(seq) <> 1 or max(seq) <> count(*)`,
  },
  {
    name: 'an event begins where the one before ended, and the first is placed',
    sql: `select e.tenant_id, e.order_id from (
        select *, lag(to_status) over (partition by tenant_id, order_id order by seq) as before from order_events
      ) e where e.from_status is distinct from e.before or (e.seq = 1) <> (e.to_status = 'placed')`,
  },
  {
    name: 'a step is one of the list, by somebody who may take it',
    sql: `select e.tenant_id, e.order_id from order_events e
      left join order_transitions t on t.from_status = e.from_status and t.to_status = e.to_status and t.actor_kind = e.actor_kind
      where e.seq > 1 and t.from_status is null`,
  },
  {
    name: 'an event has its order, and the customer of it',
    sql: `select e.tenant_id, e.order_id from order_events e left join orders o on o.tenant_id = e.tenant_id and o.id = e.order_id
      where o.customer_id is distinct from e.customer_id`,
  },
  {
    name: 'an event is by somebody of the tenant, and a customer moves only their own order',
    sql: `select e.tenant_id, e.order_id from order_events e
      where not case e.actor_kind
        when 'customer' then e.actor_id = e.customer_id
        when 'service' then e.actor_id = '00000000-0000-0000-0000-000000000000'
        else exists (select from memberships m where m.tenant_id = e.tenant_id and m.id = e.actor_id) end`,
  },
  {
    name: 'no event lies in the future, or before its order',
    sql: `select e.tenant_id, e.order_id from order_events e join orders o on o.tenant_id = e.tenant_id and o.id = e.order_id
      where e.recorded_at > clock_timestamp() or e.recorded_at < o.placed_at - interval '1 minute'`,
  },
  {
    name: 'an event is told once, as it was',
    sql: `select coalesce(e.tenant_id, m.tenant_id), coalesce(e.order_id, m.aggregate_id)
      from order_events e
      full join (select * from outbox where topic like 'order.%') m
        on m.tenant_id = e.tenant_id and m.aggregate_id = e.order_id and m.seq = e.seq
      where m.topic is distinct from 'order.' || e.to_status
        or m.payload is distinct from jsonb_build_object('orderId', e.order_id, 'seq', e.seq, 'status', e.to_status)
      union all
      select tenant_id, aggregate_id from outbox where topic like 'order.%' group by tenant_id, aggregate_id, seq having count(*) > 1`,
  },
  {
    name: 'an order is completed by its delivery, and by nothing else',
    sql: `select coalesce(e.tenant_id, c.tenant_id), coalesce(e.order_id, c.order_id)
      from (select e.*, o.branch_id from order_events e join orders o on o.tenant_id = e.tenant_id and o.id = e.order_id
        where e.to_status = 'delivered') e
      full join order_completions c on c.tenant_id = e.tenant_id and c.order_id = e.order_id
      where (c.seq, c.customer_id, c.branch_id, c.to_status) is distinct from (e.seq, e.customer_id, e.branch_id, 'delivered')`,
  },
  {
    name: 'folios of a branch and day are 1, 2, 3 … without gaps',
    sql: `select tenant_id, branch_id from orders group by tenant_id, branch_id, business_on
      having min(folio) <> 1 or max(folio) <> count(*) or count(distinct folio) <> count(*)`,
  },
  {
    name: 'the counter of folios stands at the last one given',
    sql: `select coalesce(o.tenant_id, c.tenant_id), coalesce(o.branch_id, c.branch_id)
      from (select tenant_id, branch_id, business_on, max(folio) as folio from orders group by 1, 2, 3) o
      full join order_folio_counters c on c.tenant_id = o.tenant_id and c.branch_id = o.branch_id and c.business_on = o.business_on
      where c.last_folio is distinct from o.folio`,
  },
  {
    name: 'the business day is that of the clock on the wall of the branch',
    sql: `select o.tenant_id, o.id from orders o join branches b on b.tenant_id = o.tenant_id and b.id = o.branch_id
      where o.business_on <> ((o.placed_at at time zone b.time_zone) - make_interval(mins => b.day_cutoff_minutes))::date`,
  },
  {
    name: 'a key gives the order that it was sent for',
    sql: `select k.tenant_id, k.result_id from idempotency_keys k
      left join orders o on o.tenant_id = k.tenant_id and o.id = k.result_id
      where k.verb = 'placeOrder' and sha256(convert_to(o.quote_id::text, 'UTF8')) is distinct from k.request_hash`,
  },
  {
    name: 'every reference of an order stays in its tenant',
    sql: `select o.tenant_id, o.id from orders o
      left join customers c on c.tenant_id = o.tenant_id and c.id = o.customer_id
      left join branches b on b.tenant_id = o.tenant_id and b.id = o.branch_id
      where c.id is null or b.id is null
      union all
      select l.tenant_id, l.order_id from order_items l
      left join orders o on o.tenant_id = l.tenant_id and o.id = l.order_id and o.customer_id = l.customer_id
      left join published_items i on i.tenant_id = l.tenant_id and i.version_id = l.menu_version_id and i.item_id = l.menu_item_id
      where o.id is null or i.item_id is null
      union all
      select m.tenant_id, m.order_id from order_item_modifiers m
      left join order_items l on l.tenant_id = m.tenant_id and l.order_id = m.order_id and l.line_no = m.line_no and l.customer_id = m.customer_id
      left join products p on p.tenant_id = m.tenant_id and p.id = m.option_id
      where l.order_id is null or p.id is null
      union all
      select a.tenant_id, a.order_id from order_adjustments a
      left join orders o on o.tenant_id = a.tenant_id and o.id = a.order_id and o.customer_id = a.customer_id
      left join promotions p on p.tenant_id = a.tenant_id and p.id = a.promotion_id
      where o.id is null or p.id is null`,
  },
]
