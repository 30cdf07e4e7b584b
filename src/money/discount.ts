import { allocateUnits } from './allocate.ts'
import type { Discount, DiscountShare, Funder } from './basket.ts'
import { centavos } from './centavos.ts'
import { MoneyError } from './errors.ts'
import { divideHalfUp, fromUnits, toUnits } from './units.ts'

/** What is left of a line or fee while discounts are taken off it, in centavos. */
export interface Discountable {
  /** Before every discount: what a line's own percentage is a share of. */
  readonly gross: bigint
  left: bigint
  /** What third parties pay of it: off the customer's bill, still in the tax base. */
  paidByThird: bigint
  readonly shares: DiscountShare[]
  readonly fundedBy: Record<Funder, bigint>
}

export function discountable(gross: bigint): Discountable {
  return { gross, left: gross, paidByThird: 0n, shares: [], fundedBy: { restaurant: 0n, platform: 0n } }
}

/** Takes a line's own discount off it; a rate is a share of the line before any discount, half-up. */
export function discountItem(item: Discountable, discount: Discount): void {
  take(item, discount, wanted(discount, item.gross, item.left))
}

/**
 * Spreads a discount of the whole basket over what is left of its lines, by largest remainder; a rate is a share of
 * what is left of all of them. A share is never more than its line, because the discount is never more than all lines.
 */
export function discountBasket(items: readonly Discountable[], discount: Discount): void {
  const left = items.map((item) => item.left)
  const whole = left.reduce((all, part) => all + part, 0n)
  if (whole === 0n) return
  const shares = allocateUnits(wanted(discount, whole, whole), left)
  for (const [index, item] of items.entries()) take(item, discount, shares[index] ?? 0n)
}

function wanted(discount: Discount, of: bigint, left: bigint): bigint {
  const asked =
    'rate' in discount ? divideHalfUp(of * (toUnits(discount.rate, 6) ?? 0n), 1_000_000n) : centavos(discount.amount)
  if (asked < 0n) throw new MoneyError('MONEY_NEGATIVE', 'a discount is not below zero')
  return asked < left ? asked : left
}

function take(item: Discountable, discount: Discount, amount: bigint): void {
  if (amount === 0n) return
  item.left -= amount
  if (discount.treatment === 'third-party-payment') item.paidByThird += amount
  item.fundedBy[discount.fundedBy] += amount
  item.shares.push({ id: discount.id ?? null, fundedBy: discount.fundedBy, amount: fromUnits(amount, 2) })
}
