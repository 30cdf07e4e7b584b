import postgres from 'postgres'
import { customer, getOrder, listOrders, newId, openDb, orderTimeline, placeOrder } from '../dist/index.js'
import { spread } from './contenders.mjs'
import { benchDatabase } from './database.mjs'
import { ordersLike } from './load-reads.mjs'
import { aMarket } from './market.mjs'
import { manyQuotes } from './many-quotes.mjs'
import { serverCpu } from './server-cpu.mjs'

/** What is asked for at every size; each as one call of `db.as`. */
const works = {
  page: ({ guest }) => [guest, (tx) => listOrders(tx, { limit: 50 })],
  point: ({ guest, orderId }) => [guest, (tx) => getOrder(tx, { orderId })],
  timeline: ({ guest, orderId }) => [guest, (tx) => orderTimeline(tx, { orderId })],
  place: ({ guest, quotes }) => [guest, (tx) => placeOrder(tx, { quoteId: quotes.pop(), idempotencyKey: newId() })],
}

/** The most that a request may cost at the largest size, as so many times what it costs at the smallest. */
const most = { page: 1.6, point: 1.2, place: 1.2, timeline: 1.4 }

const TENANTS = 200

/**
 * What a request costs as the platform grows: from ten thousand orders to millions, from ten tenants to ten thousand,
 * from the partitions there are to 120. Microseconds of the server's processor for one call, the median of rounds.
 */
export async function run({
  rounds = 7,
  calls = 200,
  orders = [10_000, 100_000, 1_000_000],
  tenants = 10_000,
  partitions = 120,
} = {}) {
  const database = await benchDatabase()
  const sql = postgres(database.superuserUrl, { max: 1, onnotice: () => undefined })
  try {
    const { appUrl, contextKey } = database
    const market = await aMarket(database.db, sql, TENANTS)
    const places = []
    for (const { tenantId, customerId, quoteId } of market) {
      const guest = customer(tenantId, customerId)
      const { id: orderId } = await database.db.as(guest, (tx) => placeOrder(tx, { quoteId, idempotencyKey: newId() }))
      places.push({ guest, orderId, quotes: [] })
    }
    const steps = orders.length + 2
    for (const { place, quoteId } of await manyQuotes(sql, market, 2 * steps * (rounds + 1) * calls + TENANTS))
      places[place].quotes.push(quoteId)
    await database.db.close()
    // One connection: what is measured is a request, not how many there are at once.
    const db = await openDb({ url: appUrl, contextKey, connections: 1 })
    const rows = []
    const measure = async (size, names) => {
      await sql.unsafe('vacuum analyze')
      for (const name of names)
        rows.push({ size, work: name, ...(await costOf(db, sql, works[name], places, { rounds, calls })) })
    }
    let stored = TENANTS
    for (const count of orders) {
      await ordersLike(sql, Math.round((count - stored) / TENANTS))
      stored = count
      await measure(`${count} orders`, ['page', 'point', 'place'])
    }
    await otherTenants(sql, tenants - TENANTS)
    await measure(`and ${tenants} tenants`, ['page', 'point', 'place'])
    await measure('partitions as they are', ['timeline'])
    await morePartitions(sql, partitions)
    await measure(`${partitions} partitions`, ['timeline', 'place'])
    await db.close()
    return { server: database.version, rounds, rows, table: tableOf(rows) }
  } finally {
    await sql.end()
    await database.close()
  }
}

async function costOf(db, sql, work, places, { rounds, calls }) {
  const costs = []
  const times = []
  for (let round = 0; round <= rounds; round++) {
    const before = await serverCpu(sql)
    const began = performance.now()
    for (let n = 0; n < calls; n++) await db.as(...work(places[(round * calls + n) % places.length]))
    if (round > 0) {
      times.push(((performance.now() - began) * 1000) / calls)
      costs.push(((await serverCpu(sql)) - before) / calls)
    }
  }
  return { microseconds: spread(times), serverCpu: spread(costs) }
}

/** Orders of tenants of which nothing else is there: what matters to an index is how many keys it has. */
async function otherTenants(sql, count) {
  await sql.begin(async (tx) => {
    await tx.unsafe('set local session_replication_role = replica')
    const [{ columns, copied }] = await tx`
      select string_agg(quote_ident(attname), ', ') as columns,
        string_agg(case attname when 'tenant_id' then 't.id' when 'id' then 'app.uuid_v7()' when 'quote_id' then 'gen_random_uuid()' else 'o.' || quote_ident(attname) end, ', ') as copied
      from pg_attribute where attrelid = 'orders'::regclass and attnum > 0 and not attisdropped and attgenerated = ''`
    await tx.unsafe(`insert into orders (${columns}) select ${copied}
      from (select gen_random_uuid() as id from generate_series(1, ${count})) t cross join (select * from orders order by tenant_id, id limit 20) o`)
  })
}

async function morePartitions(sql, count) {
  await sql.unsafe(`
    do $$ begin for n in 1..${count} loop
      perform app.add_partition('order_events', 'order_events_bench_' || n, format('for values from (%L) to (%L)',
        app.uuid_v7_floor(timestamptz '2015-01-01' + n * interval '1 month'), app.uuid_v7_floor(timestamptz '2015-01-01' + (n + 1) * interval '1 month')));
    end loop; end $$`)
}

function tableOf(rows) {
  const first = new Map()
  return [
    `${'one call, one connection'.padEnd(26)}${'work'.padEnd(10)}${'µs'.padStart(8)}${'server µs'.padStart(11)}${'×'.padStart(7)}${'at most'.padStart(9)}`,
    ...rows.map(({ size, work, microseconds, serverCpu: cpu }) => {
      if (!first.has(work)) first.set(work, cpu.median)
      const times = cpu.median / first.get(work)
      return `${size.padEnd(26)}${work.padEnd(10)}${microseconds.median.toFixed(0).padStart(8)}${cpu.median.toFixed(0).padStart(11)}${times.toFixed(2).padStart(7)}${most[work].toFixed(1).padStart(9)}`
    }),
  ]
}
