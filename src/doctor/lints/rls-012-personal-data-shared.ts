import { ownSchema } from '../catalog-sql.ts'
import type { Lint } from '../lint.ts'

export const personalDataShared: Lint = {
  id: 'RLS-012',
  level: 'error',
  title: 'Personal data in a shared table',
  rule: 'No column that is named after personal data or a secret stands in a table that app_user reads without row level security.',
  reason: 'Every tenant reads it.',
  fix: 'move the column to a table of tenants, or revoke select from app_user.',
  sql: `select c.oid::regclass::text as object, string_agg(a.attname, ', ' order by a.attname) as detail
from pg_class c join pg_namespace n on n.oid = c.relnamespace
join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
where c.relkind in ('r', 'p') and c.relpersistence <> 't' and ${ownSchema} and not c.relrowsecurity
  and has_column_privilege('app_user', c.oid, a.attnum, 'select')
  and a.attname ~ '(^|_)(email|phone|telephone|rfc|curp|clabe|iban|card_number|password|passwd|secret|token|api_key|birth_date|born_on)(_|$)'
group by c.oid order by 1`,
  example: {
    bad: `create table couriers_abroad (id uuid primary key, contact_email text);
grant select on table couriers_abroad to app_user`,
    good: `create table couriers_abroad (id uuid primary key, contact_email text);
grant select (id) on table couriers_abroad to app_user`,
    found: 'public.couriers_abroad',
  },
}
