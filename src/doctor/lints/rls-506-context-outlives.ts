import { functions } from '../catalog-sql.ts'
import type { Lint } from '../lint.ts'

export const contextOutlives: Lint = {
  id: 'RLS-506',
  level: 'error',
  title: 'A function sets the context for the whole session',
  rule: 'No function sets an app.* setting but by SET LOCAL.',
  reason:
    'A setting of the session stays on the pooled connection: the next request, of another tenant, begins with it.',
  fix: 'let the client enter the context: db.as(actor, work).',
  sql: `with ${functions}
select f.name as object, null as detail
from functions f
where f.prosrc ~* 'set_config\\s*\\(\\s*''app\\.[^)]*,\\s*false\\s*\\)' or f.prosrc ~* '\\mset\\s+(session\\s+)?app\\.'
order by 1`,
  example: {
    bad: `create function act_as(tenant uuid) returns void language plpgsql set search_path = pg_catalog, pg_temp
  as $$ begin perform set_config('app.context', tenant::text, false); end $$`,
    good: `create function act_as(tenant uuid) returns void language plpgsql set search_path = pg_catalog, pg_temp
  as $$ begin perform set_config('app.context', tenant::text, true); end $$`,
    found: 'public.act_as(uuid)',
  },
}
