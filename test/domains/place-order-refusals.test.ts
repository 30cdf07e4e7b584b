import { eq } from 'drizzle-orm'
import { describe, expect } from 'vitest'
import {
  branches,
  importMenu,
  listModifiers,
  menuItems,
  menus,
  newId,
  placeOrder,
  type PlaceOrder,
  restaurants,
} from '../../src/index.ts'
import { money } from '../../src/money.ts'
import { aMenu, asCourier, asCustomer, asStaff, newTenant, type TestTenant } from '../../src/testing.ts'
import { test } from '../database.ts'
import { expectRefusal } from './refusals.ts'

const taco = (tenant: TestTenant) => tenant.items['TACO'] ?? ''

const anInput = (tenant: TestTenant, changes: Partial<PlaceOrder> = {}): PlaceOrder => ({
  idempotencyKey: newId(),
  branchId: tenant.branchId,
  service: 'pickup',
  lines: [{ menuItemId: taco(tenant), quantity: 2 }],
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
      'lines[0].optionIds',
      (t) => ({ lines: [{ menuItemId: taco(t), quantity: 1, optionIds: ['verde'] }] }),
    ],
    [
      'an option that nobody offers, in the second line',
      'lines[1].optionIds',
      (t) => ({
        lines: [
          { menuItemId: taco(t), quantity: 1 },
          { menuItemId: taco(t), quantity: 1, optionIds: [newId()] },
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
    const { items } = await asStaff(tenant, (tx) => importMenu(tx, { restaurantId: tenant.restaurantId, menu }))
    const menuItemId = items['TACO'] ?? ''
    const offered = await asCustomer(tenant, (tx) => listModifiers(tx, { menuItemIds: [menuItemId, taco(tenant)] }))
    const own = offered.filter(({ itemId }) => itemId === menuItemId).map(({ optionId }) => optionId)
    const others = offered.filter(({ itemId }) => itemId !== menuItemId).map(({ optionId }) => optionId)
    for (const optionIds of [[], [...own, own[0]!], [own[0]!, others[0]!]]) {
      const work = () => place(tenant, { lines: [{ menuItemId, quantity: 1, optionIds }] })
      await expectRefusal(db, tenant.tenantId, work, 'INVALID', { field: 'lines[0].optionIds' })
    }
    expect(await place(tenant, { lines: [{ menuItemId, quantity: 2, optionIds: own }] })).toMatchObject({
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
    const [option] = await asCustomer(other, (tx) => listModifiers(tx, { menuItemIds: [taco(other)] }))
    const mixed = () =>
      place(tenant, { lines: [{ menuItemId: taco(tenant), quantity: 1, optionIds: [option?.optionId ?? ''] }] })
    await expectRefusal(db, tenant.tenantId, mixed, 'INVALID', { field: 'lines[0].optionIds' })
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

  test('sells nothing that is archived, sold out, or on an archived menu', async ({ db, tenant }) => {
    const change = (set: Partial<typeof menuItems.$inferInsert>) =>
      asStaff(tenant, (tx) => tx.update(menuItems).set(set).where(eq(menuItems.sku, 'TACO')))
    const details = { field: 'lines[0].menuItemId' }
    await change({ archivedAt: new Date() })
    await expectRefusal(db, tenant.tenantId, () => place(tenant), 'ITEM_UNAVAILABLE', details)
    await change({ archivedAt: null, soldOutUntil: new Date('2999-01-01T00:00:00Z') })
    await expectRefusal(db, tenant.tenantId, () => place(tenant), 'ITEM_UNAVAILABLE', details)
    await change({ soldOutUntil: null })
    await asStaff(tenant, (tx) => tx.update(menus).set({ archivedAt: new Date() }))
    await expectRefusal(db, tenant.tenantId, () => place(tenant), 'ITEM_UNAVAILABLE', details)
  })

  test('names the line of an item that another restaurant of the tenant sells', async ({ db, tenant }) => {
    const restaurantId = newId()
    await asStaff(tenant, (tx) => tx.insert(restaurants).values({ id: restaurantId, name: 'Otro', cuisine: 'otra' }))
    const { items } = await asStaff(tenant, (tx) => importMenu(tx, { restaurantId, menu: aMenu() }))
    const lines = [taco(tenant), items['TACO'] ?? ''].map((menuItemId) => ({ menuItemId, quantity: 1 }))
    await expectRefusal(db, tenant.tenantId, () => place(tenant, { lines }), 'ITEM_UNAVAILABLE', {
      field: 'lines[1].menuItemId',
    })
  })

  test('refuses an order that is more than an amount can hold', async ({ db, tenant }) => {
    await asStaff(tenant, (tx) => tx.update(menuItems).set({ price: money('999999999999.99') }))
    const work = () => place(tenant, { lines: [{ menuItemId: taco(tenant), quantity: 999 }] })
    await expectRefusal(db, tenant.tenantId, work, 'INVALID', { constraint: 'mxn_valid' })
  })
})
