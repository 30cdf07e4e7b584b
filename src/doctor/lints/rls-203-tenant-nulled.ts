import { tenantTables } from '../catalog-sql.ts'
import type { Lint } from '../lint.ts'

export const tenantNulled: Lint = {
  id: 'RLS-203',
  level: 'error',
  title: 'A foreign key that nulls the tenant',
  rule: 'SET NULL and SET DEFAULT of a foreign key name their columns, and tenant_id is not among them.',
  reason:
    'Without a column list every column of the key is set, tenant_id too: the row then fails, or belongs to nobody.',
  fix: 'on delete set null (…_id); or restrict, as every foreign key of the library.',
  sql: `with ${tenantTables}
select format('%s.%I', k.conrelid::regclass, k.conname) as object, pg_get_constraintdef(k.oid) as detail
from pg_constraint k join tenant_tables t on t.oid = k.conrelid
where k.contype = 'f' and t.tenant = any (k.conkey)
  and (k.confupdtype in ('n', 'd')
    or k.confdeltype in ('n', 'd') and (coalesce(cardinality(k.confdelsetcols), 0) = 0 or t.tenant = any (k.confdelsetcols)))
order by 1`,
  example: {
    bad: `alter table notes add constraint notes_order_fk
  foreign key (tenant_id, order_id) references orders (tenant_id, id) on delete set null`,
    good: `alter table notes add constraint notes_order_fk
  foreign key (tenant_id, order_id) references orders (tenant_id, id) on delete set null (order_id)`,
    found: 'public.notes.notes_order_fk',
  },
}
