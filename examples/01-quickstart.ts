import { listMenu, newId, openDb, placeOrder, quoteOrder } from '@platform/db'
import { migrate } from '@platform/db/migrations'
import { newTenant } from '@platform/db/testing'

await using db = await openDb({ pglite: true }) // PostgreSQL in this process; openDb({ url, contextKey }) is a server
await migrate(db)
const { branchId, customer: guest } = await newTenant(db) // a restaurant, its menu, and someone who is hungry

const menu = await db.as(guest, (tx) => listMenu(tx, { branchId })) // one round trip: BEGIN, context, query, COMMIT
const lines = menu.map(({ id }) => ({ menuItemId: id, quantity: 1 })) // one of each; a price is never sent
const quote = await db.as(guest, (tx) => quoteOrder(tx, { branchId, service: 'pickup', lines }))
const order = await db.as(guest, (tx) => placeOrder(tx, { quoteId: quote.id, idempotencyKey: newId() }))
console.log(`Folio ${order.folio}, ${order.status}: ${order.total.toFixed(2)} MXN, IVA ${order.iva.toFixed(2)} inside`)
// → Folio 1, placed: 93.40 MXN, IVA 12.88 inside

// And now the long story, told by the database: here, or on the server whose migrating login DATABASE_URL is.
const { openServer } = await import('./open.ts')
const { tour } = await import('./tour/tour.ts')
await using server = await openServer()
await tour(server ?? db)
