import { and, eq, sql } from 'drizzle-orm'
import { DbError } from '../../kernel/errors.ts'
import { invalid, requireInteger, requireUuid } from '../../kernel/input.ts'
import type { TenantTx } from '../../kernel/tx.ts'
import { outbox, type OutboxMessage } from './outbox.ts'

export interface ListOutbox {
  /** The last message that was dealt with: what a reader keeps, beside what it did with it. */
  readonly after?: Pick<OutboxMessage, 'tx' | 'id'> | undefined
  /** 1 to 1,000, default 100. */
  readonly limit?: number
}

/**
 * Messages of the tenant behind the last one that was dealt with, for whoever tells others of them. None is passed by: what a
 * transaction under way has written is not given, nor anything of a later one that has ended before it. So the oldest
 * transaction of the cluster that writes holds all readers up.
 *
 * A builder, for the service. Read by key, so that a page costs the same whether ten messages wait or a million. Messages stay
 * until their day is over, so a reader keeps its place; it may meet one again, never miss one. Of one aggregate, `seq` orders.
 *
 * The numbers of transactions are those of a cluster: before its data is moved by dump and restore, let readers reach the end.
 *
 * @throws {DbError} `FORBIDDEN` not in a service scope · `INVALID` limit, after
 *
 * @example
 * const messages = await db.as(service(tenantId), (tx) => listOutbox(tx, { limit: 500 }))
 * const more = await db.as(service(tenantId), (tx) => listOutbox(tx, { after: messages.at(-1) }))
 *
 * The SQL: `select … from outbox where tenant_id = $1 and tx < pg_snapshot_xmin(pg_current_snapshot()) and (tx, id) > ($2, $3)
 * order by tx, id limit $4`; why by `tx`: https://www.postgresql.org/docs/15/functions-info.html#FUNCTIONS-PG-SNAPSHOT
 */
export function listOutbox(tx: TenantTx, { after, limit = 100 }: ListOutbox = {}) {
  if (tx.actor.kind !== 'service') throw new DbError('FORBIDDEN', 'only the service reads the outbox')
  requireInteger('limit', limit, 1, 1000)
  if (after !== undefined) {
    if (!/^\d{1,20}$/.test(after.tx)) throw invalid('after.tx', 'must be the number of a transaction')
    requireUuid('after.id', after.id)
  }
  return tx
    .select()
    .from(outbox)
    .where(
      and(
        eq(outbox.tenantId, tx.actor.tenantId),
        sql`${outbox.tx} < pg_snapshot_xmin(pg_current_snapshot())`,
        after && sql`(${outbox.tx}, ${outbox.id}) > (${after.tx}, ${after.id})`,
      ),
    )
    .orderBy(outbox.tx, outbox.id)
    .limit(limit)
}
