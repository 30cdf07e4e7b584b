import { DbError } from '../../kernel/errors.ts'

/**
 * A parameter as the text that PostgreSQL reads. Drizzle's columns have encoded theirs already; this covers values in
 * raw SQL. A JavaScript number may carry an id or a count, never an amount: Money encodes itself.
 *
 * @throws {DbError} `INVALID` for what has no single text form; use a column, or `sql.param(value, column)`
 */
export function textOf(value: unknown): string | null {
  if (value === null || value === undefined) return null
  switch (typeof value) {
    case 'string':
      // The server refuses NUL in text as well, but only after the flush has left.
      if (value.includes('\0')) throw new DbError('INVALID', 'a text holds the character NUL')
      return value
    case 'boolean':
    case 'bigint':
      return String(value)
    case 'number':
      if (Number.isFinite(value)) return String(value)
      break
    case 'object':
      if (value instanceof Date) return value.toISOString()
      if (value instanceof Uint8Array) return `\\x${Buffer.from(value).toString('hex')}`
      if ('toFixed' in value && typeof value.toFixed === 'function') return String(value.toFixed())
  }
  throw new DbError('INVALID', `a parameter of type ${typeof value} has no text form`)
}
