import { centavos } from './centavos.ts'
import type { Money } from './money.ts'

/**
 * An amount for people in Mexico: `$1,234.50`, always two decimals.
 *
 * The es-MX pattern by hand, so that a receipt does not change with the ICU of a browser or server, and no runtime that
 * still turns text into a JS number can round it. A test holds it equal to `Intl.NumberFormat('es-MX')`.
 *
 * @param amount pesos, at most 2 decimals
 * @throws {MoneyError} `MONEY_NOT_CENTAVOS`
 *
 * @example
 * formatMXN(money('1234.5')) // → '$1,234.50'
 */
export function formatMXN(amount: Money): string {
  const cents = centavos(amount)
  const digits = (cents < 0n ? -cents : cents).toString().padStart(3, '0')
  const pesos = digits.slice(0, -2).replace(/\B(?=(\d{3})+$)/g, ',')
  return `${cents < 0n ? '-' : ''}$${pesos}.${digits.slice(-2)}`
}
