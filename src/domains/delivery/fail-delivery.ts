import { sql } from 'drizzle-orm'
import { type Batch, batch } from '../../kernel/batch.ts'
import { requireText, requireUuid } from '../../kernel/input.ts'
import { rowOf } from '../../kernel/row.ts'
import type { TenantTx } from '../../kernel/tx.ts'
import { deliveries, type Delivery } from './deliveries.ts'

export interface FailDelivery {
  readonly orderId: string
  /** What stood in the way: nobody opened, no such address. */
  readonly reason: string
}

/**
 * The courier could not hand the order to its customer. That ends what the courier does; the order stays on the way, for
 * staff or the service to decide: `deliverOrder` when the customer got it after all, else `cancelOrder`. What becomes of
 * the money is the business of payments.
 *
 * For its courier, staff and the service. Locks the delivery until the transaction ends. A batch: one round trip.
 *
 * @returns the delivery after it
 * @throws {DbError} `INVALID` · `NOT_FOUND` no such delivery, or not this courier's · `ILLEGAL_TRANSITION` it is not picked
 * up · `STALE` another step came first: read again · `FORBIDDEN`
 *
 * @example
 * await db.as(rider, (tx) => failDelivery(tx, { orderId, reason: 'Nadie abrió' }))
 *
 * The SQL: `select * from app.fail_delivery($tenant, $order, $reason)`
 */
export function failDelivery(tx: TenantTx, { orderId, reason }: FailDelivery): Batch<Delivery> {
  requireUuid('orderId', orderId)
  requireText('reason', reason, 500)
  const fail = sql`select * from app.fail_delivery(${tx.actor.tenantId}, ${orderId}, ${reason})`
  return batch([tx.execute(fail)], ([[row]]) => rowOf(deliveries, row))
}
