import { type Batch, batch } from '../../kernel/batch.ts'
import { newId } from '../../kernel/columns.ts'
import { DbError } from '../../kernel/errors.ts'
import { requireList, requireUuid } from '../../kernel/input.ts'
import type { TenantTx } from '../../kernel/tx.ts'
import { promotionBranches } from './promotion-branches.ts'
import type { CreatePromotion } from './promotion-input.ts'
import { promotionItems } from './promotion-items.ts'
import { promotionValues } from './promotion-values.ts'
import { type Promotion, promotions } from './promotions.ts'

export interface PromotionDetail extends Promotion {
  /** Empty: all. */
  readonly itemIds: readonly string[]
  readonly branchIds: readonly string[]
}

/**
 * A promotion, with the dishes and branches that it is for. What it gives is final; its limits can be raised and lowered,
 * and `endPromotion` ends it. For staff and the service.
 *
 * A batch: one round trip.
 *
 * @throws {DbError} `INVALID` · `REFERENCED` no such dish or branch · `FORBIDDEN`
 *
 * @example
 * await db.as(owner, (tx) =>
 *   createPromotion(tx, { name: '2×1 en tacos', kind: 'buy_x_get_y', buyQuantity: 1, getQuantity: 1, itemIds: [taco], fundedBy: 'restaurant' }),
 * )
 */
export function createPromotion(tx: TenantTx, input: CreatePromotion): Batch<PromotionDetail> {
  const { tenantId } = tx.actor
  const promotionId = newId()
  const itemIds = idsOf('itemIds', input.itemIds)
  const branchIds = idsOf('branchIds', input.branchIds)
  return batch(
    [
      tx
        .insert(promotions)
        .values({ ...promotionValues(input), tenantId, id: promotionId })
        .returning(),
      itemIds.length > 0
        ? tx.insert(promotionItems).values(itemIds.map((itemId) => ({ tenantId, promotionId, itemId })))
        : batch([], () => undefined),
      branchIds.length > 0
        ? tx.insert(promotionBranches).values(branchIds.map((branchId) => ({ tenantId, promotionId, branchId })))
        : batch([], () => undefined),
    ],
    ([[promotion]]) => {
      if (!promotion) throw new DbError('INTERNAL', 'what was inserted did not come back')
      return { ...promotion, itemIds, branchIds }
    },
  )
}

function idsOf(field: string, list: readonly string[] | undefined): readonly string[] {
  if (list === undefined) return []
  requireList(field, list, 500)
  for (const [i, one] of list.entries()) requireUuid(`${field}[${i}]`, one)
  return [...new Set(list.map((one) => one.toLowerCase()))]
}
