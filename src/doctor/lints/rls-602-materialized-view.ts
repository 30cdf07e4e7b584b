import { noExtension, ownSchema } from '../catalog-sql.ts'
import type { Lint } from '../lint.ts'

export const materializedView: Lint = {
  id: 'RLS-602',
  level: 'error',
  title: 'A materialized view that the application reads',
  rule: 'No materialized view is granted to PUBLIC, app_user or app_admin.',
  reason: 'A materialized view has no row level security: it holds what its owner saw, of every tenant.',
  fix: 'revoke all on table … from …; keep it in a private schema and read it in a definer function that asks for the tenant.',
  sql: `select c.oid::regclass::text as object, null as detail
from pg_class c join pg_namespace n on n.oid = c.relnamespace
where c.relkind = 'm' and ${ownSchema} and ${noExtension} and has_table_privilege('app_user', c.oid, 'select') order by 1`,
  example: {
    bad: 'create materialized view note_counts as select count(*) as notes from notes; grant select on table note_counts to app_user',
    good: 'create materialized view note_counts as select count(*) as notes from notes',
    found: 'public.note_counts',
  },
}
