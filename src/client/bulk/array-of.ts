import { textOf } from '../drivers/params.ts'

/**
 * Values as one array literal of PostgreSQL (https://www.postgresql.org/docs/15/arrays.html#ARRAYS-IO): every element in
 * quotes, so that none is taken for NULL, a comma or a brace.
 *
 * @throws {DbError} `INVALID` for what has no single text form
 */
export function arrayOf(values: readonly unknown[]): string {
  return `{${values.map(elementOf).join(',')}}`
}

function elementOf(value: unknown): string {
  const text = textOf(value)
  if (text === null) return 'NULL'
  return NEEDS_ESCAPE.test(text) ? `"${text.replaceAll(/["\\]/g, '\\$&')}"` : `"${text}"`
}

const NEEDS_ESCAPE = /["\\]/
