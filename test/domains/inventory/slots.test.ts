import { describe, expect } from 'vitest'
import {
  changeSlot,
  type ChangeSlot,
  type KitchenSlot,
  kitchenSlots,
  listSlots,
  newId,
  type NewSlot,
  openSlots,
} from '../../../src/index.ts'
import { money } from '../../../src/money.ts'
import { asCourier, asCustomer, asStaff, newTenant, type TestDb, type TestTenant } from '../../../src/testing.ts'
import { test } from '../../database.ts'
import { asOwner } from '../as-owner.ts'
import { expectRefusal } from '../refusals.ts'
import { hintOf } from './a-stock.ts'

const hour = (n: number) => new Date(Math.ceil(Date.now() / 3_600_000) * 3_600_000 + n * 3_600_000)

const open = (tenant: TestTenant, ...slots: readonly Partial<NewSlot>[]) =>
  asStaff(tenant, (tx) =>
    openSlots(tx, {
      branchId: tenant.branchId,
      service: 'pickup',
      slots: slots.map((slot, i) => ({ startsAt: hour(i), endsAt: hour(i + 1), maxOrders: 2, ...slot })),
    }),
  )

const change = (tenant: TestTenant, input: ChangeSlot) => asStaff(tenant, (tx) => changeSlot(tx, input))

interface Booking {
  readonly slotId: string
  readonly units?: number
  readonly amount?: string
  readonly service?: string
  readonly branchId?: string
}

const book = (db: TestDb, tenant: TestTenant, booking: Booking) => {
  const { slotId, units = 1, amount = '10.00', service = 'pickup', branchId = tenant.branchId } = booking
  return asOwner(
    db,
    tenant.customer,
    `select app.claim_slot('${tenant.tenantId}', '${branchId}', '${service}', '${slotId}', ${units}, ${amount})`,
  )
}

const booked = ({ bookedOrders, bookedUnits, bookedAmount }: KitchenSlot) =>
  `${bookedOrders} orders, ${bookedUnits} units, ${bookedAmount.toFixed(2)}`

const first = ([slot]: readonly KitchenSlot[]): KitchenSlot => {
  if (!slot) throw new Error('a slot was opened')
  return slot
}

const allOf = (tenant: TestTenant) =>
  asStaff(tenant, async (tx) => (await tx.select().from(kitchenSlots).orderBy(kitchenSlots.startsAt)).map(booked))

describe('a claim of a slot', () => {
  test('books one order, its units and its amount, and a release gives them back', async ({ db, tenant }) => {
    const { id: slotId } = first(await open(tenant, {}))
    await book(db, tenant, { slotId, units: 3, amount: '150.50' })
    expect(await allOf(tenant)).toEqual(['1 orders, 3 units, 150.50'])
    await book(db, tenant, { slotId, units: 999, amount: '99999.00' })
    await asOwner(db, tenant.customer, `select app.release_slot('${tenant.tenantId}', '${slotId}', 3, 150.50)`)
    expect(await allOf(tenant)).toEqual(['1 orders, 999 units, 99999.00'])
    const none = `select app.claim_slot('${tenant.tenantId}', null, null, null, null, null), app.release_slot('${tenant.tenantId}', null, null, null)`
    await asOwner(db, tenant.customer, none)
  })

  test.for<[what: string, limits: Partial<NewSlot>]>([
    ['orders', { maxOrders: 2 }],
    ['units', { maxOrders: 9, maxUnits: 5 }],
    ['pesos', { maxOrders: 9, maxAmount: '25.99' }],
  ])('that would be more %s than it holds is SLOT_FULL, and says which is next', async ([, limits], { db, tenant }) => {
    const { tenantId } = tenant
    // The next one is closed, the one behind it full; a slot before it and one of another service do not count.
    const [, slot, , , next] = await open(tenant, {}, limits, { maxOrders: 5 }, { maxOrders: 0 }, {}, {})
    const others = {
      branchId: tenant.branchId,
      service: 'delivery',
      slots: [{ startsAt: hour(3), endsAt: hour(4), maxOrders: 9 }],
    } as const
    await asStaff(tenant, (tx) => openSlots(tx, others))
    const slots = await asStaff(tenant, (tx) => tx.select().from(kitchenSlots).orderBy(kitchenSlots.startsAt))
    await change(tenant, { slotId: slots[2]?.id ?? '', closed: true })
    const slotId = slot?.id ?? ''
    const booking = { slotId, units: 2, amount: '13.00' }
    await book(db, tenant, { ...booking, amount: '12.99' })
    await book(db, tenant, booking)
    const work = () => book(db, tenant, booking)
    await expectRefusal(db, tenantId, work, 'SLOT_FULL', { constraint: 'kitchen_slots_free' })
    expect(hintOf(await work().catch((error: unknown) => error))).toEqual({
      slotId,
      nextSlotId: next?.id,
      nextStartsAt: next?.startsAt.toISOString(),
    })
  })

  test('of the last slot that there is names no next one', async ({ db, tenant }) => {
    const { id: slotId } = first(await open(tenant, { maxOrders: 0 }))
    const refusal: unknown = await book(db, tenant, { slotId }).catch((error: unknown) => error)
    expect(refusal).toMatchObject({ code: 'SLOT_FULL' })
    expect(hintOf(refusal)).toEqual({ slotId })
  })

  test('that is over or closed is SLOT_CLOSED, until it is opened again', async ({ db, tenant }) => {
    const [past, running] = await open(
      tenant,
      { startsAt: hour(-3), endsAt: hour(-2) },
      { startsAt: hour(-1), endsAt: hour(2) },
    )
    const [slotId, over] = [running?.id ?? '', past?.id ?? '']
    await book(db, tenant, { slotId })
    await change(tenant, { slotId, closed: true })
    for (const id of [slotId, over]) {
      const work = () => book(db, tenant, { slotId: id })
      await expectRefusal(db, tenant.tenantId, work, 'SLOT_CLOSED', { constraint: 'kitchen_slots_open' })
      expect(hintOf(await work().catch((error: unknown) => error))).toEqual({ slotId: id })
    }
    await change(tenant, { slotId, closed: false })
    await book(db, tenant, { slotId })
  })

  test('of another branch, service or tenant is NOT_FOUND', async ({ db, tenant }) => {
    const other = await newTenant(db)
    const { id: slotId } = first(await open(tenant, {}))
    const { id: theirs } = first(await open(other, {}))
    const wrong = [
      { slotId, branchId: newId() },
      { slotId, service: 'delivery' },
      { slotId: theirs },
      { slotId: newId() },
    ]
    for (const booking of wrong) {
      const work = () => book(db, tenant, booking)
      await expectRefusal(db, tenant.tenantId, work, 'NOT_FOUND', { constraint: 'kitchen_slots_known' })
    }
    expect(await allOf(other)).toEqual(['0 orders, 0 units, 0.00'])
  })

  test('is not given back more often than it was made', async ({ db, tenant }) => {
    const { id: slotId } = first(await open(tenant, {}))
    const work = () => asOwner(db, tenant.staff, `select app.release_slot('${tenant.tenantId}', '${slotId}', 0, 0)`)
    await expectRefusal(db, tenant.tenantId, work, 'SLOT_FULL', { constraint: 'kitchen_slots_orders_within_max' })
  })
})

describe('openSlots', () => {
  test('gives the slots as they are stored', async ({ tenant }) => {
    const { tenantId, branchId } = tenant
    expect(await open(tenant, { maxUnits: 60, maxAmount: '9000.50' }, {})).toEqual([
      {
        tenantId,
        id: expect.any(String),
        branchId,
        service: 'pickup',
        startsAt: hour(0),
        endsAt: hour(1),
        maxOrders: 2,
        maxUnits: 60,
        maxAmount: money('9000.50'),
        bookedOrders: 0,
        bookedUnits: 0,
        bookedAmount: money('0'),
        closedAt: null,
      },
      expect.objectContaining({ startsAt: hour(1), maxUnits: null, maxAmount: null }),
    ])
  })

  test('keeps the slots of a branch and service apart: SLOT_OVERLAP', async ({ db, tenant }) => {
    await open(tenant, { startsAt: hour(1), endsAt: hour(3) })
    const details = { constraint: 'kitchen_slots_apart' }
    for (const [startsAt, endsAt] of [
      [hour(2), hour(4)],
      [hour(0), hour(1.5)],
    ] as const) {
      await expectRefusal(db, tenant.tenantId, () => open(tenant, { startsAt, endsAt }), 'SLOT_OVERLAP', details)
    }
    const slots = [{ startsAt: hour(2), endsAt: hour(4), maxOrders: 1 }]
    await asStaff(tenant, (tx) => openSlots(tx, { branchId: tenant.branchId, service: 'delivery', slots }))
    await open(tenant, { startsAt: hour(0), endsAt: hour(1) }, { startsAt: hour(3), endsAt: hour(4) })
  })

  test('is for staff and the service, at a branch of their tenant', async ({ db, tenant }) => {
    const { branchId } = await newTenant(db)
    const slots = [{ startsAt: hour(0), endsAt: hour(1), maxOrders: 1 }]
    const at = (branch: string) => ({ branchId: branch, service: 'pickup', slots }) as const
    for (const as of [asCustomer, asCourier]) {
      const work = () => as(tenant, (tx) => openSlots(tx, at(tenant.branchId)))
      await expectRefusal(db, tenant.tenantId, work, 'FORBIDDEN')
    }
    for (const id of [branchId, newId()]) {
      const work = () => asStaff(tenant, (tx) => openSlots(tx, at(id)))
      await expectRefusal(db, tenant.tenantId, work, 'REFERENCED', { constraint: 'kitchen_slots_branch_fk' })
    }
  })

  test.for<[field: string, slot: object]>([
    ['slots[0].startsAt', { startsAt: 'now' }],
    ['slots[0].endsAt', { endsAt: new Date(Number.NaN) }],
    ['slots[0].endsAt', { endsAt: hour(0) }],
    ['slots[0].endsAt', { endsAt: hour(24.001) }],
    ['slots[0].maxOrders', { maxOrders: -1 }],
    ['slots[0].maxOrders', { maxOrders: 1.5 }],
    ['slots[0].maxUnits', { maxUnits: -1 }],
    ['slots[0].maxAmount', { maxAmount: '-0.01' }],
  ])('refuses a wrong %s', async ([field, slot], { tenant }) => {
    await expect(open(tenant, slot)).rejects.toMatchObject({ code: 'INVALID', details: { field } })
  })

  test.for<[field: string, changes: object]>([
    ['branchId', { branchId: 'x' }],
    ['service', { service: 'drone' }],
    ['slots', { slots: [] }],
  ])('refuses a wrong %s', async ([field, changes], { tenant }) => {
    const slots = [{ startsAt: hour(0), endsAt: hour(1), maxOrders: 1 }]
    const input = { branchId: tenant.branchId, service: 'pickup' as const, slots, ...changes }
    const work = asStaff(tenant, (tx) => openSlots(tx, input))
    await expect(work).rejects.toMatchObject({ code: 'INVALID', details: { field } })
  })
})

describe('changeSlot', () => {
  test('changes what it is told, and nothing else', async ({ tenant }) => {
    const slot = first(await open(tenant, { maxUnits: 10, maxAmount: '100.00' }))
    const slotId = slot.id
    expect(await change(tenant, { slotId, maxOrders: 5 })).toEqual({ ...slot, maxOrders: 5 })
    expect(await change(tenant, { slotId, maxUnits: null, maxAmount: '50.00' })).toEqual({
      ...slot,
      maxOrders: 5,
      maxUnits: null,
      maxAmount: money('50'),
    })
    const closed = await change(tenant, { slotId, closed: true })
    expect(closed.closedAt).toEqual(expect.any(Date))
    expect(await change(tenant, { slotId, closed: true })).toEqual(closed)
    expect(await change(tenant, { slotId, closed: false, maxAmount: null })).toMatchObject({
      closedAt: null,
      maxAmount: null,
    })
  })

  test.for<[constraint: string, limits: Omit<ChangeSlot, 'slotId'>]>([
    ['kitchen_slots_orders_within_max', { maxOrders: 0 }],
    ['kitchen_slots_units_within_max', { maxUnits: 2 }],
    ['kitchen_slots_amount_within_max', { maxAmount: '9.99' }],
  ])('does not go below what is booked: %s', async ([constraint, limits], { db, tenant }) => {
    const { id: slotId } = first(await open(tenant, {}))
    await book(db, tenant, { slotId, units: 3 })
    const work = () => change(tenant, { slotId, ...limits })
    await expectRefusal(db, tenant.tenantId, work, 'SLOT_FULL', { constraint })
  })

  test('is for staff and the service, and knows its own slots only', async ({ db, tenant }) => {
    const { id: theirs } = first(await open(await newTenant(db), {}))
    const { id: slotId } = first(await open(tenant, {}))
    for (const as of [asCustomer, asCourier]) {
      const work = () => as(tenant, (tx) => changeSlot(tx, { slotId, closed: true }))
      await expectRefusal(db, tenant.tenantId, work, 'FORBIDDEN')
    }
    for (const id of [theirs, newId()]) {
      const work = () => change(tenant, { slotId: id, closed: true })
      await expectRefusal(db, tenant.tenantId, work, 'NOT_FOUND', { table: 'kitchen_slots' })
    }
  })

  test.for<[field: string, changes: object]>([
    ['slotId', { slotId: 'x', closed: true }],
    ['slotId', {}],
    ['maxOrders', { maxOrders: -1 }],
    ['maxUnits', { maxUnits: 0.5 }],
    ['maxAmount', { maxAmount: 'x' }],
  ])('refuses a wrong %s', async ([field, changes], { tenant }) => {
    const work = asStaff(tenant, (tx) => changeSlot(tx, { slotId: newId(), ...changes }))
    await expect(work).rejects.toMatchObject({ code: 'INVALID', details: { field } })
  })
})

describe('listSlots', () => {
  test('shows a guest what is left of the slots of a day, by the clock of the branch', async ({ db, tenant }) => {
    const { branchId } = tenant
    // Mexico City is six hours behind: the 15th of March there is from 06:00 to 06:00 UTC.
    const at = (text: string) => new Date(`2031-03-${text}:00Z`)
    const [, slot] = await open(
      tenant,
      { startsAt: at('15T05:00'), endsAt: at('15T06:00') },
      { startsAt: at('15T06:00'), endsAt: at('15T07:00'), maxOrders: 5, maxUnits: 9, maxAmount: '99.50' },
      { startsAt: at('16T05:59'), endsAt: at('16T07:00') },
      { startsAt: at('16T07:00'), endsAt: at('16T08:00') },
    )
    await book(db, tenant, { slotId: slot?.id ?? '', units: 4, amount: '50.25' })
    await change(tenant, { slotId: slot?.id ?? '', closed: true })
    const input = { branchId, service: 'pickup', on: '2031-03-15' } as const
    expect(await asCustomer(tenant, (tx) => listSlots(tx, input))).toEqual([
      {
        id: slot?.id,
        startsAt: at('15T06:00'),
        endsAt: at('15T07:00'),
        isOpen: false,
        ordersLeft: 4,
        unitsLeft: 5,
        amountLeft: money('49.25'),
      },
      {
        id: expect.any(String),
        startsAt: at('16T05:59'),
        endsAt: at('16T07:00'),
        isOpen: true,
        ordersLeft: 2,
        unitsLeft: null,
        amountLeft: null,
      },
    ])
    expect(await asCourier(tenant, (tx) => listSlots(tx, input))).toEqual([])
    expect(await asCustomer(tenant, (tx) => listSlots(tx, { ...input, service: 'delivery' }))).toEqual([])
  })

  test.for<[field: string, changes: object]>([
    ['branchId', { branchId: 'x' }],
    ['service', { service: 'x' }],
    ['on', { on: '2031-02-30' }],
  ])('refuses a wrong %s', async ([field, changes], { tenant }) => {
    const input = { branchId: newId(), service: 'pickup' as const, on: '2031-03-15', ...changes }
    const work = asStaff(tenant, (tx) => listSlots(tx, input))
    await expect(work).rejects.toMatchObject({ code: 'INVALID', details: { field } })
  })
})

describe('what is booked of a slot', () => {
  test('is set by nobody but an order', async ({ db, tenant }) => {
    const { tenantId, branchId } = tenant
    await open(tenant, {})
    const slot = {
      branchId,
      service: 'delivery',
      startsAt: hour(0),
      endsAt: hour(1),
      maxOrders: 9,
      maxUnits: 9,
    } as const
    for (const forged of [{ bookedOrders: 1 }, { bookedUnits: 1 }, { bookedAmount: money('1') }]) {
      const set = () => asStaff(tenant, (tx) => tx.update(kitchenSlots).set(forged))
      await expectRefusal(db, tenantId, set, 'FORBIDDEN')
      const add = () => asStaff(tenant, (tx) => tx.insert(kitchenSlots).values({ ...slot, ...forged }))
      await expectRefusal(db, tenantId, add, 'FORBIDDEN')
    }
    await expectRefusal(db, tenantId, () => asStaff(tenant, (tx) => tx.delete(kitchenSlots)), 'FORBIDDEN')
  })
})
