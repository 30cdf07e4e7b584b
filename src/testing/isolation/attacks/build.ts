import { literal } from '../../../kernel/ddl.ts'
import type { Attack, Case } from '../attack.ts'
import type { Table } from '../catalog.ts'
import type { Scene } from '../scene.ts'

/** One statement, or several in a row. */
export type Statements = string | readonly string[]

export const listed = (statements: Statements): readonly string[] =>
  typeof statements === 'string' ? [statements] : statements

/** The same attack on every table that has a tenant. */
export const onTables =
  (statements: (table: Table, scene: Scene) => Statements): Attack['cases'] =>
  (scene) =>
    scene.tables.map((table): Case => ({ target: table.name, statements: listed(statements(table, scene)) }))

/** On those of them that somebody may come to: what is closed altogether has no policies, and needs none. */
export const onOpenTables =
  (statements: (table: Table, scene: Scene) => Statements): Attack['cases'] =>
  (scene) =>
    onTables(statements)({ ...scene, tables: scene.tables.filter(({ closed }) => !closed) })

/** The same attack on every thing that has only a name. */
export const onNames =
  (
    names: (scene: Scene) => readonly string[],
    statements: (name: string, scene: Scene) => Statements,
  ): Attack['cases'] =>
  (scene) =>
    names(scene).map((name): Case => ({ target: name, statements: listed(statements(name, scene)) }))

export const onDatabase =
  (statements: (scene: Scene) => Statements): Attack['cases'] =>
  (scene) => [{ target: 'the database', statements: listed(statements(scene)) }]

/** The victim's row once more, as the application would write it; as a row of another tenant when one is given. */
export const copyOf = (table: Table, tenant?: string): string => insertOf(table, table.row, tenant)

/** The attacker's own row once more. */
export const ownCopyOf = (table: Table): string => insertOf(table, table.ownRow)

function insertOf({ name, columns }: Table, row: string, tenant?: string): string {
  const values = columns.map((column) => (column === 'tenant_id' && tenant !== undefined ? tenant : column))
  return `insert into ${name} (${columns.join(', ')}) overriding system value select ${values.join(', ')}
    from jsonb_populate_record(null::${name}, ${literal(row)})`
}
