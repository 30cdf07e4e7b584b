import { createCoupon, newId } from '../../../../src/index.ts'
import { aPromotion, type PromotionChanges } from '../../../../src/testing.ts'
import type { Home } from '../race.ts'

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
