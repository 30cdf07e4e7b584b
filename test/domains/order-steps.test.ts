import { eq } from 'drizzle-orm'
import { describe, expect } from 'vitest'
import {
  acceptOrder,
  type ActorKind,
  assignCourier,
  cancelOrder,
  coupons,
  failDelivery,
  getOrder,
  kitchenSlots,
  newId,
  type NextStatus,
  type Order,
  orderCompletions,
  orderEvents,
  orders,
  orderStatuses,
  type OrderStatus,
  orderTransitions,
  outbox,
  promotionCustomers,
  promotions,
  type TenantTx,
  rejectOverdueOrder,
  type TakeStep,
  transitions,
} from '../../src/index.ts'
import { actorId, actorKinds } from '../../src/kernel/actor.ts'
import { money } from '../../src/money.ts'
import {
  aCoupon,
  aDeliveredOrder,
  anOrder,
  asCourier,
  asCustomer,
  asService,
  asStaff,
  newTenant,
  type TestDb,
  type TestTenant,
} from '../../src/testing.ts'
import { test } from '../database.ts'
import { asOwner, asSuperuser } from './as-owner.ts'
import { aSlot, stocked, stockOf } from './kitchen.ts'
import { stepTo } from './order-steps.ts'
import { expectRefusal } from './refusals.ts'

/** A status, and for an order on the way whether its delivery has failed. */
type Stage = OrderStatus | 'failed'

const kitchen = ['accepted', 'preparing', 'ready'] as const

const waysTo: Record<'pickup' | 'delivery', Partial<Record<Stage, readonly NextStatus[]>>> = {
  pickup: {
    placed: [],
    accepted: ['accepted'],
    preparing: ['accepted', 'preparing'],
    ready: kitchen,
    delivered: [...kitchen, 'delivered'],
    rejected: ['rejected'],
    cancelled: ['cancelled'],
  },
  delivery: {
    placed: [],
    accepted: ['accepted'],
    preparing: ['accepted', 'preparing'],
    ready: kitchen,
    on_the_way: [...kitchen, 'on_the_way'],
    failed: [...kitchen, 'on_the_way'],
    delivered: [...kitchen, 'on_the_way', 'delivered'],
    rejected: ['rejected'],
    cancelled: ['cancelled'],
  },
}

type Service = keyof typeof waysTo

const wayTo = (service: Service, stage: Stage): readonly NextStatus[] => waysTo[service][stage] ?? []

const statusAt = (stage: Stage): OrderStatus => (stage === 'failed' ? 'on_the_way' : stage)

/** What is brought has the tenant's courier from the start. */
async function anOrderThatIs(tenant: TestTenant, service: Service, stage: Stage): Promise<string> {
  const { id: orderId } = await anOrder(tenant, { service })
  if (service === 'delivery') {
    await asStaff(tenant, (tx) => assignCourier(tx, { orderId, courierId: tenant.courierId }))
  }
  for (const to of wayTo(service, stage)) await asStaff(tenant, (tx) => stepTo[to](tx, { orderId }))
  if (stage === 'failed') await asStaff(tenant, (tx) => failDelivery(tx, { orderId, reason: 'Nadie abrió' }))
  return orderId
}

/** The lifecycle, as the delivery narrows it. */
function may(kind: ActorKind, service: Service, stage: Stage, to: OrderStatus): boolean {
  const from = statusAt(stage)
  if (service === 'pickup' && to === 'on_the_way') return false
  if (service === 'delivery' && from === 'ready' && to === 'delivered') return false
  if (stage === 'on_the_way' && to === 'cancelled') return false
  // What the courier does has ended.
  if (stage === 'failed' && kind === 'courier') return false
  return transitions.some((step) => step.from === from && step.to === to && step.by.some((by) => by === kind))
}

/** A courier sees what they bring, until it is called off; the others see every status of their own order. */
const sees = (kind: ActorKind, service: Service, stage: Stage): boolean =>
  kind !== 'courier' || (service === 'delivery' && stage !== 'rejected' && stage !== 'cancelled')

const pairs = actorKinds.flatMap((kind) =>
  (['pickup', 'delivery'] as const).flatMap((service) =>
    ([...orderStatuses, 'failed'] as const)
      .filter((from) => waysTo[service][from] !== undefined)
      .map((from) => ({ kind, service, from })),
  ),
)

const next = orderStatuses.filter((status) => status !== 'placed')

describe('a step of an order', () => {
  test.for(pairs)(
    'lets the $kind move an order for $service that is $from where the lifecycle says, and nowhere else',
    async ({ kind, service, from }, { db, tenant }) => {
      const actor = tenant[kind]
      const move = (orderId: string, to: NextStatus) => db.as(actor, (tx) => stepTo[to](tx, { orderId }))
      const staying = await anOrderThatIs(tenant, service, from)
      const before = await asStaff(tenant, (tx) => getOrder(tx, { orderId: staying }))
      expect(before.status).toBe(statusAt(from))
      for (const to of next) {
        if (may(kind, service, from, to)) {
          const orderId = await anOrderThatIs(tenant, service, from)
          const version = wayTo(service, from).length + 2
          expect(await move(orderId, to), `${from} to ${to}`).toMatchObject({ id: orderId, status: to, version })
          const events = await asStaff(tenant, (tx) => eventsOf(tx, orderId))
          expect(events.at(-1)).toMatchObject({
            fromStatus: statusAt(from),
            toStatus: to,
            actorKind: kind,
            actorId: actorId(actor),
          })
        } else {
          const code = sees(kind, service, from) ? 'ILLEGAL_TRANSITION' : 'NOT_FOUND'
          await expect(move(staying, to), `${from} to ${to}`).rejects.toMatchObject({ code })
        }
      }
      expect(await asStaff(tenant, (tx) => getOrder(tx, { orderId: staying }))).toEqual(before)
    },
  )

  test('hands over nothing that nobody brings', async ({ db, tenant }) => {
    const { id: orderId } = await anOrder(tenant, { service: 'delivery' })
    for (const to of kitchen) await asStaff(tenant, (tx) => stepTo[to](tx, { orderId }))
    const work = () => asStaff(tenant, (tx) => stepTo.on_the_way(tx, { orderId }))
    await expectRefusal(db, tenant.tenantId, work, 'COURIER_MISSING', { constraint: 'deliveries_have_courier' })
  })

  test('leaves a chain of events without gaps, each by whom it was', async ({ tenant }) => {
    const orderId = await anOrderThatIs(tenant, 'delivery', 'placed')
    const steps = [
      [asStaff, 'accepted'],
      [asService, 'preparing'],
      [asStaff, 'ready'],
      [asCourier, 'on_the_way'],
      [asCourier, 'delivered'],
    ] as const
    const moved: Order[] = []
    for (const [as, to] of steps) moved.push(await as(tenant, (tx) => stepTo[to](tx, { orderId, reason: `a ${to}` })))
    expect(moved.map(({ status, version }) => [status, version])).toEqual(steps.map(([, to], i) => [to, i + 2]))
    const { tenantId, customerId } = tenant
    const all = [tenant.customer, tenant.staff, tenant.service, tenant.staff, tenant.courier, tenant.courier]
    expect(await asCustomer(tenant, (tx) => eventsOf(tx, orderId))).toEqual(
      all.map((actor, i) => ({
        tenantId,
        orderId,
        seq: i + 1,
        customerId,
        fromStatus: i === 0 ? null : (steps[i - 2]?.[1] ?? 'placed'),
        toStatus: steps[i - 1]?.[1] ?? 'placed',
        previousSeq: i === 0 ? null : i,
        actorKind: actor.kind,
        actorId: actorId(actor),
        reason: i === 0 ? '' : `a ${steps[i - 1]?.[1]}`,
        at: expect.any(Date),
      })),
    )
  })

  test('tells the outbox of each step, ids and statuses only', async ({ tenant }) => {
    const { id: orderId } = await anOrder(tenant)
    await asCustomer(tenant, (tx) => cancelOrder(tx, { orderId, reason: 'me equivoqué' }))
    const told = await asService(tenant, (tx) => tx.select().from(outbox).orderBy(outbox.seq))
    expect(told).toEqual(
      (['placed', 'cancelled'] as const).map((status, i) => ({
        tenantId: tenant.tenantId,
        id: expect.any(String),
        topic: `order.${status}`,
        aggregateId: orderId,
        seq: i + 1,
        payload: { orderId, seq: i + 1, status },
        tx: expect.stringMatching(/^\d+$/),
        createdAt: expect.any(Date),
      })),
    )
    expect(BigInt(told[0]?.tx ?? '') < BigInt(told[1]?.tx ?? '')).toBe(true)
  })

  test('completes an order with its delivery, and only with it', async ({ tenant }) => {
    const { tenantId, customerId, branchId } = tenant
    await anOrderThatIs(tenant, 'delivery', 'on_the_way')
    const { id: orderId } = await aDeliveredOrder(tenant)
    expect(await asStaff(tenant, (tx) => tx.select().from(orderCompletions))).toEqual([
      { tenantId, orderId, customerId, branchId, seq: 5, toStatus: 'delivered', deliveredAt: expect.any(Date) },
    ])
  })

  test('goes by the table that lifecycle.ts fills', async ({ tenant }) => {
    const stored = await asCustomer(tenant, (tx) => tx.select().from(orderTransitions))
    const expected = transitions.flatMap(({ from, to, by }) =>
      by.map((kind) => ({ fromStatus: from, toStatus: to, actorKind: kind })),
    )
    const sorted = (rows: readonly object[]) => rows.map((row) => JSON.stringify(row)).sort()
    expect(sorted(stored)).toEqual(sorted(expected))
  })

  test("does not find another tenant's order, nor one that is none", async ({ db, tenant }) => {
    const { id } = await anOrder(await newTenant(db))
    for (const orderId of [id, newId()]) {
      for (const to of next) {
        const work = () => asStaff(tenant, (tx) => stepTo[to](tx, { orderId }))
        await expectRefusal(db, tenant.tenantId, work, 'NOT_FOUND', { table: 'orders' })
      }
    }
  })

  test('gives the order as it stands then, in every column, on its whole way', async ({ tenant }) => {
    const { id: orderId } = await anOrder(tenant)
    for (const to of [...kitchen, 'delivered'] as const) {
      const given = await asStaff(tenant, (tx) => stepTo[to](tx, { orderId }))
      const [stored] = await asStaff(tenant, (tx) => tx.select().from(orders).where(eq(orders.id, orderId)))
      expect(given).toEqual(stored)
      expect(given.status).toBe(to)
    }
  })

  test('is taken on the version that was seen, and is STALE on another, saying which it is now', async ({
    db,
    tenant,
  }) => {
    const { id: orderId } = await anOrder(tenant)
    await asStaff(tenant, (tx) => acceptOrder(tx, { orderId, version: 1 }))
    for (const to of next) {
      for (const version of [1, 3]) {
        const work = () => asStaff(tenant, (tx) => stepTo[to](tx, { orderId, version }))
        await expectRefusal(db, tenant.tenantId, work, 'STALE', {
          constraint: 'orders_version_expected',
          version: '2',
          status: 'accepted',
        })
      }
    }
    expect(await asStaff(tenant, (tx) => stepTo.preparing(tx, { orderId, version: 2 }))).toMatchObject({ version: 3 })
  })

  test.for<[field: string, input: TakeStep]>([
    ['orderId', { orderId: 'x' }],
    ['reason', { orderId: newId(), reason: 'x'.repeat(501) }],
    ['reason', { orderId: newId(), reason: 'a\0b' }],
    ['version', { orderId: newId(), version: 0 }],
    ['version', { orderId: newId(), version: 1.5 }],
    ['version', { orderId: newId(), version: 1_000_001 }],
  ])('refuses a wrong %s, whichever it is', async ([field, input], { tenant }) => {
    for (const to of next) {
      const work = asStaff(tenant, (tx) => stepTo[to](tx, input))
      await expect(work).rejects.toMatchObject({ code: 'INVALID', details: { field } })
    }
  })
})

const counters = (tenant: TestTenant) =>
  asStaff(tenant, async (tx) => ({
    promotions: await tx.select({ redeemed: promotions.redeemed, spent: promotions.spent }).from(promotions),
    customers: await tx.select({ used: promotionCustomers.used }).from(promotionCustomers),
    coupons: await tx.select({ redeemed: coupons.redeemed }).from(coupons),
    slots: await tx
      .select({ orders: kitchenSlots.bookedOrders, units: kitchenSlots.bookedUnits, amount: kitchenSlots.bookedAmount })
      .from(kitchenSlots),
    stock: await stockOf(tx),
  }))

/** An order that holds something of everything: a coupon with every limit, a piece of stock for each taco, a slot. */
async function anOrderThatHolds(tenant: TestTenant): Promise<string> {
  await stocked(tenant, tenant.items['TACO'] ?? '', 9)
  await aCoupon(tenant, { promotion: { maxRedemptions: 3, budget: '100', perCustomerLimit: 2 } })
  const slot = await aSlot(tenant)
  const { id } = await anOrder(tenant, { couponCodes: ['VEINTE'], slotId: slot.id })
  return id
}

const held = {
  promotions: [{ redeemed: 1, spent: money('20') }],
  customers: [{ used: 1 }],
  coupons: [{ redeemed: 1 }],
  slots: [{ orders: 1, units: 3, amount: money('62') }],
}
const givenBack = {
  promotions: [{ redeemed: 0, spent: money('0') }],
  customers: [{ used: 0 }],
  coupons: [{ redeemed: 0 }],
  slots: [{ orders: 0, units: 0, amount: money('0') }],
}

describe('what was claimed for an order', () => {
  test.for<[ending: 'rejected' | 'cancelled', from: readonly NextStatus[]]>([
    ['rejected', []],
    ['cancelled', []],
    ['cancelled', ['accepted']],
  ])('is given back when it is %s after %j, once', async ([ending, way], { db, tenant }) => {
    const orderId = await anOrderThatHolds(tenant)
    expect(await counters(tenant)).toEqual({
      ...held,
      stock: { levels: [{ onHand: '9', reserved: '2' }], claims: [{ quantity: '2', state: 'held' }] },
    })
    for (const to of [...way, ending]) await asStaff(tenant, (tx) => stepTo[to](tx, { orderId }))
    const after = await counters(tenant)
    expect(after).toEqual({
      ...givenBack,
      stock: { levels: [{ onHand: '9', reserved: '0' }], claims: [{ quantity: '2', state: 'released' }] },
    })
    for (const to of ['rejected', 'cancelled'] as const) {
      const again = () => asStaff(tenant, (tx) => stepTo[to](tx, { orderId }))
      await expectRefusal(db, tenant.tenantId, again, 'ILLEGAL_TRANSITION')
    }
  })

  test('is given back but for the stock once the kitchen has begun: that is used up', async ({ tenant }) => {
    const orderId = await anOrderThatHolds(tenant)
    const used = { levels: [{ onHand: '7', reserved: '0' }], claims: [{ quantity: '2', state: 'consumed' }] }
    for (const to of ['accepted', 'preparing'] as const) await asStaff(tenant, (tx) => stepTo[to](tx, { orderId }))
    expect(await counters(tenant)).toEqual({ ...held, stock: used })
    await asStaff(tenant, (tx) => cancelOrder(tx, { orderId }))
    expect(await counters(tenant)).toEqual({ ...givenBack, stock: used })
  })

  test('stays claimed when it is delivered', async ({ tenant }) => {
    const orderId = await anOrderThatHolds(tenant)
    for (const to of wayTo('pickup', 'delivered')) await asStaff(tenant, (tx) => stepTo[to](tx, { orderId }))
    expect(await counters(tenant)).toEqual({
      ...held,
      stock: { levels: [{ onHand: '7', reserved: '0' }], claims: [{ quantity: '2', state: 'consumed' }] },
    })
  })
})

/** Makes an order as old as it says. No step has the right to, so it goes past every trigger. */
const overdueBy = (db: TestDb, orderId: string, minutes: number) =>
  asSuperuser(
    db,
    'set local session_replication_role = replica',
    `update orders set placed_at = now() - interval '1 day', accept_by_at = now() - interval '${minutes} minutes' where id = '${orderId}'`,
  )

describe('rejectOverdueOrder', () => {
  test('rejects what was not accepted in time, the longest waiting first, and gives back its claims', async ({
    db,
    tenant,
  }) => {
    const last = await anOrderThatHolds(tenant)
    const [first, accepted, fresh] = [await anOrder(tenant), await anOrder(tenant), await anOrder(tenant)]
    await asStaff(tenant, (tx) => acceptOrder(tx, { orderId: accepted.id }))
    await overdueBy(db, last, 0)
    await overdueBy(db, first.id, 5)
    await overdueBy(db, accepted.id, 9)
    expect(await asService(tenant, (tx) => rejectOverdueOrder(tx))).toBe(first.id)
    expect(await asStaff(tenant, (tx) => rejectOverdueOrder(tx))).toBe(last)
    expect(await asStaff(tenant, (tx) => rejectOverdueOrder(tx))).toBeNull()
    const statuses = await asStaff(tenant, (tx) =>
      tx.select({ id: orders.id, status: orders.status, version: orders.version }).from(orders).orderBy(orders.id),
    )
    expect(statuses).toEqual([
      { id: last, status: 'rejected', version: 2 },
      { id: first.id, status: 'rejected', version: 2 },
      { id: accepted.id, status: 'accepted', version: 2 },
      { id: fresh.id, status: 'placed', version: 1 },
    ])
    expect(await counters(tenant)).toMatchObject(givenBack)
    const events = await asCustomer(tenant, (tx) => eventsOf(tx, last))
    expect(events.at(-1)).toMatchObject({ toStatus: 'rejected', actorKind: 'staff', reason: 'not accepted in time' })
  })

  test("leaves another tenant's orders alone", async ({ db, tenant }) => {
    const other = await newTenant(db)
    await overdueBy(db, (await anOrder(other)).id, 5)
    expect(await asService(tenant, (tx) => rejectOverdueOrder(tx))).toBeNull()
    expect(await asService(other, (tx) => tx.$count(orders, eq(orders.status, 'placed')))).toBe(1)
  })

  test('is for staff and the service', async ({ db, tenant }) => {
    await overdueBy(db, (await anOrder(tenant)).id, 5)
    for (const as of [asCustomer, asCourier]) {
      await expectRefusal(db, tenant.tenantId, () => as(tenant, (tx) => rejectOverdueOrder(tx)), 'FORBIDDEN')
    }
  })
})

describe('an event', () => {
  type Event = typeof orderEvents.$inferInsert
  const forge = (tenant: TestTenant, orderId: string, changes: Partial<Event>) => () =>
    asStaff(tenant, (tx) =>
      tx.insert(orderEvents).values({
        orderId,
        seq: 2,
        customerId: tenant.customerId,
        fromStatus: 'placed',
        toStatus: 'accepted',
        ...changes,
      }),
    )

  test('cannot be signed with another name or kind', async ({ db, tenant }) => {
    const { id } = await anOrder(tenant)
    for (const changes of [{ actorId: newId() }, { actorId: tenant.customerId }, { actorKind: 'service' }] as const) {
      await expectRefusal(db, tenant.tenantId, forge(tenant, id, changes), 'FORBIDDEN')
    }
    expect(await forge(tenant, id, {})()).toEqual([])
  })

  test.for<[what: string, code: 'STALE' | 'REFERENCED' | 'INVALID' | 'ILLEGAL_TRANSITION', changes: Partial<Event>]>([
    ['stand where another stands', 'STALE', { seq: 1, fromStatus: null, toStatus: 'placed' }],
    ['leave a gap', 'REFERENCED', { seq: 3 }],
    ['start from where the order is not', 'REFERENCED', { fromStatus: 'ready', toStatus: 'delivered' }],
    ['be the first of another status', 'INVALID', { seq: 1, fromStatus: null, toStatus: 'delivered' }],
    ['have no status before it but be the first', 'INVALID', { fromStatus: null }],
    ['stand before the first', 'INVALID', { seq: 0 }],
    ['take a step that the lifecycle does not have', 'ILLEGAL_TRANSITION', { toStatus: 'delivered' }],
    ['be of another customer', 'REFERENCED', { customerId: newId() }],
  ])('cannot %s: %s', async ([, code, changes], { db, tenant }) => {
    const { id } = await anOrder(tenant)
    await expectRefusal(db, tenant.tenantId, forge(tenant, id, changes), code)
  })
})

describe('the status of an order', () => {
  test('cannot be set by the application', async ({ db, tenant }) => {
    const { id } = await anOrder(tenant)
    for (const set of [{ status: 'delivered' }, { version: 9 }] as const) {
      for (const as of [asStaff, asService, asCustomer]) {
        const work = () => as(tenant, (tx) => tx.update(orders).set(set).where(eq(orders.id, id)))
        await expectRefusal(db, tenant.tenantId, work, 'FORBIDDEN')
      }
    }
  })

  test('cannot be set by the owner either without the event that says so', async ({ db, tenant }) => {
    const { id } = await anOrder(tenant)
    const set = (what: string) => () => asOwner(db, tenant.service, `update orders set ${what} where id = '${id}'`)
    for (const what of ['version = 2', `status = 'accepted', version = 2`]) {
      const refused = { constraint: 'orders_status_from_event' }
      await expectRefusal(db, tenant.tenantId, set(what), 'REFERENCED', refused)
    }
    for (const what of [`status = 'delivered'`, `status = 'accepted', version = 3`]) {
      await expectRefusal(db, tenant.tenantId, set(what), 'FORBIDDEN', { table: 'orders' })
    }
  })
})

function eventsOf(tx: TenantTx, orderId: string) {
  return tx.select().from(orderEvents).where(eq(orderEvents.orderId, orderId)).orderBy(orderEvents.seq)
}
