import postgres from 'postgres'
import { aMarket } from './market.mjs'
import { benchDatabase } from './database.mjs'
import { installContenders } from './install.mjs'
import { manyQuotes } from './many-quotes.mjs'
import { plainSchema } from './plain-schema.mjs'
import { race, spread } from './contenders.mjs'

const contenders = ['floor', 'place-order', 'drizzle', 'prisma']

/** An order of 3 lines with coupon, stock, folio, event and outbox, placed by 16 connections at once. */
export async function run({
  rounds = 7,
  milliseconds = 1500,
  concurrency = 16,
  // As many as the platform of the other benchmarks: orders of one tenant wait for its coupon, of two they do not.
  tenants = 200,
  quotesEach = 40_000,
  only = contenders,
} = {}) {
  installContenders()
  const database = await benchDatabase()
  const sql = postgres(database.superuserUrl, { max: 1, onnotice: () => undefined })
  try {
    const places = await aMarket(database.db, sql, tenants)
    await database.db.close()
    await plainSchema(sql)
    const quotes = await manyQuotes(sql, places, quotesEach)
    const baskets = await sql`select * from order_quotes where id in ${sql(places.map(({ quoteId }) => quoteId))}`
    const { superuserUrl, appUrl, contextKey } = database
    const setting = { superuserUrl, appUrl, contextKey, places, quotes, baskets }
    await sql.unsafe('vacuum analyze')
    const { wrong, results } = await race(new URL('orders/', import.meta.url), only, setting, {
      rounds,
      milliseconds,
      concurrency,
    })
    return report(results, wrong, only, { rounds, concurrency, tenants, server: database.version })
  } finally {
    await sql.end()
    await database.close()
  }
}

function report(results, wrong, names, plan) {
  const timed = names.filter((name) => !wrong.includes(name))
  const floor = results[names[0]].map(({ perSecond }) => perSecond)
  const figures = Object.fromEntries(
    timed.map((name) => {
      const list = results[name]
      const of = (figure) => spread(list.map((round) => round[figure]))
      const times = spread(list.map(({ perSecond }, i) => perSecond / floor[i]))
      const [p50, p95, clientCpu] = [of('p50').median, of('p95').median, of('clientCpu').median]
      return [name, { perSecond: of('perSecond'), timesFloor: times, p50, p95, clientCpu }]
    }),
  )
  const n = (value, digits = 0) => value.toFixed(digits)
  return {
    ...plan,
    wrong,
    contenders: figures,
    table: [
      `${plan.concurrency} connections, ${plan.rounds} rounds in turns, PostgreSQL ${plan.server}; × is to the floor, median (and ends) of the rounds`,
      `${''.padEnd(16)}${'orders/s'.padStart(9)}${'×'.padStart(7)}${'from to'.padStart(16)}${'p50 ms'.padStart(9)}${'p95 ms'.padStart(9)}${'client µs'.padStart(11)}`,
      ...timed.map((name) => {
        const { perSecond, timesFloor, p50, p95, clientCpu } = figures[name]
        return `${name.padEnd(16)}${n(perSecond.median).padStart(9)}${n(timesFloor.median, 2).padStart(7)}${`${n(timesFloor.min, 2)} ${n(timesFloor.max, 2)}`.padStart(16)}${n(p50, 1).padStart(9)}${n(p95, 1).padStart(9)}${n(clientCpu).padStart(11)}`
      }),
      ...wrong.map((name) => `${name} answers otherwise than the floor, and was not timed`),
    ],
  }
}
