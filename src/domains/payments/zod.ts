import { z } from 'zod'
import { uuid } from '../../kernel/zod.ts'
import type { PayOrder } from './pay-order.ts'
import { paymentMethods } from './payments.ts'

/** What `payOrder` takes. */
export const payOrderInput = z.strictObject({
  orderId: uuid,
  method: z.enum(paymentMethods),
}) satisfies z.ZodType<PayOrder>
