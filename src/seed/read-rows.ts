import type { MigrationConnection } from '../migrations/connection.ts'
import type { Column } from './columns-of.ts'

/** Of each column its text, as PostgreSQL writes it; amounts keep their digits. */
export type Row = readonly (string | null)[]

/** All rows of a tenant in a table. */
export async function readRows(
  connection: MigrationConnection,
  table: string,
  columns: readonly Column[],
  tenantId: string,
): Promise<readonly Row[]> {
  const cells = columns.map(({ name, type }) => textOf(`t.${quoted(name)}`, type)).join(', ')
  const [answer] = await connection.run(
    `select coalesce(json_agg(json_build_array(${cells})), '[]')::text as rows from ${table} t where t.tenant_id = '${tenantId}'`,
  )
  const rows: readonly Row[] = JSON.parse(String(answer?.['rows']))
  return rows
}

/** Moments as milliseconds since 1970, whatever zone and style of dates the session has. */
function textOf(column: string, type: string): string {
  return type === 'timestamp with time zone'
    ? `floor(extract(epoch from ${column}) * 1000)::int8::text`
    : `${column}::text`
}

export function quoted(name: string): string {
  return `"${name.replaceAll('"', '""')}"`
}
