import { sql } from 'drizzle-orm'
import { type Batch, batch } from '../../kernel/batch.ts'
import { requireUuid } from '../../kernel/input.ts'
import { rowOf } from '../../kernel/row.ts'
import type { TenantTx } from '../../kernel/tx.ts'
import { deliveries, type Delivery } from './deliveries.ts'

export interface TakeDelivery {
  readonly orderId: string
}

/**
 * A courier takes a delivery that waits, once the kitchen is done. Of many who try at once exactly one gets it; taking
 * again what is one's own gives it back unchanged, so a lost answer costs nothing.
 *
 * For couriers. Locks the delivery until the transaction ends; who comes second waits for that. A batch: one round trip.
 *
 * @returns the delivery after it
 * @throws {DbError} `INVALID` · `NOT_FOUND` no such delivery, or not ready · `DELIVERY_TAKEN` · `ORDER_NOT_OPEN` the order
 * was called off · `REFERENCED` the courier has left · `FORBIDDEN`
 *
 * @example
 * await db.as(rider, (tx) => takeDelivery(tx, { orderId }))
 *
 * The SQL: `select * from app.take_delivery($tenant, $order)`
 */
export function takeDelivery(tx: TenantTx, { orderId }: TakeDelivery): Batch<Delivery> {
  requireUuid('orderId', orderId)
  const take = sql`select * from app.take_delivery(${tx.actor.tenantId}, ${orderId})`
  return batch([tx.execute(take)], ([[row]]) => rowOf(deliveries, row))
}
