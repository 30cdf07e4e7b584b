import { describe, expect } from 'vitest'
import {
  getOrder,
  newId,
  paymentOf,
  type OrderAdjustment,
  type OrderItem,
  type RefundLine,
  refundLines,
  type RefundOrder,
  refundOrder,
  refunds,
  tips,
  shareTip,
  verifySettlement,
} from '../../../src/index.ts'
import { money, subtract, sum, zero } from '../../../src/money.ts'
import { type RefundableLine, refundShare } from '../../../src/pricing.ts'
import {
  aCoupon,
  anOrder,
  aPromotion,
  asCourier,
  asCustomer,
  asService,
  asStaff,
  newTenant,
} from '../../../src/testing.ts'
import { test } from '../../database.ts'
import { expectRefusal } from '../refusals.ts'
import { aPaidOrder, aRefund, delivered, paidByCard } from './paying.ts'

const line = (lineNo: number, quantity: number) => ({ lines: [{ lineNo, quantity }] })

describe('refundOrder', () => {
  test('gives back units at what they were worth, with their IVA, and says who had paid the discount', async ({
    tenant,
  }) => {
    await aCoupon(tenant, { promotion: { fundedBy: 'platform' } })
    await aPromotion(tenant, { kind: 'percent', percentOff: '0.10', name: 'Diez', fundedBy: 'restaurant' })
    const { TACO: taco = '' } = tenant.items
    const lines = [{ menuItemId: taco, quantity: 7 }]
    const { id: orderId } = await anOrder(tenant, { lines, couponCodes: ['VEINTE'] })
    await paidByCard(tenant, orderId)
    const { lines: sold, adjustments } = await asStaff(tenant, (tx) => getOrder(tx, { orderId }))
    const [tacos] = sold
    if (!tacos) throw new Error('the order has its line')

    const given: RefundLine[] = []
    let before = 0
    for (const quantity of [2, 1, 3, 1]) {
      // One refund after another.
      // eslint-disable-next-line no-await-in-loop
      const [refunded] = (await aRefund(tenant, orderId, line(1, quantity))).lines
      const twin = refundShare(asPriced(tacos, adjustments), String(quantity), String(before))
      before += quantity
      expect(refunded).toMatchObject({ quantity, total: twin.total, ivaBase: twin.base, iva: twin.iva })
      const of = (who: string) =>
        sum(twin.discounts.filter(({ fundedBy }) => fundedBy === who).map(({ amount }) => amount))
      expect(refunded).toMatchObject({ platformFunded: of('platform'), restaurantFunded: of('restaurant') })
      if (!refunded) throw new Error('the refund has its line')
      given.push(refunded)
    }
    expect(sum(given.map(({ total }) => total))).toEqual(tacos.total)
    expect(sum(given.map(({ iva }) => iva))).toEqual(tacos.iva)
    expect(sum(given.map(({ platformFunded }) => platformFunded))).toEqual(money('20'))
    expect(sum(given.map(({ restaurantFunded }) => restaurantFunded))).toEqual(subtract(tacos.discount, money('20')))
    expect(await asService(tenant, (tx) => verifySettlement(tx))).toEqual([])
  })

  test('gives back the delivery fee and the tip, each whole and once', async ({ db, tenant }) => {
    const { orderId } = await aPaidOrder(tenant, { service: 'delivery', tip: '10' })
    const refund = await aRefund(tenant, orderId, { delivery: true, tip: true, liableParty: 'platform' })
    expect(refund).toMatchObject({
      linesTotal: money('0'),
      deliveryTotal: money('35'),
      tipTotal: money('10'),
      total: money('45'),
      lines: [],
    })
    for (const part of [{ delivery: true }, { tip: true }]) {
      const again = () => aRefund(tenant, orderId, part)
      await expectRefusal(db, tenant.tenantId, again, 'REFUND_EXCEEDS')
    }
    await aRefund(tenant, orderId, {
      lines: [
        { lineNo: 1, quantity: 2 },
        { lineNo: 2, quantity: 1 },
      ],
    })
    const { payment, refunds: all } = await asCustomer(tenant, (tx) => paymentOf(tx, { orderId }))
    expect(payment?.refunded).toEqual(payment?.captured)
    expect(all.map(({ total }) => total)).toEqual([money('45'), money('62')])
  })

  test('never gives back more units than a line has', async ({ db, tenant }) => {
    const { orderId } = await aPaidOrder(tenant)
    const three = () => aRefund(tenant, orderId, line(1, 3))
    await expectRefusal(db, tenant.tenantId, three, 'REFUND_EXCEEDS', { constraint: 'refund_lines_units_within_line' })
    await aRefund(tenant, orderId, line(1, 1))
    const two = () => aRefund(tenant, orderId, line(1, 2))
    await expectRefusal(db, tenant.tenantId, two, 'REFUND_EXCEEDS', { constraint: 'refund_lines_units_within_line' })
    const unknown = () => aRefund(tenant, orderId, line(3, 1))
    await expectRefusal(db, tenant.tenantId, unknown, 'NOT_FOUND', { constraint: 'refund_lines_known' })
  })

  test('asked twice with a key gives one refund, and refuses the key for another', async ({ db, tenant }) => {
    const { orderId } = await aPaidOrder(tenant)
    const idempotencyKey = newId()
    const first = await aRefund(tenant, orderId, { ...line(1, 1), idempotencyKey })
    expect(await aRefund(tenant, orderId, { ...line(1, 1), idempotencyKey })).toEqual(first)
    for (const change of [line(1, 2), line(2, 1), { ...line(1, 1), reason: 'Otra cosa' }]) {
      const other = () => aRefund(tenant, orderId, { idempotencyKey, ...change })
      await expectRefusal(db, tenant.tenantId, other, 'IDEMPOTENCY_MISMATCH')
    }
  })

  test('is of what was captured, by staff and the service', async ({ db, tenant }) => {
    const { id: unpaid } = await anOrder(tenant)
    const early = () => aRefund(tenant, unpaid, line(1, 1))
    await expectRefusal(db, tenant.tenantId, early, 'PAYMENT_NOT_OPEN', { constraint: 'refunds_of_captured' })
    const { orderId } = await aPaidOrder(tenant)
    const input = { orderId, ...line(1, 1), reason: 'Llegó frío', liableParty: 'restaurant', idempotencyKey: newId() }
    for (const as of [asCustomer, asCourier]) {
      const own = () => as(tenant, (tx) => refundOrder(tx, input as RefundOrder))
      await expectRefusal(db, tenant.tenantId, own, 'FORBIDDEN')
    }
    const other = await newTenant(db)
    const theirs = () => asStaff(other, (tx) => refundOrder(tx, input as RefundOrder))
    await expectRefusal(db, tenant.tenantId, theirs, 'NOT_FOUND', { constraint: 'orders_known' })
    const forged = await aRefund(tenant, orderId, line(1, 1))
    const insert = () =>
      asService(tenant, (tx) => tx.insert(refunds).values({ ...forged, id: newId(), idempotencyKey: newId() }))
    const change = () => asService(tenant, (tx) => tx.update(refunds).set({ status: 'done' }))
    const more = () => asService(tenant, (tx) => tx.update(refundLines).set({ total: money('0') }))
    for (const work of [insert, change, more]) await expectRefusal(db, tenant.tenantId, work, 'FORBIDDEN')
  })

  test('refuses what is no refund', async ({ tenant }) => {
    const { orderId } = await aPaidOrder(tenant)
    const wrong: readonly (readonly [string, Partial<RefundOrder>])[] = [
      ['orderId', { orderId: 'x' }],
      ['lines', {}],
      ['lines[0].quantity', line(1, 0)],
      ['lines', { lines: [...line(1, 1).lines, ...line(1, 1).lines] }],
      ['reason', { ...line(1, 1), reason: ' ' }],
      ['liableParty', { ...line(1, 1), liableParty: 'nobody' as 'courier' }],
      ['courierId', { ...line(1, 1), liableParty: 'courier' }],
      ['courierId', { ...line(1, 1), courierId: newId() }],
      ['idempotencyKey', { ...line(1, 1), idempotencyKey: 'x' }],
    ]
    for (const [field, change] of wrong) {
      await expect(aRefund(tenant, orderId, change)).rejects.toMatchObject({ code: 'INVALID', details: { field } })
    }
  })
})

describe('a tip', () => {
  test('goes to the courier who brought the order, or to the pool when none did', async ({ tenant }) => {
    const brought = await anOrder(tenant, { service: 'delivery', tip: '10' })
    await delivered(tenant, brought.id)
    const fetched = await anOrder(tenant, { tip: '5' })
    await delivered(tenant, fetched.id)
    const shares = await asStaff(tenant, (tx) => tx.select().from(tips).orderBy(tips.orderId))
    expect(shares).toMatchObject([
      { orderId: brought.id, beneficiary: 'courier', membershipId: courierOf(tenant), amount: money('10') },
      { orderId: fetched.id, beneficiary: 'pool', membershipId: null, amount: money('5') },
    ])
  })

  test('can be shared before, and the rest goes its way; never more than there is', async ({ db, tenant }) => {
    const { id: orderId } = await anOrder(tenant, { service: 'delivery', tip: '10' })
    const share = (amount: string) => () =>
      asStaff(tenant, (tx) => shareTip(tx, { orderId, shares: [{ beneficiary: 'pool', amount }] }))
    await expectRefusal(db, tenant.tenantId, share('10.01'), 'INVALID', { constraint: 'tips_add_up' })
    await share('4')()
    await expectRefusal(db, tenant.tenantId, share('4'), 'CONFLICT', { constraint: 'tips_pkey' })
    await delivered(tenant, orderId)
    expect(await asStaff(tenant, (tx) => tx.select().from(tips).orderBy(tips.tipNo))).toMatchObject([
      { beneficiary: 'pool', amount: money('4') },
      { beneficiary: 'courier', amount: money('6') },
    ])
    expect(await asService(tenant, (tx) => verifySettlement(tx))).toEqual([])
  })
})

/** The line of an order as the pricing engine had it, one adjustment wholly on it. */
function asPriced(line: OrderItem, adjustments: readonly OrderAdjustment[]): RefundableLine {
  const { quantity, total, taxable, ivaBase, iva } = line
  const discounts = adjustments.map(({ fundedBy, amount }) => ({ id: null, fundedBy, amount }))
  return { quantity: String(quantity), total, taxable, base: ivaBase, iva, ieps: zero, taxes: [], discounts }
}

function courierOf({ courier }: Awaited<ReturnType<typeof newTenant>>): string {
  return courier.kind === 'courier' ? courier.membershipId : ''
}
