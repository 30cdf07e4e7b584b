import { ownSchema } from '../catalog-sql.ts'
import type { Lint } from '../lint.ts'

export const indexInvalid: Lint = {
  id: 'RLS-208',
  level: 'warning',
  title: 'An index that was never finished',
  rule: 'Every index is valid.',
  reason:
    'CREATE INDEX CONCURRENTLY that was interrupted leaves an index which is written and never read; a unique one holds nothing.',
  fix: 'drop index concurrently …, then run the migration again; `platform-db migrate` does both.',
  sql: `select i.indexrelid::regclass::text as object, null as detail
from pg_index i join pg_class c on c.oid = i.indexrelid join pg_namespace n on n.oid = c.relnamespace
where ${ownSchema} and not i.indisvalid order by 1`,
  example: {
    bad: `create index notes_order_idx on notes (tenant_id, order_id);
update pg_index set indisvalid = false where indexrelid = 'notes_order_idx'::regclass`,
    good: 'create index notes_order_idx on notes (tenant_id, order_id)',
    found: 'public.notes_order_idx',
  },
}
