import { z } from 'zod'
import { amount, fraction, moment, uuid } from '../../kernel/zod.ts'
import { channels } from '../menu/channels.ts'
import { someServices, weekWindow } from '../restaurants/zod.ts'
import type { CreateCoupon } from './create-coupon.ts'
import type { CreatePromotion } from './promotion-input.ts'
import type { EndPromotion } from './end-promotion.ts'
import type { ListCoupons } from './list-coupons.ts'
import type { ListPromotions } from './list-promotions.ts'
import { funders, treatments } from './promotion-terms.ts'

const count = (most: number) => z.int().min(1).max(most)
const page = { limit: count(100).exactOptional(), after: z.string().exactOptional() }

const rules = {
  name: z.string().trim().min(1).max(100),
  fundedBy: z.enum(funders),
  treatment: z.enum(treatments).exactOptional(),
  stackingGroup: z
    .string()
    .regex(/^[a-z0-9-]{1,40}$/)
    .exactOptional(),
  priority: z.int().min(0).max(9_999).exactOptional(),
  minSubtotal: amount.exactOptional(),
  firstOrderOnly: z.boolean().exactOptional(),
  itemIds: z.array(uuid).min(1).max(500).exactOptional(),
  branchIds: z.array(uuid).min(1).max(500).exactOptional(),
  channels: z
    .array(z.enum(channels))
    .min(1)
    .refine((list) => new Set(list).size === list.length, 'names a channel twice')
    .exactOptional(),
  services: someServices.exactOptional(),
  windows: z.array(weekWindow).min(1).max(100).exactOptional(),
  validFrom: moment.exactOptional(),
  validUntil: moment.exactOptional(),
  byCode: z.boolean().exactOptional(),
  maxRedemptions: count(1_000_000_000).exactOptional(),
  budget: amount.exactOptional(),
  perCustomerLimit: count(9_999).exactOptional(),
}
const maxDiscount = amount.exactOptional()

/** What `createPromotion` takes. */
export const createPromotionInput = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('percent'), percentOff: fraction, maxDiscount, ...rules }),
  z.strictObject({ kind: z.literal('amount'), amountOff: amount, ...rules }),
  z.strictObject({ kind: z.literal('free_delivery'), maxDiscount, ...rules }),
  z.strictObject({
    kind: z.literal('buy_x_get_y'),
    buyQuantity: count(99),
    getQuantity: count(99),
    percentOff: fraction.exactOptional(),
    maxDiscount,
    ...rules,
  }),
]) satisfies z.ZodType<CreatePromotion>

/** What `createCoupon` takes. */
export const createCouponInput = z.strictObject({
  promotionId: uuid,
  code: z
    .string()
    .trim()
    .toUpperCase()
    .regex(/^[A-Z0-9Ñ-]{3,40}$/),
  maxRedemptions: count(1_000_000_000).exactOptional(),
  validFrom: moment.exactOptional(),
  validUntil: moment.exactOptional(),
}) satisfies z.ZodType<CreateCoupon>

/** What `endPromotion` takes. */
export const endPromotionInput = z.strictObject({ promotionId: uuid }) satisfies z.ZodType<EndPromotion>

/** What `listPromotions` takes. */
export const listPromotionsInput = z.strictObject({
  ...page,
  ended: z.boolean().exactOptional(),
}) satisfies z.ZodType<ListPromotions>

/** What `listCoupons` takes. */
export const listCouponsInput = z.strictObject({
  ...page,
  promotionId: uuid.exactOptional(),
}) satisfies z.ZodType<ListCoupons>
