import { applyCoupon, listModifiers, moveOrder, payOrder, placeOrder, reviewOrder, newId } from '../../src/index.ts'
import { aCoupon, newTenant, type TestDb, type TestTenant } from '../../src/testing.ts'

export interface LivedIn extends TestTenant {
  readonly orderId: string
}

/** A tenant with at least one row in every table: an order with a modifier, a coupon, a payment, a delivery, a review. */
export async function aLivedInTenant(db: TestDb): Promise<LivedIn> {
  const tenant = await newTenant(db)
  await aCoupon(tenant, { maxRedemptions: 9 })
  const menuItemId = tenant.items['TACO'] ?? ''
  const order = await db.as(tenant.customer, async (tx) => {
    const [salsa] = await listModifiers(tx, { menuItemIds: [menuItemId] })
    const lines = [{ menuItemId, quantity: 2, optionIds: [salsa?.optionId ?? ''] }]
    return placeOrder(tx, { idempotencyKey: newId(), branchId: tenant.branchId, service: 'pickup', lines })
  })
  const orderId = order.id
  await db.as(tenant.customer, (tx) => applyCoupon(tx, { orderId, code: 'VEINTE' }))
  await db.as(tenant.service, (tx) => payOrder(tx, { orderId, method: 'card' }))
  for (const to of ['accepted', 'preparing', 'ready', 'delivered'] as const) {
    await db.as(tenant.staff, (tx) => moveOrder(tx, { orderId, to }))
  }
  await db.as(tenant.customer, (tx) => reviewOrder(tx, { orderId, stars: 5 }))
  return { ...tenant, orderId }
}
