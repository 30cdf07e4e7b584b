import { and, eq } from 'drizzle-orm'
import { describe, expect } from 'vitest'
import {
  listMenu,
  markSoldOut,
  menuItems,
  menus,
  newId,
  publishedItems,
  soldOuts,
  type TenantTx,
} from '../../src/index.ts'
import { money } from '../../src/money.ts'
import { asCourier, asCustomer, asNobody, asStaff, newTenant, type TestTenant } from '../../src/testing.ts'
import { test } from '../database.ts'
import { changeMenu } from './change-menu.ts'

const skus = (tenant: TestTenant, branchId = tenant.branchId) =>
  asCustomer(tenant, async (tx) => (await listMenu(tx, { branchId })).map(({ sku, soldOut }) => [sku, soldOut]))

/** A builder is never sent by looking at it; written in one line. */
const sqlOf = async (tenant: TestTenant, build: (tx: TenantTx) => { toSQL(): { sql: string; params: unknown[] } }) =>
  asCustomer(tenant, (tx) => {
    const { sql, params } = build(tx).toSQL()
    return { sql: sql.replaceAll(/\s+/g, ' '), params }
  })

describe('listMenu', () => {
  test('gives what a branch sells, in menu order', async ({ tenant }) => {
    const menu = await asCustomer(tenant, (tx) => listMenu(tx, { branchId: tenant.branchId }))
    const plain = { versionId: tenant.versionId, description: '', soldOut: false }
    const [taco, agua, flan] = [tenant.items['TACO'], tenant.items['AGUA'], tenant.items['FLAN']]
    const drinks = { ...plain, category: 'Bebidas y postres' }
    expect(menu).toEqual([
      { ...plain, id: taco, category: 'Tacos', sku: 'TACO', name: 'Taco al pastor', price: money('18.5') },
      { ...drinks, id: agua, sku: 'AGUA', name: 'Agua de jamaica', price: money('25') },
      { ...drinks, id: flan, sku: 'FLAN', name: 'Flan napolitano', price: money('49.9') },
    ])
    expect(await asStaff(tenant, (tx) => listMenu(tx, { branchId: tenant.branchId }))).toEqual(menu)
    expect(await asCourier(tenant, (tx) => listMenu(tx, { branchId: tenant.branchId }))).toEqual(menu)
  })

  test('marks what is sold out until later, and only until then', async ({ tenant }) => {
    const mark = (sku: string) => ({ branchId: tenant.branchId, productId: tenant.items[sku] ?? '' })
    await asStaff(tenant, (tx) => markSoldOut(tx, { ...mark('TACO'), until: new Date('2999-01-01T00:00:00Z') }))
    await asStaff(tenant, (tx) =>
      tx.insert(soldOuts).values({
        ...mark('AGUA'),
        since: new Date('2019-01-01T00:00:00Z'),
        until: new Date('2020-01-01T00:00:00Z'),
      }),
    )
    // To begin tomorrow: not yet.
    await asStaff(tenant, (tx) =>
      tx.insert(soldOuts).values({ ...mark('FLAN'), since: new Date('2999-01-01T00:00:00Z') }),
    )
    expect(await skus(tenant)).toEqual([
      ['TACO', true],
      ['AGUA', false],
      ['FLAN', false],
    ])
  })

  test('leaves out what is off the menu, and archived menus whole', async ({ tenant }) => {
    const agua = eq(menuItems.itemId, tenant.items['AGUA'] ?? '')
    await changeMenu(tenant, (tx, { id }) => tx.delete(menuItems).where(and(eq(menuItems.versionId, id), agua)))
    expect(await skus(tenant)).toEqual([
      ['TACO', false],
      ['FLAN', false],
    ])
    await asStaff(tenant, (tx) => tx.update(menus).set({ archivedAt: new Date() }).where(eq(menus.id, tenant.menuId)))
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
    const nobody = asNobody(db, (tx) => tx.select().from(publishedItems))
    await expect(nobody).rejects.toMatchObject({ code: 'CONTEXT_MISSING' })
  })

  test('asks for named columns, and every relation by its tenant', async ({ tenant }) => {
    const { tenantId, branchId } = tenant
    expect(await sqlOf(tenant, (tx) => listMenu(tx, { branchId }))).toEqual({
      sql:
        'select "published_items"."item_id", "published_items"."version_id", "published_items"."category", ' +
        '"published_items"."sku", "published_items"."name", "published_items"."description", ' +
        'coalesce(( select "product_prices"."price" from "product_prices" ' +
        'where "product_prices"."tenant_id" = $1 and "product_prices"."menu_id" = "menu_placements"."menu_id" ' +
        'and "product_prices"."product_id" = "published_items"."item_id" and "product_prices"."valid_from_at" <= now() ' +
        'and ("product_prices"."valid_until_at" is null or "product_prices"."valid_until_at" > now()) ' +
        'and ("product_prices"."branch_id" is null or "product_prices"."branch_id" = $2) ' +
        'and ("product_prices"."channel" is null or "product_prices"."channel" = $3) ' +
        'and ("product_prices"."service" is null or "product_prices"."service" = $4) ' +
        'order by "product_prices"."branch_id" nulls last, "product_prices"."channel" nulls last, ' +
        '"product_prices"."service" nulls last limit 1), "published_items"."price"), ' +
        'exists ( select from "sold_outs" where "sold_outs"."tenant_id" = $5 and "sold_outs"."branch_id" = $6 ' +
        'and "sold_outs"."product_id" = "published_items"."item_id" and "sold_outs"."since_at" <= now() ' +
        'and ("sold_outs"."until_at" is null or "sold_outs"."until_at" > now())) from "menu_placements" ' +
        'inner join "published_items" on ("published_items"."tenant_id" = "menu_placements"."tenant_id" ' +
        'and "published_items"."version_id" = "menu_placements"."version_id" and "published_items"."tenant_id" = $7) ' +
        'where ("menu_placements"."tenant_id" = $8 and "menu_placements"."branch_id" = $9 ' +
        'and "menu_placements"."channel" = $10 and "menu_placements"."live_from_at" <= now() ' +
        'and ("menu_placements"."live_until_at" is null or "menu_placements"."live_until_at" > now())) ' +
        'order by "published_items"."place" asc',
      params: [tenantId, branchId, 'app', 'delivery', tenantId, branchId, tenantId, tenantId, branchId, 'app'],
    })
  })
})
