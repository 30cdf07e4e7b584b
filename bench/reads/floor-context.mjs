import { customer } from '../../dist/index.js'
import { signContext } from '../../dist/client/token.js'
import { parseContextKey } from '../../dist/kernel/context-key.js'
import { postgresClient } from './postgres-client.mjs'
import { argumentsOf, plain, shaped, texts } from './statements.mjs'

const VALID_MS = 60_000

/** By hand as well, with the same context and row level security: BEGIN, context, statement and COMMIT in one flush. */
export async function open({ appUrl, contextKey, places, workload, connections }) {
  const free = await Promise.all(Array.from({ length: connections }, () => postgresClient(appUrl, 1)))
  const waiting = []
  const key = parseContextKey(contextKey)
  const [text, args, shape] = [texts[workload], argumentsOf[workload], shaped[workload]]
  const all = [...free]
  return {
    call: async (worker, n) => {
      const place = places[(worker + n) % places.length]
      const sql = free.pop() ?? (await new Promise((resolve) => waiting.push(resolve)))
      const token = signContext(key, customer(place.tenantId, place.customerId), new Date(Date.now() + VALID_MS))
      const send = (what, params = []) => sql.unsafe(what, params, { prepare: true, simple: false }).values().execute()
      const [, , rows] = await Promise.all([
        send('begin'),
        send('select app.enter($1)', [token]),
        send(text, args(place)),
        send('commit'),
      ])
      const next = waiting.shift()
      if (next) next(sql)
      else free.push(sql)
      return shape(rows)
    },
    plain: plain[workload],
    close: () => Promise.all(all.map((sql) => sql.end())),
  }
}
