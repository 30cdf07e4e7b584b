import { describe, expect } from 'vitest'
import {
  applyProviderEvent,
  type ApplyProviderEvent,
  newId,
  recordCapture,
  recordRefund,
  resolvePayment,
  startPayment,
  verifySettlement,
} from '../../../src/index.ts'
import { money } from '../../../src/money.ts'
import { anOrder, asCustomer, asService, asStaff, type TestTenant } from '../../../src/testing.ts'
import { test } from '../../database.ts'
import { expectRefusal } from '../refusals.ts'
import { aPaidOrder, aRefund } from './paying.ts'

async function intended(tenant: TestTenant, method: 'card' | 'spei' = 'card'): Promise<string> {
  const { id: orderId } = await anOrder(tenant)
  const { id } = await asCustomer(tenant, (tx) =>
    startPayment(tx, { orderId, method, provider: 'acme', idempotencyKey: newId() }),
  )
  return id
}

const heard = (tenant: TestTenant, paymentId: string, event: Partial<ApplyProviderEvent>) =>
  asService(tenant, (tx) =>
    applyProviderEvent(tx, { provider: 'acme', providerEventId: newId(), paymentId, news: 'captured', ...event }),
  )

describe('applyProviderEvent', () => {
  test('acts once for an event, and says so', async ({ tenant }) => {
    const paymentId = await intended(tenant)
    const event = { providerEventId: 'evt_1', amount: '62.00', providerRef: 'pi_1' }
    expect(await heard(tenant, paymentId, event)).toBe('applied')
    expect(await heard(tenant, paymentId, event)).toBe('known')
    expect(await heard(tenant, paymentId, { news: 'authorized' })).toBe('known')
    const { captured, version } = await asService(tenant, (tx) => recordCapture(tx, { paymentId, provider: 'acme' }))
    expect({ captured, version }).toEqual({ captured: money('62'), version: 3 })
  })

  test('finds a payment by the name that the provider has for it', async ({ tenant }) => {
    const paymentId = await intended(tenant)
    await asService(tenant, (tx) =>
      resolvePayment(tx, { paymentId, provider: 'acme', state: 'authorized', providerRef: 'pi_7' }),
    )
    const event = { provider: 'acme', providerEventId: 'evt_7', providerRef: 'pi_7', news: 'captured' } as const
    expect(await asService(tenant, (tx) => applyProviderEvent(tx, event))).toBe('applied')
  })

  test('keeps what cannot be true for somebody to look at', async ({ tenant }) => {
    const another = await intended(tenant)
    expect(await heard(tenant, another, { providerEventId: 'evt_a', amount: '6.20' })).toBe('refused')
    const dead = await intended(tenant)
    expect(await heard(tenant, dead, { news: 'declined' })).toBe('applied')
    expect(await heard(tenant, dead, { news: 'expired' })).toBe('known')
    expect(await heard(tenant, dead, { providerEventId: 'evt_b', amount: '62' })).toBe('refused')
    const { id: taken } = await aPaidOrder(tenant)
    expect(await heard(tenant, taken, { providerEventId: 'evt_c', news: 'voided' })).toBe('refused')
    expect(await asService(tenant, (tx) => verifySettlement(tx))).toEqual([
      { rule: 'provider_agrees', subject: 'acme:evt_a', expected: '62', found: '6.2' },
      { rule: 'provider_agrees', subject: 'acme:evt_b', expected: '62', found: '62' },
      { rule: 'provider_agrees', subject: 'acme:evt_c', expected: '62', found: null },
    ])
  })

  test('hears of refunds too', async ({ tenant }) => {
    const { id: paymentId, orderId } = await aPaidOrder(tenant)
    const { id: refundId } = await aRefund(tenant, orderId, { lines: [{ lineNo: 2, quantity: 1 }] })
    const news = (event: Partial<ApplyProviderEvent>) => heard(tenant, paymentId, { refundId, ...event })
    expect(await news({ news: 'refund-failed' })).toBe('applied')
    expect(await news({ news: 'refund-failed' })).toBe('known')
    expect(await news({ news: 'refunded', amount: '1' })).toBe('refused')
    expect(await news({ news: 'refunded', amount: '25' })).toBe('applied')
    expect(await news({ news: 'refunded' })).toBe('known')
    expect(await news({ news: 'refund-failed' })).toBe('refused')
  })

  test('is for the service, about payments that it knows', async ({ db, tenant }) => {
    const paymentId = await intended(tenant)
    const event = { provider: 'acme', providerEventId: 'evt_9', news: 'captured' } as const
    const byStaff = () => asStaff(tenant, (tx) => applyProviderEvent(tx, { ...event, paymentId }))
    await expectRefusal(db, tenant.tenantId, byStaff, 'FORBIDDEN')
    for (const named of [{ paymentId: newId() }, { providerRef: 'pi_?' }, { paymentId, provider: 'otro' }]) {
      const unknown = () => asService(tenant, (tx) => applyProviderEvent(tx, { ...event, ...named }))
      await expectRefusal(db, tenant.tenantId, unknown, 'NOT_FOUND', { constraint: 'payments_known' })
    }
    const nobody = asService(tenant, async (tx) => applyProviderEvent(tx, event))
    await expect(nobody).rejects.toMatchObject({ code: 'INVALID', details: { field: 'paymentId' } })
  })
})

describe('an answer', () => {
  test('that cannot be true is refused aloud', async ({ db, tenant }) => {
    const paymentId = await intended(tenant)
    const less = () => asService(tenant, (tx) => recordCapture(tx, { paymentId, provider: 'acme', amount: '61.99' }))
    await expectRefusal(db, tenant.tenantId, less, 'PROVIDER_DISAGREES', { constraint: 'payments_provider_agrees' })
    const { orderId } = await aPaidOrder(tenant)
    const { id: refundId } = await aRefund(tenant, orderId, { lines: [{ lineNo: 2, quantity: 1 }] })
    const more = () =>
      asService(tenant, (tx) => recordRefund(tx, { refundId, provider: 'acme', outcome: 'done', amount: '25.01' }))
    await expectRefusal(db, tenant.tenantId, more, 'PROVIDER_DISAGREES')
    const unknown = () =>
      asService(tenant, (tx) => recordRefund(tx, { refundId: newId(), provider: 'acme', outcome: 'done' }))
    await expectRefusal(db, tenant.tenantId, unknown, 'NOT_FOUND', { constraint: 'refunds_known' })
  })

  test('names two payments differently', async ({ db, tenant }) => {
    const [one, two] = [await intended(tenant), await intended(tenant)]
    await asService(tenant, (tx) => recordCapture(tx, { paymentId: one, provider: 'acme', providerRef: 'pi_1' }))
    const same = () =>
      asService(tenant, (tx) => recordCapture(tx, { paymentId: two, provider: 'acme', providerRef: 'pi_1' }))
    await expectRefusal(db, tenant.tenantId, same, 'CONFLICT', { constraint: 'payments_provider_ref_key' })
  })

  test('says that money came by SPEI, which nobody holds beforehand', async ({ tenant }) => {
    const paymentId = await intended(tenant, 'spei')
    const taken = await asService(tenant, (tx) => recordCapture(tx, { paymentId, provider: 'acme' }))
    expect(taken).toMatchObject({ status: 'captured', version: 2, authorized: money('62'), captured: money('62') })
  })
})
