import { tenantTables } from '../catalog-sql.ts'
import type { Lint } from '../lint.ts'

export const rowSecurityOff: Lint = {
  id: 'RLS-001',
  level: 'error',
  title: 'Row level security is off',
  rule: 'Row level security is enabled on every table with a tenant_id that somebody is granted.',
  reason: 'Whoever may read the table reads every tenant.',
  fix: 'alter table … enable row level security, and force it; declare the table with tenantTable, which does both.',
  sql: `with ${tenantTables}
select t.oid::regclass::text as object, null as detail from tenant_tables t where not t.relrowsecurity order by 1`,
  example: {
    bad: 'alter table notes disable row level security',
    good: 'alter table notes enable row level security',
    found: 'public.notes',
  },
}
