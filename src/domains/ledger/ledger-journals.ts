import { sql } from 'drizzle-orm'
import { check, foreignKey, index, text, unique, uniqueIndex, uuid } from 'drizzle-orm/pg-core'
import { at, id } from '../../kernel/columns.ts'
import { allow } from '../../rls/policies.ts'
import { tenantTable } from '../../rls/tables.ts'
import { orders } from '../orders/orders.ts'
import { cashHandIns } from '../payments/cash-hand-ins.ts'
import { payments } from '../payments/payments.ts'
import { refunds } from '../payments/refunds.ts'
import { journalSources, listed } from './account-kinds.ts'
import { payouts } from './payouts.ts'

/**
 * One row per thing that happened to money: a capture, a delivery, a refund, its repayment, cash handed in, a payout. It
 * is booked by the trigger of what happened, once: a unique key for each says so.
 */
export const ledgerJournals = tenantTable(
  'ledger_journals',
  {
    id: id(),
    source: text('source', { enum: journalSources }).notNull(),
    orderId: uuid('order_id'),
    paymentId: uuid('payment_id'),
    refundId: uuid('refund_id'),
    handInId: uuid('hand_in_id'),
    payoutId: uuid('payout_id'),
    recordedAt: at('recorded_at').notNull().defaultNow(),
  },
  {
    key: (t) => [t.tenantId, t.id],
    constraints: (t) => [
      foreignKey({
        name: 'ledger_journals_order_fk',
        columns: [t.tenantId, t.orderId],
        foreignColumns: [orders.tenantId, orders.id],
      }),
      foreignKey({
        name: 'ledger_journals_payment_fk',
        columns: [t.tenantId, t.paymentId],
        foreignColumns: [payments.tenantId, payments.id],
      }),
      foreignKey({
        name: 'ledger_journals_refund_fk',
        columns: [t.tenantId, t.refundId],
        foreignColumns: [refunds.tenantId, refunds.id],
      }),
      foreignKey({
        name: 'ledger_journals_hand_in_fk',
        columns: [t.tenantId, t.handInId],
        foreignColumns: [cashHandIns.tenantId, cashHandIns.id],
      }),
      foreignKey({
        name: 'ledger_journals_payout_fk',
        columns: [t.tenantId, t.payoutId],
        foreignColumns: [payouts.tenantId, payouts.id],
      }),
      index('ledger_journals_order_idx').on(t.tenantId, t.orderId),
      uniqueIndex('ledger_journals_delivery_once')
        .on(t.tenantId, t.orderId)
        .where(sql`source = 'delivery'`),
      unique('ledger_journals_capture_once').on(t.tenantId, t.paymentId),
      unique('ledger_journals_refund_once').on(t.tenantId, t.refundId, t.source),
      unique('ledger_journals_hand_in_once').on(t.tenantId, t.handInId),
      unique('ledger_journals_payout_once').on(t.tenantId, t.payoutId),
      check('ledger_journals_source_known', sql`${t.source} in (${sql.raw(listed(journalSources))})`),
      check(
        'ledger_journals_names_what_happened',
        sql`(${t.source} in ('capture', 'delivery', 'refund', 'repayment')) = (${t.orderId} is not null)
          and (${t.source} = 'capture') = (${t.paymentId} is not null)
          and (${t.source} in ('refund', 'repayment')) = (${t.refundId} is not null)
          and (${t.source} = 'hand_in') = (${t.handInId} is not null)
          and (${t.source} = 'payout') = (${t.payoutId} is not null)`,
      ),
    ],
    access: () => [allow('select', { staff: true, service: true })],
    appendOnly: true,
  },
)

export type LedgerJournal = typeof ledgerJournals.$inferSelect
