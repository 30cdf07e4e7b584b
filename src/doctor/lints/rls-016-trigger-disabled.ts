import { ownSchema } from '../catalog-sql.ts'
import type { Lint } from '../lint.ts'

export const triggerDisabled: Lint = {
  id: 'RLS-016',
  level: 'error',
  title: 'A trigger is disabled',
  rule: 'Every trigger of the database fires; those of foreign keys included.',
  reason:
    'A restore or a repair that disabled them and never came back leaves the rules of the schema as mere text: order steps, immutable tenants, foreign keys.',
  fix: 'alter table … enable trigger all, then look for rows that broke a rule meanwhile.',
  sql: `select format('%s.%I', c.oid::regclass, g.tgname) as object,
  case g.tgenabled when 'D' then 'disabled' else 'fires in replica sessions only' end as detail
from pg_trigger g join pg_class c on c.oid = g.tgrelid join pg_namespace n on n.oid = c.relnamespace
where ${ownSchema} and g.tgenabled in ('D', 'R') order by 1`,
  example: {
    bad: 'alter table notes disable trigger notes_tenant_is_final',
    good: 'alter table notes disable trigger all; alter table notes enable trigger all',
    found: 'public.notes.notes_tenant_is_final',
  },
}
