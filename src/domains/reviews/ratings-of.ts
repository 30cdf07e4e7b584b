import { and, eq } from 'drizzle-orm'
import type { Asked } from '../../kernel/asked.ts'
import { type Batch, batch } from '../../kernel/batch.ts'
import { compiledRead } from '../../kernel/compiled-read.ts'
import type { TenantTx } from '../../kernel/tx.ts'
import { type RatingTotal, ratingTotals } from './rating-totals.ts'
import { type ReviewTarget, targetOf } from './review-target.ts'

export interface Ratings {
  readonly count: number
  /** Of all stars. */
  readonly sum: number
  /** As text with 2 decimals, half up: `'4.33'`; null where nothing counts. */
  readonly average: string | null
  /** How many gave 1, 2, 3, 4 and 5 stars. */
  readonly histogram: readonly [number, number, number, number, number]
}

/**
 * How a branch, a dish or a courier is rated: what is visible, counted when it was written. Those of a courier are for
 * staff, the service and the courier; to others, as what was never reviewed, they are empty.
 *
 * A batch of one row by its key; costs the same for five reviews and for five million.
 *
 * @throws {DbError} `INVALID` unless there is exactly one target
 *
 * @example
 * const { average, count, histogram } = await db.as(guest, (tx) => ratingsOf(tx, { branchId }))
 *
 * The SQL: `select … from rating_totals where tenant_id = $1 and target = $2 and target_id = $3`
 */
export function ratingsOf(tx: TenantTx, of: ReviewTarget): Batch<Ratings> {
  const { target, id } = targetOf(of)
  return batch([totalsOf(tx, { tenantId: tx.actor.tenantId, target, targetId: id })], ([[row]]) =>
    row
      ? {
          count: row.count,
          sum: row.sum,
          average: row.average,
          histogram: [row.stars1, row.stars2, row.stars3, row.stars4, row.stars5],
        }
      : { count: 0, sum: 0, average: null, histogram: [0, 0, 0, 0, 0] },
  )
}

const totalsOf = compiledRead(
  (tx, { tenantId, target, targetId }: Asked<Pick<RatingTotal, 'tenantId' | 'target' | 'targetId'>>) => {
    const { count, sum, average, stars1, stars2, stars3, stars4, stars5 } = ratingTotals
    return tx
      .select({ count, sum, average, stars1, stars2, stars3, stars4, stars5 })
      .from(ratingTotals)
      .where(
        and(eq(ratingTotals.tenantId, tenantId), eq(ratingTotals.target, target), eq(ratingTotals.targetId, targetId)),
      )
  },
)
