import { ownSchema } from '../catalog-sql.ts'
import type { Lint } from '../lint.ts'

export const rewriteRule: Lint = {
  id: 'RLS-018',
  level: 'warning',
  title: 'A rewrite rule on a table',
  rule: 'No table has a rule; views have only the one that makes them.',
  reason:
    'What a rule adds to a statement runs with the rights of the owner of the table, out of sight of whoever reads the statement.',
  fix: 'drop rule … on …; use a trigger.',
  sql: `select format('%s.%I', c.oid::regclass, r.rulename) as object, null as detail
from pg_rewrite r join pg_class c on c.oid = r.ev_class join pg_namespace n on n.oid = c.relnamespace
where ${ownSchema} and c.relkind in ('r', 'p') order by 1`,
  example: {
    bad: 'create rule notes_keep as on delete to notes do instead nothing',
    good: 'create trigger notes_keep before delete on notes for each row execute function app.refuse_change()',
    found: 'public.notes.notes_keep',
  },
}
