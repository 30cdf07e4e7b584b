import { randomBytes } from 'node:crypto'
import {
  type Actor,
  courier,
  createCoupon,
  createPromotion,
  createTenant,
  customer,
  customers,
  type Db,
  memberships,
  newId,
  receiveStock,
  service,
  services,
  setCommissionTerms,
  setOpeningHours,
  setRecipe,
  staff,
  stockItems,
  type TenantTx,
} from '@platform/db'
import type { RestaurantFile, StockFile, TenantFile } from './data.ts'
import { dishesOf, menuOf } from './menu.ts'
import { today } from './paper.ts'

export interface Shop {
  readonly slug: string
  readonly tenantId: string
  readonly cook: Actor
  readonly riderId: string
  readonly rider: Actor
  /** By name. */
  readonly guests: ReadonlyMap<string, Actor>
  readonly branches: readonly Branch[]
}

export interface Branch {
  readonly restaurant: string
  readonly restaurantId: string
  readonly branchId: string
  readonly timeZone: string
}

/** A tenant from a file, ready to sell: one call makes it, others add its terms, hours, stock, people, promotions and codes. */
export async function openShop(db: Db, tenant: TenantFile): Promise<Shop> {
  // A host name is unique across the platform, so a second run on the same server takes another one.
  const taken = (await db.tenantOfHost(tenant.slug)) !== undefined
  const slug = taken ? `${tenant.slug}-${randomBytes(3).toString('hex')}` : tenant.slug

  const created = await db.as(service(newId()), (tx) =>
    createTenant(tx, {
      slug,
      displayName: tenant.displayName,
      legalName: tenant.legalName,
      owner: { userId: newId(), displayName: 'Propietaria' },
      restaurants: tenant.restaurants,
    }),
  )
  const { tenantId } = created
  const cook = staff(tenantId, created.ownerMembershipId)
  for (const [i, { restaurantId, branchId }] of created.restaurants.entries()) {
    const file = tenant.restaurants[i]
    if (!file) continue
    const validFrom = today(file.branch.timeZone)
    await db.as(cook, (tx) => setCommissionTerms(tx, { restaurantId, validFrom, ...file.terms }))
    await db.as(cook, (tx) => setHours(tx, branchId, file.hours))
    await db.as(cook, (tx) => stockUp(tx, branchId, file.stock))
  }
  await db.as(cook, async (tx) => {
    for (const { promotion, ...coupon } of tenant.coupons) {
      const { id: promotionId } = await createPromotion(tx, { ...promotion, byCode: true })
      await createCoupon(tx, { ...coupon, promotionId })
    }
  })
  const guests = await db.as(service(tenantId), (tx) =>
    tx
      .insert(customers)
      .values([...tenant.customers])
      .returning({ id: customers.id, name: customers.displayName }),
  )
  const riderId = newId()
  await db.as(cook, (tx) =>
    tx.insert(memberships).values({ id: riderId, userId: newId(), role: 'courier', displayName: 'Repartidor' }),
  )
  return {
    slug,
    tenantId,
    cook,
    riderId,
    rider: courier(tenantId, riderId),
    guests: new Map(guests.map(({ id, name }) => [name, customer(tenantId, id)])),
    branches: created.restaurants.map(({ restaurantId, branchId }, i) => ({
      restaurant: tenant.restaurants[i]?.name ?? '',
      restaurantId,
      branchId,
      timeZone: tenant.restaurants[i]?.branch.timeZone ?? '',
    })),
  }
}

async function setHours(tx: TenantTx, branchId: string, hours: RestaurantFile['hours']): Promise<void> {
  for (const offered of services) {
    const windows = hours
      .filter(({ service }) => service === offered)
      .flatMap(({ weekdays, opens, closes }) => weekdays.map((weekday) => ({ weekday, opens, closes })))
    await setOpeningHours(tx, { branchId, service: offered, windows })
  }
}

/** What the branch counts, what lies on the shelf, and what each dish and option takes of it. */
async function stockUp(tx: TenantTx, branchId: string, stock: readonly StockFile[]): Promise<void> {
  const made = stock.map((item) => ({ ...item, stockItemId: newId() }))
  await tx.insert(stockItems).values(made.map(({ stockItemId, name, unit }) => ({ id: stockItemId, name, unit })))
  await receiveStock(tx, {
    branchId,
    items: made.map(({ stockItemId, onHand }) => ({ stockItemId, quantity: onHand })),
    reason: 'Entrega de la mañana',
  })
  const products = dishesOf(await menuOf(tx, branchId)).flatMap(({ id, sku, groups }) => [
    { id, name: sku },
    ...groups.flatMap(({ options }) => options),
  ])
  const ids = new Map(products.map(({ name, id }) => [name, id]))
  for (const [name, productId] of ids) {
    const ingredients = made.flatMap(({ stockItemId, recipes }) => {
      const quantity = recipes[name]
      return quantity === undefined ? [] : [{ stockItemId, quantity }]
    })
    if (ingredients.length > 0) await setRecipe(tx, { productId, ingredients })
  }
}
