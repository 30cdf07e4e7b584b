import type { Funder } from '../../money/basket.ts'
import type { Money } from '../../money/money.ts'
import type { PromotionKind, Treatment } from './promotion-terms.ts'

/** What promotions look at of an order. The tip is not there to be discounted. */
export interface PromotableBasket {
  readonly lines: readonly PromotableLine[]
  /** Zero when nothing is delivered. */
  readonly deliveryFee: Money
}

export interface PromotableLine {
  /** 1, 2, 3 … */
  readonly lineNo: number
  readonly itemId: string
  readonly quantity: number
  /** Item and modifiers, whole centavos. */
  readonly unitPrice: Money
}

/** A promotion that may be given now and here, as `app.promotions_for` writes it: amounts and rates are text. */
export interface PromotionCandidate {
  readonly promotionId: string
  /** Of the coupon that asked for it; null for one that comes by itself. */
  readonly couponId: string | null
  /** The place of the coupon's code in the list that was asked for, from 0. */
  readonly code: number | null
  readonly name: string
  readonly kind: PromotionKind
  readonly percentOff: string | null
  readonly amountOff: string | null
  readonly buyQuantity: number | null
  readonly getQuantity: number | null
  readonly maxDiscount: string | null
  readonly minSubtotal: string
  readonly stackingGroup: string
  readonly priority: number
  readonly fundedBy: Funder
  readonly treatment: Treatment
  readonly budgetLeft: string | null
  /** Null: every dish. */
  readonly itemIds: readonly string[] | null
}

/** What a promotion takes off an order, to be stored with it; amounts are text of 2 decimals. */
export interface PromotionAdjustment {
  /** 1, 2, 3 … in the order in which they are taken off. */
  readonly adjustmentNo: number
  readonly kind: 'promotion' | 'coupon'
  readonly promotionId: string
  readonly couponId: string | null
  readonly name: string
  readonly fundedBy: Funder
  readonly treatment: Treatment
  readonly stackingGroup: string
  readonly appliesTo: 'lines' | 'delivery'
  readonly amount: string
  /** By line, none of nothing; their sum is the amount. Empty for the delivery. */
  readonly shares: readonly { readonly lineNo: number; readonly amount: string }[]
}

/**
 * `below_minimum` of the order · `nothing_to_lower` no eligible line, or nothing left of them · `outweighed` another of
 * its group gives more · `budget_too_small` what is left of its budget does not pay for this order
 */
export type PromotionRefusal = 'below_minimum' | 'nothing_to_lower' | 'outweighed' | 'budget_too_small'

export interface RefusedPromotion {
  readonly promotionId: string
  readonly couponId: string | null
  /** As in the candidate: null for one that came by itself. */
  readonly code: number | null
  readonly reason: PromotionRefusal
}

export interface AppliedPromotions {
  readonly adjustments: readonly PromotionAdjustment[]
  /** Candidates that give nothing, in the order in which they would have been taken off. */
  readonly refused: readonly RefusedPromotion[]
}
