import { and, eq } from 'drizzle-orm'
import {
  type Actor,
  branches,
  type Db,
  getOrder,
  isDbError,
  listReviews,
  moveOrder,
  payOrder,
  reviewOrder,
  service,
} from '../src/index.ts'
import { readTenants } from './data.ts'
import { open } from './open.ts'
import { receipt } from './receipt.ts'
import { orderDinner } from './sale.ts'
import { openShop, type Shop } from './shop.ts'

await using db = await open()

console.log('1. Two tenants, three restaurants\n')
const shops: Shop[] = []
for (const tenant of await readTenants()) shops.push(await openShop(db, tenant))
for (const { slug, branches: own } of shops) {
  for (const { restaurant, dishes } of own) console.log(`   ${slug}: ${restaurant}, ${dishes} dishes`)
}

console.log('\n2. An order in each restaurant: placed, paid, cooked, delivered, reviewed\n')
const sold: { shop: Shop; guest: Actor; branchId: string; orderId: string }[] = []
for (const shop of shops) {
  for (const { restaurant, branchId } of shop.branches) {
    const [guest] = shop.guests
    if (!guest) continue
    const orderId = await sell(db, { shop, guest, branchId, restaurant })
    sold.push({ shop, guest, branchId, orderId })
  }
}

console.log('3. What the database refuses\n')
const [first] = sold
const last = sold.at(-1)
if (first && last) {
  await refused(
    'another tenant’s order',
    db.as(last.guest, (tx) => getOrder(tx, { orderId: first.orderId })),
  )
  await refused(
    'an illegal transition',
    db.as(first.shop.cook, (tx) => moveOrder(tx, { orderId: first.orderId, to: 'preparing' })),
  )
  await refused(
    'a second payment',
    db.as(service(first.shop.tenantId), (tx) => payOrder(tx, { orderId: first.orderId, method: 'card' })),
  )
}

interface Sale {
  readonly shop: Shop
  readonly guest: Actor
  readonly branchId: string
  readonly restaurant: string
}

async function sell(on: Db, { shop, guest, branchId, restaurant }: Sale): Promise<string> {
  const { id: orderId } = await orderDinner(on, guest, branchId)
  const payment = await on.as(service(shop.tenantId), (tx) => payOrder(tx, { orderId, method: 'card' }))
  for (const to of ['accepted', 'preparing', 'ready', 'on_the_way', 'delivered'] as const) {
    await on.as(shop.cook, (tx) => moveOrder(tx, { orderId, to }))
  }
  await on.as(guest, (tx) => reviewOrder(tx, { orderId, stars: 5, comment: '¡Riquísimo!' }))
  const [review] = await on.as(guest, (tx) => listReviews(tx, { branchId, limit: 1 }))
  const order = await on.as(guest, (tx) => getOrder(tx, { orderId }))
  const [branch] = await on.as(guest, (tx) =>
    tx
      .select()
      .from(branches)
      .where(and(eq(branches.tenantId, shop.tenantId), eq(branches.id, branchId))),
  )
  if (branch) console.log(receipt(restaurant, branch, order, payment))
  console.log(`${'★'.repeat(review?.stars ?? 0)} ${review?.comment ?? ''}\n`)
  return orderId
}

async function refused(what: string, work: Promise<unknown>): Promise<void> {
  const outcome = await work.then(
    () => 'was let through',
    (error: unknown) => (isDbError(error) ? error.code : 'failed otherwise'),
  )
  console.log(`   ${what.padEnd(24)} ${outcome}`)
}
