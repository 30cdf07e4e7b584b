import { and, eq } from 'drizzle-orm'
import { describe, expect } from 'vitest'
import { importMenu, type MenuAt, menuAt, menuItems, menus, newId, publishMenu } from '../../src/index.ts'
import { money } from '../../src/money.ts'
import { anOrder, asCourier, asCustomer, asStaff, newTenant } from '../../src/testing.ts'
import { test } from '../database.ts'
import { aRichMenu, withRichMenu } from './a-rich-menu.ts'
import { builderOf } from './builder-of.ts'
import { changeMenu } from './change-menu.ts'
import { choiceOf, dishesOf } from './choice-of.ts'
import { anotherBranch, dishOf, morning, optionId, readMenu } from './menu-reading.ts'

describe('menuAt', () => {
  test('gives the whole menu: headings under headings, choices inside choices, what a dish does otherwise', async ({
    tenant: fresh,
  }) => {
    const tenant = await withRichMenu(fresh)
    const [verde, habanero, agua, refresco, chico, grande] = await Promise.all(
      ['salsa/Verde', 'salsa/Habanero', 'bebida/Agua', 'bebida/Refresco', 'tamano/Chico', 'tamano/Grande'].map((sku) =>
        optionId(tenant, sku),
      ),
    )
    const option = { maxQuantity: 1, defaultQuantity: 0, available: true, groups: [] }
    const group = { id: expect.any(String), minDistinct: 0, freeQuantity: 0, pricing: 'sum', defaultsCharged: true }
    const one = { minSelected: 1, maxSelected: 1, maxDistinct: 1 }
    const salsa = {
      ...group,
      name: 'Salsa',
      minSelected: 0,
      maxSelected: 2,
      maxDistinct: 2,
      options: [
        { ...option, id: verde, name: 'Verde', price: money('0') },
        { ...option, id: habanero, name: 'Habanero', price: money('3') },
      ],
    }
    const tamano = {
      ...group,
      ...one,
      name: 'Tamaño',
      defaultsCharged: false,
      options: [
        { ...option, id: chico, name: 'Chico', price: money('0') },
        { ...option, id: grande, name: 'Grande', price: money('8'), maxQuantity: 2 },
      ],
    }
    const bebida = {
      ...group,
      ...one,
      name: 'Bebida',
      pricing: 'free_cheapest',
      freeQuantity: 1,
      options: [
        { ...option, id: agua, name: 'Agua', price: money('10'), defaultQuantity: 1 },
        { ...option, id: refresco, name: 'Refresco', price: money('15'), groups: [tamano] },
      ],
    }
    const item = {
      description: '',
      ivaClass: 'general',
      satProductKey: '90101501',
      satUnitKey: 'E48',
      prepMinutes: 5,
      allergens: [],
      images: [],
      availability: { available: true },
      groups: [],
    }
    const { TACO, GRINGA, CAMARON, HUEVOS, CONCHA } = tenant.items
    const heading = { id: expect.any(String), description: '', categories: [] }
    const expected = {
      menuId: tenant.menuId,
      versionId: tenant.versionId,
      number: 2,
      etag: expect.stringMatching(/^[\w-]{43}$/),
      categories: [
        {
          ...heading,
          name: 'Tacos',
          description: 'De a uno',
          items: [
            {
              ...item,
              id: TACO,
              sku: 'TACO',
              name: 'Taco al pastor',
              description: 'Con piña',
              price: money('18.5'),
              allergens: ['gluten'],
              images: ['https://fotos.example/taco.jpg'],
              groups: [
                { ...salsa, minSelected: 1, options: [salsa.options[0], { ...salsa.options[1], price: money('4') }] },
              ],
            },
            { ...item, id: GRINGA, sku: 'GRINGA', name: 'Gringa', price: money('60'), groups: [salsa, bebida] },
          ],
          categories: [
            {
              ...heading,
              name: 'Del mar',
              items: [{ ...item, id: CAMARON, sku: 'CAMARON', name: 'Taco de camarón', price: money('35') }],
            },
          ],
        },
        {
          ...heading,
          name: 'Desayunos',
          items: [{ ...item, id: HUEVOS, sku: 'HUEVOS', name: 'Huevos', price: money('75'), ivaClass: 'zero' }],
          categories: [
            {
              ...heading,
              name: 'Dulces',
              items: [{ ...item, id: CONCHA, sku: 'CONCHA', name: 'Concha', price: money('16') }],
            },
          ],
        },
      ],
    }
    const menu = await readMenu(tenant, { at: morning })
    expect(menu).toEqual(expected)
    const everybody = { branchId: tenant.branchId.toUpperCase(), service: 'pickup', at: morning } as const
    expect(await asStaff(tenant, (tx) => menuAt(tx, everybody))).toEqual(menu)
    expect(await asCourier(tenant, (tx) => menuAt(tx, everybody))).toEqual(menu)
  })

  test('sells a dish with its choices for what it shows', async ({ tenant: fresh }) => {
    const tenant = await withRichMenu(fresh)
    const refresco = await choiceOf(tenant, 'GRINGA', 'Refresco')
    const tamano = (await dishOf(tenant, 'GRINGA'))?.groups[1]?.options[1]?.groups[0]
    const grande = { groupId: tamano?.id ?? '', optionId: tamano?.options[1]?.id ?? '', quantity: 1 }
    const habanero = await choiceOf(tenant, 'TACO', 'Habanero')
    const order = await anOrder(tenant, {
      lines: [
        { menuItemId: tenant.items['TACO'] ?? '', quantity: 2, choices: [habanero] },
        { menuItemId: tenant.items['GRINGA'] ?? '', quantity: 1, choices: [{ ...refresco, choices: [grande] }] },
      ],
    })
    // 2 × (18.50 + 4.00), as this dish charges; 60.00, one drink of those free, and its size on top.
    expect(order.lines.map(({ unitPrice }) => unitPrice)).toEqual([money('22.50'), money('68')])
    expect(order.lines[1]?.modifiers.map((m) => [m.position, m.parentPosition, m.optionName, m.price])).toEqual([
      [0, null, 'Refresco', money('15')],
      [1, 0, 'Grande', money('8')],
    ])
  })

  test("is null where nothing is live: another branch or channel, another tenant's, none", async ({ db, tenant }) => {
    const second = await anotherBranch(tenant)
    await asStaff(tenant, (tx) =>
      publishMenu(tx, { versionId: tenant.versionId, branchIds: [second], channels: ['web'] }),
    )
    expect((await readMenu(tenant, { branchId: second, channel: 'web' }))?.versionId).toBe(tenant.versionId)
    const other = await newTenant(db)
    expect(await readMenu(tenant, { branchId: second })).toBeNull()
    expect(await readMenu(tenant, { branchId: other.branchId })).toBeNull()
    expect(await readMenu(tenant, { branchId: newId() })).toBeNull()
    await asStaff(tenant, (tx) => tx.update(menus).set({ archivedAt: new Date() }))
    expect(await readMenu(tenant)).toBeNull()
  })

  test.for<[field: string, wrong: Record<string, unknown>]>([
    ['branchId', { branchId: "' or true --" }],
    ['service', { service: 'drone' }],
    ['channel', { channel: 'fax' }],
    ['at', { at: new Date('nunca') }],
  ])('refuses a wrong %s', async ([field, wrong], { tenant }) => {
    // A query string holds what it likes, whatever the type says.
    await expect(readMenu(tenant, wrong as Partial<MenuAt>)).rejects.toMatchObject({
      code: 'INVALID',
      details: { field },
    })
  })

  test('is one statement with the tenant in every relation', async ({ tenant }) => {
    const { tenantId, branchId } = tenant
    const { sql, params } = await asCustomer(tenant, (tx) =>
      builderOf(tx, (seen) => menuAt(seen, { branchId, service: 'delivery' })).toSQL(),
    )
    expect(sql.replaceAll(/\s+/g, ' ')).toBe(
      'select "menu_placements"."menu_id", "menu_placements"."version_id", "menu_versions"."number", "menu_snapshots"."etag", ' +
        'case when "menu_snapshots"."etag" = $1::text then null else "menu_snapshots"."document" end, ' +
        'app.menu_moment("menu_placements"."menu_id", "menu_placements"."branch_id", $2, $3, now(), "branches"."time_zone") ' +
        'from "menu_placements" inner join "branches" on ("branches"."tenant_id" = "menu_placements"."tenant_id" ' +
        'and "branches"."id" = "menu_placements"."branch_id" and "branches"."tenant_id" = $4) ' +
        'inner join "menu_versions" on ("menu_versions"."tenant_id" = "menu_placements"."tenant_id" ' +
        'and "menu_versions"."id" = "menu_placements"."version_id" and "menu_versions"."tenant_id" = $5) ' +
        'inner join "menu_snapshots" on ("menu_snapshots"."tenant_id" = "menu_placements"."tenant_id" ' +
        'and "menu_snapshots"."version_id" = "menu_placements"."version_id" and "menu_snapshots"."tenant_id" = $6) ' +
        'where ("menu_placements"."tenant_id" = $7 and "menu_placements"."branch_id" = $8 ' +
        'and "menu_placements"."channel" = $9 and "menu_placements"."live_from_at" <= now() ' +
        'and ("menu_placements"."live_until_at" is null or "menu_placements"."live_until_at" > now())) ' +
        'order by "menu_placements"."live_from_at" desc limit $10',
    )
    expect(params).toEqual([null, 'app', 'delivery', tenantId, tenantId, tenantId, tenantId, branchId, 'app', 1])
  })
})

describe('the one menu of a branch and channel', () => {
  test('is the last that was published there, of whatever menu of the restaurant', async ({ tenant }) => {
    const { restaurantId } = tenant
    const [own] = [await readMenu(tenant)]
    const lunch = await asStaff(tenant, (tx) => importMenu(tx, { restaurantId, menu: aRichMenu({ name: 'Comida' }) }))
    expect((await readMenu(tenant))?.etag).toBe(own?.etag)
    await asStaff(tenant, (tx) => publishMenu(tx, { versionId: lunch.versionId, channels: ['app'] }))
    expect([(await readMenu(tenant))?.menuId, (await readMenu(tenant, { channel: 'web' }))?.menuId]).toEqual([
      lunch.menuId,
      tenant.menuId,
    ])
    // The other stands as it was: it is still sold elsewhere, and may return.
    await asStaff(tenant, (tx) => publishMenu(tx, { versionId: tenant.versionId }))
    expect((await readMenu(tenant))?.etag).toBe(own?.etag)
  })

  test('changes its dishes only with a version', async ({ tenant }) => {
    const before = await readMenu(tenant)
    await changeMenu(tenant, (tx, { id }) =>
      tx.delete(menuItems).where(and(eq(menuItems.versionId, id), eq(menuItems.itemId, tenant.items['FLAN'] ?? ''))),
    )
    expect(dishesOf(before).map(({ sku }) => sku)).toEqual(['TACO', 'AGUA', 'FLAN'])
    expect(dishesOf(await readMenu(tenant)).map(({ sku }) => sku)).toEqual(['TACO', 'AGUA'])
  })
})
