import { is } from 'drizzle-orm'
import { getTableConfig, type PgColumn, PgTable } from 'drizzle-orm/pg-core'
import { addedForeignKeys } from '../kernel/added-foreign-keys.ts'
import { factsOf, type TenancyClass } from '../kernel/ddl.ts'
import type { PersonalKind } from '../kernel/personal.ts'
import type { Right } from '../kernel/right.ts'
import { domainOf } from './domains.ts'

/** Tables and their foreign keys, as values: what both the Mermaid text and the drawing are made of. */
export interface Diagram {
  readonly title: string
  /** Sorted by name. Those outside are other domains' tables that one of these refers to: shown by name alone. */
  readonly entities: readonly Entity[]
  readonly relations: readonly Relation[]
}

export interface Entity {
  readonly name: string
  readonly outside: boolean
  /** The domain of a table outside. */
  readonly domain: string | undefined
  /** Undefined for a table that `tenantTable` and its like did not make. */
  readonly tenancy: TenancyClass | undefined
  readonly columns: readonly EntityColumn[]
  readonly rights: readonly Right[]
}

export interface EntityColumn {
  readonly name: string
  readonly type: string
  readonly nullable: boolean
  readonly generated: boolean
  readonly inKey: boolean
  readonly refers: boolean
  readonly personal: PersonalKind | undefined
}

/** One foreign key, from the table that has it to the one that it names. */
export interface Relation {
  readonly name: string
  readonly from: string
  readonly to: string
  /** All of its columns. */
  readonly columns: readonly string[]
  /** The one that tells the row, where the line begins: it holds the last part of the other table's key. */
  readonly column: string
  /** A row may do without: one of the key's columns is nullable. */
  readonly optional: boolean
  /** At most one row refers to the same: the key's columns are unique. */
  readonly single: boolean
}

/**
 * @param title a heading: the name of a domain
 * @param tables those to show whole
 * @param known all that they may refer to; references to others are left out
 */
export function diagramOf(title: string, tables: readonly PgTable[], known: readonly PgTable[]): Diagram {
  const relations = tables.flatMap((table) => relationsOf(table, [...tables, ...known])).sort(by((r) => r.name))
  const inside = new Set(tables.map(fullName))
  const outside = new Set(relations.map(({ to }) => to).filter((name) => !inside.has(name)))
  return {
    title,
    entities: [
      ...tables.map((table) => entityOf(table, relations)),
      ...known.filter((table) => outside.has(fullName(table))).map(outsideOf),
    ].sort(by((entity) => entity.name)),
    relations,
  }
}

/** The tables among what a schema module exports. */
export function tablesIn(schema: Readonly<Record<string, unknown>>): readonly PgTable[] {
  return [...new Set(Object.values(schema).filter((value) => is(value, PgTable)))]
}

/** `orders`; with its schema where that is not public: `app_private.menu_search`. */
export function fullName(table: PgTable): string {
  const { schema, name } = getTableConfig(table)
  return schema === undefined ? name : `${schema}.${name}`
}

/** The type as one writes it: `timestamptz`. */
export function typeOf(column: PgColumn): string {
  return column
    .getSQLType()
    .replace(/^timestamp with time zone/, 'timestamptz')
    .replaceAll(', ', ',')
}

export function primaryKeyOf(table: PgTable): readonly string[] {
  const { primaryKeys, columns } = getTableConfig(table)
  const [key] = primaryKeys
  return (key?.columns ?? columns.filter((column) => column.primary)).map(({ name }) => name)
}

function entityOf(table: PgTable, relations: readonly Relation[]): Entity {
  const name = fullName(table)
  const facts = factsOf(table)
  const key = primaryKeyOf(table)
  // The tenant is in every key: it is marked where it is all of one.
  const referring = new Set(
    relations
      .filter(({ from }) => from === name)
      .flatMap(({ columns }) => (columns.length === 1 ? columns : withoutTenant(columns))),
  )
  return {
    name,
    outside: false,
    domain: undefined,
    tenancy: facts?.tenancy,
    columns: getTableConfig(table).columns.map((column) => ({
      name: column.name,
      type: typeOf(column),
      nullable: !column.notNull && !key.includes(column.name),
      generated: column.generated !== undefined,
      inKey: key.includes(column.name),
      refers: referring.has(column.name),
      personal: facts?.personal?.[column.name],
    })),
    rights: facts?.rights ?? [],
  }
}

function outsideOf(table: PgTable): Entity {
  return {
    name: fullName(table),
    outside: true,
    domain: domainOf(table),
    tenancy: factsOf(table)?.tenancy,
    columns: [],
    rights: [],
  }
}

function relationsOf(table: PgTable, known: readonly PgTable[]): readonly Relation[] {
  const { foreignKeys, columns, uniqueConstraints } = getTableConfig(table)
  const nullable = new Set(columns.filter((column) => !column.notNull).map(({ name }) => name))
  const uniques = [primaryKeyOf(table), ...uniqueConstraints.map((key) => key.columns.map(({ name }) => name))]
  const keys = [
    ...foreignKeys.map((key) => {
      const { columns: own, foreignTable } = key.reference()
      const toColumns = key.reference().foreignColumns.map(({ name }) => name)
      return { name: key.getName(), columns: own.map(({ name }) => name), table: fullName(foreignTable), toColumns }
    }),
    ...addedForeignKeys(factsOf(table)?.ddl ?? []),
  ]
  return keys.flatMap(({ name, columns: own, table: target, toColumns }) => {
    // By name: the schema file of an application may load another copy of our tables.
    const to = known.find((other) => fullName(other) === target)
    if (to === undefined) return []
    const last = primaryKeyOf(to).at(-1)
    return [
      {
        name,
        from: fullName(table),
        to: fullName(to),
        columns: own,
        column: own[toColumns.findIndex((column) => column === last)] ?? own.at(-1) ?? '',
        optional: own.some((column) => nullable.has(column)),
        single: uniques.some((unique) => unique.length > 0 && unique.every((column) => own.includes(column))),
      },
    ]
  })
}

const withoutTenant = (columns: readonly string[]) => columns.filter((column) => column !== 'tenant_id')

const by =
  <T>(key: (value: T) => string) =>
  (a: T, b: T): number =>
    key(a) < key(b) ? -1 : key(a) > key(b) ? 1 : 0
