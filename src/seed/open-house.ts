import type { Db } from '../client/db.ts'
import { createCoupon } from '../domains/promotions/create-coupon.ts'
import { createPromotion } from '../domains/promotions/create-promotion.ts'
import { setCommissionTerms } from '../domains/ledger/set-commission-terms.ts'
import { receiveStock } from '../domains/inventory/receive-stock.ts'
import { setRecipe } from '../domains/inventory/set-recipe.ts'
import { stockItems } from '../domains/inventory/stock-items.ts'
import { createTenant } from '../domains/onboarding/create-tenant.ts'
import { branchTaxRegions } from '../domains/restaurants/branch-tax-regions.ts'
import { memberships } from '../domains/tenancy/memberships.ts'
import { type Actor, courier, service, staff } from '../kernel/actor.ts'
import { newId } from '../kernel/columns.ts'
import type { TenantTx } from '../kernel/tx.ts'
import { openAllDay } from '../testing/open-all-day.ts'
import type { City } from './cities.ts'
import type { Dice } from './dice.ts'
import { kinds } from './kinds.ts'
import { menuOfKind } from './menu-of-kind.ts'

export interface OpenHouse {
  readonly tenantId: string
  readonly bot: Actor
  readonly branches: readonly OpenBranch[]
}

export interface OpenBranch {
  readonly branchId: string
  readonly cook: Actor
  readonly courierId: string
  readonly rider: Actor
}

/** The code of each house's coupon. */
export const couponCode = 'BIENVENIDA'

/** Terms and registers hold from long before the first order. */
export const sinceOn = '2024-01-01'

/** A pattern of a tenant, made by the verbs an application would use: restaurants with a branch and a menu of 64 dishes each. */
export async function openHouse(db: Db, city: City, branches: number, dice: Dice): Promise<OpenHouse> {
  const tenantId = newId()
  const bot = service(tenantId)
  const first = dice.int(kinds.length)
  const created = await db.as(bot, (tx) =>
    createTenant(tx, {
      slug: `house-${tenantId}`,
      displayName: 'Casa',
      legalName: 'Casa',
      owner: { userId: newId(), displayName: 'Propietaria' },
      restaurants: Array.from({ length: branches }, (_, i) => {
        const kind = kinds[(first + i) % kinds.length] ?? dice.pick(kinds)
        const name = `${kind.called} ${i + 1}`
        return { name, cuisine: kind.cuisine, branch: aBranch(city, name), menu: menuOfKind(kind, dice) }
      }),
    }),
  )
  const owner = staff(tenantId, created.ownerMembershipId)
  await db.as(owner, async (tx) => {
    for (const [i, { restaurantId, branchId }] of created.restaurants.entries()) {
      const rate = ['0.15', '0.18', '0.22', '0.25'][i % 4] ?? '0.18'
      await setCommissionTerms(tx, {
        restaurantId,
        rate,
        person: i % 3 === 0 ? 'individual' : 'entity',
        validFrom: sinceOn,
      })
      await openAllDay(tx, branchId)
      if (city.border) await tx.insert(branchTaxRegions).values({ branchId, region: 'north', validFrom: sinceOn })
    }
    const [counting] = created.restaurants
    if (counting) await countStock(tx, counting.branchId, counting.items)
    await setPromotions(tx)
  })
  const people: OpenBranch[] = []
  for (const [i, { branchId }] of created.restaurants.entries()) {
    const [cookId, courierId] = [newId(), newId()]
    await db.as(owner, (tx) =>
      tx.insert(memberships).values([
        { id: cookId, userId: newId(), role: 'manager', displayName: `Cocina ${i + 1}` },
        { id: courierId, userId: newId(), role: 'courier', displayName: `Repartidor ${i + 1}` },
      ]),
    )
    people.push({ branchId, cook: staff(tenantId, cookId), courierId, rider: courier(tenantId, courierId) })
  }
  return { tenantId, bot, branches: people }
}

function aBranch({ timeZone, ivaRate, state, areaCode, places }: City, name: string) {
  const [{ neighborhood, municipality, postalCode, longitude, latitude } = nowhere] = places
  return {
    name,
    timeZone,
    dayCutoffMinutes: 240,
    ivaRate,
    deliveryFee: '35.00',
    address: {
      street: 'Calle Primera',
      exteriorNumber: '1',
      interiorNumber: null,
      neighborhood,
      municipality,
      state,
      postalCode,
      references: null,
    },
    location: { longitude: longitude.toFixed(6), latitude: latitude.toFixed(6) },
    phone: `+52${areaCode.padEnd(10, '0')}`,
  }
}

const nowhere = { neighborhood: '', municipality: '', postalCode: '', longitude: 0, latitude: 0 }

const shelf = [
  { name: 'Tortilla', unit: 'piece', takes: '2' },
  { name: 'Proteína', unit: 'g', takes: '90' },
] as const

/** The first branch of a house counts two things, and its first dishes take of both. */
async function countStock(tx: TenantTx, branchId: string, items: Readonly<Record<string, string>>): Promise<void> {
  const counted = shelf.map((item) => ({ ...item, stockItemId: newId() }))
  await tx.insert(stockItems).values(counted.map(({ stockItemId, name, unit }) => ({ id: stockItemId, name, unit })))
  await receiveStock(tx, {
    branchId,
    items: counted.map(({ stockItemId }) => ({ stockItemId, quantity: '900000' })),
    reason: 'Entrega',
  })
  const ingredients = counted.map(({ stockItemId, takes }) => ({ stockItemId, quantity: takes }))
  for (const productId of Object.values(items).slice(0, 12)) await setRecipe(tx, { productId, ingredients })
}

/** A coupon that the platform pays for, with every limit there is; and one that applies by itself. */
async function setPromotions(tx: TenantTx): Promise<void> {
  const { id: promotionId } = await createPromotion(tx, {
    name: 'Bienvenida',
    kind: 'percent',
    percentOff: '0.20',
    maxDiscount: '80',
    fundedBy: 'platform',
    byCode: true,
    perCustomerLimit: 3,
    maxRedemptions: 1000,
    budget: '50000',
  })
  await createCoupon(tx, { promotionId, code: couponCode, maxRedemptions: 1000 })
  await createPromotion(tx, {
    name: 'Envío gratis desde $350',
    kind: 'free_delivery',
    minSubtotal: '350',
    fundedBy: 'restaurant',
  })
}
