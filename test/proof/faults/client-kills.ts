import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import postgres from 'postgres'
import type { Arena, Fault } from './fault.ts'
import type { Installation } from './installation.ts'
import { healed } from './heal.ts'
import { judge } from './oracle.ts'
import { type Result, resultOf } from './result.ts'
import { librarySubject } from './workload/library.ts'
import type { Subject } from './workload/subject.ts'
import { Told } from './workload/told.ts'

const KILLS = 20
const CONNECTIONS = 4
const DEADLINE_MS = 2000

/**
 * SIGKILL for a client in the middle of its transactions: the server ends them, lets go of their locks, and whoever
 * comes after can do the same work, or learns that it is done.
 */
export const clientKills: Fault = {
  name: 'client-kills',
  share: 3,
  async run(arena) {
    const { home, pace } = arena
    const db = await home.open({ connections: CONNECTIONS, deadlineMs: DEADLINE_MS })
    const heir = librarySubject(db, DEADLINE_MS)
    try {
      const results: Result[] = []
      let left = 0
      while (pace.more(results.length, KILLS)) {
        const { fault, told } = await oneClient(arena)
        left = Math.max(left, await untilGone(home))
        await inherit(heir, told)
        const healMs = await healed(db, home.tenants[0] ?? '', CONNECTIONS)
        const verdict = await judge(home.database.superuserUrl, fault, told)
        results.push(resultOf(told, verdict, { counts: {}, healMs: Math.max(healMs, left) }))
      }
      return combined(results, `${results.length} clients, whose backends were gone after at most ${left} ms`)
    } finally {
      await db.close()
    }
  },
}

/** A client that lives for a moment. @returns what it had been told */
async function oneClient({ home, random }: Arena): Promise<{ readonly fault: string; readonly told: Told }> {
  const script = fileURLToPath(new URL('client.ts', import.meta.url))
  const { url, contextKey } = home.database
  const { driver, tenants } = home
  const order = { url, contextKey, driver, tenants, fault: clientKills.name, seed: random.between(0, 2 ** 31) }
  const client = spawn(process.execPath, ['--import', 'tsx', script, JSON.stringify(order)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const told = new Told()
  const read = createInterface({ input: client.stdout })
  read.on('line', (line) => {
    const [event, name = ''] = line.split(' ')
    if (event === 'acked') {
      told.unknown.delete(name)
      told.acked.add(name)
    } else told.unknown.add(name)
  })
  await once(read, 'line')
  await sleep(random.between(100, 400))
  const closed = once(read, 'close')
  client.kill('SIGKILL')
  await closed
  return { fault: `${clientKills.name}-${client.pid}`, told }
}

/** What the dead client had begun, done again under the same name. */
async function inherit(heir: Subject, told: Told): Promise<void> {
  for (const name of told.unknown) {
    const [tenantId = ''] = name.split('/')
    const again = { tenantId, name, quantity: 1, shape: 'batch', pauseMs: 0 } as const
    const started = performance.now()
    const verdict = await heir.transfer(again).then(
      () => 'already there',
      (error: unknown) => heir.verdictOn(error),
    )
    if (verdict === 'already there') told.acked.add(name)
    else told.surprise(new Error(verdict))
    if (performance.now() - started > heir.limitMs) told.hung += 1
  }
}

/** @returns milliseconds until the server had ended every backend of the dead client */
async function untilGone({ database }: Installation): Promise<number> {
  const sql = postgres(database.superuserUrl, { max: 1 })
  const started = performance.now()
  for (;;) {
    const [left] = await sql`select from pg_stat_activity where application_name = ${clientKills.name} limit 1`
    const took = Math.round(performance.now() - started)
    if (!left || took > 20_000) {
      await sql.end()
      return took
    }
    await sleep(5)
  }
}

function combined(results: readonly Result[], note: string): Result {
  const sum = (of: (result: Result) => number) => results.reduce((total, result) => total + of(result), 0)
  return {
    counts: {},
    transactions: sum((result) => result.transactions),
    verdict: {
      crossTenant: sum(({ verdict }) => verdict.crossTenant),
      half: sum(({ verdict }) => verdict.half),
      ackedLost: sum(({ verdict }) => verdict.ackedLost),
      deniedKept: sum(({ verdict }) => verdict.deniedKept),
    },
    hung: sum((result) => result.hung),
    healMs: Math.max(...results.map(({ healMs }) => healMs)),
    broken: results.flatMap(({ broken }) => broken),
    note,
  }
}
