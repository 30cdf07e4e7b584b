import { and, asc, desc, eq } from 'drizzle-orm'
import { type Batch, batch } from '../../kernel/batch.ts'
import { DbError } from '../../kernel/errors.ts'
import { requireUuid } from '../../kernel/input.ts'
import type { TenantTx } from '../../kernel/tx.ts'
import { livePayment } from './payment-lifecycle.ts'
import { type Payment, payments } from './payments.ts'
import { type RefundLine, refundLines } from './refund-lines.ts'
import { type Refund, refunds } from './refunds.ts'

export interface PaymentOf {
  readonly orderId: string
}

export interface RefundDetail extends Refund {
  readonly lines: readonly RefundLine[]
}

export interface OrderPayment {
  /** The live payment, or else the last attempt; undefined before the first. */
  readonly payment: Payment | undefined
  /** Every attempt, the newest first. */
  readonly attempts: readonly Payment[]
  /** In the order in which they were decided. */
  readonly refunds: readonly RefundDetail[]
}

/**
 * How an order is paid: its live payment, the attempts before it, and what was given back, line by line. A batch: one
 * round trip. A customer sees their own; an order that nobody may see, or nobody paid, has no payment.
 *
 * @throws {DbError} `INVALID` orderId
 *
 * @example
 * const { payment, refunds } = await db.as(guest, (tx) => paymentOf(tx, { orderId }))
 *
 * The SQL: `select … from payments …`, `select … from refunds …`, `select … from refund_lines …`, each by `tenant_id` and
 * `order_id`
 */
export function paymentOf(tx: TenantTx, { orderId }: PaymentOf): Batch<OrderPayment> {
  requireUuid('orderId', orderId)
  const tenant = tx.actor.tenantId
  return batch(
    [
      tx
        .select()
        .from(payments)
        .where(and(eq(payments.tenantId, tenant), eq(payments.orderId, orderId)))
        .orderBy(desc(payments.id)),
      tx
        .select()
        .from(refunds)
        .where(and(eq(refunds.tenantId, tenant), eq(refunds.orderId, orderId)))
        .orderBy(asc(refunds.id)),
      tx
        .select()
        .from(refundLines)
        .where(and(eq(refundLines.tenantId, tenant), eq(refundLines.orderId, orderId)))
        .orderBy(asc(refundLines.lineNo)),
    ],
    ([attempts, decided, lines]) => ({
      payment: attempts.find(isLive) ?? attempts[0],
      attempts,
      refunds: decided.map((refund) => ({ ...refund, lines: lines.filter(({ refundId }) => refundId === refund.id) })),
    }),
  )
}

function isLive({ status }: Payment): boolean {
  return livePayment.some((live) => live === status)
}

/** The one row of a payment that must be there. */
export function knownPayment(payment: Payment | undefined): Payment {
  if (!payment) throw new DbError('NOT_FOUND', 'no such payment', { details: { table: 'payments' } })
  return payment
}
