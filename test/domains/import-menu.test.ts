import { and, asc, eq } from 'drizzle-orm'
import { describe, expect } from 'vitest'
import {
  dayparts,
  exportMenu,
  importMenu,
  itemModifierGroups,
  itemOptionPrices,
  menuCategories,
  type MenuFile,
  menuItems,
  menus,
  menuVersions,
  modifierGroups,
  modifierOptions,
  newId,
  optionModifierGroups,
  products,
  publishMenu,
} from '../../src/index.ts'
import { money } from '../../src/money.ts'
import { aMenu, asCourier, asCustomer, asService, asStaff, newTenant, type TestTenant } from '../../src/testing.ts'
import { test } from '../database.ts'
import { expectRefusal } from './refusals.ts'

const doImport = (tenant: TestTenant, menu: MenuFile, menuId?: string) =>
  asStaff(tenant, (tx) =>
    importMenu(tx, { restaurantId: tenant.restaurantId, menu, ...(menuId === undefined ? {} : { menuId }) }),
  )

/** Everything that a file may say, once. */
const breakfasts: MenuFile = {
  name: 'Desayunos',
  dayparts: [{ name: 'Mañana', windows: [{ weekday: 7, opens: '22:00', closes: '12:00' }] }],
  modifierGroups: [
    {
      key: 'bebida',
      name: 'Bebida',
      minSelected: 1,
      maxSelected: 2,
      minDistinct: 1,
      maxDistinct: 2,
      freeQuantity: 1,
      pricing: 'free_cheapest',
      defaultsCharged: false,
      options: [
        { sku: 'CAFE', name: 'Café', price: '30', maxQuantity: 2, defaultQuantity: 1, modifierGroups: ['leche'] },
        { name: 'Jugo', price: '42.50' },
      ],
    },
    { key: 'leche', name: 'Leche', minSelected: 0, maxSelected: 1, options: [{ name: 'Entera', price: '0' }] },
  ],
  categories: [
    {
      name: 'Pan',
      description: 'Del día',
      daypart: 'Mañana',
      items: [{ sku: 'CONCHA', name: 'Concha', price: '18' }],
      categories: [
        {
          name: 'Dulce',
          items: [
            {
              sku: 'COMBO',
              name: 'Combo',
              description: 'Pan y bebida',
              price: '95.5',
              ivaClass: 'zero',
              satProductKey: '50181900',
              satUnitKey: 'H87',
              prepMinutes: 3,
              allergens: ['gluten', 'huevo'],
              images: ['https://imagenes.example/combo.jpg'],
              daypart: 'Mañana',
              modifierGroups: ['leche', { key: 'bebida', maxSelected: 1, optionPrices: { Jugo: '35' } }],
            },
          ],
        },
      ],
    },
  ],
}

describe('importMenu', () => {
  test('stores the whole file as a draft, what it leaves out with its default', async ({ tenant }) => {
    const { tenantId, restaurantId } = tenant
    const { menuId, versionId, items } = await doImport(tenant, breakfasts)
    const stored = await asStaff(tenant, async (tx) => {
      const skus = await tx.select().from(products).where(eq(products.menuId, menuId))
      const sku = new Map(skus.map((product) => [product.id, `${product.kind} ${product.sku}`]))
      const groups = await tx.select().from(modifierGroups).where(eq(modifierGroups.versionId, versionId))
      const key = new Map(groups.map((group) => [group.groupId, group.key]))
      const categories = await tx
        .select()
        .from(menuCategories)
        .where(eq(menuCategories.versionId, versionId))
        .orderBy(asc(menuCategories.path))
      const heading = new Map(categories.map(({ categoryId, name }) => [categoryId, name]))
      const parts = await tx.select().from(dayparts).where(eq(dayparts.restaurantId, restaurantId))
      const part = (id: string | null) => parts.find((daypart) => daypart.id === id)?.name ?? null
      const own = { tenantId, versionId }
      const options = await tx.select().from(modifierOptions).where(eq(modifierOptions.versionId, versionId))
      const dishes = await tx.select().from(menuItems).where(eq(menuItems.versionId, versionId))
      const offers = await tx.select().from(itemModifierGroups).where(eq(itemModifierGroups.versionId, versionId))
      const below = await tx.select().from(optionModifierGroups).where(eq(optionModifierGroups.versionId, versionId))
      const prices = await tx.select().from(itemOptionPrices).where(eq(itemOptionPrices.versionId, versionId))
      return {
        own,
        menu: await tx
          .select({ name: menus.name, restaurantId: menus.restaurantId })
          .from(menus)
          .where(eq(menus.id, menuId)),
        version: await tx
          .select({ number: menuVersions.number, status: menuVersions.status })
          .from(menuVersions)
          .where(eq(menuVersions.id, versionId)),
        dayparts: parts.map(({ name, minutes }) => ({ name, minutes })),
        groups: groups
          .map(({ tenantId: _t, versionId: _v, groupId: _g, restaurantId: _r, menuId: _m, ...group }) => group)
          .sort((a, b) => (a.key < b.key ? -1 : 1)),
        options: options
          .map((option) => ({
            sku: sku.get(option.optionId),
            group: key.get(option.groupId),
            level: option.level,
            position: option.position,
            name: option.name,
            price: option.price,
            max: option.maxQuantity,
            preselected: option.defaultQuantity,
          }))
          .sort((a, b) => a.name.localeCompare(b.name)),
        below: below.map(({ optionId, groupId, groupLevel, position }) => [
          sku.get(optionId),
          key.get(groupId),
          groupLevel,
          position,
        ]),
        categories: categories.map(({ path, name, description, daypartId }) => [
          path,
          name,
          description,
          part(daypartId),
        ]),
        items: dishes
          .map(
            ({
              tenantId: _t,
              versionId: _v,
              itemId,
              restaurantId: _r,
              menuId: _m,
              kind: _k,
              categoryId,
              daypartId,
              ...item
            }) => ({
              ...item,
              sku: sku.get(itemId),
              category: heading.get(categoryId),
              daypart: part(daypartId),
            }),
          )
          .sort((a, b) => a.name.localeCompare(b.name)),
        offers: offers
          .map(({ tenantId: _t, versionId: _v, itemId, groupId, ...rules }) => ({
            ...rules,
            sku: sku.get(itemId),
            group: key.get(groupId),
          }))
          .sort((a, b) => a.position - b.position),
        prices: prices.map(({ itemId, optionId, price }) => [sku.get(itemId), sku.get(optionId), price]),
      }
    })
    const plain = { minDistinct: 0, maxDistinct: 1, freeQuantity: 0, pricing: 'sum', defaultsCharged: true }
    const noRules = { minSelected: null, maxSelected: null, minDistinct: null, maxDistinct: null, freeQuantity: null }
    expect(stored).toEqual({
      own: { tenantId, versionId },
      menu: [{ name: 'Desayunos', restaurantId }],
      version: [{ number: 1, status: 'draft' }],
      dayparts: [{ name: 'Mañana', minutes: [{ weekday: 7, opens: '22:00', closes: '12:00' }] }],
      groups: [
        {
          key: 'bebida',
          name: 'Bebida',
          level: 1,
          minSelected: 1,
          maxSelected: 2,
          minDistinct: 1,
          maxDistinct: 2,
          freeQuantity: 1,
          pricing: 'free_cheapest',
          defaultsCharged: false,
        },
        { key: 'leche', name: 'Leche', level: 2, minSelected: 0, maxSelected: 1, ...plain },
      ],
      options: [
        {
          sku: 'option CAFE',
          group: 'bebida',
          level: 1,
          position: 0,
          name: 'Café',
          price: money('30'),
          max: 2,
          preselected: 1,
        },
        {
          sku: 'option leche/Entera',
          group: 'leche',
          level: 2,
          position: 0,
          name: 'Entera',
          price: money('0'),
          max: 1,
          preselected: 0,
        },
        {
          sku: 'option bebida/Jugo',
          group: 'bebida',
          level: 1,
          position: 1,
          name: 'Jugo',
          price: money('42.5'),
          max: 1,
          preselected: 0,
        },
      ],
      below: [['option CAFE', 'leche', 2, 0]],
      categories: [
        ['0000/', 'Pan', 'Del día', 'Mañana'],
        ['0000/0000/', 'Dulce', '', null],
      ],
      items: [
        {
          sku: 'item COMBO',
          category: 'Dulce',
          position: 0,
          name: 'Combo',
          description: 'Pan y bebida',
          price: money('95.5'),
          ivaClass: 'zero',
          satProductKey: '50181900',
          satUnitKey: 'H87',
          prepMinutes: 3,
          daypart: 'Mañana',
          allergens: ['gluten', 'huevo'],
          images: ['https://imagenes.example/combo.jpg'],
        },
        {
          sku: 'item CONCHA',
          category: 'Pan',
          position: 0,
          name: 'Concha',
          description: '',
          price: money('18'),
          ivaClass: 'general',
          satProductKey: '90101501',
          satUnitKey: 'E48',
          prepMinutes: 15,
          daypart: null,
          allergens: [],
          images: [],
        },
      ],
      offers: [
        { sku: 'item COMBO', group: 'leche', position: 0, ...noRules },
        // All five, as the item counts: its own maximum, the rest of the group.
        {
          sku: 'item COMBO',
          group: 'bebida',
          position: 1,
          minSelected: 1,
          maxSelected: 1,
          minDistinct: 1,
          maxDistinct: 2,
          freeQuantity: 1,
        },
      ],
      prices: [['item COMBO', 'option bebida/Jugo', money('35')]],
    })
    expect(items).toEqual({ COMBO: expect.any(String), CONCHA: expect.any(String) })
  })

  test('a new version of a menu keeps the products, by their sku, and changes what is said of them', async ({
    tenant,
  }) => {
    const first = await doImport(tenant, breakfasts)
    await asStaff(tenant, (tx) => publishMenu(tx, { versionId: first.versionId }))
    const idsOf = () =>
      asStaff(tenant, async (tx) => {
        const rows = await tx.select().from(products).where(eq(products.menuId, first.menuId))
        return Object.fromEntries(rows.map(({ sku, id }) => [sku, id]))
      })
    const before = await idsOf()
    const [pan] = breakfasts.categories
    const second = await doImport(
      tenant,
      {
        ...breakfasts,
        dayparts: [{ name: 'Mañana', windows: [{ weekday: 1, opens: '07:00', closes: '12:00' }] }],
        categories: [
          {
            name: 'Pan',
            items: [
              { sku: 'CONCHA', name: 'Concha grande', price: '21' },
              { sku: 'OREJA', name: 'Oreja', price: '17' },
            ],
          },
          ...(pan?.categories ?? []),
        ],
      },
      first.menuId,
    )
    expect(second.menuId).toBe(first.menuId)
    expect(second.versionId).not.toBe(first.versionId)
    expect(second.items).toEqual({ ...first.items, OREJA: expect.any(String) })
    expect(await idsOf()).toEqual({ ...before, OREJA: second.items['OREJA'] })
    const nameIn = async (versionId: string) => {
      const [item] = await asStaff(tenant, (tx) =>
        tx
          .select()
          .from(menuItems)
          .where(and(eq(menuItems.versionId, versionId), eq(menuItems.itemId, first.items['CONCHA'] ?? ''))),
      )
      return item?.name
    }
    expect([await nameIn(first.versionId), await nameIn(second.versionId)]).toEqual(['Concha', 'Concha grande'])
    const [version] = await asStaff(tenant, (tx) =>
      tx.select().from(menuVersions).where(eq(menuVersions.id, second.versionId)),
    )
    expect(version).toMatchObject({ number: 2, status: 'draft' })
    // A daypart is the restaurant's, not the version's: it has its new windows at once.
    expect((await asStaff(tenant, (tx) => exportMenu(tx, { versionId: first.versionId }))).dayparts).toEqual([
      { name: 'Mañana', windows: [{ weekday: 1, opens: '07:00', closes: '12:00' }] },
    ])
  })

  test('an option price goes to the option of that group, whatever the keys and names look like', async ({
    tenant,
  }) => {
    const option = (sku: string, name: string) => ({ sku, name, price: '1' })
    const group = (key: string, options: readonly ReturnType<typeof option>[]) => ({
      key,
      name: key,
      minSelected: 0,
      maxSelected: 1,
      options,
    })
    const { versionId } = await doImport(tenant, {
      name: 'Iguales',
      modifierGroups: [group('a', [option('uno', 'b/c')]), group('a/b', [option('dos', 'c')])],
      categories: [
        {
          name: 'C',
          items: [
            { sku: 'DISH', name: 'D', price: '1', modifierGroups: [{ key: 'a', optionPrices: { 'b/c': '5' } }, 'a/b'] },
          ],
        },
      ],
    })
    const priced = await asStaff(tenant, (tx) =>
      tx
        .select({ sku: products.sku, price: itemOptionPrices.price })
        .from(itemOptionPrices)
        .innerJoin(products, eq(products.id, itemOptionPrices.optionId))
        .where(eq(itemOptionPrices.versionId, versionId)),
    )
    expect(priced).toEqual([{ sku: 'uno', price: money('5') }])
  })

  test('a menu has one draft at a time: MENU_HAS_DRAFT', async ({ db, tenant }) => {
    const { menuId } = await doImport(tenant, breakfasts)
    await expectRefusal(db, tenant.tenantId, () => doImport(tenant, breakfasts, menuId), 'MENU_HAS_DRAFT')
  })

  test('a sku of a dish is never that of an option', async ({ db, tenant }) => {
    const { menuId, versionId } = await doImport(tenant, breakfasts)
    await asStaff(tenant, (tx) => publishMenu(tx, { versionId }))
    const menu = {
      ...breakfasts,
      modifierGroups: [],
      categories: [{ name: 'C', items: [{ sku: 'CAFE', name: 'Café', price: '30' }] }],
    }
    await expectRefusal(db, tenant.tenantId, () => doImport(tenant, menu, menuId), 'REFERENCED', {
      constraint: 'menu_items_product_fk',
    })
  })

  test('is for staff and the service', async ({ db, tenant }) => {
    const input = { restaurantId: tenant.restaurantId, menu: breakfasts }
    for (const as of [asCustomer, asCourier]) {
      await expectRefusal(db, tenant.tenantId, () => as(tenant, (tx) => importMenu(tx, input)), 'FORBIDDEN')
    }
    expect(await asService(tenant, (tx) => importMenu(tx, input))).toEqual({
      menuId: expect.any(String),
      versionId: expect.any(String),
      items: { COMBO: expect.any(String), CONCHA: expect.any(String) },
    })
  })

  test("does not find another tenant's restaurant or menu, nor one that is none", async ({ db, tenant }) => {
    const other = await newTenant(db)
    for (const restaurantId of [other.restaurantId, newId()]) {
      const work = () => asStaff(tenant, (tx) => importMenu(tx, { restaurantId, menu: breakfasts }))
      await expectRefusal(db, tenant.tenantId, work, 'REFERENCED', { constraint: 'menus_restaurant_fk' })
    }
    for (const menuId of [other.menuId, newId()]) {
      await expectRefusal(db, tenant.tenantId, () => doImport(tenant, breakfasts, menuId), 'REFERENCED', {
        constraint: 'menu_versions_menu_fk',
      })
    }
  })

  // The form of a file has its own tests, without a database: test/menu.
  test.for<[what: string, field: string, menu: MenuFile]>([
    ['no category', 'menu.categories', aMenu({ categories: [] })],
    [
      'a price in words',
      'menu.categories[0].items[0].price',
      aMenu({ categories: [{ name: 'Tacos', items: [{ sku: 'TACO', name: 'Taco', price: 'doce' }] }] }),
    ],
    [
      'a group that is not in the file',
      'menu.categories[0].items[0].modifierGroups[0]',
      aMenu({
        categories: [{ name: 'Tacos', items: [{ sku: 'TACO', name: 'Taco', price: '1', modifierGroups: ['queso'] }] }],
      }),
    ],
  ])('refuses %s, naming %s, and leaves nothing', async ([, field, menu], { db, tenant }) => {
    await expectRefusal(db, tenant.tenantId, () => doImport(tenant, menu), 'INVALID', { field })
  })

  test.for<[field: string, ids: { restaurantId?: string; menuId?: string }]>([
    ['restaurantId', { restaurantId: 'x' }],
    ['menuId', { menuId: 'x' }],
  ])('refuses what is no UUID before anything is sent: %s', async ([field, ids], { tenant }) => {
    const work = asStaff(tenant, (tx) =>
      importMenu(tx, { restaurantId: tenant.restaurantId, ...ids, menu: breakfasts }),
    )
    await expect(work).rejects.toMatchObject({ code: 'INVALID', details: { field } })
  })
})
