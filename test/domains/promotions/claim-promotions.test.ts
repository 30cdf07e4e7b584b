import { describe, expect } from 'vitest'
import { coupons, endPromotion, promotionCustomers, promotions } from '../../../src/index.ts'
import { money, zero } from '../../../src/money.ts'
import { aCoupon, anOrder, aPromotion, asCustomer, asStaff, type TestTenant } from '../../../src/testing.ts'
import { test } from '../../database.ts'
import { asOwner } from '../as-owner.ts'
import { expectRefusal } from '../refusals.ts'
import { anAdjustment, claim } from './claims.ts'

/** Of every promotion and coupon of the tenant, what was claimed. */
async function claimed(tenant: TestTenant) {
  return asStaff(tenant, async (tx) => ({
    promotions: await tx.select({ redeemed: promotions.redeemed, spent: promotions.spent }).from(promotions),
    customers: await tx.select({ used: promotionCustomers.used }).from(promotionCustomers),
    coupons: await tx.select({ redeemed: coupons.redeemed }).from(coupons),
  }))
}

const limits = { maxRedemptions: 2, budget: '50.00', perCustomerLimit: 2 } as const

describe('app.claim_promotions', () => {
  test('raises every counter that has a limit', async ({ tenant }) => {
    const coupon = await aCoupon(tenant, { maxRedemptions: 5, promotion: limits })
    await claim(tenant, anAdjustment({ promotionId: coupon.promotionId, couponId: coupon.id }))
    expect(await claimed(tenant)).toEqual({
      promotions: [{ redeemed: 1, spent: money('20') }],
      customers: [{ used: 1 }],
      coupons: [{ redeemed: 1 }],
    })
  })

  test('writes nothing where there is no limit: no order waits for another', async ({ db, tenant }) => {
    const { id } = await aPromotion(tenant)
    const coupon = await aCoupon(tenant, { maxRedemptions: null })
    const versions = `select xmin::text, ctid::text from promotions where tenant_id = '${tenant.tenantId}'
      union all select xmin::text, ctid::text from coupons where tenant_id = '${tenant.tenantId}'`
    const before = await asOwner(db, tenant.service, versions)
    await claim(
      tenant,
      anAdjustment({ promotionId: id }),
      anAdjustment({ promotionId: coupon.promotionId, couponId: coupon.id, adjustmentNo: 2 }),
    )
    expect(await asOwner(db, tenant.service, versions)).toEqual(before)
    expect((await claimed(tenant)).customers).toEqual([])
  })

  test('leaves no line in the audit log: those are for what people change', async ({ db, tenant }) => {
    const coupon = await aCoupon(tenant, { maxRedemptions: 5, promotion: limits })
    const lines = `select count(*)::int as n from audit_log where tenant_id = '${tenant.tenantId}'`
    const before = await asOwner(db, tenant.service, lines)
    await claim(tenant, anAdjustment({ promotionId: coupon.promotionId, couponId: coupon.id }))
    expect(await asOwner(db, tenant.service, lines)).toEqual(before)
  })

  test.for([
    ['promotions_redeemed_within_max', 'PROMOTION_EXHAUSTED', { maxRedemptions: 1 }, '20.00'],
    ['promotions_spent_within_budget', 'PROMOTION_EXHAUSTED', { budget: '39.99' }, '20.00'],
    ['promotion_customers_used_within_limit', 'COUPON_USED_UP', { perCustomerLimit: 1 }, '20.00'],
    ['promotions_spent_within_budget', 'PROMOTION_EXHAUSTED', { budget: '39.99', maxRedemptions: 9 }, '39.99'],
  ] as const)('holds %s: %s', async ([constraint, code, terms, amount], { db, tenant }) => {
    const { id: promotionId } = await aPromotion(tenant, terms)
    await claim(tenant, anAdjustment({ promotionId }))
    const again = () => claim(tenant, anAdjustment({ promotionId, amount }))
    await expectRefusal(db, tenant.tenantId, again, code, { constraint })
  })

  test('spends a budget to its last centavo', async ({ tenant }) => {
    const { id: promotionId } = await aPromotion(tenant, { budget: '40.00' })
    await claim(tenant, anAdjustment({ promotionId }))
    await claim(tenant, anAdjustment({ promotionId }))
    expect((await claimed(tenant)).promotions).toEqual([{ redeemed: 0, spent: money('40') }])
  })

  test('holds the redemptions of a code, whatever those of its promotion', async ({ db, tenant }) => {
    const coupon = await aCoupon(tenant, { promotion: { maxRedemptions: 9 } })
    const one = anAdjustment({ promotionId: coupon.promotionId, couponId: coupon.id })
    await claim(tenant, one)
    await expectRefusal(db, tenant.tenantId, () => claim(tenant, one), 'COUPON_EXHAUSTED', {
      constraint: 'coupons_redeemed_within_max',
    })
  })

  test('refuses what ended since it was quoted: by hand, or by its time', async ({ db, tenant }) => {
    const ended = await aPromotion(tenant, limits)
    const coupon = await aCoupon(tenant, { promotion: limits })
    const unlimited = await aPromotion(tenant)
    for (const { id } of [ended, coupon.promotion, unlimited]) {
      await asStaff(tenant, (tx) => endPromotion(tx, { promotionId: id }))
    }
    for (const { id } of [ended, unlimited]) {
      await expectRefusal(
        db,
        tenant.tenantId,
        () => claim(tenant, anAdjustment({ promotionId: id })),
        'PROMOTION_ENDED',
        { constraint: 'promotions_valid_now' },
      )
    }
    const past = { validFrom: new Date('2020-01-01'), validUntil: new Date('2020-02-01') }
    const [late, old] = [await aPromotion(tenant, past), await aCoupon(tenant, { code: 'AYER', ...past })]
    const gone = () => claim(tenant, anAdjustment({ promotionId: late.id }))
    await expectRefusal(db, tenant.tenantId, gone, 'PROMOTION_ENDED')
    for (const { id: couponId, promotionId } of [coupon, old]) {
      const use = () => claim(tenant, anAdjustment({ promotionId, couponId }))
      await expectRefusal(db, tenant.tenantId, use, 'COUPON_NOT_VALID_NOW', { constraint: 'coupons_valid_now' })
    }
  })

  test('looks at the first order again', async ({ db, tenant }) => {
    await anOrder(tenant)
    const { id: promotionId } = await aPromotion(tenant, { firstOrderOnly: true })
    await expectRefusal(db, tenant.tenantId, () => claim(tenant, anAdjustment({ promotionId })), 'COUPON_USED_UP', {
      constraint: 'promotions_first_order_only',
    })
  })

  test('takes all, or nothing', async ({ db, tenant }) => {
    const [first, last] = [await aPromotion(tenant, limits), await aPromotion(tenant, { maxRedemptions: 1 })]
    await claim(tenant, anAdjustment({ promotionId: last.id }))
    const both = () =>
      claim(tenant, anAdjustment({ promotionId: first.id }), anAdjustment({ promotionId: last.id, adjustmentNo: 2 }))
    await expectRefusal(db, tenant.tenantId, both, 'PROMOTION_EXHAUSTED')
  })

  test('names the adjustment and its promotion, and nothing that was typed', async ({ tenant }) => {
    const { id: promotionId } = await aPromotion(tenant, { maxRedemptions: 1 })
    await claim(tenant, anAdjustment({ promotionId }))
    await expect(claim(tenant, anAdjustment({ promotionId, adjustmentNo: 7 }))).rejects.toMatchObject({
      details: { promotionId, adjustmentNo: '7' },
    })
  })
})

describe('a limit', () => {
  test('is raised for everybody at once, and never lowered below what somebody used', async ({ tenant }) => {
    const { id: promotionId } = await aPromotion(tenant, { perCustomerLimit: 1 })
    const adjustment = anAdjustment({ promotionId })
    await claim(tenant, adjustment)
    await asStaff(tenant, (tx) => tx.update(promotions).set({ perCustomerLimit: 2 }))
    await claim(tenant, adjustment)
    expect((await claimed(tenant)).customers).toEqual([{ used: 2 }])
    await expect(asStaff(tenant, (tx) => tx.update(promotions).set({ perCustomerLimit: 1 }))).rejects.toMatchObject({
      details: { constraint: 'promotion_customers_used_within_limit' },
    })
  })

  test('neither comes nor goes: what was not counted would be given back', async ({ tenant }) => {
    const change = (values: Partial<typeof promotions.$inferInsert>) =>
      asStaff(tenant, (tx) => tx.update(promotions).set(values))
    await aPromotion(tenant)
    for (const values of [{ maxRedemptions: 1 }, { budget: money('1') }, { perCustomerLimit: 1 }]) {
      await expect(change(values)).rejects.toMatchObject({ code: 'FORBIDDEN' })
    }
    await change({ name: 'Otra', validUntil: new Date('2999-01-01') })
  })

  test('of a code neither comes nor goes', async ({ tenant }) => {
    await aCoupon(tenant)
    await expect(asStaff(tenant, (tx) => tx.update(coupons).set({ maxRedemptions: null }))).rejects.toMatchObject({
      code: 'FORBIDDEN',
    })
    await asStaff(tenant, (tx) => tx.update(coupons).set({ maxRedemptions: 7 }))
  })

  test('is counted by the database alone', async ({ tenant }) => {
    await aCoupon(tenant, { promotion: limits })
    for (const work of [
      () => asStaff(tenant, (tx) => tx.update(promotions).set({ redeemed: 0 })),
      () => asStaff(tenant, (tx) => tx.update(promotions).set({ spent: zero })),
      () => asStaff(tenant, (tx) => tx.update(coupons).set({ redeemed: 0 })),
      () => asStaff(tenant, (tx) => tx.update(promotionCustomers).set({ used: 0 })),
      () => asStaff(tenant, (tx) => tx.update(promotions).set({ amountOff: money('99') })),
    ]) {
      await expect(work()).rejects.toMatchObject({ code: 'FORBIDDEN' })
    }
  })
})

test('customers see how often they used a promotion, and neither promotions nor codes', async ({ tenant }) => {
  const { id: couponId, promotionId } = await aCoupon(tenant, { promotion: limits })
  await claim(tenant, anAdjustment({ promotionId, couponId }))
  const seen = await asCustomer(tenant, async (tx) => [
    await tx.$count(promotionCustomers),
    await tx.$count(promotions),
    await tx.$count(coupons),
  ])
  expect(seen).toEqual([1, 0, 0])
})
