import { installContenders } from './install.mjs'
import { race } from './contenders.mjs'
import { ORDERS, platformDatabase } from './platform/database.mjs'
import { resultsOf, tableOf } from './results.mjs'
import { serverCpu } from './server-cpu.mjs'

const contenders = ['floor', 'menu-at', 'menu-at-cached', 'prisma', 'typeorm']

/** The one with a cache is what a web server does. */
const ours = { 'menu-at-cached': 'platform-db', 'menu-at': 'platform-db-uncached' }

/** A menu of 64 dishes with 8 options each, read by 16 connections at once. */
export async function run({ rounds = 7, milliseconds = 1500, concurrency = 16, tenants = 20, orders = ORDERS } = {}) {
  installContenders()
  const database = await platformDatabase({ orders, tenants })
  const { sql, places, superuserUrl, appUrl, contextKey } = database
  try {
    const setting = { superuserUrl, appUrl, contextKey, places }
    const plan = { rounds, milliseconds, concurrency, cpuOfServer: () => serverCpu(sql) }
    const raced = await race(new URL('menu/', import.meta.url), contenders, setting, plan)
    const results = resultsOf('menu', contenders, raced, { concurrency, latencyMs: 0 }).map((row) => ({
      ...row,
      contender: ours[row.contender] ?? row.contender,
    }))
    return {
      server: database.version,
      rounds,
      tenants,
      orders,
      dishes: 64,
      optionsOfADish: 8,
      results,
      table: tableOf(results, 'menus'),
    }
  } finally {
    await database.close()
  }
}
