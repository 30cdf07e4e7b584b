import { centavos } from './centavos.ts'
import { MoneyError } from './errors.ts'
import { type Money, subtract } from './money.ts'
import { fromUnits } from './units.ts'

/** Smallest coin a till gives back. Coins of 5, 10, 20 and 50 centavos are legal tender (Ley Monetaria art. 2 b). */
export type CashStep = '0.05' | '0.10' | '0.50'

/** `nearest`: to the nearest coin, a tie in the customer's favour · `customer`: never more than the amount */
export type CashRounding = 'nearest' | 'customer'

/** What is paid in coins and notes. */
export interface CashAmount {
  readonly cash: Money
  /** cash − amount: booked as its own entry; the order total and the CFDI keep their centavos. */
  readonly adjustment: Money
}

const steps: Readonly<Record<CashStep, bigint>> = { '0.05': 5n, '0.10': 10n, '0.50': 50n }

/**
 * What is paid in cash when the smallest coin is `step`. Only for cash: a card pays the exact amount.
 *
 * A refund (a negative amount) is the mirror image of the payment, so taking back an order leaves nothing over.
 *
 * @param amount pesos, at most 2 decimals
 * @throws {MoneyError} `MONEY_NOT_CENTAVOS` · `MONEY_BAD_ROUNDING` no such coin
 *
 * @example
 * roundCash(money('18.43'), '0.05') // → { cash: 18.45, adjustment: 0.02 }
 */
export function roundCash(amount: Money, step: CashStep, favour: CashRounding = 'nearest'): CashAmount {
  const coin = steps[step]
  if (coin === undefined) throw new MoneyError('MONEY_BAD_ROUNDING', 'cash rounds to 0.05, 0.10 or 0.50')
  const exact = centavos(amount)
  const size = exact < 0n ? -exact : exact
  const rest = size % coin
  const upward = favour === 'nearest' && 2n * rest > coin
  const paid = size - rest + (upward ? coin : 0n)
  const cash = fromUnits(exact < 0n ? -paid : paid, 2)
  return { cash, adjustment: subtract(cash, amount) }
}
