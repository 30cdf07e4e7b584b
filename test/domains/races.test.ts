import { eq } from 'drizzle-orm'
import { expect } from 'vitest'
import {
  customers,
  isDbError,
  listHours,
  acceptOrder,
  rejectOrder,
  newId,
  openingHours,
  orderEvents,
  orders,
  placeOrder,
  type QuoteOrder,
  setOpeningHours,
  type TenantTx,
  type WeekWindow,
} from '../../src/index.ts'
import { money } from '../../src/money.ts'
import { aCoupon, anOrder, aQuote, asStaff, type TestTenant } from '../../src/testing.ts'
import { test } from '../database.ts'
import { second } from './interleave.ts'
import { stepTo } from './order-steps.ts'
import { describeOnServer } from './only-on-server.ts'

const outcome = (work: Promise<unknown>) =>
  work.then(
    () => 'done',
    (error: unknown) => (isDbError(error) ? error.code : String(error)),
  )

/** A quote of the tenant's customer, and a new key to place it with. */
const anInput = async (tenant: TestTenant, changes?: Partial<QuoteOrder>) => ({
  quoteId: (await aQuote(tenant, changes)).id,
  idempotencyKey: newId(),
})

describeOnServer('two racing steps', () => {
  const pairs = [
    ['accepted', 'accepted'],
    ['accepted', 'rejected'],
    ['cancelled', 'accepted'],
  ] as const
  test.for(pairs)('%s wins over %s, which is STALE', async ([one, other], { db, tenant }) => {
    const { id: orderId } = await anOrder(tenant)
    const race = await second(db, { actor: tenant.staff, work: (tx) => stepTo[one](tx, { orderId }) }, () =>
      db.as(tenant.service, (tx) => stepTo[other](tx, { orderId })),
    )
    await expect(race.second).rejects.toMatchObject({ code: 'STALE', details: { constraint: 'order_events_pkey' } })
    const events = await asStaff(tenant, (tx) =>
      tx.select({ to: orderEvents.toStatus }).from(orderEvents).orderBy(orderEvents.seq),
    )
    expect(events).toEqual([{ to: 'placed' }, { to: one }])
  })

  test('leave the second its turn when the first thinks better of it', async ({ db, tenant }) => {
    const { id: orderId } = await anOrder(tenant)
    const race = await second(
      db,
      { actor: tenant.staff, work: (tx) => rejectOrder(tx, { orderId }), end: 'rollback' },
      () => db.as(tenant.service, (tx) => acceptOrder(tx, { orderId })),
    )
    expect(await race.second).toMatchObject({ status: 'accepted', version: 2 })
  })

  test('in a storm of ten, one is done and nine are STALE or ILLEGAL_TRANSITION', async ({ db, tenant }) => {
    const { id: orderId } = await anOrder(tenant)
    const outcomes = await Promise.all(
      Array.from({ length: 10 }, (_, i) =>
        outcome(db.as(tenant.staff, (tx) => stepTo[i % 2 ? 'accepted' : 'rejected'](tx, { orderId }))),
      ),
    )
    expect(outcomes.filter((code) => code === 'done')).toEqual(['done'])
    expect(outcomes.filter((code) => !['done', 'STALE', 'ILLEGAL_TRANSITION'].includes(code))).toEqual([])
    expect(await asStaff(tenant, (tx) => tx.$count(orderEvents))).toBe(2)
  })
})

describeOnServer('ten racing redemptions', () => {
  test('of a coupon that can be redeemed once: one is done, nine find it exhausted', async ({ db, tenant }) => {
    await aCoupon(tenant)
    const inputs = []
    for (let i = 0; i < 10; i += 1) inputs.push(await anInput(tenant, { couponCodes: ['VEINTE'] }))
    const outcomes = await Promise.all(
      inputs.map((input) => outcome(db.as(tenant.customer, (tx) => placeOrder(tx, input)))),
    )
    expect(outcomes.toSorted()).toEqual([...Array.from({ length: 9 }, () => 'COUPON_EXHAUSTED'), 'done'])
    const placed = await asStaff(tenant, (tx) => tx.select({ total: orders.total, folio: orders.folio }).from(orders))
    expect(placed).toEqual([{ total: money('42'), folio: 1 }])
  })

  test('give the last one back when its order fails', async ({ db, tenant }) => {
    await aCoupon(tenant)
    const couponCodes = ['VEINTE']
    const [one, other] = [await anInput(tenant, { couponCodes }), await anInput(tenant, { couponCodes })]
    const race = await second(db, { actor: tenant.customer, work: (tx) => placeOrder(tx, one), end: 'rollback' }, () =>
      db.as(tenant.customer, (tx) => placeOrder(tx, other)),
    )
    expect((await race.second).discount).toEqual(money('20'))
  })
})

describeOnServer('racing orders', () => {
  test('with the same key are one order, and the second waits for the first', async ({ db, tenant }) => {
    const input = await anInput(tenant)
    const race = await second(db, { actor: tenant.customer, work: (tx) => placeOrder(tx, input) }, () =>
      db.as(tenant.customer, (tx) => placeOrder(tx, input)),
    )
    expect(await race.second).toEqual(race.first)
    expect(await asStaff(tenant, (tx) => tx.$count(orders))).toBe(1)
  })

  test('with the same key: the second places it when the first did not', async ({ db, tenant }) => {
    const input = await anInput(tenant)
    const race = await second(
      db,
      { actor: tenant.customer, work: (tx) => placeOrder(tx, input), end: 'rollback' },
      () => db.as(tenant.customer, (tx) => placeOrder(tx, input)),
    )
    expect(await race.second).toMatchObject({ folio: 1, status: 'placed' })
    expect(await asStaff(tenant, (tx) => tx.$count(orders))).toBe(1)
  })

  test('in a storm of ten with one key are one order', async ({ db, tenant }) => {
    const input = await anInput(tenant)
    const placed = await Promise.all(
      Array.from({ length: 10 }, () => db.as(tenant.customer, (tx) => placeOrder(tx, input))),
    )
    expect(new Set(placed.map(({ id, folio }) => `${id} ${folio}`)).size).toBe(1)
    expect(await asStaff(tenant, (tx) => tx.$count(orders))).toBe(1)
  })

  test('of one quote are one order, and the second waits to be told that the quote is used', async ({ db, tenant }) => {
    const input = await anInput(tenant)
    const again = { ...input, idempotencyKey: newId() }
    const race = await second(db, { actor: tenant.customer, work: (tx) => placeOrder(tx, input) }, () =>
      db.as(tenant.customer, (tx) => placeOrder(tx, again)),
    )
    await expect(race.second).rejects.toMatchObject({ code: 'QUOTE_USED', details: { constraint: 'orders_quote_key' } })
    expect(await asStaff(tenant, (tx) => tx.$count(orders))).toBe(1)
  })

  test('get the folios 1 to 10, and those that fail among them leave no gap', async ({ db, tenant }) => {
    const inputs = []
    for (let i = 0; i < 10; i += 1) inputs.push(await anInput(tenant))
    // Five quotes are asked for twice, each time with another key.
    const all = [...inputs, ...inputs.slice(0, 5).map((input) => ({ ...input, idempotencyKey: newId() }))]
    const answers = await Promise.all(
      all.map((input) =>
        db
          .as(tenant.customer, (tx) => placeOrder(tx, input))
          .then(
            ({ folio }) => folio,
            (error: unknown) => (isDbError(error) ? error.code : String(error)),
          ),
      ),
    )
    expect(answers.filter((answer) => answer === 'QUOTE_USED')).toHaveLength(5)
    expect(answers.filter((answer) => typeof answer === 'number').toSorted((a, b) => a - b)).toEqual([
      1, 2, 3, 4, 5, 6, 7, 8, 9, 10,
    ])
  })

  test('wait for the folio before them, and take it over when it is given back', async ({ db, tenant }) => {
    const [one, other] = [await anInput(tenant), await anInput(tenant)]
    const race = await second(db, { actor: tenant.customer, work: (tx) => placeOrder(tx, one), end: 'rollback' }, () =>
      db.as(tenant.customer, (tx) => placeOrder(tx, other)),
    )
    expect((await race.second).folio).toBe(1)
  })
})

describeOnServer('the naive form', () => {
  test('loses the same race: who looks before writing sees nobody ahead', async ({ db, tenant }) => {
    const displayName = 'Una vez'
    let looking = 2
    let all = () => {}
    const bothHaveLooked = new Promise<void>((resolve) => (all = resolve))
    const onceByLooking = async (tx: TenantTx) => {
      const taken = (await tx.select().from(customers)).some((row) => row.displayName === displayName)
      looking -= 1
      if (looking === 0) all()
      await bothHaveLooked
      if (!taken) await tx.insert(customers).values({ displayName })
    }
    await Promise.all([db.as(tenant.service, onceByLooking), db.as(tenant.service, onceByLooking)])
    const rows = await asStaff(tenant, (tx) => tx.select({ displayName: customers.displayName }).from(customers))
    expect(rows.filter((row) => row.displayName === displayName)).toHaveLength(2)
  })
})

describeOnServer('of two who set the hours of a branch at once', () => {
  const day = (opens: string, closes: string): WeekWindow[] => [{ weekday: 1, opens, closes }]
  const [early, late] = [day('06:00', '12:00'), day('18:00', '23:00')]

  test('the later replaces the earlier whole', async ({ db, tenant }) => {
    const { branchId, staff } = tenant
    const set = (windows: WeekWindow[]) => (tx: TenantTx) =>
      setOpeningHours(tx, { branchId, service: 'pickup', windows })
    await asStaff(tenant, set(day('13:00', '14:00')))
    const behind = await second(db, { actor: staff, work: set(early) }, () => asStaff(tenant, set(late)))
    await behind.second
    const { services } = await asStaff(tenant, (tx) => listHours(tx, { branchId }))
    expect(services[1]?.windows).toEqual(late)
  })

  test('without the lock, the windows of both would stay', async ({ db, tenant }) => {
    const { branchId, staff } = tenant
    const naive = (startsMinute: number) => async (tx: TenantTx) => {
      await tx.delete(openingHours).where(eq(openingHours.branchId, branchId))
      await tx.insert(openingHours).values({ branchId, service: 'pickup', startsMinute, lengthMinutes: 60 })
    }
    await asStaff(tenant, naive(780))
    const behind = await second(db, { actor: staff, work: naive(360) }, () => asStaff(tenant, naive(1080)))
    await behind.second
    expect(await asStaff(tenant, (tx) => tx.$count(openingHours))).toBe(2)
  })
})
