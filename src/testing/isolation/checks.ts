import { literal } from '../../kernel/ddl.ts'
import type { Declared } from './declared.ts'
import { rowsOf, type Session } from './session.ts'

/** A look at the catalogue for what no statement of the application shows: one row per fault. */
export interface CatalogueCheck {
  readonly id: string
  readonly name: string
  readonly reason: string
  readonly sql: string
}

const own = `n.nspname !~ '^(pg_|information_schema$|isolation_spy$|drizzle$)'`
const named = `format('%I.%I', n.nspname, c.relname)`
const of = 'from pg_class c join pg_namespace n on n.oid = c.relnamespace'
const hasTenant = `exists (select from pg_attribute a where a.attrelid = c.oid and a.attname = 'tenant_id' and not a.attisdropped)`
/** A table with a tenant that anybody but its owner and the administrators can come to. */
const reachable = `(exists (select from pg_policy p where p.polrelid = c.oid)
  or has_any_column_privilege('app_user', c.oid, 'select, insert, update, references')
  or has_table_privilege('app_user', c.oid, 'delete, truncate, trigger'))`
const guarded = `${own} and c.relkind in ('r', 'p') and ${hasTenant} and (c.relispartition or ${reachable})`

const guard = `(tenant_id = ( SELECT app.tenant_id() AS tenant_id))`
const isGuard = `p.polrelid = c.oid and not p.polpermissive and p.polcmd = '*' and p.polroles = '{0}'
  and pg_get_expr(p.polqual, p.polrelid) = ${literal(guard)} and pg_get_expr(p.polwithcheck, p.polrelid) = ${literal(guard)}`

/** Called for each row by policies and defaults, or by every scope: they name every schema themselves, where a SET clause would cost more. */
const pathless = ['app.verified', 'app.enter']

const keyed = (columns: string) => `exists (select from pg_attribute a
  where a.attrelid = ${columns.split('.')[0]}.conrelid and a.attname = 'tenant_id' and a.attnum = (${columns})[1])`

const catalogueChecks: readonly CatalogueCheck[] = [
  {
    id: 'C01',
    name: 'every table and partition with a tenant has row level security, forced',
    reason: 'without ENABLE nothing is filtered; without FORCE the owner and its definer functions are not',
    sql: `select ${named} as what ${of} where ${guarded} and not (c.relrowsecurity and c.relforcerowsecurity)`,
  },
  {
    id: 'C02',
    name: 'each has the guard: restrictive, for all commands, to public, in the one wording',
    reason: 'a permissive guard is one of several; one for a role can be lost with it; another wording is another rule',
    sql: `select ${named} as what ${of} where ${guarded} and not exists (select from pg_policy p where ${isGuard})`,
  },
  {
    id: 'C03',
    name: 'permissive policies are to public, or the owner’s',
    reason: 'a policy that names a role disappears with DROP OWNED before 15.20',
    sql: `select ${named} || ' ' || p.polname as what ${of} join pg_policy p on p.polrelid = c.oid
      where ${own} and p.polroles <> '{0}' and p.polroles <> array['app_owner'::regrole::oid]`,
  },
  {
    id: 'C04',
    name: 'no policy but the owner’s is true for everybody',
    reason: 'a permissive true hands out all that the guard leaves',
    sql: `select ${named} || ' ' || p.polname as what ${of} join pg_policy p on p.polrelid = c.oid
      where ${own} and p.polpermissive and p.polroles <> array['app_owner'::regrole::oid]
        and 'true' in (pg_get_expr(p.polqual, p.polrelid), pg_get_expr(p.polwithcheck, p.polrelid))`,
  },
  {
    id: 'C05',
    name: 'tenant_id is a uuid that is never null',
    reason: 'a row of nobody is a row that some policy forgets',
    sql: `select ${named} as what ${of} join pg_attribute a on a.attrelid = c.oid and a.attname = 'tenant_id'
      where ${guarded} and not (a.attnotnull and a.atttypid = 'uuid'::regtype)`,
  },
  {
    id: 'C06',
    name: 'primary, unique and exclusion keys have the tenant, foreign keys have it on both sides',
    reason: 'a check of a key sees every row: without the tenant it collides with, refers to and tells about others',
    sql: `select ${named} || ' ' || k.conname as what ${of} join pg_constraint k on k.conrelid = c.oid
      where ${guarded} and k.conparentid = 0 and (
        (k.contype in ('p', 'u') and not ${keyed('k.conkey')})
        or (k.contype = 'x' and not exists (select from pg_attribute a where a.attrelid = c.oid and a.attname = 'tenant_id'
              and (a.attnum = any (k.conkey) or pg_get_constraintdef(k.oid) ~ 'tenant_id')))
        or (k.contype = 'f' and exists (select from pg_attribute r where r.attrelid = k.confrelid and r.attname = 'tenant_id')
            and not exists (
              select from generate_subscripts(k.conkey, 1) i
              join pg_attribute a on a.attrelid = k.conrelid and a.attnum = k.conkey[i] and a.attname = 'tenant_id'
              join pg_attribute b on b.attrelid = k.confrelid and b.attnum = k.confkey[i] and b.attname = 'tenant_id')))
      union all
      select ${named} || ' ' || x.relname ${of} join pg_index i on i.indrelid = c.oid join pg_class x on x.oid = i.indexrelid
      where ${guarded} and i.indisunique and not exists (
        select from pg_attribute a where a.attrelid = c.oid and a.attname = 'tenant_id' and a.attnum = i.indkey[0])`,
  },
  {
    id: 'C07',
    name: 'the application may not truncate, refer to or put triggers on anything',
    reason: 'TRUNCATE asks no policy; REFERENCES probes for rows; a trigger runs in the transactions of others',
    sql: `select ${named} || ' ' || privilege as what ${of}, unnest(array['truncate', 'references', 'trigger']) privilege
      where ${own} and c.relkind in ('r', 'p', 'v', 'm', 'f') and has_table_privilege('app_user', c.oid, privilege)`,
  },
  {
    id: 'C08',
    name: 'nothing is granted on partitions, nor to PUBLIC, nor with the right to hand it on',
    reason: 'a partition is reached through its parent alone; PUBLIC is whoever comes next',
    sql: `select distinct ${named} || ' to ' || case acl.grantee when 0 then 'public' else acl.grantee::regrole::text end as what
      ${of}, aclexplode(c.relacl) acl
      where ${own} and acl.grantee <> c.relowner
        and (acl.grantee = 0 or acl.is_grantable or (c.relispartition and c.relkind in ('r', 'p')))`,
  },
  {
    id: 'C09',
    name: 'views read as whoever asks; materialized views and foreign tables are not handed out',
    reason: 'a view reads as its owner, and a copy has no policies',
    sql: `select ${named} as what ${of} where ${own} and (
      (c.relkind = 'v' and not coalesce(array_to_string(c.reloptions, ',') ~ 'security_invoker=(true|on)', false))
      or (c.relkind in ('m', 'f') and has_any_column_privilege('app_user', c.oid, 'select')))`,
  },
  {
    id: 'C10',
    name: 'the login has no attribute, no membership, no setting and no object of its own',
    reason: 'each is a way above, or around, the policies',
    sql: `select 'attribute' as what from pg_roles where rolname = 'app_user'
        and (rolsuper or rolbypassrls or rolcreaterole or rolcreatedb or rolreplication or rolinherit)
      union all select 'member of ' || roleid::regrole::text from pg_auth_members where member = 'app_user'::regrole
      union all select 'setting' from pg_db_role_setting where setrole = 'app_user'::regrole
      union all select 'owns ' || c.relname from pg_class c where c.relowner = 'app_user'::regrole
      union all select 'owner may ' || case when rolsuper then 'everything' else 'bypass' end from pg_roles
        where rolname = 'app_owner' and (rolsuper or rolbypassrls or rolcanlogin)`,
  },
  {
    id: 'C11',
    name: 'what gets around the context is revoked: settings, signals, large objects, temporary tables',
    reason: 'PUBLIC has these by default',
    sql: `select p.oid::regprocedure::text as what from pg_proc p
      where p.pronamespace = 'pg_catalog'::regnamespace
        and (p.proname in ('set_config', 'pg_terminate_backend', 'pg_cancel_backend', 'loread', 'lowrite') or p.proname like 'lo\\_%')
        and has_function_privilege('app_user', p.oid, 'execute')
      union all select 'temporary tables' where has_database_privilege('app_user', current_database(), 'temporary')
      union all select 'schemas in the database' where has_database_privilege('app_user', current_database(), 'create')
      union all select 'objects in ' || nspname from pg_namespace n where ${own} and has_schema_privilege('app_user', n.oid, 'create')`,
  },
  {
    id: 'C12',
    name: 'definer functions are the owner’s, name their schemas, and are nobody’s by default',
    reason: 'one of a superuser stands above the policies; one with an open search_path calls what a caller puts there',
    sql: `select p.oid::regprocedure::text as what from pg_proc p join pg_namespace n on n.oid = p.pronamespace
      where ${own} and p.prosecdef and (
        p.proowner <> 'app_owner'::regrole
        or has_function_privilege('public', p.oid, 'execute')
        or (not exists (select from unnest(p.proconfig) c(setting) where setting ~ '^search_path=pg_catalog,.*pg_temp$')
            and format('%s.%s', n.nspname, p.proname) not in (${pathless.map(literal).join(', ')})))`,
  },
  {
    id: 'C13',
    name: 'the functions of the context are stable, are the owner’s, and run as the caller; those that see a key do not',
    reason: 'IMMUTABLE freezes a tenant into a plan, VOLATILE asks for each row; whoever owns them decides who is who',
    sql: `select p.oid::regprocedure::text as what from pg_proc p
      where p.pronamespace = 'app'::regnamespace and (
        (p.proname in ('context', 'tenant_id', 'actor_id', 'actor_kind', 'actor') and (p.provolatile <> 's' or p.prosecdef or p.proparallel <> 's'))
        or (p.proname in ('context', 'tenant_id', 'actor_id', 'actor_kind', 'actor', 'enter', 'verified', 'strict') and p.proowner <> 'app_owner'::regrole)
        or (p.proname in ('verified', 'enter') and not p.prosecdef))`,
  },
  {
    id: 'C14',
    name: 'no function sends notifications',
    reason: 'NOTIFY asks no policy: any login may listen',
    sql: `select p.oid::regprocedure::text as what from pg_proc p join pg_namespace n on n.oid = p.pronamespace
      where ${own} and p.prosrc ~* '\\m(pg_notify|notify)\\M'`,
  },
  {
    id: 'C15',
    name: 'no trigger of a table with a tenant is switched off',
    reason: 'rows that are only added, stamps, a tenant that is final: held by triggers',
    sql: `select ${named} || ' ' || t.tgname as what ${of} join pg_trigger t on t.tgrelid = c.oid where ${own} and t.tgenabled in ('D', 'R')`,
  },
  {
    id: 'C16',
    name: 'nothing of the private schema is granted',
    reason: 'the keys that sign contexts are there',
    sql: `select ${named} as what ${of}
        where n.nspname = 'app_private' and exists (select from aclexplode(c.relacl) acl where acl.grantee <> c.relowner)
      union all select 'schema ' || nspname from pg_namespace where nspname = 'app_private' and has_schema_privilege('app_user', oid, 'usage')`,
  },
  {
    id: 'C20',
    name: 'every table and view is the owner’s',
    reason: 'whoever owns it may switch row security off, and a superuser stands above it',
    sql: `select ${named} as what ${of} where ${own} and c.relkind in ('r', 'p', 'v', 'm', 'f', 'S') and c.relowner <> 'app_owner'::regrole`,
  },
  {
    id: 'C17',
    name: 'every constraint is validated',
    reason: 'a key that was never checked holds for new rows alone',
    sql: `select ${named} || ' ' || k.conname as what ${of} join pg_constraint k on k.conrelid = c.oid where ${own} and not k.convalidated`,
  },
]

/** What differs between the declarations and the catalogue; their tables alone are looked at. */
const declarationChecks: readonly CatalogueCheck[] = [
  {
    id: 'C18',
    name: 'the application may do with a table what its access names, and nothing else',
    reason: 'a privilege without a policy waits for the policy; keys are changed by nobody',
    sql: `select d.name || ' ' || command as what
      from declared d, unnest(array['select', 'insert', 'update', 'delete']) command
      where (case when command = 'delete' then has_table_privilege('app_user', d.name, 'delete')
             else has_any_column_privilege('app_user', d.name, command) end) <> (command = any (d.commands))
      union all
      select d.name || ' ' || a.attname from declared d
      join pg_index i on i.indrelid = d.name::regclass and i.indisprimary
      join pg_attribute a on a.attrelid = i.indrelid and a.attnum = any (i.indkey)
      where has_column_privilege('app_user', i.indrelid, a.attnum, 'update')`,
  },
  {
    id: 'C19',
    name: 'the policies of a table are those of its declaration',
    reason: 'one too many widens what the others narrow; one too few is a rule that nobody keeps',
    sql: `with live as (
        select d.name, p.polname || ' ' || case when p.polpermissive then 'permissive ' else 'restrictive ' end
          || case p.polcmd when 'r' then 'select' when 'a' then 'insert' when 'w' then 'update' when 'd' then 'delete' else 'all' end as policy
        from declared d join pg_policy p on p.polrelid = d.name::regclass)
      select name || ' ' || policy as what from live l
      where not exists (select from declared d where d.name = l.name and l.policy = any (d.policies))
      union all
      select d.name || ' ' || policy from declared d, unnest(d.policies) policy
      where not exists (select from live l where l.name = d.name and l.policy = policy.policy)`,
  },
]

export const checkCount = catalogueChecks.length + declarationChecks.length

export interface Fault {
  readonly id: string
  readonly name: string
  readonly what: string
}

/** Every fault that the catalogue shows, by itself and beside what the code declares. */
export async function checkCatalogue(superuser: Session, declared: Declared): Promise<Fault[]> {
  const tables = [...declared].map(([name, { policies, ...access }]) => {
    const commands = Object.entries(access).flatMap(([command, { kinds }]) => (kinds.length > 0 ? [command] : []))
    const list = (texts: readonly string[]) => `array[${texts.map(literal).join(', ')}]::text[]`
    return `(${literal(name)}, ${list(commands)}, ${list(policies)})`
  })
  const beside = `with declared (name, commands, policies) as (values ${tables.join(', ')}) `
  const faults: Fault[] = []
  for (const { id, name, sql } of [
    ...catalogueChecks,
    ...(tables.length > 0 ? declarationChecks.map((check) => ({ ...check, sql: merged(beside, check.sql) })) : []),
  ]) {
    for (const { what } of await rowsOf<{ what: string }>(superuser, sql)) faults.push({ id, name, what })
  }
  return faults
}

/** Two WITH clauses are one. */
const merged = (head: string, query: string): string =>
  query.startsWith('with ') ? `${head.trimEnd()}, ${query.slice('with '.length)}` : `${head}${query}`
