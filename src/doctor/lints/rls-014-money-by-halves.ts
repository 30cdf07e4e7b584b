import { ownSchema } from '../catalog-sql.ts'
import type { Lint } from '../lint.ts'

export const moneyByHalves: Lint = {
  id: 'RLS-014',
  level: 'warning',
  title: 'Money in a type that loses it',
  rule: 'An amount is numeric, or the domain mxn; never real, double precision or money.',
  reason: 'Floats have no 0.10; the type money rounds to the locale of whoever reads it.',
  fix: 'alter table … alter column … type mxn (rewrites the table)',
  sql: `select format('%s.%I', c.oid::regclass, a.attname) as object, format_type(a.atttypid, a.atttypmod) as detail
from pg_class c join pg_namespace n on n.oid = c.relnamespace
join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
where c.relkind in ('r', 'p') and not c.relispartition and ${ownSchema}
  and (a.atttypid = 'money'::regtype or a.atttypid in ('real'::regtype, 'double precision'::regtype)
    and a.attname ~ '(^|_)(price|amount|total|subtotal|discount|tax|iva|ieps|fee|tip|cost|balance|paid|refunded|centavos|pesos|mxn)(_|$)')
order by 1`,
  example: {
    bad: 'alter table notes add column tip_amount double precision',
    good: 'alter table notes add column tip_amount mxn, add column latitude double precision',
    found: 'public.notes.tip_amount',
  },
}
