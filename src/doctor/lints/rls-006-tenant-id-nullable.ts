import { tenantTables } from '../catalog-sql.ts'
import type { Lint } from '../lint.ts'

export const tenantIdNullable: Lint = {
  id: 'RLS-006',
  level: 'error',
  title: 'tenant_id may be null, or is no uuid',
  rule: 'tenant_id is uuid NOT NULL.',
  reason:
    'A row without a tenant is seen by nobody and counted by unique keys as different from every other; a cast of the column in the guard makes its index useless.',
  fix: 'alter table … alter column tenant_id set not null',
  sql: `with ${tenantTables}
select t.oid::regclass::text as object, format('%s%s', format_type(t.atttypid, null), case when t.attnotnull then ' not null' else '' end) as detail
from tenant_tables t where not t.attnotnull or t.atttypid <> 'uuid'::regtype order by 1`,
  example: {
    bad: `alter table notes drop constraint notes_pkey;
alter table notes alter column tenant_id drop not null`,
    good: 'alter table notes alter column tenant_id set not null',
    found: 'public.notes',
  },
}
