import { sql } from 'drizzle-orm'
import { Batch, batch } from '../../kernel/batch.ts'
import { newId } from '../../kernel/columns.ts'
import { DbError } from '../../kernel/errors.ts'
import { amountOf, invalid, rateOf, requireInteger, requireNote, requireText, requireUuid } from '../../kernel/input.ts'
import type { TenantTx } from '../../kernel/tx.ts'
import { importMenuAt } from '../menu/import-menu.ts'
import type { MenuFile } from '../menu/menu-file.ts'
import { publishMenu } from '../menu/publish-menu.ts'
import { branches } from '../restaurants/branches.ts'
import { restaurants } from '../restaurants/restaurants.ts'
import { requireServices, type Service, services as allServices } from '../restaurants/services.ts'
import { memberships } from '../tenancy/memberships.ts'
import { tenants } from '../tenancy/tenants.ts'

export interface BranchInput {
  readonly name: string
  readonly timeZone: string
  readonly dayCutoffMinutes: number
  /** `0.160000`, or `0.080000` for a branch on the border register. */
  readonly ivaRate: string
  readonly deliveryFee?: string
  /** What the branch offers; all services when left out. */
  readonly services?: readonly Service[]
  readonly address: {
    readonly street: string
    readonly exteriorNumber: string
    readonly interiorNumber: string | null
    /** «Entre calles». */
    readonly crossStreets?: string | null
    readonly neighborhood: string
    readonly municipality: string
    readonly state: string
    readonly postalCode: string
    readonly references: string | null
  }
  readonly location: { readonly longitude: string; readonly latitude: string }
  readonly phone: string | null
}

export interface RestaurantInput {
  readonly name: string
  readonly cuisine: string
  readonly branch: BranchInput
  readonly menu: MenuFile
}

export interface CreateTenant {
  /** The label of its subdomain, for good. */
  readonly slug: string
  readonly displayName: string
  readonly legalName: string
  readonly owner: { readonly userId: string; readonly displayName: string }
  readonly restaurants: readonly RestaurantInput[]
}

export interface CreatedTenant {
  readonly tenantId: string
  readonly ownerMembershipId: string
  readonly restaurants: readonly {
    readonly restaurantId: string
    readonly branchId: string
    readonly menuId: string
    /** Published, and live at the branch on every channel. */
    readonly versionId: string
    /** Menu item ids by sku. */
    readonly items: Readonly<Record<string, string>>
  }[]
}

/**
 * A tenant, ready to sell: its host, its owner's membership, its restaurants with a branch and a menu each.
 *
 * Runs as the service of the tenant that is to be: `db.as(service(newId()), …)`. That is all the right it takes — the
 * guard lets a scope write only into its own tenant, and this one is nobody else's. One round trip, all or nothing.
 *
 * @throws {DbError} `INVALID` with the field · `HOST_TAKEN` · `FORBIDDEN` not in a service scope · `CONFLICT` the tenant
 * exists already
 *
 * @example
 * const tenant = await db.as(service(newId()), (tx) => createTenant(tx, { slug: 'la-milpa', … }))
 */
export function createTenant(tx: TenantTx, input: CreateTenant): Batch<CreatedTenant> {
  if (tx.actor.kind !== 'service') throw new DbError('FORBIDDEN', 'only the service creates a tenant')
  if (!/^[a-z0-9]([a-z0-9-]{1,61}[a-z0-9])$/.test(input.slug)) throw invalid('slug', 'must be a host label of 3 to 63')
  requireText('displayName', input.displayName, 200)
  requireText('legalName', input.legalName, 300)
  requireUuid('owner.userId', input.owner.userId)
  requireText('owner.displayName', input.owner.displayName, 200)

  const { tenantId } = tx.actor
  const ownerMembershipId = newId()
  const parts = input.restaurants.map((restaurant, i) => addRestaurant(tx, `restaurants[${i}]`, restaurant))
  const rows = new Batch(
    [
      tx.insert(tenants).values({
        tenantId,
        slug: input.slug,
        displayName: input.displayName,
        legalName: input.legalName,
      }),
      tx.execute(sql`select app.claim_host(${input.slug}, 'subdomain')`),
      tx.insert(memberships).values({
        tenantId,
        id: ownerMembershipId,
        userId: input.owner.userId,
        role: 'owner',
        displayName: input.owner.displayName,
      }),
      ...parts.flatMap((part) => part.rows),
    ],
    () => undefined,
  )
  const menus = batch(
    parts.map(({ restaurantId, branchId, menu }) =>
      batch([menu], ([imported]) => ({ restaurantId, branchId, ...imported })),
    ),
    (imported) => imported,
  )
  return batch([rows, menus], ([, imported]) => ({
    tenantId,
    ownerMembershipId,
    restaurants: imported,
  }))
}

function addRestaurant(tx: TenantTx, path: string, { name, cuisine, branch, menu }: RestaurantInput) {
  requireText(`${path}.name`, name, 200)
  requireText(`${path}.cuisine`, cuisine, 100)
  requireText(`${path}.branch.name`, branch.name, 200)
  requireInteger(`${path}.branch.dayCutoffMinutes`, branch.dayCutoffMinutes, 0, 719)
  const { tenantId } = tx.actor
  const restaurantId = newId()
  const branchId = newId()
  const versionId = newId()
  const services = branch.services ?? allServices
  requireServices(`${path}.branch.services`, services)
  const { references, interiorNumber, crossStreets = null, ...address } = branch.address
  for (const [part, text] of Object.entries(address)) requireText(`${path}.branch.address.${part}`, text, 200)
  requireNote(`${path}.branch.address.interiorNumber`, interiorNumber ?? '', 200)
  requireNote(`${path}.branch.address.crossStreets`, crossStreets ?? '', 200)
  requireNote(`${path}.branch.address.references`, references ?? '', 500)
  return {
    restaurantId,
    branchId,
    rows: [
      tx.insert(restaurants).values({ tenantId, id: restaurantId, name, cuisine }),
      tx.insert(branches).values({
        tenantId,
        id: branchId,
        restaurantId,
        name: branch.name,
        timeZone: branch.timeZone,
        dayCutoffMinutes: branch.dayCutoffMinutes,
        ivaRate: rateOf(`${path}.branch.ivaRate`, branch.ivaRate),
        deliveryFee: amountOf(`${path}.branch.deliveryFee`, branch.deliveryFee ?? '0'),
        services: [...services],
        phone: branch.phone,
        ...address,
        interiorNumber,
        crossStreets,
        directions: references,
        ...branch.location,
      }),
    ],
    menu: batch(
      [importMenuAt(`${path}.menu`, tx, { restaurantId, menu }, versionId), publishMenu(tx, { versionId })],
      ([imported]) => imported,
    ),
  }
}
