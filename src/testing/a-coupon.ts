import { and, eq } from 'drizzle-orm'
import { type Coupon, coupons, type NewCoupon } from '../domains/promotions/coupons.ts'
import { newId } from '../kernel/columns.ts'
import { money } from '../money/money.ts'
import type { TestTenant } from './new-tenant.ts'

/** A coupon of 20 pesos that can be redeemed once; change what the test is about. */
export async function aCoupon(tenant: TestTenant, changes: Partial<NewCoupon> = {}): Promise<Coupon> {
  const id = changes.id ?? newId()
  return tenant.db.as(tenant.staff, async (tx) => {
    await tx.insert(coupons).values({
      id,
      code: 'VEINTE',
      kind: 'amount',
      amountOff: changes.kind === 'percent' ? null : money('20'),
      maxRedemptions: 1,
      fundedBy: 'restaurant',
      ...changes,
    })
    const [coupon] = await tx
      .select()
      .from(coupons)
      .where(and(eq(coupons.tenantId, tenant.tenantId), eq(coupons.id, id)))
    if (!coupon) throw new Error('the coupon that was just made is not there')
    return coupon
  })
}
