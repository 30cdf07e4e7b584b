import type { Lint } from '../lint.ts'

export const catalogNotHardened: Lint = {
  id: 'RLS-306',
  level: 'warning',
  title: 'Functions of the server that reach past tenants are open',
  rule: 'app_user may not call pg_terminate_backend, pg_cancel_backend, or the functions of large objects.',
  reason:
    'All requests share one login: one tenant’s injected statement ends the requests of the others. Large objects know no row level security.',
  fix: 'as a superuser: revoke execute on function … from public; the migrations do it where they may. On a managed server nobody may: ignore this one (--ignore RLS-306), knowingly.',
  sql: `select p.oid::regprocedure::text as object, null as detail
from pg_proc p
where p.pronamespace = 'pg_catalog'::regnamespace
  and (p.proname in ('pg_terminate_backend', 'pg_cancel_backend', 'loread', 'lowrite') or p.proname like 'lo\\_%')
  and has_function_privilege('app_user', p.oid, 'execute')
order by 1`,
  example: {
    bad: 'grant execute on function pg_catalog.pg_cancel_backend(integer) to public',
    good: 'grant execute on function pg_catalog.pg_cancel_backend(integer) to app_admin',
    found: 'pg_cancel_backend(integer)',
  },
}
