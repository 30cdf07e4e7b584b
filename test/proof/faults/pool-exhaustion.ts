import { setTimeout as sleep } from 'node:timers/promises'
import { service } from '../../../src/index.ts'
import { expectCode } from './expect-code.ts'
import type { Fault } from './fault.ts'
import { underLoad } from './under-load.ts'

const TIMES = 10
const CONNECTIONS = 4
const DEADLINE_MS = 300

/** Every connection held by work that does not end: who waits is told so at the deadline, and nobody deadlocks. */
export const poolExhaustion: Fault = {
  name: 'pool-exhaustion',
  share: 1,
  run: (arena) =>
    underLoad(
      arena,
      { fault: poolExhaustion.name, connections: CONNECTIONS, deadlineMs: DEADLINE_MS },
      async ({ db, heal }) => {
        const actor = service(arena.home.tenants[0] ?? '')
        const broken: string[] = []
        let count = 0
        for (; arena.pace.more(count, TIMES); count += 1) {
          const release = new AbortController()
          const held = Promise.allSettled(
            Array.from({ length: CONNECTIONS }, () =>
              db.as(actor, () => sleep(60_000, undefined, { signal: release.signal }).catch(() => undefined)),
            ),
          )
          const waiting = Array.from({ length: 2 * CONNECTIONS }, () =>
            expectCode(
              'a full pool',
              'POOL_EXHAUSTED',
              DEADLINE_MS,
              db.as(actor, () => undefined),
            ),
          )
          broken.push(...(await Promise.all(waiting)).flat())
          release.abort()
          await held
          await heal()
        }
        return { counts: {}, broken, note: `${count} times` }
      },
    ),
}
