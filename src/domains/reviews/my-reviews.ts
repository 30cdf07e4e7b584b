import { and, desc, eq, lt } from 'drizzle-orm'
import { DbError } from '../../kernel/errors.ts'
import { requireInteger } from '../../kernel/input.ts'
import { keyOf } from '../../kernel/page.ts'
import type { TenantTx } from '../../kernel/tx.ts'
import { isReply, reply } from './reply-of-review.ts'
import { reviewReplies } from './review-replies.ts'
import { reviews } from './reviews.ts'

export interface MyReviews {
  /** 1 to 100, default 20. */
  readonly limit?: number
  /** What `reviewCursor` gave for the last row of the page before. */
  readonly after?: string
}

/**
 * What this customer wrote, newest first, hidden or not, each with its order, target and reply. The target is the
 * courier or the dish that is not null, else the branch.
 *
 * A builder; pages by key. For customers.
 *
 * @throws {DbError} `INVALID` an argument · `CURSOR_INVALID` · `FORBIDDEN` not a customer
 *
 * @example
 * const mine = await db.as(guest, (tx) => myReviews(tx))
 *
 * The SQL: `select … from reviews left join review_replies on … where tenant_id = $1 and customer_id = $2 and id < $3
 * order by id desc limit $4`
 */
export function myReviews(tx: TenantTx, { limit = 20, after }: MyReviews = {}) {
  const { actor } = tx
  if (actor.kind !== 'customer') throw new DbError('FORBIDDEN', 'only customers have reviews of their own')
  requireInteger('limit', limit, 1, 100)
  return tx
    .select({
      id: reviews.id,
      orderId: reviews.orderId,
      branchId: reviews.branchId,
      courierId: reviews.courierId,
      menuItemId: reviews.menuItemId,
      stars: reviews.stars,
      comment: reviews.comment,
      state: reviews.state,
      createdAt: reviews.createdAt,
      editedAt: reviews.editedAt,
      reply,
    })
    .from(reviews)
    .leftJoin(reviewReplies, isReply(tx))
    .where(
      and(
        eq(reviews.tenantId, actor.tenantId),
        eq(reviews.customerId, actor.customerId),
        after === undefined ? undefined : lt(reviews.id, keyOf(tx, 'reviews', after)),
      ),
    )
    .orderBy(desc(reviews.id))
    .limit(limit)
    .$dynamic()
}

export type MyReview = Awaited<ReturnType<typeof myReviews>>[number]
