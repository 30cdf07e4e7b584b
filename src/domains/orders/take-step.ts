import { sql } from 'drizzle-orm'
import { type Batch, batch } from '../../kernel/batch.ts'
import { requireInteger, requireNote, requireUuid } from '../../kernel/input.ts'
import { rowOf } from '../../kernel/row.ts'
import type { TenantTx } from '../../kernel/tx.ts'
import type { NextStatus } from './lifecycle.ts'
import { type Order, orders } from './orders.ts'

export interface TakeStep {
  readonly orderId: string
  /** Why: for the customer, the kitchen, the one who looks into it later. */
  readonly reason?: string
  /** The version that the decision was made on: `STALE` when the order has moved since. */
  readonly version?: number
}

/**
 * The one way that an order moves. The step is an event, and everything follows from its insert: foreign keys refuse a
 * step that `lifecycle.ts` does not have, or not for this kind of actor; a trigger moves the order, gives back or uses
 * up what was claimed for it, and tells the outbox. Locks the order until the transaction ends.
 */
export function takeStep(tx: TenantTx, { orderId, reason = '', version }: TakeStep, to: NextStatus): Batch<Order> {
  requireUuid('orderId', orderId)
  requireNote('reason', reason, 500)
  if (version !== undefined) requireInteger('version', version, 1, 1_000_000)
  const step = sql`select * from app.take_step(${tx.actor.tenantId}, ${orderId}, ${to}, ${reason}, ${version ?? null})`
  return batch([tx.execute(step)], ([[row]]) => rowOf(orders, row))
}
