import { ownSchema } from '../catalog-sql.ts'
import type { Lint } from '../lint.ts'

export const momentWithoutZone: Lint = {
  id: 'RLS-013',
  level: 'warning',
  title: 'A moment without its time zone',
  rule: 'Moments are timestamptz.',
  reason: 'A timestamp means another moment for every session that has another time zone; Mexico has four.',
  fix: "alter table … alter column … type timestamptz using … at time zone 'UTC' (rewrites the table)",
  sql: `select format('%s.%I', c.oid::regclass, a.attname) as object, null as detail
from pg_class c join pg_namespace n on n.oid = c.relnamespace
join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
where c.relkind in ('r', 'p') and not c.relispartition and ${ownSchema} and a.atttypid = 'timestamp'::regtype
order by 1`,
  example: {
    bad: 'alter table notes add column written_at timestamp',
    good: 'alter table notes add column written_at timestamptz',
    found: 'public.notes.written_at',
  },
}
