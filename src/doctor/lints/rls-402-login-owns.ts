import type { Lint } from '../lint.ts'

export const loginOwns: Lint = {
  id: 'RLS-402',
  level: 'error',
  title: 'A login owns objects',
  rule: 'app_user and app_admin own nothing in this database.',
  reason: 'An owner may disable row level security, drop policies and truncate.',
  fix: 'reassign owned by … to app_owner',
  sql: `select pg_describe_object(d.classid, d.objid, d.objsubid) as object, format('owned by %s', d.refobjid::regrole) as detail
from pg_shdepend d join pg_roles r on r.oid = d.refobjid
where d.refclassid = 'pg_authid'::regclass and d.deptype = 'o' and r.rolname in ('app_user', 'app_admin')
  and (d.dbid = (select oid from pg_database where datname = current_database())
    or d.dbid = 0 and d.classid = 'pg_database'::regclass and d.objid = (select oid from pg_database where datname = current_database()))
order by 1`,
  example: {
    bad: 'alter table notes owner to app_user',
    good: 'alter table notes owner to app_owner',
    found: 'table public.notes',
  },
}
