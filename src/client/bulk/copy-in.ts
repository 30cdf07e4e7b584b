import { type Column, getTableColumns, sql, type SQL, type SQLChunk } from 'drizzle-orm'
import { getTableConfig, type PgTable } from 'drizzle-orm/pg-core'
import { invalid } from '../../kernel/input.ts'
import type { TenantTx } from '../../kernel/tx.ts'
import { arrayOf } from './array-of.ts'

/** Measured: from 1,000 on the time of a row stays the same, and a statement of these is under 1 MB for most tables. */
const ROWS_PER_STATEMENT = 2_000

interface Source {
  readonly name: string
  readonly column: Column
  readonly type: string
  /** The rows of the statement under way, as their column writes them. */
  values: unknown[]
}

/**
 * Puts many rows into a table, from a list or a stream of them, and is done when the last is stored.
 *
 * COPY FROM is refused on a table with row level security. These are ordinary INSERTs of the scope's own actor, under
 * the same guard, checks, keys and triggers as any: one statement for 2,000 rows, each column sent as one array. That is
 * within a third of what COPY takes without any of it (`npm run bench -- bulk`), and no row ever lies outside the guard.
 *
 * The fields are those of the first row; what it leaves out takes the column's default. The next statement is written
 * while the server works at the last, so memory holds two of them, however long the stream.
 *
 * Locks and round trips: those of the INSERTs; one round trip for 2,000 rows. All rows or none, as the scope ends.
 *
 * @returns how many rows were put in
 * @throws {DbError} `INVALID` with the field and the row, for a row of other fields than the first · what the table
 * refuses: `INVALID`, `CONFLICT`, `REFERENCED`, `FORBIDDEN` …
 *
 * @example
 * const stored = await db.as(service(tenantId), (tx) => copyIn(tx, customers, readCustomers(file)))
 *
 * The SQL: `insert into customers (tenant_id, id, display_name) select $1, v.c1, v.c2 from unnest($2::uuid[], $3::text[]) as v (c1, c2)`
 */
export async function copyIn<T extends PgTable>(
  tx: TenantTx,
  table: T,
  rows: Iterable<T['$inferInsert']> | AsyncIterable<T['$inferInsert']>,
): Promise<number> {
  let sources: readonly Source[] | undefined
  let waiting = 0
  let stored = 0
  let underWay: Promise<unknown> = Promise.resolve()
  const send = async (): Promise<void> => {
    const statement = insertOf(tx, table, sources ?? [])
    await underWay
    underWay = tx.execute(statement).execute()
    // Awaited with the next statement, or at the end; until then nobody listens.
    underWay.catch(() => undefined)
    stored += waiting
    waiting = 0
  }
  for await (const row of rows) {
    sources ??= sourcesOf(table, row)
    take(sources, row, stored + waiting)
    waiting += 1
    if (waiting === ROWS_PER_STATEMENT) await send()
  }
  if (waiting > 0) await send()
  await underWay
  return stored
}

/** The columns that are sent: those that the first row names, and those whose default the application makes. */
function sourcesOf(table: PgTable, first: Readonly<Record<string, unknown>>): readonly Source[] {
  const columns = Object.entries(getTableColumns(table))
  for (const name of Object.keys(first)) {
    if (!columns.some(([field]) => field === name)) throw invalid(`rows[0].${name}`, 'is no field of the table')
  }
  return columns
    .filter(([name, column]) => first[name] !== undefined || column.defaultFn !== undefined)
    .map(([name, column]) => ({ name, column, type: column.getSQLType(), values: [] }))
}

function take(sources: readonly Source[], row: Readonly<Record<string, unknown>>, at: number): void {
  let named = 0
  for (const { name, column, values } of sources) {
    const value = row[name]
    if (value !== undefined) named += 1
    else if (column.defaultFn === undefined) throw invalid(`rows[${at}].${name}`, 'must be there, as in the first row')
    const given = value === undefined ? column.defaultFn?.() : value
    values.push(given === null ? null : column.mapToDriverValue(given))
  }
  // Fast for the usual row, which has what the first one has; else the one that is too many is looked for.
  const fields = Object.keys(row)
  if (fields.length > named) {
    const extra = fields.find((name) => row[name] !== undefined && !sources.some((source) => source.name === name))
    if (extra !== undefined) throw invalid(`rows[${at}].${extra}`, 'must be left out, as in the first row')
  }
}

function insertOf(tx: TenantTx, table: PgTable, sources: readonly Source[]): SQL {
  const columns: SQLChunk[] = []
  const selected: SQLChunk[] = []
  const arrays: SQLChunk[] = []
  const names: SQLChunk[] = []
  const { tenantId } = getTableColumns(table)
  if (tenantId !== undefined && !sources.some(({ name }) => name === 'tenantId')) {
    columns.push(sql.identifier(tenantId.name))
    // Its default would be worked out for every row.
    selected.push(sql`${tx.actor.tenantId}::uuid`)
  }
  sources.forEach((source, i) => {
    const name = sql.identifier(`c${i + 1}`)
    // unnest takes arrays of arrays apart to the last element: those travel as text.
    const nested = source.type.endsWith(']')
    names.push(name)
    columns.push(sql.identifier(source.column.name))
    selected.push(nested ? sql`v.${name}::${sql.raw(source.type)}` : sql`v.${name}`)
    arrays.push(sql`${arrayOf(source.values)}::${sql.raw(nested ? 'text' : source.type)}[]`)
    source.values = []
  })
  const { schema, name } = getTableConfig(table)
  const target = schema === undefined ? sql.identifier(name) : sql`${sql.identifier(schema)}.${sql.identifier(name)}`
  const list = (parts: readonly SQLChunk[]) => sql.join([...parts], sql`, `)
  return sql`insert into ${target} (${list(columns)}) select ${list(selected)} from unnest(${list(arrays)}) as v (${list(names)})`
}
