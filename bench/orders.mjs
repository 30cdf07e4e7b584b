import { delayed } from './delayed.mjs'
import { installContenders } from './install.mjs'
import { manyQuotes } from './many-quotes.mjs'
import { ORDERS, platformDatabase } from './platform/database.mjs'
import { race } from './contenders.mjs'
import { resultsOf, tableOf } from './results.mjs'
import { serverCpu } from './server-cpu.mjs'

const contenders = ['floor', 'platform-db-pg', 'platform-db-postgres', 'drizzle', 'prisma']

/** So many callers at once, each with a connection. */
const CONCURRENCY = 16

/** The server so far away, and of whose orders: of many tenants, or all of one, which wait for its coupon, stock and folio. */
const places = [
  { workload: 'orders', latencyMs: 0, hot: false },
  { workload: 'orders', latencyMs: 1, hot: false },
  { workload: 'orders', latencyMs: 5, hot: false },
  { workload: 'hot-coupon', latencyMs: 2, hot: true },
]

/** An order of 3 lines with coupon, stock, folio, event and outbox, placed by 16 connections at once. */
export async function run({
  rounds = 7,
  milliseconds = 1500,
  // All there are: orders of one tenant wait for its coupon, of two they do not.
  tenants = 200,
  orders = ORDERS,
  quotesEach = 12_000,
  latencies = [0, 1, 2, 5],
  only = contenders,
} = {}) {
  installContenders()
  const database = await platformDatabase({ orders, tenants, plain: true })
  const { sql, places: market } = database
  try {
    const baskets = await sql`select * from order_quotes where id in ${sql(market.map(({ quoteId }) => quoteId))}`
    const results = []
    for (const { workload, latencyMs, hot } of places.filter((place) => latencies.includes(place.latencyMs))) {
      const shops = hot ? market.slice(0, 1) : market
      // Nobody orders from a quote that another has used.
      const quotes = await manyQuotes(sql, shops, 2 * quotesEach)
      const supply = { pg: quotes.slice(0, quotesEach), postgres: quotes.slice(quotesEach) }
      await sql.unsafe('vacuum analyze order_quotes')
      const { superuserUrl, appUrl, contextKey } = database
      const line = await delayed(superuserUrl, latencyMs)
      const urls = { superuserUrl: line.through(superuserUrl), appUrl: line.through(appUrl) }
      const setting = { ...urls, contextKey, places: shops, supply, baskets }
      // As autovacuum would: the plans of tables that were empty at first are not those of tables that are not.
      const afterWarmUp = () => sql.unsafe('analyze')
      const plan = { rounds, milliseconds, concurrency: CONCURRENCY, cpuOfServer: () => serverCpu(sql), afterWarmUp }
      const raced = await race(new URL('orders/', import.meta.url), only, setting, plan)
      results.push(...resultsOf(workload, only, raced, { concurrency: CONCURRENCY, latencyMs }))
      await line.close()
    }
    const table = ['orders', 'hot-coupon'].flatMap((workload) => {
      const own = results.filter((result) => result.workload === workload)
      return own.length === 0 ? [] : ['', workload, ...tableOf(own, 'orders')]
    })
    return { server: database.version, rounds, tenants, orders, results, table }
  } finally {
    await database.close()
  }
}
