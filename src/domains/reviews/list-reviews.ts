import { and, desc, eq, lt } from 'drizzle-orm'
import { requireInteger, requireOneOf } from '../../kernel/input.ts'
import { cursorAfter, keyOf } from '../../kernel/page.ts'
import type { TenantTx } from '../../kernel/tx.ts'
import { isReply, reply } from './reply-of-review.ts'
import { reviewReplies } from './review-replies.ts'
import { isOfTarget, type ReviewTarget, targetOf } from './review-target.ts'
import { reviews, reviewStates } from './reviews.ts'

export type ListReviews = ReviewTarget & {
  /** Only those with so many, 1 to 5. */
  readonly stars?: number
  /** What was hidden, for staff who moderate; `visible` when left out. */
  readonly state?: (typeof reviewStates)[number]
  /** 1 to 100, default 20. */
  readonly limit?: number
  /** What `reviewCursor` gave for the last row of the page before. */
  readonly after?: string
}

/**
 * What customers said of a branch, a dish or a courier, newest first, each with the restaurant's reply. No names: a
 * review is signed by its order, which only the tenant can see. Those of a courier are shown to staff, the service and
 * the courier; what is hidden to staff, the service and its author.
 *
 * A builder; pages by key. `stars` is a filter over them: a rare number of stars looks through those between.
 *
 * @throws {DbError} `INVALID` an argument · `CURSOR_INVALID`
 *
 * @example
 * const page = await db.as(guest, (tx) => listReviews(tx, { branchId, stars: 5, limit: 10 }))
 *
 * The SQL: `select … from reviews left join review_replies on … where tenant_id = $1 and branch_id = $2
 * and courier_id is null and menu_item_id is null and state = $3 and id < $4 order by id desc limit $5`
 */
export function listReviews(tx: TenantTx, input: ListReviews) {
  const { stars, state = 'visible', limit = 20, after } = input
  const target = targetOf(input)
  if (stars !== undefined) requireInteger('stars', stars, 1, 5)
  requireOneOf('state', state, reviewStates)
  requireInteger('limit', limit, 1, 100)
  return tx
    .select({
      id: reviews.id,
      stars: reviews.stars,
      comment: reviews.comment,
      createdAt: reviews.createdAt,
      editedAt: reviews.editedAt,
      reply,
    })
    .from(reviews)
    .leftJoin(reviewReplies, isReply(tx))
    .where(
      and(
        eq(reviews.tenantId, tx.actor.tenantId),
        isOfTarget(target),
        eq(reviews.state, state),
        stars === undefined ? undefined : eq(reviews.stars, stars),
        after === undefined ? undefined : lt(reviews.id, keyOf(tx, LIST, after)),
      ),
    )
    .orderBy(desc(reviews.id))
    .limit(limit)
    .$dynamic()
}

export type ReviewRow = Awaited<ReturnType<typeof listReviews>>[number]

/** The cursor behind a row of `listReviews` or `myReviews`, for the next page; opaque, and good for this tenant only. */
export function reviewCursor(tx: TenantTx, row: { readonly id: string }): string {
  return cursorAfter(tx, LIST, row.id)
}

const LIST = 'reviews'
