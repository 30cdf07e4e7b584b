import { guarded, tenantTables } from '../catalog-sql.ts'
import type { Lint } from '../lint.ts'

export const guardMissing: Lint = {
  id: 'RLS-003',
  level: 'error',
  title: 'The guard of a table is missing or altered',
  rule: 'Every table of tenants has one RESTRICTIVE policy FOR ALL TO PUBLIC that says tenant_id = (select app.tenant_id()), for reading and for writing.',
  reason:
    'Permissive policies are joined by OR: without a restrictive one, any later policy opens the table to other tenants. A guard with another condition, for one command or for one role, has a way around it.',
  fix: 'create policy …_tenant on … as restrictive for all to public using (tenant_id = (select app.tenant_id())) with check (tenant_id = (select app.tenant_id()))',
  sql: `with ${tenantTables}
select t.oid::regclass::text as object, null as detail
from tenant_tables t where t.relrowsecurity and not ${guarded('t')} order by 1`,
  example: {
    bad: `drop policy notes_tenant on notes;
create policy notes_tenant on notes for all to public
  using (tenant_id = (select app.tenant_id())) with check (tenant_id = (select app.tenant_id()))`,
    good: `drop policy notes_tenant on notes;
create policy notes_tenant on notes as restrictive for all to public
  using (tenant_id = (select app.tenant_id())) with check (tenant_id = (select app.tenant_id()))`,
    found: 'public.notes',
  },
}
