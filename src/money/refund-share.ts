import type { DiscountShare, PricedItem, PricedTax } from './basket.ts'
import { MoneyError } from './errors.ts'
import type { Money } from './money.ts'
import { positiveQuantityUnits, quantityUnits } from './quantity.ts'
import { divideHalfUp, fromUnits, toUnits } from './units.ts'

/** A priced line as it was stored; a fee is a line of one. */
export type RefundableLine = Omit<PricedItem, 'gross' | 'discount'> & { readonly quantity: string }

/** What goes back for a part of a line, of every figure of the line. */
export type RefundShare = PricedItem & { readonly quantity: string }

/**
 * What a refund of `quantity` units of a line is worth, when `refundedBefore` units of it have been refunded already.
 *
 * A lookup on the stored line, not a new price: of each figure the line's first n units are worth round(figure × n ÷
 * quantity), half-up, and a refund is the difference of two such points. So the refunds of a line add up to it exactly,
 * whatever their sizes and order. Amounts are positive; the caller books them with the other sign. Centavos where the
 * line has centavos, 6 decimals for bases and taxes.
 *
 * @throws {MoneyError} `MONEY_BAD_QUANTITY` · `MONEY_REFUND_EXCEEDS_LINE` more than is left of the line
 *
 * @example
 * refundShare(priceBasket({ lines: [{ quantity: '3', unitPrice: money('9.99'), iva: rate('0.16') }] }).lines[0], '1').total // → 9.99
 */
export function refundShare(
  line: RefundableLine,
  quantity: string | bigint,
  refundedBefore: string | bigint = 0n,
): RefundShare {
  const whole = positiveQuantityUnits(line.quantity)
  const before = quantityUnits(refundedBefore)
  const after = before + positiveQuantityUnits(quantity)
  if (after > whole) throw new MoneyError('MONEY_REFUND_EXCEEDS_LINE', 'a refund is not more than is left of the line')

  const part = (figure: Money, scale: number): bigint => {
    const units = toUnits(figure, scale) ?? 0n
    return divideHalfUp(units * after, whole) - divideHalfUp(units * before, whole)
  }
  const six = (figure: Money): Money => fromUnits(part(figure, 6), 6)
  // a line priced net has 6 decimals, and so have its refunds
  const asPriced = (figure: Money): Money => {
    const scale = toUnits(line.total, 2) === undefined ? 6 : 2
    return fromUnits(part(figure, scale), scale)
  }

  const discounts = line.discounts.map((share): DiscountShare => ({
    ...share,
    amount: fromUnits(part(share.amount, 2), 2),
  }))
  const discount = fromUnits(
    discounts.reduce((all, { amount }) => all + (toUnits(amount, 2) ?? 0n), 0n),
    2,
  )
  const total = asPriced(line.total)
  const taxes = line.taxes.map((tax): PricedTax =>
    tax.kind === 'iva-exempt'
      ? { ...tax, base: six(tax.base) }
      : { ...tax, base: six(tax.base), amount: six(tax.amount) },
  )
  return {
    quantity: quantity.toString(),
    gross: total.plus(discount),
    discount,
    total,
    taxable: asPriced(line.taxable),
    base: six(line.base),
    iva: six(line.iva),
    ieps: six(line.ieps),
    taxes,
    discounts,
  }
}
