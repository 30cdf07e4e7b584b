import { type DdlObject, literal } from './ddl.ts'

/** What a cell of a reference table may hold, as JSON: dates and amounts are text, jsonb is an object. */
export type ReferenceValue =
  string | number | boolean | null | readonly ReferenceValue[] | { readonly [key: string]: ReferenceValue }

/**
 * Rows of a reference table, from data in code: the table then holds exactly these. With `scope`, a condition over `t`,
 * exactly these among the rows that it names; the others belong to somebody else and stay.
 *
 * The rows are read as the table's own types, so that a date is compared as a date. Old ones go first: a row of which
 * only a description changed would otherwise stand in its own way. A row that meets another constraint fails aloud.
 */
export function referenceRows(
  table: string,
  columns: readonly string[],
  rows: readonly (readonly ReferenceValue[])[],
  { scope }: { readonly scope?: string } = {},
): DdlObject {
  const names = columns.join(', ')
  const lines = rows.map((row) => JSON.stringify(Object.fromEntries(columns.map((name, i) => [name, row[i] ?? null]))))
  const wanted = `jsonb_populate_recordset(null::${table}, ${literal(`[\n${lines.join(',\n')}\n]`)})`
  const same = columns.map((column) => `t.${column} is not distinct from v.${column}`).join(' and ')
  const ours = scope === undefined ? '' : `(${scope}) and `
  return {
    id: `rows:${table}`,
    phase: 'after',
    up: [
      `delete from ${table} t where ${ours}not exists (select from ${wanted} v where ${same})`,
      `insert into ${table} (${names})\nselect ${columns.map((name) => `v.${name}`).join(', ')} from ${wanted} v
where not exists (select from ${table} t where ${same})`,
    ],
    down: [],
  }
}
