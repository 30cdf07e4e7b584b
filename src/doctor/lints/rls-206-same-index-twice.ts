import { ownSchema } from '../catalog-sql.ts'
import type { Lint } from '../lint.ts'

export const sameIndexTwice: Lint = {
  id: 'RLS-206',
  level: 'warning',
  title: 'The same index twice',
  rule: 'No two indexes of a table have the same columns, operators, order and condition.',
  reason: 'Both are written at every insert; one is read.',
  fix: 'drop index concurrently …, the one that no constraint needs.',
  sql: `select i.indrelid::regclass::text as object, string_agg(i.indexrelid::regclass::text, ', ' order by i.indisunique desc, i.indexrelid::regclass::text) as detail
from pg_index i
join pg_class x on x.oid = i.indexrelid
join pg_class c on c.oid = i.indrelid
join pg_namespace n on n.oid = c.relnamespace
where ${ownSchema} and not c.relispartition
group by i.indrelid, x.relam, i.indkey::text, i.indclass::text, i.indoption::text, i.indcollation::text,
  pg_get_expr(i.indexprs, i.indrelid), pg_get_expr(i.indpred, i.indrelid)
having count(*) > 1 order by 1, 2`,
  example: {
    bad: 'create index notes_idx on notes (tenant_id, id)',
    good: 'create index notes_idx on notes (tenant_id, order_id, id)',
    found: 'public.notes',
  },
}
