import { and, asc, eq } from 'drizzle-orm'
import { requireUuid } from '../../kernel/input.ts'
import type { TenantTx } from '../../kernel/tx.ts'
import { orderEvents } from './order-events.ts'

export interface OrderTimeline {
  readonly orderId: string
}

/**
 * What happened to an order, by whom and why, first to last: 1, 2, 3 … without gaps. Empty when there is no such order,
 * or none this actor may see.
 *
 * A builder; reads one partition.
 *
 * @throws {DbError} `INVALID` orderId
 *
 * @example
 * const steps = await db.as(guest, (tx) => orderTimeline(tx, { orderId }))
 *
 * The SQL: `select … from order_events where tenant_id = $1 and order_id = $2 order by seq`
 */
export function orderTimeline(tx: TenantTx, { orderId }: OrderTimeline) {
  requireUuid('orderId', orderId)
  return tx
    .select({
      seq: orderEvents.seq,
      from: orderEvents.fromStatus,
      to: orderEvents.toStatus,
      actorKind: orderEvents.actorKind,
      actorId: orderEvents.actorId,
      reason: orderEvents.reason,
      at: orderEvents.at,
    })
    .from(orderEvents)
    .where(and(eq(orderEvents.tenantId, tx.actor.tenantId), eq(orderEvents.orderId, orderId)))
    .orderBy(asc(orderEvents.seq))
    .$dynamic()
}

export type OrderStep = Awaited<ReturnType<typeof orderTimeline>>[number]
