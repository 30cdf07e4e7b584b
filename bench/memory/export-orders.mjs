import { listOrders, orderCursor, service } from '../../dist/index.js'
import { answers } from '../answers.mjs'
import { growthWithDb } from './growth.mjs'

/** Every order of a tenant, read and counted, written nowhere. Each key lies below the one before: none was read twice. */
answers({
  run: ({ tenantId, ...urls }) =>
    growthWithDb(urls, async (db) => {
      let count = 0
      let last
      for await (const { id } of everyOrder(db, service(tenantId))) {
        if (last !== undefined && id >= last) throw new Error('an order was not behind the one before it')
        last = id
        count += 1
      }
      return count
    }),
})

/** As in docs/recipes/exporting.md. */
async function* everyOrder(db, actor) {
  let page = await db.as(actor, (tx) => listOrders(tx, { limit: 100 }))
  for (let last = page.at(-1); last; last = page.at(-1)) {
    yield* page
    const behind = last
    page = await db.as(actor, (tx) => listOrders(tx, { limit: 100, after: orderCursor(tx, behind) }))
  }
}
