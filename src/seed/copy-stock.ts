import { literal } from '../kernel/ddl.ts'
import { type Digits, shelfOf, valuesOf } from './statements.ts'
import type { Template } from './template.ts'

/**
 * Stock of the tenant: what came before the first order — enough, and some more —, then a movement for every sale, each
 * from where the one before left off; and the levels where the last ones did. Behind the reservations.
 */
export function copyStock({ columns, trail }: Template, tenant: Digits): readonly string[] {
  const own = columns.get('stock_movements') ?? []
  const { cells, values } = valuesOf(own, trail.get('stock_movements') ?? [], tenant)
  const named = values.map((value, i) => `${value} as ${own[i]?.name ?? ''}`)
  const [id, opened] = [`${literal(tenant.id)}::uuid`, literal(tenant.opened)]
  return [
    `create temporary table seed_sold on commit drop as
      with r as materialized (select of_order, ${cells.join(', ')} from ${shelfOf('stock_movements')})
      select ${named.join(', ')} from seed_wanted c join r on r.of_order = c.of_order`,
    `create temporary table seed_came on commit drop as
      select v.branch_id, v.stock_item_id, ceil(sum(v.quantity::numeric) / 1000) * 1000 + 4000 as quantity,
        coalesce(sum(v.quantity::numeric) filter (where v.state = 'held'), 0) as reserved
      from stock_reservations v where v.tenant_id = ${id} group by 1, 2`,
    `insert into stock_movements (tenant_id, branch_id, stock_item_id, seq, kind, quantity, on_hand_before, on_hand_after,
        order_id, reason, actor_kind, actor_id, recorded_at)
      select ${id}, s.branch_id, s.stock_item_id, 1 + row_number() over w, s.kind, s.quantity,
        e.quantity + sum(s.quantity::numeric) over w - s.quantity, e.quantity + sum(s.quantity::numeric) over w,
        s.order_id, s.reason, s.actor_kind, s.actor_id, s.recorded_at
      from seed_sold s join seed_came e on e.branch_id = s.branch_id and e.stock_item_id = s.stock_item_id
      window w as (partition by s.branch_id, s.stock_item_id order by s.recorded_at, s.order_id)
      union all
      select ${id}, e.branch_id, e.stock_item_id, 1, 'received', e.quantity, 0, e.quantity, null, 'Entrega',
        'staff', (select m.id from memberships m where m.tenant_id = ${id} and m.role = 'owner'), ${opened}::timestamptz
      from seed_came e`,
    `insert into stock_levels (tenant_id, branch_id, stock_item_id, on_hand, reserved, low_at, movement_seq)
      select distinct on (m.branch_id, m.stock_item_id) ${id}, m.branch_id, m.stock_item_id, m.on_hand_after, e.reserved,
        2000, m.seq
      from stock_movements m join seed_came e on e.branch_id = m.branch_id and e.stock_item_id = m.stock_item_id
      where m.tenant_id = ${id} order by m.branch_id, m.stock_item_id, m.seq desc`,
  ]
}
