import { and, eq, sql } from 'drizzle-orm'
import { type Batch, batch } from '../../kernel/batch.ts'
import { amountOf, requireOneOf, requireText, requireUuid } from '../../kernel/input.ts'
import type { TenantTx } from '../../kernel/tx.ts'
import type { Money } from '../../money/money.ts'
import { knownRefund } from './refund-order.ts'
import { type Refund, refunds } from './refunds.ts'
import { requireProvider } from './start-payment.ts'

export interface RecordRefund {
  readonly refundId: string
  readonly provider: string
  /** `failed`: it stays owed to the customer, and can be paid back another way. */
  readonly outcome: 'done' | 'failed'
  readonly providerRef?: string
  readonly amount?: string | Money
}

/**
 * What the provider answered to a refund, or says of it when asked; a webhook may have said so first. Locks the refund. A
 * batch: one round trip.
 *
 * @throws {DbError} `INVALID` · `NOT_FOUND` · `PROVIDER_DISAGREES` another amount, or it was paid back otherwise · `FORBIDDEN`
 *
 * @example
 * await db.as(service(tenantId), (tx) => recordRefund(tx, { refundId, provider: 'acme', outcome: 'done' }))
 *
 * The SQL: `select app.refund_news(…)`, then the refund
 */
export function recordRefund(tx: TenantTx, input: RecordRefund): Batch<Refund> {
  const { refundId, provider, outcome, providerRef, amount } = input
  requireUuid('refundId', refundId)
  requireProvider(provider)
  requireOneOf('outcome', outcome, ['done', 'failed'])
  if (providerRef !== undefined) requireText('providerRef', providerRef, 200)
  const said = amount === undefined ? null : amountOf('amount', amount).toFixed()
  const news = outcome === 'done' ? 'refunded' : 'refund-failed'
  return thenRefund(
    tx,
    refundId,
    sql`select app.refund_news(${tx.actor.tenantId}, ${provider}, null, ${refundId}, ${providerRef ?? null}, ${news}, ${said})`,
  )
}

export interface PayBackCash {
  readonly refundId: string
}

/**
 * Pays a refund out of the till: of a cash payment, or of another whose provider failed. Once, however often it is asked.
 * A batch: one round trip.
 *
 * @throws {DbError} `INVALID` · `NOT_FOUND` · `CONFLICT` the provider has not failed yet · `FORBIDDEN`
 *
 * @example
 * await db.as(cashier, (tx) => payBackCash(tx, { refundId }))
 *
 * The SQL: `select app.pay_back_cash(…)`, then the refund
 */
export function payBackCash(tx: TenantTx, { refundId }: PayBackCash): Batch<Refund> {
  requireUuid('refundId', refundId)
  return thenRefund(tx, refundId, sql`select app.pay_back_cash(${tx.actor.tenantId}, ${refundId})`)
}

function thenRefund(tx: TenantTx, refundId: string, call: ReturnType<typeof sql>): Batch<Refund> {
  return batch(
    [
      tx.execute(call),
      tx
        .select()
        .from(refunds)
        .where(and(eq(refunds.tenantId, tx.actor.tenantId), eq(refunds.id, refundId))),
    ],
    ([, [refund]]) => knownRefund(refund),
  )
}
