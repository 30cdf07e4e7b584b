import { customer, newId, placeOrder } from '../dist/index.js'
import { columnsOf } from './copied-orders.mjs'

/** A rating for each branch, and orders for each customer: one is placed, the others are its copies. */
export async function loadReads(db, sql, places, ordersEach) {
  for (const { tenantId, customerId, quoteId } of places) {
    const guest = customer(tenantId, customerId)
    await db.as(guest, (tx) => placeOrder(tx, { quoteId, idempotencyKey: newId() }))
  }
  await ordersLike(sql, ordersEach)
  for (const { tenantId, branchId } of places) {
    await sql`insert into rating_totals (tenant_id, branch_id, count, sum, stars_1, stars_2, stars_3, stars_4, stars_5)
      values (${tenantId}, ${branchId}, 60, 240, 1, 4, 10, 24, 21)`
  }
  await sql.unsafe('vacuum analyze')
}

/**
 * So many copies of the first order of each tenant, or of the one named; the rules have let that one in, to check each again
 * would take minutes.
 */
export async function ordersLike(sql, each, tenantId) {
  const { columns, copied } = await columnsOf(sql, {
    id: 'app.uuid_v7()',
    quote_id: 'gen_random_uuid()',
    folio: 'folios.last + n',
  })
  await sql.begin(async (tx) => {
    await tx.unsafe('set local session_replication_role = replica')
    await tx.unsafe(`
      insert into orders (${columns}) select ${copied}
      from (select distinct on (tenant_id) * from orders${tenantId ? ` where tenant_id = '${tenantId}'` : ''} order by tenant_id, id) o
      cross join generate_series(1, ${each}) n
      cross join (select max(folio) + 1000000 as last from orders) folios`)
  })
}
