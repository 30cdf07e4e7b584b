import { fileURLToPath } from 'node:url'
import { isDbError } from '@platform/db'
import { anOrder, newTenant, openTestDb } from '@platform/db/testing'
import { eq } from 'drizzle-orm'
import { orderNotes } from './order-notes.ts'

// A table of the application's own, declared in order-notes.ts. Its migration was written by
//   platform-db generate add_order_notes --schema examples/order-notes.ts --out examples/drizzle
// and is applied behind the library's: platform-db migrate --folder examples/drizzle --journal examples
const folder = fileURLToPath(new URL('drizzle', import.meta.url))
await using db = await openTestDb({ migrations: [{ folder, journal: 'examples' }] })

const tenant = await newTenant(db)
const { tenantId, customerId, customer: guest, staff: cook } = tenant
const { id: orderId, folio } = await anOrder(tenant)

// Drizzle as ever, on a `tx` that belongs to one tenant and one actor. The tenant is a default of the column.
await db.as(guest, (tx) => tx.insert(orderNotes).values({ orderId, customerId, body: 'Sin cebolla, por favor' }))
const notesOf = eq(orderNotes.orderId, orderId)
const forTheCook = await db.as(cook, (tx) => tx.select().from(orderNotes).where(notesOf))
for (const { body } of forTheCook) console.log(`The kitchen reads, on folio ${folio}: ${body}`)

// What nobody wrote a check for. Each is a policy, a grant or a key that `tenantTable` declared.
const other = await newTenant(db)
const theirs = await db.as(other.staff, (tx) => tx.select().from(orderNotes))
console.log(`Another tenant reads ${theirs.length} notes`)

const note = { tenantId, orderId, customerId, body: 'Con todo' }
await refused('writes one into this tenant', () => db.as(other.customer, (tx) => tx.insert(orderNotes).values(note)))
await refused('leaves one on an order it cannot see', () =>
  db.as(other.customer, (tx) =>
    tx.insert(orderNotes).values({ orderId, customerId: other.customerId, body: 'Con todo' }),
  ),
)
await refused('deletes its own', () => db.as(other.staff, (tx) => tx.delete(orderNotes)))

async function refused(what: string, work: () => Promise<unknown>): Promise<void> {
  const error = await work().catch((reason: unknown) => reason)
  console.log(`Another tenant ${what}: ${isDbError(error) ? error.code : 'let through'}`)
}
