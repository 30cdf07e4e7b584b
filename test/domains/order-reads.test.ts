import { describe, expect } from 'vitest'
import {
  customer,
  customers,
  getOrder,
  listOrders,
  type ListOrders,
  acceptOrder,
  newId,
  orderCursor,
  placeOrder,
  reviewCursor,
} from '../../src/index.ts'
import { money } from '../../src/money.ts'
import { anOrder, aQuote, asCourier, asCustomer, asService, asStaff, newTenant, type TestTenant } from '../../src/testing.ts'
import { test } from '../database.ts'
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

  test('shows a courier what is ready, on the way or delivered', async ({ tenant }) => {
    const { id: orderId } = await anOrder(tenant)
    const seen = async () => (await asCourier(tenant, (tx) => listOrders(tx))).map(({ status }) => status)
    const statuses = [await seen()]
    for (const to of ['accepted', 'preparing', 'ready', 'on_the_way', 'delivered'] as const) {
      await asStaff(tenant, (tx) => stepTo[to](tx, { orderId }))
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
