import {
  applyProviderEvent,
  capturePayment,
  collectCash,
  type Db,
  newId,
  type Order,
  type Payment,
  paymentOf,
  recordAuthorization,
  recordCapture,
  service,
  startPayment,
} from '@platform/db'
import { formatMXN } from '@platform/db/money'
import { row } from './paper.ts'
import type { Sale } from './sale.ts'

/** Who takes card payments, as the application calls it. */
export const provider = 'acme'

/**
 * What a guest does at the till of the app. The payment is stored before the provider is called, and the call happens in
 * no transaction: here it is a line of `told`. Its answer and its webhook say the same, and the second changes nothing.
 */
export async function pay(db: Db, sale: Sale, { id: orderId }: Order): Promise<readonly string[]> {
  const { guest, shop, wanted } = sale
  const { payment: wish } = wanted
  const idempotencyKey = newId()
  if (wish.method === 'cash') {
    const { amount } = await db.as(guest, (tx) => startPayment(tx, { orderId, ...wish, idempotencyKey }))
    return [`PAGO  ${formatMXN(amount)} en efectivo, con cambio de $${wish.changeFor}`]
  }
  const payment = await db.as(guest, (tx) => startPayment(tx, { orderId, ...wish, provider, idempotencyKey }))
  const { id: paymentId, amount } = payment
  const providerRef = `pi_${paymentId}`
  const answered = await db.as(service(shop.tenantId), (tx) =>
    recordAuthorization(tx, { paymentId, provider, providerRef, amount }),
  )
  const heard = await db.as(service(shop.tenantId), (tx) =>
    applyProviderEvent(tx, { provider, providerEventId: `evt_${paymentId}`, paymentId, news: 'authorized', amount }),
  )
  return [
    `PAGO  ${formatMXN(amount)} con tarjeta: ${payment.status}`,
    `  se pregunta a ${provider}, fuera de toda transacción`,
    `  su respuesta: ${answered.status}; su webhook: ${heard}`,
  ]
}

/** Cash is taken at the door, by who stands there. */
export async function collect(db: Db, { shop, wanted, guest }: Sale, order: Order): Promise<readonly string[]> {
  if (wanted.payment.method !== 'cash') return []
  const { changeFor } = wanted.payment
  const { id: paymentId } = await thePayment(db, { guest }, order.id)
  const { due, collected, change } = await db.as(order.service === 'delivery' ? shop.rider : shop.cook, (tx) =>
    collectCash(tx, { paymentId, collected: changeFor }),
  )
  return [row('EFECTIVO  se debe', due), row('  se recibe', collected), row('  cambio', change)]
}

/** A card is charged when the guest has the order. */
export async function charge(db: Db, { shop, wanted, guest }: Sale, orderId: string): Promise<readonly string[]> {
  if (wanted.payment.method !== 'card') return []
  const { id: paymentId } = await thePayment(db, { guest }, orderId)
  const asked = await db.as(service(shop.tenantId), (tx) => capturePayment(tx, { paymentId }))
  const { status, captured } = await db.as(service(shop.tenantId), (tx) =>
    recordCapture(tx, { paymentId, provider, amount: asked.amount }),
  )
  return [row(`COBRO  ${status}`, captured)]
}

export async function thePayment(db: Db, { guest }: Pick<Sale, 'guest'>, orderId: string): Promise<Payment> {
  const { payment } = await db.as(guest, (tx) => paymentOf(tx, { orderId }))
  if (!payment) throw new Error('nobody has paid')
  return payment
}
