import { describe, expect } from 'vitest'
import {
  assignCourier,
  branchBoard,
  customer,
  customers,
  getOrder,
  listOrders,
  type ListOrders,
  acceptOrder,
  newId,
  orderCursor,
  type OrderDetail,
  orderTimeline,
  placeOrder,
  reviewCursor,
  type SalesByDay,
  salesByDay,
  type TenantTx,
  topItems,
} from '../../src/index.ts'
import { actorId } from '../../src/kernel/actor.ts'
import { money } from '../../src/money.ts'
import {
  aCoupon,
  aDeliveredOrder,
  anOrder,
  aQuote,
  asCourier,
  asCustomer,
  asService,
  asStaff,
  newTenant,
  type TestTenant,
} from '../../src/testing.ts'
import { test } from '../database.ts'
import { changeDish } from './change-menu.ts'
import { choiceOf } from './choice-of.ts'
import { stepTo } from './order-steps.ts'

async function orders(tenant: TestTenant, count: number): Promise<string[]> {
  const ids: string[] = []
  for (let i = 0; i < count; i += 1) ids.unshift((await anOrder(tenant)).id)
  return ids
}

const idsOf = async (tenant: TestTenant, input?: ListOrders) =>
  asStaff(tenant, async (tx) => (await listOrders(tx, input)).map(({ id }) => id))

describe('listOrders', () => {
  test('gives the orders of a customer, newest first, with exact totals', async ({ tenant }) => {
    const { branchId, customerId } = tenant
    const first = await anOrder(tenant)
    const second = await anOrder(tenant, { service: 'delivery' })
    const row = { branchId, customerId, status: 'placed' }
    const listed = await asCustomer(tenant, (tx) => listOrders(tx))
    expect(listed).toEqual(
      [second, first].map(({ id, folio, businessOn, service, placedAt }, i) => ({
        ...row,
        id,
        folio,
        businessOn,
        service,
        placedAt,
        total: money(i === 0 ? '97' : '62'),
      })),
    )
    expect(await asStaff(tenant, (tx) => listOrders(tx))).toEqual(listed)
    expect(await asService(tenant, (tx) => listOrders(tx))).toEqual(listed)
  })

  test('shows a customer their own orders alone, whomever they ask for', async ({ db, tenant }) => {
    const other = newId()
    await asService(tenant, (tx) => tx.insert(customers).values({ id: other, displayName: 'Otra' }))
    const { id } = await anOrder(tenant)
    expect(await db.as(customer(tenant.tenantId, other), (tx) => listOrders(tx))).toEqual([])
    const asking = db.as(customer(tenant.tenantId, other), (tx) => listOrders(tx, { customerId: tenant.customerId }))
    expect(await asking).toEqual([])
    expect(await idsOf(tenant, { customerId: other })).toEqual([])
    expect(await idsOf(tenant, { customerId: tenant.customerId })).toEqual([id])
  })

  test('shows a courier the order from when they bring it', async ({ tenant }) => {
    const { id: orderId } = await anOrder(tenant, { service: 'delivery' })
    const seen = async () => (await asCourier(tenant, (tx) => listOrders(tx))).map(({ status }) => status)
    const statuses = [await seen()]
    for (const to of ['accepted', 'preparing', 'ready', 'on_the_way', 'delivered'] as const) {
      await asStaff(tenant, (tx) => stepTo[to](tx, { orderId }))
      if (to === 'ready') await asStaff(tenant, (tx) => assignCourier(tx, { orderId, courierId: tenant.courierId }))
      statuses.push(await seen())
    }
    expect(statuses).toEqual([[], [], [], ['ready'], ['on_the_way'], ['delivered']])
  })

  test('filters by branch and by status', async ({ tenant }) => {
    const [newest, oldest] = await orders(tenant, 2)
    await asStaff(tenant, (tx) => acceptOrder(tx, { orderId: oldest ?? '' }))
    expect(await idsOf(tenant, { statuses: ['accepted', 'preparing'] })).toEqual([oldest])
    expect(await idsOf(tenant, { statuses: ['placed'], branchId: tenant.branchId })).toEqual([newest])
    expect(await idsOf(tenant, { branchId: newId() })).toEqual([])
  })

  test('walks every order exactly once, and new ones shift nothing', async ({ tenant }) => {
    const ids = await orders(tenant, 7)
    const pages: string[][] = []
    let after: string | undefined
    do {
      const page = await asCustomer(tenant, async (tx) => {
        const rows = await listOrders(tx, { limit: 3, ...(after === undefined ? {} : { after }) })
        const last = rows.at(-1)
        return { ids: rows.map(({ id }) => id), cursor: last && orderCursor(tx, last) }
      })
      pages.push(page.ids)
      after = page.ids.length === 3 ? page.cursor : undefined
      await anOrder(tenant)
    } while (after !== undefined)
    expect(pages).toEqual([ids.slice(0, 3), ids.slice(3, 6), ids.slice(6)])
  })

  test('refuses a cursor that was altered, cut, or is none', async ({ tenant }) => {
    const { id } = await anOrder(tenant)
    const cursor = await asCustomer(tenant, (tx) => orderCursor(tx, { id }))
    const swapped = cursor.startsWith('A') ? `B${cursor.slice(1)}` : `A${cursor.slice(1)}`
    for (const after of [swapped, cursor.slice(0, -4), `${cursor}AAAA`, '', 'x', id, '%00', 'A'.repeat(10_000)]) {
      await expect(asCustomer(tenant, (tx) => listOrders(tx, { after }))).rejects.toMatchObject({
        code: 'CURSOR_INVALID',
        details: { field: 'after', list: 'orders' },
      })
    }
    expect(await asCustomer(tenant, (tx) => listOrders(tx, { after: cursor }))).toEqual([])
  })

  test("refuses another tenant's cursor, and another list's", async ({ db, tenant }) => {
    const other = await newTenant(db)
    const id = newId()
    const foreign = await asCustomer(other, (tx) => orderCursor(tx, { id }))
    const otherList = await asCustomer(tenant, (tx) => reviewCursor(tx, { id }))
    for (const after of [foreign, otherList]) {
      const work = asCustomer(tenant, (tx) => listOrders(tx, { after }))
      await expect(work).rejects.toMatchObject({ code: 'CURSOR_INVALID' })
    }
  })

  test.for<[field: string, input: ListOrders]>([
    ['limit', { limit: 0 }],
    ['limit', { limit: -1 }],
    ['limit', { limit: 101 }],
    ['limit', { limit: 2.5 }],
    ['limit', { limit: Number.NaN }],
    ['branchId', { branchId: 'centro' }],
    ['customerId', { customerId: '' }],
    ['statuses', { statuses: [] }],
    ['statuses', { statuses: ['eaten' as 'placed'] }],
  ])('refuses a wrong %s: %j', async ([field, input], { tenant }) => {
    const work = asStaff(tenant, (tx) => listOrders(tx, input))
    await expect(work).rejects.toMatchObject({ code: 'INVALID', details: { field } })
  })

  test('is one statement by tenant, customer and key, without an offset', async ({ tenant }) => {
    const { tenantId, customerId, branchId } = tenant
    const columns =
      'select "id", "folio", "business_on", "branch_id", "customer_id", "service", "status", "total", "placed_at" from "orders" '
    const key = newId()
    expect(await asCustomer(tenant, (tx) => listOrders(tx, { after: orderCursor(tx, { id: key }) }).toSQL())).toEqual({
      sql:
        `${columns}where ("orders"."tenant_id" = $1 and "orders"."customer_id" = $2 and "orders"."id" < $3) ` +
        'order by "orders"."id" desc limit $4',
      params: [tenantId, customerId, key, 20],
    })
    const filters = { branchId, statuses: ['placed', 'accepted'], limit: 5 } as const
    expect(await asStaff(tenant, (tx) => listOrders(tx, filters).toSQL())).toEqual({
      sql:
        `${columns}where ("orders"."tenant_id" = $1 and "orders"."branch_id" = $2 and "orders"."status" in ($3, $4)) ` +
        'order by "orders"."id" desc limit $5',
      params: [tenantId, branchId, 'placed', 'accepted', 5],
    })
  })
})

describe('getOrder', () => {
  test('gives the order as it was placed, lines and modifiers in their order', async ({ tenant }) => {
    const placed = await anOrder(tenant)
    for (const as of [asCustomer, asStaff, asService]) {
      expect(await as(tenant, (tx) => getOrder(tx, { orderId: placed.id }))).toEqual(placed)
    }
    expect(await asStaff(tenant, (tx) => getOrder(tx, { orderId: placed.id.toUpperCase() }))).toEqual(placed)
  })

  test("does not find another customer's order, another tenant's, nor one too early for a courier", async ({
    db,
    tenant,
  }) => {
    const other = await newTenant(db)
    const { id: orderId } = await anOrder(tenant)
    for (const work of [
      db.as(customer(tenant.tenantId, newId()), (tx) => getOrder(tx, { orderId })),
      asStaff(other, (tx) => getOrder(tx, { orderId })),
      asCourier(tenant, (tx) => getOrder(tx, { orderId })),
      asStaff(tenant, (tx) => getOrder(tx, { orderId: newId() })),
    ]) {
      await expect(work).rejects.toMatchObject({ code: 'NOT_FOUND', details: { table: 'orders' } })
    }
  })

  test('refuses what is no UUID', async ({ tenant }) => {
    const work = asStaff(tenant, (tx) => getOrder(tx, { orderId: '1' }))
    await expect(work).rejects.toMatchObject({ code: 'INVALID', details: { field: 'orderId' } })
  })
})

describe('orderTimeline', () => {
  test('tells every step of an order, by whom and why, to whoever may see it', async ({ db, tenant }) => {
    const { id: orderId } = await anOrder(tenant)
    await asStaff(tenant, (tx) => acceptOrder(tx, { orderId, reason: 'en 20 minutos' }))
    await asService(tenant, (tx) => stepTo.cancelled(tx, { orderId, reason: 'sin gas' }))
    const told = [
      ['placed', null, tenant.customer, ''],
      ['accepted', 'placed', tenant.staff, 'en 20 minutos'],
      ['cancelled', 'accepted', tenant.service, 'sin gas'],
    ] as const
    const expected = told.map(([to, from, actor, reason], i) => ({
      seq: i + 1,
      from,
      to,
      actorKind: actor.kind,
      actorId: actorId(actor),
      reason,
      at: expect.any(Date),
    }))
    for (const as of [asCustomer, asStaff, asService]) {
      expect(await as(tenant, (tx) => orderTimeline(tx, { orderId }))).toEqual(expected)
    }
    expect(await db.as(customer(tenant.tenantId, newId()), (tx) => orderTimeline(tx, { orderId }))).toEqual([])
    expect(await asStaff(await newTenant(db), (tx) => orderTimeline(tx, { orderId }))).toEqual([])
    const wrong = asStaff(tenant, (tx) => orderTimeline(tx, { orderId: '1' }))
    await expect(wrong).rejects.toMatchObject({ code: 'INVALID', details: { field: 'orderId' } })
  })

  test('is one statement by tenant and order', async ({ tenant }) => {
    const orderId = newId()
    expect(await asStaff(tenant, (tx) => orderTimeline(tx, { orderId }).toSQL())).toEqual({
      sql:
        'select "seq", "from_status", "to_status", "actor_kind", "actor_id", "reason", "recorded_at" from "order_events" ' +
        'where ("order_events"."tenant_id" = $1 and "order_events"."order_id" = $2) order by "order_events"."seq" asc',
      params: [tenant.tenantId, orderId],
    })
  })
})

describe('branchBoard', () => {
  test('shows what is under way, first come first, with what is to be cooked and no amounts', async ({ tenant }) => {
    const { branchId } = tenant
    const salsas = [await choiceOf(tenant, 'TACO', 'Verde'), await choiceOf(tenant, 'TACO', 'Habanero')]
    const lines = [
      { menuItemId: tenant.items['TACO'] ?? '', quantity: 2, choices: salsas },
      { menuItemId: tenant.items['AGUA'] ?? '', quantity: 1 },
    ]
    const first = await anOrder(tenant, { lines, notes: 'Sin cebolla' })
    const second = await anOrder(tenant)
    await asStaff(tenant, (tx) => acceptOrder(tx, { orderId: second.id }))
    await aDeliveredOrder(tenant)
    const called = await anOrder(tenant)
    await asStaff(tenant, (tx) => stepTo.rejected(tx, { orderId: called.id }))
    const board = await asStaff(tenant, (tx) => branchBoard(tx, { branchId }))
    const modifiers = ['Verde', 'Habanero'].map((optionName) => ({ groupName: 'Salsa', optionName, quantity: 1 }))
    const taco = { lineNo: 1, name: 'Taco al pastor', quantity: 2 }
    const agua = { lineNo: 2, name: 'Agua de jamaica', quantity: 1, modifiers: [] }
    const shown = ({ id, folio, businessOn, service, channel, notes, slotId, placedAt, acceptBy }: OrderDetail) => {
      return { id, folio, businessOn, service, channel, notes, slotId, placedAt, acceptBy }
    }
    expect(board).toEqual([
      { ...shown(first), status: 'placed', version: 1, lines: [{ ...taco, modifiers }, agua] },
      { ...shown(second), status: 'accepted', version: 2, lines: [{ ...taco, modifiers: [] }, agua] },
    ])
    expect(await asStaff(tenant, (tx) => branchBoard(tx, { branchId, limit: 1 }))).toEqual(board.slice(0, 1))
    expect(await asStaff(tenant, (tx) => branchBoard(tx, { branchId: newId() }))).toEqual([])
  })

  test('shows a customer their own orders alone, and another tenant nothing', async ({ db, tenant }) => {
    const { branchId } = tenant
    await anOrder(tenant)
    expect(await asCustomer(tenant, (tx) => branchBoard(tx, { branchId }))).toHaveLength(1)
    expect(await db.as(customer(tenant.tenantId, newId()), (tx) => branchBoard(tx, { branchId }))).toEqual([])
    expect(await asStaff(await newTenant(db), (tx) => branchBoard(tx, { branchId }))).toEqual([])
  })

  test.for<[field: string, change: object]>([
    ['branchId', { branchId: 'x' }],
    ['limit', { limit: 0 }],
    ['limit', { limit: 201 }],
  ])('refuses a wrong %s: %j', async ([field, change], { tenant }) => {
    const work = asStaff(tenant, (tx) => branchBoard(tx, { branchId: tenant.branchId, ...change }))
    await expect(work).rejects.toMatchObject({ code: 'INVALID', details: { field } })
  })
})

describe('salesByDay and topItems', () => {
  const days = { from: '2000-01-01', until: '2999-12-31' }
  const reads: readonly ((tx: TenantTx, input: SalesByDay) => PromiseLike<unknown>)[] = [salesByDay, topItems]
  const sold = async (tenant: TestTenant) => {
    const [TACO = '', AGUA = ''] = [tenant.items['TACO'], tenant.items['AGUA']]
    await aCoupon(tenant)
    const twice = [TACO, AGUA, TACO].map((menuItemId) => ({ menuItemId, quantity: 2 }))
    await anOrder(tenant, { lines: twice, couponCodes: ['VEINTE'], service: 'delivery', tip: '5' })
    await anOrder(tenant, { lines: [{ menuItemId: AGUA, quantity: 3 }] })
    const { id: orderId } = await anOrder(tenant, { lines: [{ menuItemId: TACO, quantity: 99 }] })
    await asStaff(tenant, (tx) => stepTo.cancelled(tx, { orderId }))
  }

  test('add up what was not called off, by business day', async ({ tenant }) => {
    const { branchId } = tenant
    await sold(tenant)
    const [listed] = await asStaff(tenant, (tx) => listOrders(tx, { limit: 1 }))
    const businessOn = listed?.businessOn ?? ''
    const all = await asStaff(tenant, (tx) => salesByDay(tx, { branchId, ...days }))
    expect(all).toEqual([
      {
        businessOn,
        orders: 2,
        units: 9,
        // 4 × 18.50 + 2 × 25.00, and 3 × 25.00
        subtotal: money('199'),
        discount: money('20'),
        delivery: money('35'),
        tips: money('5'),
        // Rounded once an order: 19.17 and 10.34.
        iva: money('29.51'),
        total: money('219'),
      },
    ])
    const on = (day: string) => asStaff(tenant, (tx) => salesByDay(tx, { branchId, from: day, until: day }))
    expect(await on(businessOn)).toEqual(all)
    expect(await on('2000-01-01')).toEqual([])
    expect(await asStaff(tenant, (tx) => salesByDay(tx, { branchId: newId(), ...days }))).toEqual([])
  })

  test('name the dishes that sold most, an order once however many lines of it', async ({ tenant }) => {
    const { branchId, items } = tenant
    await sold(tenant)
    const best = await asStaff(tenant, (tx) => topItems(tx, { branchId, ...days }))
    expect(best).toEqual([
      { menuItemId: items['AGUA'], name: 'Agua de jamaica', units: 5, orders: 2, total: money('116.94') },
      { menuItemId: items['TACO'], name: 'Taco al pastor', units: 4, orders: 1, total: money('62.06') },
    ])
    expect(await asStaff(tenant, (tx) => topItems(tx, { branchId, ...days, limit: 1 }))).toEqual(best.slice(0, 1))
    await changeDish(tenant, 'AGUA', { name: 'Agua del día' })
    await anOrder(tenant)
    const now = await asStaff(tenant, (tx) => topItems(tx, { branchId, ...days }))
    expect(Object.fromEntries(now.map(({ name, units }) => [name, units]))).toEqual({
      'Agua del día': 6,
      'Taco al pastor': 6,
    })
  })

  test('know nothing of another tenant, nor of other customers', async ({ db, tenant }) => {
    const { branchId } = tenant
    await anOrder(tenant)
    const other = await newTenant(db)
    const stranger = customer(tenant.tenantId, newId())
    for (const read of reads) {
      expect(await db.as(stranger, (tx) => read(tx, { branchId, ...days }))).toEqual([])
      expect(await db.as(other.staff, (tx) => read(tx, { branchId, ...days }))).toEqual([])
    }
  })

  test.for<[field: string, change: object]>([
    ['branchId', { branchId: 'x' }],
    ['from', { from: '2026-02-30' }],
    ['until', { until: 'today' }],
  ])('refuse a wrong %s: %j', async ([field, change], { tenant }) => {
    for (const read of reads) {
      const work = asStaff(tenant, (tx) => read(tx, { branchId: tenant.branchId, ...days, ...change }))
      await expect(work).rejects.toMatchObject({ code: 'INVALID', details: { field } })
    }
  })

  test.for([0, 101, 1.5])('topItems refuses a limit of %d', async (limit, { tenant }) => {
    const work = asStaff(tenant, (tx) => topItems(tx, { branchId: tenant.branchId, ...days, limit }))
    await expect(work).rejects.toMatchObject({ code: 'INVALID', details: { field: 'limit' } })
  })

  test('are one statement each, by tenant, branch and days', async ({ tenant }) => {
    const { tenantId, branchId } = tenant
    const where =
      '("orders"."tenant_id" = $1 and "orders"."branch_id" = $2 and "orders"."business_on" between $3 and $4 ' +
      'and "orders"."status" not in ($5, $6))'
    const params = [tenantId, branchId, days.from, days.until, 'rejected', 'cancelled']
    expect(await asStaff(tenant, (tx) => salesByDay(tx, { branchId, ...days }).toSQL())).toEqual({
      sql:
        'select "business_on", count(*), sum("units")::integer, sum("subtotal"), sum("discount"), ' +
        'sum("delivery_fee" - "delivery_discount"), sum("tip"), sum("iva"), sum("total") from "orders" ' +
        `where ${where} group by "orders"."business_on" order by "orders"."business_on" asc`,
      params,
    })
    expect(await asStaff(tenant, (tx) => topItems(tx, { branchId, ...days }).toSQL())).toEqual({
      sql:
        'select "order_items"."menu_item_id", (array_agg("order_items"."name" order by "order_items"."order_id" desc))[1], ' +
        'sum("order_items"."quantity")::integer, count(distinct "order_items"."order_id"), sum("order_items"."total") ' +
        'from "orders" inner join "order_items" on ("order_items"."tenant_id" = "orders"."tenant_id" and ' +
        '"order_items"."order_id" = "orders"."id" and "order_items"."tenant_id" = $1) ' +
        `where ${where.replace(/\$(\d)/g, (_, n) => `$${Number(n) + 1}`)} group by "order_items"."menu_item_id" ` +
        'order by sum("order_items"."quantity")::integer desc, "order_items"."menu_item_id" asc limit $8',
      params: [tenantId, ...params, 10],
    })
  })
})

describe('an actor', () => {
  test('may be written in capitals: it is the same actor, with the same keys and cursors', async ({ db, tenant }) => {
    const loud = customer(tenant.tenantId.toUpperCase(), tenant.customerId.toUpperCase())
    const { id: quoteId } = await aQuote(tenant)
    const input = { quoteId, idempotencyKey: newId() }
    const order = await db.as(loud, (tx) => placeOrder(tx, input))
    expect(await asCustomer(tenant, (tx) => placeOrder(tx, input))).toEqual(order)
    const after = await db.as(loud, (tx) => orderCursor(tx, order))
    expect(await asCustomer(tenant, (tx) => listOrders(tx, { after }))).toEqual([])
  })
})
