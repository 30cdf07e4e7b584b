import { and, eq, isNull, sql } from 'drizzle-orm'
import { type Batch, batch } from '../../kernel/batch.ts'
import { newId } from '../../kernel/columns.ts'
import { DbError } from '../../kernel/errors.ts'
import { amountOf, invalid, requireMoment, requireOneOf, requireUuid } from '../../kernel/input.ts'
import type { TenantTx } from '../../kernel/tx.ts'
import type { Money } from '../../money/money.ts'
import { type Service, services } from '../restaurants/services.ts'
import { type Channel, channels } from './channels.ts'
import { type ProductPrice, productPrices } from './product-prices.ts'
import { products } from './products.ts'

export interface SetPrice {
  /** A dish or an option. */
  readonly productId: string
  /** Pesos, IVA included. */
  readonly price: Money | string
  /** Where it holds; everywhere, when left out. */
  readonly branchId?: string
  readonly channel?: Channel
  readonly service?: Service
  /** Now, when left out. */
  readonly from?: Date
  /** Not included; for good, when left out. */
  readonly until?: Date
}

/**
 * Another price than the version's, at a branch, on a channel, for a service, or any mixture of them, for a time. One that
 * holds there already, and has no end, ends where this one begins. Where several hold, the most exact wins: branch before
 * channel before service. For staff and the service.
 *
 * A batch: one round trip.
 *
 * @throws {DbError} `INVALID` · `REFERENCED` no such branch · `NOT_FOUND` no such product · `PRICE_OVERLAP` another price
 * for exactly there holds in that time · `FORBIDDEN`
 *
 * @example
 * await db.as(owner, (tx) => setPrice(tx, { productId: taco, channel: 'partner', price: '24.00' }))
 */
export function setPrice(tx: TenantTx, input: SetPrice): Batch<ProductPrice> {
  const { productId, branchId, channel, service, from, until } = input
  requireUuid('productId', productId)
  if (branchId !== undefined) requireUuid('branchId', branchId)
  if (channel !== undefined) requireOneOf('channel', channel, channels)
  if (service !== undefined) requireOneOf('service', service, services)
  if (from !== undefined) requireMoment('from', from)
  if (until !== undefined && !(until.getTime() > (from ?? new Date()).getTime()))
    throw invalid('until', 'must be behind from')
  const { tenantId } = tx.actor
  const id = newId()
  // As much of now as a Date holds: whoever asks for the moment that they read here finds the price.
  const begins = from === undefined ? sql`date_trunc('milliseconds', now())` : sql`${from.toISOString()}::timestamptz`
  const price = amountOf('price', input.price).toFixed(2)
  return batch(
    [
      tx
        .update(productPrices)
        .set({ validUntil: begins })
        .where(
          and(
            eq(productPrices.tenantId, tenantId),
            eq(productPrices.productId, productId),
            branchId === undefined ? isNull(productPrices.branchId) : eq(productPrices.branchId, branchId),
            channel === undefined ? isNull(productPrices.channel) : eq(productPrices.channel, channel),
            service === undefined ? isNull(productPrices.service) : eq(productPrices.service, service),
            isNull(productPrices.validUntil),
            sql`${productPrices.validFrom} < ${begins}`,
          ),
        ),
      tx.execute(sql`
        insert into ${productPrices} (tenant_id, id, menu_id, product_id, branch_id, channel, service, price, valid_from_at, valid_until_at)
        select tenant_id, ${id}, menu_id, id, ${branchId ?? null}, ${channel ?? null}, ${service ?? null}, ${price},
          ${begins}, ${until?.toISOString() ?? null}::timestamptz
        from ${products} where tenant_id = ${tenantId} and id = ${productId}`),
      tx
        .select()
        .from(productPrices)
        .where(and(eq(productPrices.tenantId, tenantId), eq(productPrices.id, id))),
    ],
    ([, , [set]]) => {
      if (!set) throw new DbError('NOT_FOUND', 'no such product', { details: { table: 'products' } })
      return set
    },
  )
}
