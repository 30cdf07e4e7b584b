import { functions } from '../catalog-sql.ts'
import type { Lint } from '../lint.ts'
import { namesItself } from '../names-itself.ts'

export const searchPathOfTheCaller: Lint = {
  id: 'RLS-502',
  level: 'warning',
  title: 'A function with the search path of its caller',
  rule: 'Every function fixes its search_path, or is one of the library’s that name every schema themselves.',
  reason: 'What it reads depends on who calls it; a trigger function is called by everybody.',
  fix: 'alter function … set search_path = pg_catalog, public, pg_temp',
  sql: `with ${functions}
select f.name as object, null as detail
from functions f
where not f.prosecdef and f.name not in (${namesItself})
  and not exists (select from unnest(f.proconfig) c where c like 'search\\_path=%')
order by 1`,
  example: {
    bad: "create function app.note_count() returns bigint language sql as 'select count(*) from notes'",
    good: `create function app.note_count() returns bigint language sql set search_path = pg_catalog, public, pg_temp
  as 'select count(*) from notes'`,
    found: 'app.note_count()',
  },
}
