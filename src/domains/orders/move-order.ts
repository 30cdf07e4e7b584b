import { and, eq, sql } from 'drizzle-orm'
import { type Batch, batch } from '../../kernel/batch.ts'
import { requireNote, requireOneOf, requireUuid } from '../../kernel/input.ts'
import type { TenantTx } from '../../kernel/tx.ts'
import { known } from './get-order.ts'
import { type OrderStatus, orderStatuses } from './lifecycle.ts'
import { orderEvents } from './order-events.ts'
import { type Order, orders } from './orders.ts'

export interface MoveOrder {
  readonly orderId: string
  readonly to: OrderStatus
  readonly reason?: string
}

/**
 * Takes the next step of an order; of two racing steps exactly one is taken.
 *
 * The step is an event, and everything follows from its insert: foreign keys refuse a step that `lifecycle.ts` does not
 * have, or not for this kind of actor; a trigger moves the order, and tells the outbox. Locks the order until the
 * transaction ends. A batch: one round trip.
 *
 * @throws {DbError} `INVALID` · `NOT_FOUND` · `ILLEGAL_TRANSITION` · `STALE` another step came first: read again
 *
 * @example
 * await db.as(cook, (tx) => moveOrder(tx, { orderId, to: 'accepted' }))
 *
 * The SQL: `insert into order_events (…) select …, version + 1, …, status, $to, … from orders where …`, then the order
 */
export function moveOrder(tx: TenantTx, { orderId, to, reason = '' }: MoveOrder): Batch<Order> {
  requireUuid('orderId', orderId)
  requireOneOf('to', to, orderStatuses)
  requireNote('reason', reason, 500)
  const tenant = tx.actor.tenantId
  const step = sql`
    insert into ${orderEvents} (tenant_id, order_id, seq, customer_id, from_status, to_status, reason)
    select tenant_id, id, version + 1, customer_id, status, ${to}, ${reason}
    from ${orders} where tenant_id = ${tenant} and id = ${orderId}`
  return batch(
    [
      tx.execute(step),
      tx
        .select()
        .from(orders)
        .where(and(eq(orders.tenantId, tenant), eq(orders.id, orderId))),
    ],
    ([, [order]]) => known(order),
  )
}
