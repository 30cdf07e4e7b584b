import { setTimeout as sleep } from 'node:timers/promises'
import postgres from 'postgres'
import { GRACE_MS, SLACK_MS } from '../workload/library.ts'
import type { Subject } from '../workload/subject.ts'
import type { DriverOptions } from './order.ts'
import { signer, sqlstateOf, statements, UNIQUE_VIOLATION } from './statements.ts'

const DEADLINE_MS = 2000

/** postgres.js as its README has it: one client for all, `sql.begin` for a transaction. */
export function sharedClient({ url, contextKey, connections, fault }: DriverOptions): Subject {
  const sign = signer(contextKey)
  const connection = { application_name: fault, statement_timeout: DEADLINE_MS }
  // Its look-up of array types at every connection is awaited by nobody: a kill at that moment would end the process.
  const sql = postgres(url, { max: connections, onnotice: () => undefined, fetch_types: false, connection })
  return {
    name: 'postgres.js, sql.begin',
    limitMs: 2 * DEADLINE_MS + GRACE_MS + SLACK_MS,
    async transfer({ tenantId, name, quantity, shape, pauseMs }) {
      const token = sign(tenantId)
      const seen = await sql.begin(async (tx) => {
        const prepared = { prepare: true }
        const run = (text: string, params: (string | number)[]) =>
          tx.unsafe<{ tenant_id: string }[]>(text, params, prepared)
        if (shape === 'batch') {
          const [, , rows] = await Promise.all([
            run(statements.enter, [token]),
            run(statements.send, [name, quantity]),
            run(statements.look, []),
            run(statements.receive, [name, quantity]),
          ])
          return rows
        }
        await Promise.all([run(statements.enter, [token]), run(statements.send, [name, quantity])])
        const rows = await run(statements.look, [])
        await sleep(pauseMs)
        await run(statements.receive, [name, quantity])
        return rows
      })
      return seen.map((row) => row.tenant_id)
    },
    // It does not tell whether its COMMIT had left.
    verdictOn: (error) => (sqlstateOf(error) === UNIQUE_VIOLATION ? 'already there' : 'unknown'),
    close: () => sql.end({ timeout: 1 }),
  }
}
