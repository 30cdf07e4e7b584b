import { z } from 'zod'
import { amount, uuid } from '../../kernel/zod.ts'
import type { CollectCash } from './collect-cash.ts'
import type { HandInCash } from './hand-in-cash.ts'
import { paymentMethods } from './payment-lifecycle.ts'
import type { RefundOrder } from './refund-order.ts'
import { liableParties } from './refunds.ts'
import type { ShareTip } from './share-tip.ts'
import type { StartPayment } from './start-payment.ts'
import { tipBeneficiaries } from './tips.ts'

const key = z.string().regex(/^[\x21-\x7e]{8,200}$/)

/** What `startPayment` takes. */
export const startPaymentInput = z.strictObject({
  orderId: uuid,
  method: z.enum(paymentMethods),
  provider: z
    .string()
    .regex(/^[a-z][a-z0-9_-]{0,39}$/)
    .exactOptional(),
  changeFor: amount.exactOptional(),
  idempotencyKey: key,
}) satisfies z.ZodType<StartPayment>

/** What `collectCash` takes. */
export const collectCashInput = z.strictObject({ paymentId: uuid, collected: amount }) satisfies z.ZodType<CollectCash>

/** What `handInCash` takes. */
export const handInCashInput = z.strictObject({
  courierId: uuid,
  amount,
  idempotencyKey: key,
}) satisfies z.ZodType<HandInCash>

/** What `refundOrder` takes. */
export const refundOrderInput = z.strictObject({
  orderId: uuid,
  lines: z
    .array(z.strictObject({ lineNo: z.int().min(1).max(999), quantity: z.int().min(1).max(999) }))
    .max(200)
    .exactOptional(),
  delivery: z.boolean().exactOptional(),
  tip: z.boolean().exactOptional(),
  reason: z.string().trim().min(3).max(500),
  liableParty: z.enum(liableParties),
  courierId: uuid.exactOptional(),
  idempotencyKey: key,
}) satisfies z.ZodType<RefundOrder>

/** What `shareTip` takes. */
export const shareTipInput = z.strictObject({
  orderId: uuid,
  shares: z
    .array(z.strictObject({ beneficiary: z.enum(tipBeneficiaries), membershipId: uuid.exactOptional(), amount }))
    .min(1)
    .max(20),
}) satisfies z.ZodType<ShareTip>
