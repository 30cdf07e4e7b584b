import type { Batch } from '../../kernel/batch.ts'
import type { TenantTx } from '../../kernel/tx.ts'
import { recordMovements, type StockEntries } from './record-movements.ts'
import type { StockMovement } from './stock-movements.ts'
import { positiveQuantityOf } from './stock-quantity.ts'

export type WasteStock = StockEntries

/**
 * Takes what spoiled, fell or was given away from what a branch has on hand. For staff and the service.
 *
 * Locks the levels in the order of their ids until the transaction ends. One statement.
 *
 * @returns the movements, by stock item
 * @throws {DbError} `INVALID` with the item and its field · `STOCK_RESERVED` the rest would be less than placed orders
 * hold, or than nothing · `NOT_FOUND` the branch does not count the item · `FORBIDDEN`
 *
 * @example
 * await db.as(cook, (tx) =>
 *   wasteStock(tx, { branchId, items: [{ stockItemId: crema, quantity: '250' }], reason: 'caducada' }),
 * )
 */
export function wasteStock(tx: TenantTx, input: WasteStock): Batch<readonly StockMovement[]> {
  const { branchId } = input
  return recordMovements(tx, input, positiveQuantityOf, (quantity) => [
    { branchId, kind: 'wasted', quantity: `-${quantity}` },
  ])
}
