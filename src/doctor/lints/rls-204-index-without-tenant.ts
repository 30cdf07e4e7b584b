import { tenantTables } from '../catalog-sql.ts'
import type { Lint } from '../lint.ts'

export const indexWithoutTenant: Lint = {
  id: 'RLS-204',
  level: 'warning',
  title: 'An index that does not start with the tenant',
  rule: 'Every index of a table of tenants has tenant_id first.',
  reason:
    'Every statement asks for one tenant: another first column makes the server read the entries of all of them, and its cost grows with the platform.',
  fix: 'create index concurrently … on … (tenant_id, …), then drop the old one.',
  sql: `with ${tenantTables}
select i.indexrelid::regclass::text as object, pg_get_indexdef(i.indexrelid) as detail
from tenant_tables t join pg_index i on i.indrelid = t.oid
where i.indkey[0] <> t.tenant and not i.indisunique and not i.indisexclusion order by 1`,
  example: {
    bad: 'create index notes_order_idx on notes (order_id)',
    good: 'create index notes_order_idx on notes (tenant_id, order_id)',
    found: 'public.notes_order_idx',
  },
}
