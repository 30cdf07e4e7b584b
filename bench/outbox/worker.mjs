import { listOutbox, openDb, service } from '../../dist/index.js'
import { answers } from '../answers.mjs'

/**
 * Reads what waits for its tenants, page by page. It is told whose messages, and then each time to read them all from the
 * first.
 */
let db
let share

answers(
  {
    async open(given) {
      share = given
      db = await openDb({ url: given.appUrl, contextKey: given.contextKey, connections: 1 })
    },
    async drain() {
      let rows = 0
      const began = performance.now()
      for (const tenantId of share.tenants) rows += await drained(tenantId)
      return { rows, milliseconds: performance.now() - began }
    },
  },
  () => db?.close(),
)

/** Nothing is taken away: the rows go with their day. What a reader has to keep is how far it has come. */
async function drained(tenantId) {
  const { page } = share
  let last
  let rows = 0
  for (;;) {
    const after = last && { tx: last.tx, id: last.id }
    const messages = await db.as(service(tenantId), (tx) => listOutbox(tx, { after, limit: page }))
    rows += messages.length
    last = messages.at(-1)
    if (messages.length < page) break
  }
  return rows
}
