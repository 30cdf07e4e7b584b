import { and, asc, eq, gt, inArray, isNotNull, lt, or, sql } from 'drizzle-orm'
import { requireInteger, requireMoment, requireUuid } from '../../kernel/input.ts'
import type { TenantTx } from '../../kernel/tx.ts'
import { orders } from '../orders/orders.ts'
import { payments } from './payments.ts'
import { refunds } from './refunds.ts'

export interface ListUnresolved {
  /** Only what was last asked for before this moment: give a call the time to answer. */
  readonly before: Date
  /** Behind this id; from the start when left out. */
  readonly after?: string
  readonly limit?: number
}

/**
 * Payments that a provider has yet to answer for: ask it what became of each, by its id, and tell `resolvePayment`.
 * Waiting for an answer to the first call, to a capture or to a void; and authorised for an order that was called off,
 * which are to be voided. By id, the oldest first.
 *
 * @example
 * for (const { id, provider } of await db.as(service(tenantId), (tx) => listUnresolvedPayments(tx, { before }))) { … }
 *
 * The SQL: `select … from payments join orders … where status in ('intended', 'authorized') … order by id limit $n`
 */
export function listUnresolvedPayments(tx: TenantTx, { before, after, limit = 100 }: ListUnresolved) {
  requireMoment('before', before)
  requireInteger('limit', limit, 1, 1000)
  if (after !== undefined) requireUuid('after', after)
  const tenant = tx.actor.tenantId
  return tx
    .select({
      id: payments.id,
      orderId: payments.orderId,
      provider: payments.provider,
      providerRef: payments.providerRef,
      status: payments.status,
      amount: payments.amount,
      captureRequestedAt: payments.captureRequestedAt,
      voidRequestedAt: payments.voidRequestedAt,
      orderStatus: orders.status,
    })
    .from(payments)
    .innerJoin(orders, and(eq(orders.tenantId, payments.tenantId), eq(orders.id, payments.orderId)))
    .where(
      and(
        eq(payments.tenantId, tenant),
        eq(orders.tenantId, tenant),
        // The very words of the partial index: a list of parameters would not match it.
        sql`${payments.status} in ('intended', 'authorized')`,
        isNotNull(payments.provider),
        lt(sql`coalesce(${payments.voidRequestedAt}, ${payments.captureRequestedAt}, ${payments.createdAt})`, before),
        or(
          eq(payments.status, 'intended'),
          isNotNull(payments.captureRequestedAt),
          isNotNull(payments.voidRequestedAt),
          inArray(orders.status, ['rejected', 'cancelled']),
        ),
        after === undefined ? undefined : gt(payments.id, after),
      ),
    )
    .orderBy(asc(payments.id))
    .limit(limit)
}

/**
 * Refunds that have not arrived: `intended`, of which the provider is to be asked by the refund's id, and `failed`, which
 * are still owed to the customer. By id, the oldest first.
 *
 * @example
 * const owed = await db.as(service(tenantId), (tx) => listUnsettledRefunds(tx, { before: new Date() }))
 *
 * The SQL: `select … from refunds join payments … where status in ('intended', 'failed') … order by id limit $n`
 */
export function listUnsettledRefunds(tx: TenantTx, { before, after, limit = 100 }: ListUnresolved) {
  requireMoment('before', before)
  requireInteger('limit', limit, 1, 1000)
  if (after !== undefined) requireUuid('after', after)
  const tenant = tx.actor.tenantId
  return tx
    .select({
      id: refunds.id,
      orderId: refunds.orderId,
      paymentId: refunds.paymentId,
      provider: payments.provider,
      status: refunds.status,
      total: refunds.total,
    })
    .from(refunds)
    .innerJoin(payments, and(eq(payments.tenantId, refunds.tenantId), eq(payments.id, refunds.paymentId)))
    .where(
      and(
        eq(refunds.tenantId, tenant),
        eq(payments.tenantId, tenant),
        sql`${refunds.status} in ('intended', 'failed')`,
        lt(refunds.createdAt, before),
        after === undefined ? undefined : gt(refunds.id, after),
      ),
    )
    .orderBy(asc(refunds.id))
    .limit(limit)
}
