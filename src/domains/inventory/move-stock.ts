import type { Batch } from '../../kernel/batch.ts'
import { invalid, requireUuid } from '../../kernel/input.ts'
import type { TenantTx } from '../../kernel/tx.ts'
import { recordMovements, type StockEntries } from './record-movements.ts'
import type { StockMovement } from './stock-movements.ts'
import { positiveQuantityOf } from './stock-quantity.ts'

export interface MoveStock extends StockEntries {
  /** Where it goes; `branchId` is where it comes from. */
  readonly toBranchId: string
}

/**
 * Carries stock from one branch to another: two movements for each item, or none at all. The branch that gets it begins
 * to count the item. For staff and the service.
 *
 * Locks the levels until the transaction ends, by item and then by branch. One statement.
 *
 * @returns the movements, by stock item and branch
 * @throws {DbError} `INVALID` with the item and its field · `STOCK_RESERVED` the rest would be less than placed orders
 * hold, or than nothing · `NOT_FOUND` the branch does not count the item · `REFERENCED` no such branch · `FORBIDDEN`
 *
 * @example
 * await db.as(owner, (tx) =>
 *   moveStock(tx, { branchId: roma, toBranchId: condesa, items: [{ stockItemId: refresco, quantity: '24' }] }),
 * )
 */
export function moveStock(tx: TenantTx, input: MoveStock): Batch<readonly StockMovement[]> {
  requireUuid('branchId', input.branchId)
  requireUuid('toBranchId', input.toBranchId)
  const [from, to] = [input.branchId.toLowerCase(), input.toBranchId.toLowerCase()]
  if (from === to) throw invalid('toBranchId', 'must be another branch')
  return recordMovements(tx, input, positiveQuantityOf, (quantity) => {
    const taken = { branchId: from, kind: 'moved', quantity: `-${quantity}` } as const
    const brought = { branchId: to, kind: 'moved', quantity } as const
    return from < to ? [taken, brought] : [brought, taken]
  })
}
