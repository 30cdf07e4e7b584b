import { and, asc, eq } from 'drizzle-orm'
import { type Batch, batch } from '../../kernel/batch.ts'
import { DbError } from '../../kernel/errors.ts'
import { requireUuid } from '../../kernel/input.ts'
import type { TenantTx } from '../../kernel/tx.ts'
import { deliveries, type Delivery } from './deliveries.ts'
import { type DeliveryEvent, deliveryEvents } from './delivery-events.ts'

export interface DeliveryOf {
  readonly orderId: string
}

export interface DeliveryDetail extends Delivery {
  readonly steps: readonly DeliveryEvent[]
}

/**
 * The delivery of an order, and how it came to be where it is. Steps are for staff and the service; a courier sees their
 * own, a customer none.
 *
 * A batch: one round trip.
 *
 * @throws {DbError} `INVALID` orderId · `NOT_FOUND` no such order, none that is brought, or none this actor may see
 *
 * @example
 * const { status, courierId } = await db.as(guest, (tx) => deliveryOf(tx, { orderId }))
 *
 * The SQL: `select … from deliveries …`, `select … from delivery_events … order by seq`, each by `tenant_id` and `order_id`
 */
export function deliveryOf(tx: TenantTx, { orderId }: DeliveryOf): Batch<DeliveryDetail> {
  requireUuid('orderId', orderId)
  const tenant = tx.actor.tenantId
  return batch(
    [
      tx
        .select()
        .from(deliveries)
        .where(and(eq(deliveries.tenantId, tenant), eq(deliveries.orderId, orderId))),
      tx
        .select()
        .from(deliveryEvents)
        .where(and(eq(deliveryEvents.tenantId, tenant), eq(deliveryEvents.orderId, orderId)))
        .orderBy(asc(deliveryEvents.seq)),
    ],
    ([[delivery], steps]) => {
      if (!delivery) throw new DbError('NOT_FOUND', 'no such delivery', { details: { table: 'deliveries' } })
      return { ...delivery, steps }
    },
  )
}
