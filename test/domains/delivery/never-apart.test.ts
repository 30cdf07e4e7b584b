import { sql } from 'drizzle-orm'
import { describe, expect } from 'vitest'
import { assignCourier, cancelOrder, type DbErrorCode, failDelivery } from '../../../src/index.ts'
import { aDeliveredOrder, asCourier, asCustomer, asService, asStaff, type TestTenant } from '../../../src/testing.ts'
import { test } from '../../database.ts'
import { asOwner, asSuperuser } from '../as-owner.ts'
import { footprint } from '../footprint.ts'
import { expectRefusal } from '../refusals.ts'
import { anotherCourier, toDeliver } from './to-deliver.ts'

type Stage = Parameters<typeof toDeliver>[1]

/** An event of a delivery, by hand: good in its form, whatever it says. */
const event = (tenant: TestTenant, orderId: string, values: string) =>
  `insert into delivery_events (tenant_id, order_id, seq, from_status, to_status, courier_id, order_seq, order_status, reason)
   values ('${tenant.tenantId}', '${orderId}', ${values})`

const orderEvent = (tenant: TestTenant, orderId: string, values: string) =>
  `insert into order_events (tenant_id, order_id, customer_id, seq, from_status, to_status)
   values ('${tenant.tenantId}', '${orderId}', '${tenant.customerId}', ${values})`

describe('the application', () => {
  test('has no right to write a delivery or its events', async ({ db, tenant }) => {
    const orderId = await toDeliver(tenant, 'on_the_way')
    const { tenantId, courierId } = tenant
    const before = await footprint(db, tenantId)
    for (const text of [
      `update deliveries set status = 'delivered' where order_id = '${orderId}'`,
      `update deliveries set courier_id = null where order_id = '${orderId}'`,
      `delete from deliveries where order_id = '${orderId}'`,
      `insert into deliveries (tenant_id, order_id, customer_id, branch_id)
       values ('${tenantId}', '${orderId}', '${tenant.customerId}', '${tenant.branchId}')`,
      event(tenant, orderId, `3, 'picked_up', 'delivered', '${courierId}', null, null, ''`),
      `update delivery_events set reason = 'x'`,
      'delete from delivery_events',
    ]) {
      for (const as of [asStaff, asService, asCourier, asCustomer]) {
        await expect(as(tenant, (tx) => tx.execute(sql.raw(text)))).rejects.toMatchObject({ code: 'FORBIDDEN' })
      }
    }
    expect(await footprint(db, tenantId)).toEqual(before)
  })

  test('moves the delivery when it moves the order by hand', async ({ tenant }) => {
    const orderId = await toDeliver(tenant, 'assigned')
    for (const values of [`5, 'ready', 'on_the_way'`, `6, 'on_the_way', 'delivered'`]) {
      await asCourier(tenant, (tx) => tx.execute(sql.raw(orderEvent(tenant, orderId, values))))
    }
    expect(await statusesOf(tenant, orderId)).toEqual({ order: 'delivered', delivery: 'delivered' })
  })

  test('moves no order of another courier by hand', async ({ db, tenant }) => {
    const orderId = await toDeliver(tenant, 'assigned')
    const { actor } = await anotherCourier(tenant)
    const text = orderEvent(tenant, orderId, `5, 'ready', 'on_the_way'`)
    const work = () => db.as(actor, (tx) => tx.execute(sql.raw(text)))
    await expectRefusal(db, tenant.tenantId, work, 'FORBIDDEN', {})
  })
})

describe('the owner', () => {
  test.for<[what: string, stage: Stage, code: DbErrorCode, rule: string | undefined, change: string]>([
    ['says it is delivered', 'on_the_way', 'FORBIDDEN', undefined, `status = 'delivered'`],
    [
      'says so with a number',
      'on_the_way',
      'REFERENCED',
      'deliveries_status_from_event',
      `status = 'delivered', version = 3`,
    ],
    [
      'says it is picked up',
      'assigned',
      'REFERENCED',
      'deliveries_status_from_event',
      `status = 'picked_up', version = 2`,
    ],
    ['gives it to somebody else', 'assigned', 'FORBIDDEN', undefined, `courier_id = tenant_id`],
    ['lets it wait again', 'on_the_way', 'FORBIDDEN', undefined, `status = 'waiting', version = 0, courier_id = null`],
    [
      'assigns it without a courier',
      'ready',
      'INVALID',
      'deliveries_courier_while_somebody_brings_it',
      `status = 'assigned', version = 1`,
    ],
    ['turns back when it was ready', 'ready', 'FORBIDDEN', undefined, `ready_at = null`],
    ['makes it one of another branch', 'ready', 'FORBIDDEN', undefined, `branch_id = tenant_id`],
  ])('who %s is refused', async ([, stage, code, rule, change], { db, tenant }) => {
    const orderId = await toDeliver(tenant, stage)
    const work = () => asOwner(db, tenant.service, `update deliveries set ${change} where order_id = '${orderId}'`)
    await expectRefusal(db, tenant.tenantId, work, code, rule === undefined ? {} : { constraint: rule })
  })

  test.for<[what: string, stage: Stage, code: DbErrorCode, rule: string, values: string]>([
    [
      'is picked up without the order',
      'assigned',
      'INVALID',
      'delivery_events_made_by_order',
      `2, 'assigned', 'picked_up', $, null, null, ''`,
    ],
    [
      'is picked up with an event that is none',
      'assigned',
      'REFERENCED',
      'delivery_events_order_event_fk',
      `2, 'assigned', 'picked_up', $, 5, 'on_the_way', ''`,
    ],
    [
      'is picked up with another step',
      'assigned',
      'INVALID',
      'delivery_events_made_by_order',
      `2, 'assigned', 'picked_up', $, 4, 'ready', ''`,
    ],
    [
      'is delivered without the order',
      'on_the_way',
      'INVALID',
      'delivery_events_made_by_order',
      `3, 'picked_up', 'delivered', $, null, null, ''`,
    ],
    [
      'is delivered with the step before',
      'on_the_way',
      'INVALID',
      'delivery_events_made_by_order',
      `3, 'picked_up', 'delivered', $, 5, 'on_the_way', ''`,
    ],
    [
      'is called off without the order',
      'ready',
      'INVALID',
      'delivery_events_made_by_order',
      `1, 'waiting', 'called_off', null, null, null, ''`,
    ],
    [
      'is called off with an event that is none',
      'ready',
      'REFERENCED',
      'delivery_events_order_event_fk',
      `1, 'waiting', 'called_off', null, 5, 'cancelled', ''`,
    ],
    [
      'is assigned on the strength of the order',
      'ready',
      'INVALID',
      'delivery_events_made_by_order',
      `1, 'waiting', 'assigned', $, 4, 'ready', ''`,
    ],
    [
      'has half a step of the order',
      'ready',
      'INVALID',
      'delivery_events_order_step_is_whole',
      `1, 'waiting', 'assigned', $, 4, null, ''`,
    ],
    [
      'skips a step',
      'ready',
      'ILLEGAL_TRANSITION',
      'delivery_events_transition_fk',
      `1, 'waiting', 'failed', $, null, null, 'x'`,
    ],
    [
      'leaves a gap',
      'assigned',
      'REFERENCED',
      'delivery_events_follows_fk',
      `3, 'assigned', 'assigned', $, null, null, ''`,
    ],
    [
      'fails without a reason',
      'on_the_way',
      'INVALID',
      'delivery_events_failed_for_a_reason',
      `3, 'picked_up', 'failed', $, null, null, ''`,
    ],
    [
      'fails with another courier',
      'on_the_way',
      'REFERENCED',
      'delivery_events_same_courier_fk',
      `3, 'picked_up', 'failed', gen_random_uuid(), null, null, 'x'`,
    ],
    [
      'stands where another stands',
      'assigned',
      'STALE',
      'delivery_events_pkey',
      `1, 'waiting', 'assigned', $, null, null, ''`,
    ],
  ])('whose event %s is refused', async ([, stage, code, constraint, values], { db, tenant }) => {
    const orderId = await toDeliver(tenant, stage)
    const text = event(tenant, orderId, values.replace('$', `'${tenant.courierId}'`))
    await expectRefusal(db, tenant.tenantId, () => asOwner(db, tenant.service, text), code, { constraint })
  })

  test('who moves the order by hand moves the delivery, or neither', async ({ db, tenant }) => {
    const { tenantId, service } = tenant
    const orderId = await toDeliver(tenant, 'ready')
    const leave = orderEvent(tenant, orderId, `5, 'ready', 'on_the_way'`)
    await expectRefusal(db, tenantId, () => asOwner(db, service, leave), 'COURIER_MISSING')
    const skip = orderEvent(tenant, orderId, `5, 'ready', 'delivered'`)
    await expectRefusal(db, tenantId, () => asOwner(db, service, skip), 'ILLEGAL_TRANSITION')
    const { courierId } = tenant
    await asStaff(tenant, (tx) => assignCourier(tx, { orderId, courierId }))
    await asOwner(db, service, leave)
    expect(await statusesOf(tenant, orderId)).toEqual({ order: 'on_the_way', delivery: 'picked_up' })
    const back = orderEvent(tenant, orderId, `6, 'on_the_way', 'cancelled'`)
    await expectRefusal(db, tenantId, () => asOwner(db, service, back), 'ILLEGAL_TRANSITION')
    await asStaff(tenant, (tx) => failDelivery(tx, { orderId, reason: 'x' }))
    await asOwner(db, service, back)
    expect(await statusesOf(tenant, orderId)).toEqual({ order: 'cancelled', delivery: 'called_off' })
  })

  test('makes a delivery of no order that is not brought, no second one, and loses none', async ({ db, tenant }) => {
    const { tenantId, service, customerId, branchId } = tenant
    const brought = await toDeliver(tenant, 'placed')
    const fetched = await toDeliver(tenant, 'placed', 'pickup')
    const add = (orderId: string) =>
      `insert into deliveries (tenant_id, order_id, customer_id, branch_id) values ('${tenantId}', '${orderId}', '${customerId}', '${branchId}')`
    const details = { constraint: 'deliveries_order_is_brought' }
    await expectRefusal(db, tenantId, () => asOwner(db, service, add(fetched)), 'REFERENCED', details)
    await expectRefusal(db, tenantId, () => asOwner(db, service, add(brought)), 'CONFLICT')
    for (const text of [
      `delete from deliveries where order_id = '${brought}'`,
      `update orders set service = 'pickup', delivery_fee = 0 where id = '${brought}'`,
      `update orders set service = 'delivery' where id = '${fetched}'`,
      'delete from delivery_events',
    ]) {
      if (text.includes('events'))
        await asStaff(tenant, (tx) => assignCourier(tx, { orderId: brought, courierId: tenant.courierId }))
      await expectRefusal(db, tenantId, () => asOwner(db, service, text), 'FORBIDDEN')
    }
  })
})

test('no order and its delivery disagree, whatever was done with them', async ({ db, tenant }) => {
  await aDeliveredOrder(tenant, { service: 'delivery' })
  for (const stage of ['placed', 'ready', 'assigned', 'on_the_way'] as const) {
    await toDeliver(tenant, stage)
    const orderId = await toDeliver(tenant, stage)
    if (stage === 'on_the_way') await asStaff(tenant, (tx) => failDelivery(tx, { orderId, reason: 'x' }))
    await asStaff(tenant, (tx) => cancelOrder(tx, { orderId }))
  }
  const pairs = await asSuperuser(
    db,
    `select distinct o.status || '/' || coalesce(d.status, 'none') as pair from orders o
     left join deliveries d on d.tenant_id = o.tenant_id and d.order_id = o.id
     where o.tenant_id = '${tenant.tenantId}' and o.service = 'delivery' order by 1`,
  )
  expect(pairs.map(({ pair }) => pair)).toEqual([
    'cancelled/called_off',
    'delivered/delivered',
    'on_the_way/picked_up',
    'placed/waiting',
    'ready/assigned',
    'ready/waiting',
  ])
})

async function statusesOf({ db, tenantId }: TestTenant, orderId: string): Promise<unknown> {
  const [row] = await asSuperuser(
    db as Parameters<typeof asSuperuser>[0],
    `select o.status as order, d.status as delivery from orders o join deliveries d on d.tenant_id = o.tenant_id and d.order_id = o.id
     where o.tenant_id = '${tenantId}' and o.id = '${orderId}'`,
  )
  return row
}
