import { tenantTables } from '../catalog-sql.ts'
import type { Lint } from '../lint.ts'

export const notForced: Lint = {
  id: 'RLS-002',
  level: 'error',
  title: 'Row level security is not forced',
  rule: 'FORCE ROW LEVEL SECURITY is set on every table of tenants.',
  reason:
    'Without FORCE the owner stands above the policies, and with it every SECURITY DEFINER function and every view that the owner owns.',
  fix: 'alter table … force row level security',
  sql: `with ${tenantTables}
select t.oid::regclass::text as object, null as detail
from tenant_tables t where t.relrowsecurity and not t.relforcerowsecurity order by 1`,
  example: {
    bad: 'alter table notes no force row level security',
    good: 'alter table notes force row level security',
    found: 'public.notes',
  },
}
