import type {
  BasketFee,
  BasketInput,
  BasketLine,
  Discount,
  Funder,
  PricedBasket,
  PricedItem,
  PriceMode,
} from './basket.ts'
import { centavos } from './centavos.ts'
import { type Discountable, discountable, discountBasket, discountItem } from './discount.ts'
import { MoneyError } from './errors.ts'
import { lineTaxUnits, pricedTaxes } from './line-tax-units.ts'
import { type Money, zero } from './money.ts'
import { positiveQuantityUnits, quantityUnits } from './quantity.ts'
import { roundCash } from './round-cash.ts'
import { TaxTotals } from './tax-totals.ts'
import { divideHalfUp, fromUnits, toUnits } from './units.ts'

const one = 1_000_000n
const perCentavo = 10_000n
const limit = 10n ** 24n

/** A line or fee under way. All but `off` is in millionths; what can be discounted is in whole centavos. */
interface Item<Source extends BasketLine | BasketFee> {
  readonly of: Source
  readonly quantity: bigint
  readonly unit: bigint
  readonly gross: bigint
  readonly off: Discountable
}

/**
 * Prices a basket: lines with modifiers and discounts, fees as their own taxed lines, the tip, and the totals.
 *
 * Prices are tax-inclusive unless `prices: 'net'`. The line price is unit price × quantity, in centavos half-up (6
 * decimals when net). Discounts: first each line's own, in the order given, then the basket's, each spread over what is
 * left of the lines by largest remainder; no discount is larger than what it is taken from. Taxes of a line are at 6
 * decimals; only the totals are rounded, once. When prices are gross the total is Σ line prices − discounts + fees +
 * tip to the centavo, whatever the taxes are.
 *
 * @throws {MoneyError} `MONEY_BAD_QUANTITY` · `MONEY_NEGATIVE` a price, discount, fee or tip below zero ·
 * `MONEY_NOT_CENTAVOS` a discount, fee or tip with more than 2 decimals · `MONEY_TOO_MANY_DECIMALS` a unit price with
 * more than 6 · `MONEY_OUT_OF_RANGE` · `MONEY_BAD_BASKET` an IEPS quota above the price
 *
 * @example
 * priceBasket({ lines: [{ quantity: '2', unitPrice: money('58.00'), iva: rate('0.16') }] }).totals.total // → 116
 */
export function priceBasket(input: BasketInput): PricedBasket {
  const mode = input.prices ?? 'gross'
  const lines = input.lines.map((line) => lineItem(line, mode))
  const fees = (input.fees ?? []).map(feeItem)
  const discountables = lines.map(({ off }) => off)
  for (const discount of input.discounts ?? []) discountBasket(discountables, discount)

  const taxes = new TaxTotals()
  const pricedLines = lines.map((item) => ({
    id: item.of.id ?? null,
    quantity: item.of.quantity.toString(),
    unitPrice: item.of.modifiers === undefined ? item.of.unitPrice : fromUnits(item.unit, 6),
    ...finish(item, mode, taxes),
  }))
  const pricedFees = fees.map((item) => ({ kind: item.of.kind, ...finish(item, mode, taxes) }))

  const subtotal = divideHalfUp(
    add(lines, ({ gross }) => gross),
    perCentavo,
  )
  const discount = add(discountables, ({ gross, left }) => gross - left)
  const feeTotal = add(fees, ({ off }) => off.left)
  const tip = notNegative(centavos(input.tip ?? zero), 'a tip')
  const onTop = mode === 'net' ? taxes.centavos() : 0n
  const total = fromUnits(subtotal - discount + feeTotal + tip + onTop, 2)
  const funded = (by: Funder) =>
    fromUnits(
      add([...lines, ...fees], ({ off }) => off.fundedBy[by]),
      2,
    )
  return {
    prices: mode,
    lines: pricedLines,
    fees: pricedFees,
    totals: {
      subtotal: fromUnits(subtotal, 2),
      discount: fromUnits(discount, 2),
      fees: fromUnits(feeTotal, 2),
      tip: fromUnits(tip, 2),
      total,
      taxes: taxes.rounded(),
      fundedBy: { restaurant: funded('restaurant'), platform: funded('platform') },
    },
    cash: input.cash === undefined ? null : roundCash(total, input.cash.step, input.cash.favour),
  }
}

function lineItem(line: BasketLine, mode: PriceMode): Item<BasketLine> {
  const quantity = positiveQuantityUnits(line.quantity)
  const unit = notNegative(unitPriceUnits(line), 'a unit price with its modifiers')
  const price = divideHalfUp(unit * quantity, mode === 'net' ? one : one * perCentavo)
  const gross = mode === 'net' ? price : price * perCentavo
  if (gross >= limit) throw new MoneyError('MONEY_OUT_OF_RANGE', 'a line has at most 18 integer digits')
  return { of: line, quantity, unit, gross, off: discounted(gross, line.discounts) }
}

function unitPriceUnits(line: BasketLine): bigint {
  let unit = millionths(line.unitPrice)
  for (const modifier of line.modifiers ?? []) {
    unit += divideHalfUp(millionths(modifier.unitPrice) * quantityUnits(modifier.quantity ?? 1n), one)
  }
  return unit
}

function feeItem(fee: BasketFee): Item<BasketFee> {
  const gross = notNegative(centavos(fee.amount), 'a fee') * perCentavo
  return { of: fee, quantity: one, unit: gross, gross, off: discounted(gross, fee.discounts) }
}

function discounted(gross: bigint, discounts: readonly Discount[] | undefined): Discountable {
  // net lines have 6 decimals: only their whole centavos can be given away
  const off = discountable(gross / perCentavo)
  for (const discount of discounts ?? []) discountItem(off, discount)
  return off
}

function finish(item: Item<BasketLine | BasketFee>, mode: PriceMode, totals: TaxTotals): PricedItem {
  const { of, gross, off } = item
  const given = off.gross - off.left
  const taxable = gross - (given - off.paidByThird) * perCentavo
  const units = lineTaxUnits(taxable, item.quantity, of, mode)
  const parts = pricedTaxes(units, of)
  totals.addLine(units, parts.taxes)
  const grossAmount = fromUnits(gross, 6)
  const total = given === 0n ? grossAmount : fromUnits(gross - given * perCentavo, 6)
  return {
    gross: grossAmount,
    discount: given === 0n ? zero : fromUnits(given, 2),
    total,
    taxable: off.paidByThird === 0n ? total : fromUnits(taxable, 6),
    ...parts,
    discounts: off.shares,
  }
}

function millionths(amount: Money): bigint {
  const units = toUnits(amount, 6)
  if (units === undefined) throw new MoneyError('MONEY_TOO_MANY_DECIMALS', 'a unit price has at most 6 decimals')
  return units
}

function notNegative(units: bigint, what: string): bigint {
  if (units < 0n) throw new MoneyError('MONEY_NEGATIVE', `${what} is not below zero`)
  return units
}

function add<Part>(parts: readonly Part[], amountOf: (part: Part) => bigint): bigint {
  let all = 0n
  for (const part of parts) all += amountOf(part)
  return all
}
