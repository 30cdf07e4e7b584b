import { tenantTables } from '../catalog-sql.ts'
import type { Lint } from '../lint.ts'

export const tenantChanges: Lint = {
  id: 'RLS-007',
  level: 'warning',
  title: 'The tenant of a row can be changed',
  rule: 'A BEFORE UPDATE trigger refuses to change tenant_id on every table of tenants.',
  reason:
    'The guard keeps a tenant from giving its rows away; administrators stand above it, and one UPDATE of theirs moves rows without their children.',
  fix: 'create trigger …_tenant_is_final before update of tenant_id on … for each row when (old.tenant_id is distinct from new.tenant_id) execute function app.refuse_change()',
  sql: `with ${tenantTables}
select t.oid::regclass::text as object, null as detail
from tenant_tables t
where not exists (
  select from pg_trigger g join pg_proc p on p.oid = g.tgfoid join pg_namespace n on n.oid = p.pronamespace
  where g.tgrelid = t.oid and g.tgenabled in ('O', 'A') and n.nspname = 'app' and p.proname = 'refuse_change'
    and g.tgtype & 18 = 18 and (g.tgattr = '' or t.tenant = any (g.tgattr)))
order by 1`,
  example: {
    bad: 'drop trigger notes_tenant_is_final on notes',
    good: `drop trigger notes_tenant_is_final on notes;
create trigger notes_append_only before update or delete on notes for each row execute function app.refuse_change()`,
    found: 'public.notes',
  },
}
