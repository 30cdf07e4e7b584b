import { withoutIndexes } from './platform/sleeping-indexes.mjs'
import { settableColumns } from './settable-columns.mjs'

/** What placing an order, and its steps and its payment's, write. */
const tables = [
  'idempotency_keys',
  'coupons',
  'stock_levels',
  'stock_reservations',
  'order_folio_counters',
  'orders',
  'order_items',
  'order_adjustments',
  'order_events',
  'outbox',
  'payments',
  'payment_events',
]

/**
 * The same tables once more in a schema `plain`, with all of their columns, checks, generated columns, keys, indexes,
 * partitions and foreign keys among them — and without row level security and triggers: what somebody would have who
 * writes the same work by hand. And with the same rows.
 */
export async function plainSchema(sql) {
  await sql.unsafe('create schema plain')
  for (const table of tables) {
    const [{ key }] = await sql`select pg_get_partkeydef(${`public.${table}`}::regclass) as key`
    const partitioned = key === null ? '' : ` partition by ${key}`
    await sql.unsafe(`create table plain.${table} (like public.${table} including all)${partitioned}`)
    if (key !== null) {
      const parts = await sql`
        select c.relname as name, pg_get_expr(c.relpartbound, c.oid) as bounds from pg_inherits i
        join pg_class c on c.oid = i.inhrelid where i.inhparent = ${`public.${table}`}::regclass`
      for (const { name, bounds } of parts) {
        await sql.unsafe(`create table plain.${name} partition of plain.${table} ${bounds}`)
      }
    }
  }
  const keys = await sql.unsafe(`
    select k.conrelid::regclass::text as "table", k.conname as name, pg_get_constraintdef(k.oid) as definition
    from pg_constraint k
    where k.contype = 'f' and k.conparentid = 0 and k.conrelid in (${tables.map((table) => `'${table}'::regclass`).join(', ')})`)
  for (const { table, name, definition } of keys) {
    const [, target] = /REFERENCES (\w+)/.exec(definition)
    const own = tables.includes(target) ? definition.replace(/REFERENCES /, 'REFERENCES plain.') : definition
    await sql.unsafe(`alter table plain.${table} add constraint ${name} ${own}`)
  }
  // What the foreign keys hold in the one schema they hold in the other.
  await sql.unsafe(`set session_replication_role = replica; set maintenance_work_mem = '1GB'`)
  for (const table of tables) {
    const names = (await settableColumns(sql, `public.${table}`)).join(', ')
    await withoutIndexes(sql, [`plain.${table}`], () =>
      sql.unsafe(`insert into plain.${table} (${names}) select ${names} from public.${table}`),
    )
    await sql.unsafe(`vacuum (analyze, parallel 0) plain.${table}`)
  }
}
