import { eq, sql } from 'drizzle-orm'
import { describe, expect } from 'vitest'
import {
  branches,
  dayparts,
  type IsOpenAt,
  isOpenAt,
  newId,
  type NextOpening,
  nextOpening,
  type Service,
  setSpecialDay,
  specialDays,
} from '../../../src/index.ts'
import {
  asCourier,
  asCustomer,
  asService,
  asStaff,
  newTenant,
  openAllDay,
  type TestTenant,
} from '../../../src/testing.ts'
import { test } from '../../database.ts'
import { closed, inZone, weekly } from './in-zone.ts'

const openAt = ({ branchId, ...tenant }: TestTenant, at: string, service: Service = 'pickup') =>
  asCustomer({ branchId, ...tenant }, (tx) => isOpenAt(tx, { branchId, service, at: new Date(at) }))

const openingAfter = async (tenant: TestTenant, from: string) => {
  const { branchId } = tenant
  const next = await asCustomer(tenant, (tx) => nextOpening(tx, { branchId, service: 'pickup', from: new Date(from) }))
  return next && [next.opensAt.toISOString(), next.closesAt?.toISOString() ?? null]
}

describe('isOpenAt', () => {
  test('counts from the first instant of a window, and no longer at its last, over Sunday night', async ({
    tenant,
  }) => {
    await closed(tenant)
    await weekly(tenant, [{ weekday: 7, opens: '18:00', closes: '02:00' }])
    // Ciudad de México is at UTC−6 all year; 2026-11-22 is a Sunday.
    expect(await openAt(tenant, '2026-11-22T23:59:59.999Z')).toBe(false)
    expect(await openAt(tenant, '2026-11-23T00:00:00Z')).toBe(true)
    expect(await openAt(tenant, '2026-11-23T07:59:59.999Z')).toBe(true)
    expect(await openAt(tenant, '2026-11-23T08:00:00Z')).toBe(false)
    expect(await openAt(tenant, '2026-11-23T07:00:00Z', 'delivery')).toBe(false)
  })

  test('a night on which the clocks go back is one hour longer, and opens once', async ({ tenant }) => {
    await inZone(tenant, 'America/Tijuana')
    // 2026-11-01, Sunday: 02:00 is 01:00 again. Until 01:30 means the first.
    await weekly(tenant, [{ weekday: 6, opens: '20:00', closes: '01:30' }])
    await weekly(tenant, [{ weekday: 6, opens: '20:00', closes: '03:00' }], 'delivery')
    expect(await openAt(tenant, '2026-11-01T08:29:59Z')).toBe(true)
    expect(await openAt(tenant, '2026-11-01T08:30:00Z')).toBe(false)
    // The second 01:00 to 01:29.
    expect(await openAt(tenant, '2026-11-01T09:15:00Z')).toBe(false)
    expect(await openAt(tenant, '2026-11-01T10:59:59Z', 'delivery')).toBe(true)
    expect(await openAt(tenant, '2026-11-01T11:00:00Z', 'delivery')).toBe(false)
  })

  test('a time that the clocks skip is as much later as they skip', async ({ tenant }) => {
    await inZone(tenant, 'America/Ciudad_Juarez')
    // 2026-03-08, Sunday: after 01:59 comes 03:00. From 02:30 means from 03:30.
    await weekly(tenant, [{ weekday: 7, opens: '02:30', closes: '05:00' }])
    expect(await openAt(tenant, '2026-03-08T09:29:59Z')).toBe(false)
    expect(await openAt(tenant, '2026-03-08T09:30:00Z')).toBe(true)
    expect(await openAt(tenant, '2026-03-08T11:00:00Z')).toBe(false)
    // A window that is skipped whole does not open.
    await weekly(tenant, [{ weekday: 7, opens: '02:30', closes: '03:30' }])
    expect(await openingAfter(tenant, '2026-03-08T00:00:00Z')).toEqual([
      '2026-03-15T08:30:00.000Z',
      '2026-03-15T09:30:00.000Z',
    ])
  })

  test('asks the database for now when it is given no moment', async ({ tenant }) => {
    const { branchId } = tenant
    await asStaff(tenant, (tx) => openAllDay(tx, tenant.branchId))
    const before = Date.now()
    const next = await asCustomer(tenant, (tx) => nextOpening(tx, { branchId, service: 'dine_in' }))
    expect(await asCustomer(tenant, (tx) => isOpenAt(tx, { branchId, service: 'dine_in' }))).toBe(true)
    expect(Math.abs((next?.opensAt.getTime() ?? 0) - before)).toBeLessThan(60_000)
    expect(next?.closesAt).toBeNull()
  })

  test('a branch without hours, one that is archived, and a service that is not offered are closed', async ({
    tenant,
  }) => {
    const at = '2026-11-23T12:00:00Z'
    await closed(tenant)
    expect([await openAt(tenant, at), await openingAfter(tenant, at)]).toEqual([false, null])
    await asStaff(tenant, (tx) => openAllDay(tx, tenant.branchId))
    expect([await openAt(tenant, at), await openingAfter(tenant, at)]).toEqual([
      true,
      ['2026-11-23T12:00:00.000Z', null],
    ])
    await asStaff(tenant, (tx) => tx.update(branches).set({ services: ['delivery'] }))
    expect([await openAt(tenant, at), await openAt(tenant, at, 'delivery')]).toEqual([false, true])
    expect(await openingAfter(tenant, at)).toBeNull()
    await asStaff(tenant, (tx) => tx.update(branches).set({ archivedAt: new Date() }))
    expect(await openAt(tenant, at, 'delivery')).toBe(false)
  })

  test("is answered to everyone of the tenant, and knows no other tenant's branch", async ({ db, tenant }) => {
    await asStaff(tenant, (tx) => openAllDay(tx, tenant.branchId))
    const other = await newTenant(db)
    for (const as of [asStaff, asService, asCustomer, asCourier]) {
      const ask = (branchId: string) => as(tenant, (tx) => isOpenAt(tx, { branchId, service: 'pickup' }))
      const askNext = (branchId: string) => as(tenant, (tx) => nextOpening(tx, { branchId, service: 'pickup' }))
      expect(await ask(tenant.branchId)).toBe(true)
      expect(await askNext(tenant.branchId)).not.toBeNull()
      for (const unknown of [other.branchId, newId()]) {
        const refused = { code: 'NOT_FOUND', details: { constraint: 'branches_known' } }
        await expect(ask(unknown)).rejects.toMatchObject(refused)
        await expect(askNext(unknown)).rejects.toMatchObject(refused)
      }
    }
  })

  test.for<[field: string, change: object]>([
    ['branchId', { branchId: 'x' }],
    ['service', { service: 'drone' }],
    ['at', { at: new Date(Number.NaN) }],
    ['at', { at: '2026-11-23T12:00:00Z' }],
    ['at', { at: new Date('1899-12-31T23:59:59Z') }],
  ])('refuses a malformed %s before it asks the database', async ([field, change], { tenant }) => {
    // A caller without types: that is what is tested.
    const input = { branchId: tenant.branchId, service: 'pickup', ...change } as IsOpenAt & NextOpening
    await expect(asStaff(tenant, (tx) => isOpenAt(tx, input))).rejects.toMatchObject({
      code: 'INVALID',
      details: { field },
    })
    const { at: from, ...rest } = input
    const next = { ...rest, ...('at' in change ? { from } : {}) } as NextOpening
    await expect(asStaff(tenant, (tx) => nextOpening(tx, next))).rejects.toMatchObject({
      code: 'INVALID',
      details: { field: field === 'at' ? 'from' : field },
    })
  })
})

describe('nextOpening', () => {
  test('is now while open, and else the next stretch, whole from window to window', async ({ tenant }) => {
    await weekly(tenant, [
      { weekday: 1, opens: '08:00', closes: '14:00' },
      { weekday: 1, opens: '14:00', closes: '24:00' },
      { weekday: 2, opens: '00:00', closes: '01:00' },
    ])
    const monday = ['2026-11-23T14:00:00.000Z', '2026-11-24T07:00:00.000Z']
    expect(await openingAfter(tenant, '2026-11-20T00:00:00Z')).toEqual(monday)
    expect(await openingAfter(tenant, '2026-11-23T13:59:59.999Z')).toEqual(monday)
    expect(await openingAfter(tenant, '2026-11-23T20:15:30.250Z')).toEqual(['2026-11-23T20:15:30.250Z', monday[1]])
    expect(await openingAfter(tenant, '2026-11-24T07:00:00Z')).toEqual([
      '2026-11-30T14:00:00.000Z',
      '2026-12-01T07:00:00.000Z',
    ])
  })

  test('looks past a closure of months, and not past the year', async ({ tenant }) => {
    const { branchId } = tenant
    const on = (day: number) => new Date(Date.UTC(2026, 0, day)).toISOString().slice(0, 10)
    const close = (from: number, to: number) => {
      const days = Array.from({ length: to - from + 1 }, (_, n) => on(from + n))
      const rows = days.map((heldOn) => ({ branchId, service: 'pickup' as const, heldOn, minutes: [] }))
      return asStaff(tenant, (tx) => tx.insert(specialDays).values(rows))
    }
    await weekly(tenant, [{ weekday: 4, opens: '12:00', closes: '13:00' }])
    await close(1, 9)
    // Thursdays: 2026-01-01 and 2026-01-08 are closed.
    expect(await openingAfter(tenant, '2026-01-01T00:00:00Z')).toEqual([
      '2026-01-15T18:00:00.000Z',
      '2026-01-15T19:00:00.000Z',
    ])
    await close(10, 60)
    expect(await openingAfter(tenant, '2026-01-01T00:00:00Z')).toEqual([
      '2026-03-05T18:00:00.000Z',
      '2026-03-05T19:00:00.000Z',
    ])
    await weekly(tenant, [])
    const once = { branchId, on: '2027-06-01', windows: [{ opens: '12:00', closes: '13:00' }] }
    await asStaff(tenant, (tx) => setSpecialDay(tx, once))
    expect(await openingAfter(tenant, '2026-05-31T18:00:00Z')).toBeNull()
    expect(await openingAfter(tenant, '2026-05-31T18:00:00.001Z')).toEqual(['2027-06-01T18:00:00.000Z', null])
    expect(await openingAfter(tenant, '2026-05-31T19:00:00Z')).toEqual([
      '2027-06-01T18:00:00.000Z',
      '2027-06-01T19:00:00.000Z',
    ])
  })
})

describe('app.week_contains', () => {
  test('says whether a daypart holds at a branch, and nothing of nothing', async ({ tenant }) => {
    const { restaurantId, tenantId } = tenant
    const minutes = [
      { weekday: 1, opens: '07:00', closes: '12:00' },
      { weekday: 7, opens: '22:00', closes: '07:00' },
    ] as const
    await asStaff(tenant, (tx) => tx.insert(dayparts).values({ restaurantId, name: 'Desayuno', minutes }))
    const holds = (at: string | null, zone: string) =>
      asCustomer(tenant, (tx) =>
        tx
          .select({
            minutes: dayparts.minutes,
            holds: sql<boolean | null>`app.week_contains(${dayparts.minutes}, ${at}::timestamptz, ${zone})`,
          })
          .from(dayparts)
          .where(eq(dayparts.tenantId, tenantId)),
      )
    // The two windows touch: they are one, of 14 hours.
    const whole = [{ weekday: 7, opens: '22:00', closes: '12:00' }]
    expect(await holds('2026-11-23T03:59:59Z', 'America/Mexico_City')).toEqual([{ minutes: whole, holds: false }])
    expect(await holds('2026-11-23T04:00:00Z', 'America/Mexico_City')).toEqual([{ minutes: whole, holds: true }])
    expect(await holds('2026-11-23T17:59:59Z', 'America/Mexico_City')).toEqual([{ minutes: whole, holds: true }])
    expect(await holds('2026-11-23T17:59:59Z', 'America/Cancun')).toEqual([{ minutes: whole, holds: false }])
    expect(await holds(null, 'America/Cancun')).toEqual([{ minutes: whole, holds: null }])
  })
})
