import { describe, expect } from 'vitest'
import {
  acceptOrder,
  cancelOrder,
  coupons,
  orderAdjustments,
  promotionCustomers,
  promotions,
  rejectOrder,
} from '../../../src/index.ts'
import { money, zero } from '../../../src/money.ts'
import { aCoupon, anOrder, aPromotion, asCustomer, asService, asStaff, type TestTenant } from '../../../src/testing.ts'
import { test } from '../../database.ts'

async function claimed(tenant: TestTenant) {
  return asStaff(tenant, async (tx) => ({
    promotions: await tx.select({ redeemed: promotions.redeemed, spent: promotions.spent }).from(promotions),
    customers: await tx.select({ used: promotionCustomers.used }).from(promotionCustomers),
    coupons: await tx.select({ redeemed: coupons.redeemed }).from(coupons),
  }))
}

const limits = { maxRedemptions: 2, budget: '50.00', perCustomerLimit: 1 } as const
const taken = {
  promotions: [{ redeemed: 1, spent: money('20') }],
  customers: [{ used: 1 }],
  coupons: [{ redeemed: 1 }],
}
const free = { promotions: [{ redeemed: 0, spent: zero }], customers: [{ used: 0 }], coupons: [{ redeemed: 0 }] }

describe('an order with a coupon', () => {
  test('keeps what it was given, by line, and who pays for it', async ({ tenant }) => {
    const coupon = await aCoupon(tenant, { promotion: { fundedBy: 'platform' } })
    const order = await anOrder(tenant, { couponCodes: ['veinte'], service: 'delivery', tip: '10' })
    expect(order).toMatchObject({ discount: money('20'), tip: money('10'), total: money('87') })
    expect(order.lines.map(({ discount }) => discount)).toEqual([money('11.94'), money('8.06')])
    expect(await asCustomer(tenant, (tx) => tx.select().from(orderAdjustments))).toMatchObject([
      {
        orderId: order.id,
        kind: 'coupon',
        couponId: coupon.id,
        fundedBy: 'platform',
        amount: money('20'),
        shares: [money('11.94'), money('8.06')],
      },
    ])
  })

  test('gives back what it claimed when it is rejected or cancelled, and can be had again', async ({ tenant }) => {
    await aCoupon(tenant, { promotion: limits })
    for (const callOff of [
      (orderId: string) => asStaff(tenant, (tx) => rejectOrder(tx, { orderId, reason: 'Sin gas' })),
      (orderId: string) => asCustomer(tenant, (tx) => cancelOrder(tx, { orderId })),
      async (orderId: string) => {
        await asStaff(tenant, (tx) => acceptOrder(tx, { orderId }))
        return asService(tenant, (tx) => cancelOrder(tx, { orderId }))
      },
    ]) {
      const { id } = await anOrder(tenant, { couponCodes: ['VEINTE'] })
      expect(await claimed(tenant)).toEqual(taken)
      await callOff(id)
      expect(await claimed(tenant)).toEqual(free)
    }
  })

  test('gives back only its own', async ({ tenant }) => {
    await aCoupon(tenant, { maxRedemptions: 9, promotion: { ...limits, perCustomerLimit: 2 } })
    const first = await anOrder(tenant, { couponCodes: ['VEINTE'] })
    await anOrder(tenant, { couponCodes: ['VEINTE'] })
    await anOrder(tenant)
    await asStaff(tenant, (tx) => cancelOrder(tx, { orderId: first.id }))
    expect(await claimed(tenant)).toEqual(taken)
  })
})

test('free delivery and a discount stand beside each other, and the tip outside of both', async ({ tenant }) => {
  await aPromotion(tenant, { kind: 'free_delivery' })
  await aPromotion(tenant, { kind: 'percent', percentOff: '0.5' })
  expect(await anOrder(tenant, { service: 'delivery', tip: '10' })).toMatchObject({
    subtotal: money('62'),
    discount: money('31'),
    deliveryFee: money('35'),
    deliveryDiscount: money('35'),
    total: money('41'),
  })
})

test('an order called off takes its promotion as the first one again', async ({ tenant }) => {
  await aPromotion(tenant, { firstOrderOnly: true })
  const first = await anOrder(tenant)
  expect(first.discount).toEqual(money('20'))
  expect((await anOrder(tenant)).discount).toEqual(zero)
  await asStaff(tenant, (tx) => cancelOrder(tx, { orderId: first.id }))
  const ids = await asStaff(tenant, (tx) => tx.select().from(promotionCustomers))
  expect(ids).toMatchObject([{ used: 0 }])
})
