import { eq } from 'drizzle-orm'
import { describe, expect } from 'vitest'
import {
  draftMenu,
  importMenu,
  itemModifierGroups,
  itemOptionPrices,
  menuCategories,
  menuItems,
  menuSnapshots,
  menuVersions,
  modifierGroups,
  modifierOptions,
  newId,
  optionModifierGroups,
  publishMenu,
  type TenantTx,
} from '../../src/index.ts'
import { aMenu, asCourier, asCustomer, asStaff, newTenant } from '../../src/testing.ts'
import { test } from '../database.ts'
import { aRichMenu, withRichMenu } from './a-rich-menu.ts'
import { draftWith } from './change-menu.ts'
import { expectRefusal } from './refusals.ts'
import { documentOf } from './menu-reading.ts'

describe('draftMenu', () => {
  test('copies everything: the draft says what the version says, with the same ids', async ({ db, tenant: fresh }) => {
    const tenant = await withRichMenu(fresh)
    const draft = await asStaff(tenant, (tx) => draftMenu(tx, { versionId: tenant.versionId.toUpperCase() }))
    expect(draft).toMatchObject({ number: 3, status: 'draft', menuId: tenant.menuId })
    const document = await documentOf(db, tenant, draft.id)
    expect(document).toBe(await documentOf(db, tenant, tenant.versionId))
    for (const { sku } of aRichMenu().categories.flatMap(({ items }) => items))
      expect(document).toContain(tenant.items[sku])
    // Row by row, but for the version.
    const rowsOf = (versionId: string) =>
      asStaff(tenant, async (tx) => {
        const all = []
        for (const table of [
          menuCategories,
          menuItems,
          modifierGroups,
          modifierOptions,
          itemModifierGroups,
          optionModifierGroups,
          itemOptionPrices,
        ]) {
          const rows = await tx.select().from(table).where(eq(table.versionId, versionId))
          expect(rows.length).toBeGreaterThan(0)
          all.push(rows.map((row) => JSON.stringify({ ...row, versionId: 'the version' })).sort())
        }
        return all
      })
    expect(await rowsOf(draft.id)).toEqual(await rowsOf(tenant.versionId))
  })

  test('is the one draft of its menu', async ({ db, tenant }) => {
    await draftWith(tenant)
    const again = () => asStaff(tenant, (tx) => draftMenu(tx, { versionId: tenant.versionId }))
    await expectRefusal(db, tenant.tenantId, again, 'MENU_HAS_DRAFT', { constraint: 'menu_versions_one_draft' })
    const { restaurantId, menuId } = tenant
    const file = () => asStaff(tenant, (tx) => importMenu(tx, { restaurantId, menuId, menu: aMenu() }))
    await expectRefusal(db, tenant.tenantId, file, 'MENU_HAS_DRAFT', { constraint: 'menu_versions_one_draft' })
  })

  test("copies no draft, no other tenant's version, none that is not there, and nothing for a guest", async ({
    db,
    tenant,
  }) => {
    const other = await newTenant(db)
    const draft = await draftWith(tenant)
    const copy = (versionId: string) => () => asStaff(tenant, (tx) => draftMenu(tx, { versionId }))
    for (const versionId of [draft.id, other.versionId, newId()]) {
      await expectRefusal(db, tenant.tenantId, copy(versionId), 'NOT_FOUND', { table: 'menu_versions' })
    }
    await expectRefusal(db, tenant.tenantId, copy('1'), 'INVALID', { field: 'versionId' })
    for (const as of [asCustomer, asCourier]) {
      const work = () => as(other, (tx) => draftMenu(tx, { versionId: other.versionId }))
      await expectRefusal(db, other.tenantId, work, 'FORBIDDEN')
    }
  })

  test('is out of sight of guests and couriers until it is published, and its rows after, too', async ({
    tenant: fresh,
  }) => {
    const tenant = await withRichMenu(fresh)
    const draft = await draftWith(tenant)
    const seen = (tx: TenantTx) =>
      tx.select({ id: menuVersions.id }).from(menuVersions).where(eq(menuVersions.id, draft.id))
    for (const as of [asCustomer, asCourier]) {
      expect(await as(tenant, seen)).toEqual([])
      const written = [
        menuCategories,
        menuItems,
        modifierGroups,
        modifierOptions,
        itemModifierGroups,
        optionModifierGroups,
        itemOptionPrices,
      ]
      for (const table of written) expect(await as(tenant, (tx) => tx.select().from(table))).toEqual([])
      expect(
        await as(tenant, (tx) => tx.select().from(menuSnapshots).where(eq(menuSnapshots.versionId, draft.id))),
      ).toEqual([])
    }
    await asStaff(tenant, (tx) => publishMenu(tx, { versionId: draft.id }))
    expect(await asCustomer(tenant, seen)).toEqual([{ id: draft.id }])
  })
})
