import type { Lint } from '../lint.ts'

export const adminTooStrong: Lint = {
  id: 'RLS-404',
  level: 'error',
  title: 'The administrators’ login has more than BYPASSRLS',
  rule: 'app_admin is no superuser and has none of CREATEROLE, CREATEDB and REPLICATION.',
  reason: 'db.admin reads across tenants and writes down why; a superuser could also rewrite what was written down.',
  fix: 'alter role app_admin nosuperuser nocreaterole nocreatedb noreplication',
  sql: `select r.rolname::text as object, concat_ws(', ', case when r.rolsuper then 'superuser' end, case when r.rolcreaterole then 'createrole' end,
  case when r.rolcreatedb then 'createdb' end, case when r.rolreplication then 'replication' end) as detail
from pg_roles r where r.rolname = 'app_admin' and (r.rolsuper or r.rolcreaterole or r.rolcreatedb or r.rolreplication)`,
  example: {
    bad: 'alter role app_admin createrole',
    good: 'alter role app_admin nocreaterole',
    found: 'app_admin',
  },
}
