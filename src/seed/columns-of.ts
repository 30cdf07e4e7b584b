import type { MigrationConnection } from '../migrations/connection.ts'

export interface Column {
  readonly name: string
  /** As SQL writes it: `uuid`, `timestamp with time zone`, `mxn`. */
  readonly type: string
}

/** The columns of every table that can be written to, in their order. Asked of the database, so that none is forgotten. */
export async function columnsOf(connection: MigrationConnection): Promise<ReadonlyMap<string, readonly Column[]>> {
  const rows = await connection.run(`
    select case n.nspname when 'public' then '' else n.nspname || '.' end || c.relname as table_name,
      a.attname as name, format_type(a.atttypid, a.atttypmod) as type
    from pg_class c join pg_namespace n on n.oid = c.relnamespace join pg_attribute a on a.attrelid = c.oid
    where n.nspname in ('public', 'app_private') and c.relkind in ('r', 'p') and not c.relispartition
      and a.attnum > 0 and not a.attisdropped and a.attgenerated = ''
    order by 1, a.attnum`)
  const found = new Map<string, Column[]>()
  for (const row of rows) {
    const table = String(row['table_name'])
    const columns = found.get(table) ?? []
    columns.push({ name: String(row['name']), type: String(row['type']) })
    found.set(table, columns)
  }
  return found
}
