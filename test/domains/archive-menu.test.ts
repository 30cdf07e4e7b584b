import { eq, isNull } from 'drizzle-orm'
import { describe, expect } from 'vitest'
import { type MenuPlacement, menuPlacements, menus, publishMenu } from '../../src/index.ts'
import { asCustomer, asStaff, type TestTenant } from '../../src/testing.ts'
import { test } from '../database.ts'
import { draftWith } from './change-menu.ts'
import { expectRefusal } from './refusals.ts'

/** `channel branch number [from, until)` of what is or will be on sale. */
const live = (tenant: TestTenant): Promise<MenuPlacement[]> =>
  asCustomer(tenant, (tx) => tx.select().from(menuPlacements).where(isNull(menuPlacements.liveUntil)))

describe('an archived menu', () => {
  const archive = (tenant: TestTenant, archivedAt: Date | null = new Date()) =>
    asStaff(tenant, (tx) => tx.update(menus).set({ archivedAt }).where(eq(menus.id, tenant.menuId)))

  test('is sold nowhere from then on, nor as it was planned; what it was stands', async ({ tenant }) => {
    const { id: two } = await draftWith(tenant)
    await asStaff(tenant, (tx) => publishMenu(tx, { versionId: two, from: new Date('2036-01-01T06:00:00Z') }))
    await archive(tenant)
    const placed = await asStaff(tenant, (tx) => tx.select().from(menuPlacements))
    expect(placed.map(({ versionId, liveUntil }) => [versionId, liveUntil])).toEqual(
      Array.from({ length: 5 }, () => [tenant.versionId, expect.any(Date)]),
    )
    expect(placed.every(({ liveUntil }) => liveUntil !== null && liveUntil <= new Date())).toBe(true)
  })

  test('is not published until it is no longer archived', async ({ db, tenant }) => {
    await archive(tenant)
    const { versionId } = tenant
    const publish = () => asStaff(tenant, (tx) => publishMenu(tx, { versionId }))
    await expectRefusal(db, tenant.tenantId, publish, 'MENU_ARCHIVED', { constraint: 'menus_not_archived' })
    await archive(tenant, null)
    expect(await live(tenant)).toEqual([])
    await publish()
    expect(await live(tenant)).toHaveLength(5)
  })
})
