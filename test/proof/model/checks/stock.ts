import type { Check } from '../verify.ts'
import { cooked, live } from './live.ts'

/** Levels, reservations and movements. */
export const stock: readonly Check[] = [
  {
    name: 'what is reserved of a stock item is what is held for orders, and no more than is on hand',
    sql: `select l.tenant_id, l.stock_item_id from stock_levels l
      where l.reserved <> (
          select coalesce(sum(r.quantity::numeric), 0) from stock_reservations r
          where r.tenant_id = l.tenant_id and r.branch_id = l.branch_id and r.stock_item_id = l.stock_item_id and r.state = 'held'
        ) or l.reserved not between 0 and l.on_hand`,
  },
  {
    name: 'movements add up to what is on hand, and the level stands at the last one',
    sql: `select l.tenant_id, l.stock_item_id from stock_levels l
      left join stock_movements m on m.tenant_id = l.tenant_id and m.branch_id = l.branch_id and m.stock_item_id = l.stock_item_id
      group by l.tenant_id, l.branch_id, l.stock_item_id
      having coalesce(sum(m.quantity::numeric), 0) <> l.on_hand or count(m.seq) <> l.movement_seq or coalesce(max(m.seq), 0) <> l.movement_seq`,
  },
  {
    name: 'a movement begins where the one before left off',
    sql: `select m.tenant_id, m.stock_item_id from (
        select *, lag(on_hand_after) over w as before, row_number() over w as place from stock_movements
        window w as (partition by tenant_id, branch_id, stock_item_id order by seq)
      ) m
      where m.seq <> m.place or m.on_hand_before <> coalesce(m.before, 0) or m.on_hand_after <> m.on_hand_before + m.quantity`,
  },
  {
    name: 'stock is held while an order waits, used up when the kitchen begins, given back when it is called off before',
    sql: `select r.tenant_id, r.order_id from stock_reservations r
      left join orders o on o.tenant_id = r.tenant_id and o.id = r.order_id
      where o.id is null or o.branch_id <> r.branch_id
        or r.state <> case when ${cooked} then 'consumed' when ${live} then 'held' else 'released' end`,
  },
  {
    name: 'an order reserved what its quote demands, once',
    sql: `select coalesce(r.tenant_id, q.tenant_id), coalesce(r.order_id, q.order_id)
      from (
        select o.tenant_id, o.id as order_id, x.* from orders o
        join order_quotes q on q.tenant_id = o.tenant_id and q.id = o.quote_id
        cross join jsonb_to_recordset(q.document->'demand') as x ("stockItemId" uuid, quantity numeric)
      ) q
      full join stock_reservations r on r.tenant_id = q.tenant_id and r.order_id = q.order_id and r.stock_item_id = q."stockItemId"
      where r.quantity::numeric is distinct from q.quantity`,
  },
  {
    name: 'what an order used up was sold once, and is what it had reserved',
    sql: `select coalesce(r.tenant_id, m.tenant_id), coalesce(r.order_id, m.order_id)
      from (select * from stock_reservations where state = 'consumed') r
      full join (select * from stock_movements where kind = 'sold') m
        on m.tenant_id = r.tenant_id and m.order_id = r.order_id and m.stock_item_id = r.stock_item_id and m.branch_id = r.branch_id
      where r.quantity::numeric is distinct from -m.quantity::numeric`,
  },
]
