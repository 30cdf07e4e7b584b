import { and, eq, sql } from 'drizzle-orm'
import { type Batch, batch } from '../../kernel/batch.ts'
import { DbError } from '../../kernel/errors.ts'
import { amountOf, invalid, requireInteger, requireUuid } from '../../kernel/input.ts'
import type { TenantTx } from '../../kernel/tx.ts'
import type { Money } from '../../money/money.ts'
import { type KitchenSlot, kitchenSlots } from './kitchen-slots.ts'
import { MOST } from './open-slots.ts'

export interface ChangeSlot {
  readonly slotId: string
  readonly maxOrders?: number
  /** Null takes the limit away; left out, it stays. */
  readonly maxUnits?: number | null
  readonly maxAmount?: Money | string | null
  /** True: nothing more is taken, and what is booked stays; false opens it again. */
  readonly closed?: boolean
}

/**
 * Changes what a kitchen slot holds, closes it or opens it again; never below what is booked. For staff and the service.
 * One statement.
 *
 * @throws {DbError} `INVALID` an argument · `NOT_FOUND` · `SLOT_FULL` more is booked than that · `FORBIDDEN`
 *
 * @example
 * await db.as(cook, (tx) => changeSlot(tx, { slotId, closed: true }))
 *
 * The SQL: `update kitchen_slots set max_orders = …, closed_at = … where id = $1 returning …`
 */
export function changeSlot(
  tx: TenantTx,
  { slotId, maxOrders, maxUnits, maxAmount, closed }: ChangeSlot,
): Batch<KitchenSlot> {
  // The policy says so too, but an UPDATE it answers with no row, silently.
  if (tx.actor.kind !== 'staff' && tx.actor.kind !== 'service') {
    throw new DbError('FORBIDDEN', 'only staff and the service change slots', { details: { table: 'kitchen_slots' } })
  }
  requireUuid('slotId', slotId)
  if (maxOrders !== undefined) requireInteger('maxOrders', maxOrders, 0, MOST)
  if (maxUnits !== undefined && maxUnits !== null) requireInteger('maxUnits', maxUnits, 0, MOST)
  const set = {
    ...(maxOrders === undefined ? {} : { maxOrders }),
    ...(maxUnits === undefined ? {} : { maxUnits }),
    ...(maxAmount === undefined ? {} : { maxAmount: maxAmount === null ? null : amountOf('maxAmount', maxAmount) }),
    ...(closed === undefined ? {} : { closedAt: closed ? sql`coalesce(${kitchenSlots.closedAt}, now())` : null }),
  }
  if (Object.keys(set).length === 0) throw invalid('slotId', 'must come with a change')
  return batch(
    [
      tx
        .update(kitchenSlots)
        .set(set)
        .where(and(eq(kitchenSlots.tenantId, tx.actor.tenantId), eq(kitchenSlots.id, slotId)))
        .returning(),
    ],
    ([[slot]]) => {
      if (!slot) throw new DbError('NOT_FOUND', 'no such slot', { details: { table: 'kitchen_slots' } })
      return slot
    },
  )
}
