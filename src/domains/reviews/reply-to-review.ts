import { sql } from 'drizzle-orm'
import { type Batch, batch } from '../../kernel/batch.ts'
import { DbError } from '../../kernel/errors.ts'
import { requireText, requireUuid } from '../../kernel/input.ts'
import type { TenantTx } from '../../kernel/tx.ts'
import { type ReviewReply, reviewReplies } from './review-replies.ts'

export interface ReplyToReview {
  readonly reviewId: string
  readonly body: string
}

/**
 * The restaurant's answer to a review, one each, shown with it. A second one takes the place of the first for 7 days,
 * and says so (`editedAt`). For staff and the service.
 *
 * A batch: one statement, one round trip.
 *
 * @throws {DbError} `INVALID` · `REFERENCED` no such review · `REVIEW_TOO_LATE` the reply is a week old · `FORBIDDEN`
 *
 * @example
 * await db.as(manager, (tx) => replyToReview(tx, { reviewId, body: '¡Gracias! La esperamos el domingo.' }))
 *
 * The SQL: `insert into review_replies (…) values (…) on conflict (tenant_id, review_id) do update set body = excluded.body returning …`
 */
export function replyToReview(tx: TenantTx, { reviewId, body }: ReplyToReview): Batch<ReviewReply> {
  requireUuid('reviewId', reviewId)
  requireText('body', body, 2000)
  return batch(
    [
      tx
        .insert(reviewReplies)
        .values({ tenantId: tx.actor.tenantId, reviewId, body })
        .onConflictDoUpdate({
          target: [reviewReplies.tenantId, reviewReplies.reviewId],
          set: { body: sql`excluded.body` },
        })
        .returning(),
    ],
    ([[reply]]) => {
      if (!reply) throw new DbError('FORBIDDEN', 'this actor may not do that', { details: { table: 'review_replies' } })
      return reply
    },
  )
}
