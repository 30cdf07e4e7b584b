import { sql } from 'drizzle-orm'
import { check, primaryKey, text } from 'drizzle-orm/pg-core'
import { at, id } from '../../kernel/columns.ts'
import { pgFunction } from '../../kernel/ddl.ts'
import { personal } from '../../kernel/personal.ts'
import { platformTable } from '../../rls/tables.ts'

/** One row per use of `db.admin` or `db.eachTenant`, committed before the work begins: rolling back hides nothing. */
export const adminLog = platformTable(
  'admin_log',
  {
    id: id(),
    reason: text('reason').notNull(),
    login: personal('identity', text('login'))
      .notNull()
      .default(sql`session_user`),
    at: at('recorded_at').notNull().defaultNow(),
  },
  {
    constraints: (t) => [
      primaryKey({ name: 'admin_log_pkey', columns: [t.id] }),
      check('admin_log_reason_says_something', sql`length(btrim(${t.reason})) >= 8`),
    ],
    appendOnly: true,
    ddl: [
      pgFunction('app.enter_admin', {
        args: 'reason text',
        returns: 'void',
        security: 'definer',
        execute: ['app_admin'],
        body: `begin insert into admin_log (reason) values (reason); end`,
      }),
    ],
  },
)

export type AdminEntry = typeof adminLog.$inferSelect
