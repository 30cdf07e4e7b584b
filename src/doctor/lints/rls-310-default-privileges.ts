import type { Lint } from '../lint.ts'

export const defaultPrivileges: Lint = {
  id: 'RLS-310',
  level: 'warning',
  title: 'Tables to come are granted already',
  rule: 'No default privilege gives PUBLIC, app_user or app_admin anything on tables or sequences.',
  reason: 'A table that somebody makes tomorrow is open before anybody has thought of a policy.',
  fix: 'alter default privileges … revoke all on tables from …',
  sql: `select format('%s%s', d.defaclrole::regrole, coalesce(' in schema ' || nullif(d.defaclnamespace, 0)::regnamespace, '')) as object,
  string_agg(format('%s on %s to %s', lower(x.privilege_type), case d.defaclobjtype when 'r' then 'tables' else 'sequences' end,
    case x.grantee when 0 then 'public' else x.grantee::regrole::text end), ', ' order by x.grantee, x.privilege_type) as detail
from pg_default_acl d cross join lateral aclexplode(d.defaclacl) x left join pg_roles r on r.oid = x.grantee
where d.defaclobjtype in ('r', 'S') and (x.grantee = 0 or r.rolname in ('app_user', 'app_admin')) and x.grantee <> d.defaclrole
group by d.defaclrole, d.defaclnamespace order by 1`,
  example: {
    bad: 'alter default privileges for role app_owner in schema public grant select on tables to app_user',
    good: 'alter default privileges for role app_owner in schema public revoke select on tables from app_user',
    found: 'app_owner in schema public',
  },
}
