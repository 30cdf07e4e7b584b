import {
  applyCoupon,
  branchTaxRegions,
  dayparts,
  listModifiers,
  moveOrder,
  newId,
  payOrder,
  placeOrder,
  reviewOrder,
  setOpeningHours,
  setSpecialDay,
} from '../../src/index.ts'
import { aCoupon, newTenant, type TestDb, type TestTenant } from '../../src/testing.ts'
import { test as base } from '../database.ts'

export interface LivedIn extends TestTenant {
  readonly orderId: string
}

/** A tenant with at least one row in every table: an order with a modifier, a coupon, a payment, a delivery, a review; hours. */
export async function aLivedInTenant(db: TestDb): Promise<LivedIn> {
  const tenant = await newTenant(db)
  await aCoupon(tenant, { maxRedemptions: 9 })
  await hoursOf(tenant)
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

async function hoursOf({ db, staff, branchId, restaurantId }: TestTenant): Promise<void> {
  const windows = [{ weekday: 1, opens: '08:00', closes: '22:00' }] as const
  await db.as(staff, (tx) => setOpeningHours(tx, { branchId, service: 'pickup', windows }))
  await db.as(staff, (tx) => setSpecialDay(tx, { branchId, on: '2026-12-25', services: ['pickup'], windows: [] }))
  await db.as(staff, (tx) => tx.insert(dayparts).values({ restaurantId, name: 'Desayuno', minutes: windows }))
  await db.as(staff, (tx) =>
    tx.insert(branchTaxRegions).values({ branchId, region: 'north', validFrom: '2026-01-01', validTo: '2026-06-30' }),
  )
}

/**
 * `test` with one such tenant for the whole file. Only for tests whose every statement is refused or undone: they leave
 * it as they found it, so they share nothing.
 */
export const test = base.extend<{ lived: LivedIn }>({
  lived: [
    async ({ db }, use) => {
      await use(await aLivedInTenant(db))
    },
    { scope: 'file' },
  ],
})
