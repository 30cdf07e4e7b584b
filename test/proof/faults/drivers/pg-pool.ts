import { setTimeout as sleep } from 'node:timers/promises'
import { Pool } from 'pg'
import { GRACE_MS, SLACK_MS } from '../workload/library.ts'
import type { Subject } from '../workload/subject.ts'
import type { DriverOptions } from './order.ts'
import { signer, sqlstateOf, statements, UNIQUE_VIOLATION } from './statements.ts'

const DEADLINE_MS = 2000

/** node-postgres with a transaction of one's own: BEGIN inside the try, and a client that failed is thrown away. */
export function pgPool({ url, contextKey, connections, fault }: DriverOptions): Subject {
  const sign = signer(contextKey)
  const pool = new Pool({
    connectionString: url,
    max: connections,
    application_name: fault,
    connectionTimeoutMillis: DEADLINE_MS,
    statement_timeout: DEADLINE_MS,
    query_timeout: DEADLINE_MS + GRACE_MS,
  })
  // Without a listener, an idle connection that breaks ends the process.
  pool.on('error', () => undefined)
  const onTheirWay = new WeakSet<object>()
  return {
    name: 'pg, own transaction',
    limitMs: 2 * DEADLINE_MS + GRACE_MS + SLACK_MS,
    async transfer({ tenantId, name, quantity, shape, pauseMs }) {
      const client = await pool.connect()
      client.on('error', ignored)
      let committing = false
      try {
        const run = (key: keyof typeof statements, values: (string | number)[]) =>
          client.query({ name: key, text: statements[key], values })
        await client.query('begin')
        await run('enter', [sign(tenantId)])
        await run('send', [name, quantity])
        const { rows } = await run('look', [])
        if (shape === 'steps') await sleep(pauseMs)
        await run('receive', [name, quantity])
        committing = true
        await client.query('commit')
        client.off('error', ignored)
        client.release()
        return rows.map((row) => row.tenant_id)
      } catch (error) {
        if (committing && error instanceof Error) onTheirWay.add(error)
        client.release(true)
        throw error
      }
    },
    verdictOn: (error) => {
      if (sqlstateOf(error) === UNIQUE_VIOLATION) return 'already there'
      return error instanceof Error && onTheirWay.has(error) ? 'unknown' : 'nothing written'
    },
    close: () => pool.end(),
  }
}

function ignored(): void {}
