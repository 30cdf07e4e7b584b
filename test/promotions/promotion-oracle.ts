import { halfUp, million, shares } from '../money/oracle.ts'
import type { PromotableBasket, PromotionCandidate } from '../../src/pricing.ts'

// The rule again, unit by unit, from its words alone: slow, and too plain to be wrong.

interface Unit {
  readonly line: number
  readonly price: bigint
}

/** What a buy-X-get-Y takes off each line of a basket that nothing was taken off yet, in centavos. */
export function buyXGetY(
  { lines }: PromotableBasket,
  { buyQuantity, getQuantity, percentOff, maxDiscount, itemIds }: PromotionCandidate,
): bigint[] {
  const units = lines.flatMap(({ itemId, quantity, unitPrice }, line) =>
    itemIds !== null && !itemIds.includes(itemId)
      ? []
      : Array.from({ length: quantity }, (): Unit => ({ line, price: centavos(unitPrice.toFixed(2)) })),
  )
  // Insertion: each unit goes behind all that are at least as dear.
  const sorted: Unit[] = []
  for (const unit of units) {
    const place = sorted.findIndex(({ price }) => price < unit.price)
    sorted.splice(place === -1 ? sorted.length : place, 0, unit)
  }
  const worth = lines.map(() => 0n)
  const size = (buyQuantity ?? 0) + (getQuantity ?? 0)
  while (sorted.length >= size) {
    const group = sorted.splice(0, size)
    for (const { line, price } of group.slice(buyQuantity ?? 0)) worth[line] = (worth[line] ?? 0n) + price
  }
  const whole = worth.reduce((all, one) => all + one, 0n)
  const percent = BigInt((percentOff ?? '0').replace('.', '').padEnd(7, '0').slice(0, 7))
  let amount = halfUp(whole * percent, million)
  if (maxDiscount !== null && amount > centavos(maxDiscount)) amount = centavos(maxDiscount)
  return whole === 0n ? worth : shares(amount, worth)
}

/** `'12.30'` is 1230. */
export function centavos(text: string): bigint {
  const [pesos = '0', rest = ''] = text.split('.')
  return BigInt(pesos) * 100n + BigInt(rest.padEnd(2, '0').slice(0, 2))
}
