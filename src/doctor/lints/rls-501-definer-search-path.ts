import { functions } from '../catalog-sql.ts'
import type { Lint } from '../lint.ts'
import { namesItself } from '../names-itself.ts'

export const definerSearchPath: Lint = {
  id: 'RLS-501',
  level: 'error',
  title: 'A definer function without a fixed search path',
  rule: 'A SECURITY DEFINER function fixes its search_path, with pg_temp last and written out; or it is one of the library’s that name every schema themselves.',
  reason:
    'It runs with the rights of its owner and finds names by the path of its caller: a table or function of the caller’s own takes the place of ours. pg_temp that is not written out comes first.',
  fix: 'alter function … set search_path = pg_catalog, public, pg_temp',
  sql: `with ${functions}
select f.name as object, (select c from unnest(f.proconfig) c where c like 'search\\_path=%') as detail
from functions f
where f.prosecdef and f.name not in (${namesItself})
  and not exists (select from unnest(f.proconfig) c where c ~ '^search_path=("?pg_temp"?|.*, *"?pg_temp"?)$')
order by 1`,
  example: {
    bad: `create function app.note_count() returns bigint language sql security definer set search_path = public
  as 'select count(*) from notes'`,
    good: `create function app.note_count() returns bigint language sql security definer set search_path = pg_catalog, public, pg_temp
  as 'select count(*) from notes'`,
    found: 'app.note_count()',
  },
}
