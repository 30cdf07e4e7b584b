import { MoneyError } from './errors.ts'

/** A fact of tax law: what holds from one day to another, both included, and who says so. */
export interface Effective {
  /** `YYYY-MM-DD` */
  readonly validFrom: string
  /** Also for rules still in force: the last day they are known for. Nothing is assumed beyond it. */
  readonly validTo: string
  /** Law, decree or publication. */
  readonly source: string
  /** `verify`: not confirmed against the official text; have a tax adviser confirm it before relying on it. */
  readonly certainty: 'sourced' | 'verify'
}

/** The last day the tables here were checked for: Mexican rates change on 1 January. */
export const knownUntil = '2026-12-31'

/**
 * The one row in force on a day.
 *
 * @throws {MoneyError} `TAX_BAD_DATE` not a calendar day · `TAX_RULE_NOT_FOUND` no row for that day: an error, not a guess
 */
export function inForce<Row extends Effective>(rows: readonly Row[], on: string, matches: (row: Row) => boolean): Row {
  if (!isCalendarDay(on)) throw new MoneyError('TAX_BAD_DATE', 'a day is written YYYY-MM-DD and exists in the calendar')
  // the last row wins, so that a caller can append rows of its own
  const row = rows.findLast((rule) => matches(rule) && rule.validFrom <= on && on <= rule.validTo)
  if (row === undefined)
    throw new MoneyError('TAX_RULE_NOT_FOUND', `no rule is known for ${on}: add a row with its source`)
  return row
}

function isCalendarDay(text: string): boolean {
  const parts = /^(\d{4})-(\d\d)-(\d\d)$/.exec(text)
  if (parts === null) return false
  const [year, month, day] = [Number(parts[1]), Number(parts[2]), Number(parts[3])]
  const date = new Date(Date.UTC(year, month - 1, day))
  return date.getUTCMonth() === month - 1 && date.getUTCDate() === day
}
