import type { Lint } from '../lint.ts'

export const temporaryTables: Lint = {
  id: 'RLS-303',
  level: 'error',
  title: 'The application may make temporary tables',
  rule: 'app_user may not create temporary tables in the database.',
  reason:
    'A temporary table is found before every other: it shadows orders for whoever gets the connection next, and what it holds stays there. PUBLIC has the privilege in every new database; one that was restored, cloned or made from a template has it back, because privileges on the database itself are not copied.',
  fix: 'revoke temporary on database … from public, app_user',
  sql: `select current_database()::text as object, null as detail
where has_database_privilege('app_user', current_database(), 'temporary')`,
  example: {
    bad: "do $$ begin execute format('grant temporary on database %I to public', current_database()); end $$",
    good: "do $$ begin execute format('revoke temporary on database %I from public', current_database()); end $$",
    found: 'current_database()',
  },
}
