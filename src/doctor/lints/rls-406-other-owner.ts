import { tenantTables } from '../catalog-sql.ts'
import type { Lint } from '../lint.ts'

export const otherOwner: Lint = {
  id: 'RLS-406',
  level: 'error',
  title: 'Something belongs to another owner',
  rule: 'Tables of tenants, and everything in the schemas app and app_private, belong to app_owner.',
  reason:
    'A restore with --no-owner leaves everything to whoever restored, a superuser most often: definer functions then run above row level security.',
  fix: 'alter table … owner to app_owner; alter function … owner to app_owner',
  sql: `with ${tenantTables}
select t.oid::regclass::text as object, format('owned by %s', t.relowner::regrole) as detail
from tenant_tables t where t.relowner is distinct from (select oid from pg_roles where rolname = 'app_owner')
union all
select c.oid::regclass::text, format('owned by %s', c.relowner::regrole)
from pg_class c join pg_namespace n on n.oid = c.relnamespace
where n.nspname in ('app', 'app_private') and c.relkind in ('r', 'p', 'v', 'm', 'S')
  and c.relowner is distinct from (select oid from pg_roles where rolname = 'app_owner')
union all
select p.oid::regprocedure::text, format('owned by %s', p.proowner::regrole)
from pg_proc p join pg_namespace n on n.oid = p.pronamespace
where n.nspname in ('app', 'app_private') and p.proowner is distinct from (select oid from pg_roles where rolname = 'app_owner')
union all
select n.nspname::text, format('owned by %s', n.nspowner::regrole)
from pg_namespace n
where n.nspname in ('app', 'app_private') and n.nspowner is distinct from (select oid from pg_roles where rolname = 'app_owner')
order by 1`,
  example: {
    bad: 'alter function app.enter(text) owner to current_user',
    good: 'alter function app.enter(text) owner to app_owner',
    found: 'app.enter(text)',
  },
}
