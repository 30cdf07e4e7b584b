import { sql } from 'drizzle-orm'
import { type Batch, batch } from '../../kernel/batch.ts'
import { amountOf, invalid, requireOneOf, requireText, requireUuid } from '../../kernel/input.ts'
import type { TenantTx } from '../../kernel/tx.ts'
import type { Money } from '../../money/money.ts'
import { type NewsOutcome, newsOutcomes, providerNews, type ProviderNews } from './provider-events.ts'
import { requireProvider } from './start-payment.ts'

export interface ApplyProviderEvent {
  readonly provider: string
  /** The provider's own id of the event. */
  readonly providerEventId: string
  /** Of the payment, as the provider was given it; or its `providerRef`. Not needed for a refund. */
  readonly paymentId?: string
  readonly providerRef?: string
  readonly refundId?: string
  /** Final states only: an attempt that the provider may repeat is no news. */
  readonly news: ProviderNews
  readonly amount?: string | Money
}

/**
 * What a webhook says, heard in any order and any number of times: `applied`, `known` (nothing new), or `refused` — it
 * cannot be true of this payment (another amount, money for one that was ended). A refused one is kept in
 * `provider_events` for `verifySettlement`, not raised: the provider would only send it again.
 *
 * Its signature is for the caller to check. Locks the payment or refund. A batch: one round trip.
 *
 * @throws {DbError} `INVALID` · `NOT_FOUND` no such payment at this provider: let it send again · `FORBIDDEN`
 *
 * @example
 * await db.as(service(tenantId), (tx) =>
 *   applyProviderEvent(tx, { provider: 'acme', providerEventId: event.id, paymentId, news: 'captured', amount: '62.00' }),
 * )
 *
 * The SQL: `select app.payment_news(…)` or `select app.refund_news(…)`
 */
export function applyProviderEvent(tx: TenantTx, input: ApplyProviderEvent): Batch<NewsOutcome> {
  const { provider, providerEventId, paymentId, providerRef, refundId, news, amount } = input
  requireProvider(provider)
  requireText('providerEventId', providerEventId, 200)
  requireOneOf('news', news, providerNews)
  if (paymentId !== undefined) requireUuid('paymentId', paymentId)
  if (providerRef !== undefined) requireText('providerRef', providerRef, 200)
  const said = amount === undefined ? null : amountOf('amount', amount).toFixed()
  const tenant = tx.actor.tenantId
  const call = (): ReturnType<typeof sql> => {
    if (news === 'refunded' || news === 'refund-failed') {
      requireUuid('refundId', refundId)
      return sql`app.refund_news(${tenant}, ${provider}, ${providerEventId}, ${refundId}, ${providerRef ?? null}, ${news}, ${said})`
    }
    if (paymentId === undefined && providerRef === undefined) throw invalid('paymentId', 'or providerRef must be given')
    return sql`app.payment_news(${tenant}, ${provider}, ${providerEventId}, ${paymentId ?? null}, ${providerRef ?? null}, ${news}, ${said})`
  }
  return batch([tx.execute<{ outcome: string }>(sql`select ${call()} as outcome`)], ([[row]]) =>
    outcomeOf(row?.outcome),
  )
}

function outcomeOf(text: string | undefined): NewsOutcome {
  return newsOutcomes.find((outcome) => outcome === text) ?? 'refused'
}
