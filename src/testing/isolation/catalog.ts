import { literal } from '../../kernel/ddl.ts'
import { rowsOf, type Session } from './session.ts'

export interface Table {
  /** Quoted where it must be, schema included. */
  readonly name: string
  readonly partitioned: boolean
  /** That a row can be written to: generated ones are not. */
  readonly columns: readonly string[]
  /** One of them that the application may update, if there is one. */
  readonly settable: string
  /** A row of the victim, and one of the attacker, as JSON text. */
  readonly row: string
  readonly ownRow: string
  /** No privilege of the application, no policy: closed to it altogether, and not guarded by row. */
  readonly closed: boolean
}

export interface ForeignKey {
  readonly name: string
  readonly table: string
  /** Without `tenant_id`. */
  readonly columns: readonly string[]
  readonly parent: string
  readonly parentColumns: readonly string[]
}

export interface Routine {
  readonly name: string
  readonly types: readonly string[]
}

/** What there is to attack, as the live database has it: a new table is in it by itself. */
export interface Catalog {
  readonly tables: readonly Table[]
  readonly partitions: readonly string[]
  /** Views, materialized views and foreign tables. */
  readonly views: readonly string[]
  /** Tables without a tenant. */
  readonly shared: readonly string[]
  readonly foreignKeys: readonly ForeignKey[]
  /** Functions that the application may call. */
  readonly functions: readonly Routine[]
  readonly sequences: readonly string[]
  /** Values of the victim's rows that a function may be called with. */
  readonly ids: readonly string[]
  readonly words: readonly string[]
  /** Tables with a tenant that are not attacked here, and their partitions. */
  readonly others: readonly string[]
}

const own = `n.nspname !~ '^(pg_|information_schema$|isolation_spy$)'`

interface RawTable {
  readonly name: string
  readonly partitioned: boolean
  readonly columns: readonly string[]
  readonly settable: string | null
  readonly closed: boolean
}

/** Reads the catalog as a superuser. `only` names tables; left out, all that have a tenant. */
export async function readCatalog(
  superuser: Session,
  { victimId, attackerId }: { readonly victimId: string; readonly attackerId: string },
  only?: (table: string) => boolean,
): Promise<Catalog> {
  const raw = await rowsOf<RawTable>(superuser, tablesQuery)
  const tables: Table[] = []
  const missing: string[] = []
  const rowOf = async (table: string, tenantId: string): Promise<string | undefined> => {
    const query = `select to_jsonb(t)::text as row from ${table} t where tenant_id = ${literal(tenantId)} limit 1`
    return (await rowsOf<{ row: string }>(superuser, query))[0]?.row
  }
  for (const table of raw.filter(({ name }) => only?.(name) ?? true)) {
    const row = await rowOf(table.name, victimId)
    const ownRow = await rowOf(table.name, attackerId)
    if (row === undefined || ownRow === undefined) missing.push(table.name)
    else tables.push({ ...table, settable: table.settable ?? table.columns[0] ?? 'tenant_id', row, ownRow })
  }
  if (missing.length > 0) {
    throw new Error(
      `no row to attack in ${missing.join(', ')}: the tenant that the proof is given must have one in each`,
    )
  }
  const names = new Set(tables.map(({ name }) => name))
  const relations = await rowsOf<{ name: string; kind: string; parent: string | null }>(superuser, relationsQuery)
  const keys = await rowsOf<ForeignKey>(superuser, foreignKeysQuery)
  return {
    tables,
    partitions: relations.filter(({ parent }) => parent !== null && names.has(parent)).map(nameOf),
    views: relations.filter(({ kind }) => 'vmf'.includes(kind)).map(nameOf),
    shared: relations.filter(({ kind, parent }) => kind === 'shared' && parent === null).map(nameOf),
    foreignKeys: keys.filter(({ table }) => names.has(table)),
    functions: await rowsOf<Routine>(superuser, functionsQuery),
    sequences: relations.filter(({ kind }) => kind === 'S').map(nameOf),
    ids: [...new Set(tables.flatMap(({ row }) => idsOf(row)))].slice(0, 40),
    words: await wordsOf(superuser, tables),
    others: relations.flatMap(({ name, kind, parent }) =>
      (kind === 'tenant' || parent !== null) && !names.has(parent ?? name) ? [name] : [],
    ),
  }
}

const nameOf = ({ name }: { readonly name: string }): string => name

const idsOf = (row: string): string[] => {
  const id: unknown = Reflect.get(JSON.parse(row) as object, 'id')
  return typeof id === 'string' && /^[0-9a-f-]{36}$/.test(id) ? [id] : []
}

const tablesQuery = `select format('%I.%I', n.nspname, c.relname) as name, c.relkind = 'p' as partitioned,
  (select json_agg(quote_ident(a.attname) order by a.attnum) from pg_attribute a
   where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and a.attgenerated = '') as columns,
  (select quote_ident(a.attname) from pg_attribute a
   where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and a.attgenerated = ''
     and has_column_privilege('app_user', c.oid, a.attnum, 'update') order by a.attnum limit 1) as settable,
  not exists (select from pg_policy p where p.polrelid = c.oid)
    and not has_any_column_privilege('app_user', c.oid, 'select, insert, update')
    and not has_table_privilege('app_user', c.oid, 'delete, truncate') as closed
from pg_class c join pg_namespace n on n.oid = c.relnamespace
where ${own} and c.relkind in ('r', 'p') and not c.relispartition
  and exists (select from pg_attribute a where a.attrelid = c.oid and a.attname = 'tenant_id' and not a.attisdropped)
order by 1`

const relationsQuery = `select format('%I.%I', n.nspname, c.relname) as name,
  case when c.relkind in ('r', 'p') and not c.relispartition then
    case when exists (select from pg_attribute a where a.attrelid = c.oid and a.attname = 'tenant_id') then 'tenant' else 'shared' end
  else c.relkind::text end as kind,
  (select format('%I.%I', pn.nspname, p.relname) from pg_inherits i join pg_class p on p.oid = i.inhparent
   join pg_namespace pn on pn.oid = p.relnamespace where i.inhrelid = c.oid and c.relispartition) as parent
from pg_class c join pg_namespace n on n.oid = c.relnamespace
where ${own} and c.relkind in ('r', 'p', 'v', 'm', 'f', 'S')
order by 1`

const columnsOf = (
  relation: string,
  numbers: string,
): string => `(select coalesce(json_agg(quote_ident(a.attname) order by k.place), '[]')
   from unnest(${numbers}) with ordinality k(number, place)
   join pg_attribute a on a.attrelid = ${relation} and a.attnum = k.number
   where (f.conkey)[k.place] is distinct from (select t.attnum from pg_attribute t where t.attrelid = f.conrelid and t.attname = 'tenant_id'))`

// Only those between two tables that have a tenant; without its own tenant column, which an attack leaves alone.
const foreignKeysQuery = `select quote_ident(f.conname) as name,
  format('%I.%I', n.nspname, c.relname) as table, format('%I.%I', pn.nspname, p.relname) as parent,
  ${columnsOf('f.conrelid', 'f.conkey')} as columns,
  ${columnsOf('f.confrelid', 'f.confkey')} as "parentColumns"
from pg_constraint f
join pg_class c on c.oid = f.conrelid join pg_namespace n on n.oid = c.relnamespace
join pg_class p on p.oid = f.confrelid join pg_namespace pn on pn.oid = p.relnamespace
where f.contype = 'f' and f.conparentid = 0 and ${own}
  and exists (select from pg_attribute a where a.attrelid = p.oid and a.attname = 'tenant_id')
  and exists (select from pg_attribute a where a.attrelid = c.oid and a.attname = 'tenant_id')
  and not exists (select from pg_attribute a where a.attrelid = c.oid and a.attnum = any (f.conkey) and a.attgenerated <> '')
order by 1`

const functionsQuery = `select format('%I.%I', n.nspname, p.proname) as name,
  (select coalesce(json_agg(format_type(t.type, null) order by t.place), '[]')
   from unnest(p.proargtypes::oid[]) with ordinality t(type, place)) as types
from pg_proc p join pg_namespace n on n.oid = p.pronamespace
where ${own} and p.prokind = 'f' and p.prorettype not in ('trigger'::regtype, 'event_trigger'::regtype)
  and has_function_privilege('app_user', p.oid, 'execute') and has_schema_privilege('app_user', n.oid, 'usage')
order by 1`

/** Texts of the victim that identify something: codes, names of hosts, labels. */
async function wordsOf(superuser: Session, tables: readonly Table[]): Promise<string[]> {
  const keys = await rowsOf<{ table: string; column: string }>(
    superuser,
    `select distinct format('%I.%I', n.nspname, c.relname) as table, a.attname::text as column
     from pg_index i join pg_class c on c.oid = i.indrelid join pg_namespace n on n.oid = c.relnamespace
     join pg_attribute a on a.attrelid = c.oid and a.attnum = any (i.indkey)
     where i.indisunique and a.atttypid = 'text'::regtype and ${own} order by 1, 2`,
  )
  const words = keys.flatMap(({ table, column }) => {
    const found = tables.find(({ name }) => name === table)
    const value: unknown = found && Reflect.get(JSON.parse(found.row) as object, column)
    return typeof value === 'string' && value !== '' ? [value] : []
  })
  return [...new Set(words)].slice(0, 15)
}
