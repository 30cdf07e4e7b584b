import { policies } from '../catalog-sql.ts'
import type { Lint } from '../lint.ts'

export const policiesAsleep: Lint = {
  id: 'RLS-009',
  level: 'error',
  title: 'Policies without row level security',
  rule: 'A table with policies has row level security enabled.',
  reason: 'Policies of a table that has it off do nothing: somebody meant to guard it.',
  fix: 'alter table … enable row level security',
  sql: `with ${policies}
select p.name as object, null as detail
from policies p join pg_class c on c.oid = p.polrelid where not c.relrowsecurity order by 1`,
  example: {
    bad: `create table colors (name text primary key);
create policy colors_select on colors for select to public using (name <> 'secret')`,
    good: `create table colors (name text primary key);
alter table colors enable row level security;
create policy colors_select on colors for select to public using (name <> 'secret')`,
    found: 'public.colors.colors_select',
  },
}
