import type { Lint } from '../lint.ts'

export const ownerSignsIn: Lint = {
  id: 'RLS-405',
  level: 'error',
  title: 'The owner signs in, or stands above row level security',
  rule: 'app_owner is NOLOGIN, no superuser, and has no BYPASSRLS.',
  reason:
    'Definer functions run as app_owner: above row level security they would read every tenant. A login of the owner may drop whatever guards.',
  fix: 'alter role app_owner nologin nosuperuser nobypassrls; migrations run as a login that is a member of it.',
  sql: `select r.rolname::text as object, concat_ws(', ', case when r.rolcanlogin then 'login' end, case when r.rolsuper then 'superuser' end,
  case when r.rolbypassrls then 'bypassrls' end) as detail
from pg_roles r where r.rolname = 'app_owner' and (r.rolcanlogin or r.rolsuper or r.rolbypassrls)`,
  example: {
    bad: 'alter role app_owner bypassrls',
    good: 'alter role app_owner nobypassrls nologin',
    found: 'app_owner',
  },
}
