import { and, eq, sql } from 'drizzle-orm'
import { type Batch, batch } from '../../kernel/batch.ts'
import { DbError } from '../../kernel/errors.ts'
import { requireInteger, requireNote, requireUuid } from '../../kernel/input.ts'
import type { TenantTx } from '../../kernel/tx.ts'
import { type Review, reviews } from './reviews.ts'

export interface EditReview {
  readonly reviewId: string
  /** 1 to 5. */
  readonly stars: number
  /** In the place of the one before; none when left out. */
  readonly comment?: string
}

/**
 * Changes one's own review, for as long as the order can be reviewed: 30 days from its delivery. It says so from then
 * on (`editedAt`), so that a reply to other words can be understood; a hidden one stays hidden. The total follows in the
 * same transaction.
 *
 * A batch: one statement, one round trip.
 *
 * @throws {DbError} `INVALID` · `NOT_FOUND` no such review, or not one's own · `REVIEW_TOO_LATE`
 *
 * @example
 * await db.as(guest, (tx) => editReview(tx, { reviewId, stars: 4, comment: 'La salsa, mejor que nunca' }))
 *
 * The SQL: `update reviews set stars = $1, comment = $2 where tenant_id = $3 and id = $4 and customer_id = app.actor_id() returning …`
 */
export function editReview(tx: TenantTx, { reviewId, stars, comment = '' }: EditReview): Batch<Review> {
  requireUuid('reviewId', reviewId)
  requireInteger('stars', stars, 1, 5)
  requireNote('comment', comment, 2000)
  return batch(
    [
      tx
        .update(reviews)
        .set({ stars, comment })
        .where(
          and(
            eq(reviews.tenantId, tx.actor.tenantId),
            eq(reviews.id, reviewId),
            eq(reviews.customerId, sql`app.actor_id()`),
          ),
        )
        .returning(),
    ],
    ([[review]]) => {
      if (!review) throw new DbError('NOT_FOUND', 'no such review', { details: { table: 'reviews' } })
      return review
    },
  )
}
