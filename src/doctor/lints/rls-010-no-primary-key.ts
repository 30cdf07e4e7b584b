import { noExtension, ownSchema } from '../catalog-sql.ts'
import type { Lint } from '../lint.ts'

export const noPrimaryKey: Lint = {
  id: 'RLS-010',
  level: 'warning',
  title: 'No primary key',
  rule: 'Every table has a primary key.',
  reason: 'Its rows cannot be named: not by foreign keys, not by logical replication, not by a restore of one tenant.',
  fix: 'alter table … add primary key (tenant_id, id)',
  sql: `select c.oid::regclass::text as object, null as detail
from pg_class c join pg_namespace n on n.oid = c.relnamespace
where c.relkind in ('r', 'p') and c.relpersistence <> 't' and ${ownSchema} and ${noExtension}
  and not exists (select from pg_constraint k where k.conrelid = c.oid and k.contype = 'p')
order by 1`,
  example: {
    bad: 'alter table notes drop constraint notes_pkey',
    good: `alter table notes drop constraint notes_pkey;
alter table notes add primary key (tenant_id, id)`,
    found: 'public.notes',
  },
}
