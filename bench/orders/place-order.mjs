import { customer, newId, openDb, placeOrder } from '../../dist/index.js'

/** Through `db.as`, with row level security, context and every rule: one round trip. */
export async function open({ appUrl, contextKey, places, concurrency, quotes }) {
  const db = await openDb({ url: appUrl, contextKey, connections: concurrency })
  const guests = places.map(({ tenantId, customerId }) => customer(tenantId, customerId))
  let next = 0
  return {
    call: () => {
      const { place, quoteId } = quotes[next++]
      return db.as(guests[place], (tx) => placeOrder(tx, { quoteId, idempotencyKey: newId() }))
    },
    plain: ({ total, iva, status, lineCount }) => ({ total: total.toFixed(2), iva: iva.toFixed(2), status, lineCount }),
    close: () => db.close(),
  }
}
