import { literal } from '../kernel/ddl.ts'
import type { MigrationConnection } from './connection.ts'
import { withoutComments } from './files.ts'

export interface ConcurrentIndex {
  /** As the catalog has it. */
  readonly name: string
  /** As the statement has it. */
  readonly table: string
}

const identifier = String.raw`(?:"(?:[^"]|"")+"|\w+)`
const create = new RegExp(
  String.raw`^create\s+(?:unique\s+)?index\s+concurrently\s+(?:if\s+not\s+exists\s+)?(${identifier})\s+on\s+(?:only\s+)?(${identifier}(?:\.${identifier})?)`,
  'i',
)

export function concurrentIndex(statement: string): ConcurrentIndex | undefined {
  const [, name, table] = create.exec(withoutComments(statement)) ?? []
  return name === undefined || table === undefined ? undefined : { name: catalogName(name), table }
}

const catalogName = (name: string): string =>
  name.startsWith('"') ? name.slice(1, -1).replaceAll('""', '"') : name.toLowerCase()

/**
 * A build that was killed leaves an INVALID index: it serves no query, costs every write, and IF NOT EXISTS takes it
 * for the real one. It is dropped; a valid one is a build that finished before it could be booked.
 */
export async function clearWay(
  connection: MigrationConnection,
  { name, table }: ConcurrentIndex,
): Promise<'built' | 'clear'> {
  const [found] =
    await connection.run(`select c.oid::regclass::text as index, case when i.indisvalid then 'yes' else 'no' end as valid
from pg_index i join pg_class c on c.oid = i.indexrelid
where i.indrelid = to_regclass(${literal(table)}) and c.relname = ${literal(name)}`)
  if (!found) return 'clear'
  if (found['valid'] === 'yes') return 'built'
  await connection.run(`drop index concurrently ${String(found['index'])}`)
  return 'clear'
}
