import { columnsOf } from '../copied-orders.mjs'

/** Who orders, and for how long: a regular of each tenant has a fifth of its orders, every guest a few in all that time. */
const MONTHS = 36
const TENANTS = 200
const GUEST_ORDERS = 4

const bare = 'including defaults including generated including constraints'
const start = `date_trunc('month', now()) - interval '${MONTHS - 1} months'`

/** The same orders in one table, and in so many ranges of their id; each with the indexes that it can have. */
export async function makeOrders(sql, rows, partitions) {
  await sql.unsafe(`set maintenance_work_mem = '256MB'`)
  const plain = 'orders_in_one'
  await sql.unsafe(`create table ${plain} (like orders ${bare})`)
  await fill(sql, plain, rows)
  const tables = [{ name: plain, partitions: 0, lost: await copyIndexes(sql, plain, false) }]
  const { columns } = await columnsOf(sql, {})
  for (const count of partitions) {
    console.error(`partitioning: ${count} ranges`)
    const name = `orders_in_${count}`
    await sql.unsafe(`create table ${name} (like orders ${bare}) partition by range (id)`)
    for (let n = 0; n < count; n++) {
      const from = n === 0 ? 'minvalue' : boundAt((n * MONTHS) / count)
      const to = n === count - 1 ? 'maxvalue' : boundAt(((n + 1) * MONTHS) / count)
      await sql.unsafe(`create table ${name}_${n} partition of ${name} for values from (${from}) to (${to})`)
    }
    await sql.unsafe(`insert into ${name} (${columns}) select ${columns} from ${plain}`)
    tables.push({ name, partitions: count, lost: await copyIndexes(sql, name, true) })
  }
  return tables
}

const boundAt = (months) => `app.uuid_v7_floor(${start} + interval '${months} months')`

/** An id of that time. */
const idAt = (time) =>
  `encode(substring(uuid_send(app.uuid_v7_floor(${time})) for 7) || substring(uuid_send(gen_random_uuid()) from 8), 'hex')::uuid`

/** Copies of the one order that was placed, evenly over all months. */
async function fill(sql, name, rows) {
  const guests = Math.max(1, Math.floor(rows / TENANTS / GUEST_ORDERS))
  const { columns, copied } = await columnsOf(sql, {
    id: idAt('t.placed'),
    tenant_id: 't.tenant',
    customer_id: `case t.nth % 5 when 0 then t.regular else md5(t.tenant || ':' || t.nth % ${guests})::uuid end`,
    quote_id: idAt('t.placed'),
    folio: 'n',
    status: `'delivered'`,
    business_on: 't.placed::date',
    placed_at: 't.placed',
    accept_by_at: `t.placed + interval '10 minutes'`,
  })
  await sql.unsafe(`
    insert into ${name} (${columns}) select ${copied} from generate_series(1, ${rows}) n
    cross join lateral (select md5((n % ${TENANTS})::text)::uuid as tenant, md5('regular ' || n % ${TENANTS})::uuid as regular,
      n / ${TENANTS} as nth, ${start} + n * (now() - (${start})) / ${rows} as placed) t
    cross join (select * from orders limit 1) o`)
}

/** A unique key of a partitioned table holds what it is partitioned by: one that does not becomes a plain index. */
async function copyIndexes(sql, name, partitioned) {
  const indexes = await sql`
    select pg_get_indexdef(indexrelid) as definition, indexrelid::regclass::text as called,
      indisunique and not (select attnum from pg_attribute where attrelid = indrelid and attname = 'id') = any (indkey) as lost
    from pg_index where indrelid = 'orders'::regclass order by called`
  const lost = []
  for (const { definition, called, lost: isLost } of indexes) {
    const own = definition.replace(/ INDEX \S+ ON \S+ /, ` INDEX ON ${name} `)
    await sql.unsafe(partitioned && isLost ? own.replace('UNIQUE ', '') : own)
    if (partitioned && isLost) lost.push(called)
  }
  return lost
}
