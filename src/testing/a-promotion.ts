import { createPromotion, type PromotionDetail } from '../domains/promotions/create-promotion.ts'
import type {
  PromotionConditions,
  PromotionLimits,
  PromotionOrder,
  PromotionTerms,
} from '../domains/promotions/promotion-input.ts'
import type { TestTenant } from './new-tenant.ts'

/** Other terms, all of them; or none, and then other rules alone. */
export type PromotionChanges = (PromotionTerms | { readonly kind?: undefined }) &
  PromotionConditions &
  PromotionLimits &
  Partial<PromotionOrder>

/** 20 pesos off every order, paid by the restaurant; change what the test is about. */
export async function aPromotion(tenant: TestTenant, changes: PromotionChanges = {}): Promise<PromotionDetail> {
  const ours = { name: 'Veinte pesos menos', fundedBy: 'restaurant' } as const
  return tenant.db.as(tenant.staff, (tx) =>
    createPromotion(
      tx,
      changes.kind === undefined
        ? { ...ours, ...changes, kind: 'amount', amountOff: '20.00' }
        : { ...ours, ...changes },
    ),
  )
}
