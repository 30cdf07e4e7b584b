import { and, eq, sql } from 'drizzle-orm'
import { type Batch, batch } from '../../kernel/batch.ts'
import { newId } from '../../kernel/columns.ts'
import { DbError } from '../../kernel/errors.ts'
import { requireOneOf, requireUuid } from '../../kernel/input.ts'
import type { TenantTx } from '../../kernel/tx.ts'
import { orders } from '../orders/orders.ts'
import { type Payment, paymentMethods, payments } from './payments.ts'

export interface PayOrder {
  readonly orderId: string
  readonly method: (typeof paymentMethods)[number]
}

/**
 * Records that an order was paid, once, with its total: the amount is the database's, not the caller's. From then on no
 * coupon lowers it. Locks the order until the transaction ends. For staff, couriers and the service; nobody pays by saying so.
 *
 * A batch: one round trip.
 *
 * @throws {DbError} `INVALID` · `NOT_FOUND` · `ORDER_ALREADY_PAID` · `ORDER_NOT_OPEN` rejected or cancelled ·
 * `FORBIDDEN`
 *
 * @example
 * const { amount } = await db.as(service(tenantId), (tx) => payOrder(tx, { orderId, method: 'card' }))
 *
 * The SQL: `insert into payments (…) select … from orders where …`, then the payment
 */
export function payOrder(tx: TenantTx, { orderId, method }: PayOrder): Batch<Payment> {
  requireUuid('orderId', orderId)
  requireOneOf('method', method, paymentMethods)
  const tenant = tx.actor.tenantId
  const id = newId()
  const insert = sql`
    insert into ${payments} (tenant_id, id, order_id, customer_id, method)
    select tenant_id, ${id}, id, customer_id, ${method}
    from ${orders} where tenant_id = ${tenant} and id = ${orderId}`
  return batch(
    [
      tx.execute(insert),
      tx
        .select()
        .from(payments)
        .where(and(eq(payments.tenantId, tenant), eq(payments.id, id))),
    ],
    ([, [payment]]) => {
      if (!payment) throw new DbError('NOT_FOUND', 'no such order', { details: { table: 'orders' } })
      return payment
    },
  )
}
