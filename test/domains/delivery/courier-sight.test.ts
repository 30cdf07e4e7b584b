import { describe, expect } from 'vitest'
import {
  cancelOrder,
  type DeliveryStatus,
  deliveries,
  deliveryCursor,
  deliveryEvents,
  failDelivery,
  getOrder,
  listDeliveries,
  listOrders,
  newId,
  orderCursor,
  orderEvents,
  orderItemModifiers,
  orderItems,
  orders,
  takeDelivery,
} from '../../../src/index.ts'
import {
  aDeliveredOrder,
  anOrder,
  asCourier,
  asCustomer,
  asStaff,
  newTenant,
  type TestTenant,
} from '../../../src/testing.ts'
import { test } from '../../database.ts'
import { choiceOf } from '../choice-of.ts'
import { anotherCourier, toDeliver } from './to-deliver.ts'

/** Of which orders a courier sees a row, table by table, without asking for any in particular. */
async function sightOf(tenant: TestTenant, as = asCourier): Promise<Record<string, string[]>> {
  return as(tenant, async (tx) => {
    const seen = {
      orders: await tx.select({ id: orders.id }).from(orders),
      orderItems: await tx.select({ id: orderItems.orderId }).from(orderItems),
      orderItemModifiers: await tx.select({ id: orderItemModifiers.orderId }).from(orderItemModifiers),
      orderEvents: await tx.select({ id: orderEvents.orderId }).from(orderEvents),
      deliveries: await tx.select({ id: deliveries.orderId }).from(deliveries),
      deliveryEvents: await tx.select({ id: deliveryEvents.orderId }).from(deliveryEvents),
    }
    return Object.fromEntries(
      Object.entries(seen).map(([table, rows]) => [table, [...new Set(rows.map(({ id }) => id))].sort()]),
    )
  })
}

describe('a courier', () => {
  test('sees the orders that are theirs, of what waits the delivery alone, and nothing else', async ({ tenant }) => {
    const menuItemId = tenant.items['TACO'] ?? ''
    const choices = [await choiceOf(tenant, 'TACO', 'Verde')]
    const lines = [{ menuItemId, quantity: 1, choices }]
    await aDeliveredOrder(tenant, { lines })
    await anOrder(tenant, { service: 'delivery', lines })
    await toDeliver(tenant, 'ready', 'pickup')
    const other = await anotherCourier(tenant)
    const theirs = await toDeliver(tenant, 'ready')
    await tenant.db.as(other.actor, (tx) => takeDelivery(tx, { orderId: theirs }))
    const { id: mine } = await aDeliveredOrder(tenant, { service: 'delivery', lines })
    const going = await toDeliver(tenant, 'on_the_way')
    const waits = await toDeliver(tenant, 'ready')
    const both = [mine, going].sort()
    expect(await sightOf(tenant)).toEqual({
      orders: both,
      orderItems: both,
      orderItemModifiers: [mine],
      orderEvents: both,
      deliveries: [mine, going, waits].sort(),
      deliveryEvents: both,
    })
    const everything = await sightOf(tenant, asStaff)
    expect(everything['orders']).toHaveLength(7)
    expect(everything['deliveries']).toHaveLength(5)
  })

  test('sees no more of an order that was called off', async ({ tenant }) => {
    const orderId = await toDeliver(tenant, 'assigned')
    expect((await sightOf(tenant))['orderItems']).toEqual([orderId])
    await asStaff(tenant, (tx) => cancelOrder(tx, { orderId }))
    const { deliveryEvents: own, ...rest } = await sightOf(tenant)
    expect(Object.values(rest).flat()).toEqual([])
    expect(own).toEqual([orderId])
  })

  test('sees nothing of another tenant, whatever it is called there', async ({ db, tenant }) => {
    const other = await newTenant(db)
    const orderId = await toDeliver(other, 'on_the_way')
    const same = { ...tenant.courier, membershipId: other.courierId } as typeof tenant.courier
    await expect(db.as(same, (tx) => getOrder(tx, { orderId }))).rejects.toMatchObject({ code: 'NOT_FOUND' })
    expect(await db.as(same, (tx) => listDeliveries(tx, { statuses: ['picked_up'] }))).toEqual([])
  })

  test('lists the orders that are theirs, page by page', async ({ tenant }) => {
    await toDeliver(tenant, 'ready')
    const mine = [await toDeliver(tenant, 'assigned'), await toDeliver(tenant, 'on_the_way')].sort().toReversed()
    await toDeliver(tenant, 'placed')
    const ids = (rows: readonly { id: string }[]) => rows.map(({ id }) => id)
    expect(ids(await asCourier(tenant, (tx) => listOrders(tx)))).toEqual(mine)
    expect(ids(await asCourier(tenant, (tx) => listOrders(tx, { statuses: ['on_the_way'] })))).toHaveLength(1)
    const [first] = await asCourier(tenant, (tx) => listOrders(tx, { limit: 1 }))
    const rest = await asCourier(tenant, (tx) =>
      listOrders(tx, { limit: 1, after: orderCursor(tx, first ?? { id: newId() }) }),
    )
    expect(ids([first!, ...rest])).toEqual(mine)
  })
})

describe('listDeliveries', () => {
  const of = (rows: readonly { orderId: string }[]) => rows.map(({ orderId }) => orderId)

  test('gives a courier their own open ones, and what waits when asked', async ({ tenant }) => {
    const waits = await toDeliver(tenant, 'ready')
    await toDeliver(tenant, 'placed')
    const mine = [await toDeliver(tenant, 'assigned'), await toDeliver(tenant, 'on_the_way')]
    const { id: done } = await aDeliveredOrder(tenant, { service: 'delivery' })
    expect(of(await asCourier(tenant, (tx) => listDeliveries(tx)))).toEqual(mine)
    expect(of(await asCourier(tenant, (tx) => listDeliveries(tx, { statuses: ['waiting'] })))).toEqual([waits])
    expect(of(await asCourier(tenant, (tx) => listDeliveries(tx, { statuses: ['delivered'] })))).toEqual([done])
  })

  test('gives staff what a branch has open, the longest waiting first, page by page', async ({ tenant }) => {
    const { branchId, courierId } = tenant
    const open = [
      await toDeliver(tenant, 'placed'),
      await toDeliver(tenant, 'ready'),
      await toDeliver(tenant, 'on_the_way'),
    ]
    const failed = open[2] ?? ''
    await asStaff(tenant, (tx) => failDelivery(tx, { orderId: failed, reason: 'x' }))
    await aDeliveredOrder(tenant, { service: 'delivery' })
    expect(of(await asStaff(tenant, (tx) => listDeliveries(tx, { branchId })))).toEqual(open)
    expect(of(await asStaff(tenant, (tx) => listDeliveries(tx, { courierId })))).toEqual([failed])
    expect(await asStaff(tenant, (tx) => listDeliveries(tx, { branchId: newId() }))).toEqual([])
    const page = await asStaff(tenant, (tx) => listDeliveries(tx, { limit: 2 }))
    const rest = await asStaff(tenant, (tx) =>
      listDeliveries(tx, { limit: 2, after: deliveryCursor(tx, page[1] ?? { orderId: '' }) }),
    )
    expect(of([...page, ...rest])).toEqual(open)
  })

  test('gives a customer their own', async ({ db, tenant }) => {
    const orderId = await toDeliver(tenant, 'ready')
    await toDeliver(await newTenant(db), 'ready')
    expect(of(await asCustomer(tenant, (tx) => listDeliveries(tx)))).toEqual([orderId])
  })

  test('asks for what is open in the words of its index', async ({ tenant }) => {
    const { branchId, tenantId } = tenant
    await asStaff(tenant, async (tx) => {
      const { sql: text, params } = listDeliveries(tx, { branchId }).toSQL()
      expect(text).toContain(
        `where ("deliveries"."tenant_id" = $1 and "deliveries"."branch_id" = $2 and status in ('waiting', 'assigned', 'picked_up', 'failed')) order by "deliveries"."order_id" asc limit $3`,
      )
      expect(params).toEqual([tenantId, branchId, 20])
    })
  })

  test.for<[field: string, input: Parameters<typeof listDeliveries>[1]]>([
    ['branchId', { branchId: 'x' }],
    ['courierId', { courierId: 'x' }],
    ['statuses', { statuses: [] }],
    ['statuses', { statuses: ['eaten' as DeliveryStatus] }],
    ['limit', { limit: 101 }],
  ])('refuses a wrong %s', async ([field, input], { tenant }) => {
    const work = asStaff(tenant, (tx) => listDeliveries(tx, input))
    await expect(work).rejects.toMatchObject({ code: 'INVALID', details: { field } })
  })

  test('refuses the cursor of another list', async ({ tenant }) => {
    const work = asStaff(tenant, (tx) => listDeliveries(tx, { after: orderCursor(tx, { id: newId() }) }))
    await expect(work).rejects.toMatchObject({ code: 'CURSOR_INVALID' })
  })
})
