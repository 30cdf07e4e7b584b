import { and, eq, inArray, sql } from 'drizzle-orm'
import { type Batch, batch } from '../../kernel/batch.ts'
import { newId } from '../../kernel/columns.ts'
import { DbError } from '../../kernel/errors.ts'
import { invalid, requireInteger, requireList, requireNote, requireUuid } from '../../kernel/input.ts'
import type { TenantTx } from '../../kernel/tx.ts'
import { orders } from '../orders/orders.ts'
import { type Review, reviews } from './reviews.ts'

export interface Opinion {
  /** 1 to 5. */
  readonly stars: number
  readonly comment?: string
}

export interface ReviewOrder {
  readonly orderId: string
  /** Of the branch, 1 to 5; left out by who only reviews the courier or dishes. */
  readonly stars?: number
  readonly comment?: string
  /** Of the courier who brought it. */
  readonly courier?: Opinion
  /** Of dishes, by the line of the order. */
  readonly dishes?: readonly (Opinion & { readonly lineNo: number })[]
}

/**
 * A customer's opinion of a delivered order: of the branch, the courier and the dishes, each once, together or one after
 * another, within 30 days of the delivery. All held by the database. The totals are counted in the same statement;
 * their rows are locked until the transaction ends, always in the same order.
 *
 * A batch: one round trip.
 *
 * @returns the reviews: of the branch, of the courier, of the dishes as they were given
 * @throws {DbError} `INVALID` · `NOT_FOUND` · `ORDER_NOT_DELIVERED` · `REVIEW_TOO_LATE` · `ALREADY_REVIEWED` one of them ·
 * `REFERENCED` no such line, or no courier brought it · `FORBIDDEN` not the customer
 *
 * @example
 * await db.as(guest, (tx) =>
 *   reviewOrder(tx, { orderId, stars: 5, comment: '¡Riquísimo!', dishes: [{ lineNo: 1, stars: 4 }] }),
 * )
 *
 * The SQL: `insert into reviews (…) select … from orders cross join jsonb_to_recordset($1) … where …`, then the reviews
 */
export function reviewOrder(tx: TenantTx, input: ReviewOrder): Batch<readonly Review[]> {
  const { orderId } = input
  requireUuid('orderId', orderId)
  const opinions = opinionsOf(input)
  const tenant = tx.actor.tenantId
  // An order without a courier gives the nil UUID, which the database refuses by name: null would be the branch.
  const insert = sql`
    insert into ${reviews} (tenant_id, id, order_id, customer_id, branch_id, courier_id, line_no, stars, comment)
    select o.tenant_id, v.id, o.id, o.customer_id, o.branch_id,
      case when v.courier then coalesce(app.courier_of(o.tenant_id, o.id), '00000000-0000-0000-0000-000000000000') end,
      v.line_no, v.stars, v.comment
    from ${orders} o
    cross join jsonb_to_recordset(${JSON.stringify(opinions)}::jsonb) as v (id uuid, courier boolean, line_no integer, stars smallint, comment text)
    where o.tenant_id = ${tenant} and o.id = ${orderId}`
  const ids = opinions.map(({ id }) => id)
  return batch(
    [
      tx.execute(insert),
      tx
        .select()
        .from(reviews)
        .where(and(eq(reviews.tenantId, tenant), inArray(reviews.id, ids)))
        .orderBy(reviews.id),
    ],
    ([, written]) => {
      if (written.length === 0) throw new DbError('NOT_FOUND', 'no such order', { details: { table: 'orders' } })
      return written
    },
  )
}

/** In the order of their ids, which is that of the answer. */
function opinionsOf({ stars, comment, courier, dishes }: ReviewOrder) {
  const opinions = []
  if (stars !== undefined || comment !== undefined) {
    opinions.push({ id: newId(), courier: false, line_no: null, ...checked('', { stars, comment }) })
  }
  if (courier !== undefined)
    opinions.push({ id: newId(), courier: true, line_no: null, ...checked('courier.', courier) })
  if (dishes !== undefined) {
    requireList('dishes', dishes, 200)
    for (const [i, { lineNo, ...opinion }] of dishes.entries()) {
      requireInteger(`dishes[${i}].lineNo`, lineNo, 1, 2 ** 31 - 1)
      opinions.push({ id: newId(), courier: false, line_no: lineNo, ...checked(`dishes[${i}].`, opinion) })
    }
  }
  if (opinions.length === 0) throw invalid('stars', 'must be given, or those of the courier or of a dish')
  return opinions
}

function checked(at: string, { stars, comment = '' }: { stars?: unknown; comment?: unknown }) {
  requireInteger(`${at}stars`, stars, 1, 5)
  requireNote(`${at}comment`, comment, 2000)
  return { stars, comment }
}
