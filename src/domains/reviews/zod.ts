import { z } from 'zod'
import { uuid } from '../../kernel/zod.ts'
import type { EditReview } from './edit-review.ts'
import type { ListReviews } from './list-reviews.ts'
import type { ModerateReview } from './moderate-review.ts'
import type { MyReviews } from './my-reviews.ts'
import type { ReplyToReview } from './reply-to-review.ts'
import type { ReviewOrder } from './review-order.ts'
import type { ReviewTarget } from './review-target.ts'
import { reviewStates } from './reviews.ts'

const stars = z.int().min(1).max(5)
const comment = z.string().max(2000)
const opinion = { stars, comment: comment.exactOptional() }
const page = { limit: z.int().min(1).max(100).exactOptional(), after: z.string().exactOptional() }
const list = { stars: stars.exactOptional(), state: z.enum(reviewStates).exactOptional(), ...page }

/** What `reviewOrder` takes. */
export const reviewOrderInput = z.strictObject({
  orderId: uuid,
  stars: stars.exactOptional(),
  comment: comment.exactOptional(),
  courier: z.strictObject(opinion).exactOptional(),
  dishes: z
    .array(z.strictObject({ lineNo: z.int().min(1), ...opinion }))
    .min(1)
    .max(200)
    .exactOptional(),
}) satisfies z.ZodType<ReviewOrder>

/** What `editReview` takes. */
export const editReviewInput = z.strictObject({ reviewId: uuid, ...opinion }) satisfies z.ZodType<EditReview>

/** What `hideReview` and `showReview` take. */
export const moderateReviewInput = z.strictObject({
  reviewId: uuid,
  reason: z.string().min(1).max(500),
}) satisfies z.ZodType<ModerateReview>

/** What `replyToReview` takes. */
export const replyToReviewInput = z.strictObject({
  reviewId: uuid,
  body: z.string().min(1).max(2000),
}) satisfies z.ZodType<ReplyToReview>

/** What `ratingsOf` takes: one target. */
export const ratingsOfInput = z.union([
  z.strictObject({ branchId: uuid }),
  z.strictObject({ courierId: uuid }),
  z.strictObject({ menuItemId: uuid }),
]) satisfies z.ZodType<ReviewTarget>

/** What `listReviews` takes: one target. */
export const listReviewsInput = z.union([
  z.strictObject({ branchId: uuid, ...list }),
  z.strictObject({ courierId: uuid, ...list }),
  z.strictObject({ menuItemId: uuid, ...list }),
]) satisfies z.ZodType<ListReviews>

/** What `myReviews` takes. */
export const myReviewsInput = z.strictObject(page) satisfies z.ZodType<MyReviews>
