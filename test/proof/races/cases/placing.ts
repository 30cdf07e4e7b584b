import { newId, placeOrder, type QuoteOrder } from '../../../../src/index.ts'
import { aQuote } from '../../../../src/testing.ts'
import type { Contest, FormName, Home } from '../race.ts'

/** A plain basket of one dish. */
export const basket = ({ tenant }: Home, ...skus: readonly string[]): QuoteOrder['lines'] =>
  skus.map((sku) => ({ menuItemId: tenant.items[sku] ?? '', quantity: 1 }))

/** Every racer places an order from a quote of its own, made beforehand; the naive forms need none. */
export async function placing(
  { tenant }: Home,
  form: FormName,
  racers: number,
  changes: (racer: number) => Partial<QuoteOrder>,
): Promise<Contest['verb']> {
  const quotes = await Promise.all(
    form === 'verb' ? Array.from({ length: racers }, (_, racer) => aQuote(tenant, changes(racer))) : [],
  )
  return (racer) => {
    const quoteId = quotes[racer]?.id ?? ''
    return { actor: tenant.customer, work: (tx) => placeOrder(tx, { quoteId, idempotencyKey: newId() }) }
  }
}

/** A limit that some of the racers get past: one of a few, an eighth of many. */
export const limitFor = (racers: number): number => Math.max(1, Math.floor(racers / 8))
