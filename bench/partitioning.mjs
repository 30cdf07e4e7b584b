import postgres from 'postgres'
import { customer, newId, placeOrder } from '../dist/index.js'
import { spread } from './contenders.mjs'
import { benchDatabase } from './database.mjs'
import { aMarket } from './market.mjs'
import { makeOrders } from './partitioning/make-orders.mjs'
import { inserted, someOrders, works } from './partitioning/works.mjs'
import { serverCpu } from './server-cpu.mjs'

/**
 * What `orders` would cost as one table and as ranges of its id: the same rows of three years, dealt out to 1, 12 and 36
 * partitions, with the same indexes; by statements of a superuser over one connection, so that neither policies nor
 * triggers are in the figures. The statements are prepared, as the library's are, and the tables take turns.
 */
export async function run({ rounds = 7, calls = 200, rows = 5_000_000, partitions = [1, 12, 36] } = {}) {
  const database = await benchDatabase()
  const sql = postgres(database.superuserUrl, { max: 1, onnotice: () => undefined })
  const asking = postgres(database.superuserUrl, { max: 1, onnotice: () => undefined })
  try {
    const [{ tenantId, customerId, quoteId }] = await aMarket(database.db, sql, 1)
    const key = { quoteId, idempotencyKey: newId() }
    await database.db.as(customer(tenantId, customerId), (tx) => placeOrder(tx, key))
    await database.db.close()
    const tables = await makeOrders(sql, rows, partitions)
    await sql.unsafe('vacuum analyze')
    const figures = []
    for (const work of Object.keys(works))
      figures.push(...(await costsOf(asking, sql, work, tables, { rounds, calls })))
    return { server: database.version, rounds, rows, tables, figures, table: tableOf(rows, tables, figures) }
  } finally {
    await asking.end()
    await sql.end()
    await database.close()
  }
}

/** The server's processor time of a statement, for each table; all must find as many rows as the first. */
async function costsOf(asking, sql, work, tables, { rounds, calls }) {
  const { statement, about } = works[work]
  const orders = await someOrders(sql, works[work], tables[0].name, calls)
  const columns = await inserted(sql)
  const costs = tables.map(() => [])
  const found = tables.map(() => 0)
  for (let round = 0; round <= rounds; round++) {
    for (let turn = 0; turn < tables.length; turn++) {
      const place = (turn + round) % tables.length
      const text = statement(tables[place].name, columns)
      const before = await serverCpu(sql)
      for (const order of orders) {
        const values = about(order).map((value) => (typeof value === 'function' ? value() : value))
        found[place] += (await asking.unsafe(text, values, { prepare: true })).length
      }
      if (round > 0) costs[place].push(((await serverCpu(sql)) - before) / orders.length)
    }
  }
  if (new Set(found).size !== 1 || found[0] === 0) throw new Error(`${work} found ${found.join(', ')} rows`)
  return tables.map(({ name, partitions }, place) => ({
    work,
    name,
    partitions,
    serverCpu: spread(costs[place]),
    times: spread(costs[place].map((cost, round) => cost / costs[0][round])).median,
  }))
}

function tableOf(rows, tables, figures) {
  const heads = tables.map(({ partitions }) => (partitions === 0 ? 'one table' : `${partitions} ranges`).padStart(18))
  const lines = Object.keys(works).map((work) => {
    const own = figures.filter((figure) => figure.work === work)
    const cells = own.map(({ serverCpu: { median }, times }) => `${median.toFixed(0)} ${times.toFixed(2)}`.padStart(18))
    return `${works[work].title.padEnd(44)}${cells.join('')}`
  })
  const lost = tables.at(-1).lost
  return [
    `${rows} orders of three years; server µs of a statement, and × to one table`,
    `${''.padEnd(44)}${heads.join('')}`,
    ...lines,
    `unique in one table, and no longer in ranges: ${lost.join(', ')}`,
  ]
}
