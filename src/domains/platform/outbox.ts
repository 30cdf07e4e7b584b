import { sql } from 'drizzle-orm'
import { check, integer, jsonb, text, uuid } from 'drizzle-orm/pg-core'
import { at, id, xid8 } from '../../kernel/columns.ts'
import { allow } from '../../rls/policies.ts'
import { tenantTable } from '../../rls/tables.ts'

/**
 * One row per thing that happened and that others want to hear of, written in the transaction in which it happened.
 *
 * `listOutbox` reads them in the order `(tx, id)`, what is committed and has nothing open before it: a reader of "id greater
 * than the last one" loses what commits late. Within an aggregate, `seq` orders.
 */
export const outbox = tenantTable(
  'outbox',
  {
    id: id(),
    topic: text('topic').notNull(),
    aggregateId: uuid('aggregate_id').notNull(),
    seq: integer('seq').notNull(),
    /** Ids and statuses only: whoever wants more reads it under their own rights. */
    payload: jsonb('payload').notNull(),
    tx: xid8('tx')
      .notNull()
      .default(sql`pg_current_xact_id()`),
    createdAt: at('created_at').notNull().defaultNow(),
  },
  {
    // In the order of its readers: a page begins where the one before ended, however much there is before and behind it.
    key: (t) => [t.tenantId, t.tx, t.id],
    constraints: (t) => [check('outbox_topic_is_dotted', sql`${t.topic} ~ '^[a-z]+([.][a-z_]+)+$'`)],
    access: () => [allow('select', { service: true })],
    appendOnly: true,
    partition: { by: 'id', every: 'day' },
  },
)

export type OutboxMessage = typeof outbox.$inferSelect
