import { policies } from '../catalog-sql.ts'
import type { Lint } from '../lint.ts'

export const calledPerRow: Lint = {
  id: 'RLS-104',
  level: 'warning',
  title: 'A policy that asks for the context row by row',
  rule: 'In USING, functions of the context stand inside (select …).',
  reason:
    '(select f()) is evaluated once per statement and is an index condition; a bare f() is called for every row, and no index is used.',
  fix: 'using (customer_id = (select app.actor_id()))',
  sql: `with ${policies}
select p.name as object, null as detail
from policies p
where regexp_replace(p.qual, '\\( SELECT .*? AS \\w+\\)', '', 'g') ~ '\\m(app\\.(tenant_id|actor_id|actor_kind|actor|context)|current_setting|auth\\.\\w+)\\('
order by 1`,
  example: {
    bad: 'create policy notes_own on notes for update to public using (id = app.actor_id())',
    good: 'create policy notes_own on notes for update to public using (id = (select app.actor_id()))',
    found: 'public.notes.notes_own',
  },
}
