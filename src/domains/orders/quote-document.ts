import type { Funder } from '../../money/basket.ts'
import type { IvaClass } from '../menu/menu-items.ts'
import type { Choice } from '../menu/selectable.ts'

/** What a quote holds beside its totals, as the database keeps it: amounts and rates are text. */
export interface QuoteDocument {
  readonly lines: readonly WrittenLine[]
  readonly adjustments: readonly WrittenAdjustment[]
  /** Of what the branch counts; set by the database. */
  readonly demand: readonly { readonly stockItemId: string; readonly quantity: string }[]
}

/** What a caller writes of a line; the database adds the rest from the menu. */
export interface PricedQuoteLine {
  readonly lineNo: number
  readonly itemId: string
  readonly quantity: number
  readonly unitPrice: string
  readonly discount: string
  readonly paidByThird: string
  /** Null when exempt. */
  readonly ivaRate: string | null
  readonly choices: readonly Choice[]
}

export interface WrittenLine extends PricedQuoteLine {
  readonly sku: string
  readonly name: string
  readonly ivaClass: IvaClass
  readonly satProductKey: string
  readonly satUnitKey: string
  readonly modifiers: readonly WrittenModifier[]
}

export interface WrittenModifier {
  readonly position: number
  /** The position of the option that offered it; null for those of the dish. */
  readonly parentPosition: number | null
  readonly optionId: string
  readonly groupName: string
  readonly optionName: string
  /** For one unit of what offers it. */
  readonly quantity: number
  /** Of one, as the menu has it. */
  readonly price: string
}

export interface WrittenAdjustment {
  readonly adjustmentNo: number
  readonly kind: 'promotion' | 'coupon'
  readonly promotionId: string
  readonly couponId: string | null
  readonly name: string
  readonly fundedBy: Funder
  readonly treatment: 'discount' | 'third-party-payment'
  readonly stackingGroup: string
  readonly appliesTo: 'lines' | 'delivery'
  readonly amount: string
  /** By line number, also of those that it does not touch; none for the delivery. */
  readonly shares: readonly string[]
}
