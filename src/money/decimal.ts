import { Decimal } from 'decimal.js'

/**
 * The arithmetic behind Money: 40 significant digits hold 18 integer digits and 6 decimals times a quantity or a rate
 * without loss; ties go away from zero ("redondeo aritmético", SAT guide FAQ 41); text never has an exponent.
 *
 * A frozen clone: neither `Decimal.set` on the consumer's copy nor `amount.constructor.set` can change how money rounds.
 */
const settings = {
  precision: 40,
  rounding: Decimal.ROUND_HALF_UP,
  toExpNeg: -60,
  toExpPos: 60,
  maxE: 9e15,
  minE: -9e15,
  modulo: Decimal.ROUND_DOWN,
  crypto: false,
} as const

export const PesoDecimal: typeof Decimal = Object.freeze(Decimal.clone(settings))

/** A second clone, so that a Rate can be told from a Money at run time as well. */
export const RateDecimal: typeof Decimal = Object.freeze(Decimal.clone(settings))
