import { tenantTables } from '../catalog-sql.ts'
import type { Lint } from '../lint.ts'

export const referenceWithoutTenant: Lint = {
  id: 'RLS-202',
  level: 'error',
  title: 'A foreign key without the tenant',
  rule: 'A foreign key between tables of tenants starts with tenant_id on both sides.',
  reason:
    'Foreign keys are checked past row level security: without the tenant a row may point to another tenant’s, the error tells which ids exist, and a cascade deletes rows of others.',
  fix: 'foreign key (tenant_id, …_id) references … (tenant_id, id)',
  sql: `with ${tenantTables}
select format('%s.%I', k.conrelid::regclass, k.conname) as object, pg_get_constraintdef(k.oid) as detail
from pg_constraint k join tenant_tables a on a.oid = k.conrelid join tenant_tables b on b.oid = k.confrelid
where k.contype = 'f' and k.conparentid = 0 and (k.conkey[1] <> a.tenant or k.confkey[1] <> b.tenant)
order by 1`,
  example: {
    bad: `alter table notes add column next_id uuid, add constraint notes_id_key unique (id);
alter table notes add constraint notes_next_fk foreign key (next_id) references notes (id)`,
    good: `alter table notes add column next_id uuid;
alter table notes add constraint notes_next_fk foreign key (tenant_id, next_id) references notes (tenant_id, id)`,
    found: 'public.notes.notes_next_fk',
  },
}
