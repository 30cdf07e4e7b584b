import { and, eq, isNull, sql } from 'drizzle-orm'
import { type Batch, batch } from '../../kernel/batch.ts'
import { DbError } from '../../kernel/errors.ts'
import { requireUuid } from '../../kernel/input.ts'
import type { TenantTx } from '../../kernel/tx.ts'
import { type Promotion, promotions } from './promotions.ts'

export interface EndPromotion {
  readonly promotionId: string
}

/**
 * Ends a promotion for good, and with it its coupons: a quote that has it is refused when it is to become an order.
 * Orders that have it keep it. Ending it again changes nothing. For staff and the service.
 *
 * A batch: one round trip.
 *
 * @throws {DbError} `INVALID` promotionId · `NOT_FOUND` · `FORBIDDEN`
 *
 * @example
 * await db.as(owner, (tx) => endPromotion(tx, { promotionId }))
 */
export function endPromotion(tx: TenantTx, { promotionId }: EndPromotion): Batch<Promotion> {
  requireUuid('promotionId', promotionId)
  const ours = and(eq(promotions.tenantId, tx.actor.tenantId), eq(promotions.id, promotionId))
  return batch(
    [
      tx
        .update(promotions)
        .set({ archivedAt: sql`now()` })
        .where(and(ours, isNull(promotions.archivedAt))),
      tx.select().from(promotions).where(ours),
    ],
    ([, [promotion]]) => {
      if (!promotion) throw new DbError('NOT_FOUND', 'no such promotion', { details: { table: 'promotions' } })
      return promotion
    },
  )
}
