import { race } from './contenders.mjs'
import { delayed } from './delayed.mjs'
import { installContenders } from './install.mjs'
import { ORDERS, platformDatabase } from './platform/database.mjs'
import { resultsOf, tableOf } from './results.mjs'
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
    orders = ORDERS,
    only = contenders,
  } = {},
) {
  installContenders()
  const database = await platformDatabase({ orders, tenants })
  const { sql, places, contextKey } = database
  try {
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
        results.push(...resultsOf(workload, only, raced, { concurrency, latencyMs }))
      }
      await line.close()
    }
    return { workload, server: database.version, rounds, tenants, orders, results, table: tableOf(results) }
  } finally {
    await database.close()
  }
}
