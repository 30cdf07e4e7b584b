import { orders, salesByDay, topItems } from '@platform/db'
import { formatMXN, money, sum } from '@platform/db/money'
import { aDeliveredOrder, anOrder, newTenant, openTestDb } from '@platform/db/testing'
import { count, eq, sum as total } from 'drizzle-orm'

await using db = await openTestDb()
const tenant = await newTenant(db)
const { branchId, items, staff: manager } = tenant
for (const quantity of [1, 2, 3]) {
  await aDeliveredOrder(tenant, { lines: [{ menuItemId: items['TACO'] ?? '', quantity }] })
}
const { businessOn: day } = await anOrder(tenant, {
  tip: '5.00',
  lines: [{ menuItemId: items['FLAN'] ?? '', quantity: 1 }],
})

// Reads of the library: builders, one round trip each, over the branch's own business days.
const days = { branchId, from: day, until: day }
const sales = await db.as(manager, (tx) => salesByDay(tx, days))
for (const { orders: n, units, total: paid, tips, iva } of sales) {
  console.log(`${n} orders, ${units} dishes, ${formatMXN(paid)} (tips ${formatMXN(tips)}, IVA ${formatMXN(iva)})`)
}
const best = await db.as(manager, (tx) => topItems(tx, { ...days, limit: 2 }))
for (const { name, units, total: paid } of best) console.log(`  ${units} ${name}: ${formatMXN(paid)}`)
console.log(`The best two: ${formatMXN(sum(best.map(({ total: paid }) => paid)))}`)

// A report that the library does not have is a query. A builder can be narrowed; a table is a Drizzle table. Whatever is
// forgotten in the `where`, no row of another tenant is in it.
await aDeliveredOrder(await newTenant(db))
const pesos = (text: string) => money(text)
const byStatus = await db.as(manager, (tx) =>
  tx
    .select({ status: orders.status, n: count(), paid: total(orders.total).mapWith(pesos) })
    .from(orders)
    .where(eq(orders.tenantId, tx.actor.tenantId))
    .groupBy(orders.status)
    .orderBy(orders.status),
)
for (const { status, n, paid } of byStatus) console.log(`${status.padEnd(10)} ${n}  ${formatMXN(paid)}`)

// Across tenants there is one door, with a reason that is kept; `app_admin` is a login of its own.
const [all] = await db.admin('monthly figures for the board', (tx) => tx.select({ n: count() }).from(orders))
let seen = 0
const tenants = await db.eachTenant('the same, tenant by tenant', async (tx) => (seen += await tx.$count(orders)))
console.log(`${all?.n} orders across tenants; one after another ${seen}, in ${tenants} tenants`)
