import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest'
import {
  capturePayment,
  getOrder,
  hideReview,
  isOpenAt,
  listHours,
  listMenu,
  listOrders,
  acceptOrder,
  newId,
  nextOpening,
  openDb,
  paymentOf,
  placeOrder,
  ratingsOf,
  recordAuthorization,
  recordCapture,
  replyToReview,
  reviewOrder,
  quoteOrder,
  searchMenu,
  setOpeningHours,
  setSpecialDay,
  startPayment,
  type Db,
} from '../../src/index.ts'
import {
  aDeliveredOrder,
  anOrder,
  aQuote,
  newTenant,
  openTestDb,
  type TestDb,
  type TestTenant,
} from '../../src/testing.ts'
import { startProxy, type Proxy } from '../lanes/proxy.ts'
import { serverDrivers } from '../../src/client/drivers/server-drivers.ts'

// A network of 5 ms each way: what is flushed together arrives together, and a turn is a round trip.
const DELAY_MS = 5

describe.each(serverDrivers)('round trips, with the driver %s,', (driver) => {
  let direct: TestDb
  let proxy: Proxy
  let db: Db
  let tenant: TestTenant

  beforeAll(async () => {
    direct = await openTestDb({ serverUrl: inject('serverUrl') })
    if (!direct.server) throw new Error('this test needs a server')
    proxy = await startProxy(direct.server.url)
    db = await openDb({ url: proxy.url, contextKey: direct.server.contextKey, connections: 1, driver })
    tenant = await newTenant(direct)
    proxy.delayMs = DELAY_MS
  })

  afterAll(async () => {
    await db.close()
    await proxy.close()
    await direct.close()
  })

  /** The second time: the first use of a statement on a connection also describes it. */
  async function roundTrips(work: () => Promise<unknown>): Promise<number> {
    await work()
    proxy.reset()
    await work()
    return proxy.roundTrips()
  }

  test('a single read handed back un-awaited costs 1, its commit included', async () => {
    expect(await roundTrips(() => db.as(tenant.customer, (tx) => listOrders(tx)))).toBe(1)
    expect(await roundTrips(() => db.as(tenant.customer, (tx) => listMenu(tx, { branchId: tenant.branchId })))).toBe(1)
    expect(await roundTrips(() => db.as(tenant.customer, (tx) => searchMenu(tx, { text: 'taco' })))).toBe(1)
  })

  test('a review of branch and dish, counted, costs 1, as do hiding it and the answer', async () => {
    const waiting = [await aDeliveredOrder(tenant), await aDeliveredOrder(tenant)].map(({ id }) => id)
    const ids: string[] = []
    const write = async () => {
      const input = { orderId: waiting.pop() ?? '', stars: 5, dishes: [{ lineNo: 1, stars: 4 }] }
      const [review] = await db.as(tenant.customer, (tx) => reviewOrder(tx, input))
      ids.push(review?.id ?? '')
    }
    expect(await roundTrips(write)).toBe(1)
    const [reviewId = ''] = ids
    expect(await roundTrips(() => db.as(tenant.staff, (tx) => replyToReview(tx, { reviewId, body: 'x' })))).toBe(1)
    expect(await roundTrips(() => db.as(tenant.staff, (tx) => hideReview(tx, { reviewId, reason: 'x' })))).toBe(1)
    const { branchId } = tenant
    expect(await roundTrips(() => db.as(tenant.customer, (tx) => ratingsOf(tx, { branchId })))).toBe(1)
  })

  test('a nested read of four statements costs 1', async () => {
    const { id: orderId } = await anOrder(tenant)
    expect(await roundTrips(() => db.as(tenant.customer, (tx) => getOrder(tx, { orderId })))).toBe(1)
  })

  test('hours cost 1 to ask for, to list and to set', async () => {
    // Of a tenant of its own: the others order at any hour, and on any day.
    const { branchId, customer, staff } = await newTenant(direct)
    const service = 'pickup' as const
    const windows = [{ weekday: 1 as const, opens: '08:00', closes: '20:00' }]
    expect(await roundTrips(() => db.as(customer, (tx) => isOpenAt(tx, { branchId, service })))).toBe(1)
    expect(await roundTrips(() => db.as(customer, (tx) => nextOpening(tx, { branchId, service })))).toBe(1)
    expect(await roundTrips(() => db.as(customer, (tx) => listHours(tx, { branchId })))).toBe(1)
    const set = () => db.as(staff, (tx) => setOpeningHours(tx, { branchId, service, windows }))
    expect(await roundTrips(set)).toBe(1)
    const day = { branchId, on: '2026-12-25', windows: [] }
    expect(await roundTrips(() => db.as(staff, (tx) => setSpecialDay(tx, day)))).toBe(1)
  })

  test('a verb whose statements are known up front costs 1', async () => {
    const [first, second] = [await anOrder(tenant), await anOrder(tenant)]
    const steps = [first, second].values()
    const step = () => db.as(tenant.staff, (tx) => acceptOrder(tx, { orderId: steps.next().value?.id ?? '' }))
    expect(await roundTrips(step)).toBe(1)
  })

  test('a payment costs 1 a step: to start, to ask for its capture, and to hear of it', async () => {
    const ready = [await anOrder(tenant), await anOrder(tenant)].map(({ id }) => id)
    const orders = ready.values()
    const ids: string[] = []
    const start = async () => {
      const card = { orderId: orders.next().value ?? '', method: 'card', provider: 'acme' } as const
      const { id } = await db.as(tenant.customer, (tx) => startPayment(tx, { ...card, idempotencyKey: newId() }))
      ids.push(id)
    }
    expect(await roundTrips(start)).toBe(1)
    const each = (work: (paymentId: string) => Promise<unknown>) => {
      const left = ids.values()
      return () => work(left.next().value ?? '')
    }
    const authorize = (paymentId: string) =>
      db.as(tenant.service, (tx) => recordAuthorization(tx, { paymentId, provider: 'acme' }))
    const ask = (paymentId: string) => db.as(tenant.service, (tx) => capturePayment(tx, { paymentId }))
    const hear = (paymentId: string) =>
      db.as(tenant.service, (tx) => recordCapture(tx, { paymentId, provider: 'acme', amount: '62.00' }))
    expect(await roundTrips(each(authorize))).toBe(1)
    expect(await roundTrips(each(ask))).toBe(1)
    expect(await roundTrips(each(hear))).toBe(1)
    const { payment } = await direct.as(tenant.customer, (tx) => paymentOf(tx, { orderId: ready[1] ?? '' }))
    expect(payment?.status).toBe('captured')
  })

  test('a read awaited in a read-only scope costs 1: its rows do not wait for the commit', async () => {
    const work = db.as(
      tenant.customer,
      async (tx) => {
        const rows = await listOrders(tx)
        // From here on no answer arrives: whoever waited for the commit's would wait until the deadline.
        proxy.blackhole('answers')
        return rows.length
      },
      { readOnly: true },
    )
    await expect(work).resolves.toBeTypeOf('number')
    proxy.blackhole(false)
  })

  test('statements of one tick leave together: three awaited reads and the commit cost 2', async () => {
    const work = () =>
      db.as(tenant.customer, async (tx) => {
        await Promise.all([listOrders(tx), listOrders(tx, { limit: 1 }), listOrders(tx, { limit: 2 })])
      })
    expect(await roundTrips(work)).toBe(2)
  })

  test('a quote costs 2: the menu with the promotions, then the quote; its commit is a third', async () => {
    const lines = [{ menuItemId: tenant.items['TACO'] ?? '', quantity: 1 }]
    const quote = () =>
      db.as(tenant.customer, (tx) => quoteOrder(tx, { branchId: tenant.branchId, service: 'pickup', lines }))
    expect(await roundTrips(quote)).toBe(3)
  })

  test('placing an order costs 1, the promotions, stock and slot that it claims included', async () => {
    const quotes = [await aQuote(tenant), await aQuote(tenant)].values()
    const place = () =>
      db.as(tenant.customer, (tx) =>
        placeOrder(tx, { quoteId: quotes.next().value?.id ?? '', idempotencyKey: newId() }),
      )
    expect(await roundTrips(place)).toBe(1)
  })

  test('a failing statement costs 1, and leaves the connection clean', async () => {
    const fail = () => db.as(tenant.staff, (tx) => acceptOrder(tx, { orderId: newId() })).catch(() => null)
    expect(await roundTrips(fail)).toBe(1)
    expect(await roundTrips(() => db.as(tenant.customer, (tx) => listOrders(tx, { limit: 3 })))).toBe(1)
  })
})
