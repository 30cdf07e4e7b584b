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
 * writes the same work by hand.
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
  await sql.unsafe('insert into plain.coupons select * from coupons')
  await sql.unsafe('insert into plain.stock_levels select * from stock_levels')
}
