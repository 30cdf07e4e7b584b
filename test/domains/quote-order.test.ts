import { and, eq } from 'drizzle-orm'
import { describe, expect } from 'vitest'
import {
  branches,
  type Choice,
  dayparts,
  importMenu,
  markAvailable,
  markSoldOut,
  menuCategories,
  menuItems,
  menus,
  newId,
  placeOrder,
  type PlaceOrder,
  publishMenu,
  restaurants,
} from '../../src/index.ts'
import { money } from '../../src/money.ts'
import { aMenu, asCourier, asCustomer, asStaff, newTenant, type TestTenant } from '../../src/testing.ts'
import { test } from '../database.ts'
import { changeDish, changeMenu } from './change-menu.ts'
import { choiceOf } from './choice-of.ts'
import { expectRefusal } from './refusals.ts'

const taco = (tenant: TestTenant) => tenant.items['TACO'] ?? ''

const anInput = (tenant: TestTenant, changes: Partial<PlaceOrder> = {}): PlaceOrder => ({
  idempotencyKey: newId(),
  branchId: tenant.branchId,
  service: 'pickup',
  lines: [{ menuItemId: taco(tenant), quantity: 2 }],
  ...changes,
})

const aChoice = (changes: Partial<Choice> = {}): Choice => ({
  groupId: newId(),
  optionId: newId(),
  quantity: 1,
  ...changes,
})

const place = (tenant: TestTenant, changes: Partial<PlaceOrder> = {}) =>
  asCustomer(tenant, (tx) => placeOrder(tx, anInput(tenant, changes)))

describe('placeOrder', () => {
  const wrong = (quantity: unknown) => (tenant: TestTenant) => ({
    // A request body holds what it likes, whatever the type says.
    lines: [{ menuItemId: taco(tenant), quantity: quantity as number }],
  })
  test.for<[what: string, field: string, changes: (tenant: TestTenant) => Partial<PlaceOrder>]>([
    ['a key of 7 characters', 'idempotencyKey', () => ({ idempotencyKey: '1234567' })],
    ['a key of 201 characters', 'idempotencyKey', () => ({ idempotencyKey: 'x'.repeat(201) })],
    ['a key with a blank', 'idempotencyKey', () => ({ idempotencyKey: '1234 5678' })],
    ['a key with an accent', 'idempotencyKey', () => ({ idempotencyKey: 'pedidó-12345' })],
    ['a branch that is no UUID', 'branchId', () => ({ branchId: '42' })],
    ['a customer who is no UUID', 'customerId', () => ({ customerId: "x' or 1=1" })],
    ['an unknown service', 'service', () => ({ service: 'drone' as unknown as 'pickup' })],
    ['a tip below zero', 'tip', () => ({ tip: '-5' })],
    ['a tip with half a centavo', 'tip', () => ({ tip: '1.005' })],
    ['a tip in words', 'tip', () => ({ tip: 'diez' })],
    ['a tip that is NaN', 'tip', () => ({ tip: 'NaN' })],
    ['notes of 501 characters', 'notes', () => ({ notes: 'x'.repeat(501) })],
    ['notes with NUL', 'notes', () => ({ notes: 'Sin\0cebolla' })],
    ['no lines', 'lines', () => ({ lines: [] })],
    [
      '201 lines',
      'lines',
      (t) => ({ lines: Array.from({ length: 201 }, () => ({ menuItemId: taco(t), quantity: 1 })) }),
    ],
    ['an item that is no UUID', 'lines[0].menuItemId', () => ({ lines: [{ menuItemId: 'TACO', quantity: 1 }] })],
    ['none of an item', 'lines[0].quantity', wrong(0)],
    ['less than none', 'lines[0].quantity', wrong(-1)],
    ['half an item', 'lines[0].quantity', wrong(0.5)],
    ['1,000 of an item', 'lines[0].quantity', wrong(1000)],
    ['NaN of an item', 'lines[0].quantity', wrong(Number.NaN)],
    ['a quantity in text', 'lines[0].quantity', wrong('2')],
    [
      'an option that is no UUID',
      'lines[0].choices[0].optionId',
      (t) => ({ lines: [{ menuItemId: taco(t), quantity: 1, choices: [aChoice({ optionId: 'verde' })] }] }),
    ],
    [
      'a group that is no UUID, in a choice of a choice',
      'lines[0].choices[0].choices[0].groupId',
      (t) => ({
        lines: [{ menuItemId: taco(t), quantity: 1, choices: [aChoice({ choices: [aChoice({ groupId: 'x' })] })] }],
      }),
    ],
    [
      'more choices than anybody makes',
      'lines[0].choices',
      (t) => ({ lines: [{ menuItemId: taco(t), quantity: 1, choices: Array.from({ length: 201 }, () => aChoice()) }] }),
    ],
    [
      'a choice that nobody offers, in the second line',
      'lines[1].choices[0]',
      (t) => ({
        lines: [
          { menuItemId: taco(t), quantity: 1 },
          { menuItemId: taco(t), quantity: 1, choices: [aChoice()] },
        ],
      }),
    ],
  ])('refuses %s, naming %s, and writes nothing', async ([, field, changes], { db, tenant }) => {
    await expectRefusal(db, tenant.tenantId, () => place(tenant, changes(tenant)), 'INVALID', { field })
  })

  test('refuses too many and too few of a group, and options of another item', async ({ db, tenant }) => {
    const menu = aMenu({
      modifierGroups: [
        {
          key: 'salsa',
          name: 'Salsa',
          minSelected: 1,
          maxSelected: 2,
          options: [
            { name: 'Verde', price: '0.00' },
            { name: 'Roja', price: '1.00' },
          ],
        },
      ],
    })
    const others = await choiceOf(tenant, 'TACO', 'Verde')
    const { restaurantId } = tenant
    const { items, versionId } = await asStaff(tenant, (tx) => importMenu(tx, { restaurantId, menu }))
    await asStaff(tenant, (tx) => publishMenu(tx, { versionId }))
    const imported = { ...tenant, items }
    const [verde, roja] = [await choiceOf(imported, 'TACO', 'Verde'), await choiceOf(imported, 'TACO', 'Roja')]
    const menuItemId = items['TACO'] ?? ''
    for (const [field, choices] of [
      ['lines[0].choices', []],
      ['lines[0].choices[1]', [verde, verde]],
      ['lines[0].choices[1]', [verde, others]],
      ['lines[0].choices[0]', [{ ...verde, quantity: 2 }]],
      ['lines[0].choices[0]', [{ ...verde, quantity: 0 }]],
      ['lines[0].choices[0]', [{ ...verde, quantity: 0.5 }]],
      ['lines[0].choices[0]', [{ ...verde, optionId: others.optionId }]],
      ['lines[0].choices[0].choices[0]', [{ ...verde, choices: [roja] }]],
    ] as const) {
      const work = () => place(tenant, { lines: [{ menuItemId, quantity: 1, choices }] })
      await expectRefusal(db, tenant.tenantId, work, 'INVALID', { field })
    }
    expect(await place(tenant, { lines: [{ menuItemId, quantity: 2, choices: [verde, roja] }] })).toMatchObject({
      subtotal: money('39'),
    })
  })

  test("does not know another tenant's branch, nor an archived one", async ({ db, tenant }) => {
    const other = await newTenant(db)
    const details = { field: 'branchId', table: 'branches' }
    for (const branchId of [other.branchId, newId()]) {
      await expectRefusal(db, tenant.tenantId, () => place(tenant, { branchId }), 'NOT_FOUND', details)
    }
    await asStaff(tenant, (tx) => tx.update(branches).set({ archivedAt: new Date() }))
    await expectRefusal(db, tenant.tenantId, () => place(tenant), 'NOT_FOUND', details)
  })

  test("does not sell another tenant's item, nor take its options", async ({ db, tenant }) => {
    const other = await newTenant(db)
    const theirs = () => place(tenant, { lines: [{ menuItemId: taco(other), quantity: 1 }] })
    await expectRefusal(db, tenant.tenantId, theirs, 'ITEM_UNAVAILABLE', { field: 'lines[0].menuItemId' })
    const [choice, own] = [await choiceOf(other, 'TACO', 'Verde'), await choiceOf(tenant, 'TACO', 'Verde')]
    for (const mixed of [choice, { ...own, optionId: choice.optionId }]) {
      const work = () => place(tenant, { lines: [{ menuItemId: taco(tenant), quantity: 1, choices: [mixed] }] })
      await expectRefusal(db, tenant.tenantId, work, 'INVALID', { field: 'lines[0].choices[0]' })
    }
  })

  test("orders for no other tenant's customer, and for nobody who does not exist", async ({ db, tenant }) => {
    const other = await newTenant(db)
    for (const customerId of [other.customerId, newId()]) {
      const work = () => asStaff(tenant, (tx) => placeOrder(tx, anInput(tenant, { customerId })))
      await expectRefusal(db, tenant.tenantId, work, 'REFERENCED', { constraint: 'orders_customer_fk' })
    }
  })

  test('lets a customer order for nobody else, and a courier not at all', async ({ db, tenant }) => {
    const other = newId()
    await expectRefusal(db, tenant.tenantId, () => place(tenant, { customerId: other }), 'FORBIDDEN')
    const courier = (changes: Partial<PlaceOrder>) => () =>
      asCourier(tenant, (tx) => placeOrder(tx, anInput(tenant, changes)))
    await expectRefusal(db, tenant.tenantId, courier({ customerId: tenant.customerId }), 'FORBIDDEN')
    await expectRefusal(db, tenant.tenantId, courier({}), 'INVALID', { field: 'customerId' })
  })

  test('sells nothing that is off the menu, sold out, off its daypart, or on an archived menu', async ({
    db,
    tenant,
  }) => {
    const mark = { branchId: tenant.branchId, productId: taco(tenant) }
    const refused = (field = 'lines[0].menuItemId') =>
      expectRefusal(db, tenant.tenantId, () => place(tenant), 'ITEM_UNAVAILABLE', { field })

    await asStaff(tenant, (tx) => markSoldOut(tx, { ...mark, until: new Date('2999-01-01T00:00:00Z') }))
    await refused()
    await asStaff(tenant, (tx) => markAvailable(tx, mark))

    // A daypart of one minute of the week, which is not now: of the dish, and of the heading above it.
    const daypartId = newId()
    const yesterday = (((new Date().getUTCDay() + 5) % 7) + 1) as 1 // an ISO weekday, at least half a day away
    const minutes = [{ weekday: yesterday, opens: '00:00', closes: '00:01' }]
    await asStaff(tenant, (tx) =>
      tx.insert(dayparts).values({ id: daypartId, restaurantId: tenant.restaurantId, name: 'Nunca', minutes }),
    )
    await changeDish(tenant, 'TACO', { daypartId })
    await refused()
    await changeMenu(tenant, async (tx, { id }) => {
      await tx.update(menuItems).set({ daypartId: null }).where(eq(menuItems.versionId, id))
      await tx.update(menuCategories).set({ daypartId }).where(eq(menuCategories.versionId, id))
    })
    await refused()
    await changeMenu(tenant, (tx, { id }) =>
      tx.update(menuCategories).set({ daypartId: null }).where(eq(menuCategories.versionId, id)),
    )
    expect(await place(tenant)).toMatchObject({ status: 'placed' })

    await changeMenu(tenant, (tx, { id }) =>
      tx.delete(menuItems).where(and(eq(menuItems.versionId, id), eq(menuItems.itemId, taco(tenant)))),
    )
    await refused()
    await asStaff(tenant, (tx) => tx.update(menus).set({ archivedAt: new Date() }))
    await refused()
  })

  test('does not sell a dish with a choice that is sold out', async ({ db, tenant }) => {
    const verde = await choiceOf(tenant, 'TACO', 'Verde')
    await asStaff(tenant, (tx) => markSoldOut(tx, { branchId: tenant.branchId, productId: verde.optionId }))
    const lines = [{ menuItemId: taco(tenant), quantity: 1, choices: [verde] }]
    await expectRefusal(db, tenant.tenantId, () => place(tenant, { lines }), 'ITEM_UNAVAILABLE', {
      field: 'lines[0].choices[0]',
    })
    const habanero = await choiceOf(tenant, 'TACO', 'Habanero')
    expect(await place(tenant, { lines: [{ ...lines[0]!, choices: [habanero] }] })).toMatchObject({ status: 'placed' })
  })

  test('names the line of an item that another restaurant of the tenant sells', async ({ db, tenant }) => {
    const restaurantId = newId()
    await asStaff(tenant, (tx) => tx.insert(restaurants).values({ id: restaurantId, name: 'Otro', cuisine: 'otra' }))
    const { items, versionId } = await asStaff(tenant, (tx) => importMenu(tx, { restaurantId, menu: aMenu() }))
    await asStaff(tenant, (tx) => publishMenu(tx, { versionId }))
    const lines = [taco(tenant), items['TACO'] ?? ''].map((menuItemId) => ({ menuItemId, quantity: 1 }))
    await expectRefusal(db, tenant.tenantId, () => place(tenant, { lines }), 'ITEM_UNAVAILABLE', {
      field: 'lines[1].menuItemId',
    })
  })

  test('refuses an order that is more than an amount can hold', async ({ db, tenant }) => {
    await changeDish(tenant, 'TACO', { price: money('999999999999.99') })
    const work = () => place(tenant, { lines: [{ menuItemId: taco(tenant), quantity: 999 }] })
    await expectRefusal(db, tenant.tenantId, work, 'INVALID', { constraint: 'mxn_valid' })
  })
})
