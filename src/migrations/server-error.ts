import { DbError, isDbError } from '../kernel/errors.ts'
import { dbErrorOf } from '../kernel/sqlstate.ts'

/** The SQLSTATE of an error that the server sent; both drivers keep it in `code`, beside `severity`. */
export function sqlstateOf(error: unknown): string | undefined {
  if (!(error instanceof Error) || !('severity' in error) || !('code' in error)) return undefined
  return typeof error.code === 'string' ? error.code : undefined
}

/** Worth another attempt: a lock not had in time, a deadlock, or two databases of one cluster changing the same role. */
export function isPassing(error: unknown): boolean {
  const sqlstate = sqlstateOf(error)
  if (sqlstate === 'XX000') return error instanceof Error && error.message === 'tuple concurrently updated'
  return sqlstate === '55P03' || sqlstate === '40P01' || sqlstate === '40001'
}

/**
 * What the server said, as far as it speaks of the migration's own text (class 42: syntax, names, types, privileges).
 * Other messages may quote rows.
 */
export function serverWords(error: unknown): string {
  const sqlstate = sqlstateOf(error)
  if (sqlstate === undefined) return error instanceof Error ? error.name : 'unknown error'
  return sqlstate.startsWith('42') && error instanceof Error ? `${sqlstate}: ${error.message}` : `SQLSTATE ${sqlstate}`
}

/** For everything that is no statement of a migration: connecting, bookkeeping, keys. */
export function asDbError(error: unknown): DbError {
  if (isDbError(error)) return error
  const sqlstate = sqlstateOf(error)
  if (sqlstate !== undefined) return dbErrorOf({ sqlstate, cause: error })
  const code = error instanceof Error && 'code' in error ? String(error.code) : ''
  if (/^(ECONN|ENOTFOUND|EAI_AGAIN|EHOST|ENET|ETIMEDOUT|ENOENT|CONNECT|CONNECTION_)/.test(code)) {
    return new DbError(
      'UNAVAILABLE',
      `the server cannot be reached (${code}): check the URL, and that it accepts this login`,
      {
        cause: error,
      },
    )
  }
  return new DbError('INTERNAL', `an unexpected ${error instanceof Error ? error.name : 'failure'} ${code}`.trim(), {
    cause: error,
  })
}
