import {
  applyProviderEvent,
  assignCourier,
  closePayout,
  collectCash,
  handInCash,
  newId,
  setCommissionTerms,
  startPayment,
} from '../../../src/index.ts'
import { anOrder, asCourier, asCustomer, asService, asStaff, type TestTenant } from '../../../src/testing.ts'
import { aPaidOrder, aRefund, delivered } from '../payments/paying.ts'

export interface Settled extends TestTenant {
  readonly cardOrderId: string
  readonly cardPaymentId: string
  readonly cashPaymentId: string
  readonly refundId: string
  readonly courierId: string
}

/** Rows in every table of payments and the ledger: a card, cash, a refund, a tip, terms, a payout. */
export async function settled<T extends TestTenant>(tenant: T): Promise<T & Settled> {
  const { restaurantId, courier } = tenant
  const courierId = courier.kind === 'courier' ? courier.membershipId : ''
  await asStaff(tenant, (tx) =>
    setCommissionTerms(tx, { restaurantId, rate: '0.15', person: 'entity', validFrom: '2026-01-01' }),
  )
  const card = await aPaidOrder(tenant, { tip: '10.00' })
  const event = { provider: 'acme', providerEventId: newId(), paymentId: card.id, news: 'authorized' } as const
  await asService(tenant, (tx) => applyProviderEvent(tx, event))
  await delivered(tenant, card.orderId)
  const refund = await aRefund(tenant, card.orderId, { lines: [{ lineNo: 1, quantity: 1 }] })
  const { id: orderId, total } = await anOrder(tenant, { service: 'delivery' })
  const cash = await asCustomer(tenant, (tx) =>
    startPayment(tx, { orderId, method: 'cash', changeFor: '500', idempotencyKey: newId() }),
  )
  await asStaff(tenant, (tx) => assignCourier(tx, { orderId, courierId }))
  await asCourier(tenant, (tx) => collectCash(tx, { paymentId: cash.id, collected: total }))
  await asStaff(tenant, (tx) => handInCash(tx, { courierId, amount: '1.00', idempotencyKey: newId() }))
  await asStaff(tenant, (tx) => closePayout(tx, { restaurantId, from: '2026-01-01', to: '2026-01-31' }))
  return {
    ...tenant,
    courierId,
    cardOrderId: card.orderId,
    cardPaymentId: card.id,
    cashPaymentId: cash.id,
    refundId: refund.id,
  }
}
