import { describe, expect } from 'vitest'
import {
  auditLog,
  couponCursor,
  createCoupon,
  createPromotion,
  type CreatePromotion,
  endPromotion,
  listCoupons,
  listPromotions,
  newId,
  promotionBranches,
  promotionCursor,
  promotionItems,
  promotions,
} from '../../../src/index.ts'
import { money, rate, zero } from '../../../src/money.ts'
import {
  aCoupon,
  aPromotion,
  asCourier,
  asCustomer,
  asService,
  asStaff,
  newTenant,
  type TestTenant,
} from '../../../src/testing.ts'
import {
  createCouponInput,
  createPromotionInput,
  endPromotionInput,
  listCouponsInput,
  listPromotionsInput,
} from '../../../src/zod.ts'
import { test } from '../../database.ts'
import { builderOf } from '../builder-of.ts'
import { expectRefusal } from '../refusals.ts'

const plain = { name: 'Diez por ciento', kind: 'percent', percentOff: '0.10', fundedBy: 'restaurant' } as const

const create = (tenant: TestTenant, input: CreatePromotion) => asStaff(tenant, (tx) => createPromotion(tx, input))

describe('createPromotion', () => {
  test('makes a promotion with its dishes and branches, all of it as it was said', async ({ tenant }) => {
    const { TACO: taco = '', AGUA: agua = '' } = tenant.items
    const windows = [{ weekday: 5, opens: '22:00', closes: '02:00' }] as const
    const made = await create(tenant, {
      name: '3×2 de noche',
      kind: 'buy_x_get_y',
      buyQuantity: 2,
      getQuantity: 1,
      percentOff: '0.5',
      maxDiscount: '80.00',
      minSubtotal: '100.00',
      firstOrderOnly: true,
      itemIds: [taco.toUpperCase(), agua, taco],
      branchIds: [tenant.branchId],
      channels: ['app', 'web'],
      services: ['delivery'],
      windows,
      validFrom: new Date('2026-01-01T06:00:00Z'),
      validUntil: new Date('2027-01-01T06:00:00Z'),
      stackingGroup: 'noche',
      priority: 7,
      fundedBy: 'platform',
      treatment: 'third-party-payment',
      byCode: true,
      maxRedemptions: 500,
      budget: '10000.00',
    })
    expect(made).toEqual({
      tenantId: tenant.tenantId,
      id: expect.any(String),
      name: '3×2 de noche',
      kind: 'buy_x_get_y',
      percentOff: rate('0.5'),
      amountOff: null,
      buyQuantity: 2,
      getQuantity: 1,
      maxDiscount: money('80'),
      minSubtotal: money('100'),
      firstOrderOnly: true,
      channels: ['app', 'web'],
      services: ['delivery'],
      windows,
      validFrom: new Date('2026-01-01T06:00:00Z'),
      validUntil: new Date('2027-01-01T06:00:00Z'),
      stackingGroup: 'noche',
      priority: 7,
      fundedBy: 'platform',
      treatment: 'third-party-payment',
      byCode: true,
      maxRedemptions: 500,
      redeemed: 0,
      budget: money('10000'),
      spent: zero,
      perCustomerLimit: 1,
      archivedAt: null,
      itemIds: [taco, agua],
      branchIds: [tenant.branchId],
    })
    const rows = await asStaff(tenant, async (tx) => [
      await tx.select({ itemId: promotionItems.itemId }).from(promotionItems),
      await tx.select({ branchId: promotionBranches.branchId }).from(promotionBranches),
    ])
    expect(rows.map((list) => list.length)).toEqual([2, 1])
  })

  test('leaves out what is not said: everywhere, always, for everybody, without limits', async ({ tenant }) => {
    expect(await create(tenant, plain)).toMatchObject({
      minSubtotal: zero,
      firstOrderOnly: false,
      channels: null,
      services: null,
      windows: null,
      validFrom: expect.any(Date),
      validUntil: null,
      stackingGroup: 'order',
      priority: 100,
      treatment: 'discount',
      byCode: false,
      maxRedemptions: null,
      budget: null,
      perCustomerLimit: null,
      itemIds: [],
      branchIds: [],
    })
    const free = { ...plain, kind: 'free_delivery' } as const
    expect(await create(tenant, free)).toMatchObject({ stackingGroup: 'delivery', percentOff: null })
    const { name, fundedBy } = plain
    const twoForOne = { name, fundedBy, kind: 'buy_x_get_y', buyQuantity: 1, getQuantity: 1 } as const
    expect(await create(tenant, twoForOne)).toMatchObject({ percentOff: rate('1') })
  })

  test.for<[field: string, wrong: Record<string, unknown>]>([
    ['kind', { kind: 'gift' }],
    ['name', { name: ' ' }],
    ['percentOff', { percentOff: '0' }],
    ['percentOff', { percentOff: '1.01' }],
    ['percentOff', { percentOff: 0.1 }],
    ['amountOff', { kind: 'amount', amountOff: '0' }],
    ['amountOff', { kind: 'amount', amountOff: '0.001' }],
    ['buyQuantity', { kind: 'buy_x_get_y', buyQuantity: 0, getQuantity: 1 }],
    ['getQuantity', { kind: 'buy_x_get_y', buyQuantity: 1, getQuantity: 100 }],
    ['maxDiscount', { maxDiscount: '0' }],
    ['minSubtotal', { minSubtotal: '-1' }],
    ['itemIds', { itemIds: [] }],
    ['itemIds[0]', { itemIds: ['1'] }],
    ['branchIds[0]', { branchIds: ['1'] }],
    ['channels[0]', { channels: ['fax'] }],
    ['channels', { channels: ['app', 'app'] }],
    ['services[0]', { services: ['drone'] }],
    ['windows', { windows: [] }],
    ['windows[0].opens', { windows: [{ weekday: 1, opens: '25:00', closes: '26:00' }] }],
    ['validFrom', { validFrom: new Date(NaN) }],
    ['validUntil', { validUntil: new Date('2020-01-01') }],
    ['stackingGroup', { stackingGroup: 'Dos por uno' }],
    ['priority', { priority: -1 }],
    ['fundedBy', { fundedBy: 'customer' }],
    ['treatment', { treatment: 'gift' }],
    ['treatment', { treatment: 'third-party-payment' }],
    ['treatment', { kind: 'free_delivery', fundedBy: 'platform', treatment: 'third-party-payment' }],
    ['maxRedemptions', { maxRedemptions: 0 }],
    ['budget', { budget: '0' }],
    ['perCustomerLimit', { perCustomerLimit: 0 }],
    ['perCustomerLimit', { firstOrderOnly: true, perCustomerLimit: 2 }],
  ])('names the %s that is wrong in %j', async ([field, wrong], { tenant }) => {
    // What no types would let through.
    const input = { ...plain, ...wrong } as unknown as CreatePromotion
    await expect(create(tenant, input)).rejects.toMatchObject({ code: 'INVALID', details: { field } })
  })

  test('is for dishes and branches of the tenant', async ({ db, tenant }) => {
    const other = await newTenant(db)
    for (const wrong of [{ itemIds: [other.items['TACO'] ?? ''] }, { branchIds: [other.branchId] }]) {
      await expectRefusal(db, tenant.tenantId, () => create(tenant, { ...plain, ...wrong }), 'REFERENCED')
    }
  })

  test('is for staff and the service', async ({ tenant }) => {
    await asService(tenant, (tx) => createPromotion(tx, plain))
    for (const as of [asCustomer, asCourier]) {
      await expect(as(tenant, (tx) => createPromotion(tx, plain))).rejects.toMatchObject({ code: 'FORBIDDEN' })
    }
  })

  test('leaves its line in the audit log', async ({ tenant }) => {
    const { id } = await create(tenant, plain)
    const lines = await asStaff(tenant, (tx) => tx.select().from(auditLog))
    expect(lines.filter(({ rowId }) => rowId === id)).toMatchObject([{ tableName: 'promotions', action: 'insert' }])
  })
})

describe('createCoupon', () => {
  test('makes a code, in capitals', async ({ tenant }) => {
    const { id: promotionId } = await create(tenant, { ...plain, byCode: true })
    const made = await asStaff(tenant, (tx) => createCoupon(tx, { promotionId, code: ' señora-10 ' }))
    expect(made).toEqual({
      tenantId: tenant.tenantId,
      id: expect.any(String),
      promotionId,
      byCode: true,
      code: 'SEÑORA-10',
      maxRedemptions: null,
      redeemed: 0,
      validFrom: expect.any(Date),
      validUntil: null,
    })
  })

  test('takes a code once in a tenant', async ({ db, tenant }) => {
    await aCoupon(tenant)
    await aCoupon(await newTenant(db))
    const { id: promotionId } = await create(tenant, { ...plain, byCode: true })
    const again = () => asStaff(tenant, (tx) => createCoupon(tx, { promotionId, code: 'veinte' }))
    await expectRefusal(db, tenant.tenantId, again, 'CONFLICT', { constraint: 'coupons_code_key' })
  })

  test('wants a promotion that is given by code', async ({ db, tenant }) => {
    const { id } = await create(tenant, plain)
    for (const promotionId of [id, newId()]) {
      const make = () => asStaff(tenant, (tx) => createCoupon(tx, { promotionId, code: 'DIEZ' }))
      await expectRefusal(db, tenant.tenantId, make, 'REFERENCED', { constraint: 'coupons_promotion_fk' })
    }
  })

  test.for<[field: string, wrong: Record<string, unknown>]>([
    ['promotionId', { promotionId: '1' }],
    ['code', { code: 'ab' }],
    ['code', { code: 'DOS PALABRAS' }],
    ['code', { code: 'X'.repeat(41) }],
    ['code', { code: 10 }],
    ['maxRedemptions', { maxRedemptions: 0 }],
    ['validFrom', { validFrom: new Date(NaN) }],
    ['validUntil', { validUntil: new Date('2020-01-01') }],
  ])('names the %s that is wrong in %j', async ([field, wrong], { tenant }) => {
    const input = { promotionId: newId(), code: 'DIEZ', ...wrong }
    const make = asStaff(tenant, (tx) => createCoupon(tx, input))
    await expect(make).rejects.toMatchObject({ code: 'INVALID', details: { field } })
  })

  test('is for staff and the service', async ({ tenant }) => {
    const { id: promotionId } = await create(tenant, { ...plain, byCode: true })
    const make = asCustomer(tenant, (tx) => createCoupon(tx, { promotionId, code: 'DIEZ' }))
    await expect(make).rejects.toMatchObject({ code: 'FORBIDDEN' })
  })
})

describe('endPromotion', () => {
  test('ends it once, and says when', async ({ tenant }) => {
    const { id: promotionId } = await create(tenant, plain)
    const ended = await asStaff(tenant, (tx) => endPromotion(tx, { promotionId }))
    expect(ended).toMatchObject({ id: promotionId, archivedAt: expect.any(Date) })
    expect(await asStaff(tenant, (tx) => endPromotion(tx, { promotionId }))).toEqual(ended)
  })

  test('knows no other promotions, and is for staff and the service', async ({ db, tenant }) => {
    const { id } = await aPromotion(await newTenant(db))
    for (const promotionId of [id, newId()]) {
      const end = () => asStaff(tenant, (tx) => endPromotion(tx, { promotionId }))
      await expectRefusal(db, tenant.tenantId, end, 'NOT_FOUND', { table: 'promotions' })
    }
    const own = await aPromotion(tenant)
    const end = () => asCustomer(tenant, (tx) => endPromotion(tx, { promotionId: own.id }))
    await expectRefusal(db, tenant.tenantId, end, 'NOT_FOUND')
    await expect(asStaff(tenant, (tx) => endPromotion(tx, { promotionId: '1' }))).rejects.toMatchObject({
      code: 'INVALID',
      details: { field: 'promotionId' },
    })
  })
})

describe('the lists', () => {
  test('page through promotions, newest first, those that ended or not', async ({ tenant }) => {
    const ids: string[] = []
    for (let i = 0; i < 3; i += 1) ids.unshift((await create(tenant, plain)).id)
    await asStaff(tenant, (tx) => endPromotion(tx, { promotionId: ids[2] ?? '' }))
    const pages = await asStaff(tenant, async (tx) => {
      const first = await listPromotions(tx, { limit: 2 })
      const after = promotionCursor(tx, first[1]!)
      return [first, await listPromotions(tx, { after }), await listPromotions(tx, { ended: true })]
    })
    expect(pages.map((page) => page.map(({ id }) => id))).toEqual([ids.slice(0, 2), ids.slice(2), ids.slice(2)])
    const live = await asStaff(tenant, (tx) => listPromotions(tx, { ended: false }))
    expect(live.map(({ id }) => id)).toEqual(ids.slice(0, 2))
    expect(await asCustomer(tenant, (tx) => listPromotions(tx))).toEqual([])
  })

  test('page through coupons, newest first, of one promotion or of all', async ({ tenant }) => {
    const [one, other] = [await aCoupon(tenant), await aCoupon(tenant, { code: 'OTRO' })]
    const codes = await asStaff(tenant, async (tx) => {
      const first = await listCoupons(tx, { limit: 1 })
      const after = couponCursor(tx, first[0]!)
      const pages = [first, await listCoupons(tx, { after }), await listCoupons(tx, { promotionId: one.promotionId })]
      return pages.map((page) => page.map(({ code }) => code))
    })
    expect(codes).toEqual([['OTRO'], ['VEINTE'], ['VEINTE']])
    expect(other.promotionId).not.toBe(one.promotionId)
    expect(await asCustomer(tenant, (tx) => listCoupons(tx))).toEqual([])
  })

  test('are one statement each, by the tenant and the key', async ({ tenant }) => {
    await asStaff(tenant, async (tx) => {
      const after = promotionCursor(tx, { id: newId() })
      expect(builderOf(tx, (on) => listPromotions(on, { ended: false, after })).toSQL().sql).toContain(
        'where ("promotions"."tenant_id" = $1 and "promotions"."archived_at" is null and "promotions"."id" < $2) order by "promotions"."id" desc limit $3',
      )
      const behind = couponCursor(tx, { id: newId() })
      expect(builderOf(tx, (on) => listCoupons(on, { promotionId: newId(), after: behind })).toSQL().sql).toContain(
        'where ("coupons"."tenant_id" = $1 and "coupons"."promotion_id" = $2 and "coupons"."id" < $3) order by "coupons"."id" desc limit $4',
      )
      await tx.$count(promotions)
    })
  })

  test('refuse a limit, an id and a cursor that are not theirs', async ({ tenant }) => {
    const invalid = (field: string) => ({ code: 'INVALID', details: expect.objectContaining({ field }) })
    await asStaff(tenant, async (tx) => {
      expect(() => listPromotions(tx, { limit: 101 })).toThrow(expect.objectContaining(invalid('limit')))
      expect(() => listCoupons(tx, { limit: 0 })).toThrow(expect.objectContaining(invalid('limit')))
      expect(() => listCoupons(tx, { promotionId: '1' })).toThrow(expect.objectContaining(invalid('promotionId')))
      const after = promotionCursor(tx, { id: newId() })
      expect(() => listCoupons(tx, { after })).toThrow(expect.objectContaining({ code: 'CURSOR_INVALID' }))
      expect(() => listPromotions(tx, { after: 'x' })).toThrow(expect.objectContaining({ code: 'CURSOR_INVALID' }))
      await tx.$count(promotions)
    })
  })
})

describe('the schemas of the inputs', () => {
  test('take what the verbs take', async ({ tenant }) => {
    const typed = {
      ...plain,
      windows: [{ weekday: 1, opens: '13:00', closes: '15:00' }],
      validUntil: '2999-01-01T00:00:00-06:00',
      channels: ['app'],
      byCode: true,
    }
    const { id: promotionId } = await create(tenant, createPromotionInput.parse(typed))
    const coupon = createCouponInput.parse({ promotionId, code: ' diez ' })
    expect((await asStaff(tenant, (tx) => createCoupon(tx, coupon))).code).toBe('DIEZ')
    expect(endPromotionInput.parse({ promotionId })).toEqual({ promotionId })
    expect(listPromotionsInput.parse({ ended: true })).toEqual({ ended: true })
    expect(listCouponsInput.parse({ promotionId, limit: 5 })).toEqual({ promotionId, limit: 5 })
  })

  test.for<[what: string, wrong: object]>([
    ['an amount for a percentage', { amountOff: '5.00' }],
    ['a number for an amount', { minSubtotal: 100 }],
    ['a channel twice', { channels: ['app', 'app'] }],
    ['a field that nobody knows', { discount: '5.00' }],
    ['no funder', { fundedBy: undefined }],
  ])('refuse %s', ([, wrong]) => {
    expect(createPromotionInput.safeParse({ ...plain, ...wrong }).success).toBe(false)
  })
})
