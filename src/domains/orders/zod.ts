import { z } from 'zod'
import { amount, uuid } from '../../kernel/zod.ts'
import { channels } from '../menu/channels.ts'
import { choices } from '../menu/zod.ts'
import type { BranchBoard } from './branch-board.ts'
import { orderStatuses } from './lifecycle.ts'
import type { ListOrders } from './list-orders.ts'
import { orderServices } from './orders.ts'
import type { PlaceOrder } from './place-order.ts'
import type { QuoteOrder } from './quote-order.ts'
import type { SalesByDay } from './sales-by-day.ts'
import type { TakeStep } from './take-step.ts'
import type { TopItems } from './top-items.ts'

/** What `quoteOrder` takes, as a request body would carry it. */
export const quoteOrderInput = z.strictObject({
  branchId: uuid,
  customerId: uuid.exactOptional(),
  service: z.enum(orderServices),
  channel: z.enum(channels).exactOptional(),
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
  couponCodes: z.array(z.string().trim().min(1).max(40)).max(5).exactOptional(),
  slotId: uuid.exactOptional(),
  tip: amount.exactOptional(),
  notes: z.string().max(500).exactOptional(),
}) satisfies z.ZodType<QuoteOrder>

/** What `placeOrder` takes. */
export const placeOrderInput = z.strictObject({
  quoteId: uuid,
  idempotencyKey: z.string().regex(/^[\x21-\x7e]{8,200}$/),
}) satisfies z.ZodType<PlaceOrder>

/** What each step of an order takes: `acceptOrder`, `startPreparing`, `cancelOrder` and the others. */
export const orderStepInput = z.strictObject({
  orderId: uuid,
  reason: z.string().max(500).exactOptional(),
  version: z.int().min(1).max(1_000_000).exactOptional(),
}) satisfies z.ZodType<TakeStep>

/** What `salesByDay` takes. */
export const salesByDayInput = z.strictObject({
  branchId: uuid,
  from: z.iso.date(),
  until: z.iso.date(),
}) satisfies z.ZodType<SalesByDay>

/** What `topItems` takes. */
export const topItemsInput = z.strictObject({
  ...salesByDayInput.shape,
  limit: z.int().min(1).max(100).exactOptional(),
}) satisfies z.ZodType<TopItems>

/** What `branchBoard` takes. */
export const branchBoardInput = z.strictObject({
  branchId: uuid,
  limit: z.int().min(1).max(200).exactOptional(),
}) satisfies z.ZodType<BranchBoard>

/** What `listOrders` takes, as a query string would carry it once its numbers are numbers. */
export const listOrdersInput = z.strictObject({
  limit: z.int().min(1).max(100).exactOptional(),
  after: z.string().exactOptional(),
  branchId: uuid.exactOptional(),
  customerId: uuid.exactOptional(),
  statuses: z.array(z.enum(orderStatuses)).min(1).exactOptional(),
}) satisfies z.ZodType<ListOrders>
