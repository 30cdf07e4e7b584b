import { tenantTables } from '../catalog-sql.ts'
import type { Lint } from '../lint.ts'

export const grantedToOthers: Lint = {
  id: 'RLS-308',
  level: 'warning',
  title: 'Another role is granted a table of tenants',
  rule: 'Tables of tenants are granted to app_user and app_admin alone.',
  reason: 'openDb looks at the login it is given. A login that nobody looks at may have BYPASSRLS tomorrow.',
  fix: 'revoke all on table … from …; reports go through db.admin, or a role that the platform knows of: --ignore RLS-308:public.orders',
  sql: `with ${tenantTables}
select t.oid::regclass::text as object, string_agg(distinct x.grantee::regrole::text, ', ') as detail
from tenant_tables t join pg_class c on c.oid = t.oid cross join lateral aclexplode(c.relacl) x
join pg_roles r on r.oid = x.grantee
where x.grantee <> c.relowner and r.rolname not in ('app_user', 'app_admin', 'app_owner')
group by t.oid order by 1`,
  example: {
    bad: 'create role reporting; grant select on table notes to reporting',
    good: 'create role reporting; grant select on table notes to app_admin',
    found: 'public.notes',
  },
}
