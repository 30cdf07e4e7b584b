import { sql } from 'drizzle-orm'
import { type Batch, batch } from '../../kernel/batch.ts'
import type { TenantTx } from '../../kernel/tx.ts'

/**
 * Rejects the order of the tenant that has waited longest past the time in which a restaurant must accept it, and with
 * that gives back what was claimed for it: a reservation does not outlive its order. For a job, as the service or staff,
 * which asks until nothing is given; several at once share the work.
 *
 * One order for each call, because one transaction that gave back the claims of two would take locks in an order in
 * which it and a placing order could wait for each other. Locks the order, and leaves alone what somebody is moving
 * right now. A batch: one round trip.
 *
 * @returns the id of the order that was rejected; null when none is overdue
 * @throws {DbError} `FORBIDDEN`
 *
 * @example
 * while ((await db.as(service(tenantId), (tx) => rejectOverdueOrder(tx))) !== null);
 *
 * The SQL: `select app.reject_overdue_order($tenant)`
 */
export function rejectOverdueOrder(tx: TenantTx): Batch<string | null> {
  const reject = tx.execute<{ id: string | null }>(sql`select app.reject_overdue_order(${tx.actor.tenantId}) as id`)
  return batch([reject], ([[row]]) => row?.id ?? null)
}
