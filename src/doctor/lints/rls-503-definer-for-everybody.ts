import { functions } from '../catalog-sql.ts'
import type { Lint } from '../lint.ts'

export const definerForEverybody: Lint = {
  id: 'RLS-503',
  level: 'error',
  title: 'A definer function that everybody may call',
  rule: 'EXECUTE on a SECURITY DEFINER function is revoked from PUBLIC.',
  reason:
    'PostgreSQL grants it to PUBLIC when the function is made: every login of the cluster then acts with the rights of its owner.',
  fix: 'revoke all on function … from public; grant execute on function … to app_user',
  sql: `with ${functions}
select f.name as object, null as detail
from functions f
where f.prosecdef and exists (
  select from aclexplode(coalesce(f.proacl, acldefault('f', f.proowner))) x where x.grantee = 0 and x.privilege_type = 'EXECUTE')
order by 1`,
  example: {
    bad: `create function app.note_count() returns bigint language sql security definer set search_path = pg_catalog, public, pg_temp
  as 'select count(*) from notes'`,
    good: `create function app.note_count() returns bigint language sql security definer set search_path = pg_catalog, public, pg_temp
  as 'select count(*) from notes';
revoke all on function app.note_count() from public`,
    found: 'app.note_count()',
  },
}
