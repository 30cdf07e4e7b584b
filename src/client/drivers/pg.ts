import type { Client } from 'pg'
import { DbError } from '../../kernel/errors.ts'
import {
  type Connection,
  type Driver,
  type Flush,
  plainly,
  type Sent,
  type ServerDriverOptions,
  setLocal,
} from './driver.ts'
import { flushOf, type PgFlush, rollbackBehind } from './pg-flush.ts'
import { PreparedStatements } from './prepared-statements.ts'
import { serverError } from './server-error.ts'

/**
 * node-postgres, one client per connection, and one Sync per flush. Authentication, TLS and the end of a connection are
 * the client's; a flush is its `Submittable`.
 *
 * A flush that is all of a transaction needs no BEGIN and no COMMIT: what stands before a Sync is one transaction, which
 * the Sync commits. Two statements less for the server, and one answer to wait for.
 */
export async function pgDriver(options: ServerDriverOptions): Promise<Driver> {
  const { Client: NodePostgres } = await import('pg').catch((cause: unknown) => {
    throw new DbError('INVALID', 'the driver pg needs the package pg: npm install pg', {
      details: { field: 'driver' },
      cause,
    })
  })
  const open = new Set<PgConnection>()
  return {
    name: 'pg',
    size: options.connections,
    // A pooler refuses start-up parameters, so there the deadline goes with each transaction.
    prelude: () => (options.prepare ? [] : [setLocal('statement_timeout', options.statementTimeoutMs)]),
    async connect() {
      const client = new NodePostgres(settings(options))
      const connection = new PgConnection(client, options.prepare, () => open.delete(connection))
      open.add(connection)
      await connection.greet()
      return connection
    },
    async close() {
      for (const connection of open) connection.destroy()
    },
  }
}

/** Of a connection's start. An implicit transaction has the default isolation, whatever the server’s is. */
const SESSION = '-c search_path=pg_catalog,public,pg_temp -c default_transaction_isolation=read\\ committed'
const KEEP_ALIVE_MS = 60_000
const FAREWELL_MS = 1000

function settings({ url, prepare, statementTimeoutMs, applicationName }: ServerDriverOptions) {
  const [address = '', query = ''] = url.split('?', 2)
  const asked = new URLSearchParams(query)
  // `sslmode` means what it means to libpq, and to the other driver; node-postgres would verify where it says `require`.
  asked.set('uselibpqcompat', 'true')
  if (prepare) asked.set('options', `${asked.get('options') ?? ''} ${SESSION}`.trim())
  return {
    connectionString: `${address}?${asked.toString().replaceAll('+', '%20')}`,
    connectionTimeoutMillis: statementTimeoutMs,
    keepAlive: true,
    keepAliveInitialDelayMillis: KEEP_ALIVE_MS,
    application_name: applicationName,
    ...(prepare
      ? {
          statement_timeout: statementTimeoutMs,
          idle_in_transaction_session_timeout: statementTimeoutMs * 2,
        }
      : {}),
  }
}

class PgConnection implements Connection {
  broken = false
  readonly #client: Client
  readonly #prepared: PreparedStatements | undefined
  readonly #onEnd: () => void
  /** The flush under way, and those behind it: node-postgres takes one at a time. */
  #current: PgFlush | undefined
  readonly #waiting: PgFlush[] = []
  #failure: DbError | undefined

  constructor(client: Client, prepare: boolean, onEnd: () => void) {
    this.#client = client
    this.#prepared = prepare ? new PreparedStatements() : undefined
    this.#onEnd = onEnd
    client.on('error', (error) => this.#end(this.#lost(error)))
    client.on('end', () => this.#end(this.#lost(undefined)))
  }

  /** The first round trips of a connection, paid when it is made: it is there, and a pooler has a server behind it. */
  async greet(): Promise<void> {
    try {
      await this.#client.connect()
      this.#client.connection.on('parseComplete', () => this.#current?.parsed())
      this.#client.connection.on('readyForQuery', ({ status }) => this.#ready(status))
      await this.send({ begin: { ...plainly, readOnly: true }, statements: [], end: 'commit' }).ended
    } catch (error) {
      this.destroy()
      throw new DbError('UNAVAILABLE', 'the server cannot be reached, or refuses the login', {
        cause: error instanceof DbError ? error.cause : error,
      })
    }
  }

  send(asked: Flush): Sent {
    const { begin, end } = asked
    // Where nothing is prepared the deadline comes first, by SET LOCAL, which a first statement without BEGIN is warned of.
    const implicit =
      end === 'commit' && begin?.isolation === 'read committed' && !begin.readOnly && this.#prepared !== undefined
    const { flush, sent } = flushOf(asked, implicit, this.#flushOptions())
    this.#waiting.push(flush)
    this.#next()
    return sent
  }

  destroy(): void {
    if (this.broken || this.#current) {
      this.#end(new DbError('CONNECTION_LOST', 'the connection was ended'))
      return
    }
    this.broken = true
    this.#onEnd()
    // Idle, it takes leave of the server, which may be silent.
    const patience = setTimeout(() => this.#client.connection.stream.destroy(), FAREWELL_MS)
    void this.#client.end().finally(() => clearTimeout(patience))
  }

  #flushOptions() {
    return { prepared: this.#prepared, onError: (flush: PgFlush, error: unknown) => this.#refused(flush, error) }
  }

  #next(): void {
    if (this.broken) {
      for (const flush of this.#waiting.splice(0)) drop(flush, this.#failure ?? this.#lost(undefined))
    } else if (!this.#current) {
      this.#current = this.#waiting.shift()
      if (this.#current) this.#client.query(this.#current)
    }
  }

  /** @param status where the server stands: `I` in no transaction, `T` in one, `E` in a failed one */
  #ready(status: string): void {
    const flush = this.#current
    if (!flush) return
    this.#current = undefined
    if (flush.end === 'commit' && status === 'E') {
      // The COMMIT was skipped behind a failure. The next scope must not find this transaction.
      this.#waiting.unshift(rollbackBehind(flush, this.#flushOptions()))
    } else if (
      (flush.failure === undefined || flush.end === 'rollback') &&
      (flush.end !== undefined) !== (status === 'I')
    ) {
      const failure = new DbError('INTERNAL', 'a statement began or ended the transaction by itself')
      drop(flush, failure)
      this.#end(failure)
    } else {
      flush.settle()
    }
    this.#next()
  }

  #refused(flush: PgFlush, error: unknown): void {
    const failure = this.#failureOf(error)
    flush.fail(failure)
    if (!survived(failure)) this.#end(failure)
  }

  #end(failure: DbError): void {
    // The stream of now: under TLS it is another than at the start.
    this.#client.connection.stream.destroy()
    if (this.broken) return
    this.broken = true
    this.#failure = failure
    this.#onEnd()
    if (this.#current) drop(this.#current, failure)
    this.#current = undefined
    this.#next()
  }

  #lost(cause: unknown): DbError {
    return new DbError('CONNECTION_LOST', 'the connection broke', { cause })
  }

  #failureOf(error: unknown): DbError {
    return error instanceof DbError ? error : (serverError(error) ?? this.#failure ?? this.#lost(error))
  }
}

/** Is the connection good for another flush? What is no answer of the server has no SQLSTATE. */
function survived({ code, details }: DbError): boolean {
  return details['sqlstate'] !== undefined && code !== 'CONNECTION_LOST' && code !== 'UNAVAILABLE'
}

function drop(flush: PgFlush, failure: DbError): void {
  flush.fail(failure)
  flush.settle()
}
