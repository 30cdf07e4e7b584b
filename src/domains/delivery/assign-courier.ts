import { sql } from 'drizzle-orm'
import { type Batch, batch } from '../../kernel/batch.ts'
import { requireUuid } from '../../kernel/input.ts'
import { rowOf } from '../../kernel/row.ts'
import type { TenantTx } from '../../kernel/tx.ts'
import { deliveries, type Delivery } from './deliveries.ts'

export interface AssignCourier {
  readonly orderId: string
  /** A membership of this tenant with the role `courier`, and not ended. */
  readonly courierId: string
}

/**
 * Gives a delivery to a courier, or to another one as long as it is not picked up; from then on the courier sees the
 * order, and the one before does not. At any time after the order was placed. Does nothing where it is so already.
 *
 * For staff and the service. Locks the delivery, and the courier's membership against its end, until the transaction
 * ends. A batch: one round trip.
 *
 * @returns the delivery after it
 * @throws {DbError} `INVALID` · `NOT_FOUND` no such order, or none that is brought · `REFERENCED` no such courier, or one
 * who has left · `ILLEGAL_TRANSITION` it was picked up, or called off · `STALE` another step came first: read again ·
 * `FORBIDDEN`
 *
 * @example
 * await db.as(manager, (tx) => assignCourier(tx, { orderId, courierId }))
 *
 * The SQL: `select * from app.assign_courier($tenant, $order, $courier)`
 */
export function assignCourier(tx: TenantTx, { orderId, courierId }: AssignCourier): Batch<Delivery> {
  requireUuid('orderId', orderId)
  requireUuid('courierId', courierId)
  const assign = sql`select * from app.assign_courier(${tx.actor.tenantId}, ${orderId}, ${courierId})`
  return batch([tx.execute(assign)], ([[row]]) => rowOf(deliveries, row))
}
