import { ownSchema } from '../catalog-sql.ts'
import type { Lint } from '../lint.ts'

export const tooMuchGranted: Lint = {
  id: 'RLS-301',
  level: 'error',
  title: 'TRUNCATE, REFERENCES, TRIGGER or MAINTAIN is granted',
  rule: 'app_user and app_admin have no privilege on a table but SELECT, INSERT, UPDATE and DELETE.',
  reason:
    'TRUNCATE asks no policy and empties every tenant; a trigger runs code in the transactions of others; a foreign key tells which keys exist.',
  fix: 'revoke truncate, references, trigger on table … from …',
  sql: `select c.oid::regclass::text as object, string_agg(format('%s to %s', lower(x.privilege_type), x.grantee), ', ' order by x.privilege_type, x.grantee) as detail
from pg_class c join pg_namespace n on n.oid = c.relnamespace
cross join lateral (
  select a.privilege_type, case a.grantee when 0 then 'public' else r.rolname end as grantee
  from aclexplode(c.relacl) a left join pg_roles r on r.oid = a.grantee
  where a.grantee <> c.relowner and (a.grantee = 0 or r.rolname in ('app_user', 'app_admin'))
    and a.privilege_type in ('TRUNCATE', 'REFERENCES', 'TRIGGER', 'MAINTAIN')) x
where c.relkind in ('r', 'p', 'v', 'm', 'f') and ${ownSchema}
group by c.oid order by 1`,
  example: {
    bad: 'grant truncate on table notes to app_user',
    good: 'grant insert, update, delete on table notes to app_user',
    found: 'public.notes',
  },
}
