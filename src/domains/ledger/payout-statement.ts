import { and, eq, sql } from 'drizzle-orm'
import { type Batch, batch } from '../../kernel/batch.ts'
import type { TenantTx } from '../../kernel/tx.ts'
import { add, max, type Money, money, subtract, sum } from '../../money/money.ts'
import { type ClosePayout, requirePeriod } from './close-payout.ts'
import { type Payout, payouts } from './payouts.ts'

const figures = [
  'carriedIn',
  'sales',
  'platformPromotions',
  'promotions',
  'delivery',
  'refunds',
  'commission',
  'commissionIva',
  'income',
  'ivaCharged',
  'isrWithheld',
  'ivaWithheld',
] as const

/** The lines of a statement: see `payouts`. */
export type StatementFigures = Readonly<Record<(typeof figures)[number], Money>>

export interface PayoutStatement extends StatementFigures {
  /** What the lines add up to: below zero, what the restaurant owes. */
  readonly due: Money
  /** What is paid of it. */
  readonly amount: Money
  /** The payout of exactly these days; undefined while they are open. */
  readonly payout: Payout | undefined
}

/**
 * What a restaurant sold in some days, what was taken off, and what is due to it: sales, discounts by who pays them,
 * refunds that it is liable for, commission and the IVA on it, ISR and IVA withheld. Worked out from the entries of the
 * ledger, whether or not the days are paid out yet. A batch: one round trip.
 *
 * @throws {DbError} `INVALID` · `CONFLICT` no withholding rule is known for a day
 *
 * @example
 * const { sales, commission, amount } = await db.as(manager, (tx) => payoutStatement(tx, { restaurantId, from, to }))
 *
 * The SQL: `select … from app.payout_figures(…)`, then the payout of those days
 */
export function payoutStatement(tx: TenantTx, { restaurantId, from, to }: ClosePayout): Batch<PayoutStatement> {
  requirePeriod(restaurantId, from, to)
  const tenant = tx.actor.tenantId
  return batch(
    [
      tx.execute<Record<string, string>>(
        sql`select * from app.payout_figures(${tenant}, ${restaurantId}, ${from}, ${to})`,
      ),
      tx
        .select()
        .from(payouts)
        .where(
          and(
            eq(payouts.tenantId, tenant),
            eq(payouts.restaurantId, restaurantId),
            eq(payouts.from, from),
            eq(payouts.to, to),
          ),
        ),
    ],
    ([[row], [payout]]) => {
      const lines = figuresOf(row ?? {})
      const due = dueOf(lines)
      return { ...lines, due, amount: max(due, money('0')), payout }
    },
  )
}

function figuresOf(row: Readonly<Record<string, string>>): StatementFigures {
  const of = (name: string): Money => money(row[name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)] ?? '0')
  const [first, ...rest] = figures.map((name) => [name, of(name)] as const)
  // Every figure is in the list that it is made from.
  return Object.fromEntries([first, ...rest].filter((pair) => pair !== undefined)) as StatementFigures
}

function dueOf(f: StatementFigures): Money {
  const earned = sum([f.carriedIn, f.sales, f.platformPromotions, f.delivery])
  const taken = sum([f.promotions, f.refunds, f.commission, f.commissionIva, add(f.isrWithheld, f.ivaWithheld)])
  return subtract(earned, taken)
}
