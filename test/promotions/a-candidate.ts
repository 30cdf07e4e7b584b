import { newId } from '../../src/index.ts'
import { money } from '../../src/money.ts'
import type { PromotableBasket, PromotionCandidate } from '../../src/pricing.ts'

/** 20 pesos off every order; change what the test is about. */
export function aCandidate(changes: Partial<PromotionCandidate> = {}): PromotionCandidate {
  const { kind = 'amount' } = changes
  return {
    promotionId: newId(),
    couponId: null,
    code: null,
    name: 'Veinte pesos menos',
    kind,
    percentOff: kind === 'buy_x_get_y' ? '1' : null,
    amountOff: kind === 'amount' ? '20.00' : null,
    buyQuantity: kind === 'buy_x_get_y' ? 1 : null,
    getQuantity: kind === 'buy_x_get_y' ? 1 : null,
    maxDiscount: null,
    minSubtotal: '0',
    stackingGroup: 'order',
    priority: 100,
    fundedBy: 'restaurant',
    treatment: 'discount',
    budgetLeft: null,
    itemIds: null,
    ...changes,
  }
}

/** Lines as `[item, quantity, price]`, numbered as they come. */
export function aBasket(
  lines: readonly (readonly [itemId: string, quantity: number, unitPrice: string])[],
  deliveryFee = '0',
): PromotableBasket {
  return {
    lines: lines.map(([itemId, quantity, unitPrice], i) => ({
      lineNo: i + 1,
      itemId,
      quantity,
      unitPrice: money(unitPrice),
    })),
    deliveryFee: money(deliveryFee),
  }
}
