import { and, eq, sql } from 'drizzle-orm'
import { type Batch, batch } from '../../kernel/batch.ts'
import { requireUuid } from '../../kernel/input.ts'
import { rowOf } from '../../kernel/row.ts'
import type { TenantTx } from '../../kernel/tx.ts'
import { knownPayment } from './payment-of.ts'
import { type Payment, payments } from './payments.ts'

export interface ThePayment {
  readonly paymentId: string
}

/**
 * Stores that an authorised payment is about to be captured; from then on it can no longer be voided. Then call the
 * provider, outside, with a key of the payment's `id`, and tell its answer to `recordCapture`. Asked again it says the
 * same again: the provider's key makes that one capture. Locks the order, then the payment. A batch: one round trip.
 *
 * @throws {DbError} `INVALID` · `NOT_FOUND` · `ORDER_NOT_OPEN` called off: void it · `PAYMENT_NOT_OPEN` · `FORBIDDEN`
 *
 * @example
 * const { id, providerRef } = await db.as(service(tenantId), (tx) => capturePayment(tx, { paymentId }))
 *
 * The SQL: `select * from app.request_capture(…)`
 */
export function capturePayment(tx: TenantTx, { paymentId }: ThePayment): Batch<Payment> {
  requireUuid('paymentId', paymentId)
  const ask = sql`select * from app.request_capture(${tx.actor.tenantId}, ${paymentId})`
  return batch([tx.execute(ask)], ([[row]]) => rowOf(payments, row))
}

/**
 * Stores that a payment is to be called off. Cash is void at once. Of any other, the provider's word is the end, not
 * ours: tell it to cancel what was asked with the payment's `id`, outside, and its answer to `resolvePayment`.
 *
 * @throws {DbError} `INVALID` · `NOT_FOUND` · `PAYMENT_NOT_OPEN` captured, or being captured: refund it
 *
 * @example
 * const { status } = await db.as(guest, (tx) => voidPayment(tx, { paymentId }))
 *
 * The SQL: `select app.request_void(…)`, then the payment
 */
export function voidPayment(tx: TenantTx, { paymentId }: ThePayment): Batch<Payment> {
  requireUuid('paymentId', paymentId)
  return thenPayment(tx, paymentId, sql`select app.request_void(${tx.actor.tenantId}, ${paymentId})`)
}

/** A call of a function, and the payment that it left behind. */
export function thenPayment(tx: TenantTx, paymentId: string, call: ReturnType<typeof sql>): Batch<Payment> {
  return batch(
    [
      tx.execute(call),
      tx
        .select()
        .from(payments)
        .where(and(eq(payments.tenantId, tx.actor.tenantId), eq(payments.id, paymentId))),
    ],
    ([, [payment]]) => knownPayment(payment),
  )
}
