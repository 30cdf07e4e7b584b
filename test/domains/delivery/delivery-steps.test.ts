import { describe, expect } from 'vitest'
import {
  assignCourier,
  cancelOrder,
  deliveries,
  deliveryEvents,
  deliveryOf,
  deliveryTransitions,
  deliverOrder,
  failDelivery,
  getOrder,
  handOver,
  newId,
  outbox,
  rejectOrder,
  takeDelivery,
} from '../../../src/index.ts'
import { deliveryTransitions as steps, madeByOrder } from '../../../src/domains/delivery/delivery-lifecycle.ts'
import { aDeliveredOrder, asCourier, asCustomer, asService, asStaff, newTenant } from '../../../src/testing.ts'
import { test } from '../../database.ts'
import { expectRefusal } from '../refusals.ts'
import { anotherCourier, toDeliver } from './to-deliver.ts'

describe('a delivery', () => {
  test('is made with every order that is brought, and with no other', async ({ tenant }) => {
    await toDeliver(tenant, 'placed', 'pickup')
    await toDeliver(tenant, 'placed', 'dine_in')
    const orderId = await toDeliver(tenant, 'placed')
    const { tenantId, customerId, branchId } = tenant
    expect(await asStaff(tenant, (tx) => tx.select().from(deliveries))).toEqual([
      {
        tenantId,
        orderId,
        customerId,
        branchId,
        courierId: null,
        status: 'waiting',
        version: 0,
        eventSeq: null,
        readyAt: null,
      },
    ])
    expect(await asStaff(tenant, (tx) => tx.$count(deliveryEvents))).toBe(0)
  })

  test('goes with its order from the kitchen to the door, and keeps who did what', async ({ tenant }) => {
    const { db, staff, courier, courierId, ownerMembershipId } = tenant
    const orderId = await toDeliver(tenant, 'ready')
    expect(await asStaff(tenant, (tx) => deliveryOf(tx, { orderId }))).toMatchObject({
      status: 'waiting',
      readyAt: expect.any(Date),
    })
    const other = await anotherCourier(tenant)
    await db.as(staff, (tx) => assignCourier(tx, { orderId, courierId: other.id }))
    await db.as(staff, (tx) => assignCourier(tx, { orderId, courierId }))
    expect(await db.as(courier, (tx) => handOver(tx, { orderId }))).toMatchObject({ status: 'on_the_way' })
    expect(await db.as(courier, (tx) => deliverOrder(tx, { orderId }))).toMatchObject({ status: 'delivered' })
    const { steps: taken, ...delivery } = await asStaff(tenant, (tx) => deliveryOf(tx, { orderId }))
    expect(delivery).toMatchObject({ status: 'delivered', courierId, version: 4 })
    expect(
      taken.map((step) => [step.seq, step.fromStatus, step.toStatus, step.courierId, step.orderStatus, step.actorId]),
    ).toEqual([
      [1, 'waiting', 'assigned', other.id, null, ownerMembershipId],
      [2, 'assigned', 'assigned', courierId, null, ownerMembershipId],
      [3, 'assigned', 'picked_up', courierId, 'on_the_way', courierId],
      [4, 'picked_up', 'delivered', courierId, 'delivered', courierId],
    ])
    expect(await asCustomer(tenant, (tx) => deliveryOf(tx, { orderId }))).toEqual({ ...delivery, steps: [] })
  })

  test.for([
    ['rejected', 'placed', rejectOrder],
    ['cancelled', 'ready', cancelOrder],
    ['cancelled', 'assigned', cancelOrder],
  ] as const)('is called off when its order is %s while it is %s', async ([status, stage, call], { tenant }) => {
    const orderId = await toDeliver(tenant, stage)
    expect(await asStaff(tenant, (tx) => call(tx, { orderId }))).toMatchObject({ status })
    expect(await asStaff(tenant, (tx) => deliveryOf(tx, { orderId }))).toMatchObject({
      status: 'called_off',
      courierId: null,
    })
    await expect(asCourier(tenant, (tx) => getOrder(tx, { orderId }))).rejects.toMatchObject({ code: 'NOT_FOUND' })
  })

  test('is called off by the customer as long as the order can be', async ({ tenant }) => {
    const orderId = await toDeliver(tenant, 'placed')
    const { courierId } = tenant
    await asStaff(tenant, (tx) => assignCourier(tx, { orderId, courierId }))
    await asCustomer(tenant, (tx) => cancelOrder(tx, { orderId }))
    expect(await asCustomer(tenant, (tx) => deliveryOf(tx, { orderId }))).toMatchObject({ status: 'called_off' })
  })

  test('tells the outbox what the order does not', async ({ tenant }) => {
    const orderId = await toDeliver(tenant, 'on_the_way')
    await asCourier(tenant, (tx) => failDelivery(tx, { orderId, reason: 'Nadie abrió' }))
    const told = await asService(tenant, (tx) => tx.select().from(outbox).orderBy(outbox.tx, outbox.id))
    const { courierId } = tenant
    expect(told.filter(({ topic }) => topic.startsWith('delivery.'))).toMatchObject([
      { topic: 'delivery.assigned', aggregateId: orderId, payload: { orderId, seq: 1, status: 'assigned', courierId } },
      { topic: 'delivery.failed', aggregateId: orderId, payload: { orderId, seq: 3, status: 'failed', courierId } },
    ])
  })

  test('goes by the table that delivery-lifecycle.ts fills', async ({ tenant }) => {
    const stored = await asCustomer(tenant, (tx) => tx.select().from(deliveryTransitions))
    const expected = steps.flatMap(({ from, to, by }) =>
      by.map((kind) => ({ fromStatus: from, toStatus: to, actorKind: kind })),
    )
    const sorted = (rows: readonly object[]) => rows.map((row) => JSON.stringify(row)).sort()
    expect(sorted(stored)).toEqual(sorted(expected))
    expect(madeByOrder.map(({ to }) => to)).toEqual(['picked_up', 'delivered', 'called_off'])
  })
})

describe('handOver', () => {
  test('wants somebody who brings it', async ({ db, tenant }) => {
    const orderId = await toDeliver(tenant, 'ready')
    for (const as of [asStaff, asService]) {
      const work = () => as(tenant, (tx) => handOver(tx, { orderId }))
      await expectRefusal(db, tenant.tenantId, work, 'COURIER_MISSING', { constraint: 'deliveries_have_courier' })
    }
  })

  test.for(['pickup', 'dine_in'] as const)(
    'is not for %s, which is delivered at the counter',
    async (service, { db, tenant }) => {
      const orderId = await toDeliver(tenant, 'ready', service)
      const work = () => asStaff(tenant, (tx) => handOver(tx, { orderId }))
      await expectRefusal(db, tenant.tenantId, work, 'ILLEGAL_TRANSITION', { constraint: 'order_events_service_fits' })
      expect(await asStaff(tenant, (tx) => deliverOrder(tx, { orderId }))).toMatchObject({ status: 'delivered' })
    },
  )

  test('is for the courier who brings it, and for no other', async ({ db, tenant }) => {
    const orderId = await toDeliver(tenant, 'assigned')
    const { actor } = await anotherCourier(tenant)
    for (const step of [handOver, deliverOrder]) {
      await expectRefusal(db, tenant.tenantId, () => db.as(actor, (tx) => step(tx, { orderId })), 'NOT_FOUND')
      await asCourier(tenant, (tx) => step(tx, { orderId }))
    }
  })
})

describe('deliverOrder', () => {
  test.for(['ready', 'assigned'] as const)(
    'does not skip the way of an order that is %s',
    async (stage, { db, tenant }) => {
      const orderId = await toDeliver(tenant, stage)
      const work = () => asStaff(tenant, (tx) => deliverOrder(tx, { orderId }))
      await expectRefusal(db, tenant.tenantId, work, 'ILLEGAL_TRANSITION', { constraint: 'order_events_service_fits' })
    },
  )
})

describe('cancelOrder', () => {
  test('does not call back an order that is on the way', async ({ db, tenant }) => {
    const orderId = await toDeliver(tenant, 'on_the_way')
    const work = () => asStaff(tenant, (tx) => cancelOrder(tx, { orderId }))
    await expectRefusal(db, tenant.tenantId, work, 'ILLEGAL_TRANSITION', {
      constraint: 'delivery_events_transition_fk',
    })
  })
})

describe('assignCourier', () => {
  test('gives it to another one: the first sees the order no more', async ({ db, tenant }) => {
    const orderId = await toDeliver(tenant, 'assigned')
    const other = await anotherCourier(tenant)
    expect(await asStaff(tenant, (tx) => assignCourier(tx, { orderId, courierId: other.id }))).toMatchObject({
      courierId: other.id,
      version: 2,
    })
    expect(await db.as(other.actor, (tx) => getOrder(tx, { orderId }))).toMatchObject({ id: orderId })
    await expect(asCourier(tenant, (tx) => getOrder(tx, { orderId }))).rejects.toMatchObject({ code: 'NOT_FOUND' })
  })

  test('changes nothing when it is so already', async ({ tenant }) => {
    const orderId = await toDeliver(tenant, 'assigned')
    const { courierId } = tenant
    expect(await asService(tenant, (tx) => assignCourier(tx, { orderId, courierId }))).toMatchObject({ version: 1 })
    expect(await asStaff(tenant, (tx) => tx.$count(deliveryEvents))).toBe(1)
  })

  test('takes couriers of this tenant who work there, and nobody else', async ({ db, tenant }) => {
    const orderId = await toDeliver(tenant, 'ready')
    const left = await anotherCourier(tenant, { endedAt: new Date() })
    const foreign = await newTenant(db)
    for (const courierId of [left.id, tenant.ownerMembershipId, foreign.courierId, newId()]) {
      const work = () => asStaff(tenant, (tx) => assignCourier(tx, { orderId, courierId }))
      await expectRefusal(db, tenant.tenantId, work, 'REFERENCED', { constraint: 'deliveries_courier_works_here' })
    }
  })

  test('is for staff and the service', async ({ db, tenant }) => {
    const orderId = await toDeliver(tenant, 'ready')
    const { courierId } = tenant
    for (const as of [asCustomer, asCourier]) {
      const work = () => as(tenant, (tx) => assignCourier(tx, { orderId, courierId }))
      await expectRefusal(db, tenant.tenantId, work, 'FORBIDDEN')
    }
  })

  test('comes too late for what was picked up', async ({ db, tenant }) => {
    const orderId = await toDeliver(tenant, 'on_the_way')
    const { id: courierId } = await anotherCourier(tenant)
    const work = () => asStaff(tenant, (tx) => assignCourier(tx, { orderId, courierId }))
    await expectRefusal(db, tenant.tenantId, work, 'ILLEGAL_TRANSITION')
  })
})

describe('takeDelivery', () => {
  test('gives a waiting delivery to the courier who asks, and the order with it', async ({ tenant }) => {
    const orderId = await toDeliver(tenant, 'ready')
    const taken = await asCourier(tenant, (tx) => takeDelivery(tx, { orderId }))
    expect(taken).toMatchObject({ orderId, courierId: tenant.courierId, status: 'assigned', version: 1 })
    expect(await asCourier(tenant, (tx) => takeDelivery(tx, { orderId }))).toEqual(taken)
    expect(await asCourier(tenant, (tx) => getOrder(tx, { orderId }))).toMatchObject({ id: orderId })
  })

  test('says that somebody else brings it', async ({ db, tenant }) => {
    const orderId = await toDeliver(tenant, 'assigned')
    const { actor } = await anotherCourier(tenant)
    const work = () => db.as(actor, (tx) => takeDelivery(tx, { orderId }))
    await expectRefusal(db, tenant.tenantId, work, 'DELIVERY_TAKEN', { constraint: 'deliveries_taken_once' })
  })

  test('says that the order was called off', async ({ db, tenant }) => {
    const orderId = await toDeliver(tenant, 'ready')
    await asStaff(tenant, (tx) => cancelOrder(tx, { orderId }))
    const work = () => asCourier(tenant, (tx) => takeDelivery(tx, { orderId }))
    await expectRefusal(db, tenant.tenantId, work, 'ORDER_NOT_OPEN')
  })

  test('does not know what is not ready, nor what is not brought', async ({ db, tenant }) => {
    for (const orderId of [await toDeliver(tenant, 'placed'), await toDeliver(tenant, 'ready', 'pickup'), newId()]) {
      const work = () => asCourier(tenant, (tx) => takeDelivery(tx, { orderId }))
      await expectRefusal(db, tenant.tenantId, work, 'NOT_FOUND', { table: 'deliveries' })
    }
  })

  test('is for couriers who still work there', async ({ db, tenant }) => {
    const orderId = await toDeliver(tenant, 'ready')
    const left = await anotherCourier(tenant, { endedAt: new Date() })
    const details = { constraint: 'deliveries_courier_works_here' }
    const work = () => db.as(left.actor, (tx) => takeDelivery(tx, { orderId }))
    await expectRefusal(db, tenant.tenantId, work, 'REFERENCED', details)
    for (const as of [asCustomer, asStaff, asService]) {
      await expectRefusal(db, tenant.tenantId, () => as(tenant, (tx) => takeDelivery(tx, { orderId })), 'FORBIDDEN')
    }
  })
})

describe('failDelivery', () => {
  const reason = 'Nadie abrió'

  test('ends it for the courier, and leaves the order on the way until staff decide', async ({ db, tenant }) => {
    for (const decide of [deliverOrder, cancelOrder]) {
      const orderId = await toDeliver(tenant, 'on_the_way')
      expect(await asCourier(tenant, (tx) => failDelivery(tx, { orderId, reason }))).toMatchObject({ status: 'failed' })
      expect(await asStaff(tenant, (tx) => getOrder(tx, { orderId }))).toMatchObject({ status: 'on_the_way' })
      const late = () => asCourier(tenant, (tx) => decide(tx, { orderId }))
      await expectRefusal(db, tenant.tenantId, late, 'ILLEGAL_TRANSITION')
      const order = await asStaff(tenant, (tx) => decide(tx, { orderId }))
      const { status, steps: taken } = await asStaff(tenant, (tx) => deliveryOf(tx, { orderId }))
      expect([order.status, status]).toEqual(
        decide === deliverOrder ? ['delivered', 'delivered'] : ['cancelled', 'called_off'],
      )
      expect(taken.map((step) => step.reason)).toEqual(['', '', reason, ''])
    }
  })

  test('is for its courier, staff and the service', async ({ db, tenant }) => {
    const orderId = await toDeliver(tenant, 'on_the_way')
    const { actor } = await anotherCourier(tenant)
    const of = (as: typeof asStaff) => () => as(tenant, (tx) => failDelivery(tx, { orderId, reason }))
    await expectRefusal(db, tenant.tenantId, of(asCustomer), 'FORBIDDEN')
    const stranger = () => db.as(actor, (tx) => failDelivery(tx, { orderId, reason }))
    await expectRefusal(db, tenant.tenantId, stranger, 'NOT_FOUND')
    expect(await of(asService)()).toMatchObject({ status: 'failed' })
  })

  test('is of what was picked up', async ({ db, tenant }) => {
    const { id: done } = await aDeliveredOrder(tenant, { service: 'delivery' })
    for (const orderId of [await toDeliver(tenant, 'ready'), await toDeliver(tenant, 'assigned'), done]) {
      const work = () => asStaff(tenant, (tx) => failDelivery(tx, { orderId, reason }))
      await expectRefusal(db, tenant.tenantId, work, 'ILLEGAL_TRANSITION')
    }
  })
})

describe('every verb of deliveries', () => {
  test('does not know another tenant’s order, one that is not brought, or one that is none', async ({ db, tenant }) => {
    const other = await newTenant(db)
    const foreign = await toDeliver(other, 'on_the_way')
    const { courierId } = tenant
    for (const orderId of [foreign, await toDeliver(tenant, 'placed', 'pickup'), newId()]) {
      for (const work of [
        () => asStaff(tenant, (tx) => assignCourier(tx, { orderId, courierId })),
        () => asStaff(tenant, (tx) => failDelivery(tx, { orderId, reason: 'x' })),
        () => asCourier(tenant, (tx) => takeDelivery(tx, { orderId })),
        () => asStaff(tenant, (tx) => deliveryOf(tx, { orderId })),
      ]) {
        await expectRefusal(db, tenant.tenantId, work, 'NOT_FOUND', { table: 'deliveries' })
      }
    }
  })

  test('refuses a wrong argument, and names it', async ({ tenant }) => {
    const orderId = newId()
    for (const [field, work] of [
      ['orderId', (tx) => assignCourier(tx, { orderId: 'x', courierId: orderId })],
      ['courierId', (tx) => assignCourier(tx, { orderId, courierId: 'x' })],
      ['orderId', (tx) => takeDelivery(tx, { orderId: 'x' })],
      ['orderId', (tx) => failDelivery(tx, { orderId: 'x', reason: 'x' })],
      ['reason', (tx) => failDelivery(tx, { orderId, reason: ' ' })],
      ['reason', (tx) => failDelivery(tx, { orderId, reason: 'x'.repeat(501) })],
      ['orderId', (tx) => deliveryOf(tx, { orderId: 'x' })],
    ] as readonly [string, Parameters<typeof asStaff<unknown>>[1]][]) {
      await expect(asStaff(tenant, work)).rejects.toMatchObject({ code: 'INVALID', details: { field } })
    }
  })
})
