import type { Batch } from '../../kernel/batch.ts'
import type { TenantTx } from '../../kernel/tx.ts'
import { recordMovements, type StockEntries } from './record-movements.ts'
import type { StockMovement } from './stock-movements.ts'
import { positiveQuantityOf } from './stock-quantity.ts'

export type ReceiveStock = StockEntries

/**
 * Adds what was delivered to what a branch has on hand. The first time, the branch begins to count the item: from then
 * on it runs out. For staff and the service.
 *
 * Locks the levels in the order of their ids until the transaction ends. One statement.
 *
 * @returns the movements, by stock item
 * @throws {DbError} `INVALID` with the item and its field · `REFERENCED` no such branch or stock item · `FORBIDDEN`
 *
 * @example
 * await db.as(cook, (tx) => receiveStock(tx, { branchId, items: [{ stockItemId: pastor, quantity: '5000' }] }))
 */
export function receiveStock(tx: TenantTx, input: ReceiveStock): Batch<readonly StockMovement[]> {
  const { branchId } = input
  return recordMovements(tx, input, positiveQuantityOf, (quantity) => [{ branchId, kind: 'received', quantity }])
}
