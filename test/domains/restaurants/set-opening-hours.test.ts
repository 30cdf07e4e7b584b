import { describe, expect } from 'vitest'
import {
  auditLog,
  branches,
  listHours,
  newId,
  type SetOpeningHours,
  setOpeningHours,
  setSpecialDay,
  type WeekWindow,
} from '../../../src/index.ts'
import { asCourier, asCustomer, asService, asStaff, newTenant } from '../../../src/testing.ts'
import { test } from '../../database.ts'
import { asOwnerUndone } from '../as-owner.ts'
import { expectRefusal } from '../refusals.ts'
import { closed, weekly } from './in-zone.ts'

const friday: WeekWindow = { weekday: 5, opens: '18:00', closes: '02:00' }
const sunday: WeekWindow = { weekday: 7, opens: '20:00', closes: '04:00' }
const monday: WeekWindow = { weekday: 1, opens: '04:00', closes: '12:00' }

describe('setOpeningHours', () => {
  test('replaces the windows of one service, for everyone to read, in the order of the week', async ({ tenant }) => {
    const { branchId } = tenant
    await closed(tenant)
    await weekly(tenant, [friday])
    await weekly(tenant, [friday], 'delivery')
    await asService(tenant, (tx) => setOpeningHours(tx, { branchId, service: 'pickup', windows: [sunday, monday] }))
    for (const as of [asStaff, asService, asCustomer, asCourier]) {
      expect(await as(tenant, (tx) => listHours(tx, { branchId }))).toEqual({
        timeZone: 'America/Mexico_City',
        services: [
          { service: 'delivery', windows: [friday] },
          { service: 'pickup', windows: [monday, sunday] },
          { service: 'dine_in', windows: [] },
        ],
        specialDays: [],
      })
    }
    await weekly(tenant, [])
    const { services } = await asCustomer(tenant, (tx) => listHours(tx, { branchId }))
    expect(services[1]).toEqual({ service: 'pickup', windows: [] })
  })

  test('leaves a line in the audit log for each window that came and went', async ({ tenant }) => {
    await weekly(tenant, [friday])
    await weekly(tenant, [])
    const entries = await asStaff(tenant, (tx) => tx.select().from(auditLog).orderBy(auditLog.at))
    expect(entries.slice(-2).map(({ action, tableName, actor }) => [action, tableName, actor])).toEqual([
      ['insert', 'opening_hours', `staff:${tenant.ownerMembershipId}`],
      ['delete', 'opening_hours', `staff:${tenant.ownerMembershipId}`],
    ])
  })

  test.for<[what: string, windows: readonly WeekWindow[], field: string]>([
    ['on a day', [monday, { weekday: 1, opens: '11:59', closes: '13:00' }], 'windows[1]'],
    ['whatever their order', [{ weekday: 1, opens: '11:59', closes: '13:00' }, monday], 'windows[0]'],
    ['over midnight', [friday, { weekday: 6, opens: '01:59', closes: '09:00' }], 'windows[1]'],
    ['over the end of the week', [sunday, { weekday: 1, opens: '03:59', closes: '05:00' }], 'windows[1]'],
    [
      'over the whole day',
      [
        { weekday: 3, opens: '10:00', closes: '10:00' },
        { weekday: 4, opens: '09:00', closes: '24:00' },
      ],
      'windows[1]',
    ],
  ])('refuses windows that overlap %s, and names one', async ([, windows, field], { db, tenant }) => {
    const { tenantId, branchId } = tenant
    await weekly(tenant, [friday])
    const set = () => asStaff(tenant, (tx) => setOpeningHours(tx, { branchId, service: 'pickup', windows }))
    await expectRefusal(db, tenantId, set, 'HOURS_OVERLAP', { field })
  })

  test('takes windows that touch, also over the end of the week', async ({ tenant }) => {
    await weekly(tenant, [sunday, monday, { weekday: 1, opens: '12:00', closes: '24:00' }])
    const { services } = await asStaff(tenant, (tx) => listHours(tx, { branchId: tenant.branchId }))
    expect(services[1]?.windows).toEqual([monday, { weekday: 1, opens: '12:00', closes: '24:00' }, sunday])
  })

  test.for<[field: string, change: object]>([
    ['branchId', { branchId: 'x' }],
    ['service', { service: 'drone' }],
    ['windows', { windows: 'always' }],
    ['windows', { windows: Array.from({ length: 101 }, () => friday) }],
    ['windows[0].weekday', { windows: [{ ...friday, weekday: 0 }] }],
    ['windows[1].opens', { windows: [friday, { ...monday, opens: '24:00' }] }],
    ['windows[0].closes', { windows: [{ ...friday, closes: '2:00' }] }],
  ])('refuses a malformed %s before it asks the database', async ([field, change], { tenant }) => {
    // A caller without types: that is what is tested.
    const input = { branchId: tenant.branchId, service: 'pickup', windows: [friday], ...change } as SetOpeningHours
    const set = asStaff(tenant, (tx) => setOpeningHours(tx, input))
    await expect(set).rejects.toMatchObject({ code: 'INVALID', details: { field } })
  })

  test('is for staff and the service', async ({ db, tenant }) => {
    const { tenantId, branchId } = tenant
    await weekly(tenant, [friday])
    for (const as of [asCustomer, asCourier]) {
      for (const windows of [[monday], []]) {
        const set = () => as(tenant, (tx) => setOpeningHours(tx, { branchId, service: 'pickup', windows }))
        await expectRefusal(db, tenantId, set, 'FORBIDDEN')
      }
    }
  })

  test("knows no branch but the tenant's", async ({ db, tenant }) => {
    const other = await newTenant(db)
    for (const branchId of [other.branchId, newId()]) {
      const set = (windows: readonly WeekWindow[]) => () =>
        asStaff(tenant, (tx) => setOpeningHours(tx, { branchId, service: 'pickup', windows }))
      await expectRefusal(db, other.tenantId, set([friday]), 'REFERENCED', { constraint: 'opening_hours_branch_fk' })
      await expectRefusal(db, other.tenantId, set([]), 'NOT_FOUND', { table: 'branches' })
    }
  })
})

describe('around the verbs, the database refuses', () => {
  const row = ({ tenantId, branchId }: { tenantId: string; branchId: string }, service: string, minutes: string) =>
    `insert into opening_hours (tenant_id, branch_id, service, starts_minute, length_minutes) values ('${tenantId}', '${branchId}', '${service}', ${minutes})`

  test.for([
    ['the same window', '9840, 480'],
    ['a minute of it', '9000, 841'],
    ['its part behind the end of the week', '0, 60'],
  ])('%s of the same branch and service, to staff and to the owner', async ([, minutes], { db, tenant }) => {
    await closed(tenant)
    await weekly(tenant, [sunday])
    const overlap = { code: 'HOURS_OVERLAP', details: { sqlstate: '23P01', constraint: 'opening_hours_apart' } }
    await expect(asOwnerUndone(db, tenant.service, row(tenant, 'pickup', minutes ?? ''))).rejects.toMatchObject(overlap)
    const raw = asStaff(tenant, (tx) => tx.execute(row(tenant, 'pickup', minutes ?? '')))
    await expect(raw).rejects.toMatchObject(overlap)
    // Another service, and a window that only touches, are none of its business.
    await asOwnerUndone(db, tenant.service, row(tenant, 'delivery', minutes ?? ''), row(tenant, 'pickup', '240, 60'))
  })

  test('to change a window where it stands, to anyone of the application', async ({ tenant }) => {
    await weekly(tenant, [sunday])
    for (const as of [asStaff, asService, asCustomer]) {
      const change = as(tenant, (tx) => tx.execute('update opening_hours set length_minutes = 60'))
      await expect(change).rejects.toMatchObject({ code: 'FORBIDDEN' })
    }
  })

  test('services that a branch cannot offer', async ({ db, tenant }) => {
    for (const services of ['{}', '{NULL}', '{{pickup},{delivery}}', '{pickup,NULL}']) {
      const set = asOwnerUndone(db, tenant.service, `update branches set services = '${services}'`)
      await expect(set, services).rejects.toMatchObject({ code: 'INVALID', details: { sqlstate: '23514' } })
    }
    await asStaff(tenant, (tx) => tx.update(branches).set({ services: ['dine_in'], crossStreets: 'Uno y Dos' }))
    const [branch] = await asStaff(tenant, (tx) => tx.select().from(branches))
    expect([branch?.services, branch?.crossStreets]).toEqual([['dine_in'], 'Uno y Dos'])
  })

  test('two entries of the border register for one day', async ({ db, tenant }) => {
    const { tenantId, branchId } = tenant
    const entry = (from: string, to: string) =>
      `insert into branch_tax_regions (tenant_id, branch_id, region, valid_from_on, valid_to_on) values ('${tenantId}', '${branchId}', 'north', ${from}, ${to})`
    const twice = asOwnerUndone(
      db,
      tenant.service,
      entry(`'2026-01-01'`, 'null'),
      entry(`'2026-07-01'`, `'2026-07-01'`),
    )
    await expect(twice).rejects.toMatchObject({
      code: 'CONFLICT',
      details: { constraint: 'branch_tax_regions_one_per_day' },
    })
    await asOwnerUndone(db, tenant.service, entry(`'2026-01-01'`, `'2026-06-30'`), entry(`'2026-07-01'`, 'null'))
  })

  test('a daypart twice, and hours or days of a branch of another tenant', async ({ db, tenant }) => {
    const other = await newTenant(db)
    const { tenantId, restaurantId } = tenant
    const daypart = `insert into dayparts (tenant_id, restaurant_id, name, minutes) values ('${tenantId}', '${restaurantId}', 'Desayuno', '{[420,720)}')`
    await expect(asOwnerUndone(db, tenant.service, daypart, daypart)).rejects.toMatchObject({
      code: 'CONFLICT',
      details: { constraint: 'dayparts_name_key' },
    })
    const theirs = { tenantId, branchId: other.branchId }
    for (const [statement, constraint] of [
      [row(theirs, 'pickup', '0, 60'), 'opening_hours_branch_fk'],
      [
        `insert into special_days (tenant_id, branch_id, service, held_on, minutes) values ('${tenantId}', '${other.branchId}', 'pickup', '2026-12-25', '{}')`,
        'special_days_branch_fk',
      ],
      [
        `insert into branch_tax_regions (tenant_id, branch_id, region, valid_from_on) values ('${tenantId}', '${other.branchId}', 'north', '2026-12-25')`,
        'branch_tax_regions_branch_fk',
      ],
      [
        `insert into dayparts (tenant_id, restaurant_id, name, minutes) values ('${tenantId}', '${other.restaurantId}', 'x', '{[0,1)}')`,
        'dayparts_restaurant_fk',
      ],
    ] as const) {
      await expect(asOwnerUndone(db, tenant.service, statement), statement).rejects.toMatchObject({
        code: 'REFERENCED',
        details: { constraint },
      })
    }
  })

  test('two decisions of one branch, service and date, and a window that the next day opens', async ({
    db,
    tenant,
  }) => {
    const { tenantId, branchId } = tenant
    await asStaff(tenant, (tx) => setSpecialDay(tx, { branchId, on: '2026-12-25', windows: [] }))
    const day = (date: string, minutes: string) =>
      `insert into special_days (tenant_id, branch_id, service, held_on, minutes) values ('${tenantId}', '${branchId}', 'pickup', '${date}', '${minutes}')`
    await expect(asOwnerUndone(db, tenant.service, day('2026-12-25', '{[600,660)}'))).rejects.toMatchObject({
      code: 'CONFLICT',
      details: { constraint: 'special_days_one_decision_key' },
    })
    for (const minutes of ['{[1440,1500)}', '{[1380,1500),[1501,1502)}', '{[-1,60)}', '{[0,2881)}', '{(,)}']) {
      await expect(asOwnerUndone(db, tenant.service, day('2026-12-26', minutes)), minutes).rejects.toMatchObject({
        code: 'INVALID',
        details: { constraint: 'day_minutes_valid' },
      })
    }
    // Windows that overlap are the same minutes once: nothing to contradict.
    const [row] = await asOwnerUndone<{ minutes: string }>(
      db,
      tenant.service,
      `${day('2026-12-26', '{[600,700),[660,720),[1380,2819)}')} returning minutes::text`,
    )
    expect(row?.minutes).toBe('{[600,720),[1380,2819)}')
  })
})
