import {
  acceptOrder,
  assignCourier,
  handOver,
  markReady,
  memberships,
  newId,
  startPreparing,
} from '../../../src/index.ts'
import { type Actor, courier as aCourierOf } from '../../../src/index.ts'
import { anOrder, type TestTenant } from '../../../src/testing.ts'

export const deliveryStages = ['placed', 'ready', 'assigned', 'on_the_way'] as const

/** An order that is to be brought, as far as that; assigned to the tenant's courier once it is ready. */
export async function toDeliver(
  tenant: TestTenant,
  stage: (typeof deliveryStages)[number],
  service: 'delivery' | 'pickup' | 'dine_in' = 'delivery',
): Promise<string> {
  const { id: orderId } = await anOrder(tenant, { service })
  const { db, staff, courierId } = tenant
  if (stage === 'placed') return orderId
  for (const step of [acceptOrder, startPreparing, markReady]) await db.as(staff, (tx) => step(tx, { orderId }))
  if (stage === 'ready') return orderId
  await db.as(staff, (tx) => assignCourier(tx, { orderId, courierId }))
  if (stage === 'on_the_way') await db.as(staff, (tx) => handOver(tx, { orderId }))
  return orderId
}

/** Another courier of the tenant. */
export async function anotherCourier(
  { db, tenantId, staff }: TestTenant,
  changes: Partial<typeof memberships.$inferInsert> = {},
): Promise<{ id: string; actor: Actor }> {
  const id = newId()
  await db.as(staff, (tx) =>
    tx.insert(memberships).values({ tenantId, id, userId: newId(), role: 'courier', displayName: 'Otra', ...changes }),
  )
  return { id, actor: aCourierOf(tenantId, id) }
}
