import { moveOrder } from '../domains/orders/move-order.ts'
import { placeOrder, type PlaceOrder } from '../domains/orders/place-order.ts'
import type { OrderDetail } from '../domains/orders/get-order.ts'
import type { Order } from '../domains/orders/orders.ts'
import type { OrderStatus } from '../domains/orders/lifecycle.ts'
import { newId } from '../kernel/columns.ts'
import type { TestTenant } from './new-tenant.ts'

/** An order that the tenant's customer placed: two tacos and an agua, 62.00, to pick up; change what the test is about. */
export async function anOrder(tenant: TestTenant, changes: Partial<PlaceOrder> = {}): Promise<OrderDetail> {
  const { TACO: taco, AGUA: agua } = tenant.items
  const lines = [
    { menuItemId: taco ?? '', quantity: 2 },
    { menuItemId: agua ?? '', quantity: 1 },
  ]
  return tenant.db.as(tenant.customer, (tx) =>
    placeOrder(tx, { idempotencyKey: newId(), branchId: tenant.branchId, service: 'pickup', lines, ...changes }),
  )
}

const wayToDelivered = ['accepted', 'preparing', 'ready', 'delivered'] as const satisfies readonly OrderStatus[]

/** An order that was placed, prepared and handed over. */
export async function aDeliveredOrder(tenant: TestTenant, changes: Partial<PlaceOrder> = {}): Promise<Order> {
  const { id: orderId } = await anOrder(tenant, changes)
  let last: Order | undefined
  for (const to of wayToDelivered) {
    // One step after another: that is what a lifecycle is.
    // eslint-disable-next-line no-await-in-loop
    last = await tenant.db.as(tenant.staff, (tx) => moveOrder(tx, { orderId, to }))
  }
  if (!last) throw new Error('the order did not move')
  return last
}
