import { policies, role } from '../catalog-sql.ts'
import type { Lint } from '../lint.ts'

export const alwaysTrue: Lint = {
  id: 'RLS-102',
  level: 'warning',
  title: 'A policy that allows everything',
  rule: 'A permissive policy names what it allows; true is for app_owner alone.',
  reason:
    'USING (true) hands every row of the tenant to every kind of actor: customers read each other. WITH CHECK (true) also lets an UPDATE without a WHERE move rows out of sight.',
  fix: "say who: using ((select app.actor_kind()) = 'staff')",
  sql: `with ${policies}
select p.name as object, null as detail
from policies p
where p.polpermissive and 'true' in (p.qual, p.with_check) and p.polroles <> array[${role('app_owner')}]
order by 1`,
  example: {
    bad: 'drop policy notes_select on notes; create policy notes_select on notes for select to public using (true)',
    good: "drop policy notes_select on notes; create policy notes_select on notes for select to public using ((select app.actor_kind()) <> 'courier')",
    found: 'public.notes.notes_select',
  },
}
