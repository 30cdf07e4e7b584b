// npm run prove:seed [-- --json] [-- --tenants N] [-- --branches N] [-- --orders N] [-- --seed N]
// Makes a city, verifies it, looks for drift, and prints seconds, rows and processor time. On the server of
// TEST_DATABASE_URL (beside this process, or its processor time is not known), or a PostgreSQL 15 of its own.
import { readFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import postgres from 'postgres'
import { drift, verify } from '../src/migrations.ts'
import { openTestDb, seedCity } from '../src/testing.ts'
import { startServer } from '../test/lanes/servers.ts'

const { values: asked } = parseArgs({
  options: {
    json: { type: 'boolean', default: false },
    tenants: { type: 'string', default: '200' },
    branches: { type: 'string', default: '1000' },
    orders: { type: 'string', default: '1000000' },
    seed: { type: 'string', default: '1' },
  },
})
const say = asked.json ? console.error : console.log
const given = process.env['TEST_DATABASE_URL']
const server = given
  ? { adminUrl: given, stop: async () => {} }
  : await startServer(15, { fsync: 'on', shared_buffers: '512MB' })
try {
  await using db = await openTestDb({ serverUrl: server.adminUrl, deadlineMs: 3_600_000 })
  const url = db.server!.superuserUrl // on a server it has one
  const sql = postgres(url, { max: 1, onnotice: () => undefined })
  const backends = new Map<number, number>()
  const watch = setInterval(() => void look(), 500)
  const look = async () => {
    const pids = await sql<{ pid: number }[]>`
      select pid from pg_stat_activity where datname = current_database() and application_name = 'platform-db'`
    for (const { pid } of pids) backends.set(pid, cpuSecondsOf(pid) ?? backends.get(pid) ?? 0)
  }
  const began = Date.now()
  const { tenants, rows } = await seedCity({
    url,
    tenants: Number(asked.tenants),
    branches: Number(asked.branches),
    orders: Number(asked.orders),
    seed: Number(asked.seed),
    onProgress: (step, done) =>
      say(
        `${((Date.now() - began) / 1000).toFixed(1).padStart(7)} s  ${(done * 100).toFixed(0).padStart(3)} %  ${step}`,
      ),
  })
  const seconds = (Date.now() - began) / 1000
  clearInterval(watch)
  const [size] = await sql<{ bytes: string }[]>`select pg_database_size(current_database())::text as bytes`
  await sql.unsafe('vacuum analyze')
  await sql.end()
  const all = sumOf(Object.values(rows))
  const cpuSeconds = {
    client: Math.round(process.cpuUsage().user / 1e6),
    server: Math.round(sumOf([...backends.values()])),
  }
  say(
    `${all} rows in ${Math.round(seconds)} s; processor: client ${cpuSeconds.client} s, server ${cpuSeconds.server} s; verifying`,
  )
  const looking = Date.now()
  const { differences } = await verify(db, {
    onProgress: (count) =>
      count % 20 === 0
        ? say(`${((Date.now() - looking) / 1000).toFixed(1).padStart(7)} s  ${count} tenants verified`)
        : undefined,
  })
  const verifySeconds = (Date.now() - looking) / 1000
  const drifted = await drift({ url })
  for (const one of [...differences.slice(0, 20), ...drifted]) say(one)
  if (differences.length > 0 || drifted.length > 0) process.exitCode = 1
  console.log(
    JSON.stringify({
      seconds: Math.round(seconds),
      rows: all,
      rowsPerSecond: Math.round(all / seconds),
      cpuSeconds,
      megabytes: Math.round(Number(size?.bytes) / 1e6),
      tenants: tenants.length,
      tables: rows,
      verify: { seconds: Math.round(verifySeconds), differences: differences.length, drift: drifted.length },
    }),
  )
} finally {
  await server.stop()
}

/** User and system time of a process beside this one; undefined elsewhere. */
function cpuSecondsOf(pid: number): number | undefined {
  try {
    const [, , ...fields] = readFileSync(`/proc/${pid}/stat`, 'utf8').split(' ')
    return (Number(fields[11]) + Number(fields[12])) / 100
  } catch {
    return undefined
  }
}

function sumOf(numbers: readonly number[]): number {
  return numbers.reduce((sum, number) => sum + number, 0)
}
