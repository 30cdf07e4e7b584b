import postgres from 'postgres'
import { goals } from '../scripts/performance-goals.ts'
import { openDb } from '../dist/index.js'
import { benchDatabase } from './database.mjs'
import { costOf } from './scale/cost.mjs'
import { grownOrders } from './scale/grown-orders.mjs'
import { grownPartitions } from './scale/grown-partitions.mjs'
import { grownTenants } from './scale/grown-tenants.mjs'

/**
 * What a request costs as the platform grows: from ten tenants to ten thousand, from ten thousand orders to five million,
 * from one partition of the events to 120. Microseconds of the server's processor for one call, the median of rounds; every
 * size is compared with the first of its kind.
 *
 * Tenants grow in a database of their own, so that both first sizes are small ones. Those who ask are the same few hundred
 * at every size and their pages are in memory: what is measured is deeper indexes and longer plans, not a disk.
 */
export async function run({
  rounds = 7,
  calls = 200,
  asked = 200,
  tenants = [10, 1000, 10_000],
  orders = [10_000, 100_000, 1_000_000, 5_000_000],
  partitions = [1, 12, 120],
} = {}) {
  const plan = { rounds, calls }
  const grown = await growth('tenants', plan, (bench) => grownTenants(bench, { tenants, asked }))
  const alone = await growth('orders', plan, async (bench) => {
    const market = await grownOrders(bench, { orders, asked })
    await grownPartitions({ ...bench, measure: bench.measureAs('partitions') }, { partitions, market })
  })
  const rows = withGrowth([...grown.rows, ...alone.rows])
  return { server: grown.server, rounds, rows, results: resultsOf(rows), table: tableOf(rows) }
}

/** A database, and what measures in it: over one connection, because it is about a request, not how many there are at once. */
async function growth(of, plan, grow) {
  const began = performance.now()
  const say = (what) => console.error(`${((performance.now() - began) / 1000).toFixed(0).padStart(5)} s  ${what}`)
  const database = await benchDatabase()
  const sql = postgres(database.superuserUrl, { max: 1, onnotice: () => undefined })
  try {
    const rows = []
    const measureAs = (part) => async (size, works, placesFor) => {
      const places = await placesFor((plan.rounds + 1) * plan.calls)
      await sql.unsafe('vacuum analyze')
      const db = await openDb({ url: database.appUrl, contextKey: database.contextKey, connections: 1 })
      for (const work of works) rows.push({ part, size, work, ...(await costOf(db, sql, work, places, plan)) })
      await db.close()
    }
    await grow({ database, sql, say, measureAs, measure: measureAs(of) })
    return { server: database.version, rows }
  } finally {
    await database.db.close()
    await sql.end()
    await database.close()
  }
}

/** To the first of its kind. */
function withGrowth(rows) {
  return rows.map((row) => {
    const first = rows.find(({ part, work }) => part === row.part && work === row.work)
    const workload = `growth-${row.part}-${row.work}`
    const most = goals.find((goal) => goal.workload === workload)?.most
    return { ...row, workload, from: first.size, growthRatio: row.serverCpu.median / first.serverCpu.median, most }
  })
}

/** The last size of each kind of growth is what its goal is about. */
function resultsOf(rows) {
  const last = new Map(rows.map((row) => [row.workload, row]))
  return [...last.values()].map(({ workload, from, size, growthRatio, microseconds, serverCpu }) => ({
    workload,
    contender: 'platform-db',
    concurrency: 1,
    latencyMs: 0,
    from,
    to: size,
    growthRatio,
    microseconds: microseconds.median,
    serverCpu: serverCpu.median,
  }))
}

function tableOf(rows) {
  const heads = ['µs'.padStart(8), 'server µs'.padStart(11), '×'.padStart(7), 'at most'.padStart(9)]
  const lines = [`${'one call, one connection'.padEnd(26)}${'work'.padEnd(10)}${heads.join('')}`]
  let above = rows[0]?.part
  for (const { part, size, work, microseconds, serverCpu, growthRatio, most } of rows) {
    if (part !== above) lines.push('')
    above = part
    const goal = most === undefined ? '' : most.toFixed(1)
    lines.push(
      `${size.padEnd(26)}${work.padEnd(10)}${microseconds.median.toFixed(0).padStart(8)}${serverCpu.median.toFixed(0).padStart(11)}${growthRatio.toFixed(2).padStart(7)}${goal.padStart(9)}`,
    )
  }
  return lines
}
