import { setTimeout as sleep } from 'node:timers/promises'
import { sql } from 'drizzle-orm'
import { service, type TenantTx } from '../../../src/index.ts'
import { expectCode } from './expect-code.ts'
import type { Fault } from './fault.ts'
import { underLoad } from './under-load.ts'
import { stockReceived, stockSent } from './workload/tables.ts'

const TIMES = 10
const DEADLINE_MS = 400

/** A statement that takes too long, a lock that is held for too long: an error with its code, and the connection stays. */
export const timeouts: Fault = {
  name: 'timeouts',
  share: 1,
  run: (arena) =>
    underLoad(arena, { fault: timeouts.name, connections: 6, deadlineMs: DEADLINE_MS }, async ({ db, heal }) => {
      const tenantId = arena.home.tenants[0] ?? ''
      const actor = service(tenantId)
      const broken: string[] = []
      let count = 0
      for (; arena.pace.more(count, TIMES); count += 1) {
        const row = { transfer: `${tenantId}/${timeouts.name}/lock/${count}`, quantity: 1 }
        const claim = (tx: TenantTx) => tx.insert(stockSent).values(row)
        const slow = db.as(actor, (tx) => tx.execute(sql`select pg_sleep(30)`))
        broken.push(...(await expectCode('a slow statement', 'TIMEOUT', DEADLINE_MS, slow)))

        // Another transaction has the name, and takes its time: whoever wants it waits for that one's end.
        let claimed: () => void = () => undefined
        const holds = new Promise<void>((resolve) => {
          claimed = resolve
        })
        const holder = db.as(actor, async (tx) => {
          await claim(tx)
          claimed()
          await sleep(DEADLINE_MS * 1.5)
          await tx.insert(stockReceived).values(row)
        })
        await Promise.race([holds, holder])
        const impatient = db.as(actor, async (tx) => {
          await tx.execute(sql`set local lock_timeout = '50ms'`)
          await claim(tx)
        })
        const patient = db.as(actor, claim)
        broken.push(
          ...(await expectCode('a lock, with lock_timeout', 'TRY_AGAIN', DEADLINE_MS, impatient)),
          ...(await expectCode('a lock, until the deadline', 'TIMEOUT', DEADLINE_MS, patient)),
          ...(await expectCode('who had the lock', 'no error', 2 * DEADLINE_MS, holder)),
        )
        await heal()
      }
      return { counts: {}, broken, note: `${count} times a statement and two locks` }
    }),
}
