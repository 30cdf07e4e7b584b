import { functions } from '../catalog-sql.ts'
import type { Lint } from '../lint.ts'

export const calledLeakproof: Lint = {
  id: 'RLS-505',
  level: 'warning',
  title: 'A function that claims to be leakproof',
  rule: 'No function outside of the server and its extensions is marked LEAKPROOF.',
  reason:
    'The planner runs it before the policies, on rows of every tenant: an error message or a NOTICE hands them out.',
  fix: 'alter function … not leakproof',
  sql: `with ${functions}
select f.name as object, null as detail from functions f where f.proleakproof order by 1`,
  example: {
    bad: `create function is_short(text) returns boolean language sql immutable leakproof set search_path = pg_catalog, pg_temp
  as 'select length($1) < 10'`,
    good: `create function is_short(text) returns boolean language sql immutable set search_path = pg_catalog, pg_temp
  as 'select length($1) < 10'`,
    found: 'public.is_short(text)',
  },
}
