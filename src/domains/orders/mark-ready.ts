import type { Batch } from '../../kernel/batch.ts'
import type { TenantTx } from '../../kernel/tx.ts'
import type { Order } from './orders.ts'
import { type TakeStep, takeStep } from './take-step.ts'

/**
 * The order is packed, and waits for its courier or its guest.
 *
 * From `preparing`; for staff and the service. Locks the order until the transaction ends. A batch: one round trip.
 *
 * @returns the order after the step
 * @throws {DbError} `INVALID` · `NOT_FOUND` · `ILLEGAL_TRANSITION` · `STALE` another step came first: read again · `FORBIDDEN`
 *
 * @example
 * await db.as(cook, (tx) => markReady(tx, { orderId }))
 *
 * The SQL: `select * from app.take_step($tenant, $order, 'ready', $reason, $version)`
 */
export function markReady(tx: TenantTx, step: TakeStep): Batch<Order> {
  return takeStep(tx, step, 'ready')
}
