import { placesOf } from './places.mjs'

/** What the events of an order cost to read and to add to, as their table gets a partition for each month. */
export async function grownPartitions({ sql, measure, say }, { partitions, market }) {
  await onlyUsedPartitions(sql)
  for (const count of partitions) {
    say(`${count} partitions`)
    await pastPartitions(sql, count)
    await measure(`${count} partitions`, ['timeline', 'place'], (quotes) => placesOf(sql, market, quotes))
  }
}

const months = (sql) => sql`
  select inhrelid::regclass::text as name from pg_inherits
  where inhparent = 'order_events'::regclass and pg_get_expr((select relpartbound from pg_class where oid = inhrelid), inhrelid) <> 'DEFAULT'
  order by name`

/** What `migrate` has made ahead is taken away, so that the first size is one month; the default partition stays beside it. */
async function onlyUsedPartitions(sql) {
  for (const { name } of await months(sql)) {
    const [row] = await sql.unsafe(`select from ${name} limit 1`)
    if (row) continue
    await sql.unsafe(`alter table order_events detach partition ${name}`)
    await sql.unsafe(`drop table ${name}`)
  }
}

/** Months of the past, until there are so many. */
async function pastPartitions(sql, count) {
  const { length: stored } = await months(sql)
  await sql.unsafe(`
    do $$ begin for n in ${stored}..${count - 1} loop
      perform app.add_partition('order_events', 'order_events_bench_' || n, format('for values from (%L) to (%L)',
        app.uuid_v7_floor(timestamptz '2025-01-01' - n * interval '1 month'), app.uuid_v7_floor(timestamptz '2025-01-01' - (n - 1) * interval '1 month')));
    end loop; end $$`)
  const { length: made } = await months(sql)
  if (made !== count) throw new Error(`${made} partitions, not ${count}`)
}
