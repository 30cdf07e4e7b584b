import { and, desc, eq, isNotNull, isNull, lt } from 'drizzle-orm'
import { requireInteger } from '../../kernel/input.ts'
import { cursorAfter, keyOf } from '../../kernel/page.ts'
import type { TenantTx } from '../../kernel/tx.ts'
import { promotions } from './promotions.ts'

export interface ListPromotions {
  /** 1 to 100, default 20. */
  readonly limit?: number
  /** What `promotionCursor` gave for the last row of the page before. */
  readonly after?: string
  /** Those that ended, or those that did not; both, when left out. */
  readonly ended?: boolean
}

/**
 * Promotions, newest first, with how often they were redeemed and what they gave: where they have a limit, and else 0.
 * For staff and the service; others see none.
 *
 * A builder. Pages by key.
 *
 * @throws {DbError} `INVALID` an argument · `CURSOR_INVALID`
 *
 * @example
 * const page = await db.as(owner, (tx) => listPromotions(tx, { ended: false }))
 *
 * The SQL: `select … from promotions where tenant_id = $1 and archived_at is null and id < $2 order by id desc limit $3`
 */
export function listPromotions(tx: TenantTx, { limit = 20, after, ended }: ListPromotions = {}) {
  requireInteger('limit', limit, 1, 100)
  return tx
    .select()
    .from(promotions)
    .where(
      and(
        eq(promotions.tenantId, tx.actor.tenantId),
        ended === undefined ? undefined : ended ? isNotNull(promotions.archivedAt) : isNull(promotions.archivedAt),
        after === undefined ? undefined : lt(promotions.id, keyOf(tx, LIST, after)),
      ),
    )
    .orderBy(desc(promotions.id))
    .limit(limit)
    .$dynamic()
}

/** The cursor behind a row of `listPromotions`, for the next page; opaque, and good for this tenant only. */
export function promotionCursor(tx: TenantTx, row: { readonly id: string }): string {
  return cursorAfter(tx, LIST, row.id)
}

const LIST = 'promotions'
