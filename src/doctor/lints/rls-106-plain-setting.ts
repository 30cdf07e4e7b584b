import { policies } from '../catalog-sql.ts'
import type { Lint } from '../lint.ts'

export const plainSetting: Lint = {
  id: 'RLS-106',
  level: 'error',
  title: 'A policy that trusts a setting',
  rule: 'Policies read the signed context by app.tenant_id() and its like, never current_setting().',
  reason: 'Anybody may SET a custom setting: one injected statement, and the tenant is another.',
  fix: 'use (select app.tenant_id()), (select app.actor_id()), (select app.actor_kind()).',
  sql: `with ${policies}
select p.name as object, null as detail
from policies p where p.qual || ' ' || p.with_check ~ '\\mcurrent_setting\\(' order by 1`,
  example: {
    bad: "create policy notes_own on notes for update to public using (id = (select current_setting('app.user', true)::uuid))",
    good: 'create policy notes_own on notes for update to public using (id = (select app.actor_id()))',
    found: 'public.notes.notes_own',
  },
}
