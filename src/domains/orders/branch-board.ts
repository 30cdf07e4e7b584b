import { and, asc, eq, sql } from 'drizzle-orm'
import { type Batch, batch } from '../../kernel/batch.ts'
import { requireInteger, requireUuid } from '../../kernel/input.ts'
import type { TenantTx } from '../../kernel/tx.ts'
import { orderItemModifiers } from './order-item-modifiers.ts'
import { orderItems } from './order-items.ts'
import type { OrderStatus } from './lifecycle.ts'
import { orders } from './orders.ts'

export interface BranchBoard {
  readonly branchId: string
  /** 1 to 200, default 100. */
  readonly limit?: number
}

/** An order under way, as a kitchen screen shows it: no amounts. */
export interface BoardOrder {
  readonly id: string
  readonly folio: number
  readonly businessOn: string
  readonly service: string
  readonly channel: string
  readonly status: OrderStatus
  /** For the verb that moves it: `STALE` when somebody else was faster. */
  readonly version: number
  readonly notes: string
  readonly slotId: string | null
  readonly placedAt: Date
  readonly acceptBy: Date
  readonly lines: readonly BoardLine[]
}

export interface BoardLine {
  readonly lineNo: number
  readonly name: string
  readonly quantity: number
  readonly modifiers: readonly { readonly groupName: string; readonly optionName: string; readonly quantity: number }[]
}

/**
 * The orders that a branch has under way, first come, first shown, with what is to be cooked. Reads the partial index on
 * live orders, so that it costs the same after a million orders as after ten.
 *
 * A batch: one round trip, two statements of one snapshot each: an order that comes or goes in between is left out, or
 * shown whole.
 *
 * @throws {DbError} `INVALID` an argument
 *
 * @example
 * const board = await db.as(cook, (tx) => branchBoard(tx, { branchId }))
 *
 * The SQL: `select … from orders where tenant_id = $1 and branch_id = $2 and status in (…) order by id limit $3`, then
 * `with live as (the same) select … from live join order_items … left join order_item_modifiers …`
 */
export function branchBoard(tx: TenantTx, { branchId, limit = 100 }: BranchBoard): Batch<readonly BoardOrder[]> {
  requireUuid('branchId', branchId)
  requireInteger('limit', limit, 1, 200)
  const tenant = tx.actor.tenantId
  const live = and(
    eq(orders.tenantId, tenant),
    eq(orders.branchId, branchId),
    // The words of the index, so that the planner knows it for the index.
    sql`${orders.status} in ('placed', 'accepted', 'preparing', 'ready', 'on_the_way')`,
  )
  const ids = tx
    .$with('live')
    .as(tx.select({ id: orders.id }).from(orders).where(live).orderBy(asc(orders.id)).limit(limit))
  return batch(
    [
      tx
        .select({
          id: orders.id,
          folio: orders.folio,
          businessOn: orders.businessOn,
          service: orders.service,
          channel: orders.channel,
          status: orders.status,
          version: orders.version,
          notes: orders.notes,
          slotId: orders.slotId,
          placedAt: orders.placedAt,
          acceptBy: orders.acceptBy,
        })
        .from(orders)
        .where(live)
        .orderBy(asc(orders.id))
        .limit(limit),
      // Lines with their modifiers, of one snapshot: a dish is never shown without what was asked of it.
      tx
        .with(ids)
        .select({
          orderId: orderItems.orderId,
          lineNo: orderItems.lineNo,
          name: orderItems.name,
          quantity: orderItems.quantity,
          modifier: {
            groupName: orderItemModifiers.groupName,
            optionName: orderItemModifiers.optionName,
            quantity: orderItemModifiers.quantity,
          },
        })
        .from(ids)
        .innerJoin(orderItems, and(eq(orderItems.tenantId, tenant), eq(orderItems.orderId, ids.id)))
        .leftJoin(
          orderItemModifiers,
          and(
            eq(orderItemModifiers.tenantId, tenant),
            eq(orderItemModifiers.orderId, orderItems.orderId),
            eq(orderItemModifiers.lineNo, orderItems.lineNo),
          ),
        )
        .orderBy(asc(orderItems.orderId), asc(orderItems.lineNo), asc(orderItemModifiers.position)),
    ],
    ([rows, items]) => {
      const linesOf = grouped(items, ({ orderId }) => orderId)
      return rows
        .map((order) => ({ ...order, lines: linesIn(linesOf.get(order.id) ?? []) }))
        .filter(({ lines }) => lines.length > 0)
    },
  )
}

interface BoardRow extends Omit<BoardLine, 'modifiers'> {
  readonly modifier: BoardLine['modifiers'][number] | null
}

/** A row for each modifier of a line, or one without, in their order. */
function linesIn(rows: readonly BoardRow[]): readonly BoardLine[] {
  return [...grouped(rows, ({ lineNo }) => lineNo)].map(([lineNo, ofLine]) => ({
    lineNo,
    name: ofLine[0]?.name ?? '',
    quantity: ofLine[0]?.quantity ?? 0,
    modifiers: ofLine.flatMap(({ modifier }) => (modifier === null ? [] : [modifier])),
  }))
}

function grouped<T, K>(rows: readonly T[], keyOf: (row: T) => K): ReadonlyMap<K, readonly T[]> {
  const groups = new Map<K, T[]>()
  for (const row of rows) {
    const group = groups.get(keyOf(row))
    if (group) group.push(row)
    else groups.set(keyOf(row), [row])
  }
  return groups
}
