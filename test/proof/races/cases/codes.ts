import { createCoupon, newId } from '../../../../src/index.ts'
import { aPromotion, type PromotionChanges } from '../../../../src/testing.ts'
import type { Ask, Home } from '../race.ts'

export interface Code {
  readonly promotionId: string
  readonly couponId: string
  readonly code: string
}

/** A code of its own for 20 pesos off, so that no other order gets the promotion. */
export async function aCode(
  { tenant }: Home,
  promotion: PromotionChanges,
  coupon: { readonly maxRedemptions?: number } = {},
): Promise<Code> {
  const { id: promotionId } = await aPromotion(tenant, { byCode: true, ...promotion })
  const code = newId().toUpperCase()
  const { id: couponId } = await tenant.db.as(tenant.staff, (tx) => createCoupon(tx, { promotionId, code, ...coupon }))
  return { promotionId, couponId, code }
}

/** What a naive form writes down of a code that it gave. */
export async function writeAdjustment(ask: Ask, { tenant }: Home, { promotionId, couponId }: Code): Promise<void> {
  await ask(
    `insert into order_adjustments (tenant_id, order_id, adjustment_no, customer_id, kind, promotion_id, coupon_id, name,
       funded_by, treatment, stacking_group, applies_to, amount)
     values ($1, $2, 1, $3, 'coupon', $4, $5, 'Veinte', 'restaurant', 'discount', 'order', 'lines', 20)`,
    tenant.tenantId,
    newId(),
    tenant.customerId,
    promotionId,
    couponId,
  )
}
