import { tenantTables } from '../catalog-sql.ts'
import type { Lint } from '../lint.ts'

export const referenceWithoutIndex: Lint = {
  id: 'RLS-205',
  level: 'info',
  title: 'A foreign key without an index',
  rule: 'An index leads from a row to the rows that point to it.',
  reason: 'Deleting the row, or changing its key, scans the whole table that points to it, under a lock.',
  fix: 'create index concurrently … on … (tenant_id, …_id); not needed where such rows are never deleted.',
  sql: `with ${tenantTables}, wanted as (
  -- The columns that hold the parent's primary key find the rows; whatever else the key carries along is the same.
  select k.oid, k.conrelid, k.conname, k.conkey,
    case when p.conkey <@ k.confkey
      then (select array_agg(c.here) from unnest(k.conkey, k.confkey) c (here, there) where c.there = any (p.conkey))
      else k.conkey end as columns
  from pg_constraint k
  join tenant_tables a on a.oid = k.conrelid
  join tenant_tables b on b.oid = k.confrelid
  left join pg_constraint p on p.conrelid = k.confrelid and p.contype = 'p'
  where k.contype = 'f' and k.conparentid = 0
)
select format('%s.%I', w.conrelid::regclass, w.conname) as object, null as detail
from wanted w
where not exists (
  select from pg_index i cross join lateral (select string_to_array(i.indkey::text, ' ')::int2[] as keys) x
  where i.indrelid = w.conrelid and i.indisvalid
    and (i.indpred is null or pg_get_expr(i.indpred, i.indrelid) ~ '^\\(\\w+ IS NOT NULL\\)$')
    -- Columns of the key alone, those that are wanted among them, and then whatever else.
    and (exists (
        select from generate_series(1, i.indnkeyatts) n
        where x.keys[1:n] <@ w.conkey and w.columns <@ x.keys[1:n])
      or i.indisunique and x.keys[1:i.indnkeyatts] <@ w.conkey))
order by 1`,
  example: {
    bad: `alter table notes add constraint notes_order_fk
  foreign key (tenant_id, order_id) references orders (tenant_id, id)`,
    good: `alter table notes add constraint notes_order_fk
  foreign key (tenant_id, order_id) references orders (tenant_id, id);
create index notes_order_idx on notes (tenant_id, order_id) where order_id is not null`,
    found: 'public.notes.notes_order_fk',
  },
}
