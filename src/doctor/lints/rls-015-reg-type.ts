import { ownSchema } from '../catalog-sql.ts'
import type { Lint } from '../lint.ts'

export const regType: Lint = {
  id: 'RLS-015',
  level: 'warning',
  title: 'A column that holds an object id',
  rule: 'No column is of a reg* type, but regclass, regrole and regtype.',
  reason: 'Object ids are other ones after pg_upgrade, which therefore refuses a database with such a column.',
  fix: 'alter table … alter column … type text using …::text',
  sql: `select format('%s.%I', c.oid::regclass, a.attname) as object, format_type(a.atttypid, null) as detail
from pg_class c join pg_namespace n on n.oid = c.relnamespace
join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
where c.relkind in ('r', 'p', 'm') and not c.relispartition and ${ownSchema}
  and a.atttypid in ('regcollation'::regtype, 'regconfig'::regtype, 'regdictionary'::regtype, 'regnamespace'::regtype,
    'regoper'::regtype, 'regoperator'::regtype, 'regproc'::regtype, 'regprocedure'::regtype)
order by 1`,
  example: {
    bad: 'alter table notes add column handler regproc',
    good: 'alter table notes add column handler text',
    found: 'public.notes.handler',
  },
}
