import type { Batch } from '../../kernel/batch.ts'
import type { TenantTx } from '../../kernel/tx.ts'
import type { Order } from './orders.ts'
import { type TakeStep, takeStep } from './take-step.ts'

/**
 * The restaurant does not take the order. What was claimed for it is given back: promotions, stock, its slot.
 *
 * From `placed`; for staff and the service. Locks the order until the transaction ends. A batch: one round trip.
 *
 * @returns the order after the step
 * @throws {DbError} `INVALID` · `NOT_FOUND` · `ILLEGAL_TRANSITION` · `STALE` another step came first: read again · `FORBIDDEN`
 *
 * @example
 * await db.as(cook, (tx) => rejectOrder(tx, { orderId, reason: 'Se acabó el gas' }))
 *
 * The SQL: `select * from app.take_step($tenant, $order, 'rejected', $reason, $version)`
 */
export function rejectOrder(tx: TenantTx, step: TakeStep): Batch<Order> {
  return takeStep(tx, step, 'rejected')
}
