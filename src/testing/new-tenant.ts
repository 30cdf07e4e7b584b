import { randomBytes } from 'node:crypto'
import type { Db } from '../client/db.ts'
import { customers } from '../domains/customers/customers.ts'
import { type CreatedTenant, createTenant } from '../domains/onboarding/create-tenant.ts'
import { memberships } from '../domains/tenancy/memberships.ts'
import { type Actor, courier, customer, service, staff } from '../kernel/actor.ts'
import { Batch } from '../kernel/batch.ts'
import { newId } from '../kernel/columns.ts'
import { aBranch } from './a-branch.ts'
import { aMenu } from './a-menu.ts'
import { openAllDay } from './open-all-day.ts'

export interface TestTenant extends Omit<CreatedTenant, 'restaurants'> {
  readonly db: Db
  readonly restaurantId: string
  readonly branchId: string
  readonly menuId: string
  /** Published, and live on every channel. */
  readonly versionId: string
  /** Menu item ids by sku: `TACO`, `AGUA`, `FLAN` of `aMenu`. */
  readonly items: Readonly<Record<string, string>>
  readonly customerId: string
  readonly customer: Actor
  readonly staff: Actor
  /** The membership of the courier. */
  readonly courierId: string
  readonly courier: Actor
  readonly service: Actor
}

/**
 * A tenant of the test's own, ready to sell at every hour, with one actor of each kind. Nothing to clean up, nothing to share: tests
 * in one database do not see each other, which is what the library promises.
 *
 * @example
 * const { branchId, items, customer } = await newTenant(db)
 */
export async function newTenant(db: Db): Promise<TestTenant> {
  const tenantId = newId()
  const courierId = newId()
  const customerId = newId()
  const bot = service(tenantId)
  const created = await db.as(bot, (tx) =>
    createTenant(tx, {
      slug: `t-${randomBytes(6).toString('hex')}`,
      displayName: 'La Prueba',
      legalName: 'La Prueba, S.A. de C.V.',
      owner: { userId: newId(), displayName: 'Dueña' },
      restaurants: [{ name: 'La Prueba', cuisine: 'mexicana', branch: aBranch(), menu: aMenu() }],
    }),
  )
  const [restaurant] = created.restaurants
  if (!restaurant) throw new Error('createTenant gave back no restaurant')
  await db.as(
    bot,
    (tx) =>
      new Batch(
        [
          tx
            .insert(memberships)
            .values({ tenantId, id: courierId, userId: newId(), role: 'courier', displayName: 'Repartidor' }),
          tx.insert(customers).values({ tenantId, id: customerId, displayName: 'Clienta' }),
          openAllDay(tx, restaurant.branchId),
        ],
        () => undefined,
      ),
  )
  return {
    db,
    tenantId,
    ownerMembershipId: created.ownerMembershipId,
    ...restaurant,
    customerId,
    customer: customer(tenantId, customerId),
    staff: staff(tenantId, created.ownerMembershipId),
    courierId,
    courier: courier(tenantId, courierId),
    service: bot,
  }
}
