import type { Lint } from '../lint.ts'

export const contextCanBeSet: Lint = {
  id: 'RLS-305',
  level: 'error',
  title: 'set_config is open, and the context is not strict',
  rule: 'app_user may not call set_config, or the strict context is on.',
  reason:
    'One injected expression, set_config inside of a SELECT, changes the tenant halfway through the statement. Only a superuser may revoke it; where the migrations could not, the strict context verifies the signature at every use.',
  fix: 'as a superuser: revoke execute on function pg_catalog.set_config(text, text, boolean) from public; on a managed server: platform-db context --strict on',
  sql: `select 'pg_catalog.set_config(text,text,boolean)' as object, 'the strict context is off' as detail
where has_function_privilege('app_user', 'pg_catalog.set_config(text, text, boolean)', 'execute')
  and not exists (
    select from pg_proc p join pg_namespace n on n.oid = p.pronamespace
    where n.nspname = 'app' and p.proname = 'strict' and p.prosrc ~ 'select true')`,
  example: {
    bad: 'grant execute on function pg_catalog.set_config(text, text, boolean) to public',
    good: `grant execute on function pg_catalog.set_config(text, text, boolean) to public;
create or replace function app.strict() returns boolean language sql immutable as 'select true'`,
    found: 'pg_catalog.set_config(text,text,boolean)',
  },
}
