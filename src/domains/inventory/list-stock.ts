import { and, asc, eq, gt, isNull, sql } from 'drizzle-orm'
import { requireInteger, requireUuid } from '../../kernel/input.ts'
import { cursorAfter, keyOf } from '../../kernel/page.ts'
import type { TenantTx } from '../../kernel/tx.ts'
import { stockItems } from './stock-items.ts'
import { stockLevels } from './stock-levels.ts'

export interface ListStock {
  readonly branchId: string
  /** Only what is at its warning level, or below. */
  readonly lowOnly?: boolean
  /** 1 to 500, default 100. */
  readonly limit?: number
  /** What `stockCursor` gave for the last row of the page before. */
  readonly after?: string
}

/**
 * What a branch counts, in the order in which the stock items were made: quantities in the unit of each, as text.
 * `available` is what the next order may take; `low` compares it with the warning level. Staff and the service read it.
 *
 * A builder. Pages by key.
 *
 * @throws {DbError} `INVALID` an argument · `CURSOR_INVALID`
 *
 * @example
 * const shelf = await db.as(cook, (tx) => listStock(tx, { branchId }))
 *
 * The SQL: `select … from stock_levels join stock_items … where branch_id = $1 and stock_item_id > $2 order by
 * stock_item_id limit $3`
 */
export function listStock(tx: TenantTx, { branchId, lowOnly = false, limit = 100, after }: ListStock) {
  requireUuid('branchId', branchId)
  requireInteger('limit', limit, 1, 500)
  const tenant = tx.actor.tenantId
  const available = sql`${stockLevels.onHand} - ${stockLevels.reserved}`
  const isLow = sql<boolean>`coalesce(${available} <= ${stockLevels.lowAt}, false)`
  return tx
    .select({
      stockItemId: stockLevels.stockItemId,
      name: stockItems.name,
      unit: stockItems.unit,
      onHand: stockLevels.onHand,
      reserved: stockLevels.reserved,
      available: available.mapWith(stockLevels.onHand),
      lowAt: stockLevels.lowAt,
      low: isLow,
    })
    .from(stockLevels)
    .innerJoin(
      stockItems,
      and(eq(stockItems.tenantId, stockLevels.tenantId), eq(stockItems.id, stockLevels.stockItemId)),
    )
    .where(
      and(
        eq(stockLevels.tenantId, tenant),
        eq(stockItems.tenantId, tenant),
        eq(stockLevels.branchId, branchId),
        isNull(stockItems.archivedAt),
        lowOnly ? isLow : undefined,
        after === undefined ? undefined : gt(stockLevels.stockItemId, keyOf(tx, LIST, after)),
      ),
    )
    .orderBy(asc(stockLevels.stockItemId))
    .limit(limit)
    .$dynamic()
}

export type StockRow = Awaited<ReturnType<typeof listStock>>[number]

/** The cursor behind a row of `listStock`, for the next page; opaque, and good for this tenant only. */
export function stockCursor(tx: TenantTx, row: { readonly stockItemId: string }): string {
  return cursorAfter(tx, LIST, row.stockItemId)
}

const LIST = 'stock'
