import { and, asc, eq, gt, inArray, type SQL, sql } from 'drizzle-orm'
import { invalid, requireInteger, requireOneOf, requireUuid } from '../../kernel/input.ts'
import { cursorAfter, keyOf } from '../../kernel/page.ts'
import type { TenantTx } from '../../kernel/tx.ts'
import { deliveries, isOpen } from './deliveries.ts'
import { type DeliveryStatus, deliveryStatuses, openDeliveryStatuses } from './delivery-lifecycle.ts'

export interface ListDeliveries {
  readonly branchId?: string
  /** Whose; for a courier, always their own unless they ask for what is `waiting`. */
  readonly courierId?: string
  /** Those that are open when left out: waiting, assigned, picked up, or failed. */
  readonly statuses?: readonly DeliveryStatus[]
  /** 1 to 100, default 20. */
  readonly limit?: number
  /** What `deliveryCursor` gave for the last row of the page before. */
  readonly after?: string
}

/**
 * Deliveries, the longest waiting first: those of a branch for its board, a courier's own, or — a courier asks for
 * `statuses: ['waiting']` — those that can be taken.
 *
 * A builder. Pages by key. What is open is read from an index of what is open: it costs the same after a million orders.
 *
 * @throws {DbError} `INVALID` an argument · `CURSOR_INVALID`
 *
 * @example
 * const mine = await db.as(rider, (tx) => listDeliveries(tx))
 * const free = await db.as(rider, (tx) => listDeliveries(tx, { branchId, statuses: ['waiting'] }))
 *
 * The SQL: `select … from deliveries where tenant_id = $1 and branch_id = $2 and status in (…) and order_id > $3
 * order by order_id limit $4`
 */
export function listDeliveries(tx: TenantTx, input: ListDeliveries = {}) {
  const { branchId, courierId, statuses, limit = 20, after } = input
  if (branchId !== undefined) requireUuid('branchId', branchId)
  if (courierId !== undefined) requireUuid('courierId', courierId)
  if (statuses?.length === 0) throw invalid('statuses', 'must name a status')
  for (const status of statuses ?? []) requireOneOf('statuses', status, deliveryStatuses)
  requireInteger('limit', limit, 1, 100)
  const { actor } = tx
  // By the index, not by the policy alone, which the planner cannot look into.
  const own = actor.kind === 'courier' && !statuses?.every((status) => status === 'waiting')
  const ofCourier = courierId ?? (own ? actor.membershipId : undefined)
  const ofCustomer = actor.kind === 'customer' ? actor.customerId : undefined
  return tx
    .select()
    .from(deliveries)
    .where(
      and(
        eq(deliveries.tenantId, actor.tenantId),
        branchId === undefined ? undefined : eq(deliveries.branchId, branchId),
        ofCourier === undefined ? undefined : eq(deliveries.courierId, ofCourier),
        ofCustomer === undefined ? undefined : eq(deliveries.customerId, ofCustomer),
        statusIn(statuses),
        after === undefined ? undefined : gt(deliveries.orderId, keyOf(tx, LIST, after)),
      ),
    )
    .orderBy(asc(deliveries.orderId))
    .limit(limit)
    .$dynamic()
}

/** The cursor behind a row of `listDeliveries`, for the next page; opaque, and good for this tenant only. */
export function deliveryCursor(tx: TenantTx, row: { readonly orderId: string }): string {
  return cursorAfter(tx, LIST, row.orderId)
}

/** With the words of the index wherever they hold, so that the planner knows it for the index. */
function statusIn(statuses: readonly DeliveryStatus[] | undefined): SQL | undefined {
  const open = openDeliveryStatuses as readonly DeliveryStatus[]
  const wanted = statuses === undefined ? undefined : inArray(deliveries.status, [...statuses])
  return statuses?.every((status) => open.includes(status)) === false ? wanted : and(sql.raw(isOpen), wanted)
}

const LIST = 'deliveries'
