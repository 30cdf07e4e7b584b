import { expect } from 'vitest'
import { countStock, listSlots, newId, openSlots, receiveStock, setRecipe, wasteStock } from '../../../src/index.ts'
import { anOrder, asStaff, type TestDb, type TestTenant } from '../../../src/testing.ts'
import { test } from '../../database.ts'
import { asOwner } from '../as-owner.ts'
import { second, waiting } from '../interleave.ts'
import { describeOnServer } from '../only-on-server.ts'
import { aStock, claim, consume, levels, release, storm } from './a-stock.ts'

const BUYERS = 48

/** So many orders of the tenant; which they are matters to nobody. */
async function someOrders(tenant: TestTenant, count: number): Promise<readonly string[]> {
  const ids: string[] = []
  for (let i = 0; i < count; i += 1) ids.push((await anOrder(tenant)).id)
  return ids
}

function tally(ends: readonly string[]): Record<string, number> {
  const counts: Record<string, number> = {}
  for (const end of ends) counts[end] = (counts[end] ?? 0) + 1
  return counts
}

/** What everybody writes first: look, decide, set. */
const naive = ({ tenantId, branchId }: TestTenant, stockItemId: string, quantity: number) => `do $do$
  declare free numeric; held numeric;
  begin
    select on_hand - reserved, reserved into free, held from stock_levels
    where tenant_id = '${tenantId}' and branch_id = '${branchId}' and stock_item_id = '${stockItemId}';
    if free < ${quantity} then raise exception using errcode = '23514', constraint = 'stock_levels_available'; end if;
    perform pg_sleep(0.002);
    update stock_levels set reserved = held + ${quantity}
    where tenant_id = '${tenantId}' and branch_id = '${branchId}' and stock_item_id = '${stockItemId}';
  end $do$`

describeOnServer(`of ${BUYERS} buyers on 16 connections`, () => {
  test('as many as there is stock for get it, and the rest is sold out', async ({ db, tenant }) => {
    const ids = await someOrders(tenant, BUYERS)
    const { pan } = await aStock(tenant, { pan: '10' })
    const ends = await storm(
      db,
      tenant,
      ids.map((id) => [claim(tenant, id, [{ stockItemId: pan, quantity: '1' }])]),
    )
    expect(tally(ends)).toEqual({ done: 10, stock_levels_available: BUYERS - 10 })
    expect(await levels(db, tenant)).toEqual({ [pan]: '10 on hand, 10 reserved' })
  })

  test('more get it than there is, when they look before they write', async ({ db, tenant }) => {
    const { pan } = await aStock(tenant, { pan: '10' })
    const ends = await storm(
      db,
      tenant,
      Array.from({ length: BUYERS }, () => [naive(tenant, pan, 1)]),
    )
    expect(tally(ends)['done']).toBeGreaterThan(10)
  })

  test('who share an ingredient in different dishes take no more of it than there is', async ({ db, tenant }) => {
    const ids = await someOrders(tenant, BUYERS)
    const { tortilla, pastor, queso } = await aStock(tenant, { tortilla: '40', pastor: '1000', queso: '1000' })
    // A dish that takes three tortillas, and one that takes two: 40 are gone only when neither fits any more.
    const dishes = [
      [
        { stockItemId: pastor, quantity: '0.5' },
        { stockItemId: tortilla, quantity: '3' },
      ],
      [
        { stockItemId: tortilla, quantity: '2' },
        { stockItemId: queso, quantity: '0.25' },
      ],
    ] as const
    const ends = await storm(
      db,
      tenant,
      ids.map((id, i) => [claim(tenant, id, dishes[i % 2])]),
    )
    const done = (which: number) => ends.filter((end, i) => end === 'done' && i % 2 === which).length
    const taken = 3 * done(0) + 2 * done(1)
    expect(taken).toBeGreaterThanOrEqual(39)
    expect(await levels(db, tenant)).toEqual({
      [tortilla]: `40 on hand, ${taken} reserved`,
      [pastor]: `1000 on hand, ${0.5 * done(0)} reserved`,
      [queso]: `1000 on hand, ${0.25 * done(1)} reserved`,
    })
  })

  test('some are promised what is not there, when each dish looks for itself', async ({ db, tenant }) => {
    const { tortilla } = await aStock(tenant, { tortilla: '40' })
    const ends = await storm(
      db,
      tenant,
      Array.from({ length: BUYERS }, (_, i) => [naive(tenant, tortilla, i % 2 ? 2 : 3)]),
    )
    const promised = ends.reduce((sum, end, i) => sum + (end === 'done' ? (i % 2 ? 2 : 3) : 0), 0)
    expect(promised).toBeGreaterThan(40)
  })

  test('who claim, cook and cancel at once, none leaves a trace that does not add up', async ({ db, tenant }) => {
    const { tenantId } = tenant
    const ids = await someOrders(tenant, BUYERS)
    const { a, b } = await aStock(tenant, { a: '500', b: '500' })
    const forwards = [a, b].map((stockItemId) => ({ stockItemId, quantity: '1.5' }))
    const ends = await storm(
      db,
      tenant,
      ids.flatMap((id, i) => {
        const demand = i % 2 ? forwards : forwards.toReversed()
        const after = i % 3 === 0 ? [] : [i % 3 === 1 ? consume(tenant, id) : release(tenant, id)]
        return [[claim(tenant, id, demand)], after.length > 0 ? after : [claim(tenant, newId(), [])]]
      }),
    )
    expect(tally(ends)).toEqual({ done: 2 * BUYERS })
    const rows = await asOwner(
      db,
      tenant.service,
      `select l.on_hand - coalesce((select sum(m.quantity) from stock_movements m
           where m.tenant_id = l.tenant_id and m.branch_id = l.branch_id and m.stock_item_id = l.stock_item_id), 0) = 0 as moved,
         l.reserved - coalesce((select sum(r.quantity) from stock_reservations r
           where r.tenant_id = l.tenant_id and r.stock_item_id = l.stock_item_id and r.state = 'held'), 0) = 0 as held
       from stock_levels l where l.tenant_id = '${tenantId}'`,
    )
    expect(rows).toEqual([
      { moved: true, held: true },
      { moved: true, held: true },
    ])
  })
})

describeOnServer(`of ${BUYERS} orders for a kitchen slot`, () => {
  const limits = [
    ['orders', { maxOrders: 10 }],
    ['units', { maxOrders: 1000, maxUnits: 20 }],
    ['pesos', { maxOrders: 1000, maxAmount: '129.99' }],
  ] as const

  const aSlot = async (tenant: TestTenant, limit: object) => {
    const { branchId } = tenant
    const startsAt = new Date(Date.now() + 60_000)
    const slots = [{ startsAt, endsAt: new Date(Date.now() + 3_600_000), maxOrders: 1000, ...limit }]
    const [slot] = await asStaff(tenant, (tx) => openSlots(tx, { branchId, service: 'pickup', slots }))
    return slot?.id ?? ''
  }

  test.for(limits)('as many get it as it has %s for', async ([, limit], { db, tenant }) => {
    const slotId = await aSlot(tenant, limit)
    const book = `select app.claim_slot('${tenant.tenantId}', '${tenant.branchId}', 'pickup', '${slotId}', 2, 12.50)`
    const ends = await storm(
      db,
      tenant,
      Array.from({ length: BUYERS }, () => [book]),
    )
    expect(tally(ends)).toEqual({ done: 10, kitchen_slots_free: BUYERS - 10 })
  })

  test('more get it than it has room for, when they look before they write', async ({ db, tenant }) => {
    const slotId = await aSlot(tenant, { maxOrders: 10 })
    const book = `do $do$
      declare orders integer;
      begin
        select booked_orders into orders from kitchen_slots where tenant_id = '${tenant.tenantId}' and id = '${slotId}';
        if orders >= 10 then raise exception using errcode = '23514', constraint = 'kitchen_slots_free'; end if;
        perform pg_sleep(0.002);
        update kitchen_slots set booked_orders = orders + 1 where tenant_id = '${tenant.tenantId}' and id = '${slotId}';
      end $do$`
    const ends = await storm(
      db,
      tenant,
      Array.from({ length: BUYERS }, () => [book]),
    )
    expect(tally(ends)['done']).toBeGreaterThan(10)
  })

  test('none is left when it is full, and the guest sees so', async ({ db, tenant }) => {
    const slotId = await aSlot(tenant, { maxOrders: 3 })
    const book = `select app.claim_slot('${tenant.tenantId}', '${tenant.branchId}', 'pickup', '${slotId}', 1, 1)`
    await storm(
      db,
      tenant,
      Array.from({ length: 8 }, () => [book]),
      8,
    )
    const { branchId } = tenant
    const on = new Date(Date.now() + 60_000).toLocaleDateString('sv', { timeZone: 'America/Mexico_City' })
    const slots = await db.as(tenant.customer, (tx) => listSlots(tx, { branchId, service: 'pickup', on }))
    expect(slots.map(({ ordersLeft }) => ordersLeft)).toEqual([0])
  })
})

describeOnServer('baskets that name the same things in opposite order', () => {
  const ROUNDS = 200

  test('never wait for each other in a circle', async ({ db, tenant }) => {
    const ids = await someOrders(tenant, ROUNDS)
    const { a, b, c } = await aStock(tenant, { a: '9999', b: '9999', c: '9999' })
    const demand = [a, b, c].map((stockItemId) => ({ stockItemId, quantity: '1' }))
    const ends = await storm(
      db,
      tenant,
      ids.map((id, i) => [claim(tenant, id, i % 2 ? demand : demand.toReversed())]),
    )
    expect(tally(ends)).toEqual({ done: ROUNDS })
    expect(Object.values(await levels(db, tenant))).toEqual(
      Array.from({ length: 3 }, () => `9999 on hand, ${ROUNDS} reserved`),
    )
  })

  test('do, when each row is locked as the basket names it', async ({ db, tenant }) => {
    const { a, b } = await aStock(tenant, { a: '9999', b: '9999' })
    const take = (stockItemId: string) =>
      `update stock_levels set reserved = reserved + 1 where tenant_id = '${tenant.tenantId}' and stock_item_id = '${stockItemId}' and on_hand - reserved >= 1`
    const ends = await storm(
      db,
      tenant,
      Array.from({ length: ROUNDS }, (_, i) => (i % 2 ? [take(a), take(b)] : [take(b), take(a)])),
    )
    expect(tally(ends)['40P01']).toBeGreaterThan(0)
  })
})

describeOnServer('a level that somebody else is changing', () => {
  test('is counted as it is when they are done', async ({ db, tenant }) => {
    const { branchId, staff } = tenant
    const { pan: stockItemId } = await aStock(tenant, { pan: '10' })
    const at = (quantity: string) => ({ branchId, items: [{ stockItemId, quantity }] })
    const race = await second(db, { actor: staff, work: (tx) => wasteStock(tx, at('4')) }, () =>
      asStaff(tenant, (tx) => countStock(tx, at('5'))),
    )
    expect(await race.second).toMatchObject([{ quantity: '-1', onHandBefore: '6', onHandAfter: '5' }])
  })

  test('is what they left of it to the next order, and whole again if they think better of it', async ({
    db,
    tenant,
  }) => {
    const { branchId, staff } = tenant
    const { id: orderId } = await anOrder(tenant)
    const { pan: stockItemId } = await aStock(tenant, { pan: '10' })
    const at = { branchId, items: [{ stockItemId, quantity: '4' }] }
    const need = (quantity: string) => claimAlone(db, tenant, orderId, [{ stockItemId, quantity }])
    const short = await second(db, { actor: staff, work: (tx) => wasteStock(tx, at) }, () => need('7'))
    expect(await short.second).toBe('stock_levels_available')
    const rest = await second(db, { actor: staff, work: (tx) => wasteStock(tx, at), end: 'rollback' }, () => need('6'))
    expect(await rest.second).toBe('done')
    expect(await waiting(db)).toBe(0)
  })

  test('is begun once by two first deliveries', async ({ db, tenant }) => {
    const { branchId, staff } = tenant
    const { pan: stockItemId } = await aStock(tenant, { pan: '0' })
    const at = { branchId, items: [{ stockItemId, quantity: '3' }] }
    const race = await second(db, { actor: staff, work: (tx) => receiveStock(tx, at) }, () =>
      asStaff(tenant, (tx) => receiveStock(tx, at)),
    )
    expect(await race.second).toMatchObject([{ seq: 2, onHandBefore: '3', onHandAfter: '6' }])
  })
})

const claimAlone = async (db: TestDb, tenant: TestTenant, orderId: string, demand: unknown) => {
  const [end] = await storm(db, tenant, [[claim(tenant, orderId, demand)]], 1)
  return end
}

describeOnServer('of two who set a recipe at once', () => {
  test('the later replaces the earlier whole', async ({ db, tenant }) => {
    const { staff, items } = tenant
    const productId = items['TACO'] ?? ''
    const { a, b } = await aStock(tenant, { a: '0', b: '0' })
    const set = (stockItemId: string) => ({ productId, ingredients: [{ stockItemId, quantity: '1' }] })
    const race = await second(db, { actor: staff, work: (tx) => setRecipe(tx, set(a)) }, () =>
      asStaff(tenant, (tx) => setRecipe(tx, set(b))),
    )
    expect(await race.second).toMatchObject([{ stockItemId: b }])
  })
})
