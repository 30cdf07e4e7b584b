import { type Batch, batch } from '../../kernel/batch.ts'
import { invalid, requireList, requireNote, requireUuid } from '../../kernel/input.ts'
import type { TenantTx } from '../../kernel/tx.ts'
import { type StockMovement, stockMovements } from './stock-movements.ts'

export interface StockEntry {
  readonly stockItemId: string
  /** In the unit of the stock item, as text: `1500`, `0.25`. */
  readonly quantity: string
}

export interface StockEntries {
  readonly branchId: string
  /** 1 to 200, each stock item once. */
  readonly items: readonly StockEntry[]
  /** What staff may read: «se cayó la charola». */
  readonly reason?: string
}

type NewMovement = typeof stockMovements.$inferInsert

/**
 * The movements of some stock items of a branch as one statement, in key order: so nobody who locks levels, an order or
 * another delivery, waits for somebody that waits for them.
 *
 * @throws {DbError} `INVALID` with the item and its field
 */
export function recordMovements(
  tx: TenantTx,
  { branchId, items, reason = '' }: StockEntries,
  read: (field: string, value: unknown) => string,
  rowsOf: (quantity: string) => readonly Pick<NewMovement, 'kind' | 'quantity' | 'onHandAfter' | 'branchId'>[],
): Batch<readonly StockMovement[]> {
  requireUuid('branchId', branchId)
  requireNote('reason', reason, 200)
  requireList('items', items, 200)
  const entries = items.map(({ stockItemId, quantity }, i) => {
    requireUuid(`items[${i}].stockItemId`, stockItemId)
    return { stockItemId: stockItemId.toLowerCase(), quantity: read(`items[${i}].quantity`, quantity) }
  })
  if (new Set(entries.map(({ stockItemId }) => stockItemId)).size < entries.length) {
    throw invalid('items', 'must name each stock item once')
  }
  const inOrder = entries.toSorted((a, b) => (a.stockItemId < b.stockItemId ? -1 : 1))
  const rows = inOrder.flatMap(({ stockItemId, quantity }) =>
    rowsOf(quantity).map((row) => ({ tenantId: tx.actor.tenantId, stockItemId, reason, ...row })),
  )
  return batch([tx.insert(stockMovements).values(rows).returning()], ([moved]) => moved)
}
