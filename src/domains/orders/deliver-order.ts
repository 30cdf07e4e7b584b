import type { Batch } from '../../kernel/batch.ts'
import type { TenantTx } from '../../kernel/tx.ts'
import type { Order } from './orders.ts'
import { type TakeStep, takeStep } from './take-step.ts'

/**
 * The customer has the order: from its courier, or over the counter. The end of it, and what reviews, tips and payouts
 * refer to.
 *
 * From `on_the_way` when it is brought, for its courier, staff and the service; from `ready` when it is not, for staff and
 * the service. Its delivery follows in the same statement; one that had failed is delivered by staff or the service.
 * Locks the order and its delivery until the transaction ends. A batch: one round trip.
 *
 * @returns the order after the step
 * @throws {DbError} `INVALID` · `NOT_FOUND` · `ILLEGAL_TRANSITION` · `STALE` another step came first: read again · `FORBIDDEN`
 *
 * @example
 * await db.as(rider, (tx) => deliverOrder(tx, { orderId }))
 *
 * The SQL: `select * from app.take_step($tenant, $order, 'delivered', $reason, $version)`
 */
export function deliverOrder(tx: TenantTx, step: TakeStep): Batch<Order> {
  return takeStep(tx, step, 'delivered')
}
