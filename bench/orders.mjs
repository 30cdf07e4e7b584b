import postgres from 'postgres'
import { aMarket } from './market.mjs'
import { benchDatabase } from './database.mjs'
import { installContenders } from './install.mjs'
import { manyQuotes } from './many-quotes.mjs'
import { plainSchema } from './plain-schema.mjs'
import { race } from './contenders.mjs'
import { resultsOf, tableOf } from './results.mjs'
import { serverCpu } from './server-cpu.mjs'

const contenders = ['floor', 'platform-db-pg', 'platform-db-postgres', 'drizzle', 'prisma']

/** An order of 3 lines with coupon, stock, folio, event and outbox, placed by 16 connections at once. */
export async function run({
  rounds = 7,
  milliseconds = 1500,
  concurrency = 16,
  // As many as the platform of the other benchmarks: orders of one tenant wait for its coupon, of two they do not.
  tenants = 200,
  quotesEach = 30_000,
  only = contenders,
} = {}) {
  installContenders()
  const database = await benchDatabase()
  const sql = postgres(database.superuserUrl, { max: 1, onnotice: () => undefined })
  try {
    const places = await aMarket(database.db, sql, tenants)
    await database.db.close()
    await plainSchema(sql)
    const quotes = await manyQuotes(sql, places, 2 * quotesEach)
    const baskets = await sql`select * from order_quotes where id in ${sql(places.map(({ quoteId }) => quoteId))}`
    const { superuserUrl, appUrl, contextKey } = database
    // Nobody orders from a quote that another has used.
    const supply = { pg: quotes.slice(0, quotes.length / 2), postgres: quotes.slice(quotes.length / 2) }
    const setting = { superuserUrl, appUrl, contextKey, places, supply, baskets }
    await sql.unsafe('vacuum analyze')
    const plan = { rounds, milliseconds, concurrency, cpuOfServer: () => serverCpu(sql) }
    const raced = await race(new URL('orders/', import.meta.url), only, setting, plan)
    const results = resultsOf('orders', only, raced, { concurrency, latencyMs: 0 })
    return { server: database.version, rounds, tenants, results, table: tableOf(results, 'orders') }
  } finally {
    await sql.end()
    await database.close()
  }
}
