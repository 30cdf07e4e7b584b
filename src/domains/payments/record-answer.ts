import { sql } from 'drizzle-orm'
import type { Batch } from '../../kernel/batch.ts'
import { amountOf, requireOneOf, requireText, requireUuid } from '../../kernel/input.ts'
import type { TenantTx } from '../../kernel/tx.ts'
import type { Money } from '../../money/money.ts'
import { thenPayment } from './capture-payment.ts'
import type { Payment } from './payments.ts'
import { requireProvider } from './start-payment.ts'

/** What a provider answered to a call. */
export interface ProviderAnswer {
  readonly paymentId: string
  readonly provider: string
  /** The provider's own name for the payment. */
  readonly providerRef?: string
  /** As the provider says it, to be compared with the payment's. */
  readonly amount?: string | Money
}

export const paymentNews = ['authorized', 'captured', 'voided', 'declined', 'expired'] as const

/** What becomes of a payment, in a provider's words. Only what is final: an attempt that may be repeated is no news. */
export type PaymentNews = (typeof paymentNews)[number]

export interface ResolvePayment extends ProviderAnswer {
  readonly state: PaymentNews
}

/**
 * What the provider answered: the amount is held there. A webhook may have said so first; then nothing moves.
 * Locks the payment. A batch: one round trip.
 *
 * @throws {DbError} `INVALID` · `NOT_FOUND` no such payment at this provider · `PROVIDER_DISAGREES` · `FORBIDDEN`
 *
 * @example
 * await db.as(service(tenantId), (tx) => recordAuthorization(tx, { paymentId, provider: 'acme', providerRef: answer.id }))
 *
 * The SQL: `select app.payment_news(…)`, then the payment
 */
export function recordAuthorization(tx: TenantTx, answer: ProviderAnswer): Batch<Payment> {
  return resolvePayment(tx, { ...answer, state: 'authorized' })
}

/**
 * What the provider answered: the money is taken. Of a card it may be the first that is heard: it is then authorised and
 * captured at once. Locks the payment. A batch: one round trip.
 *
 * @throws {DbError} `INVALID` · `NOT_FOUND` · `PROVIDER_DISAGREES` another amount, or the payment was ended · `FORBIDDEN`
 *
 * @example
 * await db.as(service(tenantId), (tx) => recordCapture(tx, { paymentId, provider: 'acme', providerRef: answer.id }))
 *
 * The SQL: `select app.payment_news(…)`, then the payment
 */
export function recordCapture(tx: TenantTx, answer: ProviderAnswer): Batch<Payment> {
  return resolvePayment(tx, { ...answer, state: 'captured' })
}

/**
 * Closes a payment that neither an answer nor a webhook closed, by what the provider says when it is asked. To end one
 * that the provider does not know, have it refuse the payment's `id` first, so that a call still under way cannot take
 * money afterwards; then say `expired`. Locks the payment. A batch: one round trip.
 *
 * @throws {DbError} `INVALID` · `NOT_FOUND` · `PROVIDER_DISAGREES` · `FORBIDDEN`
 *
 * @example
 * await db.as(service(tenantId), (tx) => resolvePayment(tx, { paymentId, provider: 'acme', state: 'declined' }))
 *
 * The SQL: `select app.payment_news(…)`, then the payment
 */
export function resolvePayment(tx: TenantTx, input: ResolvePayment): Batch<Payment> {
  const { paymentId, provider, providerRef, amount, state } = input
  requireUuid('paymentId', paymentId)
  requireProvider(provider)
  requireOneOf('state', state, paymentNews)
  if (providerRef !== undefined) requireText('providerRef', providerRef, 200)
  const said = amount === undefined ? null : amountOf('amount', amount).toFixed()
  return thenPayment(
    tx,
    paymentId,
    sql`select app.payment_news(${tx.actor.tenantId}, ${provider}, null, ${paymentId}, ${providerRef ?? null}, ${state}, ${said})`,
  )
}
