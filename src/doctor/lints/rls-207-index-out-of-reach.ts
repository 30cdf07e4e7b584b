import { tenantTables } from '../catalog-sql.ts'
import type { Lint } from '../lint.ts'

export const indexOutOfReach: Lint = {
  id: 'RLS-207',
  level: 'info',
  title: 'An index that policies keep from being searched',
  rule: 'The parts of an index of a table of tenants have leakproof operators: uuid, text, integers, timestamptz, date, boolean, bytea.',
  reason:
    'Under row level security a condition with any other operator (numeric, enum, jsonb, arrays, ranges, tsvector, LIKE) runs behind the policy and is no index condition; the index serves for sorting at most. FORCE holds for definer functions, too.',
  fix: 'index a column of another type: text for an enum, centavos as bigint; or keep what is searched in an internal table behind a definer function that asks for the tenant itself.',
  sql: `with ${tenantTables}
select i.indexrelid::regclass::text as object,
  string_agg(pg_get_indexdef(i.indexrelid, k.place, true), ', ' order by k.place) as detail
from tenant_tables t join pg_index i on i.indrelid = t.oid
cross join lateral generate_series(1, i.indnkeyatts::int) as k (place)
join pg_opclass o on o.oid = i.indclass[k.place - 1]
where not i.indisunique and not i.indisexclusion and not exists (
  select from pg_amop a join pg_operator p on p.oid = a.amopopr join pg_proc f on f.oid = p.oprcode
  where a.amopfamily = o.opcfamily and a.amoplefttype = o.opcintype and a.amoppurpose = 's' and f.proleakproof)
group by i.indexrelid order by 1`,
  example: {
    bad: `alter table notes add column weight numeric;
create index notes_weight_idx on notes (tenant_id, weight)`,
    good: `alter table notes add column weight_g bigint;
create index notes_weight_idx on notes (tenant_id, weight_g)`,
    found: 'public.notes_weight_idx',
  },
}
