import { and, eq, sql } from 'drizzle-orm'
import { type Batch, batch } from '../../kernel/batch.ts'
import { newId } from '../../kernel/columns.ts'
import { DbError } from '../../kernel/errors.ts'
import { amountOf, requireUuid } from '../../kernel/input.ts'
import type { TenantTx } from '../../kernel/tx.ts'
import type { Money } from '../../money/money.ts'
import { type CashHandIn, cashHandIns } from './cash-hand-ins.ts'
import { requireKey } from './start-payment.ts'

export interface HandInCash {
  /** The membership of the courier who hands it in. */
  readonly courierId: string
  readonly amount: string | Money
  readonly idempotencyKey: string
}

/**
 * Receives cash that a courier has collected, never more than they hold: what they owe goes down by it. Staff receive it,
 * and nobody from themselves. Asked twice with one key, it is received once. A batch: one round trip.
 *
 * @throws {DbError} `INVALID` · `CASH_NOT_HELD` more than the courier holds · `IDEMPOTENCY_MISMATCH` · `REFERENCED` no such
 * courier · `FORBIDDEN`
 *
 * @example
 * await db.as(cashier, (tx) => handInCash(tx, { courierId, amount: '262.00', idempotencyKey }))
 *
 * The SQL: `select app.hand_in_cash(…)`, then the row by its key
 */
export function handInCash(tx: TenantTx, input: HandInCash): Batch<CashHandIn> {
  const { courierId, amount, idempotencyKey } = input
  requireUuid('courierId', courierId)
  requireKey(idempotencyKey)
  const text = amountOf('amount', amount).toFixed()
  const tenant = tx.actor.tenantId
  return batch(
    [
      tx.execute(sql`select app.hand_in_cash(${tenant}, ${newId()}, ${courierId}, ${text}, ${idempotencyKey})`),
      tx
        .select()
        .from(cashHandIns)
        .where(
          and(
            eq(cashHandIns.tenantId, tenant),
            eq(cashHandIns.membershipId, courierId),
            eq(cashHandIns.idempotencyKey, idempotencyKey),
          ),
        ),
    ],
    ([, [handIn]]) => {
      if (!handIn) throw new DbError('NOT_FOUND', 'no such hand-in', { details: { table: 'cash_hand_ins' } })
      return handIn
    },
  )
}
