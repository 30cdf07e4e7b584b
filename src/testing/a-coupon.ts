import { type CreateCoupon, createCoupon } from '../domains/promotions/create-coupon.ts'
import type { PromotionDetail } from '../domains/promotions/create-promotion.ts'
import type { Coupon } from '../domains/promotions/coupons.ts'
import { aPromotion, type PromotionChanges } from './a-promotion.ts'
import type { TestTenant } from './new-tenant.ts'

export interface TestCoupon extends Coupon {
  readonly promotion: PromotionDetail
}

export interface CouponChanges extends Partial<Omit<CreateCoupon, 'promotionId' | 'maxRedemptions'>> {
  /** Null: as often as the promotion allows. */
  readonly maxRedemptions?: number | null
  /** Of the promotion behind it. */
  readonly promotion?: PromotionChanges
}

/** `VEINTE`: 20 pesos off that can be redeemed once, and the promotion behind it; change what the test is about. */
export async function aCoupon(
  tenant: TestTenant,
  { promotion: changes = {}, maxRedemptions = 1, ...coupon }: CouponChanges = {},
): Promise<TestCoupon> {
  const promotion = await aPromotion(tenant, { name: 'Veinte pesos', byCode: true, ...changes })
  const made = await tenant.db.as(tenant.staff, (tx) =>
    createCoupon(tx, {
      promotionId: promotion.id,
      code: 'VEINTE',
      ...(maxRedemptions === null ? {} : { maxRedemptions }),
      ...coupon,
    }),
  )
  return { ...made, promotion }
}
