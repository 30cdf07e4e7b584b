import { sql } from 'drizzle-orm'
import type { TenantTx } from '../../kernel/tx.ts'
import type { ratingTargets } from './rating-totals.ts'

/**
 * Counts all visible reviews of the tenant anew and gives what the totals say differently: no row, when all is well; how
 * many of 1 to 5 stars the total has stored (null where there is no total), and how many are counted.
 *
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
export function verifyRatings(tx: TenantTx) {
  return tx
    .select({
      target: sql<(typeof ratingTargets)[number]>`target`,
      targetId: sql<string>`target_id`,
      stored: sql`array_to_string(stored, ' ')`.mapWith((text: string): readonly number[] | null => numbers(text)),
      counted: sql`array_to_string(counted, ' ')`.mapWith(numbers),
    })
    .from(sql`app.verify_ratings(${tx.actor.tenantId})`)
    .$dynamic()
}

export type RatingDifference = Awaited<ReturnType<typeof verifyRatings>>[number]

const numbers = (text: string): readonly number[] => text.split(' ').map(Number)
