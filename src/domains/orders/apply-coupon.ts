import { sql } from 'drizzle-orm'
import { type Batch, batch } from '../../kernel/batch.ts'
import { requireText, requireUuid } from '../../kernel/input.ts'
import type { TenantTx } from '../../kernel/tx.ts'
import { getOrder, type OrderDetail } from './get-order.ts'

export interface ApplyCoupon {
  readonly orderId: string
  /** As the customer typed it: case and surrounding blanks do not matter. */
  readonly code: string
}

/**
 * Lowers an order that is placed and not paid by a coupon; of racing orders exactly `max_redemptions` get it.
 *
 * The claim, the redemption and each line's share of the discount (whole centavos, largest remainder) happen in one
 * database function, or not at all. Locks the order, then the coupon, until the transaction ends. A batch: one round
 * trip.
 *
 * @throws {DbError} `INVALID` · `NOT_FOUND` · `COUPON_UNKNOWN` · `COUPON_NOT_VALID_NOW` · `COUPON_BELOW_MINIMUM` ·
 * `COUPON_EXHAUSTED` · `COUPON_ALREADY_APPLIED` · `ORDER_NOT_OPEN`
 *
 * @example
 * const order = await db.as(guest, (tx) => applyCoupon(tx, { orderId, code: 'BIENVENIDO' }))
 *
 * The SQL: `select app.redeem_coupon($1, $2, $3)`, then the statements of `getOrder`
 */
export function applyCoupon(tx: TenantTx, { orderId, code }: ApplyCoupon): Batch<OrderDetail> {
  requireUuid('orderId', orderId)
  requireText('code', code, 40)
  return batch(
    [
      tx.execute(sql`select app.redeem_coupon(${tx.actor.tenantId}, ${orderId}, ${code.trim().toUpperCase()})`),
      getOrder(tx, { orderId }),
    ],
    ([, order]) => order,
  )
}
