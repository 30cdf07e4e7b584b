import { and, asc, eq, gt, sql } from 'drizzle-orm'
import { requireInteger, requireMoment, requireUuid } from '../../kernel/input.ts'
import type { TenantTx } from '../../kernel/tx.ts'
import { orders } from '../orders/orders.ts'
import { payments } from './payments.ts'

export interface ListToRefund {
  /** Only payments that were started after this moment: what is read is bounded by it, however old the tenant is. */
  readonly since: Date
  /** Behind this id; from `since` on when left out. */
  readonly after?: string
  /** 1 to 1000, default 100. */
  readonly limit?: number
}

/**
 * Payments that were captured for an order that was called off, and are not given back whole: what `left` is of each is
 * to be refunded by `refundOrder`. A courier brings none of them, and a customer sees their own. By id, the oldest first.
 *
 * A builder; reads the captured payments since then, and the order of each by its key.
 *
 * @throws {DbError} `INVALID`
 *
 * @example
 * const since = new Date(Date.now() - 7 * 86_400_000)
 * for (const { orderId, left } of await db.as(service(tenantId), (tx) => listPaymentsToRefund(tx, { since }))) { … }
 *
 * The SQL: `select …, captured - refunded as left from payments join orders … where payments.status = 'captured' and
 * refunded < captured and orders.status in ('rejected', 'cancelled') and payments.id >= app.uuid_v7_floor($2) order by id limit $n`
 */
export function listPaymentsToRefund(tx: TenantTx, { since, after, limit = 100 }: ListToRefund) {
  requireMoment('since', since)
  requireInteger('limit', limit, 1, 1000)
  if (after !== undefined) requireUuid('after', after)
  const tenant = tx.actor.tenantId
  return tx
    .select({
      id: payments.id,
      orderId: payments.orderId,
      method: payments.method,
      provider: payments.provider,
      captured: payments.captured,
      refunded: payments.refunded,
      left: sql`${payments.captured} - ${payments.refunded}`.mapWith(payments.captured),
      orderStatus: orders.status,
    })
    .from(payments)
    .innerJoin(orders, and(eq(orders.tenantId, payments.tenantId), eq(orders.id, payments.orderId)))
    .where(
      and(
        eq(payments.tenantId, tenant),
        eq(orders.tenantId, tenant),
        eq(payments.status, 'captured'),
        sql`${payments.refunded} < ${payments.captured}`,
        sql`${orders.status} in ('rejected', 'cancelled')`,
        sql`${payments.id} >= app.uuid_v7_floor(${since.toISOString()}::timestamptz)`,
        after === undefined ? undefined : gt(payments.id, after),
      ),
    )
    .orderBy(asc(payments.id))
    .limit(limit)
    .$dynamic()
}

export type PaymentToRefund = Awaited<ReturnType<typeof listPaymentsToRefund>>[number]
