import { sql } from 'drizzle-orm'
import fc from 'fast-check'
import { describe, expect } from 'vitest'
import {
  checkMenuFile,
  csvOfMenuFile,
  dayparts,
  draftMenu,
  exportMenu,
  importMenu,
  type MenuFile,
  menuFileOfCsv,
  newId,
  publishMenu,
} from '../../src/index.ts'
import type { MenuDocument } from '../../src/domains/menu/menu-document.ts'
import { documentOfFile } from '../../src/domains/menu/document-of-file.ts'
import { aMenu, asCourier, asCustomer, asStaff, newTenant, type TestTenant } from '../../src/testing.ts'
import { test } from '../database.ts'
import { aMenuFile } from '../menu/a-menu-file.ts'
import { withoutIds } from '../menu/without-ids.ts'

const doImport = (tenant: TestTenant, menu: MenuFile, menuId?: string) =>
  asStaff(tenant, (tx) =>
    importMenu(tx, { restaurantId: tenant.restaurantId, menu, ...(menuId === undefined ? {} : { menuId }) }),
  )
const doExport = (tenant: TestTenant, versionId: string) => asStaff(tenant, (tx) => exportMenu(tx, { versionId }))

async function documentOf(tenant: TestTenant, versionId: string): Promise<unknown> {
  return asStaff(tenant, async (tx) => {
    const [row] = await tx.execute<{ document: string }>(sql`select app.menu_document(${versionId}) as document`)
    const parts = await tx.select({ id: dayparts.id, name: dayparts.name }).from(dayparts)
    return withoutIds(JSON.parse(row?.document ?? '') as MenuDocument, parts)
  })
}

describe('exportMenu', () => {
  test('what was imported comes out as the file, and goes in again as the same document, whatever it is', async ({
    tenant,
  }) => {
    await fc.assert(
      fc.asyncProperty(fc.gen(), async (g) => {
        const menu = aMenuFile(g)
        const meant = documentOfFile(menu)
        const { versionId } = await doImport(tenant, menu)
        const stored = await documentOf(tenant, versionId)
        expect(stored).toEqual(withoutIds(meant, meant.dayparts ?? []))
        const file = await doExport(tenant, versionId)
        expect(checkMenuFile(file)).toEqual([])
        const again = await doImport(tenant, file)
        expect(await documentOf(tenant, again.versionId)).toEqual(stored)
        expect(await doExport(tenant, again.versionId)).toEqual(file)
        expect(await menuFileOfCsv(csvOfMenuFile(file))).toEqual({ ok: true, menu: file })
      }),
      { numRuns: 40 },
    )
  }, 180_000)

  test('leaves out what has its default', async ({ tenant }) => {
    const menu = aMenu({
      categories: [
        { name: 'Tacos', items: [{ sku: 'TACO', name: 'Taco al pastor', price: '18.50', modifierGroups: ['salsa'] }] },
      ],
    })
    const { versionId } = await doImport(tenant, menu)
    expect(await doExport(tenant, versionId)).toEqual(menu)
  })

  test('rules of a dish that are those of its group stay its own', async ({ tenant }) => {
    const menu = aMenu({
      categories: [
        {
          name: 'Tacos',
          items: [{ sku: 'TACO', name: 'Taco', price: '1.00', modifierGroups: [{ key: 'salsa', minSelected: 0 }] }],
        },
      ],
    })
    const { versionId } = await doImport(tenant, menu)
    expect(await doExport(tenant, versionId)).toEqual(menu)
  })

  test('back into its menu, the products keep their ids and the version its content', async ({ tenant }) => {
    const { menuId, versionId, items } = await doImport(tenant, aMenu())
    await asStaff(tenant, (tx) => publishMenu(tx, { versionId }))
    const again = await doImport(tenant, await doExport(tenant, versionId), menuId)
    expect(again.items).toEqual(items)
    expect(await documentOf(tenant, again.versionId)).toEqual(await documentOf(tenant, versionId))
  })

  test('a draft is exported, too', async ({ tenant }) => {
    const { versionId } = await doImport(tenant, aMenu())
    await asStaff(tenant, (tx) => publishMenu(tx, { versionId }))
    const draft = await asStaff(tenant, (tx) => draftMenu(tx, { versionId }))
    expect(await doExport(tenant, draft.id)).toEqual(await doExport(tenant, versionId))
  })

  test('is for staff and the service', async ({ tenant }) => {
    const { versionId } = await doImport(tenant, aMenu())
    for (const as of [asCustomer, asCourier]) {
      await expect(as(tenant, (tx) => exportMenu(tx, { versionId }))).rejects.toMatchObject({ code: 'FORBIDDEN' })
    }
  })

  test("does not find another tenant's version, nor one that is none", async ({ db, tenant }) => {
    const other = await newTenant(db)
    const { versionId } = await doImport(other, aMenu())
    for (const id of [versionId, newId()]) {
      await expect(doExport(tenant, id)).rejects.toMatchObject({
        code: 'NOT_FOUND',
        details: { table: 'menu_versions' },
      })
    }
    await expect(doExport(tenant, 'x')).rejects.toMatchObject({ code: 'INVALID', details: { field: 'versionId' } })
  })
})
