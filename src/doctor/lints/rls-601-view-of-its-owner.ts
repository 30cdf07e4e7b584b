import { noExtension, ownSchema } from '../catalog-sql.ts'
import type { Lint } from '../lint.ts'

export const viewOfItsOwner: Lint = {
  id: 'RLS-601',
  level: 'error',
  title: 'A view that reads with the rights of its owner',
  rule: 'Every view is security_invoker.',
  reason:
    'Without it the policies that apply are the owner’s: a view of a superuser shows every tenant, one of app_owner every actor’s rows.',
  fix: 'alter view … set (security_invoker = true)',
  sql: `select c.oid::regclass::text as object, format('owned by %s', c.relowner::regrole) as detail
from pg_class c join pg_namespace n on n.oid = c.relnamespace
where c.relkind = 'v' and c.relpersistence <> 't' and ${ownSchema} and ${noExtension}
  and not exists (
    select from pg_options_to_table(c.reloptions) o
    where o.option_name = 'security_invoker' and o.option_value in ('true', 'on', 'yes', '1'))
order by 1`,
  example: {
    bad: 'create view short_notes as select * from notes where length(body) < 10',
    good: 'create view short_notes with (security_invoker = true) as select * from notes where length(body) < 10',
    found: 'public.short_notes',
  },
}
