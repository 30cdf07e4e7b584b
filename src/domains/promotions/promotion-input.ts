import type { Funder } from '../../money/basket.ts'
import type { Money } from '../../money/money.ts'
import type { Channel } from '../menu/channels.ts'
import type { WeekWindow } from '../restaurants/minutes.ts'
import type { Service } from '../restaurants/services.ts'
import type { Treatment } from './promotion-terms.ts'

/** What a promotion gives. Amounts are pesos; rates are fractions as text, `'0.10'` for ten percent. */
export type PromotionTerms =
  | { readonly kind: 'percent'; readonly percentOff: string; readonly maxDiscount?: Money | string }
  | { readonly kind: 'amount'; readonly amountOff: Money | string }
  | { readonly kind: 'free_delivery'; readonly maxDiscount?: Money | string }
  | {
      readonly kind: 'buy_x_get_y'
      readonly buyQuantity: number
      readonly getQuantity: number
      /** Of those that one gets; free, when left out. */
      readonly percentOff?: string
      readonly maxDiscount?: Money | string
    }

/** When, where and for whom. What is left out does not narrow it. */
export interface PromotionConditions {
  /** What all lines must reach, before every discount. */
  readonly minSubtotal?: Money | string
  /** For customers without an order that was not called off; `perCustomerLimit` is then 1. */
  readonly firstOrderOnly?: boolean
  readonly itemIds?: readonly string[]
  readonly branchIds?: readonly string[]
  readonly channels?: readonly Channel[]
  readonly services?: readonly Service[]
  /** By the clock on the wall of each branch; they may go past midnight. */
  readonly windows?: readonly WeekWindow[]
  /** Now, when left out. */
  readonly validFrom?: Date
  /** Not included. */
  readonly validUntil?: Date
  /** Only with a coupon. */
  readonly byCode?: boolean
}

export interface PromotionLimits {
  readonly maxRedemptions?: number
  /** Pesos that it may give in all. */
  readonly budget?: Money | string
  readonly perCustomerLimit?: number
}

/** What it is called, who pays for it, and how it stands beside others. */
export interface PromotionOrder {
  readonly name: string
  readonly fundedBy: Funder
  readonly treatment?: Treatment
  /** An order gets one of each group. `order` when left out, `delivery` for free delivery. */
  readonly stackingGroup?: string
  /** 0 to 9999, lower ones first; 100 when left out. */
  readonly priority?: number
}

export type CreatePromotion = PromotionTerms & PromotionConditions & PromotionLimits & PromotionOrder
