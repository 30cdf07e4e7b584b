import { performance } from 'node:perf_hooks'
import {
  customer,
  listOrders,
  menuAt,
  MenuCache,
  newId,
  openDb,
  placeOrder,
  quoteOrder,
  ratingsOf,
} from '../../dist/index.js'
import { answers } from '../answers.mjs'

/**
 * The process that is soaked: callers that visit one shop after another for so many minutes, with the default driver.
 * So often it collects its garbage, and notes what is left; nothing else is kept, or it would be what grows.
 */
answers({
  async soak({ appUrl, contextKey, places, minutes, callers, samples }) {
    const db = await openDb({ url: appUrl, contextKey, connections: callers })
    try {
      const menus = new MenuCache()
      const began = performance.now()
      const ends = began + minutes * 60_000
      const noted = []
      let calls = 0
      const watch = setInterval(
        () => {
          globalThis.gc()
          const { heapUsed, rss } = process.memoryUsage()
          noted.push({ minute: (performance.now() - began) / 60_000, heap: heapUsed / 2 ** 20, rss: rss / 2 ** 20 })
        },
        (minutes * 60_000) / samples,
      )
      const caller = async (_, number) => {
        for (let n = number; performance.now() < ends; n++) {
          await visit(db, menus, places[n % places.length])
          calls += CALLS_OF_A_VISIT
        }
      }
      await Promise.all(Array.from({ length: callers }, caller)).finally(() => clearInterval(watch))
      return { calls, samples: noted }
    } finally {
      await db.close()
    }
  },
})

const CALLS_OF_A_VISIT = 5

/** What a guest asks for: the menu, an order of one of each dish, the orders so far, the stars of the branch. */
async function visit(db, cache, { tenantId, customerId, branchId }) {
  const guest = customer(tenantId, customerId)
  const menu = await db.as(guest, (tx) => menuAt(tx, { branchId, service: 'pickup', cache }))
  const items = menu.categories.flatMap((category) => category.items)
  const lines = items.map(({ id }) => ({ menuItemId: id, quantity: 1 }))
  const quote = await db.as(guest, (tx) => quoteOrder(tx, { branchId, service: 'pickup', lines }))
  const placed = { quoteId: quote.id, idempotencyKey: newId() }
  const order = await db.as(guest, (tx) => placeOrder(tx, placed))
  const page = await db.as(guest, (tx) => listOrders(tx, { limit: 50 }))
  if (!page.some(({ id }) => id >= order.id)) throw new Error('the list is older than the order')
  await db.as(guest, (tx) => ratingsOf(tx, { branchId }))
}
