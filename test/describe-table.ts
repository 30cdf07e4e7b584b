import { is, type SQL } from 'drizzle-orm'
import { getTableConfig, PgColumn, PgDialect, PgTable } from 'drizzle-orm/pg-core'
import { addedForeignKeys } from '../src/kernel/added-foreign-keys.ts'
import { type DdlObject, factsOf, type TenancyClass } from '../src/kernel/ddl.ts'
import * as schema from '../src/schema.ts'

export interface Key {
  readonly name: string
  readonly named: boolean
  readonly columns: readonly string[]
  readonly unique: boolean
  /** The rows it holds, for a partial index. */
  readonly where: string | undefined
}

export interface ForeignKey {
  readonly name: string
  readonly named: boolean
  readonly columns: readonly string[]
  readonly to: PgTable
  readonly toColumns: readonly string[]
  readonly onDelete: string | undefined
}

export interface Table {
  readonly name: string
  readonly tenancy: TenancyClass | undefined
  readonly columns: readonly PgColumn[]
  readonly primaryKeys: readonly Key[]
  /** Unique constraints, and unique indexes. */
  readonly uniques: readonly Key[]
  /** Indexes that are not unique. */
  readonly indexes: readonly Key[]
  readonly foreignKeys: readonly ForeignKey[]
  readonly checks: readonly string[]
  readonly policies: readonly string[]
  readonly ddl: readonly DdlObject[]
}

export function nameOf({ name }: { readonly name: string }): string {
  return name
}

/** A table as `schema.test.ts` judges it: what Drizzle knows of it, and the constraints among its DDL objects. */
export function describeTable(table: PgTable): Table {
  const config = getTableConfig(table)
  const facts = factsOf(table)
  const ofColumns = config.columns.filter((column) => column.isUnique)
  const inline = config.columns.filter((column) => column.primary)
  const indexes = config.indexes.map(({ config: { name, columns, unique: isUnique, where } }) => ({
    name: name ?? `index on ${columns.map(columnName).join(', ')}`,
    named: name !== undefined,
    columns: columns.map(columnName),
    unique: isUnique,
    where: where && textOf(where),
  }))
  return {
    name: config.name,
    tenancy: facts?.tenancy,
    columns: config.columns,
    primaryKeys: [
      ...config.primaryKeys.map((key) => keyOf(key.getName(), key.name !== undefined, key.columns)),
      ...inline.map((column) => keyOf(`${config.name}_pkey`, false, [column])),
    ],
    uniques: [
      ...config.uniqueConstraints.map((key) =>
        keyOf(key.getName() ?? '', !key.getName()?.endsWith('_unique'), key.columns),
      ),
      ...ofColumns.map((column) => keyOf(column.uniqueName ?? '', !column.uniqueName?.endsWith('_unique'), [column])),
      ...indexes.filter((key) => key.unique),
    ],
    indexes: indexes.filter((key) => !key.unique),
    foreignKeys: [
      ...config.foreignKeys.map((key) => {
        const { name, columns, foreignTable, foreignColumns } = key.reference()
        return {
          name: key.getName(),
          named: name !== undefined,
          columns: columns.map(nameOf),
          to: foreignTable,
          toColumns: foreignColumns.map(nameOf),
          onDelete: key.onDelete,
        }
      }),
      ...addedTo(facts?.ddl ?? []),
    ],
    checks: config.checks.map(nameOf),
    policies: config.policies.map(nameOf),
    ddl: facts?.ddl ?? [],
  }
}

function keyOf(name: string, named: boolean, columns: readonly PgColumn[]): Key {
  return { name, named, columns: columns.map(nameOf), unique: true, where: undefined }
}

/** The column under an index expression, or the expression itself. */
function columnName(column: object): string {
  if (is(column, PgColumn)) return column.name
  if ('name' in column && typeof column.name === 'string') return column.name
  return 'getSQL' in column ? textOf(column as SQL) : '(expression)'
}

function textOf(condition: SQL): string {
  return new PgDialect().sqlToQuery(condition).sql
}

function addedTo(ddl: readonly DdlObject[]): ForeignKey[] {
  return addedForeignKeys(ddl).flatMap(({ table, ...key }) => {
    const to = Object.values(schema).find((value) => is(value, PgTable) && getTableConfig(value).name === table)
    return is(to, PgTable) ? [{ ...key, named: true, to }] : []
  })
}
