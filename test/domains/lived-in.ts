import { and, eq } from 'drizzle-orm'
import {
  applyCoupon,
  branchTaxRegions,
  dayparts,
  hideReview,
  importMenu,
  markSoldOut,
  type MenuFile,
  moveOrder,
  newId,
  openingHours,
  openSlots,
  payOrder,
  placeOrder,
  products,
  publishMenu,
  receiveStock,
  replyToReview,
  reviewOrder,
  setPrice,
  setRecipe,
  showReview,
  specialDays,
  stockItems,
} from '../../src/index.ts'
import { aCoupon, aMenu, newTenant, type TestDb, type TestTenant } from '../../src/testing.ts'
import { asOwner } from './as-owner.ts'
import { choiceOf } from './choice-of.ts'

export interface LivedIn extends TestTenant {
  readonly orderId: string
}

/**
 * A tenant with at least one row in every table: a menu with nested choices and prices of its own, hours; an order with
 * a modifier, a coupon, a payment, a delivery, a review.
 */
export async function aLivedInTenant(db: TestDb): Promise<LivedIn> {
  const fresh = await newTenant(db)
  const tenant = { ...fresh, versionId: await menuOf(fresh) }
  await aCoupon(tenant, { maxRedemptions: 9 })
  await hoursOf(tenant)
  const choices = [await choiceOf(tenant, 'TACO', 'Verde')]
  const lines = [{ menuItemId: tenant.items['TACO'] ?? '', quantity: 2, choices }]
  const order = await db.as(tenant.customer, (tx) =>
    placeOrder(tx, { idempotencyKey: newId(), branchId: tenant.branchId, service: 'pickup', lines }),
  )
  const orderId = order.id
  await db.as(tenant.customer, (tx) => applyCoupon(tx, { orderId, code: 'VEINTE' }))
  await db.as(tenant.service, (tx) => payOrder(tx, { orderId, method: 'card' }))
  for (const to of ['accepted', 'preparing', 'ready', 'delivered'] as const) {
    await db.as(tenant.staff, (tx) => moveOrder(tx, { orderId, to }))
  }
  await reviewsOf(tenant, orderId)
  await stockOf(db, tenant, orderId)
  return { ...tenant, orderId }
}

/** A review with a reply, hidden and shown again. */
async function reviewsOf({ db, staff, customer }: TestTenant, orderId: string): Promise<void> {
  const [review] = await db.as(customer, (tx) => reviewOrder(tx, { orderId, stars: 5 }))
  const decision = { reviewId: review?.id ?? '', reason: 'x' }
  await db.as(staff, (tx) => replyToReview(tx, { reviewId: decision.reviewId, body: '¡Gracias!' }))
  await db.as(staff, (tx) => hideReview(tx, decision))
  await db.as(staff, (tx) => showReview(tx, decision))
}

/** Everything that `aMenu` leaves out: a choice inside a choice, a dish that counts and charges in its own way. */
function aFullMenu(): MenuFile {
  const { modifierGroups, categories, ...rest } = aMenu()
  const [salsas] = modifierGroups
  const [tacos, ...others] = categories
  if (!salsas || !tacos) throw new Error('aMenu has a group and a heading')
  const extra = { key: 'extra', name: 'Con qué', minSelected: 0, maxSelected: 1 }
  const [verde, ...otherSalsas] = salsas.options
  const options = [{ ...verde!, modifierGroups: ['extra'] }, ...otherSalsas]
  const salsa = { key: 'salsa', minSelected: 0, maxSelected: 1, optionPrices: { Habanero: '4.00' } }
  return {
    ...rest,
    modifierGroups: [
      { ...salsas, options },
      { ...extra, options: [{ name: 'Cebolla', price: '0.00' }] },
    ],
    categories: [
      { ...tacos, items: tacos.items.map((item) => ({ ...item, modifierGroups: [salsa] })) },
      ...others.map((category) => ({ ...category, categories: [{ name: 'Más', items: [] }] })),
    ],
  }
}

async function menuOf({ db, staff, restaurantId, menuId, branchId, items }: TestTenant): Promise<string> {
  const { versionId } = await db.as(staff, (tx) => importMenu(tx, { restaurantId, menuId, menu: aFullMenu() }))
  await db.as(staff, (tx) => publishMenu(tx, { versionId }))
  const productId = items['AGUA'] ?? ''
  await db.as(staff, (tx) => setPrice(tx, { productId, branchId, channel: 'partner', price: '27.00' }))
  await db.as(staff, async (tx) => {
    const [option] = await tx
      .select({ id: products.id })
      .from(products)
      .where(and(eq(products.menuId, menuId), eq(products.sku, 'extra/Cebolla')))
    return markSoldOut(tx, { branchId, productId: option?.id ?? '' })
  })
  return versionId
}

async function hoursOf({ db, staff, branchId, restaurantId }: TestTenant): Promise<void> {
  await db.as(staff, async (tx) => {
    await tx.insert(openingHours).values({ branchId, service: 'pickup', startsMinute: 480, lengthMinutes: 840 })
    await tx.insert(specialDays).values({ branchId, service: 'pickup', heldOn: '2026-12-25', minutes: [] })
    const minutes = [{ weekday: 1, opens: '08:00', closes: '12:00' }] as const
    await tx.insert(dayparts).values({ restaurantId, name: 'Desayuno', minutes })
    const register = { validFrom: '2026-01-01', validTo: '2026-06-30' }
    await tx.insert(branchTaxRegions).values({ branchId, region: 'north', ...register })
  })
}

/** Only once the order is there: it was placed where nothing was counted, and holds what it is given here. */
async function stockOf(db: TestDb, { tenantId, branchId, items, staff, service }: TestTenant, orderId: string) {
  const stockItemId = newId()
  const slot = { startsAt: new Date('2031-03-15T20:00:00Z'), endsAt: new Date('2031-03-15T21:00:00Z'), maxOrders: 9 }
  const limits = { maxUnits: 99, maxAmount: '9000.00' }
  await db.as(staff, async (tx) => {
    await tx.insert(stockItems).values({ id: stockItemId, name: 'Tortilla', unit: 'piece' })
    await receiveStock(tx, { branchId, items: [{ stockItemId, quantity: '100' }] })
    await setRecipe(tx, { productId: items['FLAN'] ?? '', ingredients: [{ stockItemId, quantity: '2' }] })
    await openSlots(tx, { branchId, service: 'pickup', slots: [{ ...slot, ...limits }] })
  })
  const demand = JSON.stringify([{ stockItemId, quantity: '4' }])
  await asOwner(
    db,
    service,
    `select app.claim_stock('${tenantId}', '${branchId}', '${orderId}', '${demand}', '[]', now() + interval '15 minutes')`,
  )
}
