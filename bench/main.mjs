import { parseArgs } from 'node:util'

/** Every benchmark is a module of this folder, with `run()` that gives a result, at once or later. */
const benches = {
  money: () => import('./money.mjs'),
  menu: () => import('./menu.mjs'),
  orders: () => import('./orders.mjs'),
  search: () => import('./search.mjs'),
  transition: () => import('./transition.mjs'),
}

const usage = `npm run bench -- NAME [--json]; NAME is one of: ${Object.keys(benches).join(', ')}`

function commandLine() {
  try {
    const { values, positionals } = parseArgs({ options: { json: { type: 'boolean' } }, allowPositionals: true })
    const [name, ...more] = positionals
    return name !== undefined && Object.hasOwn(benches, name) && more.length === 0 ? { name, ...values } : undefined
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
  const { table, ...result } = await run()
  if (!asked.json) console.log(`${table.join('\n')}\n`)
  console.log(JSON.stringify({ bench: asked.name, node: process.version, ...result }))
}
