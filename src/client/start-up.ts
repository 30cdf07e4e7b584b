import { DbError } from '../kernel/errors.ts'
import { missingFixes, oldestMajor, safeRelease } from '../kernel/server-fixes.ts'
import type { Statement } from './drivers/driver.ts'
import type { Rows } from './drivers/rows.ts'

/** What the tables named by it lack, for whoever is granted anything on them. The doctor's lints look closer. */
const unguarded = (lacks: string): string => `(select string_agg(c.relname, ', ' order by c.relname)
   from pg_catalog.pg_class c
   join pg_catalog.pg_attribute a on a.attrelid = c.oid and a.attname = 'tenant_id' and not a.attisdropped
   where c.relkind in ('r', 'p') and ${lacks}
     and (has_table_privilege(c.oid, 'select, insert, update, delete, truncate') or has_any_column_privilege(c.oid, 'select, insert, update')))`

export const inspectLogin: Statement = {
  text: `select
  current_setting('server_version_num')::int as version,
  r.rolsuper as superuser,
  r.rolbypassrls as bypass,
  r.rolcreaterole as creates_roles,
  r.rolcreatedb as creates_databases,
  r.rolreplication as replicates,
  exists (select from pg_catalog.pg_auth_members m where m.member = r.oid) as is_member,
  exists (select from pg_catalog.pg_shdepend d
          where d.refclassid = 'pg_catalog.pg_authid'::pg_catalog.regclass and d.refobjid = r.oid and d.deptype = 'o'
            and (d.dbid = b.oid or d.classid = 'pg_catalog.pg_database'::pg_catalog.regclass and d.objid = b.oid)) as is_owner,
  exists (select from pg_catalog.pg_proc p join pg_catalog.pg_namespace n on n.oid = p.pronamespace
          where n.nspname = 'app' and p.proname = 'enter') as migrated,
  ${unguarded('not (c.relrowsecurity and c.relforcerowsecurity)')} as unforced,
  ${unguarded(`not exists (
     select from pg_catalog.pg_policy p
     where p.polrelid = c.oid and not p.polpermissive and p.polcmd = '*' and p.polroles = '{0}' and p.polwithcheck is not null)`)} as without_guard,
  has_database_privilege(current_database(), 'temporary') as makes_temporary,
  has_function_privilege('pg_catalog.set_config(text, text, boolean)', 'execute')
    and not exists (select from pg_catalog.pg_proc p join pg_catalog.pg_namespace n on n.oid = p.pronamespace
                    where n.nspname = 'app' and p.proname = 'strict' and p.prosrc ~ 'select true') as sets_context
from pg_catalog.pg_roles r join pg_catalog.pg_database b on b.datname = current_database()
where r.rolname = current_user`,
  params: [],
  shape: 'objects',
}

/**
 * Refuses a deployment in which row level security could be gone around, and says what to do.
 *
 * @returns warnings that do not stop the start
 * @throws {DbError} `UNSAFE_SERVER` · `UNSAFE_ROLE` · `NOT_MIGRATED`
 */
export function judgeLogin(rows: Rows, role: 'app_user' | 'app_admin'): readonly string[] {
  const [row] = rows
  if (typeof row !== 'object' || row === null) throw new DbError('INTERNAL', 'the server did not describe the login')
  const fact = (name: string): unknown => Reflect.get(row, name)
  const version = Number(fact('version'))
  refuseOldServer(version)
  const faults = [
    [fact('superuser'), 'is a superuser, who stands above row level security'],
    [role === 'app_user' && fact('bypass'), 'has BYPASSRLS'],
    [fact('creates_roles'), 'may create roles'],
    [fact('creates_databases'), 'may create databases'],
    [fact('replicates'), 'may replicate'],
    [fact('is_owner'), 'owns objects, whose policies it could drop'],
    [fact('is_member'), 'is a member of another role, whose rights it can take'],
  ] as const
  const fault = faults.find(([found]) => found === true)
  if (fault) {
    throw new DbError(
      'UNSAFE_ROLE',
      `the login of this connection ${fault[1]}: connect as ${role}, which the migrations make and \`platform-db provision\` gives its password`,
      { details: { use: role } },
    )
  }
  if (fact('migrated') !== true) {
    throw new DbError('NOT_MIGRATED', 'the schema is not installed in this database: run `platform-db migrate`')
  }
  if (role === 'app_admin') return []
  refuseUnguarded(fact('unforced'), 'without forced row level security')
  refuseUnguarded(fact('without_guard'), 'without their guard')
  return [
    ...warningOfFixes(version),
    ...(fact('makes_temporary') === true
      ? ['PUBLIC may make temporary tables in this database, as in every restored or cloned one: `platform-db doctor`']
      : []),
    ...(fact('sets_context') === true
      ? ['set_config is open to everybody and the strict context is off: `platform-db context --strict on`']
      : []),
  ]
}

function refuseOldServer(version: number): void {
  if (version >= oldestMajor * 10_000) return
  throw new DbError(
    'UNSAFE_SERVER',
    `PostgreSQL ${Math.floor(version / 10_000)} is too old: use ${oldestMajor} or later`,
    { details: { need: `PostgreSQL ${oldestMajor}` } },
  )
}

function refuseUnguarded(tables: unknown, lack: string): void {
  if (typeof tables !== 'string') return
  throw new DbError(
    'UNSAFE_SERVER',
    `tables with a tenant_id but ${lack}: ${tables}; \`platform-db doctor\` tells more`,
    { details: { tables } },
  )
}

function warningOfFixes(version: number): readonly string[] {
  const missing = missingFixes(version)
  if (missing.length === 0) return []
  const safe = safeRelease(Math.floor(version / 10_000)) ?? 'the newest'
  const names = missing.map(({ cve }) => cve).join(', ')
  return [`this server lacks fixes of row level security (${names}): update it to ${safe} or later`]
}
