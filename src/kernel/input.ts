import { DbError } from './errors.ts'

// Checked before anything is sent, so that a malformed input names its field and costs no round trip.
// What only the database can know (exists, is mine, is free) is left to it.

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i

export function invalid(field: string, rule: string): DbError {
  return new DbError('INVALID', `${field} ${rule}`, { details: { field, rule } })
}

/** @throws {DbError} `INVALID` unless the value is a UUID in its canonical form */
export function requireUuid(field: string, value: unknown): asserts value is string {
  if (typeof value !== 'string' || !UUID.test(value)) throw invalid(field, 'must be a UUID')
}

/** @throws {DbError} `INVALID` unless the value is an integer within the bounds */
export function requireInteger(field: string, value: unknown, min: number, max: number): asserts value is number {
  if (typeof value !== 'number' || !Number.isInteger(value) || value < min || value > max) {
    throw invalid(field, `must be an integer from ${min} to ${max}`)
  }
}

/** @throws {DbError} `INVALID` unless the value is text of 1 to `max` characters, not only blanks, without NUL */
export function requireText(field: string, value: unknown, max: number): asserts value is string {
  if (typeof value !== 'string' || value.trim() === '' || value.length > max || value.includes('\0')) {
    throw invalid(field, `must be text of 1 to ${max} characters`)
  }
}

/** @throws {DbError} `INVALID` unless the value is one of the choices */
export function requireOneOf<T extends string>(
  field: string,
  value: unknown,
  choices: readonly T[],
): asserts value is T {
  if (!choices.some((choice) => choice === value)) throw invalid(field, `must be one of ${choices.join(', ')}`)
}

/** @throws {DbError} `INVALID` unless the value is a list of 1 to `max` elements */
export function requireList(field: string, value: unknown, max: number): asserts value is readonly unknown[] {
  if (!Array.isArray(value) || value.length === 0 || value.length > max) {
    throw invalid(field, `must have 1 to ${max} elements`)
  }
}
