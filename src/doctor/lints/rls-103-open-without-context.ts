import { policies } from '../catalog-sql.ts'
import type { Lint } from '../lint.ts'

export const openWithoutContext: Lint = {
  id: 'RLS-103',
  level: 'error',
  title: 'A policy that opens without a context',
  rule: 'No policy asks whether the context is missing.',
  reason:
    '"Or there is no tenant" is how a back door for scripts begins: whoever forgets the context, or resets it, sees everything.',
  fix: 'remove the branch; scripts across tenants use db.admin or db.eachTenant.',
  sql: `with ${policies}
select p.name as object, null as detail
from policies p
where p.qual || ' ' || p.with_check ~ '(current_setting\\([^)]*\\)|app\\.\\w+\\(\\)| AS \\w+\\)) IS NULL'
order by 1`,
  example: {
    bad: `create policy notes_script on notes for select to public
  using ((select app.actor_kind()) is null or body = 'public')`,
    good: `create policy notes_script on notes for select to public
  using ((select app.actor_kind()) = 'service' or body is null)`,
    found: 'public.notes.notes_script',
  },
}
