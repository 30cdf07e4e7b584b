import { DbError } from '../../kernel/errors.ts'
import type { Discount } from '../../money/basket.ts'
import { type Money, money, type Rate, sum, zero } from '../../money/money.ts'
import { priceBasket } from '../../money/price.ts'
import { applyPromotions } from '../promotions/apply-promotions.ts'
import type { PromotionAdjustment, PromotionCandidate, RefusedPromotion } from '../promotions/promotion-candidate.ts'
import type { PricedLine } from './price-lines.ts'
import type { PricedQuoteLine } from './quote-document.ts'

export interface QuoteInput {
  readonly lines: readonly PricedLine[]
  readonly candidates: readonly PromotionCandidate[]
  /** Zero when nothing is delivered. */
  readonly deliveryFee: Money
  readonly deliveryIvaRate: Rate
  readonly tip: Money
}

/**
 * The totals of a quote and its document: promotions first, then the basket with each line's shares as its discounts.
 * Pure; the database works out the same and refuses what differs.
 *
 * @throws {DbError} `COUPON_BELOW_MINIMUM` · `COUPON_NOT_APPLICABLE`, each with the place of the code in `details.code`
 */
export function priceQuote({ lines, candidates, deliveryFee, deliveryIvaRate, tip }: QuoteInput) {
  const basket = {
    lines: lines.map(({ lineNo, menuItemId, quantity, unitPrice }) => ({
      lineNo,
      itemId: menuItemId,
      quantity,
      unitPrice,
    })),
    deliveryFee,
  }
  const { adjustments, refused } = applyPromotions(basket, candidates)
  for (const promotion of refused) if (promotion.code !== null) throw refusal(promotion.code, promotion)
  const priced = priceBasket({
    lines: lines.map(({ lineNo, quantity, unitPrice, ivaRate }) => ({
      quantity: BigInt(quantity),
      unitPrice,
      iva: ivaRate ?? 'exempt',
      discounts: discountsOf(adjustments, lineNo),
    })),
    fees: [
      { kind: 'delivery', amount: deliveryFee, iva: deliveryIvaRate, discounts: discountsOf(adjustments, 'delivery') },
    ],
    tip,
  })
  return {
    units: lines.reduce((units, { quantity }) => units + quantity, 0),
    subtotal: priced.totals.subtotal,
    discount: priced.totals.discount,
    deliveryFee,
    deliveryDiscount: sum(priced.fees.map(({ discount }) => discount)),
    deliveryIvaRate,
    tip,
    iva: sum(priced.totals.taxes.map((tax) => (tax.kind === 'iva' ? tax.amount : zero))),
    document: { lines: lines.map((line) => written(line, adjustments)), adjustments, demand: [] },
  }
}

/** What the adjustments take off a line, or off the delivery. */
function discountsOf(adjustments: readonly PromotionAdjustment[], lineNo: number | 'delivery'): readonly Discount[] {
  return adjustments.flatMap(({ fundedBy, treatment, appliesTo, amount, shares }): Discount[] => {
    if (lineNo === 'delivery') return appliesTo === 'delivery' ? [{ fundedBy, treatment, amount: money(amount) }] : []
    return shares
      .filter((share) => share.lineNo === lineNo)
      .map((share) => ({ fundedBy, treatment, amount: money(share.amount) }))
  })
}

function written(line: PricedLine, adjustments: readonly PromotionAdjustment[]): PricedQuoteLine {
  const { lineNo, menuItemId, quantity, unitPrice, ivaRate, choices } = line
  const discounts = adjustments.flatMap(({ treatment, shares }) =>
    shares.filter((share) => share.lineNo === lineNo).map(({ amount }) => ({ treatment, amount: money(amount) })),
  )
  const third = discounts.filter(({ treatment }) => treatment === 'third-party-payment')
  return {
    lineNo,
    itemId: menuItemId,
    quantity,
    unitPrice: unitPrice.toFixed(2),
    discount: sum(discounts.map(({ amount }) => amount)).toFixed(2),
    paidByThird: sum(third.map(({ amount }) => amount)).toFixed(2),
    ivaRate: ivaRate?.toFixed() ?? null,
    choices,
  }
}

function refusal(code: number, { reason }: RefusedPromotion): DbError {
  const details = { code: String(code), reason }
  return reason === 'below_minimum'
    ? new DbError('COUPON_BELOW_MINIMUM', 'the order is below the minimum of the coupon', { details })
    : new DbError('COUPON_NOT_APPLICABLE', 'the coupon takes nothing off this order', { details })
}
