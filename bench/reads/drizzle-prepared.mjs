import { sql } from 'drizzle-orm'
import { builders, connected, shaped } from './drizzle.mjs'
import { plain } from './statements.mjs'

/** Drizzle with `prepare`: the SQL is made once. */
export async function open({ superuserUrl, places, workload, connections }) {
  const { client, db } = await connected(superuserUrl, connections)
  const names = ['tenantId', 'branchId', 'customerId']
  const asked = Object.fromEntries(names.map((name) => [name, sql.placeholder(name)]))
  const prepared = builders[workload](db, asked).prepare(workload)
  return {
    call: async (worker, n) => shaped[workload](await prepared.execute(places[(worker + n) % places.length])),
    plain: plain[workload],
    close: () => client.end(),
  }
}
