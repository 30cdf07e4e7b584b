import { eq } from 'drizzle-orm'
import { describe, expect } from 'vitest'
import { listMenu, listModifiers, menuItems, menus, newId, type TenantTx } from '../../src/index.ts'
import { money } from '../../src/money.ts'
import { asCourier, asCustomer, asNobody, asStaff, newTenant, type TestTenant } from '../../src/testing.ts'
import { test } from '../database.ts'

const skus = (tenant: TestTenant, branchId = tenant.branchId) =>
  asCustomer(tenant, async (tx) => (await listMenu(tx, { branchId })).map(({ sku, soldOut }) => [sku, soldOut]))

/** A builder is never sent by looking at it. */
const sqlOf = async (tenant: TestTenant, build: (tx: TenantTx) => { toSQL(): { sql: string; params: unknown[] } }) =>
  asCustomer(tenant, (tx) => build(tx).toSQL())

describe('listMenu', () => {
  test('gives what a branch sells, in menu order', async ({ tenant }) => {
    const menu = await asCustomer(tenant, (tx) => listMenu(tx, { branchId: tenant.branchId }))
    const plain = { description: '', prepMinutes: 5, allergens: [], soldOut: false }
    expect(menu).toEqual([
      {
        ...plain,
        id: tenant.items['TACO'],
        category: 'Tacos',
        sku: 'TACO',
        name: 'Taco al pastor',
        price: money('18.5'),
      },
      {
        ...plain,
        id: tenant.items['AGUA'],
        category: 'Bebidas y postres',
        sku: 'AGUA',
        name: 'Agua de jamaica',
        price: money('25'),
      },
      {
        ...plain,
        id: tenant.items['FLAN'],
        category: 'Bebidas y postres',
        sku: 'FLAN',
        name: 'Flan napolitano',
        price: money('49.9'),
      },
    ])
    expect(await asStaff(tenant, (tx) => listMenu(tx, { branchId: tenant.branchId }))).toEqual(menu)
    expect(await asCourier(tenant, (tx) => listMenu(tx, { branchId: tenant.branchId }))).toEqual(menu)
  })

  test('marks what is sold out until later, and only until then', async ({ tenant }) => {
    const soldOut = (sku: string, soldOutUntil: Date) =>
      asStaff(tenant, (tx) =>
        tx
          .update(menuItems)
          .set({ soldOutUntil })
          .where(eq(menuItems.id, tenant.items[sku] ?? '')),
      )
    await soldOut('TACO', new Date('2999-01-01T00:00:00Z'))
    await soldOut('AGUA', new Date('2020-01-01T00:00:00Z'))
    expect(await skus(tenant)).toEqual([
      ['TACO', true],
      ['AGUA', false],
      ['FLAN', false],
    ])
  })

  test('leaves out archived items, and archived menus whole', async ({ tenant }) => {
    const archivedAt = new Date('2026-11-01T00:00:00Z')
    await asStaff(tenant, (tx) => tx.update(menuItems).set({ archivedAt }).where(eq(menuItems.sku, 'AGUA')))
    expect(await skus(tenant)).toEqual([
      ['TACO', false],
      ['FLAN', false],
    ])
    await asStaff(tenant, (tx) => tx.update(menus).set({ archivedAt }).where(eq(menus.id, tenant.menuId)))
    expect(await skus(tenant)).toEqual([])
  })

  test("is empty for another tenant's branch, and for none", async ({ db, tenant }) => {
    const other = await newTenant(db)
    expect(await skus(tenant, other.branchId)).toEqual([])
    expect(await skus(tenant, newId())).toEqual([])
  })

  test('refuses a branch that is no UUID, and a reader without a context', async ({ db, tenant }) => {
    const wrong = asCustomer(tenant, (tx) => listMenu(tx, { branchId: "' or true --" }))
    await expect(wrong).rejects.toMatchObject({ code: 'INVALID', details: { field: 'branchId' } })
    const nobody = asNobody(db, (tx) => tx.select().from(menuItems))
    await expect(nobody).rejects.toMatchObject({ code: 'CONTEXT_MISSING' })
  })

  test('asks for named columns, and every relation by its tenant', async ({ tenant }) => {
    const { tenantId, branchId } = tenant
    expect(await sqlOf(tenant, (tx) => listMenu(tx, { branchId }))).toEqual({
      sql:
        'select "menu_items"."id", "menu_categories"."name", "menu_items"."sku", "menu_items"."name", ' +
        '"menu_items"."description", "menu_items"."price", "menu_items"."prep_minutes", "menu_items"."allergens", ' +
        'coalesce("menu_items"."sold_out_until_at" > now(), false) from "branches" ' +
        'inner join "menus" on ("menus"."tenant_id" = "branches"."tenant_id" ' +
        'and "menus"."restaurant_id" = "branches"."restaurant_id" and "menus"."tenant_id" = $1) ' +
        'inner join "menu_categories" on ("menu_categories"."tenant_id" = "menus"."tenant_id" ' +
        'and "menu_categories"."menu_id" = "menus"."id" and "menu_categories"."tenant_id" = $2) ' +
        'inner join "menu_items" on ("menu_items"."tenant_id" = "menu_categories"."tenant_id" ' +
        'and "menu_items"."category_id" = "menu_categories"."id" and "menu_items"."tenant_id" = $3) ' +
        'where ("branches"."tenant_id" = $4 and "branches"."id" = $5 ' +
        'and "menus"."archived_at" is null and "menu_items"."archived_at" is null) ' +
        'order by "menu_categories"."position" asc, "menu_items"."position" asc, "menu_items"."id" asc',
      params: [tenantId, tenantId, tenantId, tenantId, branchId],
    })
  })
})

describe('listModifiers', () => {
  test('gives one row per item, group and option, in the order to show them', async ({ tenant }) => {
    const itemId = tenant.items['TACO'] ?? ''
    const menuItemIds = [itemId, tenant.items['AGUA'] ?? '']
    const rows = await asCustomer(tenant, (tx) => listModifiers(tx, { menuItemIds }))
    const group = { itemId, groupId: rows[0]?.groupId, group: 'Salsa', minSelected: 0, maxSelected: 2 }
    expect(rows).toEqual([
      { ...group, optionId: expect.any(String), option: 'Verde', price: money('0') },
      { ...group, optionId: expect.any(String), option: 'Habanero', price: money('3') },
    ])
  })

  test("knows nothing of another tenant's items", async ({ db, tenant }) => {
    const other = await newTenant(db)
    const menuItemIds = Object.values(other.items)
    expect(await asCustomer(tenant, (tx) => listModifiers(tx, { menuItemIds }))).toEqual([])
  })

  test.for<[what: string, menuItemIds: readonly string[]]>([
    ['an empty list', []],
    ['a list of 501', Array.from({ length: 501 }, () => newId())],
    ['what is no UUID', ['TACO']],
  ])('refuses %s', async ([, menuItemIds], { tenant }) => {
    const work = asCustomer(tenant, (tx) => listModifiers(tx, { menuItemIds }))
    await expect(work).rejects.toMatchObject({ code: 'INVALID', details: { field: 'menuItemIds' } })
  })

  test('asks for named columns, and every relation by its tenant', async ({ tenant }) => {
    const { tenantId } = tenant
    const itemId = newId()
    expect(await sqlOf(tenant, (tx) => listModifiers(tx, { menuItemIds: [itemId] }))).toEqual({
      sql:
        'select "item_modifier_groups"."item_id", "modifier_groups"."id", "modifier_groups"."name", ' +
        '"modifier_groups"."min_selected", "modifier_groups"."max_selected", "modifier_options"."id", ' +
        '"modifier_options"."name", "modifier_options"."price" from "item_modifier_groups" ' +
        'inner join "modifier_groups" on ("modifier_groups"."tenant_id" = "item_modifier_groups"."tenant_id" ' +
        'and "modifier_groups"."id" = "item_modifier_groups"."group_id" and "modifier_groups"."tenant_id" = $1) ' +
        'inner join "modifier_options" on ("modifier_options"."tenant_id" = "modifier_groups"."tenant_id" ' +
        'and "modifier_options"."group_id" = "modifier_groups"."id" and "modifier_options"."tenant_id" = $2) ' +
        'where ("item_modifier_groups"."tenant_id" = $3 and "item_modifier_groups"."item_id" in ($4)) ' +
        'order by "item_modifier_groups"."item_id" asc, "item_modifier_groups"."position" asc, ' +
        '"modifier_options"."position" asc',
      params: [tenantId, tenantId, tenantId, itemId],
    })
  })
})
