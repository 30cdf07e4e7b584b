import postgres from 'postgres'
import { checkSample } from './check-sample.mjs'
import { cloneModel } from './clone-model.mjs'
import { LINES_OF_AN_ORDER, loadOrders } from './load-orders.mjs'
import { modelTenant, patternOrders } from './model-tenant.mjs'
import { progress } from './progress.mjs'
import { shopsOf } from './shops.mjs'

const TENANTS = 200
const BRANCHES = 5

/**
 * The platform that the benchmarks ask: 200 tenants with 1,000 branches and a menu of 64 dishes each, and so many orders of
 * 3 lines; one tenant made by the verbs, the others copied from it inside the server, the orders by COPY.
 */
export async function loadPlatform({ db, superuserUrl }, orders) {
  const { add, say } = progress(orders * (2 + LINES_OF_AN_ORDER))
  const open = () =>
    postgres(superuserUrl, {
      max: 1,
      onnotice: () => undefined,
      connection: { session_replication_role: 'replica', maintenance_work_mem: '1GB' },
    })
  const [one, two] = [open(), open()]
  try {
    say('one tenant by the verbs')
    const made = await modelTenant(db, one, BRANCHES)
    const patterns = await patternOrders(db, made[0])
    say(`${TENANTS - 1} copies of it`)
    await cloneModel([one, two], made[0].tenantId, TENANTS - 1)
    const shops = await shopsOf(one)
    if (shops.length !== TENANTS * BRANCHES) throw new Error(`${shops.length} branches`)
    say(`${orders} orders`)
    await loadOrders([one, two], { count: orders, shops, patterns, add, say })
    say('vacuum analyze')
    await one.unsafe('vacuum (analyze, parallel 0)')
    await checkSample(db, one, shops)
    const [{ size }] = await one`select pg_size_pretty(pg_database_size(current_database())) as size`
    say(`loaded and verified: ${size}`)
  } finally {
    await one.end()
    await two.end()
  }
}
