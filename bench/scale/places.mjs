import { customer, newId, placeOrder } from '../../dist/index.js'
import { manyQuotes } from '../many-quotes.mjs'

/** One order of each tenant, placed as an application does: what the others are copies of. */
export async function firstOrders(db, market) {
  for (const { tenantId, customerId, quoteId } of market) {
    await db.as(customer(tenantId, customerId), (tx) => placeOrder(tx, { quoteId, idempotencyKey: newId() }))
  }
}

/** Who asks, for which order, from where in the list, and with what to order from: so many quotes for all together. */
export async function placesOf(sql, market, quotes) {
  const places = []
  for (const { tenantId, customerId } of market) {
    const [{ first, middle }] = await sql`
      select (array_agg(id order by id))[1] as first, (array_agg(id order by id))[count(*) / 2 + 1] as middle
      from orders where tenant_id = ${tenantId} and customer_id = ${customerId}`
    places.push({ guest: customer(tenantId, customerId), orderId: first, middle, quotes: [] })
  }
  for (const { place, quoteId } of await manyQuotes(sql, market, quotes)) places[place].quotes.push(quoteId)
  return places
}
