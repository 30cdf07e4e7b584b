import { fileURLToPath } from 'node:url'
import { anOrder, newTenant, openTestDb, proveIsolation, type TestDb } from '@platform/db/testing'
import * as schema from './order-notes.ts'

// What a release of an application proves about the tables that it added. In Vitest it is one test:
//   expect((await proveIsolation(db, { schema, tenant: withNote })).leaks).toEqual([])
const folder = fileURLToPath(new URL('drizzle', import.meta.url))
await using db = await openTestDb({ migrations: [{ folder, journal: 'examples' }] })

/** One tenant of the two: at least one row in every table of the schema. */
async function withNote(on: TestDb) {
  const tenant = await newTenant(on)
  const { id: orderId } = await anOrder(tenant)
  const note = { orderId, customerId: tenant.customerId, body: 'Sin cebolla' }
  await on.as(tenant.customer, (tx) => tx.insert(schema.orderNotes).values(note))
  return tenant
}

// Every attack is first made by a superuser, and must bite; then by each kind of actor of the other tenant.
const { leaks, modes } = await proveIsolation(db, { schema, tenant: withNote })
console.log(`${leaks.length} leaks of order_notes, ${modes.join(' and ')} context`)

// A proof over an empty table would be green whatever the policies say: it is refused.
const empty = await proveIsolation(db, { schema, tenant: newTenant }).catch((error: unknown) => error)
console.log(`Without a note: ${String(empty)}`)
