import type { TestDb } from '../../../src/testing.ts'
import { asSuperuser } from '../../domains/as-owner.ts'
import { onlyAgainstTheApplication } from '../../invariants/only-against-the-application.ts'
import type { Dice } from './dice.ts'
import type { Place } from './world.ts'

/** Tables that a run writes to by hand. */
export const attacked = [
  'orders',
  'order_items',
  'order_item_modifiers',
  'order_adjustments',
  'order_events',
  'order_completions',
  'order_folio_counters',
  'order_quotes',
  'outbox',
  'idempotency_keys',
  'promotions',
  'promotion_items',
  'promotion_branches',
  'promotion_customers',
  'coupons',
  'stock_items',
  'recipes',
  'stock_levels',
  'stock_reservations',
  'stock_movements',
  'kitchen_slots',
  'reviews',
  'review_moderations',
  'rating_totals',
] as const

export interface Column {
  readonly name: string
  readonly type: string
}

export type Columns = ReadonlyMap<string, readonly Column[]>

/** The columns that a statement may name: not those that are generated. */
export async function columnsOf(db: TestDb): Promise<Columns> {
  const rows = await asSuperuser<{ relation: string; name: string; type: string }>(
    db,
    `select c.relname::text as relation, a.attname::text as name, format_type(a.atttypid, null) as type
     from pg_attribute a join pg_class c on c.oid = a.attrelid join pg_namespace n on n.oid = c.relnamespace
     where n.nspname = 'public' and c.relname in (${attacked.map((name) => `'${name}'`).join(', ')})
       and a.attnum > 0 and not a.attisdropped and a.attgenerated = '' order by c.relname, a.attnum`,
  )
  return new Map(attacked.map((table) => [table, rows.filter(({ relation }) => relation === table)]))
}

export type Who = 'app' | 'owner'

/** One statement that nobody would write: it is refused, or it does no harm. */
export function mutation(place: Place, columns: Columns, who: Who, dice: Dice): string {
  if (dice.once(6)) return targeted(place, who, dice)
  const table = dice.pick(attacked)
  const open = onlyAgainstTheApplication[table]
  const mine = (columns.get(table) ?? []).filter(({ name }) => who === 'app' || !(open?.columns ?? []).includes(name))
  const kind = dice.weighted([
    ['update', 12],
    ['delete', 2],
    ['insert', 4],
  ])
  const row = `select tableoid, ctid from ${table} where tenant_id = '${place.tenantId}' offset ${dice.pick([0, dice.below(6), dice.below(40)])} limit 1`
  if (kind === 'delete' && !(who === 'owner' && open?.deletes)) {
    return `delete from ${table} where (tableoid, ctid) = (${row}) returning 1 as one`
  }
  if (kind === 'insert' && !(who === 'owner' && open?.inserts)) {
    const changed = new Map(some(mine, dice).map((column) => [column.name, valueOf(place, table, column, dice)]))
    if (dice.once(2) && mine.some(({ name }) => name === 'id')) changed.set('id', 'gen_random_uuid()')
    const names = (columns.get(table) ?? []).map(({ name }) => name)
    const values = names.map((name) => changed.get(name) ?? name)
    return `insert into ${table} (${names.join(', ')}) select ${values.join(', ')} from ${table} where (tableoid, ctid) = (${row}) returning 1 as one`
  }
  const set = some(mine, dice).map((column) => `${column.name} = ${valueOf(place, table, column, dice)}`)
  return `update ${table} set ${set.join(', ')} where (tableoid, ctid) = (${row}) returning 1 as one`
}

function some(columns: readonly Column[], dice: Dice): readonly Column[] {
  const count = dice.pick([1, 1, 2, 3] as const)
  const found = Array.from({ length: count }, () => dice.pick(columns))
  return [...new Set(found)].filter((column) => column !== undefined)
}

const statuses = 'placed accepted preparing ready on_the_way delivered rejected cancelled'.split(' ')
const others =
  'held consumed released received sold counted wasted visible hidden lines delivery pickup promotion coupon restaurant platform discount order staff customer service order.placed percent amount x'
const words = [...statuses, ...others.split(' '), '']

/** Something near what is there, something of another row, something else altogether. */
function valueOf(place: Place, table: string, { name, type }: Column, dice: Dice): string {
  if (dice.once(12)) return 'null'
  if (dice.once(5)) {
    return `(select o.${name} from ${table} o where o.tenant_id = '${place.tenantId}' offset ${dice.below(40)} limit 1)`
  }
  switch (type) {
    case 'uuid':
      return dice.once(2)
        ? 'gen_random_uuid()'
        : `'${dice.pick([place.branchIds[1] ?? '', ...place.guestIds, ...place.stock, ...place.slots, ...place.promotions])}'`
    case 'text':
      return `'${dice.pick(words) ?? ''}'`
    case 'boolean':
      return `not ${name}`
    case 'date':
      return dice.pick([`${name} + 1`, `${name} - 1`, `'infinity'`] as const)
    case 'timestamp with time zone':
      return dice.pick([
        `${name} + interval '1 hour'`,
        `${name} - interval '1 hour'`,
        'now()',
        `'infinity'`,
        `now() - interval '1 day'`,
      ] as const)
    case 'integer':
    case 'smallint':
    case 'numeric':
    case 'mxn':
    case 'mxn6':
    case 'rate6':
    case 'stock_quantity':
      return dice.pick([
        `${name} + 1`,
        `${name} - 1`,
        `${name} * 2`,
        '0',
        '-1',
        '1',
        `${dice.below(500)}`,
        '999999999',
      ] as const)
    default:
      return dice.pick([name, 'default', `'{}'`, `'[]'`] as const).replace('default', name)
  }
}

const stamps = {
  reason: `'by hand'`,
  recorded_at: `now() - interval '1 day'`,
  actor_id: 'customer_id',
  actor_kind: `'service'`,
} as const

/** What somebody would try who knows the tables: a step without its event, an old state, an event of one's own. */
function targeted(place: Place, who: Who, dice: Dice): string {
  const tenant = `tenant_id = '${place.tenantId}'`
  const order = dice.pick(place.orders)?.id ?? '00000000-0000-0000-0000-000000000000'
  const status = dice.pick(statuses) ?? ''
  const ours = `${tenant} and order_id = '${order}'`
  const stamp = dice.pick(['reason', 'reason', 'recorded_at', 'actor_id', 'actor_kind'] as const)
  const tries = [
    `update orders set status = '${status}', version = version + ${dice.pick([1, 1, 0, -1] as const)} where ${tenant} and id = '${order}' returning 1 as one`,
    `update orders o set status = e.to_status, version = e.seq from order_events e
      where o.${tenant} and o.id = '${order}' and e.tenant_id = o.tenant_id and e.order_id = o.id and e.seq = ${dice.between(1, 3)} returning 1 as one`,
    `insert into order_events (tenant_id, order_id, seq, customer_id, from_status, to_status, ${stamp})
      select tenant_id, id, version + ${dice.pick([1, 1, 1, 2, 0] as const)}, customer_id, status, '${status}', ${stamps[stamp]}
      from orders where ${tenant} and id = '${order}' returning 1 as one`,
    `insert into order_items (tenant_id, order_id, line_no, customer_id, line_count, adjustment_count, menu_version_id, menu_item_id, name, iva_class,
        sat_product_key, sat_unit_key, quantity, unit_price, iva_rate)
      select tenant_id, order_id, line_no + ${dice.between(0, 2)}, customer_id, line_count + ${dice.below(2)}, adjustment_count, menu_version_id, menu_item_id, name,
        iva_class, sat_product_key, sat_unit_key, quantity, ${dice.pick(['0', 'unit_price'] as const)}, iva_rate from order_items where ${ours} limit 1 returning 1 as one`,
    `insert into order_item_modifiers (tenant_id, order_id, line_no, position, customer_id, option_id, group_name, option_name, quantity, price)
      select tenant_id, order_id, line_no, 50, customer_id, '${dice.pick(place.options).optionId}', 'x', 'x', 1, 0 from order_items where ${ours} limit 1 returning 1 as one`,
    `update stock_levels l set on_hand = m.on_hand_after, movement_seq = m.seq from stock_movements m
      where l.${tenant} and m.tenant_id = l.tenant_id and m.branch_id = l.branch_id and m.stock_item_id = l.stock_item_id and m.seq = ${dice.between(1, 4)} returning 1 as one`,
    `insert into stock_movements (tenant_id, branch_id, stock_item_id, kind, quantity${dice.once(2) ? ', recorded_at' : ', reason'})
      values ('${place.tenantId}', '${dice.pick(place.branchIds)}', '${dice.pick(place.stock)}', '${dice.pick(['received', 'wasted', 'moved'] as const)}', ${dice.between(-5, 5)}, default) returning 1 as one`,
    `update order_folio_counters set last_folio = last_folio + ${dice.pick([1, -1, 10] as const)} where ${tenant} returning 1 as one`,
    `update stock_reservations set quantity = quantity + 1 where ${ours} returning 1 as one`,
    `update orders set tip = tip + 1, subtotal = subtotal - 1 where ${tenant} and id = '${order}' returning 1 as one`,
    `delete from ${dice.pick(['order_events', 'orders', 'order_items', 'outbox', 'stock_reservations', 'order_completions'] as const)} where ${tenant} returning 1 as one`,
    `insert into idempotency_keys (tenant_id, actor, verb, key, request_hash, result_id)
      values ('${place.tenantId}', app.actor(), '${dice.pick(['placeOrder', 'else'] as const)}', 'key-${dice.below(99)}-by-hand', sha256('x'), '${order}') returning 1 as one`,
  ]
  const open = dice.pick(tries) ?? ''
  return who === 'owner' && open.includes(`'placeOrder'`) ? open.replace(`'placeOrder'`, `'else'`) : open
}
