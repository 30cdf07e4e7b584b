// Pieces that the SQL of several lints is made of.

/** No schema of the system's. `n` is a pg_namespace. */
export const ownSchema = `n.nspname !~ '^pg_' and n.nspname <> 'information_schema'`

/** A relation that no extension brought. `c` is a pg_class. */
export const noExtension = `not exists (
      select from pg_depend d where d.classid = 'pg_class'::regclass and d.objid = c.oid and d.deptype = 'e')`

/** Somebody beside its owner and the administrators is granted something on `c`, or on a column of it. */
const granted = `exists (
      select from pg_attribute p, aclexplode(case when p.attnum = 0 then null else p.attacl end) x
      where p.attrelid = c.oid and x.grantee <> c.relowner and x.grantee <> admin.oid
      union all
      select from aclexplode(c.relacl) x where x.grantee <> c.relowner and x.grantee <> admin.oid)`

/**
 * `tenant_tables`: tables with a tenant_id that row level security is on for, or that somebody may touch. Not the
 * platform's own tables, which name a tenant but are granted to administrators alone. Partitions have lints of their own.
 */
export const tenantTables = `tenant_tables as (
  select c.oid, c.relrowsecurity, c.relforcerowsecurity, c.relowner, a.attnum as tenant, a.atttypid, a.attnotnull
  from pg_class c
  join pg_namespace n on n.oid = c.relnamespace
  join pg_attribute a on a.attrelid = c.oid and a.attname = 'tenant_id' and not a.attisdropped
  cross join (select coalesce((select oid from pg_roles where rolname = 'app_admin'), 0) as oid) admin
  where c.relkind in ('r', 'p') and ${ownSchema}
    and not exists (select from pg_inherits i where i.inhrelid = c.oid)
    and (c.relrowsecurity or ${granted})
)`

/** `children`: partitions and heirs of tenant tables, at any depth. Behind `tenantTables`, in a WITH RECURSIVE. */
export const children = `children as (
  select i.inhrelid as oid, t.oid as root from pg_inherits i join tenant_tables t on t.oid = i.inhparent
  union all
  select i.inhrelid, r.root from pg_inherits i join children r on r.oid = i.inhparent
)`

/** `t` has its guard: RESTRICTIVE, for every command, TO PUBLIC, with the one condition for reading and writing. */
export const guarded = (t: string): string => `exists (
  select from pg_policy p
  where p.polrelid = ${t}.oid and not p.polpermissive and p.polcmd = '*' and p.polroles = '{0}'
    and pg_get_expr(p.polqual, p.polrelid) in ${conditions}
    and pg_get_expr(p.polwithcheck, p.polrelid) in ${conditions})`

/** The second is the form that Citus asks for, which refuses a sub-select in a policy. */
const conditions = `(
      '(tenant_id = ( SELECT app.tenant_id() AS tenant_id))', '(tenant_id = ANY (ARRAY[app.tenant_id()]))')`

/** `policies`: those of the database's own tables, with both conditions as text. */
export const policies = `policies as (
  select p.polname, p.polrelid, p.polcmd, p.polpermissive, p.polroles,
    coalesce(pg_get_expr(p.polqual, p.polrelid), '') as qual,
    coalesce(pg_get_expr(p.polwithcheck, p.polrelid), '') as with_check,
    format('%s.%I', p.polrelid::regclass, p.polname) as name
  from pg_policy p
  join pg_class c on c.oid = p.polrelid
  join pg_namespace n on n.oid = c.relnamespace
  where ${ownSchema}
)`

/** `functions`: those of the database's own schemas, without the extensions'. */
export const functions = `functions as (
  select p.oid, p.proname, p.proowner, p.prosecdef, p.proleakproof, p.provolatile, p.proconfig, p.proacl, p.prosrc,
    p.oid::regprocedure::text as name
  from pg_proc p
  join pg_namespace n on n.oid = p.pronamespace
  where ${ownSchema} and p.prokind in ('f', 'p')
    and not exists (select from pg_depend d where d.classid = 'pg_proc'::regclass and d.objid = p.oid and d.deptype = 'e')
)`

/** The oid of a role; null when there is none of that name. */
export const role = (name: string): string => `(select r.oid from pg_roles r where r.rolname = '${name}')`
