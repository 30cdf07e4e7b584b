import { type Batch, batch } from '../../kernel/batch.ts'
import { newId } from '../../kernel/columns.ts'
import {
  amountOf,
  invalid,
  requireInteger,
  requireList,
  requireMoment,
  requireOneOf,
  requireUuid,
} from '../../kernel/input.ts'
import type { TenantTx } from '../../kernel/tx.ts'
import type { Money } from '../../money/money.ts'
import { type Service, services } from '../restaurants/services.ts'
import { type KitchenSlot, kitchenSlots } from './kitchen-slots.ts'

export interface NewSlot {
  readonly startsAt: Date
  /** Not included; within 24 hours. */
  readonly endsAt: Date
  readonly maxOrders: number
  /** Dishes, counted with repeats; without limit, when left out. */
  readonly maxUnits?: number
  /** Pesos of the orders; without limit, when left out. */
  readonly maxAmount?: Money | string
}

export interface OpenSlots {
  readonly branchId: string
  readonly service: Service
  /** 1 to 200, apart from each other and from those that are there. */
  readonly slots: readonly NewSlot[]
}

/**
 * Opens kitchen slots of a branch and service: how many orders, dishes and pesos the kitchen takes in a stretch of time.
 * For staff and the service. One statement.
 *
 * @returns the slots, in the order given
 * @throws {DbError} `INVALID` with the slot and its field · `SLOT_OVERLAP` · `REFERENCED` no such branch · `FORBIDDEN`
 *
 * @example
 * await db.as(manager, (tx) =>
 *   openSlots(tx, { branchId, service: 'pickup', slots: [{ startsAt: at14h, endsAt: at15h, maxOrders: 20, maxUnits: 60 }] }),
 * )
 */
export function openSlots(tx: TenantTx, { branchId, service, slots }: OpenSlots): Batch<readonly KitchenSlot[]> {
  requireUuid('branchId', branchId)
  requireOneOf('service', service, services)
  requireList('slots', slots, 200)
  const { tenantId } = tx.actor
  const rows = slots.map(({ startsAt, endsAt, maxOrders, maxUnits, maxAmount }, i) => {
    requireMoment(`slots[${i}].startsAt`, startsAt)
    requireMoment(`slots[${i}].endsAt`, endsAt)
    const lasts = endsAt.getTime() - startsAt.getTime()
    if (lasts <= 0 || lasts > DAY) throw invalid(`slots[${i}].endsAt`, 'must be within 24 hours behind startsAt')
    requireInteger(`slots[${i}].maxOrders`, maxOrders, 0, MOST)
    if (maxUnits !== undefined) requireInteger(`slots[${i}].maxUnits`, maxUnits, 0, MOST)
    return {
      tenantId,
      id: newId(),
      branchId,
      service,
      startsAt,
      endsAt,
      maxOrders,
      maxUnits: maxUnits ?? null,
      maxAmount: maxAmount === undefined ? null : amountOf(`slots[${i}].maxAmount`, maxAmount),
    }
  })
  return batch([tx.insert(kitchenSlots).values(rows).returning()], ([opened]) => opened)
}

const DAY = 24 * 60 * 60 * 1000

/** More than any kitchen makes in a slot: what is more was not meant. */
export const MOST = 1_000_000
