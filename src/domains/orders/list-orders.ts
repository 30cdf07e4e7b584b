import { and, desc, eq, inArray, lt, type SQL, sql } from 'drizzle-orm'
import type { Actor } from '../../kernel/actor.ts'
import type { Asked } from '../../kernel/asked.ts'
import { compiledRead } from '../../kernel/compiled-read.ts'
import { invalid, requireInteger, requireOneOf, requireUuid } from '../../kernel/input.ts'
import { cursorAfter, keyOf } from '../../kernel/page.ts'
import type { Statements, TenantTx } from '../../kernel/tx.ts'
import { type OrderStatus, orderStatuses } from './lifecycle.ts'
import { orders } from './orders.ts'

export interface ListOrders {
  /** 1 to 100, default 20. */
  readonly limit?: number
  /** What `orderCursor` gave for the last row of the page before. */
  readonly after?: string
  readonly branchId?: string
  readonly customerId?: string
  readonly statuses?: readonly OrderStatus[]
}

/**
 * Orders, newest first: a customer's own, those that a courier brings or brought, or the tenant's for staff. Amounts are
 * pesos with IVA.
 *
 * A builder. Pages by key, so page 1,000 costs what page 1 costs, and new orders shift nothing.
 *
 * @throws {DbError} `INVALID` an argument · `CURSOR_INVALID`
 *
 * @example
 * const page = await db.as(guest, (tx) => listOrders(tx, { limit: 20 }))
 *
 * The SQL: `select … from orders where tenant_id = $1 and customer_id = $2 and id < $3 order by id desc limit $4`
 */
export function listOrders(tx: TenantTx, input: ListOrders = {}) {
  const { limit = 20, after, branchId, customerId, statuses } = input
  requireInteger('limit', limit, 1, 100)
  if (branchId !== undefined) requireUuid('branchId', branchId)
  if (customerId !== undefined) requireUuid('customerId', customerId)
  if (statuses?.length === 0) throw invalid('statuses', 'must name a status')
  for (const status of statuses ?? []) requireOneOf('statuses', status, orderStatuses)
  // A customer's own orders by the index, not by the policy alone, which the planner cannot look into.
  const ofCustomer = customerId ?? (tx.actor.kind === 'customer' ? tx.actor.customerId : undefined)
  const before = after === undefined ? undefined : keyOf(tx, LIST, after)
  const whole = branchId === undefined && customerId === undefined && statuses === undefined
  const page = { tenantId: tx.actor.tenantId, customerId: ofCustomer, branchId, before, limit }
  if (tx.actor.kind !== 'courier' && statuses === undefined) return compiledPage(tx, page)
  return pageOf(
    tx,
    page,
    tx.actor.kind === 'courier' ? broughtBy(tx.actor, whole ? limit : undefined, before) : undefined,
    statuses === undefined ? undefined : inArray(orders.status, [...statuses]),
  )
}

interface Page {
  readonly tenantId: string
  readonly customerId: string | undefined
  readonly branchId: string | undefined
  readonly before: string | undefined
  readonly limit: number
}

function pageOf(
  tx: Statements,
  { tenantId, customerId, branchId, before, limit }: Asked<Page>,
  ...more: (SQL | undefined)[]
) {
  return tx
    .select({
      id: orders.id,
      folio: orders.folio,
      businessOn: orders.businessOn,
      branchId: orders.branchId,
      customerId: orders.customerId,
      service: orders.service,
      status: orders.status,
      total: orders.total,
      placedAt: orders.placedAt,
    })
    .from(orders)
    .where(
      and(
        eq(orders.tenantId, tenantId),
        customerId === undefined ? undefined : eq(orders.customerId, customerId),
        branchId === undefined ? undefined : eq(orders.branchId, branchId),
        ...more,
        before === undefined ? undefined : lt(orders.id, before),
      ),
    )
    .orderBy(desc(orders.id))
    .limit(limit)
    .$dynamic()
}

const compiledPage = compiledRead((tx, page: Asked<Page>) => pageOf(tx, page))

export type OrderRow = Awaited<ReturnType<typeof listOrders>>[number]

/** The cursor behind a row of `listOrders`, for the next page; opaque, and good for this tenant only. */
export function orderCursor(tx: TenantTx, row: { readonly id: string }): string {
  return cursorAfter(tx, LIST, row.id)
}

const LIST = 'orders'

/** By the index of their deliveries, and no further than the page when nothing else narrows it. */
function broughtBy(
  actor: Extract<Actor, { kind: 'courier' }>,
  limit: number | undefined,
  before: string | undefined,
): SQL {
  const page = before === undefined ? sql`` : sql` and order_id < ${before}`
  const most = limit === undefined ? sql`` : sql` order by order_id desc limit ${limit}`
  return sql`${orders.id} in (select order_id from deliveries where tenant_id = ${actor.tenantId} and courier_id = ${actor.membershipId}${page}${most})`
}
