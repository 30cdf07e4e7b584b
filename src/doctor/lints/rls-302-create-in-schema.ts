import { ownSchema } from '../catalog-sql.ts'
import type { Lint } from '../lint.ts'

export const createInSchema: Lint = {
  id: 'RLS-302',
  level: 'error',
  title: 'The application may create objects',
  rule: 'app_user and app_admin have CREATE on no schema.',
  reason:
    'A table, function or operator of one’s own is found by others’ statements, and a leaky operator reads statistics. A database that comes from PostgreSQL 14 or before keeps CREATE on public for everybody.',
  fix: 'revoke create on schema … from public, app_user, app_admin',
  sql: `select n.nspname::text as object, string_agg(r.rolname, ', ' order by r.rolname) as detail
from pg_namespace n join pg_roles r on r.rolname in ('app_user', 'app_admin')
where ${ownSchema} and not r.rolsuper and has_schema_privilege(r.oid, n.oid, 'create') group by n.nspname order by 1`,
  example: {
    bad: 'grant create on schema public to public',
    good: 'revoke create on schema public from public',
    found: 'public',
  },
}
