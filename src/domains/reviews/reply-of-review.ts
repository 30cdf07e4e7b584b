import { and, eq } from 'drizzle-orm'
import type { TenantTx } from '../../kernel/tx.ts'
import { reviewReplies } from './review-replies.ts'
import { reviews } from './reviews.ts'

/** The restaurant's answer, without who typed it; null where there is none. */
export const reply = {
  body: reviewReplies.body,
  createdAt: reviewReplies.createdAt,
  editedAt: reviewReplies.editedAt,
}

export const isReply = (tx: TenantTx) =>
  and(
    eq(reviewReplies.tenantId, tx.actor.tenantId),
    eq(reviewReplies.tenantId, reviews.tenantId),
    eq(reviewReplies.reviewId, reviews.id),
  )
