import postgres from 'postgres'
import { aMarket } from './market.mjs'
import { benchDatabase } from './database.mjs'
import { installContenders } from './install.mjs'
import { plainSchema } from './plain-schema.mjs'
import { race } from './contenders.mjs'
import { againstFloor } from './against-floor.mjs'

const contenders = ['floor', 'place-order', 'drizzle', 'prisma']

/** An order of 3 lines with coupon, stock, folio, event and outbox, placed by 16 connections at once. */
export async function run({
  rounds = 7,
  milliseconds = 1500,
  concurrency = 16,
  tenants = 20,
  quotesEach = 40_000,
  only = contenders,
} = {}) {
  installContenders()
  const database = await benchDatabase()
  const sql = postgres(database.superuserUrl, { max: 1, onnotice: () => undefined })
  try {
    const places = await aMarket(database.db, sql, tenants)
    await database.db.close()
    await plainSchema(sql)
    const quotes = await manyQuotes(sql, places, quotesEach)
    const baskets = await sql`select * from order_quotes where id in ${sql(places.map(({ quoteId }) => quoteId))}`
    const { superuserUrl, appUrl, contextKey } = database
    const setting = { superuserUrl, appUrl, contextKey, places, quotes, baskets }
    await sql.unsafe('vacuum analyze')
    const { wrong, results } = await race(new URL('orders/', import.meta.url), only, setting, {
      rounds,
      milliseconds,
      concurrency,
    })
    return againstFloor('orders', results, wrong, only, { rounds, concurrency, tenants, server: database.version })
  } finally {
    await sql.end()
    await database.close()
  }
}

/** Quotes to order from: copies of the one that each tenant asked for, good for a day, dealt out to the tenants in turns. */
async function manyQuotes(sql, places, count) {
  const quotes = []
  await sql.begin(async (tx) => {
    // The copies are what the trigger has let in once; to price each of them again would take minutes.
    await tx.unsafe('set local session_replication_role = replica')
    for (const [place, { quoteId }] of places.entries()) {
      const rows = await tx`
        insert into order_quotes (tenant_id, branch_id, customer_id, service, channel, menu_id, menu_version_id, slot_id, notes, units,
          subtotal, discount, delivery_fee, delivery_discount, delivery_iva_rate, tip, iva, total, document, product_ids, hash, quoted_at, expires_at)
        select q.tenant_id, q.branch_id, q.customer_id, q.service, q.channel, q.menu_id, q.menu_version_id, q.slot_id, q.notes, q.units,
          q.subtotal, q.discount, q.delivery_fee, q.delivery_discount, q.delivery_iva_rate, q.tip, q.iva, q.total, q.document, q.product_ids, q.hash,
          q.quoted_at, now() + interval '1 day'
        from order_quotes q cross join generate_series(1, ${Math.ceil(count / places.length)}) where q.id = ${quoteId}
        returning id`
      quotes.push(rows.map(({ id }) => ({ place, quoteId: id })))
    }
  })
  return Array.from(
    { length: quotes[0].length * places.length },
    (_, n) => quotes[n % places.length][Math.floor(n / places.length)],
  )
}
