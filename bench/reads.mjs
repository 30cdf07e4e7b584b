import postgres from 'postgres'
import { placeOrder, customer, newId } from '../dist/index.js'
import { race, spread } from './contenders.mjs'
import { benchDatabase } from './database.mjs'
import { delayed } from './delayed.mjs'
import { installContenders } from './install.mjs'
import { aMarket } from './market.mjs'
import { serverCpu } from './server-cpu.mjs'

const contenders = [
  'floor',
  'floor-context',
  'platform-db-pg',
  'platform-db-postgres',
  'drizzle-prepared',
  'drizzle',
  'kysely',
  'prisma',
  'typeorm',
]

/** At most so many connections for each contender; more callers than that wait, or are pipelined where one does that. */
const CONNECTIONS = 8

/**
 * One read by so many callers at once, with the server so many milliseconds away: every contender beside a statement
 * that is prepared and sent by hand.
 *
 * @param {'ratings' | 'list'} workload the smallest read, or 50 orders of a customer
 */
export async function runReads(
  workload,
  {
    rounds = 5,
    milliseconds = 1000,
    latencies = [0, 1, 5],
    concurrencies = [1, 16, 64],
    tenants = 20,
    ordersEach = 2000,
    only = contenders,
  } = {},
) {
  installContenders()
  const database = await benchDatabase()
  const sql = postgres(database.superuserUrl, { max: 1, onnotice: () => undefined })
  try {
    const places = await aMarket(database.db, sql, tenants)
    await load(database.db, sql, places, ordersEach)
    await database.db.close()
    const { contextKey } = database
    const results = []
    for (const latencyMs of latencies) {
      const [superuserUrl, appUrl] = [database.superuserUrl, database.appUrl]
      const line = await delayed(superuserUrl, latencyMs)
      const urls = { superuserUrl: line.through(superuserUrl), appUrl: line.through(appUrl) }
      for (const concurrency of concurrencies) {
        const connections = Math.min(concurrency, CONNECTIONS)
        const setting = { ...urls, contextKey, places, workload, connections }
        const plan = { rounds, milliseconds, concurrency, cpuOfServer: () => serverCpu(sql) }
        const raced = await race(new URL('reads/', import.meta.url), only, setting, plan)
        results.push(...figures(workload, only, raced, { concurrency, latencyMs }))
      }
      await line.close()
    }
    return { workload, server: database.version, rounds, tenants, ordersEach, results, table: tableOf(results) }
  } finally {
    await sql.end()
    await database.close()
  }
}

/** A rating for each branch, and orders for each customer: one is placed, the others are its copies. */
async function load(db, sql, places, ordersEach) {
  for (const { tenantId, customerId, quoteId } of places) {
    const guest = customer(tenantId, customerId)
    await db.as(guest, (tx) => placeOrder(tx, { quoteId, idempotencyKey: newId() }))
  }
  const columns = await sql`
    select string_agg(quote_ident(attname), ', ') as all,
      string_agg(case attname when 'id' then 'app.uuid_v7()' when 'quote_id' then 'gen_random_uuid()' when 'folio' then 'folio + n'
        else quote_ident(attname) end, ', ') as copied
    from pg_attribute where attrelid = 'orders'::regclass and attnum > 0 and not attisdropped and attgenerated = ''`
  const [{ all, copied }] = columns
  await sql.begin(async (tx) => {
    // The rules have let the first one in; to check each copy again would take minutes.
    await tx.unsafe('set local session_replication_role = replica')
    await tx.unsafe(
      `insert into orders (${all}) select ${copied} from orders cross join generate_series(1, ${ordersEach}) n`,
    )
    for (const { tenantId, branchId } of places) {
      await tx`insert into rating_totals (tenant_id, branch_id, count, sum, stars_1, stars_2, stars_3, stars_4, stars_5)
        values (${tenantId}, ${branchId}, 60, 240, 1, 4, 10, 24, 21)`
    }
  })
  await sql.unsafe('vacuum analyze')
}

/** To the floor of the same round, so that what slows the machine slows both sides of a ratio. */
function figures(workload, names, { wrong, results }, where) {
  const [floor] = names
  return names
    .filter((name) => !wrong.includes(name))
    .map((contender) => {
      const list = results[contender]
      const ratio = (figure) => spread(list.map((round, i) => round[figure] / results[floor][i][figure])).median
      const of = (figure) => spread(list.map((round) => round[figure])).median
      return {
        workload,
        contender,
        ...where,
        throughputRatio: ratio('perSecond'),
        p50Ratio: ratio('p50'),
        p95Ratio: ratio('p95'),
        clientCpuRatio: ratio('clientCpu'),
        serverCpuRatio: ratio('serverCpu'),
        perSecond: of('perSecond'),
        p50: of('p50'),
        p95: of('p95'),
        clientCpu: of('clientCpu'),
        serverCpu: of('serverCpu'),
      }
    })
    .concat(wrong.map((contender) => ({ workload, contender, ...where, wrong: true })))
}

function tableOf(results) {
  const heads = ['reads/s', '×', 'p50 ms', '×', 'p95 ms', '×', 'client µs', '×', 'server µs', '×']
  const lines = []
  let place = ''
  for (const row of results) {
    const here = `${row.concurrency} callers, ${row.latencyMs} ms away`
    if (here !== place) lines.push('', `${here.padEnd(24)}${heads.map((head) => head.padStart(10)).join('')}`)
    place = here
    const pair = (figure, digits) => [row[figure].toFixed(digits), row[`${figure}Ratio`].toFixed(2)]
    const cells = row.wrong
      ? ['answers otherwise than the floor, and was not timed']
      : [
          row.perSecond.toFixed(0),
          row.throughputRatio.toFixed(2),
          ...pair('p50', 2),
          ...pair('p95', 2),
          ...pair('clientCpu', 0),
          ...pair('serverCpu', 0),
        ]
    lines.push(`${row.contender.padEnd(24)}${cells.map((cell) => cell.padStart(10)).join('')}`)
  }
  return lines
}
