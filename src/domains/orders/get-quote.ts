import { and, eq } from 'drizzle-orm'
import { type Batch, batch } from '../../kernel/batch.ts'
import { DbError } from '../../kernel/errors.ts'
import { requireUuid } from '../../kernel/input.ts'
import type { TenantTx } from '../../kernel/tx.ts'
import { orderQuotes } from './order-quotes.ts'
import { type Quote, quoteOf } from './quote.ts'

export interface GetQuote {
  readonly quoteId: string
}

/**
 * A quote as the customer was shown it, also when it has expired or became an order. Kept for some days only.
 *
 * A batch: one round trip.
 *
 * @throws {DbError} `INVALID` quoteId · `NOT_FOUND` no such quote, or none this actor may see
 *
 * @example
 * const { total, expiresAt } = await db.as(guest, (tx) => getQuote(tx, { quoteId }))
 *
 * The SQL: `select … from order_quotes where tenant_id = $1 and id = $2`
 */
export function getQuote(tx: TenantTx, { quoteId }: GetQuote): Batch<Quote> {
  requireUuid('quoteId', quoteId)
  const found = tx
    .select()
    .from(orderQuotes)
    .where(and(eq(orderQuotes.tenantId, tx.actor.tenantId), eq(orderQuotes.id, quoteId)))
  return batch([found], ([[row]]) => {
    if (!row) throw new DbError('NOT_FOUND', 'no such quote', { details: { table: 'order_quotes' } })
    return quoteOf(row)
  })
}
