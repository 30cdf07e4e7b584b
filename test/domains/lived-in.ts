import { and, eq } from 'drizzle-orm'
import {
  branchTaxRegions,
  dayparts,
  hideReview,
  importMenu,
  markSoldOut,
  type MenuFile,
  products,
  publishMenu,
  replyToReview,
  reviewOrder,
  setPrice,
  showReview,
  specialDays,
} from '../../src/index.ts'
import { aCoupon, aDeliveredOrder, aMenu, anOrder, newTenant, type TestDb, type TestTenant } from '../../src/testing.ts'
import { stepTo } from './order-steps.ts'
import { choiceOf } from './choice-of.ts'
import { type Settled, settled } from './ledger/settled.ts'
import { paidByCard } from './payments/paying.ts'
import { aSlot, stocked } from './kitchen.ts'

export interface LivedIn extends Settled {
  readonly orderId: string
  readonly quoteId: string
}

/**
 * A tenant with at least one row in every table: a menu with nested choices and prices of its own, hours; an order with
 * a modifier, a coupon, stock, a slot, a payment, a delivery, a review.
 */
export async function aLivedInTenant(db: TestDb): Promise<LivedIn> {
  const fresh = await newTenant(db)
  const tenant = { ...fresh, versionId: await menuOf(fresh) }
  const itemIds = [tenant.items['TACO'] ?? '']
  const promotion = { itemIds, branchIds: [tenant.branchId], perCustomerLimit: 9, maxRedemptions: 9, budget: '900' }
  await aCoupon(tenant, { maxRedemptions: 9, promotion })
  await stocked(tenant, tenant.items['TACO'] ?? '', 9)
  const { id: slotId } = await aSlot(tenant)
  await hoursOf(tenant)
  const choices = [await choiceOf(tenant, 'TACO', 'Verde')]
  const lines = [{ menuItemId: tenant.items['TACO'] ?? '', quantity: 2, choices }]
  const { id: orderId, quoteId } = await anOrder(tenant, { lines, couponCodes: ['VEINTE'], slotId })
  await paidByCard(tenant, orderId)
  for (const to of ['accepted', 'preparing', 'ready', 'delivered'] as const) {
    await db.as(tenant.staff, (tx) => stepTo[to](tx, { orderId }))
  }
  await reviewsOf(tenant, orderId)
  await aDeliveredOrder(tenant, { service: 'delivery' })
  return { ...(await settled(tenant)), orderId, quoteId }
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
    await tx.insert(specialDays).values({ branchId, service: 'pickup', heldOn: '2026-12-25', minutes: [] })
    const minutes = [{ weekday: 1, opens: '08:00', closes: '12:00' }] as const
    await tx.insert(dayparts).values({ restaurantId, name: 'Desayuno', minutes })
    const register = { validFrom: '2026-01-01', validTo: '2026-06-30' }
    await tx.insert(branchTaxRegions).values({ branchId, region: 'north', ...register })
  })
}
