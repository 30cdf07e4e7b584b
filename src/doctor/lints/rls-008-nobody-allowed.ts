import { ownSchema } from '../catalog-sql.ts'
import type { Lint } from '../lint.ts'

export const nobodyAllowed: Lint = {
  id: 'RLS-008',
  level: 'info',
  title: 'Granted, and no policy allows it',
  rule: 'A table that app_user is granted has a permissive policy for it.',
  reason: 'Restrictive policies only narrow: without a permissive one every read is empty and every write refused.',
  fix: 'add the access that is wanted (allow(…) in tenantTable), or revoke the grant.',
  sql: `select c.oid::regclass::text as object, null as detail
from pg_class c join pg_namespace n on n.oid = c.relnamespace
where c.relkind in ('r', 'p') and ${ownSchema} and c.relrowsecurity
  and (has_table_privilege('app_user', c.oid, 'select, insert, update, delete') or has_any_column_privilege('app_user', c.oid, 'select, insert, update'))
  and not exists (
    select from pg_policy p where p.polrelid = c.oid and p.polpermissive
      and (p.polroles = '{0}' or 'app_user'::regrole = any (p.polroles)))
order by 1`,
  example: {
    bad: 'drop policy notes_select on notes',
    good: 'drop policy notes_select on notes; revoke select on table notes from app_user',
    found: 'public.notes',
  },
}
