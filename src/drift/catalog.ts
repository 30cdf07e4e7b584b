import type { MigrationConnection } from '../migrations/connection.ts'

/** One object of a database, in words that do not depend on the version of the server (tested on 15, 17 and 18). */
export interface CatalogEntry {
  /** `policy public.orders.orders_tenant` */
  readonly object: string
  /** The table, view or schema that it is a part of. */
  readonly of: string
  readonly definition: string
}

const ownSchema = `n.nspname !~ '^pg_' and n.nspname not in ('information_schema', 'drizzle')`

const acl = (list: string, owner: string): string => `coalesce((
    select string_agg(format('%s %s', case x.grantee when 0 then 'public' else x.grantee::regrole::text end, x.privileges), ', ' order by x.grantee::regrole::text)
    from (
      select a.grantee, string_agg(lower(a.privilege_type), '+' order by a.privilege_type) as privileges
      from aclexplode(${list}) a where a.grantee <> ${owner} group by a.grantee) x), 'nobody')`

/**
 * What may differ between two sound installations is left out: partitions, which come with time; attributes of roles,
 * and privileges on the database and on public, which the doctor's lints look at; the switch of the strict context;
 * storage parameters; and the catalogue of NOT NULL constraints that PostgreSQL 18 begins.
 */
const query = `with relations as (
  select c.oid, c.relkind, c.relname, c.relowner, c.relacl, c.relrowsecurity, c.relforcerowsecurity, c.reloptions,
    format('%I.%I', n.nspname, c.relname) as name
  from pg_class c join pg_namespace n on n.oid = c.relnamespace
  where c.relkind in ('r', 'p', 'v', 'm') and not c.relispartition and c.relpersistence <> 't' and ${ownSchema}
)
select object, part_of, definition from (
  select format('schema %I', n.nspname) as object, n.nspname::text as part_of,
    format('owner %s, granted %s', n.nspowner::regrole, ${acl('n.nspacl', 'n.nspowner')}) as definition
  from pg_namespace n where n.nspname in ('app', 'app_private')
  union all
  select format('table %s', r.name), r.name, format('%srow security %s, owner %s, granted %s',
    case r.relkind when 'p' then format('partitioned by %s, ', pg_get_partkeydef(r.oid)) else '' end,
    case when r.relforcerowsecurity and r.relrowsecurity then 'forced' when r.relrowsecurity then 'on' else 'off' end,
    r.relowner::regrole, ${acl('r.relacl', 'r.relowner')})
  from relations r where r.relkind in ('r', 'p')
  union all
  select format('view %s', r.name), r.name, format('%s, owner %s, granted %s, text %s', coalesce(r.reloptions::text, 'no options'),
    r.relowner::regrole, ${acl('r.relacl', 'r.relowner')},
    -- From 16 on columns of a single table are written without its name.
    md5(regexp_replace(regexp_replace(pg_get_viewdef(r.oid), '\\m[a-z_0-9]+\\.', '', 'g'), '\\s+', ' ', 'g')))
  from relations r where r.relkind in ('v', 'm')
  union all
  select format('column %s.%I', r.name, a.attname), r.name, concat_ws(' ', format_type(a.atttypid, a.atttypmod),
    case when a.attnotnull then 'not null' end,
    case when a.attidentity <> '' then format('identity %s', a.attidentity) end,
    case when a.attgenerated <> '' then 'generated as' else case when d.oid is not null then 'default' end end,
    pg_get_expr(d.adbin, d.adrelid),
    case when a.attacl is not null then format('granted %s', ${acl('a.attacl', 'r.relowner')}) end)
  from relations r join pg_attribute a on a.attrelid = r.oid and a.attnum > 0 and not a.attisdropped
  left join pg_attrdef d on d.adrelid = a.attrelid and d.adnum = a.attnum
  union all
  select format('constraint %s.%I', r.name, k.conname), r.name, pg_get_constraintdef(k.oid)
  from relations r join pg_constraint k on k.conrelid = r.oid where k.contype not in ('n', 't') and k.conparentid = 0
  union all
  select format('index %s.%I', r.name, c.relname), r.name, concat(pg_get_indexdef(i.indexrelid), case when not i.indisvalid then ' invalid' end)
  from relations r join pg_index i on i.indrelid = r.oid join pg_class c on c.oid = i.indexrelid
  where not exists (select from pg_constraint k where k.conindid = i.indexrelid and k.conrelid = r.oid)
  union all
  select format('statistics %s.%I', r.name, s.stxname), r.name, pg_get_statisticsobjdef(s.oid)
  from relations r join pg_statistic_ext s on s.stxrelid = r.oid
  union all
  select format('policy %s.%I', r.name, p.polname), r.name, concat_ws(' ',
    case when p.polpermissive then 'permissive' else 'restrictive' end,
    case p.polcmd when 'r' then 'select' when 'a' then 'insert' when 'w' then 'update' when 'd' then 'delete' else 'all' end, 'to',
    (select string_agg(case o when 0 then 'public' else o::regrole::text end, ', ' order by o::regrole::text) from unnest(p.polroles) o),
    'using ' || pg_get_expr(p.polqual, p.polrelid), 'with check ' || pg_get_expr(p.polwithcheck, p.polrelid))
  from relations r join pg_policy p on p.polrelid = r.oid
  union all
  select format('trigger %s.%I', r.name, t.tgname), r.name, concat(pg_get_triggerdef(t.oid),
    case t.tgenabled when 'D' then ' disabled' when 'R' then ' in replica sessions' when 'A' then ' always' end)
  from relations r join pg_trigger t on t.tgrelid = r.oid where not t.tgisinternal and t.tgparentid = 0
  union all
  select format('rule %s.%I', r.name, w.rulename), r.name, pg_get_ruledef(w.oid)
  from relations r join pg_rewrite w on w.ev_class = r.oid where w.rulename <> '_RETURN'
  union all
  select format('function %s', p.oid::regprocedure), n.nspname::text, format('%s%s, owner %s, granted %s, text %s',
    case when p.prosecdef then 'security definer, ' else '' end,
    case p.provolatile when 'i' then 'immutable' when 's' then 'stable' else 'volatile' end,
    p.proowner::regrole, ${acl(`coalesce(p.proacl, acldefault('f', p.proowner))`, 'p.proowner')},
    md5(case when n.nspname = 'app' and p.proname = 'strict'
      then replace(pg_get_functiondef(p.oid), 'select true', 'select false') else pg_get_functiondef(p.oid) end))
  from pg_proc p join pg_namespace n on n.oid = p.pronamespace
  where ${ownSchema} and p.prokind in ('f', 'p')
    and not exists (select from pg_depend d where d.classid = 'pg_proc'::regclass and d.objid = p.oid and d.deptype = 'e')
  union all
  select format('domain %s', t.oid::regtype), n.nspname::text, concat_ws(' ', format_type(t.typbasetype, t.typtypmod),
    (select string_agg(pg_get_constraintdef(k.oid), ' ' order by k.conname) from pg_constraint k where k.contypid = t.oid and k.contype = 'c'))
  from pg_type t join pg_namespace n on n.oid = t.typnamespace where t.typtype = 'd' and ${ownSchema}
) entries
order by object collate "C"`

/** Everything in a database that is no system's, no partition and no extension's; any login may read it. */
export async function readCatalog(connection: MigrationConnection): Promise<readonly CatalogEntry[]> {
  const rows = await connection.run(query)
  return rows.map((row) => ({
    object: String(row['object']),
    of: String(row['part_of']),
    definition: String(row['definition']),
  }))
}
