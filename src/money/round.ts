import { Decimal } from 'decimal.js'
import { MoneyError } from './errors.ts'
import { type Money, zero } from './money.ts'

/**
 * How a tie or a rest is rounded, by name and never by a global setting.
 *
 * `half-up` away from zero on a tie, the SAT's "redondeo aritmético" · `half-even` to the even digit, for statistics ·
 * `down` towards zero · `up` away from zero · `floor` towards −∞ · `ceiling` towards +∞
 */
export type RoundingMode = 'half-up' | 'half-even' | 'down' | 'up' | 'floor' | 'ceiling'

const modes: Readonly<Record<RoundingMode, Decimal.Rounding>> = {
  'half-up': Decimal.ROUND_HALF_UP,
  'half-even': Decimal.ROUND_HALF_EVEN,
  down: Decimal.ROUND_DOWN,
  up: Decimal.ROUND_UP,
  floor: Decimal.ROUND_FLOOR,
  ceiling: Decimal.ROUND_CEIL,
}

/**
 * The amount with at most `decimals` decimals (0 to 6), rounded by a named mode.
 *
 * @throws {MoneyError} `MONEY_BAD_ROUNDING` an unknown mode or number of decimals
 *
 * @example
 * round(money('2.5'), 0, 'half-even') // → 2
 */
export function round(amount: Money, decimals: number, mode: RoundingMode): Money {
  const rounding = modes[mode]
  if (rounding === undefined || !Number.isInteger(decimals) || decimals < 0 || decimals > 6) {
    throw new MoneyError('MONEY_BAD_ROUNDING', 'round to 0 to 6 decimals by one of the named modes')
  }
  const rounded = amount.toDecimalPlaces(decimals, rounding)
  return rounded.isZero() ? zero : (rounded as Money) // brand: a rounded amount is an amount
}

/** The amount in whole centavos; half-up unless told otherwise. @example toCentavos(money('0.125')) // → 0.13 */
export function toCentavos(amount: Money, mode: RoundingMode = 'half-up'): Money {
  return round(amount, 2, mode)
}

/** The amount at the 6 decimals of CFDI lines, half-up. @example toSixDecimals(multiply(money('0.000001'), '0.5')) // → 0.000001 */
export function toSixDecimals(amount: Money): Money {
  return round(amount, 6, 'half-up')
}
