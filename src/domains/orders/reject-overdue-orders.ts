import { sql } from 'drizzle-orm'
import { type Batch, batch } from '../../kernel/batch.ts'
import { requireInteger } from '../../kernel/input.ts'
import type { TenantTx } from '../../kernel/tx.ts'

export interface RejectOverdueOrders {
  /** 1 to 1000, default 100. */
  readonly limit?: number
}

/**
 * Rejects the tenant's orders that no restaurant accepted in time, the longest waiting first, and with that gives back
 * what was claimed for them: a reservation does not outlive its order. For a job that runs every minute, as the service
 * or staff; several at once share the work.
 *
 * Locks what it rejects, and leaves alone what somebody is moving right now. A batch: one round trip.
 *
 * @returns the ids of the orders that were rejected
 * @throws {DbError} `INVALID` limit · `FORBIDDEN`
 *
 * @example
 * const rejected = await db.as(service(tenantId), (tx) => rejectOverdueOrders(tx))
 *
 * The SQL: `select app.reject_overdue_orders($tenant, $limit)`
 */
export function rejectOverdueOrders(tx: TenantTx, { limit = 100 }: RejectOverdueOrders = {}): Batch<readonly string[]> {
  requireInteger('limit', limit, 1, 1000)
  const reject = tx.execute<{ id: string }>(
    sql`select id from app.reject_overdue_orders(${tx.actor.tenantId}, ${limit}) as id`,
  )
  return batch([reject], ([rows]) => rows.map(({ id }) => id))
}
