import { setTimeout as sleep } from 'node:timers/promises'
import { desc } from 'drizzle-orm'
import { batch, type Db, type DbErrorCode, isDbError, service, type TenantTx } from '../../../../src/index.ts'
import type { Subject, Transfer, Verdict } from './subject.ts'
import { stockReceived, stockSent } from './tables.ts'

/** What the documentation promises of each code. A code that is not here must not come up. */
const promises: Partial<Record<DbErrorCode, Verdict>> = {
  CONNECTION_LOST: 'nothing written',
  UNAVAILABLE: 'nothing written',
  POOL_EXHAUSTED: 'nothing written',
  TIMEOUT: 'nothing written',
  TRY_AGAIN: 'nothing written',
  COMMIT_UNKNOWN: 'unknown',
  CONFLICT: 'already there',
}

/** The client's own deadline follows the server's by this much (docs/client.md). */
export const GRACE_MS = 250
/** A busy machine is late; nobody is left waiting. */
export const SLACK_MS = 1000

/** The library as an application uses it: `db.as`, its own tables. */
export function librarySubject(db: Db, deadlineMs: number): Subject {
  return {
    name: '@platform/db',
    // A connection may take one deadline to come, one flush another; what follows a failed flush fails at once.
    limitMs: 2 * deadlineMs + GRACE_MS + SLACK_MS,
    async transfer(transfer) {
      const seen = await db.as(service(transfer.tenantId), (tx) => perform(tx, transfer))
      return seen.map(({ tenantId }) => tenantId)
    },
    verdictOn: (error) => (isDbError(error) ? promises[error.code] : undefined) ?? 'unexpected',
    close: () => db.close(),
  }
}

function perform(tx: TenantTx, { name, quantity, shape, pauseMs }: Transfer) {
  const row = { transfer: name, quantity }
  const look = tx.select({ tenantId: stockSent.tenantId }).from(stockSent).orderBy(desc(stockSent.id)).limit(5)
  if (shape === 'batch') {
    const work = [tx.insert(stockSent).values(row), look, tx.insert(stockReceived).values(row)] as const
    return batch(work, ([, seen]) => seen)
  }
  return (async () => {
    await tx.insert(stockSent).values(row)
    const seen = await look
    await sleep(pauseMs)
    await tx.insert(stockReceived).values(row)
    return seen
  })()
}
