import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { settableColumns } from '../settable-columns.mjs'
import { foliosOf, rowsOf, tables } from './order-rows.mjs'
import { withoutIndexes } from './sleeping-indexes.mjs'

/** Of how many days the orders are, up to now. */
const DAYS = 10
const DAY_MS = 86_400_000

/** Characters that are sent at once: so many are worth their way, and do not fill the memory. */
const PIECE = 65_536

export const LINES_OF_AN_ORDER = 3

/**
 * Orders, their first events and their lines by COPY, over two connections; then the folios that the branches have come to.
 *
 * @param {readonly [import('postgres').Sql, import('postgres').Sql]} connections one each, for which no trigger fires
 * @param {{ count: number, shops: readonly object[], patterns: readonly object[], add: (rows: number) => void, say: (what: string) => void }} load
 */
export async function loadOrders([one, two], { count, shops, patterns, add, say }) {
  const from = Date.now() - DAYS * DAY_MS
  const plan = { count, from, step: (DAYS * DAY_MS) / count, shops, patterns, folios: foliosOf(shops) }
  await partitionOf(one, from)
  await Promise.all([
    withoutIndexes(one, ['order_items'], async () => {
      await copied(one, 'order_items', plan, add)
      say('the indexes of the lines')
    }),
    withoutIndexes(two, ['orders', 'order_events'], async () => {
      await copied(two, 'orders', plan, add)
      await copied(two, 'order_events', plan, add)
      say('the indexes of the orders and the events')
    }),
  ])
  const counters = [...plan.folios.counters()]
  await one`
    insert into order_folio_counters (tenant_id, branch_id, business_on, last_folio)
    select * from jsonb_to_recordset(${one.json(counters)}) as c (tenant_id uuid, branch_id uuid, business_on date, last_folio integer)`
}

async function copied(sql, table, plan, add) {
  const { own } = tables[table]
  const names = (await settableColumns(sql, table)).filter((name) => !own.includes(name))
  const into = await sql.unsafe(`copy ${table} (${[...own, ...names].join(', ')}) from stdin`).writable()
  await pipeline(Readable.from(inPieces(rowsOf(table, plan, names), add)), into)
}

function* inPieces(rows, add) {
  let piece = ''
  let count = 0
  for (const row of rows) {
    piece += `${row}\n`
    count += 1
    if (piece.length < PIECE) continue
    yield piece
    add(count)
    piece = ''
    count = 0
  }
  yield piece
  add(count)
}

/** The month that the first of them are of may be over: rows would fall into the default partition. */
async function partitionOf(sql, moment) {
  await sql`
    select app.add_partition('order_events', 'order_events_p' || to_char(m.starts, 'YYYY_MM'), format('for values from (%L) to (%L)',
      app.uuid_v7_floor(m.starts at time zone 'UTC'), app.uuid_v7_floor((m.starts + interval '1 month') at time zone 'UTC')))
    from (select date_trunc('month', ${new Date(moment)}::timestamptz at time zone 'UTC') as starts) m`
}
