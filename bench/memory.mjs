import postgres from 'postgres'
import { benchDatabase } from './database.mjs'
import { loadReads } from './load-reads.mjs'
import { aMarket } from './market.mjs'
import { manyConnections } from './memory/connections.mjs'
import { largeJob } from './memory/large-jobs.mjs'
import { resultsOf, tableOf } from './memory/report.mjs'
import { soak } from './memory/soak.mjs'

const parts = ['copyIn', 'importMenu', 'export', 'connections', 'soak']

/** So that a page of 50 is full. */
const ORDERS_EACH = 60

/**
 * What the library does to the memory of a process: three large jobs, many connections under load, and a soak of minutes.
 *
 * @param {object} options
 * @param options.rows of `copyIn` and of the export
 * @param options.items of the menu that is imported
 * @param options.minutes of the soak
 */
export async function run({
  only = parts,
  rows = 1_000_000,
  items = 10_000,
  rounds = 5,
  milliseconds = 10_000,
  connections = 64,
  minutes = 10,
  callers = 16,
  tenants = 20,
} = {}) {
  const database = await benchDatabase()
  const { superuserUrl, appUrl, contextKey } = database
  const sql = postgres(superuserUrl, { max: 1, onnotice: () => undefined })
  try {
    const places = await aMarket(database.db, sql, tenants)
    await loadReads(database.db, sql, places, ORDERS_EACH)
    await database.db.close()
    const given = { sql, superuserUrl, appUrl, contextKey, places }
    const asked = (part) => only.includes(part)
    const jobs = []
    const counts = { copyIn: rows, importMenu: items, export: rows }
    for (const name of Object.keys(counts).filter(asked))
      jobs.push(await largeJob(name, counts[name], { ...given, place: places[0] }))
    const raced = asked('connections') ? await manyConnections(given, { rounds, milliseconds, connections }) : []
    const soaked = asked('soak') ? [{ minutes, callers, ...(await soak(given, { minutes, callers })) }] : []
    const measured = { jobs, raced, soaked }
    return {
      server: database.version,
      rounds,
      tenants,
      ...measured,
      results: resultsOf(measured),
      table: tableOf(measured),
    }
  } finally {
    await sql.end()
    await database.close()
  }
}
