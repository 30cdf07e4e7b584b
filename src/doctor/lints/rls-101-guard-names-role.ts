import { policies } from '../catalog-sql.ts'
import type { Lint } from '../lint.ts'

export const guardNamesRole: Lint = {
  id: 'RLS-101',
  level: 'warning',
  title: 'A restrictive policy names a role',
  rule: 'Restrictive policies are TO PUBLIC.',
  reason: 'For every other role it does not exist; and DROP OWNED BY the role it names drops it (CVE-2026-116311).',
  fix: 'drop policy …, and create it again TO PUBLIC.',
  sql: `with ${policies}
select p.name as object, (select string_agg(r::regrole::text, ', ') from unnest(p.polroles) r) as detail
from policies p where not p.polpermissive and p.polroles <> '{0}' order by 1`,
  example: {
    bad: `create policy notes_stamped on notes as restrictive for insert to app_user
  with check (body is not null)`,
    good: `create policy notes_stamped on notes as restrictive for insert to public
  with check (body is not null)`,
    found: 'public.notes.notes_stamped',
  },
}
