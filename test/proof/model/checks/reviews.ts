import type { Check } from '../verify.ts'

const target = `case when r.courier_id is not null then 'courier' when r.menu_item_id is not null then 'dish' else 'branch' end`

/** Reviews and what is counted of them. */
export const reviews: readonly Check[] = [
  {
    name: 'a review is of a delivered order, by its customer, of its branch, in time',
    sql: `select r.tenant_id, r.id from reviews r
      left join order_completions c on c.tenant_id = r.tenant_id and c.order_id = r.order_id
      where (c.customer_id, c.branch_id, c.delivered_at) is distinct from (r.customer_id, r.branch_id, r.delivered_at)
        or r.created_at < r.delivered_at - interval '1 minute' or greatest(r.created_at, r.edited_at) > clock_timestamp()`,
  },
  {
    name: 'a review is of one thing, that was in the order, and once',
    sql: `select r.tenant_id, r.id from reviews r
      left join order_items l on l.tenant_id = r.tenant_id and l.order_id = r.order_id and l.line_no = r.line_no
      where (r.line_no is not null and l.menu_item_id is distinct from r.menu_item_id) or num_nonnulls(r.courier_id, r.menu_item_id) > 1
        or (r.courier_id is not null and not exists (select from order_events e
          where e.tenant_id = r.tenant_id and e.order_id = r.order_id and e.actor_kind = 'courier' and e.actor_id = r.courier_id))
      union all
      select tenant_id, order_id from reviews group by tenant_id, order_id, courier_id, menu_item_id having count(*) > 1`,
  },
  {
    name: 'a review is shown or hidden as it was last decided',
    sql: `select r.tenant_id, r.id from reviews r
      left join lateral (
        select m.seq, m.to_state, m.count from (
          select seq, to_state, count(*) over () as count from review_moderations
          where tenant_id = r.tenant_id and review_id = r.id
        ) m order by m.seq desc limit 1
      ) m on true
      where (r.state, r.moderation_seq) is distinct from (coalesce(m.to_state, 'visible'), m.seq) or m.seq <> m.count`,
  },
  {
    name: 'ratings count the visible reviews',
    sql: `select coalesce(t.tenant_id, v.tenant_id), coalesce(t.target_id, v.target_id)
      from (
        select r.tenant_id, ${target} as target, coalesce(r.courier_id, r.menu_item_id, r.branch_id) as target_id,
          count(*)::integer as count, sum(r.stars)::integer as sum
        from reviews r where r.state = 'visible' group by 1, 2, 3
      ) v
      full join rating_totals t on t.tenant_id = v.tenant_id and t.target = v.target and t.target_id = v.target_id
      where (coalesce(t.count, 0), coalesce(t.sum, 0)) is distinct from (coalesce(v.count, 0), coalesce(v.sum, 0))`,
  },
]
