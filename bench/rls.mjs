import postgres from 'postgres'
import { setStrict } from '../dist/migrations.js'
import { race } from './contenders.mjs'
import { ORDERS, platformDatabase } from './platform/database.mjs'
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
  orders = ORDERS,
  only = contenders,
} = {}) {
  const { sql, places, ...database } = await platformDatabase({ orders, tenants })
  try {
    for (const place of places) {
      const [{ id }] = await sql`
        select id from orders where tenant_id = ${place.tenantId} and customer_id = ${place.customerId} order by id limit 1`
      place.orderId = id
    }
    // Strict is a switch of a database: its own copy has it on.
    const strict = `${new URL(database.superuserUrl).pathname.slice(1)}_strict`
    const strictUrl = (url) => Object.assign(new URL(url), { pathname: `/${strict}` }).href
    const root = postgres(Object.assign(new URL(database.superuserUrl), { pathname: '/postgres' }).href, {
      max: 1,
      onnotice: () => undefined,
    })
    await sql.end()
    await root.unsafe(
      `create database ${strict} template ${new URL(database.superuserUrl).pathname.slice(1)} strategy file_copy`,
    )
    await setStrict({ url: strictUrl(database.superuserUrl) }, true)
    const setting = { ...database, strictUrl: strictUrl(database.appUrl), places, close: undefined }
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
    return {
      server: database.version,
      rounds,
      tenants,
      orders,
      results: [...all, ...perRelation(all, concurrency)],
      table: [
        ...tableOf(all),
        '',
        ...perRelation(all, concurrency).map(
          ({ contender, microseconds }) => `a relation more, ${contender}: ${microseconds.toFixed(1)} µs of the server`,
        ),
      ],
    }
  } finally {
    await database.close()
  }
}

/** Microseconds of the server for each relation more, against the same difference without row level security. */
function perRelation(all, concurrency) {
  const of = (workload, contender) =>
    all.find((row) => row.workload === workload && row.contender === contender)?.serverCpu
  const slope = (contender) =>
    (of('rls over four', contender) - of('rls over one', contender)) / (tables.four - tables.one)
  return contenders.slice(1).map((contender) => ({
    workload: 'a relation more',
    contender,
    concurrency,
    latencyMs: 0,
    microseconds: slope(contender) - slope('floor'),
  }))
}
