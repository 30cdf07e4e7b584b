import { and, asc, eq, gte, lt, type SQL, sql } from 'drizzle-orm'
import { requireDay, requireOneOf, requireUuid } from '../../kernel/input.ts'
import type { TenantTx } from '../../kernel/tx.ts'
import { type Money, money } from '../../money/money.ts'
import { branches } from '../restaurants/branches.ts'
import { type Service, services } from '../restaurants/services.ts'
import { kitchenSlots } from './kitchen-slots.ts'

export interface ListSlots {
  readonly branchId: string
  readonly service: Service
  /** The day by the clock on the branch's wall, `YYYY-MM-DD`: slots that start on it. */
  readonly on: string
}

/**
 * The kitchen slots of a day with what is left of them, in their order; null where there is no limit. What is left now
 * may be gone when the order is placed: the claim decides. Customers, staff and the service read it.
 *
 * A builder.
 *
 * @throws {DbError} `INVALID` an argument
 *
 * @example
 * const slots = await db.as(guest, (tx) => listSlots(tx, { branchId, service: 'pickup', on: '2026-11-21' }))
 *
 * The SQL: `select … from kitchen_slots where branch_id = $1 and service = $2 and starts_at >= app.local_instant($3, …)
 * and starts_at < … order by starts_at`
 */
export function listSlots(tx: TenantTx, { branchId, service, on }: ListSlots) {
  requireUuid('branchId', branchId)
  requireOneOf('service', service, services)
  requireDay('on', on)
  const tenant = tx.actor.tenantId
  const ours = and(eq(branches.tenantId, tenant), eq(branches.id, branchId))
  const midnight = (day: SQL) =>
    sql`app.local_instant((${day})::timestamp, (select ${branches.timeZone} from ${branches} where ${ours}))`
  return tx
    .select({
      id: kitchenSlots.id,
      startsAt: kitchenSlots.startsAt,
      endsAt: kitchenSlots.endsAt,
      isOpen: sql<boolean>`${kitchenSlots.closedAt} is null and ${kitchenSlots.endsAt} > now()`,
      ordersLeft: sql<number>`${kitchenSlots.maxOrders} - ${kitchenSlots.bookedOrders}`,
      unitsLeft: sql<number | null>`${kitchenSlots.maxUnits} - ${kitchenSlots.bookedUnits}`,
      amountLeft: sql`${kitchenSlots.maxAmount} - ${kitchenSlots.bookedAmount}`.mapWith(pesos),
    })
    .from(kitchenSlots)
    .where(
      and(
        eq(kitchenSlots.tenantId, tenant),
        eq(kitchenSlots.branchId, branchId),
        eq(kitchenSlots.service, service),
        gte(kitchenSlots.startsAt, midnight(sql`${on}::date`)),
        lt(kitchenSlots.startsAt, midnight(sql`${on}::date + 1`)),
      ),
    )
    .orderBy(asc(kitchenSlots.startsAt))
    .$dynamic()
}

export type SlotRow = Awaited<ReturnType<typeof listSlots>>[number]

/** Null, where there is no limit, is never decoded. */
const pesos = (text: string): Money | null => money(text)
