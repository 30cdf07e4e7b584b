import { MoneyError } from './errors.ts'
import type { Money } from './money.ts'
import { toUnits } from './units.ts'

/**
 * The amount in whole centavos.
 *
 * @throws {MoneyError} `MONEY_NOT_CENTAVOS` when it has a fraction of a centavo: whoever calls must say how to round it
 */
export function centavos(amount: Money): bigint {
  const units = toUnits(amount, 2)
  if (units === undefined) {
    throw new MoneyError('MONEY_NOT_CENTAVOS', 'this takes whole centavos: round the amount by a named mode first')
  }
  return units
}
