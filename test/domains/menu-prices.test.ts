import { eq } from 'drizzle-orm'
import { describe, expect } from 'vitest'
import { markAvailable, markSoldOut, newId, productPrices, setPrice, type SetPrice, soldOuts } from '../../src/index.ts'
import { money } from '../../src/money.ts'
import { asCourier, asCustomer, asService, asStaff, newTenant, type TestTenant } from '../../src/testing.ts'
import { test } from '../database.ts'
import { choiceOf } from './choice-of.ts'
import { expectRefusal } from './refusals.ts'

const anInput = (tenant: TestTenant, changes: Partial<SetPrice> = {}): SetPrice => ({
  productId: tenant.items['TACO'] ?? '',
  price: '20.00',
  ...changes,
})

const set = (tenant: TestTenant, changes: Partial<SetPrice> = {}) =>
  asStaff(tenant, (tx) => setPrice(tx, anInput(tenant, changes)))

const spans = (tenant: TestTenant) =>
  asStaff(tenant, (tx) =>
    tx
      .select({ price: productPrices.price, from: productPrices.validFrom, until: productPrices.validUntil })
      .from(productPrices)
      .orderBy(productPrices.validFrom),
  )

const [may, june, july] = ['2031-05-01', '2031-06-01', '2031-07-01'].map((day) => new Date(`${day}T06:00:00.000Z`)) as [
  Date,
  Date,
  Date,
]

describe('setPrice', () => {
  test('stores where and when it holds, and hands it back', async ({ tenant }) => {
    const { tenantId, menuId, branchId } = tenant
    const where = { branchId, channel: 'web', service: 'delivery' } as const
    const stored = await set(tenant, { ...where, price: money('21.50'), from: may, until: june })
    const row = { tenantId, menuId, productId: tenant.items['TACO'], price: money('21.5'), id: expect.any(String) }
    expect(stored).toEqual({ ...row, ...where, validFrom: may, validUntil: june })
    const everywhere = await asService(tenant, (tx) => setPrice(tx, anInput(tenant)))
    const now = { branchId: null, channel: null, service: null, validFrom: expect.any(Date), validUntil: null }
    expect(everywhere).toEqual({ ...row, ...now, price: money('20') })
    expect(Math.abs(everywhere.validFrom.getTime() - Date.now())).toBeLessThan(60_000)
    const option = await choiceOf(tenant, 'TACO', 'Habanero')
    expect(await set(tenant, { productId: option.optionId, price: '0' })).toMatchObject({ price: money('0') })
  })

  test('ends the price before where it begins, there and nowhere else', async ({ tenant }) => {
    await set(tenant, { from: may })
    await set(tenant, { from: may, channel: 'web', price: '99' })
    await set(tenant, { from: june, price: '21' })
    await set(tenant, { from: july, price: '22', until: new Date('2032-01-01T06:00:00Z') })
    expect((await spans(tenant)).filter(({ price }) => !price.equals(99))).toEqual([
      { price: money('20'), from: may, until: june },
      { price: money('21'), from: june, until: july },
      { price: money('22'), from: july, until: new Date('2032-01-01T06:00:00Z') },
    ])
    expect((await spans(tenant)).filter(({ price }) => price.equals(99))).toEqual([
      { price: money('99'), from: may, until: null },
    ])
  })

  test('refuses a price over another that ends by itself, or that begins later', async ({ db, tenant }) => {
    await set(tenant, { from: may, until: june })
    await set(tenant, { from: july })
    for (const changes of [
      { from: may, until: june },
      { from: new Date(june.getTime() - 1), until: july },
      { from: june },
      {},
      { from: july },
    ]) {
      await expectRefusal(db, tenant.tenantId, () => set(tenant, changes), 'PRICE_OVERLAP', {
        constraint: 'product_prices_one_at_a_time',
      })
    }
    await set(tenant, { from: june, until: july })
    expect(await spans(tenant)).toHaveLength(3)
  })

  test.for<[field: string, wrong: Record<string, unknown>]>([
    ['productId', { productId: 'TACO' }],
    ['price', { price: '-1' }],
    ['price', { price: '1.005' }],
    ['price', { price: 'NaN' }],
    ['branchId', { branchId: '1' }],
    ['channel', { channel: 'fax' }],
    ['service', { service: 'drone' }],
    ['from', { from: new Date('nunca') }],
    ['until', { until: new Date('nunca') }],
    ['until', { from: june, until: june }],
    ['until', { until: new Date('2020-01-01T00:00:00Z') }],
  ])('refuses a wrong %s', async ([field, wrong], { db, tenant }) => {
    await expectRefusal(db, tenant.tenantId, () => set(tenant, wrong), 'INVALID', { field })
  })

  test("knows no product and no branch of another tenant's, and no guest who may", async ({ db, tenant }) => {
    const other = await newTenant(db)
    for (const productId of [other.items['TACO'] ?? '', newId()]) {
      await expectRefusal(db, tenant.tenantId, () => set(tenant, { productId }), 'NOT_FOUND', { table: 'products' })
    }
    for (const branchId of [other.branchId, newId()]) {
      await expectRefusal(db, tenant.tenantId, () => set(tenant, { branchId }), 'REFERENCED', {
        constraint: 'product_prices_branch_fk',
      })
    }
    await set(tenant)
    for (const as of [asCustomer, asCourier]) {
      const work = () => as(tenant, (tx) => setPrice(tx, anInput(tenant, { price: '1' })))
      await expectRefusal(db, tenant.tenantId, work, 'FORBIDDEN')
    }
  })
})

describe('markSoldOut and markAvailable', () => {
  const mark = (tenant: TestTenant) => ({ branchId: tenant.branchId, productId: tenant.items['TACO'] ?? '' })

  test('store one mark, replace it, and take it away', async ({ tenant }) => {
    const { tenantId } = tenant
    const input = mark(tenant)
    const first = await asStaff(tenant, (tx) => markSoldOut(tx, { ...input, until: may, reason: 'No llegó' }))
    const row = { tenantId, ...input, since: expect.any(Date) }
    expect(first).toEqual({ ...row, until: may, reason: 'No llegó' })
    const second = await asService(tenant, (tx) => markSoldOut(tx, input))
    expect(second).toEqual({ ...row, until: null, reason: '' })
    expect(second.since.getTime()).toBeGreaterThanOrEqual(first.since.getTime())
    expect(await asCustomer(tenant, (tx) => tx.select().from(soldOuts))).toEqual([second])
    expect(await asStaff(tenant, (tx) => markAvailable(tx, input))).toBeUndefined()
    expect(await asStaff(tenant, (tx) => markAvailable(tx, input))).toBeUndefined()
    expect(await asStaff(tenant, (tx) => tx.$count(soldOuts, eq(soldOuts.tenantId, tenantId)))).toBe(0)
  })

  test.for<[field: string, wrong: Record<string, unknown>]>([
    ['branchId', { branchId: '1' }],
    ['productId', { productId: 'TACO' }],
    ['until', { until: new Date('2020-01-01T00:00:00Z') }],
    ['until', { until: new Date('nunca') }],
    ['reason', { reason: 'x'.repeat(201) }],
    ['reason', { reason: 'no\0' }],
  ])('refuse a wrong %s', async ([field, wrong], { db, tenant }) => {
    const work = () => asStaff(tenant, (tx) => markSoldOut(tx, { ...mark(tenant), ...wrong }))
    await expectRefusal(db, tenant.tenantId, work, 'INVALID', { field })
    if (field === 'until' || field === 'reason') return
    const back = () => asStaff(tenant, (tx) => markAvailable(tx, { ...mark(tenant), ...wrong }))
    await expectRefusal(db, tenant.tenantId, back, 'INVALID', { field })
  })

  test("know no branch and no product of another tenant's", async ({ db, tenant }) => {
    const other = await newTenant(db)
    await asStaff(other, (tx) => markSoldOut(tx, mark(other)))
    for (const [wrong, constraint] of [
      [{ branchId: other.branchId }, 'sold_outs_branch_fk'],
      [{ productId: mark(other).productId }, 'sold_outs_product_fk'],
    ] as const) {
      const work = () => asStaff(tenant, (tx) => markSoldOut(tx, { ...mark(tenant), ...wrong }))
      await expectRefusal(db, tenant.tenantId, work, 'REFERENCED', { constraint })
    }
    await asStaff(tenant, (tx) => markAvailable(tx, mark(other)))
    expect(await asStaff(other, (tx) => tx.$count(soldOuts))).toBe(1)
  })

  test('are for no guest and no courier', async ({ db, tenant }) => {
    await asStaff(tenant, (tx) => markSoldOut(tx, mark(tenant)))
    for (const as of [asCustomer, asCourier]) {
      await expectRefusal(db, tenant.tenantId, () => as(tenant, (tx) => markSoldOut(tx, mark(tenant))), 'FORBIDDEN')
      await expectRefusal(db, tenant.tenantId, () => as(tenant, (tx) => markAvailable(tx, mark(tenant))), 'FORBIDDEN')
    }
  })
})
