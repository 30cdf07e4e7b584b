import { describe, expect } from 'vitest'
import {
  importMenu,
  itemModifierGroups,
  menuCategories,
  type MenuFile,
  menuItems,
  menus,
  modifierGroups,
  modifierOptions,
  newId,
} from '../../src/index.ts'
import { money } from '../../src/money.ts'
import { aMenu, asCourier, asCustomer, asService, asStaff, newTenant, type TestTenant } from '../../src/testing.ts'
import { test } from '../database.ts'
import { expectRefusal } from './refusals.ts'

type Item = MenuFile['categories'][number]['items'][number]
type Group = MenuFile['modifierGroups'][number]

const anItem = (changes: Partial<Item> = {}): Item => ({
  sku: 'PAN',
  name: 'Pan dulce',
  description: 'Del día',
  price: '12.50',
  prepMinutes: 1,
  allergens: ['gluten', 'huevo'],
  modifierGroups: [],
  ...changes,
})
const aGroup = (changes: Partial<Group> = {}): Group => ({
  key: 'leche',
  name: 'Leche',
  minSelected: 1,
  maxSelected: 1,
  options: [{ name: 'Entera', price: '0.00' }],
  ...changes,
})
const menuOf = (items: readonly Item[], modifiers: readonly Group[] = []): MenuFile => ({
  name: 'Desayunos',
  modifierGroups: modifiers,
  categories: [{ name: 'Pan', items }],
})

const doImport = (tenant: TestTenant, menu: MenuFile) =>
  asStaff(tenant, (tx) => importMenu(tx, { restaurantId: tenant.restaurantId, menu }))

describe('importMenu', () => {
  test('stores the whole file: menu, groups, options, categories, items and their links', async ({ tenant }) => {
    const menu = menuOf(
      [anItem({ modifierGroups: ['leche'], ivaClass: 'zero' }), anItem({ sku: 'CAFE', description: null })],
      [aGroup()],
    )
    const { menuId, items } = await doImport(tenant, menu)
    const { tenantId } = tenant
    const ofMenu = <R extends { menuId: string }>(rows: readonly R[]) => rows.filter((row) => row.menuId === menuId)
    const stored = await asStaff(tenant, async (tx) => ({
      menus: (await tx.select().from(menus)).filter(({ id }) => id === menuId),
      groups: ofMenu(await tx.select().from(modifierGroups)),
      options: await tx.select().from(modifierOptions),
      categories: ofMenu(await tx.select().from(menuCategories)),
      items: ofMenu(await tx.select().from(menuItems).orderBy(menuItems.position)),
      links: (await tx.select().from(itemModifierGroups)).filter(({ itemId }) => itemId === items['PAN']),
    }))
    const [group] = stored.groups
    const [category] = stored.categories
    const item = {
      tenantId,
      menuId,
      categoryId: category?.id,
      name: 'Pan dulce',
      price: money('12.5'),
      prepMinutes: 1,
      allergens: ['gluten', 'huevo'],
      soldOutUntil: null,
      archivedAt: null,
    }
    expect({ ...stored, options: stored.options.filter(({ groupId }) => groupId === group?.id) }).toEqual({
      menus: [
        {
          tenantId,
          id: menuId,
          restaurantId: tenant.restaurantId,
          name: 'Desayunos',
          archivedAt: null,
          createdAt: expect.any(Date),
        },
      ],
      groups: [{ tenantId, id: expect.any(String), menuId, name: 'Leche', minSelected: 1, maxSelected: 1 }],
      options: [
        { tenantId, id: expect.any(String), groupId: group?.id, name: 'Entera', price: money('0'), position: 0 },
      ],
      categories: [{ tenantId, id: expect.any(String), menuId, name: 'Pan', position: 0 }],
      items: [
        { ...item, id: items['PAN'], sku: 'PAN', description: 'Del día', ivaClass: 'zero', position: 0 },
        { ...item, id: items['CAFE'], sku: 'CAFE', description: '', ivaClass: 'general', position: 1 },
      ],
      links: [{ tenantId, itemId: items['PAN'], groupId: group?.id, position: 0 }],
    })
  })

  test('takes a menu of more rows than one statement holds', async ({ tenant }) => {
    const items = Array.from({ length: 2_100 }, (_, i) => anItem({ sku: `SKU-${i}`, allergens: [] }))
    const imported = await doImport(tenant, menuOf(items))
    expect(Object.keys(imported.items)).toEqual(items.map(({ sku }) => sku))
    expect(await asStaff(tenant, (tx) => tx.$count(menuItems))).toBe(2_100 + 3)
  })

  test('is for staff and the service', async ({ db, tenant }) => {
    const input = { restaurantId: tenant.restaurantId, menu: menuOf([anItem()]) }
    for (const as of [asCustomer, asCourier]) {
      await expectRefusal(db, tenant.tenantId, () => as(tenant, (tx) => importMenu(tx, input)), 'FORBIDDEN')
    }
    expect(await asService(tenant, (tx) => importMenu(tx, input))).toEqual({
      menuId: expect.any(String),
      items: { PAN: expect.any(String) },
    })
  })

  test("does not find another tenant's restaurant, nor one that is none", async ({ db, tenant }) => {
    const other = await newTenant(db)
    for (const restaurantId of [other.restaurantId, newId()]) {
      const work = () => asStaff(tenant, (tx) => importMenu(tx, { restaurantId, menu: menuOf([anItem()]) }))
      await expectRefusal(db, tenant.tenantId, work, 'REFERENCED', { constraint: 'menus_restaurant_fk' })
    }
  })

  test.for<[what: string, constraint: string, menu: MenuFile]>([
    ['two groups of one name', 'modifier_groups_name_key', menuOf([anItem()], [aGroup(), aGroup({ key: 'otra' })])],
    [
      'two options of one name',
      'modifier_options_name_key',
      menuOf(
        [anItem()],
        [
          aGroup({
            options: [
              { name: 'Entera', price: '0' },
              { name: 'Entera', price: '1' },
            ],
          }),
        ],
      ),
    ],
    [
      'a group that an item names twice',
      'item_modifier_groups_pkey',
      menuOf([anItem({ modifierGroups: ['leche', 'leche'] })], [aGroup()]),
    ],
  ])('refuses %s: %s', async ([, constraint, menu], { db, tenant }) => {
    await expectRefusal(db, tenant.tenantId, () => doImport(tenant, menu), 'CONFLICT', { constraint })
  })

  const item0 = 'menu.categories[0].items[0]'
  const group0 = 'menu.modifierGroups[0]'
  test.for<[what: string, field: string, menu: MenuFile]>([
    ['a blank name', 'menu.name', { ...menuOf([anItem()]), name: '  ' }],
    ['no category', 'menu.categories', aMenu({ categories: [] })],
    ['a category without a name', 'menu.categories[0].name', aMenu({ categories: [{ name: '', items: [] }] })],
    ['a sku in small letters', `${item0}.sku`, menuOf([anItem({ sku: 'pan' })])],
    ['a sku of 21 letters', `${item0}.sku`, menuOf([anItem({ sku: 'P'.repeat(21) })])],
    ['a sku that stands twice', 'menu.categories[0].items[1].sku', menuOf([anItem(), anItem()])],
    ['an item with NUL in its name', `${item0}.name`, menuOf([anItem({ name: 'Pan\0' })])],
    ['an item of 201 characters', `${item0}.name`, menuOf([anItem({ name: 'x'.repeat(201) })])],
    ['NUL in a description', `${item0}.description`, menuOf([anItem({ description: 'a\0b' })])],
    ['NUL in an allergen', `${item0}.allergens`, menuOf([anItem({ allergens: ['glu\0ten'] })])],
    ['a price in words', `${item0}.price`, menuOf([anItem({ price: 'doce' })])],
    ['a price with a comma', `${item0}.price`, menuOf([anItem({ price: '1,200.00' })])],
    ['a price below zero', `${item0}.price`, menuOf([anItem({ price: '-0.01' })])],
    ['half a centavo', `${item0}.price`, menuOf([anItem({ price: '12.505' })])],
    ['NaN', `${item0}.price`, menuOf([anItem({ price: 'NaN' })])],
    ['an empty price', `${item0}.price`, menuOf([anItem({ price: '' })])],
    // A JSON file knows numbers, whatever the type says.
    ['a price that is a number', `${item0}.price`, menuOf([anItem({ price: 12.5 as unknown as string })])],
    ['minutes below zero', `${item0}.prepMinutes`, menuOf([anItem({ prepMinutes: -1 })])],
    ['more than a day', `${item0}.prepMinutes`, menuOf([anItem({ prepMinutes: 1441 })])],
    ['half a minute', `${item0}.prepMinutes`, menuOf([anItem({ prepMinutes: 1.5 })])],
    ['an unknown tax class', `${item0}.ivaClass`, menuOf([anItem({ ivaClass: 'reducido' as unknown as 'zero' })])],
    ['a group that is not in the file', `${item0}.modifierGroups`, menuOf([anItem({ modifierGroups: ['x'] })])],
    ['a group without a key', `${group0}.key`, menuOf([], [aGroup({ key: '' })])],
    ['a group key that stands twice', 'menu.modifierGroups[1].key', menuOf([], [aGroup(), aGroup()])],
    ['a group without a name', `${group0}.name`, menuOf([], [aGroup({ name: '' })])],
    ['a group without options', `${group0}.options`, menuOf([], [aGroup({ options: [] })])],
    ['a group of which nothing may be chosen', `${group0}.maxSelected`, menuOf([], [aGroup({ maxSelected: 0 })])],
    ['more than may be chosen', `${group0}.minSelected`, menuOf([], [aGroup({ minSelected: 2 })])],
    ['less than none', `${group0}.minSelected`, menuOf([], [aGroup({ minSelected: -1 })])],
    [
      'an option without a name',
      `${group0}.options[0].name`,
      menuOf([], [aGroup({ options: [{ name: '', price: '0' }] })]),
    ],
    [
      'an option below zero',
      `${group0}.options[0].price`,
      menuOf([], [aGroup({ options: [{ name: 'x', price: '-1' }] })]),
    ],
  ])('refuses %s, naming %s', async ([, field, menu], { db, tenant }) => {
    await expectRefusal(db, tenant.tenantId, () => doImport(tenant, menu), 'INVALID', { field })
  })

  test('refuses what is no UUID before anything is sent', async ({ tenant }) => {
    const work = asStaff(tenant, (tx) => importMenu(tx, { restaurantId: 'x', menu: menuOf([anItem()]) }))
    await expect(work).rejects.toMatchObject({ code: 'INVALID', details: { field: 'restaurantId' } })
  })
})
