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

/** Of each month of the past: one that is empty costs the planner nothing, and hides what a plan of many costs. */
const EVENTS = 1000

/** Months of the past, until there are so many. */
async function pastPartitions(sql, count) {
  const { length: stored } = await months(sql)
  await sql.begin(async (tx) => {
    await tx.unsafe('set local session_replication_role = replica')
    await tx.unsafe(`
      do $$ declare began uuid; begin for n in ${stored}..${count - 1} loop
        began := app.uuid_v7_floor(timestamptz '2025-01-01' - n * interval '1 month');
        perform app.add_partition('order_events', 'order_events_bench_' || n, format('for values from (%L) to (%L)',
          began, app.uuid_v7_floor(timestamptz '2025-01-01' - (n - 1) * interval '1 month')));
        insert into order_events (tenant_id, order_id, seq, customer_id, to_status, actor_kind, actor_id)
        select e.tenant_id, overlay(began::text placing lpad(to_hex(i), 12, '0') from 25)::uuid, 1, e.customer_id, e.to_status, e.actor_kind, e.actor_id
        from (select * from order_events where seq = 1 limit 1) e cross join generate_series(1, ${EVENTS}) i;
      end loop; end $$`)
  })
  const { length: made } = await months(sql)
  if (made !== count) throw new Error(`${made} partitions, not ${count}`)
}
