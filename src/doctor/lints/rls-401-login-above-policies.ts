import type { Lint } from '../lint.ts'

export const loginAbovePolicies: Lint = {
  id: 'RLS-401',
  level: 'error',
  title: 'The application’s login stands above row level security',
  rule: 'app_user is no superuser and has none of BYPASSRLS, CREATEROLE, CREATEDB and REPLICATION.',
  reason:
    'Superusers and BYPASSRLS see every tenant; CREATEROLE makes itself a login that does; REPLICATION reads every row from the log.',
  fix: 'alter role app_user nosuperuser nobypassrls nocreaterole nocreatedb noreplication',
  sql: `select r.rolname::text as object, concat_ws(', ', case when r.rolsuper then 'superuser' end, case when r.rolbypassrls then 'bypassrls' end,
  case when r.rolcreaterole then 'createrole' end, case when r.rolcreatedb then 'createdb' end, case when r.rolreplication then 'replication' end) as detail
from pg_roles r
where r.rolname = 'app_user' and (r.rolsuper or r.rolbypassrls or r.rolcreaterole or r.rolcreatedb or r.rolreplication)`,
  example: {
    bad: 'alter role app_user bypassrls',
    good: 'alter role app_user nobypassrls',
    found: 'app_user',
  },
}
