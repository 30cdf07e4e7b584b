import { type Money, multiply, type Rate } from './money.ts'
import { type RoundingMode, toCentavos } from './round.ts'

/**
 * A share of an amount, in centavos: amount × rate, rounded once, half-up unless told otherwise.
 *
 * @example
 * percentOf(money('199.90'), rate('0.125')) // → 24.99
 */
export function percentOf(amount: Money, rate: Rate, mode: RoundingMode = 'half-up'): Money {
  return toCentavos(multiply(amount, rate), mode)
}
