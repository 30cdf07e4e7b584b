import { and, asc, eq, sql } from 'drizzle-orm'
import { type Batch, batch } from '../../kernel/batch.ts'
import { newId } from '../../kernel/columns.ts'
import { DbError } from '../../kernel/errors.ts'
import { invalid, requireInteger, requireList, requireOneOf, requireText, requireUuid } from '../../kernel/input.ts'
import type { TenantTx } from '../../kernel/tx.ts'
import type { RefundDetail } from './payment-of.ts'
import { refundLines } from './refund-lines.ts'
import { type LiableParty, liableParties, type Refund, refunds } from './refunds.ts'
import { requireKey } from './start-payment.ts'

export interface RefundedLine {
  readonly lineNo: number
  readonly quantity: number
}

export interface RefundOrder {
  readonly orderId: string
  /** Which units; of a line that was refunded in part, the next ones. */
  readonly lines?: readonly RefundedLine[]
  /** The delivery fee too. */
  readonly delivery?: boolean
  /** The tip too. */
  readonly tip?: boolean
  readonly reason: string
  readonly liableParty: LiableParty
  /** The membership of the courier who bears it; for `courier` alone. */
  readonly courierId?: string
  readonly idempotencyKey: string
}

/**
 * Decides that money goes back: which units, why, and who bears it. Amounts, IVA and the shares of who had paid the
 * discount are looked up in the stored lines by the database; nothing is priced anew. A line's first n units are worth
 * round(figure × n ÷ quantity), so partial refunds close exactly, in whatever order.
 *
 * The ledger follows at once. Then call the provider, outside, with the refund's `id` as its idempotency key, and tell
 * `recordRefund`; of a cash payment, `payBackCash`. Locks the order, then its payment. A batch: one round trip.
 *
 * @throws {DbError} `INVALID` · `NOT_FOUND` no such order or line · `REFUND_EXCEEDS` more than is left of the line or of
 * the captured amount · `PAYMENT_NOT_OPEN` nothing was captured · `IDEMPOTENCY_MISMATCH` · `FORBIDDEN`
 *
 * @example
 * const { total } = await db.as(cashier, (tx) =>
 *   refundOrder(tx, { orderId, lines: [{ lineNo: 1, quantity: 1 }], reason: 'Llegó frío', liableParty: 'restaurant', idempotencyKey }),
 * )
 *
 * The SQL: `select app.refund_order(…)`, then the refund and its lines
 */
export function refundOrder(tx: TenantTx, input: RefundOrder): Batch<RefundDetail> {
  const { orderId, lines = [], delivery = false, tip = false, reason, liableParty, courierId, idempotencyKey } = input
  requireUuid('orderId', orderId)
  requireText('reason', reason, 500)
  requireOneOf('liableParty', liableParty, liableParties)
  requireKey(idempotencyKey)
  if ((liableParty === 'courier') !== (courierId !== undefined)) throw invalid('courierId', 'is for a liable courier')
  if (courierId !== undefined) requireUuid('courierId', courierId)
  if (!delivery && !tip) requireList('lines', lines, 200)
  const asked = askedOf(lines)
  const tenant = tx.actor.tenantId
  const mine = and(
    eq(refunds.tenantId, tenant),
    eq(refunds.orderId, orderId),
    eq(refunds.idempotencyKey, idempotencyKey),
  )
  return batch(
    [
      tx.execute(
        sql`select app.refund_order(${tenant}, ${newId()}, ${orderId}, ${asked}::jsonb, ${delivery}, ${tip}, ${reason}, ${liableParty}, ${courierId ?? null}, ${idempotencyKey})`,
      ),
      tx.select().from(refunds).where(mine),
      tx
        .select({ line: refundLines })
        .from(refundLines)
        .innerJoin(refunds, and(eq(refunds.tenantId, refundLines.tenantId), eq(refunds.id, refundLines.refundId)))
        .where(and(eq(refundLines.tenantId, tenant), eq(refundLines.orderId, orderId), mine))
        .orderBy(asc(refundLines.lineNo)),
    ],
    ([, [refund], rows]) => ({ ...knownRefund(refund), lines: rows.map(({ line }) => line) }),
  )
}

function askedOf(lines: readonly RefundedLine[]): string {
  lines.forEach(({ lineNo, quantity }, i) => {
    requireInteger(`lines[${i}].lineNo`, lineNo, 1, 999)
    requireInteger(`lines[${i}].quantity`, quantity, 1, 999)
  })
  if (new Set(lines.map(({ lineNo }) => lineNo)).size < lines.length) throw invalid('lines', 'name a line once each')
  return JSON.stringify(lines.map(({ lineNo, quantity }) => ({ lineNo, quantity })))
}

/** The one row of a refund that must be there. */
export function knownRefund(refund: Refund | undefined): Refund {
  if (!refund) throw new DbError('NOT_FOUND', 'no such refund', { details: { table: 'refunds' } })
  return refund
}
