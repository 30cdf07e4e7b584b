import { aMarket } from '../market.mjs'
import { loadOrders } from './load-orders.mjs'
import { firstOrders, placesOf } from './places.mjs'

/** What a request costs as orders come, of tenants that stay as many as they are. Gives back who they are. */
export async function grownOrders({ database, sql, measure, say }, { orders, asked }) {
  const market = await aMarket(database.db, sql, asked)
  await firstOrders(database.db, market)
  for (const count of orders) {
    say(`${count} orders`)
    await loadOrders(sql, count)
    await measure(`${count} orders`, ['page', 'point', 'place'], (quotes) => placesOf(sql, market, quotes))
  }
  return market
}
