import { MoneyError } from './errors.ts'

/** A quantity as millionths: at most 9 integer digits and 6 decimals, written plainly. */
export function quantityUnits(quantity: string | bigint): bigint {
  const text = typeof quantity === 'bigint' ? quantity.toString() : quantity
  const parts = typeof text === 'string' ? /^(\d{1,9})(?:\.(\d{1,6}))?$/.exec(text) : null
  if (parts === null) {
    throw new MoneyError(
      'MONEY_BAD_QUANTITY',
      'a quantity is plain text ≥ 0 with at most 9 integer digits and 6 decimals',
    )
  }
  return BigInt(parts[1] + (parts[2] ?? '').padEnd(6, '0'))
}

/** The same, refusing nothing at all: a line of 0 pieces is no line. */
export function positiveQuantityUnits(quantity: string | bigint): bigint {
  const units = quantityUnits(quantity)
  if (units === 0n) throw new MoneyError('MONEY_BAD_QUANTITY', 'a quantity is more than 0')
  return units
}
