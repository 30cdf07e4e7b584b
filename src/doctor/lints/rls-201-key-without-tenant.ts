import { tenantTables } from '../catalog-sql.ts'
import type { Lint } from '../lint.ts'

export const keyWithoutTenant: Lint = {
  id: 'RLS-201',
  level: 'error',
  title: 'A unique key across tenants',
  rule: 'Every primary and unique key of a table of tenants starts with tenant_id; an exclusion has it among its parts.',
  reason:
    'A violation tells that another tenant has the value; ON CONFLICT meets a row of another tenant (CVE-2026-120154); and tenants block each other.',
  fix: 'drop the key, and make it again with tenant_id first.',
  sql: `with ${tenantTables}
select i.indexrelid::regclass::text as object, pg_get_indexdef(i.indexrelid) as detail
from tenant_tables t join pg_index i on i.indrelid = t.oid
where i.indisunique and i.indkey[0] <> t.tenant
  or i.indisexclusion and not t.tenant = any (i.indkey) and pg_get_indexdef(i.indexrelid) !~ '\\mtenant_id\\M'
order by 1`,
  example: {
    bad: 'create unique index notes_body_key on notes (body)',
    good: 'create unique index notes_body_key on notes (tenant_id, body)',
    found: 'public.notes_body_key',
  },
}
