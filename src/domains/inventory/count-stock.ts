import type { Batch } from '../../kernel/batch.ts'
import type { TenantTx } from '../../kernel/tx.ts'
import { recordMovements, type StockEntries } from './record-movements.ts'
import type { StockMovement } from './stock-movements.ts'
import { quantityOf } from './stock-quantity.ts'

export type CountStock = StockEntries

/**
 * Sets what a branch has on hand to what was counted on the shelf; the difference is the movement, of 0 where there is
 * none. What placed orders hold still lies on the shelf: it is counted too, and cannot be counted away. For staff and the
 * service.
 *
 * Locks the levels in the order of their ids until the transaction ends. One statement.
 *
 * @returns the movements, by stock item
 * @throws {DbError} `INVALID` with the item and its field · `STOCK_RESERVED` less than placed orders hold · `REFERENCED`
 * no such branch or stock item · `FORBIDDEN`
 *
 * @example
 * await db.as(cook, (tx) => countStock(tx, { branchId, items: [{ stockItemId: pastor, quantity: '3180.5' }] }))
 */
export function countStock(tx: TenantTx, input: CountStock): Batch<readonly StockMovement[]> {
  const { branchId } = input
  return recordMovements(tx, input, quantityOf, (onHandAfter) => [{ branchId, kind: 'counted', onHandAfter }])
}
