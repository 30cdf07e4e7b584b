import { randomBytes } from 'node:crypto'
import {
  type Actor,
  createCoupon,
  createPromotion,
  createTenant,
  customer,
  customers,
  type Db,
  newId,
  service,
  staff,
} from '../src/index.ts'
import type { readTenants } from './data.ts'

export interface Shop {
  readonly slug: string
  readonly tenantId: string
  readonly cook: Actor
  readonly guests: readonly Actor[]
  readonly branches: readonly { readonly restaurant: string; readonly branchId: string; readonly dishes: number }[]
}

/** A tenant from a file, ready to sell: one call makes it, others add its customers, promotions and their codes. */
export async function openShop(db: Db, tenant: Awaited<ReturnType<typeof readTenants>>[number]): Promise<Shop> {
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
  const guests = await db.as(service(tenantId), (tx) =>
    tx
      .insert(customers)
      .values([...tenant.customers])
      .returning({ id: customers.id }),
  )
  await db.as(service(tenantId), async (tx) => {
    for (const { promotion, ...coupon } of tenant.coupons) {
      const { id: promotionId } = await createPromotion(tx, { ...promotion, byCode: true })
      await createCoupon(tx, { ...coupon, promotionId })
    }
  })
  return {
    slug,
    tenantId,
    cook: staff(tenantId, created.ownerMembershipId),
    guests: guests.map(({ id }) => customer(tenantId, id)),
    branches: created.restaurants.map(({ branchId, items }, i) => ({
      restaurant: tenant.restaurants[i]?.name ?? '',
      branchId,
      dishes: Object.keys(items).length,
    })),
  }
}
