import { and, sql } from 'drizzle-orm'
import { openDb, outbox, service } from '../../dist/index.js'
import { answers } from '../answers.mjs'

/**
 * Reads what waits for its tenants, as the description of the table says: what is committed, by (tx, id), page by page. It
 * is told whose messages, and then each time to read them all from the first.
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
  const { page, pages } = share
  let last
  let rows = 0
  for (let n = 0; n < pages; n++) {
    const messages = await db.as(service(tenantId), (tx) =>
      tx
        .select()
        .from(outbox)
        .where(
          and(
            sql`${outbox.tx} < pg_snapshot_xmin(pg_current_snapshot())`,
            last && sql`(${outbox.tx}, ${outbox.id}) > (${last.tx}::xid8, ${last.id}::uuid)`,
          ),
        )
        .orderBy(outbox.tx, outbox.id)
        .limit(page),
    )
    rows += messages.length
    last = messages.at(-1)
    if (messages.length < page) break
  }
  return rows
}
