import { functions } from '../catalog-sql.ts'
import type { Lint } from '../lint.ts'

export const definerAbovePolicies: Lint = {
  id: 'RLS-504',
  level: 'error',
  title: 'A definer function of an owner above row level security',
  rule: 'No SECURITY DEFINER function belongs to a superuser or a role with BYPASSRLS.',
  reason: 'Its statements see every tenant, whoever calls it.',
  fix: 'alter function … owner to app_owner',
  sql: `with ${functions}
select f.name as object, format('owned by %s', f.proowner::regrole) as detail
from functions f join pg_roles r on r.oid = f.proowner
where f.prosecdef and (r.rolsuper or r.rolbypassrls) order by 1`,
  example: {
    bad: `create function note_count() returns bigint language sql security definer set search_path = pg_catalog, public, pg_temp
  as 'select count(*) from notes'`,
    good: `create function note_count() returns bigint language sql security definer set search_path = pg_catalog, public, pg_temp
  as 'select count(*) from notes';
alter function note_count() owner to app_owner`,
    found: 'public.note_count()',
  },
}
