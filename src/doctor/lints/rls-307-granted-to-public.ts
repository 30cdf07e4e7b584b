import { noExtension, ownSchema } from '../catalog-sql.ts'
import type { Lint } from '../lint.ts'

export const grantedToPublic: Lint = {
  id: 'RLS-307',
  level: 'error',
  title: 'A table is granted to everybody',
  rule: 'No table, view or sequence is granted to PUBLIC.',
  reason: 'PUBLIC is every login of the cluster, today’s and tomorrow’s: reporting tools, other applications.',
  fix: 'revoke all on table … from public',
  sql: `select c.oid::regclass::text as object, string_agg(distinct lower(x.privilege_type), ', ') as detail
from pg_class c join pg_namespace n on n.oid = c.relnamespace
cross join lateral (
  select privilege_type from aclexplode(c.relacl) a where a.grantee = 0
  union all
  select e.privilege_type from pg_attribute p, aclexplode(p.attacl) e where p.attrelid = c.oid and e.grantee = 0) x
where ${ownSchema} and ${noExtension} group by c.oid order by 1`,
  example: {
    bad: 'grant select (body) on table notes to public',
    good: 'grant select (body) on table notes to app_user',
    found: 'public.notes',
  },
}
