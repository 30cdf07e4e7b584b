/**
 * What a database has of ours, in words that do not depend on the server's version: tables, columns, constraints,
 * indexes, policies, triggers, functions and grants.
 */
export const catalog = `
select line from (
  select format('table %s rls %s force %s owner %s acl %s', c.oid::regclass, c.relrowsecurity, c.relforcerowsecurity, pg_get_userbyid(c.relowner),
    (select string_agg(format('%s:%s', x.grantee::regrole, x.privilege_type), ' ' order by x.grantee::regrole::text, x.privilege_type)
     from aclexplode(c.relacl) x where x.grantee <> c.relowner)) as line
  from pg_class c where c.relkind in ('r', 'p') and c.relnamespace in ('public'::regnamespace, 'app_private'::regnamespace)
  union all
  select format('column %s.%s %s %s default %s acl %s', a.attrelid::regclass, a.attname, format_type(a.atttypid, a.atttypmod), a.attnotnull,
    (select pg_get_expr(d.adbin, d.adrelid) from pg_attrdef d where d.adrelid = a.attrelid and d.adnum = a.attnum), a.attacl)
  from pg_attribute a join pg_class c on c.oid = a.attrelid
  where a.attnum > 0 and c.relkind in ('r', 'p') and c.relnamespace in ('public'::regnamespace, 'app_private'::regnamespace)
  union all
  select format('constraint %s on %s %s', conname, conrelid::regclass, pg_get_constraintdef(oid)) from pg_constraint
  where contype <> 'n' and conparentid = 0 and connamespace in ('public'::regnamespace, 'app_private'::regnamespace)
  union all
  select indexdef from pg_indexes where schemaname in ('public', 'app_private')
  union all
  select format('policy %s', p) from pg_policies p
  union all
  select pg_get_triggerdef(t.oid) from pg_trigger t where not t.tgisinternal
  union all
  select format('function %s owner %s acl %s', pg_get_functiondef(p.oid), pg_get_userbyid(p.proowner), p.proacl)
  from pg_proc p where p.pronamespace = 'app'::regnamespace
) lines order by line collate "C"`
