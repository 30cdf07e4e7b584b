import { and, eq, sql } from 'drizzle-orm'
import { type Batch, batch } from '../../kernel/batch.ts'
import { newId } from '../../kernel/columns.ts'
import { DbError } from '../../kernel/errors.ts'
import { requireInteger, requireNote, requireUuid } from '../../kernel/input.ts'
import type { TenantTx } from '../../kernel/tx.ts'
import { orders } from '../orders/orders.ts'
import { type Review, reviews } from './reviews.ts'

export interface ReviewOrder {
  readonly orderId: string
  /** 1 to 5. */
  readonly stars: number
  readonly comment?: string
}

/**
 * A customer's opinion of an order: after it was delivered, once. Both held by foreign and unique key.
 *
 * A batch: one round trip.
 *
 * @throws {DbError} `INVALID` · `NOT_FOUND` · `ORDER_NOT_DELIVERED` · `ALREADY_REVIEWED` · `FORBIDDEN` not the customer
 *
 * @example
 * await db.as(guest, (tx) => reviewOrder(tx, { orderId, stars: 5, comment: '¡Riquísimo!' }))
 *
 * The SQL: `insert into reviews (…) select …, customer_id, branch_id, … from orders where …`, then the review
 */
export function reviewOrder(tx: TenantTx, { orderId, stars, comment = '' }: ReviewOrder): Batch<Review> {
  requireUuid('orderId', orderId)
  requireInteger('stars', stars, 1, 5)
  requireNote('comment', comment, 2000)
  const tenant = tx.actor.tenantId
  const id = newId()
  const insert = sql`
    insert into ${reviews} (tenant_id, id, order_id, customer_id, branch_id, stars, comment)
    select tenant_id, ${id}, id, customer_id, branch_id, ${stars}, ${comment}
    from ${orders} where tenant_id = ${tenant} and id = ${orderId}`
  return batch(
    [
      tx.execute(insert),
      tx
        .select()
        .from(reviews)
        .where(and(eq(reviews.tenantId, tenant), eq(reviews.id, id))),
    ],
    ([, [review]]) => {
      if (!review) throw new DbError('NOT_FOUND', 'no such order', { details: { table: 'orders' } })
      return review
    },
  )
}
