import type { BasketInput, BasketLine, Discount } from '../../src/pricing.ts'
import { money, rate } from '../../src/money.ts'
import { text } from './oracle.ts'

const general = rate('0.16')
/** One rate, as a restaurant has · rates of border and groceries mixed · IEPS inside the price as well */
export type Mix = 'one-rate' | 'mixed-rates' | 'ieps'

const ivas = [general, rate('0.08'), rate('0'), 'exempt'] as const
const iepsRates = ['0.08', '0.265', '0.3', '0.53'].map(rate)

/** A line as the oracle sees it. */
export interface PlainLine {
  readonly price: bigint
  readonly quantity: bigint
}

export interface MadeBasket {
  readonly input: BasketInput
  readonly plain: readonly PlainLine[]
  /** Asked for, in centavos; more than the basket at times. */
  readonly discount: bigint
  readonly fee: bigint
  readonly tip: bigint
}

/** The same words make the same basket: 1 line a word, prices 0.01 to 500.00, 1 to 6 pieces, half with a discount. */
export function basketFromWords(words: readonly number[], mix: Mix): MadeBasket {
  const plain = words.map((word) => ({
    price: BigInt((word % 50_000) + 1),
    quantity: BigInt((Math.floor(word / 50_000) % 6) + 1),
  }))
  const lines = plain.map(({ price, quantity }, index): BasketLine => {
    const dice = Math.floor(words[index]! / 300_000)
    return {
      quantity,
      unitPrice: money(text(price, 2)),
      iva: mix === 'mixed-rates' ? ivas[dice % 4]! : general,
      ...(mix === 'ieps' && dice % 2 ? { ieps: [{ kind: 'rate', rate: iepsRates[(dice >> 1) % 4]! }] } : {}),
    }
  })
  const first = words[0]!
  const discount = first % 2 ? BigInt(first % 9_999) : 0n
  const [fee, tip] = [BigInt(first % 4) * 1_250n, BigInt(first % 3) * 1_000n]
  const discounts: Discount[] =
    discount > 0n ? [{ id: 'coupon', fundedBy: 'restaurant', amount: money(text(discount, 2)) }] : []
  return {
    plain,
    discount,
    fee,
    tip,
    input: {
      lines,
      discounts,
      fees: fee > 0n ? [{ kind: 'delivery', amount: money(text(fee, 2)), iva: general }] : [],
      tip: money(text(tip, 2)),
    },
  }
}
