import { and, asc, between, countDistinct, desc, eq, notInArray, sql, sum } from 'drizzle-orm'
import { requireDay, requireInteger, requireUuid } from '../../kernel/input.ts'
import type { TenantTx } from '../../kernel/tx.ts'
import { money } from '../../money/money.ts'
import { calledOff } from './lifecycle.ts'
import { orderItems } from './order-items.ts'
import { orders } from './orders.ts'

export interface TopItems {
  readonly branchId: string
  /** Business days of the branch, `YYYY-MM-DD`, both included. */
  readonly from: string
  readonly until: string
  /** 1 to 100, default 10. */
  readonly limit?: number
}

/**
 * The dishes that a branch sold most, by units, of orders that were not called off, and in how many of them; `total` is what customers paid for
 * them, pesos with IVA, after discount. Under the name that sold last.
 *
 * A builder; reads the index of folios for the days, then the lines of their orders.
 *
 * @throws {DbError} `INVALID` an argument
 *
 * @example
 * const best = await db.as(manager, (tx) => topItems(tx, { branchId, from: '2026-11-01', until: '2026-11-30', limit: 5 }))
 *
 * The SQL: `select menu_item_id, …, sum(quantity), sum(total) from orders join order_items … where tenant_id = $1 and
 * branch_id = $2 and business_on between $3 and $4 … group by menu_item_id order by sum(quantity) desc, menu_item_id limit $5`
 */
export function topItems(tx: TenantTx, { branchId, from, until, limit = 10 }: TopItems) {
  requireUuid('branchId', branchId)
  requireDay('from', from)
  requireDay('until', until)
  requireInteger('limit', limit, 1, 100)
  const tenant = tx.actor.tenantId
  const units = sql<number>`sum(${orderItems.quantity})::integer`
  return tx
    .select({
      menuItemId: orderItems.menuItemId,
      name: sql<string>`(array_agg(${orderItems.name} order by ${orderItems.orderId} desc))[1]`,
      units,
      orders: countDistinct(orderItems.orderId),
      total: sum(orderItems.total).mapWith((text: string) => money(text)),
    })
    .from(orders)
    .innerJoin(
      orderItems,
      and(eq(orderItems.tenantId, orders.tenantId), eq(orderItems.orderId, orders.id), eq(orderItems.tenantId, tenant)),
    )
    .where(
      and(
        eq(orders.tenantId, tenant),
        eq(orders.branchId, branchId),
        between(orders.businessOn, from, until),
        notInArray(orders.status, [...calledOff]),
      ),
    )
    .groupBy(orderItems.menuItemId)
    .orderBy(desc(units), asc(orderItems.menuItemId))
    .limit(limit)
    .$dynamic()
}

export type TopItem = Awaited<ReturnType<typeof topItems>>[number]
