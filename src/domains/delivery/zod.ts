import { z } from 'zod'
import { uuid } from '../../kernel/zod.ts'
import type { AssignCourier } from './assign-courier.ts'
import { deliveryStatuses } from './delivery-lifecycle.ts'
import type { DeliveryOf } from './delivery-of.ts'
import type { FailDelivery } from './fail-delivery.ts'
import type { ListDeliveries } from './list-deliveries.ts'
import type { TakeDelivery } from './take-delivery.ts'

/** What `assignCourier` takes. */
export const assignCourierInput = z.strictObject({ orderId: uuid, courierId: uuid }) satisfies z.ZodType<AssignCourier>

/** What `takeDelivery` takes. */
export const takeDeliveryInput = z.strictObject({ orderId: uuid }) satisfies z.ZodType<TakeDelivery>

/** What `failDelivery` takes. */
export const failDeliveryInput = z.strictObject({
  orderId: uuid,
  reason: z.string().trim().min(1).max(500),
}) satisfies z.ZodType<FailDelivery>

/** What `deliveryOf` takes. */
export const deliveryOfInput = z.strictObject({ orderId: uuid }) satisfies z.ZodType<DeliveryOf>

/** What `listDeliveries` takes, as a query string would carry it once its numbers are numbers. */
export const listDeliveriesInput = z.strictObject({
  branchId: uuid.exactOptional(),
  courierId: uuid.exactOptional(),
  statuses: z.array(z.enum(deliveryStatuses)).min(1).exactOptional(),
  limit: z.int().min(1).max(100).exactOptional(),
  after: z.string().exactOptional(),
}) satisfies z.ZodType<ListDeliveries>
