import { and, eq, sql } from 'drizzle-orm'
import { type Batch, batch } from '../../kernel/batch.ts'
import { DbError } from '../../kernel/errors.ts'
import { requireText, requireUuid } from '../../kernel/input.ts'
import type { TenantTx } from '../../kernel/tx.ts'
import { reviewModerations } from './review-moderations.ts'
import { type Review, reviews, type reviewStates } from './reviews.ts'

export interface ModerateReview {
  readonly reviewId: string
  /** For who looks at the decision later; customers do not see it. */
  readonly reason: string
}

/**
 * Takes a review off the lists and out of the rating; its author still sees it. Does nothing where it is hidden already:
 * the first reason stays. The decision is kept for good, with who took it. For staff and the service.
 *
 * A batch: one round trip. Locks the review and the total of its target until the transaction ends.
 *
 * @throws {DbError} `INVALID` · `NOT_FOUND` · `FORBIDDEN` · `STALE` somebody else decided first: read again
 *
 * @example
 * await db.as(manager, (tx) => hideReview(tx, { reviewId, reason: 'Nombra a una empleada' }))
 *
 * The SQL: `insert into review_moderations (…) select … from reviews where …`, then the review
 */
export function hideReview(tx: TenantTx, decision: ModerateReview): Batch<Review> {
  return moderate(tx, 'hidden', decision)
}

/**
 * Brings a hidden review back, onto the lists and into the rating. Does nothing where it is visible. Otherwise as
 * `hideReview`.
 *
 * @throws {DbError} `INVALID` · `NOT_FOUND` · `FORBIDDEN` · `STALE` somebody else decided first: read again
 *
 * @example
 * await db.as(manager, (tx) => showReview(tx, { reviewId, reason: 'Ya no la nombra' }))
 */
export function showReview(tx: TenantTx, decision: ModerateReview): Batch<Review> {
  return moderate(tx, 'visible', decision)
}

function moderate(
  tx: TenantTx,
  to: (typeof reviewStates)[number],
  { reviewId, reason }: ModerateReview,
): Batch<Review> {
  requireUuid('reviewId', reviewId)
  requireText('reason', reason, 500)
  // An author sees their hidden review, and hiding it again inserts nothing that a policy could refuse.
  if (tx.actor.kind !== 'staff' && tx.actor.kind !== 'service') {
    throw new DbError('FORBIDDEN', 'only staff and the service moderate', { details: { table: 'review_moderations' } })
  }
  const tenant = tx.actor.tenantId
  const decide = sql`
    insert into ${reviewModerations} (tenant_id, review_id, seq, from_state, to_state, reason)
    select tenant_id, id, coalesce(moderation_seq, 0) + 1, state, ${to}, ${reason}
    from ${reviews} where tenant_id = ${tenant} and id = ${reviewId} and state <> ${to}`
  return batch(
    [
      tx.execute(decide),
      tx
        .select()
        .from(reviews)
        .where(and(eq(reviews.tenantId, tenant), eq(reviews.id, reviewId))),
    ],
    ([, [review]]) => {
      if (!review) throw new DbError('NOT_FOUND', 'no such review', { details: { table: 'reviews' } })
      return review
    },
  )
}
