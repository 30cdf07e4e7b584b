import type { Batch } from '../../kernel/batch.ts'
import type { TenantTx } from '../../kernel/tx.ts'
import type { Order } from './orders.ts'
import { type TakeStep, takeStep } from './take-step.ts'

/**
 * The order leaves with its courier: its delivery is picked up, in the same statement. Only an order that is brought
 * does; one that is picked up or eaten here goes from `ready` straight to `deliverOrder`.
 *
 * From `ready`; for the courier who brings it, staff and the service. Locks the order and its delivery until the
 * transaction ends. A batch: one round trip.
 *
 * @returns the order after the step
 * @throws {DbError} `INVALID` · `NOT_FOUND` · `COURIER_MISSING` nobody brings it yet · `ILLEGAL_TRANSITION` ·
 * `STALE` another step came first: read again · `FORBIDDEN`
 *
 * @example
 * await db.as(rider, (tx) => handOver(tx, { orderId }))
 *
 * The SQL: `select * from app.take_step($tenant, $order, 'on_the_way', $reason, $version)`
 */
export function handOver(tx: TenantTx, step: TakeStep): Batch<Order> {
  return takeStep(tx, step, 'on_the_way')
}
