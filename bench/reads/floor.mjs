import { postgresClient } from './postgres-client.mjs'
import { argumentsOf, plain, shaped, texts } from './statements.mjs'

/** The floor: one statement by hand, prepared, pipelined by postgres.js; a superuser, so no row level security, no context. */
export async function open({ superuserUrl, places, workload, connections }) {
  const sql = await postgresClient(superuserUrl, connections)
  const [text, args, shape] = [texts[workload], argumentsOf[workload], shaped[workload]]
  return {
    call: async (worker, n) => {
      const params = args(places[(worker + n) % places.length])
      return shape(await sql.unsafe(text, params, { prepare: true }).values())
    },
    plain: plain[workload],
    close: () => sql.end(),
  }
}
