import postgres from 'postgres'
import { once } from 'node:events'
import { copyIn, createTenant, customers, insertMany, newId, service } from '../dist/index.js'
import { benchDatabase } from './database.mjs'
import { spread } from './contenders.mjs'
import { guests } from './guests.mjs'

/**
 * Customers put in by COPY into the same table as a superuser, whom no policy holds; by VALUES of 1,000 rows; by copyIn.
 * All pay for the table's keys and checks. What copyIn does to memory is asked by `memory.mjs`.
 */
export async function run({ rounds = 7, count = 20_000 } = {}) {
  const database = await benchDatabase()
  const root = postgres(database.superuserUrl, { max: 1, onnotice: () => undefined })
  try {
    const subjects = {
      'raw COPY': (tenantId) => rawCopy(root, tenantId, count),
      'VALUES of 1,000': (tenantId) =>
        database.db.as(service(tenantId), (tx) => insertMany(tx, customers, [...guests(count)])),
      copyIn: (tenantId) => database.db.as(service(tenantId), (tx) => copyIn(tx, customers, guests(count))),
    }
    const times = Object.fromEntries(Object.keys(subjects).map((name) => [name, []]))
    for (let round = 0; round <= rounds; round++) {
      for (const [name, put] of Object.entries(subjects)) {
        const tenantId = await aTenant(database.db)
        const began = performance.now()
        await put(tenantId)
        if (round > 0) times[name].push(performance.now() - began)
        const [{ n }] = await root`select count(*)::integer as n from customers where tenant_id = ${tenantId}`
        if (n !== count) throw new Error(`${name} stored ${n} rows of ${count}`)
      }
    }
    return report(times, { rounds, count, server: database.version })
  } finally {
    await root.end()
    await database.close()
  }
}

async function rawCopy(root, tenantId, count) {
  const stream = await root`copy customers (tenant_id, id, display_name, phone) from stdin`.writable()
  let lines = ''
  for (const { id, displayName, phone } of guests(count)) {
    lines += `${tenantId}\t${id}\t${displayName}\t${phone}\n`
    if (lines.length < 65_536) continue
    if (!stream.write(lines)) await once(stream, 'drain')
    lines = ''
  }
  stream.end(lines)
  await once(stream, 'finish')
}

async function aTenant(db) {
  const tenantId = newId()
  const slug = `bulk-${tenantId.slice(-12)}`
  const owner = { userId: newId(), displayName: 'Dueña' }
  await db.as(service(tenantId), (tx) =>
    createTenant(tx, { slug, displayName: 'Banco', legalName: 'Banco, S.A. de C.V.', owner, restaurants: [] }),
  )
  return tenantId
}

const called = { 'raw COPY': 'floor', 'VALUES of 1,000': 'insertMany', copyIn: 'platform-db' }

function report(times, plan) {
  const floor = times['raw COPY']
  const figures = Object.fromEntries(
    Object.entries(times).map(([name, list]) => [
      name,
      { milliseconds: spread(list), timesFloor: spread(list.map((time, i) => time / floor[i])) },
    ]),
  )
  return {
    ...plan,
    results: Object.entries(figures).map(([name, { milliseconds, timesFloor }]) => ({
      workload: `${plan.count} rows`,
      contender: called[name],
      concurrency: 1,
      latencyMs: 0,
      timeRatio: timesFloor.median,
      perSecond: (plan.count / milliseconds.median) * 1000,
    })),
    table: [
      `${plan.count} customers, ${plan.rounds} rounds in turns, PostgreSQL ${plan.server}; × is to raw COPY, median (and ends) of the rounds`,
      `${''.padEnd(18)}${'ms'.padStart(8)}${'×'.padStart(8)}${'from to'.padStart(14)}`,
      ...Object.entries(figures).map(
        ([name, { milliseconds, timesFloor }]) =>
          `${name.padEnd(18)}${milliseconds.median.toFixed(0).padStart(8)}${timesFloor.median.toFixed(2).padStart(8)}${`${timesFloor.min.toFixed(2)} ${timesFloor.max.toFixed(2)}`.padStart(14)}`,
      ),
    ],
  }
}
