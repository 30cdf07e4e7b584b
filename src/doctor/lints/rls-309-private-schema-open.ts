import type { Lint } from '../lint.ts'

export const privateSchemaOpen: Lint = {
  id: 'RLS-309',
  level: 'error',
  title: 'The private schema is open',
  rule: 'app_user and app_admin have no USAGE on app_private, and nothing on what is in it.',
  reason: 'It holds the keys that contexts are signed with: whoever reads them is any tenant.',
  fix: 'revoke all on schema app_private from public, app_user, app_admin, the same for its tables; then rotate the context key.',
  sql: `select n.nspname::text as object, format('usage to %s', string_agg(r.rolname, ', ' order by r.rolname)) as detail
from pg_namespace n join pg_roles r on r.rolname in ('app_user', 'app_admin') and not r.rolsuper
where n.nspname = 'app_private' and has_schema_privilege(r.oid, n.oid, 'usage')
group by n.nspname
union all
select c.oid::regclass::text, format('%s to %s', lower(x.privilege_type), case x.grantee when 0 then 'public' else x.grantee::regrole::text end)
from pg_class c cross join lateral aclexplode(c.relacl) x
where c.relnamespace = to_regnamespace('app_private') and x.grantee <> c.relowner
order by 1, 2`,
  example: {
    bad: 'grant usage on schema app_private to app_user',
    good: 'revoke usage on schema app_private from app_user',
    found: 'app_private',
  },
}
