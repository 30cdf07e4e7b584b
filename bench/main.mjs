import { cpus } from 'node:os'
import { parseArgs } from 'node:util'
import { recordPerformance } from '../scripts/performance.ts'

/** Every benchmark is a module of this folder, with `run()` that gives a result, at once or later. */
const benches = {
  bulk: () => import('./bulk.mjs'),
  money: () => import('./money.mjs'),
  list: () => import('./list.mjs'),
  memory: () => import('./memory.mjs'),
  menu: () => import('./menu.mjs'),
  orders: () => import('./orders.mjs'),
  outbox: () => import('./outbox.mjs'),
  partitioning: () => import('./partitioning.mjs'),
  pglite: () => import('./pglite.mjs'),
  ratings: () => import('./ratings.mjs'),
  rls: () => import('./rls.mjs'),
  scale: () => import('./scale.mjs'),
  search: () => import('./search.mjs'),
  transition: () => import('./transition.mjs'),
  types: () => import('./types.mjs'),
}

const usage = `npm run bench -- NAME [--json] [--record]; for list, ratings, orders and transition [--latencies 0,1], for list and ratings [--concurrencies 1,16]; for list, ratings, orders, transition, menu and rls [--orders 1000000]; for all that race [--rounds 5] [--milliseconds 1000] [--only floor,platform-db-pg]; for memory [--only copyIn,soak] [--rows 1000000] [--items 10000] [--minutes 10]; NAME is one of: ${Object.keys(benches).join(', ')}`

function commandLine() {
  try {
    const text = { type: 'string' }
    const flag = { type: 'boolean' }
    const options = {
      json: flag,
      record: flag,
      latencies: text,
      concurrencies: text,
      rounds: text,
      milliseconds: text,
      orders: text,
      rows: text,
      items: text,
      minutes: text,
      only: text,
    }
    const { values, positionals } = parseArgs({ options, allowPositionals: true })
    const [name, ...more] = positionals
    if (name === undefined || !Object.hasOwn(benches, name) || more.length > 0) return undefined
    const { json, record, rounds, milliseconds, orders, rows, items, minutes, only, ...lists } = values
    const plan = Object.entries(lists).map(([key, list]) => [key, list.split(',').map(Number)])
    const numbers = Object.entries({ rounds, milliseconds, orders, rows, items, minutes }).filter(([, text]) => text)
    return {
      name,
      json,
      record,
      plan: {
        ...Object.fromEntries(plan),
        ...Object.fromEntries(numbers.map(([key, text]) => [key, Number(text)])),
        ...(only && { only: only.split(',') }),
      },
    }
  } catch {
    return undefined
  }
}

const asked = commandLine()
if (asked === undefined) {
  console.error(usage)
  process.exitCode = 2
} else {
  const { run } = await benches[asked.name]()
  const { table, server, ...result } = await run(asked.plan)
  if (asked.record) recordPerformance(asked.name, process.argv.slice(2), { server, table, results: result.results })
  if (!asked.json) console.log(`${table.join('\n')}\n`)
  const machine = { cpu: cpus()[0]?.model ?? 'unknown', cores: cpus().length, node: process.version }
  console.log(JSON.stringify({ bench: asked.name, machine, postgres: server, ...result }))
}
