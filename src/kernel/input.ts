import { isCalendarDate } from '../mexico/calendar.ts'
import { isMoneyError } from '../money/errors.ts'
import { type Money, money, type Rate, rate } from '../money/money.ts'
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

/** @throws {DbError} `INVALID` unless the value is text of at most `max` characters, without NUL; it may be empty */
export function requireNote(field: string, value: unknown, max: number): asserts value is string {
  if (typeof value !== 'string' || value.length > max || value.includes('\0')) {
    throw invalid(field, `must be text of at most ${max} characters`)
  }
}

/** @throws {DbError} `INVALID` unless the value is an idempotency key */
export function requireKey(field: string, value: unknown): asserts value is string {
  if (typeof value !== 'string' || !/^[\x21-\x7e]{8,200}$/.test(value)) {
    throw invalid(field, 'must be 8 to 200 printable ASCII characters')
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

/** @throws {DbError} `INVALID` unless the value is a day of the calendar, `YYYY-MM-DD` */
export function requireDay(field: string, value: unknown): asserts value is string {
  if (typeof value !== 'string' || !isDay(value)) throw invalid(field, 'must be a day as YYYY-MM-DD')
}

/** @throws {DbError} `INVALID` unless the value is a Date of the years 1900 to 2999 */
export function requireMoment(field: string, value: unknown): asserts value is Date {
  if (!(value instanceof Date) || !/^(19|2\d)\d\d-/.test(isoOf(value))) {
    throw invalid(field, 'must be a Date from 1900 to 2999')
  }
}

/** A Date of NaN has no ISO form. */
function isoOf(date: Date): string {
  return Number.isNaN(date.getTime()) ? '' : date.toISOString()
}

/** Whether text is a day of the calendar as `YYYY-MM-DD`; PostgreSQL would also take `today` and `epoch`. */
export function isDay(text: string): boolean {
  const parts = /^([12]\d{3})-(\d\d)-(\d\d)$/.exec(text)
  return parts !== null && isCalendarDate(Number(parts[1]), Number(parts[2]), Number(parts[3]))
}

/** @throws {DbError} `INVALID` unless the value is a list of 1 to `max` elements */
export function requireList(field: string, value: unknown, max: number): asserts value is readonly unknown[] {
  if (!Array.isArray(value) || value.length === 0 || value.length > max) {
    throw invalid(field, `must have 1 to ${max} elements`)
  }
}

/** @throws {DbError} `INVALID` unless the text is an amount in pesos, ≥ 0, with at most 2 decimals */
export function amountOf(field: string, text: string | Money): Money {
  const amount = parsed(field, 'must be an amount in pesos, as text', () => money(text))
  if (amount.isNegative() || amount.decimalPlaces() > 2) throw invalid(field, 'must be ≥ 0, with at most 2 decimals')
  return amount
}

/** @throws {DbError} `INVALID` unless the text is a fraction from 0 to 1 */
export function rateOf(field: string, text: string): Rate {
  const fraction = parsed(field, 'must be a fraction, as text', () => rate(text))
  if (fraction.isNegative() || fraction.greaterThan(1)) throw invalid(field, 'must be from 0 to 1')
  return fraction
}

function parsed<T>(field: string, rule: string, parse: () => T): T {
  try {
    return parse()
  } catch (error) {
    if (isMoneyError(error)) throw invalid(field, rule)
    throw error
  }
}
