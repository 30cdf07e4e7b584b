import { sql } from 'drizzle-orm'
import { check, foreignKey, index, text, uuid } from 'drizzle-orm/pg-core'
import { at, money } from '../../kernel/columns.ts'
import { allow } from '../../rls/policies.ts'
import { tenantTable } from '../../rls/tables.ts'
import { payments } from './payments.ts'
import { refunds } from './refunds.ts'

/** What a provider says of a payment or a refund. */
export const providerNews = [
  'authorized',
  'captured',
  'voided',
  'declined',
  'expired',
  'refunded',
  'refund-failed',
] as const

export type ProviderNews = (typeof providerNews)[number]

/** `applied` moved something · `known` said what was known · `refused` does not fit: somebody must look */
export const newsOutcomes = ['applied', 'known', 'refused'] as const

export type NewsOutcome = (typeof newsOutcomes)[number]

/** One row per webhook that was heard, by the provider's own id: heard twice, it acts once. */
export const providerEvents = tenantTable(
  'provider_events',
  {
    provider: text('provider').notNull(),
    providerEventId: text('provider_event_id').notNull(),
    paymentId: uuid('payment_id').notNull(),
    refundId: uuid('refund_id'),
    news: text('news', { enum: providerNews }).notNull(),
    /** As the provider says; null when it does not. */
    amount: money('amount'),
    outcome: text('outcome', { enum: newsOutcomes }).notNull(),
    at: at('recorded_at').notNull().defaultNow(),
  },
  {
    key: (t) => [t.tenantId, t.provider, t.providerEventId],
    constraints: (t) => [
      foreignKey({
        name: 'provider_events_payment_fk',
        columns: [t.tenantId, t.paymentId],
        foreignColumns: [payments.tenantId, payments.id],
      }),
      foreignKey({
        name: 'provider_events_refund_fk',
        columns: [t.tenantId, t.refundId],
        foreignColumns: [refunds.tenantId, refunds.id],
      }),
      index('provider_events_payment_idx').on(t.tenantId, t.paymentId),
      index('provider_events_refund_idx').on(t.tenantId, t.refundId),
      check(
        'provider_events_news_known',
        sql`${t.news} in (${sql.raw(providerNews.map((news) => `'${news}'`).join(', '))})`,
      ),
      check('provider_events_outcome_known', sql`${t.outcome} in ('applied', 'known', 'refused')`),
      check(
        'provider_events_refund_named',
        sql`(${t.news} in ('refunded', 'refund-failed')) = (${t.refundId} is not null)`,
      ),
      check('provider_events_amount_positive', sql`${t.amount} > 0`),
      check('provider_events_id_short', sql`length(${t.providerEventId}) between 1 and 200`),
    ],
    access: () => [allow('select', { staff: true, service: true })],
    appendOnly: true,
  },
)

export type ProviderEvent = typeof providerEvents.$inferSelect
