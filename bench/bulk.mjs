import postgres from 'postgres'
import { once } from 'node:events'
import { copyIn, createTenant, customers, insertMany, newId, service } from '../dist/index.js'
import { benchDatabase } from './database.mjs'
import { spread } from './contenders.mjs'

/**
 * Customers put in by COPY into the same table as a superuser, whom no policy holds; by VALUES of 1,000 rows; by copyIn.
 * All pay for the table's keys and checks. Then a million rows through copyIn, for what they do to memory.
 */
export async function run({ rounds = 7, count = 20_000, stream = 1_000_000 } = {}) {
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
    return report(times, { rounds, count, server: database.version, memory: await memoryOf(database.db, stream) })
  } finally {
    await root.end()
    await database.close()
  }
}

function* guests(count) {
  for (let n = 0; n < count; n++) yield { id: newId(), displayName: `Clienta ${n}`, phone: `+52${5_500_000_000 + n}` }
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

/** The most that the process grew by, in MB, while the rows went through. */
async function memoryOf(db, count) {
  const tenantId = await aTenant(db)
  globalThis.gc?.()
  const before = process.memoryUsage.rss()
  let most = before
  const watch = setInterval(() => {
    most = Math.max(most, process.memoryUsage.rss())
  }, 20)
  const began = performance.now()
  // The deadline of a flush is that of its answers; the transaction may last.
  await db.as(service(tenantId), (tx) => copyIn(tx, customers, guests(count)))
  clearInterval(watch)
  return {
    rows: count,
    seconds: (performance.now() - began) / 1000,
    megabytes: (Math.max(most, process.memoryUsage.rss()) - before) / 2 ** 20,
  }
}

function report(times, plan) {
  const floor = times['raw COPY']
  const figures = Object.fromEntries(
    Object.entries(times).map(([name, list]) => [
      name,
      { milliseconds: spread(list), timesFloor: spread(list.map((time, i) => time / floor[i])) },
    ]),
  )
  const { memory } = plan
  return {
    ...plan,
    contenders: figures,
    table: [
      `${plan.count} customers, ${plan.rounds} rounds in turns, PostgreSQL ${plan.server}; × is to raw COPY, median (and ends) of the rounds`,
      `${''.padEnd(18)}${'ms'.padStart(8)}${'×'.padStart(8)}${'from to'.padStart(14)}`,
      ...Object.entries(figures).map(
        ([name, { milliseconds, timesFloor }]) =>
          `${name.padEnd(18)}${milliseconds.median.toFixed(0).padStart(8)}${timesFloor.median.toFixed(2).padStart(8)}${`${timesFloor.min.toFixed(2)} ${timesFloor.max.toFixed(2)}`.padStart(14)}`,
      ),
      `copyIn of ${memory.rows} rows: ${memory.seconds.toFixed(0)} s, memory ${memory.megabytes.toFixed(0)} MB above the start at most`,
    ],
  }
}
