import postgres from 'postgres'
import { setStrict } from '../dist/migrations.js'
import { race } from './contenders.mjs'
import { benchDatabase } from './database.mjs'
import { loadReads } from './load-reads.mjs'
import { aMarket } from './market.mjs'
import { resultsOf, tableOf } from './results.mjs'
import { serverCpu } from './server-cpu.mjs'

/**
 * What row level security costs the same statement, one step after another: none, with the guard and a context that
 * nobody verified, verified once at entry, the strict mode that verifies at each use, and behind SET ROLE. All as four
 * statements in one flush, so that nothing but the rules differs. Over one table, and over four: the difference is what a
 * relation costs.
 */
const contenders = ['floor', 'guard', 'context', 'role', 'strict']
const tables = { one: 1, four: 4 }

export async function run({
  rounds = 7,
  milliseconds = 700,
  concurrency = 4,
  tenants = 20,
  ordersEach = 500,
  only = contenders,
} = {}) {
  const database = await benchDatabase()
  const sql = postgres(database.superuserUrl, { max: 1, onnotice: () => undefined })
  try {
    const places = await aMarket(database.db, sql, tenants)
    await loadReads(database.db, sql, places, ordersEach)
    await database.db.close()
    const ids = await sql`select tenant_id as "tenantId", min(id::text) as "orderId" from orders group by 1`
    for (const place of places) place.orderId = ids.find(({ tenantId }) => tenantId === place.tenantId)?.orderId
    // Strict is a switch of a database: its own copy has it on.
    const strict = `${new URL(database.superuserUrl).pathname.slice(1)}_strict`
    await sql.unsafe('vacuum analyze')
    const strictUrl = (url) => Object.assign(new URL(url), { pathname: `/${strict}` }).href
    const root = postgres(Object.assign(new URL(database.superuserUrl), { pathname: '/postgres' }).href, {
      max: 1,
      onnotice: () => undefined,
    })
    await sql.end()
    await root.unsafe(`create database ${strict} template ${new URL(database.superuserUrl).pathname.slice(1)}`)
    await setStrict({ url: strictUrl(database.superuserUrl) }, true)
    const setting = { ...database, strictUrl: strictUrl(database.appUrl), places, db: undefined, close: undefined }
    const all = []
    try {
      for (const [name, relations] of Object.entries(tables)) {
        const cpuOfServer = () => serverCpu(root, `${new URL(database.superuserUrl).pathname.slice(1)}%`)
        const raced = await race(
          new URL('rls/', import.meta.url),
          only,
          { ...setting, relations },
          { rounds, milliseconds, concurrency, cpuOfServer },
        )
        all.push(...resultsOf(`rls over ${name}`, only, raced, { concurrency, latencyMs: 0 }))
      }
    } finally {
      await root.unsafe(`drop database ${strict} with (force)`)
      await root.end()
    }
    return { server: database.version, rounds, results: all, table: [...tableOf(all), '', ...perRelation(all)] }
  } finally {
    await sql.end()
    await database.close()
  }
}

/** Microseconds of the server for each relation more, against the same difference without row level security. */
function perRelation(all) {
  const of = (workload, contender) =>
    all.find((row) => row.workload === workload && row.contender === contender)?.serverCpu
  const slope = (contender) =>
    (of('rls over four', contender) - of('rls over one', contender)) / (tables.four - tables.one)
  return contenders
    .slice(1)
    .map((name) => `a relation more, ${name}: ${(slope(name) - slope('floor')).toFixed(1)} µs of the server`)
}
