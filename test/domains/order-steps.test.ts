import { eq } from 'drizzle-orm'
import { describe, expect } from 'vitest'
import {
  type ActorKind,
  getOrder,
  moveOrder,
  newId,
  type Order,
  orderCompletions,
  orderEvents,
  orders,
  orderStatuses,
  type OrderStatus,
  orderTransitions,
  outbox,
  type TenantTx,
  transitions,
} from '../../src/index.ts'
import { actorId, actorKinds } from '../../src/kernel/actor.ts'
import {
  aDeliveredOrder,
  anOrder,
  asCourier,
  asCustomer,
  asService,
  asStaff,
  newTenant,
  type TestTenant,
} from '../../src/testing.ts'
import { test } from '../database.ts'
import { asOwner } from './as-owner.ts'
import { expectRefusal } from './refusals.ts'

const wayTo: Record<OrderStatus, readonly OrderStatus[]> = {
  placed: [],
  accepted: ['accepted'],
  preparing: ['accepted', 'preparing'],
  ready: ['accepted', 'preparing', 'ready'],
  on_the_way: ['accepted', 'preparing', 'ready', 'on_the_way'],
  delivered: ['accepted', 'preparing', 'ready', 'delivered'],
  rejected: ['rejected'],
  cancelled: ['cancelled'],
}

async function anOrderThatIs(tenant: TestTenant, status: OrderStatus): Promise<string> {
  const { id: orderId } = await anOrder(tenant)
  for (const to of wayTo[status]) await asStaff(tenant, (tx) => moveOrder(tx, { orderId, to }))
  return orderId
}

const may = (kind: ActorKind, from: OrderStatus, to: OrderStatus): boolean =>
  transitions.some((step) => step.from === from && step.to === to && step.by.some((by) => by === kind))

/** What a courier can see at all; the others see every status of their own order. */
const seenByCourier: ReadonlySet<OrderStatus> = new Set(['ready', 'on_the_way', 'delivered'])

const pairs = actorKinds.flatMap((kind) => orderStatuses.map((from) => ({ kind, from })))

describe('moveOrder', () => {
  test.for(pairs)(
    'lets the $kind move an order that is $from where the lifecycle says, and nowhere else',
    async ({ kind, from }, { db, tenant }) => {
      const actor = tenant[kind]
      const move = (orderId: string, to: OrderStatus) => db.as(actor, (tx) => moveOrder(tx, { orderId, to }))
      const seen = kind !== 'courier' || seenByCourier.has(from)
      const staying = await anOrderThatIs(tenant, from)
      const before = await asStaff(tenant, (tx) => getOrder(tx, { orderId: staying }))
      for (const to of orderStatuses) {
        if (may(kind, from, to)) {
          const orderId = await anOrderThatIs(tenant, from)
          expect(await move(orderId, to)).toMatchObject({ id: orderId, status: to, version: wayTo[from].length + 2 })
          const events = await asStaff(tenant, (tx) => eventsOf(tx, orderId))
          expect(events.at(-1)).toMatchObject({
            fromStatus: from,
            toStatus: to,
            actorKind: kind,
            actorId: actorId(actor),
          })
        } else {
          const code = seen ? 'ILLEGAL_TRANSITION' : 'NOT_FOUND'
          await expect(move(staying, to), `${from} to ${to}`).rejects.toMatchObject({ code })
        }
      }
      expect(await asStaff(tenant, (tx) => getOrder(tx, { orderId: staying }))).toEqual(before)
    },
  )

  test('leaves a chain of events without gaps, each by whom it was', async ({ tenant }) => {
    const { id: orderId } = await anOrder(tenant)
    const steps = [
      [asStaff, 'accepted'],
      [asService, 'preparing'],
      [asStaff, 'ready'],
      [asCourier, 'on_the_way'],
      [asCourier, 'delivered'],
    ] as const
    const moved: Order[] = []
    for (const [as, to] of steps)
      moved.push(await as(tenant, (tx) => moveOrder(tx, { orderId, to, reason: `a ${to}` })))
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
    await asCustomer(tenant, (tx) => moveOrder(tx, { orderId, to: 'cancelled', reason: 'me equivoqué' }))
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
    await anOrderThatIs(tenant, 'on_the_way')
    const { id: orderId } = await aDeliveredOrder(tenant)
    expect(await asStaff(tenant, (tx) => tx.select().from(orderCompletions))).toEqual([
      { tenantId, orderId, customerId, branchId, seq: 5, toStatus: 'delivered' },
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
      const work = () => asStaff(tenant, (tx) => moveOrder(tx, { orderId, to: 'accepted' }))
      await expectRefusal(db, tenant.tenantId, work, 'NOT_FOUND', { table: 'orders' })
    }
  })

  test.for<[field: string, input: { orderId: string; to: OrderStatus; reason?: string }]>([
    ['orderId', { orderId: 'x', to: 'accepted' }],
    ['to', { orderId: newId(), to: 'eaten' as OrderStatus }],
    ['to', { orderId: newId(), to: '' as OrderStatus }],
    ['reason', { orderId: newId(), to: 'accepted', reason: 'x'.repeat(501) }],
    ['reason', { orderId: newId(), to: 'accepted', reason: 'a\0b' }],
  ])('refuses a wrong %s', async ([field, input], { tenant }) => {
    const work = asStaff(tenant, (tx) => moveOrder(tx, input))
    await expect(work).rejects.toMatchObject({ code: 'INVALID', details: { field } })
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
    for (const set of [`status = 'delivered'`, 'version = 2', `status = 'accepted', version = 2`]) {
      const work = () => asOwner(db, tenant.service, `update orders set ${set} where id = '${id}'`)
      await expectRefusal(db, tenant.tenantId, work, 'REFERENCED', { constraint: 'orders_status_from_event' })
    }
  })
})

function eventsOf(tx: TenantTx, orderId: string) {
  return tx.select().from(orderEvents).where(eq(orderEvents.orderId, orderId)).orderBy(orderEvents.seq)
}
