import { tenantTables } from '../catalog-sql.ts'
import type { Lint } from '../lint.ts'

export const tenantIdGranted: Lint = {
  id: 'RLS-311',
  level: 'warning',
  title: 'The application may update tenant_id',
  rule: 'UPDATE is granted by column, and never on tenant_id.',
  reason:
    'The guard and the trigger would still refuse; a grant on the whole table also gives away keys, prices and totals.',
  fix: 'revoke update on table … from app_user; grant update (…) on table … to app_user',
  sql: `with ${tenantTables}
select t.oid::regclass::text as object, null as detail
from tenant_tables t where has_column_privilege('app_user', t.oid, t.tenant, 'update') order by 1`,
  example: {
    bad: 'grant update on table notes to app_user',
    good: 'grant update (body) on table notes to app_user',
    found: 'public.notes',
  },
}
