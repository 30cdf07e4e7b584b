import { aMarket } from '../market.mjs'
import { cloneTenants } from './clone-tenants.mjs'
import { loadOrders } from './load-orders.mjs'
import { firstOrders, placesOf } from './places.mjs'
import { PAGE } from './cost.mjs'

/** Two pages of orders for each. */
const ORDERS_EACH = 2 * PAGE

/** What a request costs as tenants come: asked of so many of them at most, some of the first and some of the last. */
export async function grownTenants({ database, sql, measure, say }, { tenants, asked }) {
  const [first, ...more] = tenants
  const market = await aMarket(database.db, sql, first)
  await firstOrders(database.db, market)
  await loadOrders(sql, first * ORDERS_EACH)
  const all = [...market]
  for (const count of [first, ...more]) {
    say(`${count} tenants`)
    if (count > all.length) all.push(...(await cloneTenants(sql, market, count)))
    const every = Math.max(1, all.length / asked)
    const some = Array.from({ length: Math.min(asked, all.length) }, (_, n) => all[Math.floor(n * every)])
    await measure(`${count} tenants`, ['page', 'point', 'place'], (quotes) => placesOf(sql, some, quotes))
  }
}
