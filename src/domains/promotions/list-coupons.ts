import { and, desc, eq, lt } from 'drizzle-orm'
import { requireInteger, requireUuid } from '../../kernel/input.ts'
import { cursorAfter, keyOf } from '../../kernel/page.ts'
import type { TenantTx } from '../../kernel/tx.ts'
import { coupons } from './coupons.ts'

export interface ListCoupons {
  /** 1 to 100, default 20. */
  readonly limit?: number
  /** What `couponCursor` gave for the last row of the page before. */
  readonly after?: string
  readonly promotionId?: string
}

/**
 * Coupons, newest first, of one promotion or of all. For staff and the service; others see none.
 *
 * A builder. Pages by key.
 *
 * @throws {DbError} `INVALID` an argument · `CURSOR_INVALID`
 *
 * @example
 * const page = await db.as(owner, (tx) => listCoupons(tx, { promotionId }))
 *
 * The SQL: `select … from coupons where tenant_id = $1 and promotion_id = $2 and id < $3 order by id desc limit $4`
 */
export function listCoupons(tx: TenantTx, { limit = 20, after, promotionId }: ListCoupons = {}) {
  requireInteger('limit', limit, 1, 100)
  if (promotionId !== undefined) requireUuid('promotionId', promotionId)
  return tx
    .select()
    .from(coupons)
    .where(
      and(
        eq(coupons.tenantId, tx.actor.tenantId),
        promotionId === undefined ? undefined : eq(coupons.promotionId, promotionId),
        after === undefined ? undefined : lt(coupons.id, keyOf(tx, LIST, after)),
      ),
    )
    .orderBy(desc(coupons.id))
    .limit(limit)
    .$dynamic()
}

/** The cursor behind a row of `listCoupons`, for the next page; opaque, and good for this tenant only. */
export function couponCursor(tx: TenantTx, row: { readonly id: string }): string {
  return cursorAfter(tx, LIST, row.id)
}

const LIST = 'coupons'
