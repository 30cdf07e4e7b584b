import { newId, recordCapture, startPayment } from '../../../../src/index.ts'
import { aDeliveredOrder, anOrder } from '../../../../src/testing.ts'
import type { Home } from '../race.ts'

/** An order of so many aguas, captured by card; delivered too, when it is asked for. */
export async function aPaidOrder(home: Home, quantity: number, delivered = false): Promise<Paid> {
  const { db, tenant } = home
  const lines = [{ menuItemId: tenant.items['AGUA'] ?? '', quantity }]
  const { id: orderId } = await (delivered ? aDeliveredOrder : anOrder)(tenant, { lines })
  const { id: paymentId } = await db.as(tenant.customer, (tx) =>
    startPayment(tx, { orderId, method: 'card', provider: 'acme', idempotencyKey: newId() }),
  )
  await db.as(tenant.service, (tx) => recordCapture(tx, { paymentId, provider: 'acme' }))
  return { orderId, paymentId }
}

export interface Paid {
  readonly orderId: string
  readonly paymentId: string
}
