import { and, desc, eq, lt } from 'drizzle-orm'
import { requireInteger, requireUuid } from '../../kernel/input.ts'
import { cursorAfter, keyOf } from '../../kernel/page.ts'
import type { TenantTx } from '../../kernel/tx.ts'
import { reviews } from './reviews.ts'

export interface ListReviews {
  readonly branchId: string
  /** 1 to 100, default 20. */
  readonly limit?: number
  /** What `reviewCursor` gave for the last row of the page before. */
  readonly after?: string
}

/**
 * What customers said of a branch, newest first. No names: a review is signed by its order, which only the tenant can see.
 *
 * A builder; pages by key.
 *
 * @throws {DbError} `INVALID` an argument · `CURSOR_INVALID`
 *
 * @example
 * const page = await db.as(guest, (tx) => listReviews(tx, { branchId, limit: 10 }))
 *
 * The SQL: `select … from reviews where tenant_id = $1 and branch_id = $2 and id < $3 order by id desc limit $4`
 */
export function listReviews(tx: TenantTx, { branchId, limit = 20, after }: ListReviews) {
  requireUuid('branchId', branchId)
  requireInteger('limit', limit, 1, 100)
  return tx
    .select({ id: reviews.id, stars: reviews.stars, comment: reviews.comment, createdAt: reviews.createdAt })
    .from(reviews)
    .where(
      and(
        eq(reviews.tenantId, tx.actor.tenantId),
        eq(reviews.branchId, branchId),
        after === undefined ? undefined : lt(reviews.id, keyOf(tx, LIST, after)),
      ),
    )
    .orderBy(desc(reviews.id))
    .limit(limit)
    .$dynamic()
}

export type ReviewRow = Awaited<ReturnType<typeof listReviews>>[number]

/** The cursor behind a row of `listReviews`, for the next page; opaque, and good for this tenant only. */
export function reviewCursor(tx: TenantTx, row: { readonly id: string }): string {
  return cursorAfter(tx, LIST, row.id)
}

const LIST = 'reviews'
