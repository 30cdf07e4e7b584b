import { policies } from '../catalog-sql.ts'
import type { Lint } from '../lint.ts'

export const manyPermissive: Lint = {
  id: 'RLS-105',
  level: 'warning',
  title: 'Several permissive policies for one command',
  rule: 'For each table and command, one permissive policy applies to app_user.',
  reason:
    'All of them are evaluated for every row, joined by OR; and who may do what can no longer be read in one place.',
  fix: 'join the conditions in one policy.',
  sql: `with ${policies}
select p.polrelid::regclass::text as object, format('%s: %s', k.command, string_agg(p.polname, ', ' order by p.polname)) as detail
from policies p
join (values ('r', 'select'), ('a', 'insert'), ('w', 'update'), ('d', 'delete')) k (code, command)
  on p.polcmd = '*' or p.polcmd = k.code::"char"
where p.polpermissive and (p.polroles = '{0}' or 'app_user'::regrole = any (p.polroles))
group by p.polrelid, k.command having count(*) > 1 order by 1, 2`,
  example: {
    bad: "create policy notes_also on notes for select to public using ((select app.actor_kind()) = 'service')",
    good: `drop policy notes_select on notes;
create policy notes_select on notes for select to public using ((select app.actor_kind()) in ('staff', 'service'))`,
    found: 'public.notes',
  },
}
