import {
  acceptOrder,
  branchBoard,
  deliverOrder,
  isDbError,
  markReady,
  orderTimeline,
  startPreparing,
} from '@platform/db'
import { anOrder, newTenant, openTestDb } from '@platform/db/testing'

await using db = await openTestDb()
const tenant = await newTenant(db)
const { branchId, customer: guest, staff: cook } = tenant
const { id: orderId } = await anOrder(tenant, { notes: 'Sin cebolla' })
await anOrder(tenant)

await show('Two orders come in')
const [first] = await db.as(cook, (tx) => branchBoard(tx, { branchId }))
const version = first?.version ?? 0

// Two tablets show the same board, and both press «aceptar». Each says which version it looked at.
const tablets = [1, 2].map(() => db.as(cook, (tx) => acceptOrder(tx, { orderId, version, reason: 'En 20 minutos' })))
for (const answer of await Promise.allSettled(tablets)) {
  const said = answer.status === 'fulfilled' ? answer.value.status : codeOf(answer.reason)
  console.log(`A tablet: ${said}`)
}

// A step is an event; the database moves the order, and refuses what the lifecycle does not have.
await db.as(cook, (tx) => startPreparing(tx, { orderId }))
await show('The first one is on the stove')
await refused('Handing it over now', () => db.as(cook, (tx) => deliverOrder(tx, { orderId })))
await refused('The guest says that it is ready', () => db.as(guest, (tx) => markReady(tx, { orderId })))

await db.as(cook, (tx) => markReady(tx, { orderId }))
await db.as(cook, (tx) => deliverOrder(tx, { orderId }))
await show('Over the counter')

const steps = await db.as(guest, (tx) => orderTimeline(tx, { orderId }))
console.log(`What the guest sees: ${steps.map(({ to, actorKind }) => `${to} (${actorKind})`).join(', ')}`)

async function show(title: string): Promise<void> {
  const board = await db.as(cook, (tx) => branchBoard(tx, { branchId }))
  console.log(`${title}:`)
  for (const { folio, status, notes, lines } of board) {
    const dishes = lines.map(({ quantity, name }) => `${quantity} ${name}`).join(', ')
    console.log(`  folio ${folio}  ${status.padEnd(9)}  ${dishes}${notes && `  «${notes}»`}`)
  }
}

async function refused(what: string, work: () => Promise<unknown>): Promise<void> {
  console.log(`${what}: ${await work().then(() => 'let through', codeOf)}`)
}

function codeOf(error: unknown): string {
  return isDbError(error) ? error.code : String(error)
}
