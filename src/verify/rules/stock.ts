import type { VerifyRule } from '../rule.ts'

export const stock: VerifyRule = {
  id: 'stock',
  says: 'Movements of stock follow each other and add up to what is on hand; what is reserved is what waiting orders hold.',
  sql: `
    select format('%s/%s', coalesce(l.branch_id, m.branch_id), coalesce(l.stock_item_id, m.stock_item_id)),
      format('%s on hand after %s, %s reserved', coalesce(m.moved, 0), coalesce(m.movements, 0), coalesce(v.held, 0)),
      format('%s on hand after %s, %s reserved', l.on_hand, l.movement_seq, l.reserved)
    from (select * from stock_levels where tenant_id = :tenant) l
    full join (
      select w.branch_id, w.stock_item_id, count(*) as movements, max(w.seq) as last, sum(w.quantity::numeric) as moved,
        bool_and(w.on_hand_before::numeric = coalesce(w.left_at, 0) and w.on_hand_after::numeric = w.on_hand_before::numeric + w.quantity::numeric) as unbroken
      from (
        select s.*, lag(s.on_hand_after::numeric) over (partition by s.branch_id, s.stock_item_id order by s.seq) as left_at
        from stock_movements s where s.tenant_id = :tenant
      ) w group by w.branch_id, w.stock_item_id
    ) m on m.branch_id = l.branch_id and m.stock_item_id = l.stock_item_id
    left join (
      select branch_id, stock_item_id, sum(quantity::numeric) as held
      from stock_reservations where tenant_id = :tenant and state = 'held' group by 1, 2
    ) v on v.branch_id = l.branch_id and v.stock_item_id = l.stock_item_id
    where (m.movements, m.last, m.moved, m.unbroken, coalesce(v.held, 0))
      is distinct from (l.movement_seq::bigint, l.movement_seq, l.on_hand::numeric, true, l.reserved::numeric)`,
}
