import { z } from 'zod'
import { uuid } from '../../kernel/zod.ts'
import type { ListReviews } from './list-reviews.ts'
import type { ReviewOrder } from './review-order.ts'

/** What `reviewOrder` takes. */
export const reviewOrderInput = z.strictObject({
  orderId: uuid,
  stars: z.int().min(1).max(5),
  comment: z.string().max(2000).exactOptional(),
}) satisfies z.ZodType<ReviewOrder>

/** What `listReviews` takes. */
export const listReviewsInput = z.strictObject({
  branchId: uuid,
  limit: z.int().min(1).max(100).exactOptional(),
  after: z.string().exactOptional(),
}) satisfies z.ZodType<ListReviews>
