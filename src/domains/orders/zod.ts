import { z } from 'zod'
import { amount, uuid } from '../../kernel/zod.ts'
import { choices } from '../menu/zod.ts'
import { orderStatuses } from './lifecycle.ts'
import type { ListOrders } from './list-orders.ts'
import type { MoveOrder } from './move-order.ts'
import { orderServices } from './orders.ts'
import type { PlaceOrder } from './place-order.ts'

/** What `placeOrder` takes, as a request body would carry it. */
export const placeOrderInput = z.strictObject({
  idempotencyKey: z.string().regex(/^[\x21-\x7e]{8,200}$/),
  branchId: uuid,
  customerId: uuid.exactOptional(),
  service: z.enum(orderServices),
  lines: z
    .array(
      z.strictObject({
        menuItemId: uuid,
        quantity: z.int().min(1).max(999),
        choices: choices.exactOptional(),
      }),
    )
    .min(1)
    .max(200),
  tip: amount.exactOptional(),
  notes: z.string().max(500).exactOptional(),
}) satisfies z.ZodType<PlaceOrder>

/** What `moveOrder` takes. */
export const moveOrderInput = z.strictObject({
  orderId: uuid,
  to: z.enum(orderStatuses),
  reason: z.string().max(500).exactOptional(),
}) satisfies z.ZodType<MoveOrder>

/** What `listOrders` takes, as a query string would carry it once its numbers are numbers. */
export const listOrdersInput = z.strictObject({
  limit: z.int().min(1).max(100).exactOptional(),
  after: z.string().exactOptional(),
  branchId: uuid.exactOptional(),
  customerId: uuid.exactOptional(),
  statuses: z.array(z.enum(orderStatuses)).min(1).exactOptional(),
}) satisfies z.ZodType<ListOrders>
