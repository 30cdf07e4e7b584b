import type { Batch } from '../../kernel/batch.ts'
import type { TenantTx } from '../../kernel/tx.ts'
import type { Order } from './orders.ts'
import { type TakeStep, takeStep } from './take-step.ts'

/**
 * The kitchen begins. What was reserved of the stock is used up with it, and is not given back later.
 *
 * From `accepted`; for staff and the service. Locks the order until the transaction ends. A batch: one round trip.
 *
 * @returns the order after the step
 * @throws {DbError} `INVALID` · `NOT_FOUND` · `ILLEGAL_TRANSITION` · `STALE` another step came first: read again · `FORBIDDEN`
 *
 * @example
 * await db.as(cook, (tx) => startPreparing(tx, { orderId }))
 *
 * The SQL: `select * from app.take_step($tenant, $order, 'preparing', $reason, $version)`
 */
export function startPreparing(tx: TenantTx, step: TakeStep): Batch<Order> {
  return takeStep(tx, step, 'preparing')
}
