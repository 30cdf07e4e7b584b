import type { DbError } from '../../kernel/errors.ts'
import { dbErrorOf } from '../../kernel/sqlstate.ts'
import { textField } from './text-field.ts'

/**
 * What the server refused, as an ErrorResponse with its fields says it; undefined of anything else. Node's own errors carry
 * words (ECONNRESET), the server's five characters and a severity.
 */
export function serverError(error: unknown): DbError | undefined {
  const sqlstate = textField(error, 'code')
  if (sqlstate === undefined || textField(error, 'severity') === undefined) return undefined
  return dbErrorOf({
    sqlstate,
    hint: textField(error, 'hint'),
    constraint: textField(error, 'constraint'),
    table: textField(error, 'table'),
    column: textField(error, 'column'),
    cause: error,
  })
}
