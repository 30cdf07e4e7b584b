import { and, desc, eq, sql } from 'drizzle-orm'
import { drizzle } from 'drizzle-orm/postgres-js'
import postgres from 'postgres'
import { orders, ratingTotals } from './drizzle-tables.mjs'
import { plain } from './statements.mjs'

const { count, sum, average, stars1, stars2, stars3, stars4, stars5 } = ratingTotals
const { id, folio, businessOn, branchId, customerId, service, status, total, placedAt } = orders

export const builders = {
  ratings: (db, of) =>
    db
      .select({ count, sum, average, stars1, stars2, stars3, stars4, stars5 })
      .from(ratingTotals)
      .where(
        and(
          eq(ratingTotals.tenantId, of.tenantId),
          eq(ratingTotals.target, 'branch'),
          eq(ratingTotals.targetId, of.branchId),
        ),
      ),
  list: (db, of) =>
    db
      .select({ id, folio, businessOn, branchId, customerId, service, status, total, placedAt })
      .from(orders)
      .where(and(eq(orders.tenantId, of.tenantId), eq(orders.customerId, of.customerId)))
      .orderBy(desc(orders.id))
      .limit(50),
}

export const shaped = {
  ratings: ([row]) => ({ ...row, histogram: [row.stars1, row.stars2, row.stars3, row.stars4, row.stars5] }),
  list: (rows) => rows,
}

export async function connected(url, max) {
  const client = postgres(url, { max })
  const db = drizzle({ client })
  await Promise.all(Array.from({ length: max }, () => db.execute(sql`select pg_sleep(0.05)`)))
  return { client, db }
}

/** Stock Drizzle: a builder made and awaited at each call; a superuser. */
export async function open({ superuserUrl, places, workload, connections }) {
  const { client, db } = await connected(superuserUrl, connections)
  return {
    call: async (worker, n) => shaped[workload](await builders[workload](db, places[(worker + n) % places.length])),
    plain: plain[workload],
    close: () => client.end(),
  }
}
