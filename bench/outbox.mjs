import postgres from 'postgres'
import { customer, newId, placeOrder } from '../dist/index.js'
import { spread } from './contenders.mjs'
import { benchDatabase } from './database.mjs'
import { aMarket } from './market.mjs'
import { startProcess } from './processes.mjs'

/**
 * How many messages of the outbox are read a second, by one worker and by four, each a process with one connection and its
 * share of the tenants; with so many waiting, of many tenants and all of one. Each page is a call of `db.as`.
 */
export async function run({
  rounds = 5,
  waiting = [10_000, 1_000_000],
  workers = [1, 4],
  tenants = 200,
  page = 1000,
} = {}) {
  const database = await benchDatabase()
  const sql = postgres(database.superuserUrl, { max: 1, onnotice: () => undefined })
  try {
    const market = await aMarket(database.db, sql, tenants)
    const [{ tenantId, customerId, quoteId }] = market
    const key = { quoteId, idempotencyKey: newId() }
    await database.db.as(customer(tenantId, customerId), (tx) => placeOrder(tx, key))
    await database.db.close()
    const rows = []
    for (const count of waiting) {
      for (const whose of [market, market.slice(0, 1)]) {
        const ids = whose.map((place) => place.tenantId)
        console.error(`outbox: ${count} messages of ${ids.length} tenants`)
        await wait(sql, ids, count)
        // One tenant has one reader: its messages are taken in their order.
        for (const many of workers.filter((some) => some <= ids.length)) {
          rows.push({
            waiting: count,
            tenants: ids.length,
            workers: many,
            ...(await drained(database, ids, many, { page, rounds, wanted: count })),
          })
        }
      }
    }
    return { server: database.version, rounds, page, rows, results: resultsOf(rows), table: tableOf(rows, page) }
  } finally {
    await sql.end()
    await database.close()
  }
}

/** So many copies of a message that was written by placing an order, in transactions that are over. */
async function wait(sql, tenants, count) {
  const [{ message }] = await sql`select to_jsonb(o) as message from outbox o limit 1`
  await sql.begin(async (tx) => {
    await tx`truncate outbox`
    await tx`
      insert into outbox (tenant_id, topic, aggregate_id, seq, payload, tx)
      select (${tenants}::uuid[])[1 + n % ${tenants.length}], ${message.topic}, ${message.aggregate_id}, ${message.seq}, ${sql.json(message.payload)},
        (3 + (pg_snapshot_xmin(pg_current_snapshot())::text::bigint - 4) * n / ${count})::text::xid8
      from generate_series(0::bigint, ${count - 1}) n`
  })
  await sql.unsafe('vacuum analyze outbox')
}

/** Messages a second: the rows of all workers by the time of the slowest, the median of rounds behind one that does not count. */
async function drained({ appUrl, contextKey }, tenants, many, { page, rounds, wanted }) {
  const script = new URL('outbox/worker.mjs', import.meta.url)
  const workers = Array.from({ length: many }, () => startProcess(script, { execArgv: [] }))
  const all = (question) => Promise.all(workers.map((worker, w) => worker.ask(question(w))))
  try {
    const share = (w) => tenants.filter((_tenant, i) => i % many === w)
    await all((w) => ({ open: { appUrl, contextKey, tenants: share(w), page } }))
    const rates = []
    for (let round = 0; round <= rounds; round++) {
      const parts = await all(() => ({ drain: true }))
      const rows = parts.reduce((sum, part) => sum + part.rows, 0)
      if (rows !== wanted) throw new Error(`${rows} messages were read, and not ${wanted}`)
      if (round > 0) rates.push((rows * 1000) / Math.max(...parts.map((part) => part.milliseconds)))
    }
    return { perSecond: spread(rates) }
  } finally {
    await Promise.all(workers.map((worker) => worker.end()))
  }
}

function resultsOf(rows) {
  return rows.map(({ waiting, tenants, workers, perSecond }) => ({
    workload: `outbox-${waiting}-of-${tenants}`,
    contender: 'platform-db',
    concurrency: workers,
    latencyMs: 0,
    perSecond: perSecond.median,
  }))
}

function tableOf(rows, page) {
  return [
    `${`pages of ${page}`.padEnd(16)}${'tenants'.padStart(10)}${'workers'.padStart(10)}${'messages/s'.padStart(12)}${'from to'.padStart(18)}`,
    ...rows.map(
      ({ waiting, tenants, workers, perSecond: { median, min, max } }) =>
        `${`${waiting} waiting`.padEnd(16)}${String(tenants).padStart(10)}${String(workers).padStart(10)}${median.toFixed(0).padStart(12)}${`${min.toFixed(0)} ${max.toFixed(0)}`.padStart(18)}`,
    ),
  ]
}
