import { delayed } from './delayed.mjs'
import { installContenders } from './install.mjs'
import { ORDERS, platformDatabase } from './platform/database.mjs'
import { race } from './contenders.mjs'
import { resultsOf, tableOf } from './results.mjs'
import { serverCpu } from './server-cpu.mjs'
import { paidOrders } from './paid-orders.mjs'

const contenders = ['floor', 'platform-db-pg', 'platform-db-postgres', 'drizzle', 'prisma']

/** What each takes once: an order is accepted once, and its payment asked for once. */
const jobs = { accept: 'acceptOrder', capture: 'capturePayment' }

/** More than the fastest takes in all of its rounds; of a smaller load, its share. */
const ENOUGH = 24_000

/**
 * A step of an order, and of a payment: `acceptOrder` and `capturePayment` by 16 connections at once, against the same
 * rows written by hand.
 */
export async function run({
  rounds = 7,
  milliseconds = 750,
  concurrency = 16,
  latencies = [0, 1],
  orders = ORDERS,
  only = contenders,
} = {}) {
  installContenders()
  const database = await platformDatabase({ orders, tenants: 1, plain: true })
  const { sql, superuserUrl, appUrl, contextKey } = database
  try {
    const each = Math.min(ENOUGH, Math.floor((orders - 1) / only.length / latencies.length))
    const paid = await paidOrders(database, each * only.length * latencies.length)
    const results = []
    for (const [l, latencyMs] of latencies.entries()) {
      const line = await delayed(superuserUrl, latencyMs)
      const urls = { superuserUrl: line.through(superuserUrl), appUrl: line.through(appUrl) }
      for (const job of Object.keys(jobs)) {
        // Nobody takes what another has taken.
        const dealt = (i) => paid.slice((l * only.length + i) * each, (l * only.length + i + 1) * each)
        const supply = Object.fromEntries(only.map((name, i) => [name, dealt(i)]))
        const setting = { ...urls, contextKey, job, supply }
        const plan = { rounds, milliseconds, concurrency, cpuOfServer: () => serverCpu(sql) }
        const raced = await race(new URL('transition/', import.meta.url), only, setting, plan)
        results.push(...resultsOf(job, only, raced, { concurrency, latencyMs }))
      }
      await line.close()
    }
    const table = Object.entries(jobs).flatMap(([job, verb]) => [
      '',
      verb,
      ...tableOf(results.filter(({ workload }) => workload === job)),
    ])
    return { server: database.version, rounds, orders, results, table }
  } finally {
    await database.close()
  }
}
