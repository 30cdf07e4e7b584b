import { sql } from 'drizzle-orm'
import { type Batch, batch } from '../../kernel/batch.ts'
import { newId } from '../../kernel/columns.ts'
import { invalid, requireDay, requireUuid } from '../../kernel/input.ts'
import { rowOf } from '../../kernel/row.ts'
import type { TenantTx } from '../../kernel/tx.ts'
import { type Payout, payouts } from './payouts.ts'

export interface ClosePayout {
  readonly restaurantId: string
  /** Local days, both included. */
  readonly from: string
  readonly to: string
}

/**
 * Pays a restaurant out: its statement of those days is frozen, taxes are withheld, what is due is booked as paid. What
 * comes later, today still, counts for the next period. Below zero nothing is paid, and the debt is carried on.
 *
 * Locks the restaurant's account until the transaction ends. A batch: one round trip.
 *
 * @throws {DbError} `INVALID` · `PERIOD_NOT_OVER` it ends in the future · `PERIOD_OVERLAP` a day of it is paid out ·
 * `CONFLICT` earlier days are not; or no withholding rule is known for a day · `REFERENCED` no such restaurant · `FORBIDDEN`
 *
 * @example
 * const { amount } = await db.as(service(tenantId), (tx) => closePayout(tx, { restaurantId, from: '2026-11-16', to: '2026-11-22' }))
 *
 * The SQL: `select * from app.close_payout(…)`
 */
export function closePayout(tx: TenantTx, { restaurantId, from, to }: ClosePayout): Batch<Payout> {
  requirePeriod(restaurantId, from, to)
  return batch(
    [
      tx.execute(
        sql`select * from app.close_payout(${tx.actor.tenantId}, ${newId()}, ${restaurantId}, ${from}, ${to})`,
      ),
    ],
    ([[row]]) => rowOf(payouts, row),
  )
}

/** @throws {DbError} `INVALID` unless it is a restaurant's id and two days in their order */
export function requirePeriod(restaurantId: string, from: string, to: string): void {
  requireUuid('restaurantId', restaurantId)
  requireDay('from', from)
  requireDay('to', to)
  if (to < from) throw invalid('to', 'must not be before from')
}
