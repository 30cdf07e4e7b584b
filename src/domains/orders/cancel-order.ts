import type { Batch } from '../../kernel/batch.ts'
import type { TenantTx } from '../../kernel/tx.ts'
import type { Order } from './orders.ts'
import { type TakeStep, takeStep } from './take-step.ts'

/**
 * Calls the order off. What was claimed for it is given back: promotions, its slot, and the stock unless the kitchen
 * has begun.
 *
 * From `placed`, `accepted`, `preparing` and `ready`, and `on_the_way` once its delivery has failed; a customer, while it
 * is `placed`; for customers (their own), staff and the service. Its delivery is called off in the same statement. Locks
 * the order and its delivery until the transaction ends. A batch: one round trip.
 *
 * @returns the order after the step
 * @throws {DbError} `INVALID` · `NOT_FOUND` · `ILLEGAL_TRANSITION` · `STALE` another step came first: read again · `FORBIDDEN`
 *
 * @example
 * await db.as(guest, (tx) => cancelOrder(tx, { orderId, reason: 'Me equivoqué de dirección' }))
 *
 * The SQL: `select * from app.take_step($tenant, $order, 'cancelled', $reason, $version)`
 */
export function cancelOrder(tx: TenantTx, step: TakeStep): Batch<Order> {
  return takeStep(tx, step, 'cancelled')
}
