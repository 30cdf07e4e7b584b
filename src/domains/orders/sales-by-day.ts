import { and, asc, between, count, eq, notInArray, sql, sum } from 'drizzle-orm'
import { requireDay, requireUuid } from '../../kernel/input.ts'
import type { TenantTx } from '../../kernel/tx.ts'
import { money } from '../../money/money.ts'
import { calledOff } from './lifecycle.ts'
import { orders } from './orders.ts'

export interface SalesByDay {
  readonly branchId: string
  /** Business days of the branch, `YYYY-MM-DD`, both included. */
  readonly from: string
  readonly until: string
}

/**
 * What a branch sold on each of its business days: orders that were not called off. Pesos with IVA, but for `iva`, which
 * is inside of them. A day without an order has no row.
 *
 * A builder; reads the index of folios, one branch and its days.
 *
 * @throws {DbError} `INVALID` an argument
 *
 * @example
 * const days = await db.as(manager, (tx) => salesByDay(tx, { branchId, from: '2026-11-01', until: '2026-11-30' }))
 *
 * The SQL: `select business_on, count(*), sum(subtotal), … from orders where tenant_id = $1 and branch_id = $2 and
 * business_on between $3 and $4 and status not in ('rejected', 'cancelled') group by business_on order by business_on`
 */
export function salesByDay(tx: TenantTx, { branchId, from, until }: SalesByDay) {
  requireUuid('branchId', branchId)
  requireDay('from', from)
  requireDay('until', until)
  return tx
    .select({
      businessOn: orders.businessOn,
      orders: count(),
      units: sql<number>`sum(${orders.units})::integer`,
      subtotal: sum(orders.subtotal).mapWith(amount),
      discount: sum(orders.discount).mapWith(amount),
      delivery: sql`sum(${orders.deliveryFee} - ${orders.deliveryDiscount})`.mapWith(amount),
      tips: sum(orders.tip).mapWith(amount),
      iva: sum(orders.iva).mapWith(amount),
      total: sum(orders.total).mapWith(amount),
    })
    .from(orders)
    .where(
      and(
        eq(orders.tenantId, tx.actor.tenantId),
        eq(orders.branchId, branchId),
        between(orders.businessOn, from, until),
        notInArray(orders.status, [...calledOff]),
      ),
    )
    .groupBy(orders.businessOn)
    .orderBy(asc(orders.businessOn))
    .$dynamic()
}

export type DaySales = Awaited<ReturnType<typeof salesByDay>>[number]

const amount = (text: string) => money(text)
