import { createHash } from 'node:crypto'
import { and, eq } from 'drizzle-orm'
import { actorId } from '../../kernel/actor.ts'
import { type Batch, batch } from '../../kernel/batch.ts'
import { DbError } from '../../kernel/errors.ts'
import { invalid } from '../../kernel/input.ts'
import type { TenantTx } from '../../kernel/tx.ts'
import { idempotencyKeys } from './idempotency-keys.ts'

export interface OnceInput {
  /** The verb. */
  readonly verb: string
  readonly key: string
  /** All that makes this request this request, in a fixed order. */
  readonly request: readonly unknown[]
  /** The id that the row will get if this is the first time. */
  readonly resultId: string
}

/**
 * Takes an idempotency key, or finds what it was taken for: `{ first: true }`, or the id of the row that the first
 * request made. A racing request with the same key waits here until the first one commits, and then finds it.
 *
 * @throws {DbError} `INVALID` the key · `IDEMPOTENCY_MISMATCH` the key was used for another request
 */
export function once(
  tx: TenantTx,
  { verb, key, request, resultId }: OnceInput,
): Batch<{ first: boolean; resultId: string }> {
  if (typeof key !== 'string' || !/^[\x21-\x7e]{8,200}$/.test(key)) {
    throw invalid('idempotencyKey', 'must be 8 to 200 printable ASCII characters')
  }
  const { tenantId } = tx.actor
  const actor = `${tx.actor.kind}:${actorId(tx.actor)}`
  const requestHash = createHash('sha256').update(JSON.stringify(request)).digest()
  return batch(
    [
      tx.insert(idempotencyKeys).values({ tenantId, actor, verb, key, requestHash, resultId }).onConflictDoNothing(),
      // Its own statement, so its own snapshot: it sees what a racing request has just committed.
      tx
        .select({ requestHash: idempotencyKeys.requestHash, resultId: idempotencyKeys.resultId })
        .from(idempotencyKeys)
        .where(
          and(
            eq(idempotencyKeys.tenantId, tenantId),
            eq(idempotencyKeys.actor, actor),
            eq(idempotencyKeys.verb, verb),
            eq(idempotencyKeys.key, key),
          ),
        ),
    ],
    ([, [taken]]) => {
      if (!taken || !requestHash.equals(taken.requestHash)) {
        throw new DbError('IDEMPOTENCY_MISMATCH', 'the key was used for another request', {
          details: { field: 'idempotencyKey' },
        })
      }
      return { first: taken.resultId === resultId, resultId: taken.resultId }
    },
  )
}
