import { describe, expect } from 'vitest'
import {
  balances,
  closePayout,
  payoutStatement,
  recordRefund,
  setCommissionTerms,
  type TenantTx,
  verifySettlement,
} from '../../../src/index.ts'
import { money } from '../../../src/money.ts'
import { aCoupon, anOrder, asService, asStaff, type TestTenant } from '../../../src/testing.ts'
import { test } from '../../database.ts'
import { aPaidOrder, aRefund, delivered, paidByCard } from '../payments/paying.ts'

const long = { from: '2026-01-01', to: '2026-12-31' }

describe('the ledger', () => {
  test('books an order from its payment to the payout of the restaurant', async ({ tenant }) => {
    await terms(tenant)
    await aCoupon(tenant, { promotion: { fundedBy: 'platform' } })
    const { id: orderId } = await anOrder(tenant, { service: 'delivery', tip: '10.00', couponCodes: ['VEINTE'] })
    await paidByCard(tenant, orderId)
    expect(await standing(tenant)).toEqual({ 'provider_clearing acme': '87', customer_payments: '-87' })

    await delivered(tenant, orderId)
    expect(await standing(tenant)).toEqual({
      'provider_clearing acme': '87',
      customer_payments: '0',
      restaurant_payable: '-51.21',
      platform_revenue: '-9.3',
      commission_iva: '-1.49',
      promotions_cost: '20',
      delivery_revenue: '-35',
      member_payable: '-10',
    })

    // One of two tacos: 18.50, of which the customer paid 12.53 and the platform 5.97.
    const refund = await aRefund(tenant, orderId, { lines: [{ lineNo: 1, quantity: 1 }] })
    expect(refund).toMatchObject({ total: money('12.53'), platformFunded: money('5.97'), status: 'intended' })
    expect(await standing(tenant)).toMatchObject({
      customer_payments: '0',
      refunds_payable: '-12.53',
      restaurant_payable: '-35.94',
      promotions_cost: '14.03',
    })
    await asService(tenant, (tx) => recordRefund(tx, { refundId: refund.id, provider: 'acme', outcome: 'done' }))
    expect(await standing(tenant)).toMatchObject({ refunds_payable: '0', 'provider_clearing acme': '74.47' })

    const { restaurantId } = tenant
    const today = new Date(Date.now() - 6 * 3600_000).toISOString().slice(0, 10)
    const period = { restaurantId, from: '2026-01-01', to: today }
    const open = await asStaff(tenant, (tx) => payoutStatement(tx, period))
    expect(open).toMatchObject({ sales: money('42'), platformPromotions: money('14.03'), refunds: money('12.53') })
    const payout = await asStaff(tenant, (tx) => closePayout(tx, period))
    const closed = await asStaff(tenant, (tx) => payoutStatement(tx, period))
    expect(closed).toEqual({ ...open, payout })
    expect(await standing(tenant)).toMatchObject({ restaurant_payable: '0', bank: negative(payout.amount.toFixed()) })
    expect(await asService(tenant, verifySettlement)).toEqual([])
  })

  test('lets a refund before the delivery be borne at the delivery', async ({ tenant }) => {
    await terms(tenant)
    const { orderId } = await aPaidOrder(tenant)
    await aRefund(tenant, orderId, { lines: [{ lineNo: 2, quantity: 1 }] })
    expect(await standing(tenant)).toEqual({
      'provider_clearing acme': '62',
      customer_payments: '-37',
      refunds_payable: '-25',
    })
    await delivered(tenant, orderId)
    expect(await standing(tenant)).toMatchObject({ customer_payments: '0', restaurant_payable: '-30.56' })
    expect(await asService(tenant, (tx: TenantTx) => verifySettlement(tx))).toEqual([])
  })
})

const negative = (amount: string): string => (amount === '0' ? '0' : `-${amount}`)

async function terms(tenant: TestTenant): Promise<void> {
  const { restaurantId } = tenant
  await asStaff(tenant, (tx) =>
    setCommissionTerms(tx, { restaurantId, rate: '0.15', person: 'individual', validFrom: long.from }),
  )
}

/** Balances by account, without those of nothing that ever was. */
async function standing(tenant: TestTenant): Promise<Record<string, string>> {
  const rows = await asService(tenant, (tx) => balances(tx))
  return Object.fromEntries(
    rows.map(({ kind, provider, balance }) => [provider === null ? kind : `${kind} ${provider}`, balance.toFixed()]),
  )
}
