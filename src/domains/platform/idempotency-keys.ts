import { sql } from 'drizzle-orm'
import { check, text, uuid } from 'drizzle-orm/pg-core'
import { at } from '../../kernel/columns.ts'
import { pgTrigger } from '../../kernel/ddl.ts'
import { allow } from '../../rls/policies.ts'
import { bytea } from '../../kernel/bytea.ts'
import { tenantTable } from '../../rls/tables.ts'

/**
 * One row per request that must not happen twice, written in the transaction of its effect: the key is there if and
 * only if the effect is. A lost answer is resolved by asking again with the same key.
 */
export const idempotencyKeys = tenantTable(
  'idempotency_keys',
  {
    /** Who asked, by the signed context: nobody can take, or read, somebody else's key. */
    actor: text('actor')
      .notNull()
      .default(sql`app.actor()`),
    verb: text('verb').notNull(),
    key: text('key').notNull(),
    /** SHA-256 of the request: the same key for another request is an error, not a replay. */
    requestHash: bytea('request_hash').notNull(),
    /** The row that the request made. */
    resultId: uuid('result_id').notNull(),
    createdAt: at('created_at').notNull().defaultNow(),
  },
  {
    key: (t) => [t.tenantId, t.actor, t.verb, t.key],
    constraints: (t) => [
      check('idempotency_keys_key_length', sql`length(${t.key}) between 8 and 200`),
      check('idempotency_keys_hash_is_sha256', sql`length(${t.requestHash}) = 32`),
    ],
    access: (t) => {
      const own = sql`${sql.identifier(t.actor.name)} = (select app.actor())`
      const everybody = { service: own, staff: own, customer: own, courier: own }
      // A key of placeOrder is app.place_order's to write: one by hand could say that any order was its result.
      const theirs = sql`${own} and verb <> 'placeOrder'`
      const asked = { service: theirs, staff: theirs, customer: theirs, courier: theirs }
      return [allow('select', everybody), allow('insert', asked)]
    },
    ddl: [
      pgTrigger(
        'idempotency_keys',
        'idempotency_keys_are_final',
        'before update on idempotency_keys for each row',
        'app.refuse_change()',
      ),
    ],
  },
)
