import { and, asc, eq } from 'drizzle-orm'
import { type Batch, batch } from '../../kernel/batch.ts'
import { DbError } from '../../kernel/errors.ts'
import { requireUuid } from '../../kernel/input.ts'
import type { TenantTx } from '../../kernel/tx.ts'
import { type OrderAdjustment, orderAdjustments } from './order-adjustments.ts'
import { type OrderItemModifier, orderItemModifiers } from './order-item-modifiers.ts'
import { type OrderItem, orderItems } from './order-items.ts'
import { type Order, orders } from './orders.ts'

export interface GetOrder {
  readonly orderId: string
}

export interface OrderLine extends OrderItem {
  readonly modifiers: readonly OrderItemModifier[]
}

export interface OrderDetail extends Order {
  readonly lines: readonly OrderLine[]
  readonly adjustments: readonly OrderAdjustment[]
}

/**
 * One order with its lines, modifiers and adjustments; every amount exact, because four flat statements carry it and no
 * JSON does. A courier sees no adjustments.
 *
 * A batch: one round trip.
 *
 * @throws {DbError} `INVALID` orderId · `NOT_FOUND` no such order, or none this actor may see
 *
 * @example
 * const { total, lines } = await db.as(guest, (tx) => getOrder(tx, { orderId }))
 *
 * The SQL: `select … from orders …`, `select … from order_items … order by line_no`,
 * `select … from order_item_modifiers … order by line_no, position`,
 * `select … from order_adjustments … order by adjustment_no`, each by `tenant_id` and the order's id
 */
export function getOrder(tx: TenantTx, { orderId }: GetOrder): Batch<OrderDetail> {
  requireUuid('orderId', orderId)
  const tenant = tx.actor.tenantId
  return batch(
    [
      tx
        .select()
        .from(orders)
        .where(and(eq(orders.tenantId, tenant), eq(orders.id, orderId))),
      tx
        .select()
        .from(orderItems)
        .where(and(eq(orderItems.tenantId, tenant), eq(orderItems.orderId, orderId)))
        .orderBy(asc(orderItems.lineNo)),
      tx
        .select()
        .from(orderItemModifiers)
        .where(and(eq(orderItemModifiers.tenantId, tenant), eq(orderItemModifiers.orderId, orderId)))
        .orderBy(asc(orderItemModifiers.lineNo), asc(orderItemModifiers.position)),
      tx
        .select()
        .from(orderAdjustments)
        .where(and(eq(orderAdjustments.tenantId, tenant), eq(orderAdjustments.orderId, orderId)))
        .orderBy(asc(orderAdjustments.adjustmentNo)),
    ],
    ([[order], items, modifiers, adjustments]) => ({
      ...known(order),
      lines: items.map((item) => ({ ...item, modifiers: modifiers.filter(({ lineNo }) => lineNo === item.lineNo) })),
      adjustments,
    }),
  )
}

/** The one row of an order that must be there. */
function known(order: Order | undefined): Order {
  if (!order) throw new DbError('NOT_FOUND', 'no such order', { details: { table: 'orders' } })
  return order
}
