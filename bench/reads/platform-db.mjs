import { customer, listOrders, openDb, ratingsOf } from '../../dist/index.js'
import { plain } from './statements.mjs'

const reads = {
  ratings: ({ branchId }) => {
    const of = { branchId }
    return (tx) => ratingsOf(tx, of)
  },
  list: () => {
    const page = { limit: 50 }
    return (tx) => listOrders(tx, page)
  },
}

/** `db.as` with the read handed back: signed context, row level security. */
export async function openWith(driver, { appUrl, contextKey, places, workload, connections }) {
  const db = await openDb({ url: appUrl, contextKey, connections, driver })
  const guests = places.map((place) => [customer(place.tenantId, place.customerId), reads[workload](place)])
  // Until every connection is made and knows the statements.
  for (let warm = 0; warm < 10; warm++) await Promise.all(guests.map(([guest, read]) => db.as(guest, read)))
  return {
    call: (worker, n) => db.as(...guests[(worker + n) % places.length]),
    plain: plain[workload],
    close: () => db.close(),
  }
}
