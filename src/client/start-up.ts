import { DbError } from '../kernel/errors.ts'
import type { Statement } from './drivers/driver.ts'
import type { Rows } from './drivers/rows.ts'

const MIN_SERVER = 150000
/** The November 2026 minor: CVE-2026-120154 and CVE-2026-116311 read and drop through row level security before it. */
const SAFE_MINORS: Readonly<Record<number, number>> = { 15: 150020 }

export const inspectLogin: Statement = {
  text: `select
  current_setting('server_version_num')::int as version,
  r.rolsuper as superuser,
  r.rolbypassrls as bypass,
  r.rolcreaterole as creates_roles,
  r.rolreplication as replicates,
  exists (select from pg_catalog.pg_auth_members m where m.member = r.oid) as is_member,
  exists (select from pg_catalog.pg_class c where c.relowner = r.oid and c.relkind in ('r', 'p', 'v', 'm', 'f')) as is_owner,
  exists (select from pg_catalog.pg_proc p join pg_catalog.pg_namespace n on n.oid = p.pronamespace
          where n.nspname = 'app' and p.proname = 'enter') as migrated,
  (select string_agg(c.relname, ', ' order by c.relname)
   from pg_catalog.pg_class c
   join pg_catalog.pg_attribute a on a.attrelid = c.oid and a.attname = 'tenant_id' and not a.attisdropped
   where c.relkind in ('r', 'p') and not (c.relrowsecurity and c.relforcerowsecurity)
     and has_table_privilege(c.oid, 'select, insert, update, delete, truncate')) as unguarded
from pg_catalog.pg_roles r where r.rolname = current_user`,
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
  if (version < MIN_SERVER) {
    throw new DbError('UNSAFE_SERVER', `PostgreSQL ${Math.floor(version / 10000)} is too old: use 15 or later`, {
      details: { need: 'PostgreSQL 15' },
    })
  }
  const faults = [
    [fact('superuser'), 'is a superuser, who stands above row level security'],
    [role === 'app_user' && fact('bypass'), 'has BYPASSRLS'],
    [fact('creates_roles'), 'may create roles'],
    [fact('replicates'), 'may replicate'],
    [fact('is_owner'), 'owns tables'],
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
  const unguarded = fact('unguarded')
  if (role === 'app_user' && typeof unguarded === 'string') {
    throw new DbError('UNSAFE_SERVER', `tables with a tenant_id but without forced row level security: ${unguarded}`, {
      details: { tables: unguarded },
    })
  }
  const safe = SAFE_MINORS[Math.floor(version / 10000)]
  return safe !== undefined && version < safe
    ? [
        `this server's minor release lacks the row level security fixes of November 2026: update it to ${(safe / 10000) | 0}.${safe % 100}`,
      ]
    : []
}
