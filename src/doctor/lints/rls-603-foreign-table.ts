import { ownSchema } from '../catalog-sql.ts'
import type { Lint } from '../lint.ts'

export const foreignTable: Lint = {
  id: 'RLS-603',
  level: 'error',
  title: 'A foreign table that the application reads',
  rule: 'No foreign table is granted to app_user.',
  reason: 'A foreign table takes no policy; the other server answers to one login for all tenants.',
  fix: 'revoke all on table … from public, app_user',
  sql: `select c.oid::regclass::text as object, null as detail
from pg_class c join pg_namespace n on n.oid = c.relnamespace
where c.relkind = 'f' and ${ownSchema} and has_table_privilege('app_user', c.oid, 'select, insert, update, delete') order by 1`,
  example: {
    bad: `create foreign data wrapper nothing;
create server elsewhere foreign data wrapper nothing;
create foreign table far_notes (tenant_id uuid, body text) server elsewhere;
grant select on table far_notes to app_user`,
    good: `create foreign data wrapper nothing;
create server elsewhere foreign data wrapper nothing;
create foreign table far_notes (tenant_id uuid, body text) server elsewhere`,
    found: 'public.far_notes',
  },
}
