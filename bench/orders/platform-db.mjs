import { customer, newId, openDb, placeOrder } from '../../dist/index.js'

/** Through `db.as`, with row level security, context and every rule: one round trip. */
export async function openWith(driver, { appUrl, contextKey, places, concurrency, supply }) {
  const db = await openDb({ url: appUrl, contextKey, connections: concurrency, driver })
  const guests = places.map(({ tenantId, customerId }) => customer(tenantId, customerId))
  const left = supply[driver].values()
  return {
    call: () => {
      const { place, quoteId } = left.next().value
      return db.as(guests[place], (tx) => placeOrder(tx, { quoteId, idempotencyKey: newId() }))
    },
    plain: ({ total, iva, status, lineCount }) => ({ total: total.toFixed(2), iva: iva.toFixed(2), status, lineCount }),
    close: () => db.close(),
  }
}
