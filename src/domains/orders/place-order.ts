import { createHash } from 'node:crypto'
import { sql } from 'drizzle-orm'
import { type Batch, batch } from '../../kernel/batch.ts'
import { newId } from '../../kernel/columns.ts'
import { requireKey, requireUuid } from '../../kernel/input.ts'
import { rowOf } from '../../kernel/row.ts'
import type { TenantTx } from '../../kernel/tx.ts'
import { type Order, orders } from './orders.ts'

export interface PlaceOrder {
  readonly quoteId: string
  /** Made by the client, once per intent to order; sending it again gives the same order again. */
  readonly idempotencyKey: string
}

/**
 * Makes an order of a quote, at the prices that it was shown with: nothing is worked out again, nothing comes from the
 * caller. Claims what the order needs — promotions, coupons, stock, its kitchen slot — or nothing at all.
 *
 * The folio is 1, 2, 3 … per branch and business day, without gaps: its counter stays locked until the transaction ends.
 * All of it is one statement of the database, so every lock is held for server time only. A batch: one round trip. When
 * its answer is lost (`COMMIT_UNKNOWN`), ask again with the same key: the order is there if and only if it was placed.
 *
 * @returns the order as stored; the same one for the same key
 * @throws {DbError} `INVALID` · `NOT_FOUND` no such quote · `IDEMPOTENCY_MISMATCH` · `QUOTE_USED` by another key ·
 * `QUOTE_EXPIRED` and `PRICE_CHANGED`: quote again · `SOLD_OUT` with `details.lineNos` · `CLOSED_NOW` with
 * `details.nextOpeningAt` · `SLOT_FULL` with the next one · `SLOT_CLOSED` · `COUPON_EXHAUSTED` · `COUPON_USED_UP` ·
 * `COUPON_NOT_VALID_NOW` · `PROMOTION_EXHAUSTED` · `PROMOTION_ENDED` · `FORBIDDEN`
 *
 * @example
 * const order = await db.as(guest, (tx) => placeOrder(tx, { quoteId: quote.id, idempotencyKey }))
 *
 * The SQL: `select * from app.place_order($tenant, $quote, $order, $key, $hash)`
 */
export function placeOrder(tx: TenantTx, { quoteId, idempotencyKey }: PlaceOrder): Batch<Order> {
  requireUuid('quoteId', quoteId)
  requireKey('idempotencyKey', idempotencyKey)
  const request = createHash('sha256').update(quoteId.toLowerCase()).digest('hex')
  const place = sql`select * from app.place_order(${tx.actor.tenantId}, ${quoteId}, ${newId()}, ${idempotencyKey}, ${`\\x${request}`})`
  return batch([tx.execute(place)], ([[row]]) => rowOf(orders, row))
}
