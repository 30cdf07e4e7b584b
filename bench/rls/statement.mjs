import { customer } from '../../dist/index.js'
import { signContext } from '../../dist/client/token.js'
import { parseContextKey } from '../../dist/kernel/context-key.js'
import { postgresClient } from '../reads/postgres-client.mjs'

const texts = {
  1: 'select total from orders where tenant_id = $1 and id = $2',
  4: `select o.total, b.name, r.name, c.display_name from orders o
    join branches b on b.tenant_id = $1 and b.id = o.branch_id
    join restaurants r on r.tenant_id = $1 and r.id = b.restaurant_id
    join customers c on c.tenant_id = $1 and c.id = o.customer_id
    where o.tenant_id = $1 and o.id = $2`,
}
const VALID_MS = 60_000

/**
 * BEGIN, something, the statement, COMMIT: one flush on a connection of one's own.
 *
 * @param {(token: string) => [text: string, params?: string[], prepare?: boolean][]} between what comes in between
 */
export async function openStatement(url, { contextKey, places, relations, concurrency }, between) {
  const clients = await Promise.all(Array.from({ length: concurrency }, () => postgresClient(url, 1)))
  const key = parseContextKey(contextKey)
  return {
    call: async (worker, n) => {
      const { tenantId, customerId, orderId } = places[(worker + n) % places.length]
      const token = signContext(key, customer(tenantId, customerId), new Date(Date.now() + VALID_MS))
      const send = ([text, params = [], prepare = true]) =>
        clients[worker].unsafe(text, params, { prepare, simple: false }).values().execute()
      const read = [texts[relations], [tenantId, orderId]]
      const answers = await Promise.all([['begin'], ...between(token), read, ['commit']].map(send))
      return answers.at(-2)
    },
    plain: (rows) => rows.map((row) => row.map(String)),
    close: () => Promise.all(clients.map((sql) => sql.end())),
  }
}
