import { and, eq, sql } from 'drizzle-orm'
import { type Batch, batch } from '../../kernel/batch.ts'
import { DbError } from '../../kernel/errors.ts'
import { amountOf, requireUuid } from '../../kernel/input.ts'
import type { TenantTx } from '../../kernel/tx.ts'
import type { Money } from '../../money/money.ts'
import { type CashCollection, cashCollections } from './cash-collections.ts'

export interface CollectCash {
  readonly paymentId: string
  /** The notes and coins handed over: from the amount, to 5 centavos, up to what change was brought for. */
  readonly collected: string | Money
}

/**
 * Takes a payment in cash: it is captured whole, and `change` is to be given back. Coins end at 5 centavos, so what is
 * above them is left to the customer (`rounding`) and booked by itself; the order keeps its centavos.
 *
 * The courier who brings the order holds the cash, and owes it, until `handInCash`; what staff collect is in the till.
 * The same call again, after a lost answer, is the same collection. Locks the order, then the payment. A batch: one round
 * trip.
 *
 * @throws {DbError} `INVALID` too little, more than change was brought for, or no sum of coins · `NOT_FOUND` also for a
 * courier who does not bring it · `ORDER_NOT_OPEN` · `ORDER_ALREADY_PAID` · `PAYMENT_NOT_OPEN` not in cash ·
 * `ILLEGAL_TRANSITION` voided
 *
 * @example
 * const { change } = await db.as(rider, (tx) => collectCash(tx, { paymentId, collected: '200' }))
 *
 * The SQL: `select app.collect_cash(…)`, then the collection
 */
export function collectCash(tx: TenantTx, { paymentId, collected }: CollectCash): Batch<CashCollection> {
  requireUuid('paymentId', paymentId)
  const amount = amountOf('collected', collected).toFixed()
  const tenant = tx.actor.tenantId
  return batch(
    [
      tx.execute(sql`select app.collect_cash(${tenant}, ${paymentId}, ${amount})`),
      tx
        .select()
        .from(cashCollections)
        .where(and(eq(cashCollections.tenantId, tenant), eq(cashCollections.paymentId, paymentId))),
    ],
    ([, [collection]]) => {
      if (!collection) throw new DbError('NOT_FOUND', 'no such payment', { details: { table: 'payments' } })
      return collection
    },
  )
}
