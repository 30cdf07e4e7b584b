import { and, desc, eq, lt } from 'drizzle-orm'
import { requireInteger, requireUuid } from '../../kernel/input.ts'
import { cursorAfterPlace, placeOf } from '../../kernel/page.ts'
import type { TenantTx } from '../../kernel/tx.ts'
import { stockMovements } from './stock-movements.ts'

export interface ListStockMovements {
  readonly branchId: string
  readonly stockItemId: string
  /** 1 to 100, default 20. */
  readonly limit?: number
  /** What `movementCursor` gave for the last row of the page before. */
  readonly after?: string
}

/**
 * What happened to a stock item at a branch, the last first: what came or went, in its unit, what that left, who and why.
 * Staff and the service read it.
 *
 * A builder. Pages by key.
 *
 * @throws {DbError} `INVALID` an argument · `CURSOR_INVALID`
 *
 * @example
 * const history = await db.as(cook, (tx) => listStockMovements(tx, { branchId, stockItemId: pastor }))
 *
 * The SQL: `select … from stock_movements where branch_id = $1 and stock_item_id = $2 and seq < $3 order by seq desc
 * limit $4`
 */
export function listStockMovements(tx: TenantTx, { branchId, stockItemId, limit = 20, after }: ListStockMovements) {
  requireUuid('branchId', branchId)
  requireUuid('stockItemId', stockItemId)
  requireInteger('limit', limit, 1, 100)
  const [seq] = after === undefined ? [] : placeOf(tx, listOf({ branchId, stockItemId }), after)
  return tx
    .select({
      seq: stockMovements.seq,
      kind: stockMovements.kind,
      quantity: stockMovements.quantity,
      onHandAfter: stockMovements.onHandAfter,
      orderId: stockMovements.orderId,
      reason: stockMovements.reason,
      actorKind: stockMovements.actorKind,
      actorId: stockMovements.actorId,
      at: stockMovements.at,
    })
    .from(stockMovements)
    .where(
      and(
        eq(stockMovements.tenantId, tx.actor.tenantId),
        eq(stockMovements.branchId, branchId),
        eq(stockMovements.stockItemId, stockItemId),
        seq === undefined ? undefined : lt(stockMovements.seq, Number(seq)),
      ),
    )
    .orderBy(desc(stockMovements.seq))
    .limit(limit)
    .$dynamic()
}

export type MovementRow = Awaited<ReturnType<typeof listStockMovements>>[number]

/** The cursor behind a row of `listStockMovements`, for the next page of the same branch and item; opaque. */
export function movementCursor(
  tx: TenantTx,
  of: Pick<ListStockMovements, 'branchId' | 'stockItemId'>,
  row: { readonly seq: number },
): string {
  return cursorAfterPlace(tx, listOf(of), [row.seq])
}

/** A cursor of one item's history fits no other's. */
function listOf({ branchId, stockItemId }: Pick<ListStockMovements, 'branchId' | 'stockItemId'>): string {
  return `stock movements\n${branchId.toLowerCase()}\n${stockItemId.toLowerCase()}`
}
