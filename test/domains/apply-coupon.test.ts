import { and, eq } from 'drizzle-orm'
import { describe, expect } from 'vitest'
import {
  applyCoupon,
  couponRedemptions,
  coupons,
  customer,
  type DbErrorCode,
  getOrder,
  moveOrder,
  newId,
  type NewCoupon,
  payOrder,
} from '../../src/index.ts'
import { lineTaxes, money, rate, zero } from '../../src/money.ts'
import {
  aCoupon,
  anOrder,
  asCourier,
  asCustomer,
  asService,
  asStaff,
  newTenant,
  type TestTenant,
} from '../../src/testing.ts'
import { test } from '../database.ts'
import { expectRefusal } from './refusals.ts'

const apply = (tenant: TestTenant, orderId: string, code = 'VEINTE') =>
  asCustomer(tenant, (tx) => applyCoupon(tx, { orderId, code }))

const redeemed = async (tenant: TestTenant, code = 'VEINTE') =>
  asStaff(tenant, async (tx) => {
    const ours = and(eq(coupons.tenantId, tenant.tenantId), eq(coupons.code, code))
    return (await tx.select({ redeemed: coupons.redeemed }).from(coupons).where(ours))[0]?.redeemed
  })

describe('applyCoupon', () => {
  test('lowers the order by an amount, shared over its lines to the centavo, and says who pays', async ({ tenant }) => {
    const coupon = await aCoupon(tenant, { fundedBy: 'platform' })
    const order = await anOrder(tenant)
    const lowered = await apply(tenant, order.id)
    // 20.00 over 37.00 and 25.00
    const shares = [money('11.94'), money('8.06')]
    expect(lowered).toEqual({
      ...order,
      discount: money('20'),
      total: money('42'),
      lines: order.lines.map((line, i) => {
        const total = line.gross.minus(shares[i] ?? zero)
        const { base, iva } = lineTaxes(total, rate('0.16'))
        return { ...line, discount: shares[i], total, ivaBase: base, iva }
      }),
    })
    expect(await asCustomer(tenant, (tx) => getOrder(tx, { orderId: order.id }))).toEqual(lowered)
    expect(await asCustomer(tenant, (tx) => tx.select().from(couponRedemptions))).toEqual([
      {
        tenantId: tenant.tenantId,
        id: expect.any(String),
        couponId: coupon.id,
        orderId: order.id,
        customerId: tenant.customerId,
        amount: money('20'),
        fundedBy: 'platform',
        redeemedAt: expect.any(Date),
      },
    ])
    expect(await redeemed(tenant)).toBe(1)
  })

  test('lowers the order by a percentage, half a centavo up, and leaves fee and tip alone', async ({ tenant }) => {
    await aCoupon(tenant, { kind: 'percent', percentOff: rate('0.125') })
    const { id } = await anOrder(tenant, {
      service: 'delivery',
      tip: '10',
      lines: [{ menuItemId: tenant.items['FLAN'] ?? '', quantity: 1 }],
    })
    // 49.90 × 12.5 % = 6.2375
    expect(await apply(tenant, id)).toMatchObject({
      discount: money('6.24'),
      deliveryFee: money('35'),
      tip: money('10'),
      total: money('88.66'),
    })
  })

  test('never takes off more than the food costs', async ({ tenant }) => {
    await aCoupon(tenant, { amountOff: money('500') })
    const order = await anOrder(tenant, { service: 'delivery' })
    expect(await apply(tenant, order.id)).toMatchObject({
      discount: money('62'),
      total: money('35'),
      lines: [{ total: zero, ivaBase: zero, iva: zero }, { total: zero }],
    })
  })

  test.for(['veinte', ' VEINTE ', 'Veinte\n'])('takes the code as it was typed: %j', async (code, { tenant }) => {
    await aCoupon(tenant)
    const { id } = await anOrder(tenant)
    expect((await apply(tenant, id, code)).discount).toEqual(money('20'))
  })

  test('takes an Ñ in small letters', async ({ tenant }) => {
    await aCoupon(tenant, { code: 'MAÑANA' })
    const { id } = await anOrder(tenant)
    expect((await apply(tenant, id, 'mañana')).discount).toEqual(money('20'))
  })

  test('is for staff and the service too', async ({ tenant }) => {
    await aCoupon(tenant, { maxRedemptions: 2 })
    for (const as of [asStaff, asService]) {
      const { id } = await anOrder(tenant)
      expect((await as(tenant, (tx) => applyCoupon(tx, { orderId: id, code: 'VEINTE' }))).discount).toEqual(money('20'))
    }
  })

  test('gives a coupon as often as it has redemptions, and then no more', async ({ db, tenant }) => {
    await aCoupon(tenant, { maxRedemptions: 2 })
    for (const count of [1, 2]) {
      await apply(tenant, (await anOrder(tenant)).id)
      expect(await redeemed(tenant)).toBe(count)
    }
    const { id } = await anOrder(tenant)
    await expectRefusal(db, tenant.tenantId, () => apply(tenant, id), 'COUPON_EXHAUSTED', {
      constraint: 'coupons_redeemed_within_max',
    })
  })

  test.for<[what: string, code: DbErrorCode, constraint: string, coupon: Partial<NewCoupon>]>([
    ['not valid yet', 'COUPON_NOT_VALID_NOW', 'coupons_valid_now', { validFrom: new Date('2999-01-01T00:00:00Z') }],
    [
      'no longer valid',
      'COUPON_NOT_VALID_NOW',
      'coupons_valid_now',
      { validFrom: new Date('2020-01-01T00:00:00Z'), validUntil: new Date('2020-02-01T00:00:00Z') },
    ],
    ['for larger orders', 'COUPON_BELOW_MINIMUM', 'coupons_minimum_met', { minSubtotal: money('62.01') }],
    ['of no redemption', 'COUPON_EXHAUSTED', 'coupons_redeemed_within_max', { maxRedemptions: 0 }],
  ])('refuses a coupon that is %s: %s', async ([, code, constraint, changes], { db, tenant }) => {
    await aCoupon(tenant, changes)
    const { id } = await anOrder(tenant)
    await expectRefusal(db, tenant.tenantId, () => apply(tenant, id), code, { constraint })
  })

  test('counts the minimum before the discount, and reaches it', async ({ tenant }) => {
    await aCoupon(tenant, { minSubtotal: money('62') })
    expect((await apply(tenant, (await anOrder(tenant)).id)).discount).toEqual(money('20'))
  })

  test("does not know a code that is nobody's, nor another tenant's", async ({ db, tenant }) => {
    await aCoupon(await newTenant(db), { code: 'AJENO' })
    const { id } = await anOrder(tenant)
    for (const code of ['AJENO', 'NADA', '%', "' or true --"]) {
      await expectRefusal(db, tenant.tenantId, () => apply(tenant, id, code), 'COUPON_UNKNOWN', {
        constraint: 'coupons_unknown',
      })
    }
  })

  test('takes one coupon an order', async ({ db, tenant }) => {
    await aCoupon(tenant, { maxRedemptions: 5 })
    await aCoupon(tenant, { code: 'OTRO' })
    const { id } = await anOrder(tenant)
    await apply(tenant, id)
    for (const code of ['VEINTE', 'OTRO']) {
      await expectRefusal(db, tenant.tenantId, () => apply(tenant, id, code), 'COUPON_ALREADY_APPLIED', {
        constraint: 'coupon_redemptions_order_key',
      })
    }
  })

  test('takes none once the order is paid, or no longer only placed', async ({ db, tenant }) => {
    await aCoupon(tenant)
    const paid = await anOrder(tenant)
    await asService(tenant, (tx) => payOrder(tx, { orderId: paid.id, method: 'card' }))
    const accepted = await anOrder(tenant)
    await asStaff(tenant, (tx) => moveOrder(tx, { orderId: accepted.id, to: 'accepted' }))
    for (const { id } of [paid, accepted]) {
      await expectRefusal(db, tenant.tenantId, () => apply(tenant, id), 'ORDER_NOT_OPEN', { constraint: 'orders_open' })
    }
  })

  test("does not know another customer's order, another tenant's, nor a courier's", async ({ db, tenant }) => {
    await aCoupon(tenant)
    const other = await newTenant(db)
    const { id: orderId } = await anOrder(tenant)
    const { id: theirs } = await anOrder(other)
    const stranger = customer(tenant.tenantId, newId())
    const input = { orderId, code: 'VEINTE' }
    for (const work of [
      () => db.as(stranger, (tx) => applyCoupon(tx, input)),
      () => asCourier(tenant, (tx) => applyCoupon(tx, input)),
      () => apply(tenant, theirs),
      () => apply(tenant, newId()),
    ]) {
      await expectRefusal(db, tenant.tenantId, work, 'NOT_FOUND', { constraint: 'orders_known', table: 'orders' })
    }
  })

  test.for<[what: string, field: string, input: { orderId: string; code: string }]>([
    ['an order that is no UUID', 'orderId', { orderId: '1', code: 'VEINTE' }],
    ['an empty code', 'code', { orderId: newId(), code: '' }],
    ['a blank code', 'code', { orderId: newId(), code: '   ' }],
    ['a code of 41 characters', 'code', { orderId: newId(), code: 'X'.repeat(41) }],
    ['a code with NUL', 'code', { orderId: newId(), code: 'VEIN\0TE' }],
  ])('refuses %s, naming %s', async ([, field, input], { tenant }) => {
    const work = asCustomer(tenant, (tx) => applyCoupon(tx, input))
    await expect(work).rejects.toMatchObject({ code: 'INVALID', details: { field } })
  })

  test('hides its codes from customers: they redeem what they know', async ({ tenant }) => {
    await aCoupon(tenant)
    expect(await asCustomer(tenant, (tx) => tx.select().from(coupons))).toEqual([])
  })
})
