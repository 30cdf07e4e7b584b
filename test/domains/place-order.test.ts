import { eq } from 'drizzle-orm'
import { describe, expect } from 'vitest'
import {
  branches,
  customer,
  customers,
  getOrder,
  menuItems,
  newId,
  orderEvents,
  orders,
  placeOrder,
  type PlaceOrder,
} from '../../src/index.ts'
import { money, rate } from '../../src/money.ts'
import { anOrder, asCustomer, asService, asStaff, newTenant, type TestTenant } from '../../src/testing.ts'
import { test } from '../database.ts'
import { expectRefusal } from './refusals.ts'

const salsa = async (tenant: TestTenant, option: string) => {
  const { listModifiers } = await import('../../src/index.ts')
  const rows = await asCustomer(tenant, (tx) => listModifiers(tx, { menuItemIds: [tenant.items['TACO'] ?? ''] }))
  return rows.find((row) => row.option === option)?.optionId ?? ''
}

const anInput = (tenant: TestTenant, changes: Partial<PlaceOrder> = {}): PlaceOrder => ({
  idempotencyKey: newId(),
  branchId: tenant.branchId,
  service: 'pickup',
  lines: [{ menuItemId: tenant.items['TACO'] ?? '', quantity: 2 }],
  ...changes,
})

const place = (tenant: TestTenant, input: PlaceOrder) => asCustomer(tenant, (tx) => placeOrder(tx, input))

describe('placeOrder', () => {
  test('stores the order with the names, prices and taxes of the menu, and hands it back', async ({ tenant }) => {
    const { tenantId, branchId, customerId } = tenant
    const habanero = await salsa(tenant, 'Habanero')
    const order = await place(
      tenant,
      anInput(tenant, {
        service: 'delivery',
        tip: '10.00',
        notes: 'Sin cebolla',
        lines: [
          { menuItemId: tenant.items['TACO'] ?? '', quantity: 3, optionIds: [habanero, habanero] },
          { menuItemId: tenant.items['FLAN'] ?? '', quantity: 1 },
        ],
      }),
    )
    const line = { tenantId, orderId: order.id, customerId, discount: money('0'), ivaRate: rate('0.16') }
    const modifier = {
      tenantId,
      orderId: order.id,
      lineNo: 1,
      customerId,
      optionId: habanero,
      groupName: 'Salsa',
      optionName: 'Habanero',
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
          menuItemId: tenant.items['TACO'],
          name: 'Taco al pastor',
          quantity: 3,
          unitPrice: money('24.50'),
          gross: money('73.50'),
          total: money('73.50'),
          ivaBase: money('63.362069'),
          iva: money('10.137931'),
          modifiers: [
            { ...modifier, position: 0 },
            { ...modifier, position: 1 },
          ],
        },
        {
          ...line,
          lineNo: 2,
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
    const taco = eq(menuItems.sku, 'TACO')
    await asStaff(tenant, (tx) =>
      tx
        .update(menuItems)
        .set({ price: money('99'), archivedAt: new Date() })
        .where(taco),
    )
    expect(await place(tenant, input)).toEqual(first)
    // No options and no list of options are the same wish.
    const lines = input.lines.map((line) => ({ ...line, optionIds: [...(line.optionIds ?? [])] }))
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
    const habanero = await salsa(tenant, 'Habanero')
    const [line] = input.lines
    for (const changes of [
      { service: 'dine_in' },
      { tip: '1' },
      { notes: 'x' },
      { lines: [{ menuItemId: line?.menuItemId ?? '', quantity: 3 }] },
      { lines: [{ menuItemId: line?.menuItemId ?? '', quantity: 2, optionIds: [habanero] }] },
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
    const soldOut = (until: Date | null) =>
      asStaff(tenant, (tx) => tx.update(menuItems).set({ soldOutUntil: until }).where(eq(menuItems.sku, 'TACO')))
    await soldOut(new Date('2999-01-01T00:00:00Z'))
    const input = anInput(tenant, { idempotencyKey })
    await expectRefusal(db, tenant.tenantId, () => place(tenant, input), 'ITEM_UNAVAILABLE')
    await soldOut(null)
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
    const folios = []
    for (const branchId of [tenant.branchId, second, second]) folios.push((await anOrder(tenant, { branchId })).folio)
    expect(folios).toEqual([1, 1, 2])
  })

  test('sells at the price of the moment, and leaves what was sold before as it was', async ({ tenant }) => {
    const before = await place(tenant, anInput(tenant))
    const taco = eq(menuItems.sku, 'TACO')
    await asStaff(tenant, (tx) =>
      tx
        .update(menuItems)
        .set({ price: money('20'), name: 'Taco nuevo' })
        .where(taco),
    )
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

  test('takes ids in capitals, and the items of every menu of the restaurant', async ({ tenant }) => {
    const { importMenu } = await import('../../src/index.ts')
    const pan = {
      sku: 'PAN',
      name: 'Pan',
      description: null,
      price: '12.00',
      prepMinutes: 1,
      allergens: [],
      modifierGroups: [],
    }
    const menu = { name: 'Desayunos', modifierGroups: [], categories: [{ name: 'Pan', items: [pan] }] }
    const { items } = await asStaff(tenant, (tx) => importMenu(tx, { restaurantId: tenant.restaurantId, menu }))
    const lines = [tenant.items['TACO'], items['PAN']].map((id) => ({
      menuItemId: (id ?? '').toUpperCase(),
      quantity: 1,
    }))
    const order = await place(tenant, anInput(tenant, { branchId: tenant.branchId.toUpperCase(), lines }))
    expect(order.subtotal).toEqual(money('30.50'))
  })
})
