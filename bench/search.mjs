import { sql } from 'drizzle-orm'
import postgres from 'postgres'
import { searchOf } from '../dist/domains/menu/search-menu.js'
import { customer } from '../dist/index.js'
import { idOf, manyMenus, size } from '../test/domains/many-menus.ts'
import { benchDatabase } from './database.mjs'

const texts = ['tacos', 'tacos de camarón', 'enchliadas de cochnita', 'gua', 'xylophon', 'agua con limón']

/**
 * What a search costs the server, planning and execution, as an application's customer under row level security: all
 * tenants' dishes in one index, one tenant's found.
 */
export async function run({ rounds = 7, callsARound = 20 } = {}) {
  const { db, superuserUrl, version, close } = await benchDatabase()
  try {
    const storage = await fill(superuserUrl, manyMenus)
    const guest = customer(idOf('tenant', 77, 0), idOf('customer', 77, 3))
    const times = Object.fromEntries(texts.map((text) => [text, []]))
    // In turns, and the first round does not count: it compiles the function.
    for (let round = 0; round <= rounds; round++) {
      for (const text of texts) {
        for (let call = 0; call < callsARound; call++) {
          const milliseconds = await serverTime(db, guest, text)
          if (round > 0) times[text].push(milliseconds)
        }
      }
    }
    return result(times, { server: version, ...size, rounds, ...storage })
  } finally {
    await db.close()
    await close()
  }
}

async function fill(url, statements) {
  const root = postgres(url, { max: 1, onnotice: () => undefined })
  try {
    await root.begin(async (tx) => {
      for (const statement of statements) await tx.unsafe(statement)
    })
    await root.unsafe('vacuum analyze')
    const [{ rows, index, table }] = await root.unsafe(`
      select (select count(*) from app_private.menu_search)::integer as rows,
        pg_relation_size('app_private.menu_search_terms_idx')::float8 as index, pg_table_size('app_private.menu_search')::float8 as table`)
    return { dishes: rows, indexBytesADish: Math.round(index / rows), tableBytesADish: Math.round(table / rows) }
  } finally {
    await root.end()
  }
}

/** As the server counts it: without the network, with everything that the function does inside. */
async function serverTime(db, guest, text) {
  const [row] = await db.as(guest, (tx) =>
    tx.execute(sql`explain (analyze, timing off, format json) ${searchOf(tx, { text }).statement}`),
  )
  const plan = row['QUERY PLAN']
  const [{ 'Planning Time': planning, 'Execution Time': execution }] =
    typeof plan === 'string' ? JSON.parse(plan) : plan
  return planning + execution
}

function result(times, facts) {
  const milliseconds = Object.fromEntries(Object.entries(times).map(([text, list]) => [text, spread(list)]))
  const row = (what, ...numbers) => `${what.padEnd(28)}${numbers.map((n) => String(n).padStart(10)).join('')}`
  return {
    ...facts,
    milliseconds,
    slowestMedian: Math.max(...Object.values(milliseconds).map(({ median }) => median)),
    table: [
      row('milliseconds on the server', 'median', 'min', '95 %'),
      ...Object.entries(milliseconds).map(([text, { median, min, most }]) => row(text, median, min, most)),
      `${facts.dishes} dishes of ${facts.tenants} tenants; index ${facts.indexBytesADish} and table ${facts.tableBytesADish} bytes a dish (${facts.rounds} rounds, interleaved)`,
    ],
  }
}

function spread(list) {
  const sorted = list.toSorted((a, b) => a - b)
  const at = (share) => Number(sorted[Math.floor((sorted.length - 1) * share)].toFixed(2))
  return { median: at(0.5), min: at(0), most: at(0.95) }
}
