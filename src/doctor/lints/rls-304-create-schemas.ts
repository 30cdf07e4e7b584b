import type { Lint } from '../lint.ts'

export const createSchemas: Lint = {
  id: 'RLS-304',
  level: 'error',
  title: 'The application may create schemas',
  rule: 'app_user and app_admin have no CREATE on the database.',
  reason:
    'Whoever may create a schema owns what is in it, and may put it into the search path of a function that fixed none.',
  fix: 'revoke create on database … from public, app_user, app_admin',
  sql: `select current_database()::text as object, string_agg(r.rolname, ', ' order by r.rolname) as detail
from pg_roles r where r.rolname in ('app_user', 'app_admin') and not r.rolsuper
  and has_database_privilege(r.oid, current_database(), 'create') having count(*) > 0`,
  example: {
    bad: "do $$ begin execute format('grant create on database %I to app_user', current_database()); end $$",
    good: "do $$ begin execute format('grant connect on database %I to app_user', current_database()); end $$",
    found: 'current_database()',
  },
}
