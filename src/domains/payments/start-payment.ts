import { and, eq, sql } from 'drizzle-orm'
import { type Batch, batch } from '../../kernel/batch.ts'
import { newId } from '../../kernel/columns.ts'
import { amountOf, invalid, requireOneOf, requireUuid } from '../../kernel/input.ts'
import type { TenantTx } from '../../kernel/tx.ts'
import type { Money } from '../../money/money.ts'
import { knownPayment } from './payment-of.ts'
import { type PaymentMethod, paymentMethods } from './payment-lifecycle.ts'
import { type Payment, payments } from './payments.ts'

export interface StartPayment {
  readonly orderId: string
  readonly method: PaymentMethod
  /** Who takes the money, as the application calls it: `stripe`. Not for cash. */
  readonly provider?: string
  /** Cash only: the notes that the customer will pay with, so that the courier brings change. */
  readonly changeFor?: string | Money
  /** Asked twice with the same key, one payment is started. */
  readonly idempotencyKey: string
}

/**
 * Stores that an order is about to be paid, before any provider is asked: the amount is the order's total, read by the
 * database. Then call the provider, outside of every transaction, with the payment's `id` as its idempotency key, and
 * tell its answer to `recordAuthorization` or `recordCapture`; its webhooks go to `applyProviderEvent`, whichever is first.
 *
 * An order has one payment under way at most. Locks the order against being called off until the transaction ends. A
 * batch: one round trip.
 *
 * @throws {DbError} `INVALID` · `NOT_FOUND` · `ORDER_NOT_OPEN` rejected or cancelled · `ORDER_ALREADY_PAID` ·
 * `PAYMENT_UNDER_WAY` wait for it, or void it · `IDEMPOTENCY_MISMATCH`
 *
 * @example
 * const payment = await db.as(guest, (tx) => startPayment(tx, { orderId, method: 'card', provider: 'acme', idempotencyKey }))
 *
 * The SQL: `select app.start_payment(…)`, then the payment by its key
 */
export function startPayment(tx: TenantTx, input: StartPayment): Batch<Payment> {
  const { orderId, method, provider, changeFor, idempotencyKey } = input
  requireUuid('orderId', orderId)
  requireOneOf('method', method, paymentMethods)
  requireKey(idempotencyKey)
  if ((method === 'cash') !== (provider === undefined)) throw invalid('provider', 'is for every method but cash')
  if (provider !== undefined) requireProvider(provider)
  if (changeFor !== undefined && method !== 'cash') throw invalid('changeFor', 'is for cash')
  const change = changeFor === undefined ? null : amountOf('changeFor', changeFor).toFixed()
  const tenant = tx.actor.tenantId
  return batch(
    [
      tx.execute(
        sql`select app.start_payment(${tenant}, ${newId()}, ${orderId}, ${method}, ${provider ?? null}, ${change}, ${idempotencyKey})`,
      ),
      tx
        .select()
        .from(payments)
        .where(
          and(
            eq(payments.tenantId, tenant),
            eq(payments.orderId, orderId),
            eq(payments.idempotencyKey, idempotencyKey),
          ),
        ),
    ],
    ([, [payment]]) => knownPayment(payment),
  )
}

/** @throws {DbError} `INVALID` unless it is a name that can stand in a key: lower case, digits, `-` and `_` */
export function requireProvider(provider: unknown): asserts provider is string {
  if (typeof provider !== 'string' || !/^[a-z][a-z0-9_-]{0,39}$/.test(provider)) {
    throw invalid('provider', 'must be a name in lower case, of at most 40 characters')
  }
}

/** @throws {DbError} `INVALID` unless the key is 8 to 200 printable ASCII characters */
export function requireKey(key: unknown): asserts key is string {
  if (typeof key !== 'string' || !/^[\x21-\x7e]{8,200}$/.test(key)) {
    throw invalid('idempotencyKey', 'must be 8 to 200 printable ASCII characters')
  }
}
