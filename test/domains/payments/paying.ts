import {
  acceptOrder,
  assignCourier,
  deliverOrder,
  handOver,
  markReady,
  newId,
  type Order,
  type Payment,
  type QuoteOrder,
  recordCapture,
  refundOrder,
  type RefundDetail,
  type RefundOrder,
  startPayment,
  startPreparing,
} from '../../../src/index.ts'
import { anOrder, asCourier, asCustomer, asService, asStaff, type TestTenant } from '../../../src/testing.ts'

/** A payment of the order by card, captured at once. */
export async function paidByCard(tenant: TestTenant, orderId: string): Promise<Payment> {
  const { id } = await asCustomer(tenant, (tx) =>
    startPayment(tx, { orderId, method: 'card', provider: 'acme', idempotencyKey: newId() }),
  )
  return asService(tenant, (tx) => recordCapture(tx, { paymentId: id, provider: 'acme', providerRef: `pi_${id}` }))
}

/** An order with its captured payment. */
export async function aPaidOrder(tenant: TestTenant, changes: Partial<QuoteOrder> = {}): Promise<Payment> {
  const { id } = await anOrder(tenant, changes)
  return paidByCard(tenant, id)
}

/** Everything but the last step. */
export async function readyToHandOver(tenant: TestTenant, orderId: string): Promise<Order> {
  await asStaff(tenant, (tx) => acceptOrder(tx, { orderId }))
  await asStaff(tenant, (tx) => startPreparing(tx, { orderId }))
  return asStaff(tenant, (tx) => markReady(tx, { orderId }))
}

/** All the way: a courier brings what is to be delivered. */
export async function delivered(tenant: TestTenant, orderId: string): Promise<void> {
  const { service } = await readyToHandOver(tenant, orderId)
  if (service === 'delivery') {
    await asStaff(tenant, (tx) => assignCourier(tx, { orderId, courierId: tenant.courierId }))
    await asCourier(tenant, (tx) => handOver(tx, { orderId }))
    await asCourier(tenant, (tx) => deliverOrder(tx, { orderId }))
  } else {
    await asStaff(tenant, (tx) => deliverOrder(tx, { orderId }))
  }
}

/** A refund by staff, of a restaurant's fault; change what the test is about. */
export async function aRefund(
  tenant: TestTenant,
  orderId: string,
  changes: Partial<RefundOrder> = {},
): Promise<RefundDetail> {
  return asStaff(tenant, (tx) =>
    refundOrder(tx, { orderId, reason: 'Llegó frío', liableParty: 'restaurant', idempotencyKey: newId(), ...changes }),
  )
}
