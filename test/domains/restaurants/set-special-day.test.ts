import { describe, expect } from 'vitest'
import {
  type ClearSpecialDay,
  clearSpecialDay,
  isOpenAt,
  listHours,
  newId,
  type SetSpecialDay,
  setSpecialDay,
  specialDays,
} from '../../../src/index.ts'
import { asCourier, asCustomer, asService, asStaff, newTenant, openAllDay } from '../../../src/testing.ts'
import { test } from '../../database.ts'
import { expectRefusal } from '../refusals.ts'

const christmas = { on: '2026-12-25', windows: [], reason: 'Navidad' } as const

describe('setSpecialDay', () => {
  test('decides a date for every service, or anew for some', async ({ tenant }) => {
    const { branchId } = tenant
    const windows = [
      { opens: '20:00', closes: '02:00' },
      { opens: '08:00', closes: '12:00' },
    ]
    await asStaff(tenant, (tx) => setSpecialDay(tx, { branchId, ...christmas }))
    await asService(tenant, (tx) =>
      setSpecialDay(tx, { branchId, on: '2026-12-25', services: ['pickup'], windows, reason: 'Solo para llevar' }),
    )
    const hours = await asCustomer(tenant, (tx) => listHours(tx, { branchId, from: '2026-12-25' }))
    expect(hours.specialDays).toEqual([
      { on: '2026-12-25', service: 'delivery', windows: [], reason: 'Navidad' },
      { on: '2026-12-25', service: 'dine_in', windows: [], reason: 'Navidad' },
      {
        on: '2026-12-25',
        service: 'pickup',
        windows: [
          { opens: '08:00', closes: '12:00' },
          { opens: '20:00', closes: '02:00' },
        ],
        reason: 'Solo para llevar',
      },
    ])
  })

  test('is listed for a year from a day, today without one', async ({ tenant }) => {
    const { branchId } = tenant
    const on = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10)
    const listed = async (from?: string) => {
      const hours = await asCustomer(tenant, (tx) => listHours(tx, { branchId, ...(from ? { from } : {}) }))
      return hours.specialDays.map((day) => day.on)
    }
    for (const date of [on(-2), on(2), on(800), '2027-02-01', '2028-02-01', '2028-02-02']) {
      await asStaff(tenant, (tx) => setSpecialDay(tx, { branchId, on: date, services: ['pickup'], windows: [] }))
    }
    expect(await listed('2027-02-01')).toEqual(expect.arrayContaining(['2027-02-01', '2028-02-01']))
    expect(await listed('2027-02-01')).not.toContain('2028-02-02')
    expect(await listed()).toContain(on(2))
    expect(await listed()).not.toEqual(expect.arrayContaining([on(-2)]))
    expect(await listed()).not.toContain(on(800))
  })

  test('replaces what opens on its date, and not what opened the evening before', async ({ tenant }) => {
    const { branchId } = tenant
    const openAt = (at: string) =>
      asCustomer(tenant, (tx) => isOpenAt(tx, { branchId, service: 'pickup', at: new Date(at) }))
    await asStaff(tenant, (tx) =>
      setSpecialDay(tx, { branchId, on: '2026-12-24', windows: [{ opens: '22:00', closes: '02:00' }] }),
    )
    await asStaff(tenant, (tx) => openAllDay(tx, tenant.branchId))
    await asStaff(tenant, (tx) => setSpecialDay(tx, { branchId, ...christmas }))
    // 01:59 and 02:00 of the 25th, 23:59 of the 25th, 00:00 of the 26th; Ciudad de México is at UTC−6.
    expect(await openAt('2026-12-25T07:59:59.999Z')).toBe(true)
    expect(await openAt('2026-12-25T08:00:00Z')).toBe(false)
    expect(await openAt('2026-12-26T05:59:59Z')).toBe(false)
    expect(await openAt('2026-12-26T06:00:00Z')).toBe(true)
  })

  test.for<[field: string, change: object]>([
    ['branchId', { branchId: 'x' }],
    ['on', { on: '2026-02-30' }],
    ['on', { on: 'today' }],
    ['services', { services: [] }],
    ['services[0]', { services: ['drone'] }],
    ['services', { services: ['pickup', 'pickup'] }],
    ['windows', { windows: undefined }],
    ['windows[0].opens', { windows: [{ opens: 600, closes: '12:00' }] }],
    ['reason', { reason: 'x'.repeat(201) }],
  ])('refuses a malformed %s before it asks the database', async ([field, change], { tenant }) => {
    // A caller without types: that is what is tested.
    const input = { branchId: tenant.branchId, ...christmas, ...change } as SetSpecialDay
    const set = asStaff(tenant, (tx) => setSpecialDay(tx, input))
    await expect(set).rejects.toMatchObject({ code: 'INVALID', details: { field } })
  })

  test('refuses windows that overlap, instead of joining them silently', async ({ db, tenant }) => {
    const { branchId, tenantId } = tenant
    const windows = [
      { opens: '08:00', closes: '12:00' },
      { opens: '11:00', closes: '13:00' },
    ]
    const set = () => asStaff(tenant, (tx) => setSpecialDay(tx, { branchId, on: '2026-12-25', windows }))
    await expectRefusal(db, tenantId, set, 'HOURS_OVERLAP', { field: 'windows[1]' })
  })

  test("is for staff and the service, and for the tenant's own branches", async ({ db, tenant }) => {
    const { branchId, tenantId } = tenant
    for (const as of [asCustomer, asCourier]) {
      const set = () => as(tenant, (tx) => setSpecialDay(tx, { branchId, ...christmas }))
      await expectRefusal(db, tenantId, set, 'FORBIDDEN')
      // Around the verb as well.
      const minutes = [{ opens: '08:00', closes: '12:00' }]
      const insert = () =>
        as(tenant, (tx) =>
          tx.insert(specialDays).values({ branchId, service: 'pickup', heldOn: '2026-12-25', minutes }),
        )
      await expectRefusal(db, tenantId, insert, 'FORBIDDEN')
    }
    const other = await newTenant(db)
    for (const unknown of [other.branchId, newId()]) {
      const set = () => asStaff(tenant, (tx) => setSpecialDay(tx, { branchId: unknown, ...christmas }))
      await expectRefusal(db, other.tenantId, set, 'REFERENCED', { constraint: 'special_days_branch_fk' })
    }
  })
})

describe('clearSpecialDay', () => {
  test('gives the date back to the weekly hours, and says for which services; twice is no error', async ({
    tenant,
  }) => {
    const { branchId } = tenant
    await asStaff(tenant, (tx) => setSpecialDay(tx, { branchId, ...christmas }))
    const clear = (input: Partial<ClearSpecialDay> = {}) =>
      asStaff(tenant, (tx) => clearSpecialDay(tx, { branchId, on: '2026-12-25', ...input }))
    expect(await clear({ services: ['pickup'] })).toEqual(['pickup'])
    expect(await clear({ on: '2026-12-24' })).toEqual([])
    expect([...(await clear())].sort()).toEqual(['delivery', 'dine_in'])
    expect(await clear()).toEqual([])
  })

  test("is for staff and the service, and for the tenant's own branches", async ({ db, tenant }) => {
    const { branchId, tenantId } = tenant
    await asStaff(tenant, (tx) => setSpecialDay(tx, { branchId, ...christmas }))
    for (const as of [asCustomer, asCourier]) {
      const clear = () => as(tenant, (tx) => clearSpecialDay(tx, { branchId, on: '2026-12-25' }))
      await expectRefusal(db, tenantId, clear, 'FORBIDDEN')
      expect(await as(tenant, (tx) => tx.delete(specialDays).returning())).toEqual([])
    }
    const other = await newTenant(db)
    expect(await asStaff(other, (tx) => clearSpecialDay(tx, { branchId, on: '2026-12-25' }))).toEqual([])
    expect(await asStaff(tenant, (tx) => tx.$count(specialDays))).toBe(3)
  })
})
