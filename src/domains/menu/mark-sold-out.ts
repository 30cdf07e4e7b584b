import { and, eq, sql } from 'drizzle-orm'
import { type Batch, batch } from '../../kernel/batch.ts'
import { DbError } from '../../kernel/errors.ts'
import { invalid, requireNote, requireUuid } from '../../kernel/input.ts'
import type { TenantTx } from '../../kernel/tx.ts'
import { type SoldOut, soldOuts } from './sold-outs.ts'

export interface MarkSoldOut {
  readonly branchId: string
  /** A dish or an option. */
  readonly productId: string
  /** When it is back by itself; until further notice, when left out. */
  readonly until?: Date
  /** What staff may read: «no llegó el camarón». */
  readonly reason?: string
}

/**
 * Takes a dish or an option off sale at a branch, until a moment or until `markAvailable`. A second mark replaces the
 * first. For staff and the service. One statement.
 *
 * @throws {DbError} `INVALID` · `REFERENCED` no such branch or product · `FORBIDDEN`
 *
 * @example
 * await db.as(cook, (tx) => markSoldOut(tx, { branchId, productId: camaron, until: tomorrowAtNoon }))
 */
export function markSoldOut(tx: TenantTx, { branchId, productId, until, reason = '' }: MarkSoldOut): Batch<SoldOut> {
  requireUuid('branchId', branchId)
  requireUuid('productId', productId)
  requireNote('reason', reason, 200)
  if (until !== undefined && !(until.getTime() > Date.now())) throw invalid('until', 'must be a moment to come')
  const { tenantId } = tx.actor
  // As much of now as a Date holds: whoever asks for the moment that they read here finds the mark.
  const since = sql`date_trunc('milliseconds', now())`
  return batch(
    [
      tx
        .insert(soldOuts)
        .values({ tenantId, branchId, productId, since, until: until ?? null, reason })
        .onConflictDoUpdate({
          target: [soldOuts.tenantId, soldOuts.branchId, soldOuts.productId],
          set: { since: sql`excluded.since_at`, until: sql`excluded.until_at`, reason: sql`excluded.reason` },
        })
        .returning(),
    ],
    ([[mark]]) => {
      if (!mark) throw forbidden()
      return mark
    },
  )
}

/**
 * Puts a dish or an option back on sale at a branch; does nothing where it is. One statement.
 *
 * @throws {DbError} `INVALID` · `FORBIDDEN`
 *
 * @example
 * await db.as(cook, (tx) => markAvailable(tx, { branchId, productId: camaron }))
 */
export function markAvailable(
  tx: TenantTx,
  { branchId, productId }: Pick<MarkSoldOut, 'branchId' | 'productId'>,
): Batch<void> {
  requireUuid('branchId', branchId)
  requireUuid('productId', productId)
  const mark = and(
    eq(soldOuts.tenantId, tx.actor.tenantId),
    eq(soldOuts.branchId, branchId),
    eq(soldOuts.productId, productId),
  )
  // A DELETE past its policy takes no row and says nothing: the refusal is made here, the policy holds it.
  if (tx.actor.kind !== 'staff' && tx.actor.kind !== 'service') throw forbidden()
  return batch([tx.delete(soldOuts).where(mark)], () => undefined)
}

function forbidden(): DbError {
  return new DbError('FORBIDDEN', 'this actor may not do that', { details: { table: 'sold_outs' } })
}
