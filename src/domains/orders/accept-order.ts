import type { Batch } from '../../kernel/batch.ts'
import type { TenantTx } from '../../kernel/tx.ts'
import type { Order } from './orders.ts'
import { type TakeStep, takeStep } from './take-step.ts'

/**
 * The restaurant takes the order: what it promised the customer.
 *
 * From `placed`; for staff and the service. Locks the order until the transaction ends. A batch: one round trip.
 *
 * @returns the order after the step
 * @throws {DbError} `INVALID` · `NOT_FOUND` · `ILLEGAL_TRANSITION` · `STALE` another step came first: read again · `FORBIDDEN`
 *
 * @example
 * await db.as(cook, (tx) => acceptOrder(tx, { orderId }))
 *
 * The SQL: `select * from app.take_step($tenant, $order, 'accepted', $reason, $version)`
 */
export function acceptOrder(tx: TenantTx, step: TakeStep): Batch<Order> {
  return takeStep(tx, step, 'accepted')
}
