import { describe, expect } from 'vitest'
import { cancelOrder, type DbErrorCode, newId, promotionsFor, type PromotionsFor } from '../../../src/index.ts'
import {
  aCoupon,
  anOrder,
  aPromotion,
  asCourier,
  asCustomer,
  asService,
  asStaff,
  type CouponChanges,
  newTenant,
  type PromotionChanges,
  type TestTenant,
} from '../../../src/testing.ts'
import { test } from '../../database.ts'
import { asOwner } from '../as-owner.ts'
import { expectRefusal } from '../refusals.ts'
import { anAdjustment, claim } from './claims.ts'

const ask = (tenant: TestTenant, changes: Partial<PromotionsFor> = {}) =>
  asCustomer(tenant, (tx) =>
    promotionsFor(tx, {
      branchId: tenant.branchId,
      customerId: tenant.customerId,
      channel: 'app',
      service: 'pickup',
      ...changes,
    }),
  )

const past = { validFrom: new Date('2020-01-01T00:00:00Z'), validUntil: new Date('2020-02-01T00:00:00Z') }
const future = { validFrom: new Date('2999-01-01T00:00:00Z') }

/** Every minute of the week but the day around now: wherever the branch is, it is not now. */
const anotherDay = () => {
  const weekday = (((new Date().getUTCDay() + 2) % 7) + 1) as 1 | 2 | 3 | 4 | 5 | 6 | 7
  return [{ weekday, opens: '00:00', closes: '24:00' }]
}
const allWeek = ([1, 2, 3, 4, 5, 6, 7] as const).map((weekday) => ({ weekday, opens: '00:00', closes: '24:00' }))

describe('promotionsFor', () => {
  test('gives what comes by itself and what a code asks for, with all that applyPromotions wants', async ({
    tenant,
  }) => {
    const { TACO: taco = '' } = tenant.items
    const own = await aPromotion(tenant, {
      name: '2×1',
      kind: 'buy_x_get_y',
      buyQuantity: 1,
      getQuantity: 1,
      maxDiscount: '50.00',
      minSubtotal: '10.00',
      itemIds: [taco],
      priority: 5,
      budget: '900.00',
    })
    const coupon = await aCoupon(tenant)
    expect(await ask(tenant, { codes: ['VEINTE'] })).toEqual([
      {
        promotionId: own.id,
        couponId: null,
        code: null,
        name: '2×1',
        kind: 'buy_x_get_y',
        percentOff: '1',
        amountOff: null,
        buyQuantity: 1,
        getQuantity: 1,
        maxDiscount: '50',
        minSubtotal: '10',
        stackingGroup: 'order',
        priority: 5,
        fundedBy: 'restaurant',
        treatment: 'discount',
        budgetLeft: '900',
        itemIds: [taco],
      },
      expect.objectContaining({
        promotionId: coupon.promotionId,
        couponId: coupon.id,
        code: 0,
        amountOff: '20',
        budgetLeft: null,
        itemIds: null,
      }),
    ])
  })

  test.for<[what: string, terms: (tenant: TestTenant) => PromotionChanges, given: boolean]>([
    ['for this branch', ({ branchId }) => ({ branchIds: [branchId] }), true],
    ['for this channel and service', () => ({ channels: ['app', 'web'], services: ['pickup'] }), true],
    ['at every hour', () => ({ windows: allWeek }), true],
    ['for a first order', () => ({ firstOrderOnly: true }), true],
    ['for other channels', () => ({ channels: ['kiosk'] }), false],
    ['for other services', () => ({ services: ['delivery'] }), false],
    ['on another day', () => ({ windows: anotherDay() }), false],
    ['that is over', () => past, false],
    ['of the future', () => future, false],
  ])('looks at its conditions: one %s', async ([, terms, given], { tenant }) => {
    const { id } = await aPromotion(tenant, terms(tenant))
    expect((await ask(tenant)).map(({ promotionId }) => promotionId)).toEqual(given ? [id] : [])
  })

  test('leaves out what ended, is exhausted, used up, for a first order, or of another branch', async ({
    db,
    tenant,
  }) => {
    const other = await newTenant(db)
    const [ended, counted, paid, own] = [
      await aPromotion(tenant),
      await aPromotion(tenant, { maxRedemptions: 1 }),
      await aPromotion(tenant, { budget: '20.00' }),
      await aPromotion(tenant, { perCustomerLimit: 1 }),
    ]
    await aPromotion(tenant, { firstOrderOnly: true })
    const twin = `insert into branches (tenant_id, id, restaurant_id, name, time_zone, phone, street, exterior_number, neighborhood, municipality, state, postal_code, longitude, latitude)
      select tenant_id, '${other.branchId}', restaurant_id, 'Sur', time_zone, phone, street, exterior_number, neighborhood, municipality, state, postal_code, longitude, latitude
      from branches where tenant_id = '${tenant.tenantId}'`
    await asOwner(db, tenant.staff, twin)
    await aPromotion(tenant, { branchIds: [other.branchId] })
    expect(await ask(tenant)).toHaveLength(5)
    for (const { id } of [counted, paid, own]) await claim(tenant, anAdjustment({ promotionId: id }))
    await anOrder(tenant)
    await asOwner(db, tenant.staff, `update promotions set archived_at = now() where id = '${ended.id}'`)
    expect(await ask(tenant)).toEqual([])
    expect(await ask(tenant, { branchId: other.branchId })).toHaveLength(1)
  })

  test.for<[what: string, code: DbErrorCode, constraint: string, coupon: CouponChanges]>([
    ['not valid yet', 'COUPON_NOT_VALID_NOW', 'coupons_valid_now', future],
    ['no longer valid', 'COUPON_NOT_VALID_NOW', 'coupons_valid_now', past],
    ['of a promotion that is over', 'COUPON_NOT_VALID_NOW', 'coupons_valid_now', { promotion: past }],
    ['of another channel', 'COUPON_NOT_VALID_NOW', 'coupons_valid_now', { promotion: { channels: ['pos'] } }],
    ['of another service', 'COUPON_NOT_VALID_NOW', 'coupons_valid_now', { promotion: { services: ['dine_in'] } }],
    ['of another day', 'COUPON_NOT_VALID_NOW', 'coupons_valid_now', { promotion: { windows: anotherDay() } }],
  ])('refuses a code %s: %s', async ([, code, constraint, changes], { db, tenant }) => {
    await aCoupon(tenant, changes)
    await expectRefusal(db, tenant.tenantId, () => ask(tenant, { codes: ['VEINTE'] }), code, { constraint })
  })

  test.for<[what: string, code: DbErrorCode, constraint: string, coupon: CouponChanges]>([
    ['that was redeemed', 'COUPON_EXHAUSTED', 'coupons_redeemed_within_max', {}],
    [
      'whose promotion was',
      'COUPON_EXHAUSTED',
      'coupons_redeemed_within_max',
      { maxRedemptions: 9, promotion: { maxRedemptions: 1 } },
    ],
    [
      'whose budget is spent',
      'COUPON_EXHAUSTED',
      'coupons_redeemed_within_max',
      { maxRedemptions: 9, promotion: { budget: '20.00' } },
    ],
    [
      'that the customer had',
      'COUPON_USED_UP',
      'promotion_customers_used_within_limit',
      { maxRedemptions: 9, promotion: { perCustomerLimit: 1 } },
    ],
  ])('refuses a code %s: %s', async ([, code, constraint, changes], { db, tenant }) => {
    const { id: couponId, promotionId } = await aCoupon(tenant, changes)
    await claim(tenant, anAdjustment({ promotionId, couponId }))
    await expectRefusal(db, tenant.tenantId, () => ask(tenant, { codes: ['VEINTE'] }), code, { constraint })
  })

  test('refuses a code for a first order to whom has ordered, unless that was called off', async ({ db, tenant }) => {
    await aCoupon(tenant, { promotion: { firstOrderOnly: true } })
    const called = await anOrder(tenant)
    await asStaff(tenant, (tx) => cancelOrder(tx, { orderId: called.id }))
    expect(await ask(tenant, { codes: ['VEINTE'] })).toHaveLength(1)
    await anOrder(tenant)
    await expectRefusal(db, tenant.tenantId, () => ask(tenant, { codes: ['VEINTE'] }), 'COUPON_USED_UP', {
      constraint: 'promotions_first_order_only',
    })
  })

  test.for([['veinte'], [' VEINTE '], ['Veinte\n']])(
    'takes the code as it was typed: %j',
    async ([code = ''], { tenant }) => {
      await aCoupon(tenant)
      expect(await ask(tenant, { codes: [code] })).toHaveLength(1)
    },
  )

  test('takes an Ñ in small letters', async ({ tenant }) => {
    await aCoupon(tenant, { code: 'MAÑANA' })
    expect(await ask(tenant, { codes: ['mañana'] })).toHaveLength(1)
  })

  test("does not know a code that is nobody's, nor another tenant's", async ({ db, tenant }) => {
    await aCoupon(await newTenant(db), { code: 'AJENO' })
    await aCoupon(tenant)
    for (const code of ['AJENO', 'NADA', '%', "' or true --", '{', '"', '\\']) {
      await expectRefusal(db, tenant.tenantId, () => ask(tenant, { codes: ['VEINTE', code] }), 'COUPON_UNKNOWN', {
        constraint: 'coupons_unknown',
        code: '1',
      })
    }
  })

  test('is for the customer, for staff and for the service, and for nobody else', async ({ tenant }) => {
    const input = {
      branchId: tenant.branchId,
      customerId: tenant.customerId,
      channel: 'app',
      service: 'pickup',
    } as const
    await aPromotion(tenant)
    for (const as of [asStaff, asService]) {
      expect(await as(tenant, (tx) => promotionsFor(tx, input))).toHaveLength(1)
    }
    const refused = { code: 'FORBIDDEN' }
    await expect(asCourier(tenant, (tx) => promotionsFor(tx, input))).rejects.toMatchObject(refused)
    await expect(ask(tenant, { customerId: newId() })).rejects.toMatchObject(refused)
  })

  test.for<[field: string, wrong: Record<string, unknown>]>([
    ['branchId', { branchId: '1' }],
    ['customerId', { customerId: '1' }],
    ['channel', { channel: 'fax' }],
    ['service', { service: 'drone' }],
    ['codes', { codes: Array.from({ length: 11 }, () => 'VEINTE') }],
    ['codes[1]', { codes: ['VEINTE', ' '] }],
    ['codes[0]', { codes: ['X'.repeat(41)] }],
    ['codes[0]', { codes: ['VEIN\0TE'] }],
  ])('names the %s that is malformed', async ([field, wrong], { tenant }) => {
    await expect(ask(tenant, wrong)).rejects.toMatchObject({ code: 'INVALID', details: { field } })
  })
})
