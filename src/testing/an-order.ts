import { assignCourier } from '../domains/delivery/assign-courier.ts'
import { acceptOrder } from '../domains/orders/accept-order.ts'
import { deliverOrder } from '../domains/orders/deliver-order.ts'
import { getOrder, type OrderDetail } from '../domains/orders/get-order.ts'
import { handOver } from '../domains/orders/hand-over.ts'
import { markReady } from '../domains/orders/mark-ready.ts'
import type { Order } from '../domains/orders/orders.ts'
import { placeOrder } from '../domains/orders/place-order.ts'
import { quoteOrder, type QuoteOrder } from '../domains/orders/quote-order.ts'
import type { Quote } from '../domains/orders/quote.ts'
import { startPreparing } from '../domains/orders/start-preparing.ts'
import { newId } from '../kernel/columns.ts'
import type { TestTenant } from './new-tenant.ts'

/** A quote for the tenant's customer: two tacos and an agua, 62.00, to pick up; change what the test is about. */
export async function aQuote(tenant: TestTenant, changes: Partial<QuoteOrder> = {}): Promise<Quote> {
  const { TACO: taco, AGUA: agua } = tenant.items
  const lines = [
    { menuItemId: taco ?? '', quantity: 2 },
    { menuItemId: agua ?? '', quantity: 1 },
  ]
  return tenant.db.as(tenant.customer, (tx) =>
    quoteOrder(tx, { branchId: tenant.branchId, service: 'pickup', lines, ...changes }),
  )
}

/** An order that the tenant's customer placed from `aQuote`. */
export async function anOrder(tenant: TestTenant, changes: Partial<QuoteOrder> = {}): Promise<OrderDetail> {
  const { id: quoteId } = await aQuote(tenant, changes)
  const { id: orderId } = await tenant.db.as(tenant.customer, (tx) =>
    placeOrder(tx, { quoteId, idempotencyKey: newId() }),
  )
  return tenant.db.as(tenant.customer, (tx) => getOrder(tx, { orderId }))
}

/** An order that was placed, prepared and handed over the counter, or brought by the tenant's courier when it is to be. */
export async function aDeliveredOrder(tenant: TestTenant, changes: Partial<QuoteOrder> = {}): Promise<Order> {
  const { id: orderId, service } = await anOrder(tenant, changes)
  const { db, staff, courier, courierId } = tenant
  await db.as(staff, (tx) => acceptOrder(tx, { orderId }))
  await db.as(staff, (tx) => startPreparing(tx, { orderId }))
  await db.as(staff, (tx) => markReady(tx, { orderId }))
  if (service !== 'delivery') return db.as(staff, (tx) => deliverOrder(tx, { orderId }))
  await db.as(staff, (tx) => assignCourier(tx, { orderId, courierId }))
  await db.as(courier, (tx) => handOver(tx, { orderId }))
  return db.as(courier, (tx) => deliverOrder(tx, { orderId }))
}
