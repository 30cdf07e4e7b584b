import type { Money, Rate } from './money.ts'
import type { CashAmount, CashRounding, CashStep } from './round-cash.ts'

/** Who gives a discount up. A coupon of the platform is the platform's cost, not the restaurant's. */
export type Funder = 'restaurant' | 'platform'

/** `gross`: prices include their taxes, what a consumer is shown (LFPC art. 7 Bis) · `net`: taxes come on top */
export type PriceMode = 'gross' | 'net'

interface DiscountTerms {
  readonly id?: string
  readonly fundedBy: Funder
  /**
   * `discount` (default) lowers the price, and with it the taxes. `third-party-payment` lowers only what the customer
   * pays: the funder pays the restaurant the rest, so the taxes stay. Which one a platform coupon is, is a question for
   * a tax adviser; the data says it, the code does not guess.
   */
  readonly treatment?: 'discount' | 'third-party-payment'
}

/** An amount in whole centavos, or a share of what it applies to; never more than there is left to discount. */
export type Discount = DiscountTerms & ({ readonly amount: Money } | { readonly rate: Rate })

/** IEPS: a share of the price before tax, or a quota for each litre (`litres` is for one unit, at most 6 decimals). */
export type Ieps =
  | { readonly kind: 'rate'; readonly rate: Rate }
  | { readonly kind: 'quota'; readonly perLitre: Money; readonly litres: string }

/** What taxes a line carries. Exempt is not 0 %: the one has no IVA, the other an IVA of nothing. */
export interface TaxTerms {
  readonly iva: Rate | 'exempt'
  /** Off by default: a restaurant is usually no IEPS taxpayer (LIEPS art. 8 I c and f). */
  readonly ieps?: readonly Ieps[]
}

/** Something chosen for a line, priced for one unit of the line and taxed with it; may lower the price. */
export interface BasketModifier {
  readonly unitPrice: Money
  /** How many for one unit of the line; 1 unless told otherwise, at most 6 decimals. */
  readonly quantity?: string | bigint
}

export interface BasketLine extends TaxTerms {
  readonly id?: string
  /** More than 0, at most 9 integer digits and 6 decimals. */
  readonly quantity: string | bigint
  /** Without modifiers, at most 6 decimals. */
  readonly unitPrice: Money
  readonly modifiers?: readonly BasketModifier[]
  readonly discounts?: readonly Discount[]
}

/** An independent service, taxed by itself. A service charge that cannot be declined is a fee, not a tip. */
export interface BasketFee extends TaxTerms {
  readonly kind: 'delivery' | 'service' | 'packaging' | 'small-order'
  /** Whole centavos, in the price mode of the basket. */
  readonly amount: Money
  readonly discounts?: readonly Discount[]
}

export interface BasketInput {
  readonly prices?: PriceMode
  readonly lines: readonly BasketLine[]
  /** For the whole basket, after the lines' own discounts; spread over the lines, never over fees. */
  readonly discounts?: readonly Discount[]
  readonly fees?: readonly BasketFee[]
  /** Voluntary, in whole centavos: outside of every discount and tax base. */
  readonly tip?: Money
  /** Only for an order paid in cash. */
  readonly cash?: { readonly step: CashStep; readonly favour?: CashRounding }
}

/** A tax of a line (6 decimals) or of the basket (rounded once, 2 decimals). */
export type PricedTax =
  | { readonly kind: 'iva'; readonly rate: Rate; readonly base: Money; readonly amount: Money }
  | { readonly kind: 'iva-exempt'; readonly base: Money }
  | { readonly kind: 'ieps'; readonly rate: Rate; readonly base: Money; readonly amount: Money }
  /** base is litres */
  | { readonly kind: 'ieps-quota'; readonly perLitre: Money; readonly base: Money; readonly amount: Money }

/** A discount's part on one line, to be stored with it: a later refund looks it up. */
export interface DiscountShare {
  readonly id: string | null
  readonly fundedBy: Funder
  readonly amount: Money
}

/** What lines and fees have in common. Amounts are in the price mode of the basket. */
export interface PricedItem {
  /** Price × quantity: centavos when prices are gross, 6 decimals when net. */
  readonly gross: Money
  /** Its own discounts and its share of the basket's, centavos. */
  readonly discount: Money
  /** gross − discount */
  readonly total: Money
  /** What the taxes are worked out from: the total, and what a third party pays of it. */
  readonly taxable: Money
  /** Before every tax, 6 decimals: the base of IEPS, and of IVA when there is no IEPS. */
  readonly base: Money
  /** 6 decimals */
  readonly iva: Money
  /** 6 decimals */
  readonly ieps: Money
  readonly taxes: readonly PricedTax[]
  readonly discounts: readonly DiscountShare[]
}

export interface PricedLine extends PricedItem {
  readonly id: string | null
  /** As decimal text: a count is no amount. */
  readonly quantity: string
  /** One unit with its modifiers, at most 6 decimals. */
  readonly unitPrice: Money
}

export interface PricedFee extends PricedItem {
  readonly kind: BasketFee['kind']
}

/** All in centavos. */
export interface BasketTotals {
  /** Σ gross of the lines */
  readonly subtotal: Money
  /** Σ discount of the lines */
  readonly discount: Money
  /** Σ total of the fees */
  readonly fees: Money
  readonly tip: Money
  /** What the customer pays: subtotal − discount + fees + tip, and the taxes when prices are net. */
  readonly total: Money
  /** Lines and fees, each kind and rate added up at 6 decimals and rounded once. */
  readonly taxes: readonly PricedTax[]
  /** Discounts of lines and fees by who gives them up. */
  readonly fundedBy: Readonly<Record<Funder, Money>>
}

export interface PricedBasket {
  readonly prices: PriceMode
  readonly lines: readonly PricedLine[]
  readonly fees: readonly PricedFee[]
  readonly totals: BasketTotals
  /** The total in coins, when the order is paid in cash; the total itself keeps its centavos. */
  readonly cash: CashAmount | null
}
