import { centavos } from './centavos.ts'
import { type Money, type Rate, zero } from './money.ts'
import { divideHalfUp, fromUnits, toUnits } from './units.ts'

/** A taxed amount in two parts. */
export interface BaseAndIva {
  /** Before IVA. */
  readonly base: Money
  readonly iva: Money
}

const whole = 1_000_000n

/** A rate as millionths; it has at most 6 decimals by construction. */
const millionths = (fraction: Rate): bigint => toUnits(fraction, 6) ?? 0n

/**
 * The base and the IVA inside a price that includes it.
 *
 * In centavos: base = gross ÷ (1 + rate), half-up; iva = what is left. So base + iva = gross for every amount, which
 * `base × rate` rounded by itself misses for one price in seven (19.90 at 16 % would become 17.16 + 2.75).
 *
 * @param gross pesos, at most 2 decimals
 * @throws {MoneyError} `MONEY_NOT_CENTAVOS`
 *
 * @example
 * splitIva(money('19.90'), rate('0.16')) // → { base: 17.16, iva: 2.74 }
 */
export function splitIva(gross: Money, rate: Rate): BaseAndIva {
  const total = centavos(gross)
  const base = divideHalfUp(total * whole, whole + millionths(rate))
  return { base: fromUnits(base, 2), iva: fromUnits(total - base, 2) }
}

/**
 * The IVA on top of a net price, and the price with it: iva = net × rate to centavos, half-up.
 *
 * @param net pesos, at most 2 decimals
 * @throws {MoneyError} `MONEY_NOT_CENTAVOS`
 *
 * @example
 * addIva(money('100.00'), rate('0.16')) // → { base: 100, iva: 16, gross: 116 }
 */
export function addIva(net: Money, rate: Rate): BaseAndIva & { readonly gross: Money } {
  const base = centavos(net)
  const iva = divideHalfUp(base * millionths(rate), whole)
  return { base: fromUnits(base, 2), iva: fromUnits(iva, 2), gross: fromUnits(base + iva, 2) }
}

/**
 * The base and the IVA of one tax-inclusive line, at 6 decimals, half-up, as the SAT wants lines (guide FAQ 37 to 39):
 * base = round₆(total ÷ (1 + rate)), iva = round₆(base × rate). They are added up first and rounded to centavos last.
 *
 * An exempt line has the whole total as its base and no IVA. That is not the 0 % rate, which has an IVA of 0.
 *
 * @param total pesos after discount, at most 6 decimals
 *
 * @example
 * lineTaxes(money('19.90'), rate('0.16')) // → { base: 17.155172, iva: 2.744828 }
 */
export function lineTaxes(total: Money, rate: Rate | 'exempt'): BaseAndIva {
  if (rate === 'exempt') return { base: total, iva: zero }
  const share = millionths(rate)
  if (share === 0n) return { base: total, iva: zero }
  const base = divideHalfUp((toUnits(total, 6) ?? 0n) * whole, whole + share)
  return { base: fromUnits(base, 6), iva: fromUnits(divideHalfUp(base * share, whole), 6) }
}
