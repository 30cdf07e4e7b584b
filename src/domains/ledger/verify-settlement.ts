import { sql } from 'drizzle-orm'
import { type Batch, batch } from '../../kernel/batch.ts'
import type { TenantTx } from '../../kernel/tx.ts'

/** One thing that is not as the events say. */
export interface SettlementDifference {
  /** The rule, as a name. */
  readonly rule: string
  /** What it is about: the id of a payment, order, refund, journal, account or payout; or a provider's event. */
  readonly subject: string
  /** As the events add up; null where there should be nothing. */
  readonly expected: string | null
  readonly found: string | null
}

/**
 * Adds everything up again, from what happened: journals, balances, what was captured, refunded, delivered, collected,
 * tipped and paid out, and lists what differs. Nothing differs, by construction; also what a provider said and that
 * cannot be true is listed, until somebody has looked.
 *
 * Reads only, in one snapshot, whatever is being booked meanwhile; the service asks. It reads the tenant's whole ledger:
 * give the scope a long deadline. A batch: one round trip.
 *
 * @throws {DbError} `FORBIDDEN` for everybody but the service
 *
 * @example
 * const differences = await db.as(service(tenantId), (tx) => verifySettlement(tx), { readOnly: true })
 *
 * The SQL: `select … from app.verify_ledger(…)`
 */
export function verifySettlement(tx: TenantTx): Batch<readonly SettlementDifference[]> {
  return batch(
    [
      tx.execute<{ rule: string; subject: string; expected: string | null; found: string | null }>(
        sql`select rule, subject, trim_scale(expected)::text as expected, trim_scale(actual)::text as found from app.verify_ledger(${tx.actor.tenantId}) order by rule, subject`,
      ),
    ],
    ([rows]) => rows.map(({ rule, subject, expected, found }) => ({ rule, subject, expected, found })),
  )
}
