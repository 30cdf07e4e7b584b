import { sql } from 'drizzle-orm'
import { type Batch, batch } from '../../kernel/batch.ts'
import type { TenantTx } from '../../kernel/tx.ts'
import type { ratingTargets } from './rating-totals.ts'

export interface RatingDifference {
  readonly target: (typeof ratingTargets)[number]
  readonly targetId: string
  /** How many of 1 to 5 stars the total says; null where there is no total. */
  readonly stored: readonly number[] | null
  readonly counted: readonly number[]
}

/**
 * Counts all visible reviews of the tenant anew and gives what the totals say differently: nothing, when all is well.
 * Made for a job in production too: one statement sees one moment, and it locks nothing. For staff and the service; an
 * administrator runs `select * from app.verify_ratings(tenant)`.
 *
 * @throws {DbError} `FORBIDDEN`
 *
 * @example
 * const differences = await db.as(service(tenantId), (tx) => verifyRatings(tx))
 *
 * The SQL: `select … from app.verify_ratings($1)`
 */
export function verifyRatings(tx: TenantTx): Batch<readonly RatingDifference[]> {
  const differences = sql`
    select target, target_id as "targetId", to_jsonb(stored) as stored, to_jsonb(counted) as counted
    from app.verify_ratings(${tx.actor.tenantId})`
  // The columns are those of the function, in the order and under the names of the interface.
  return batch([tx.execute<RatingDifference & Record<string, unknown>>(differences)], ([rows]) => rows)
}
