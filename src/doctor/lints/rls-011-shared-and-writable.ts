import { ownSchema } from '../catalog-sql.ts'
import type { Lint } from '../lint.ts'

export const sharedAndWritable: Lint = {
  id: 'RLS-011',
  level: 'error',
  title: 'A shared table that the application may write',
  rule: 'app_user may not insert into, update or delete from a table without row level security.',
  reason: 'What one tenant writes there every other one reads.',
  fix: 'give the table a tenant_id (tenantTable), or revoke insert, update, delete on table … from app_user, public and write it in migrations or definer functions.',
  sql: `select c.oid::regclass::text as object, null as detail
from pg_class c join pg_namespace n on n.oid = c.relnamespace
where c.relkind in ('r', 'p') and c.relpersistence <> 't' and ${ownSchema} and not c.relrowsecurity
  and (has_table_privilege('app_user', c.oid, 'insert, update, delete') or has_any_column_privilege('app_user', c.oid, 'insert, update'))
order by 1`,
  example: {
    bad: `create table flags (name text primary key);
grant select, insert on table flags to app_user`,
    good: `create table flags (name text primary key);
grant select on table flags to app_user`,
    found: 'public.flags',
  },
}
