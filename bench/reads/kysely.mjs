import { Kysely, PostgresDialect, sql } from 'kysely'
import pg from 'pg'
import { plain } from './statements.mjs'

const work = {
  ratings: async (db, { tenantId, branchId }) => {
    const row = await db
      .selectFrom('rating_totals')
      .select(['count', 'sum', 'average', 'stars_1', 'stars_2', 'stars_3', 'stars_4', 'stars_5'])
      .where('tenant_id', '=', tenantId)
      .where('target', '=', 'branch')
      .where('target_id', '=', branchId)
      .executeTakeFirst()
    return { ...row, histogram: [row.stars_1, row.stars_2, row.stars_3, row.stars_4, row.stars_5] }
  },
  list: (db, { tenantId, customerId }) =>
    db
      .selectFrom('orders')
      .select([
        'id',
        'folio',
        sql`business_on::text`.as('businessOn'),
        'branch_id as branchId',
        'customer_id as customerId',
        'service',
        'status',
        'total',
        'placed_at as placedAt',
      ])
      .where('tenant_id', '=', tenantId)
      .where('customer_id', '=', customerId)
      .orderBy('id', 'desc')
      .limit(50)
      .execute(),
}

/** As its documentation has it, on `pg`; a superuser. */
export async function open({ superuserUrl, places, workload, connections }) {
  const pool = new pg.Pool({ connectionString: superuserUrl, max: connections })
  const db = new Kysely({ dialect: new PostgresDialect({ pool }) })
  await Promise.all(Array.from({ length: connections }, () => sql`select pg_sleep(0.05)`.execute(db)))
  return {
    call: (worker, n) => work[workload](db, places[(worker + n) % places.length]),
    plain: plain[workload],
    close: () => db.destroy(),
  }
}
