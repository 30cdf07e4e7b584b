import { and, eq } from 'drizzle-orm'
import { describe, expect } from 'vitest'
import {
  branches,
  customer,
  customers,
  getOrder,
  markAvailable,
  markSoldOut,
  menuAt,
  menuItems,
  modifierOptions,
  newId,
  orderEvents,
  orders,
  placeOrder,
  type PlaceOrder,
  publishMenu,
} from '../../src/index.ts'
import { money, rate } from '../../src/money.ts'
import { anOrder, asCustomer, asService, asStaff, newTenant, type TestTenant } from '../../src/testing.ts'
import { test } from '../database.ts'
import { changeDish, changeMenu } from './change-menu.ts'
import { choiceOf } from './choice-of.ts'
import { expectRefusal } from './refusals.ts'

const anInput = (tenant: TestTenant, changes: Partial<PlaceOrder> = {}): PlaceOrder => ({
  idempotencyKey: newId(),
  branchId: tenant.branchId,
  service: 'pickup',
  lines: [{ menuItemId: tenant.items['TACO'] ?? '', quantity: 2 }],
  ...changes,
})

const liveMenu = async (tenant: TestTenant) => {
  const menu = await asCustomer(tenant, (tx) => menuAt(tx, { branchId: tenant.branchId, service: 'pickup' }))
  if (!menu) throw new Error('nothing is live')
  return menu
}

const place = (tenant: TestTenant, input: PlaceOrder) => asCustomer(tenant, (tx) => placeOrder(tx, input))

describe('placeOrder', () => {
  test('stores the order with the names, prices and taxes of the menu, and hands it back', async ({ tenant }) => {
    const { tenantId, branchId, customerId } = tenant
    // Repeats count as units: two of one salsa are one choice of two.
    await changeMenu(tenant, (tx, { id }) =>
      tx.update(modifierOptions).set({ maxQuantity: 2 }).where(eq(modifierOptions.versionId, id)),
    )
    const habanero = await choiceOf(tenant, 'TACO', 'Habanero', 2)
    const { versionId } = await liveMenu(tenant)
    const order = await place(
      tenant,
      anInput(tenant, {
        service: 'delivery',
        tip: '10.00',
        notes: 'Sin cebolla',
        lines: [
          { menuItemId: tenant.items['TACO'] ?? '', quantity: 3, choices: [habanero] },
          { menuItemId: tenant.items['FLAN'] ?? '', quantity: 1 },
        ],
      }),
    )
    const line = { tenantId, orderId: order.id, customerId, discount: money('0'), ivaRate: rate('0.16') }
    const modifier = {
      tenantId,
      orderId: order.id,
      lineNo: 1,
      position: 0,
      parentPosition: null,
      customerId,
      optionId: habanero.optionId,
      groupName: 'Salsa',
      optionName: 'Habanero',
      quantity: 2,
      price: money('3'),
    }
    expect(order).toEqual({
      tenantId,
      id: expect.any(String),
      branchId,
      customerId,
      service: 'delivery',
      status: 'placed',
      version: 1,
      businessOn: expect.stringMatching(/^\d{4}-\d\d-\d\d$/),
      folio: 1,
      notes: 'Sin cebolla',
      subtotal: money('123.40'),
      discount: money('0'),
      deliveryFee: money('35'),
      deliveryIvaRate: rate('0.16'),
      tip: money('10'),
      total: money('168.40'),
      placedAt: expect.any(Date),
      lines: [
        {
          ...line,
          lineNo: 1,
          menuVersionId: versionId,
          menuItemId: tenant.items['TACO'],
          name: 'Taco al pastor',
          quantity: 3,
          unitPrice: money('24.50'),
          gross: money('73.50'),
          total: money('73.50'),
          ivaBase: money('63.362069'),
          iva: money('10.137931'),
          modifiers: [modifier],
        },
        {
          ...line,
          lineNo: 2,
          menuVersionId: versionId,
          menuItemId: tenant.items['FLAN'],
          name: 'Flan napolitano',
          quantity: 1,
          unitPrice: money('49.90'),
          gross: money('49.90'),
          total: money('49.90'),
          ivaBase: money('43.017241'),
          iva: money('6.882759'),
          modifiers: [],
        },
      ],
    })
    expect(await asStaff(tenant, (tx) => getOrder(tx, { orderId: order.id }))).toEqual(order)
    expect(await asStaff(tenant, (tx) => tx.select().from(orderEvents))).toEqual([
      {
        tenantId,
        orderId: order.id,
        seq: 1,
        customerId,
        fromStatus: null,
        toStatus: 'placed',
        previousSeq: null,
        actorKind: 'customer',
        actorId: customerId,
        reason: '',
        at: expect.any(Date),
      },
    ])
  })

  test('gives the same order for the same key, and no second folio', async ({ tenant }) => {
    const input = anInput(tenant)
    const first = await place(tenant, input)
    // Dearer, sold out, and off the menu: the order stands as it was placed.
    const [taco] = input.lines
    await changeDish(tenant, 'TACO', { price: money('99') })
    await asStaff(tenant, (tx) => markSoldOut(tx, { branchId: tenant.branchId, productId: taco?.menuItemId ?? '' }))
    await changeMenu(tenant, (tx, { id }) =>
      tx.delete(menuItems).where(and(eq(menuItems.versionId, id), eq(menuItems.itemId, taco?.menuItemId ?? ''))),
    )
    expect(await place(tenant, input)).toEqual(first)
    // No choices and no list of choices are the same wish.
    const lines = input.lines.map((line) => ({ ...line, choices: [...(line.choices ?? [])] }))
    expect(await place(tenant, { ...input, lines })).toEqual(first)
    const other = await place(
      tenant,
      anInput(tenant, { lines: [{ menuItemId: tenant.items['AGUA'] ?? '', quantity: 1 }] }),
    )
    expect(other.folio).toBe(2)
    expect(await asStaff(tenant, (tx) => tx.$count(orders))).toBe(2)
  })

  test('refuses a key that stood for another request, whatever differs', async ({ db, tenant }) => {
    const input = anInput(tenant)
    await place(tenant, input)
    const habanero = await choiceOf(tenant, 'TACO', 'Habanero')
    const [line] = input.lines
    for (const changes of [
      { service: 'dine_in' },
      { tip: '1' },
      { notes: 'x' },
      { lines: [{ menuItemId: line?.menuItemId ?? '', quantity: 3 }] },
      { lines: [{ menuItemId: line?.menuItemId ?? '', quantity: 2, choices: [habanero] }] },
    ] satisfies Partial<PlaceOrder>[]) {
      const again = () => place(tenant, { ...input, ...changes })
      await expectRefusal(db, tenant.tenantId, again, 'IDEMPOTENCY_MISMATCH', { field: 'idempotencyKey' })
    }
  })

  test('keeps the keys of two customers apart, and of two tenants', async ({ db, tenant }) => {
    const idempotencyKey = newId()
    const second = newId()
    await asService(tenant, (tx) => tx.insert(customers).values({ id: second, displayName: 'Otra' }))
    const other = await newTenant(db)
    const ids = [
      (await place(tenant, anInput(tenant, { idempotencyKey }))).id,
      (await db.as(customer(tenant.tenantId, second), (tx) => placeOrder(tx, anInput(tenant, { idempotencyKey })))).id,
      (await place(other, anInput(other, { idempotencyKey }))).id,
    ]
    expect(new Set(ids).size).toBe(3)
  })

  test('forgets the key of an order that failed', async ({ db, tenant }) => {
    const idempotencyKey = newId()
    const taco = { branchId: tenant.branchId, productId: tenant.items['TACO'] ?? '' }
    await asStaff(tenant, (tx) => markSoldOut(tx, { ...taco, until: new Date('2999-01-01T00:00:00Z') }))
    const input = anInput(tenant, { idempotencyKey })
    await expectRefusal(db, tenant.tenantId, () => place(tenant, input), 'ITEM_UNAVAILABLE')
    await asStaff(tenant, (tx) => markAvailable(tx, taco))
    expect(await place(tenant, input)).toMatchObject({ status: 'placed', folio: 1 })
  })

  test('numbers the orders of a branch and day 1, 2, 3, and a failed one leaves no gap', async ({ db, tenant }) => {
    const folios = [(await anOrder(tenant)).folio]
    // Fails in the last flush, behind the trigger that has taken the folio.
    const failing = () => asStaff(tenant, (tx) => placeOrder(tx, anInput(tenant, { customerId: newId() })))
    await expectRefusal(db, tenant.tenantId, failing, 'REFERENCED', { constraint: 'orders_customer_fk' })
    folios.push((await anOrder(tenant)).folio, (await anOrder(tenant)).folio)
    expect(folios).toEqual([1, 2, 3])
  })

  test('numbers each branch by itself', async ({ tenant }) => {
    const [branch] = await asStaff(tenant, (tx) => tx.select().from(branches))
    const second = newId()
    await asStaff(tenant, (tx) => tx.insert(branches).values({ ...branch!, id: second, name: 'Norte' }))
    await asStaff(tenant, (tx) => publishMenu(tx, { versionId: tenant.versionId, branchIds: [second] }))
    const folios = []
    for (const branchId of [tenant.branchId, second, second]) folios.push((await anOrder(tenant, { branchId })).folio)
    expect(folios).toEqual([1, 1, 2])
  })

  test('sells at the price of the moment, and leaves what was sold before as it was', async ({ tenant }) => {
    const before = await place(tenant, anInput(tenant))
    await changeDish(tenant, 'TACO', { price: money('20'), name: 'Taco nuevo' })
    // What a caller says that it costs is not even looked at.
    const forged = [{ menuItemId: tenant.items['TACO'] ?? '', quantity: 2, unitPrice: '0.01', price: '0.01' }]
    const after = await place(tenant, anInput(tenant, { lines: forged }))
    expect(after).toMatchObject({ subtotal: money('40'), lines: [{ name: 'Taco nuevo', unitPrice: money('20') }] })
    expect(await asCustomer(tenant, (tx) => getOrder(tx, { orderId: before.id }))).toEqual(before)
  })

  test('is placed by staff and the service for a customer, who then sees it', async ({ tenant }) => {
    const input = () => anInput(tenant, { customerId: tenant.customerId })
    const ids = [
      (await asStaff(tenant, (tx) => placeOrder(tx, input()))).id,
      (await asService(tenant, (tx) => placeOrder(tx, input()))).id,
    ]
    const seen = await asCustomer(tenant, (tx) => tx.select({ id: orders.id }).from(orders).orderBy(orders.id))
    expect(seen.map(({ id }) => id)).toEqual(ids)
  })

  test('takes ids in capitals, of the dish, its group and its option', async ({ tenant }) => {
    const { groupId, optionId } = await choiceOf(tenant, 'TACO', 'Habanero')
    const choices = [{ groupId: groupId.toUpperCase(), optionId: optionId.toUpperCase(), quantity: 1 }]
    const lines = [{ menuItemId: (tenant.items['TACO'] ?? '').toUpperCase(), quantity: 1, choices }]
    const order = await place(tenant, anInput(tenant, { branchId: tenant.branchId.toUpperCase(), lines }))
    expect(order).toMatchObject({
      branchId: tenant.branchId,
      subtotal: money('21.50'),
      lines: [{ menuItemId: tenant.items['TACO'], modifiers: [{ optionId }] }],
    })
  })
})
