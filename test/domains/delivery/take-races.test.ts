import { expect, inject, test as base } from 'vitest'
import {
  type Actor,
  assignCourier,
  cancelOrder,
  deliverOrder,
  deliveryOf,
  failDelivery,
  getOrder,
  handOver,
  isDbError,
  takeDelivery,
  type TenantTx,
} from '../../../src/index.ts'
import { newTenant, openTestDb, type TestDb, type TestTenant } from '../../../src/testing.ts'
import { asSuperuser } from '../as-owner.ts'
import { second } from '../interleave.ts'
import { describeOnServer } from '../only-on-server.ts'
import { anotherCourier, toDeliver } from './to-deliver.ts'

const COURIERS = 12

const test = base.extend<{ db: TestDb; tenant: TestTenant }>({
  db: [
    // Vitest reads which fixtures a fixture needs from this very pattern.
    // eslint-disable-next-line no-empty-pattern
    async ({}, use) => {
      const db = await openTestDb({ serverUrl: inject('serverUrl'), connections: COURIERS })
      await use(db)
      await db.close()
    },
    { scope: 'file' },
  ],
  tenant: async ({ db }, use) => {
    await use(await newTenant(db))
  },
})

const take = (orderId: string) => (tx: TenantTx) => takeDelivery(tx, { orderId })
const codeOf = (error: unknown) => (isDbError(error) ? error.code : String(error))

/** Everybody tries to take it at once: how each ended. */
async function storm(db: TestDb, couriers: readonly Actor[], orderId: string): Promise<string[]> {
  return Promise.all(couriers.map((actor) => db.as(actor, take(orderId)).then(() => 'taken', codeOf)))
}

async function couriersOf(tenant: TestTenant): Promise<Actor[]> {
  const couriers: Actor[] = []
  for (let n = 0; n < COURIERS; n++) couriers.push((await anotherCourier(tenant)).actor)
  return couriers
}

describeOnServer(`of ${COURIERS} couriers who take one delivery at once,`, () => {
  test('exactly one gets it, and the others are told', async ({ db, tenant }) => {
    const couriers = await couriersOf(tenant)
    for (let round = 0; round < 5; round++) {
      const orderId = await toDeliver(tenant, 'ready')
      const outcomes = await storm(db, couriers, orderId)
      expect(outcomes.toSorted()).toEqual([...Array<string>(COURIERS - 1).fill('DELIVERY_TAKEN'), 'taken'])
      const winner = couriers[outcomes.indexOf('taken')]
      const { courierId, steps } = await db.as(tenant.staff, (tx) => deliveryOf(tx, { orderId }))
      expect([courierId]).toEqual(steps.map((step) => step.courierId))
      expect(await db.as(winner ?? tenant.courier, (tx) => getOrder(tx, { orderId }))).toMatchObject({ id: orderId })
    }
  })
})

describeOnServer('the other one who wants a delivery', () => {
  test('waits for the first, and finds it taken', async ({ db, tenant }) => {
    const orderId = await toDeliver(tenant, 'ready')
    const other = await anotherCourier(tenant)
    const race = await second(db, { actor: tenant.courier, work: take(orderId) }, () =>
      db.as(other.actor, take(orderId)),
    )
    await expect(race.second).rejects.toMatchObject({ code: 'DELIVERY_TAKEN' })
  })

  test('gets it when the first thinks better of it', async ({ db, tenant }) => {
    const orderId = await toDeliver(tenant, 'ready')
    const other = await anotherCourier(tenant)
    const race = await second(db, { actor: tenant.courier, work: take(orderId), end: 'rollback' }, () =>
      db.as(other.actor, take(orderId)),
    )
    expect(await race.second).toMatchObject({ courierId: other.id, version: 1 })
  })

  test('finds the order called off', async ({ db, tenant }) => {
    const orderId = await toDeliver(tenant, 'ready')
    const work = (tx: TenantTx) => cancelOrder(tx, { orderId })
    const race = await second(db, { actor: tenant.staff, work }, () => db.as(tenant.courier, take(orderId)))
    await expect(race.second).rejects.toMatchObject({ code: 'ORDER_NOT_OPEN' })
  })
})

describeOnServer('who moves an order and who moves its delivery', () => {
  test.for<[what: string, stage: 'ready' | 'assigned' | 'on_the_way', first: Step, then: Step]>([
    ['a cancel waits for the assignment', 'ready', 'assign', 'cancel'],
    ['an assignment waits for the cancel', 'ready', 'cancel', 'assign'],
    ['leaving waits for another assignment', 'assigned', 'assign', 'leave'],
    ['an assignment waits for the leaving', 'assigned', 'leave', 'assign'],
    ['a failure waits for the delivery', 'on_the_way', 'deliver', 'fail'],
    ['a delivery waits for the failure', 'on_the_way', 'fail', 'deliver'],
  ])('do not pass each other: %s', async ([, stage, first, then], { db, tenant }) => {
    const orderId = await toDeliver(tenant, stage)
    const { id: courierId } = await anotherCourier(tenant)
    const steps = stepsOf(orderId, courierId)
    const race = await second(db, { actor: tenant.staff, work: steps[first] }, () => db.as(tenant.service, steps[then]))
    await expect(race.second).rejects.toMatchObject({ code: 'STALE' })
  })
})

type Step = 'assign' | 'cancel' | 'leave' | 'deliver' | 'fail'

function stepsOf(orderId: string, courierId: string): Record<Step, (tx: TenantTx) => PromiseLike<unknown>> {
  return {
    assign: (tx) => assignCourier(tx, { orderId, courierId }),
    cancel: (tx) => cancelOrder(tx, { orderId }),
    leave: (tx) => handOver(tx, { orderId }),
    deliver: (tx) => deliverOrder(tx, { orderId }),
    fail: (tx) => failDelivery(tx, { orderId, reason: 'x' }),
  }
}

/** What others write in the place of `app.take_delivery`: look whether it is free, then set who has it. */
const naive = `create or replace function app.take_delivery(of_tenant uuid, of_order uuid) returns setof deliveries
  language plpgsql rows 1 security definer set search_path = pg_catalog, public, pg_temp as $twin$
declare
  d deliveries;
begin
  select * into d from deliveries where tenant_id = of_tenant and order_id = of_order;
  if d.courier_id is not null then
    raise exception using errcode = '55000', constraint = 'deliveries_taken_once', table = 'deliveries', message = 'somebody else brings it';
  end if;
  update deliveries set status = 'assigned', version = 1, courier_id = app.actor_id() where tenant_id = of_tenant and order_id = of_order;
  return query select * from deliveries where tenant_id = of_tenant and order_id = of_order;
end$twin$`

const fences = ['deliveries_status_from_event', 'deliveries_courier_from_event']

describeOnServer('the naive form, which looks and then sets,', () => {
  test('gives one delivery to two couriers, and the one who was first is not told', async ({ db, tenant }) => {
    const orderId = await toDeliver(tenant, 'ready')
    const other = await anotherCourier(tenant)
    const [was] = await asSuperuser<{ source: string }>(
      db,
      `select pg_get_functiondef('app.take_delivery'::regproc) as source`,
    )
    // Behind the fences, which would refuse it: without an event there is no courier.
    const kept = await asSuperuser<{ name: string; rule: string }>(
      db,
      `select conname::text as name, pg_get_constraintdef(oid) as rule from pg_constraint where conname in (${fences.map((name) => `'${name}'`).join(', ')})`,
    )
    const off = 'alter table public.deliveries disable trigger deliveries_go_on'
    await asSuperuser(
      db,
      naive,
      off,
      ...kept.map(({ name }) => `alter table public.deliveries drop constraint ${name}`),
    )
    try {
      const race = await second(db, { actor: tenant.courier, work: take(orderId) }, () =>
        db.as(other.actor, take(orderId)),
      )
      expect(race.first).toMatchObject({ courierId: tenant.courierId })
      expect(await race.second).toMatchObject({ courierId: other.id })
    } finally {
      await asSuperuser(
        db,
        was?.source ?? '',
        `update deliveries set status = 'waiting', version = 0, courier_id = null where order_id = '${orderId}'`,
        off.replace('disable', 'enable'),
        ...kept.map(({ name, rule }) => `alter table public.deliveries add constraint ${name} ${rule}`),
      )
    }
  })
})
