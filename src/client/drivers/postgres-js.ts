import net from 'node:net'
import type { Options, PostgresType, Sql } from 'postgres'
import { DbError } from '../../kernel/errors.ts'
import { dbErrorOf } from '../../kernel/sqlstate.ts'
import {
  beginText,
  type Connection,
  type Driver,
  type Flush,
  plainly,
  type Sent,
  type ServerDriverOptions,
  setLocal,
  type Statement,
} from './driver.ts'
import { parsedTypes, type Rows, textTypes } from './rows.ts'
import { textField } from './text-field.ts'

/**
 * postgres.js, one client per connection, each owned by one scope at a time. A shared client with `sql.begin` lets the
 * statements of a transaction whose backend died run inside the next tenant's transaction (40 to 63 cross-tenant reads
 * in 300 transactions; porsager/postgres#1154); owned ones did not in 23,652 transactions with 442 backends killed.
 */
export async function postgresDriver(options: ServerDriverOptions): Promise<Driver> {
  const { default: postgres } = await import('postgres').catch((cause: unknown) => {
    throw new DbError('INVALID', 'no driver is installed: npm install postgres, or pg', {
      details: { field: 'driver' },
      cause,
    })
  })
  const open = new Set<PostgresConnection>()
  return {
    name: 'postgres.js',
    size: options.connections,
    // A pooler refuses start-up parameters, so there the deadline goes with each transaction.
    prelude: () => (options.prepare ? [] : [setLocal('statement_timeout', options.statementTimeoutMs)]),
    async connect() {
      const connection = new PostgresConnection(postgres, options, () => open.delete(connection))
      open.add(connection)
      await connection.greet(options.statementTimeoutMs)
      return connection
    },
    async close() {
      for (const connection of open) connection.destroy()
    },
  }
}

const FAREWELL_SECONDS = 1

class PostgresConnection implements Connection {
  broken = false
  readonly #sql: Sql
  readonly #prepare: boolean
  readonly #pending = new Set<(error: DbError) => void>()
  readonly #onEnd: () => void
  #socket: net.Socket | undefined
  #failure: DbError | undefined

  constructor(
    postgres: (url: string, options: PostgresJsOptions) => Sql,
    options: ServerDriverOptions,
    onEnd: () => void,
  ) {
    this.#prepare = options.prepare
    this.#onEnd = onEnd
    this.#sql = postgres(options.url, {
      max: 1,
      prepare: options.prepare,
      fetch_types: false,
      // Its timers would end the connection between two statements of one transaction.
      idle_timeout: 0,
      max_lifetime: null,
      onnotice: () => undefined,
      onclose: () => this.#end(undefined),
      connection: options.prepare
        ? {
            application_name: options.applicationName,
            search_path: 'pg_catalog, public, pg_temp',
            statement_timeout: options.statementTimeoutMs,
            idle_in_transaction_session_timeout: options.statementTimeoutMs * 2,
          }
        : { application_name: options.applicationName },
      types: textual,
      socket: (target: SocketTarget) => this.#connectOnce(target),
    })
  }

  /** The first round trips of a connection, paid when it is made: it is there, and it is usable. */
  async greet(timeoutMs: number): Promise<void> {
    const deadline = setTimeout(() => this.destroy(), timeoutMs)
    try {
      await this.send({ begin: plainly, statements: [], end: 'commit' }).ended
    } catch (error) {
      this.destroy()
      const cause = this.#failure ?? error
      throw new DbError('UNAVAILABLE', 'the server cannot be reached, or refuses the login', {
        cause: cause instanceof DbError ? cause.cause : cause,
      })
    } finally {
      clearTimeout(deadline)
    }
  }

  send({ begin, statements, end }: Flush): Sent {
    if (begin !== undefined) this.#run(inWords(beginText(begin)), ignored, ignored)
    const answers = statements.map(
      (statement) => new Promise<Rows>((resolve, reject) => this.#run(statement, resolve, reject)),
    )
    if (end === undefined) return { answers, ended: undefined }
    const ended = new Promise<void>((resolve, reject) => {
      const settle = (_: Rows, command: string) => {
        // COMMIT of an aborted transaction is answered ROLLBACK, without an error.
        if (end === 'commit' && command !== 'COMMIT') reject(new DbError('INTERNAL', 'the transaction was rolled back'))
        else resolve()
      }
      this.#run(inWords(end), settle, reject)
    })
    return { answers, ended }
  }

  destroy(): void {
    const idle = this.#pending.size === 0 && !this.broken
    this.#end(new DbError('CONNECTION_LOST', 'the connection was ended'))
    // Idle, it takes leave of the server. Otherwise the socket goes first: under TLS, a farewell into a socket that is
    // gone would be an error that nobody listens for any more, and end the process.
    if (idle) this.#sql.end({ timeout: FAREWELL_SECONDS }).then(() => this.#socket?.destroy(), ignored)
    else if (this.#socket && !this.#socket.closed) this.#socket.once('close', () => this.#leave()).destroy()
    else this.#leave()
  }

  #leave(): void {
    this.#sql.end({ timeout: 0 }).catch(ignored)
  }

  #run(
    { text, params, shape }: Statement,
    resolve: (rows: Rows, command: string) => void,
    reject: (error: DbError) => void,
  ): void {
    if (this.broken) {
      reject(this.#lost(undefined))
      return
    }
    // Held here as well: postgres.js keeps statements that wait behind a first use in a queue it forgets on close.
    const give = (error: DbError) => {
      this.#pending.delete(give)
      reject(error)
    }
    this.#pending.add(give)
    // Without parameters postgres.js would speak the simple protocol, which takes several statements at once.
    const query = this.#sql.unsafe(text, [...params], { prepare: this.#prepare, ...extended })
    // Asked for its answer, a query leaves: to execute it before would only cost a promise more.
    const answer = shape === 'arrays' ? query.values() : query
    answer.then(
      (result) => {
        this.#pending.delete(give)
        resolve(result, result.command)
      },
      (error: unknown) => give(this.#failureOf(error)),
    )
  }

  /** postgres.js reconnects by itself; a second connection under the same object would have lost the transaction. */
  #connectOnce(target: SocketTarget): Promise<net.Socket> {
    if (this.#socket || this.broken) return Promise.reject(new Error('a connection is made once'))
    const path = target.path || undefined
    const socket = path === undefined ? net.connect(target.port[0] ?? 5432, target.host[0]) : net.connect(path)
    this.#socket = socket
    // Two small writes in one flush meet delayed acknowledgements otherwise: 40 ms more (measured).
    socket.setNoDelay(true)
    return new Promise((resolve, reject) => {
      socket.once('error', reject)
      socket.once('connect', () => {
        socket.removeListener('error', reject)
        resolve(Object.assign(socket, { host: target.host[0] }))
      })
    })
  }

  #end(failure: DbError | undefined): void {
    if (this.broken) return
    this.broken = true
    const error = failure ?? this.#lost(undefined)
    this.#onEnd()
    for (const give of this.#pending) give(error)
  }

  #lost(cause: unknown): DbError {
    return new DbError('CONNECTION_LOST', 'the connection broke', { cause })
  }

  #failureOf(error: unknown): DbError {
    const sqlstate = textField(error, 'code')
    // Node's and postgres.js' own errors carry words (ECONNRESET, CONNECTION_CLOSED), the server's five characters.
    if (sqlstate === undefined || !/^[0-9A-Z]{5}$/.test(sqlstate) || textField(error, 'severity') === undefined) {
      this.#failure ??= this.#lost(error)
      this.#end(this.#failure)
      return this.#failure
    }
    const failure = dbErrorOf({
      sqlstate,
      hint: textField(error, 'hint'),
      constraint: textField(error, 'constraint_name'),
      table: textField(error, 'table_name'),
      column: textField(error, 'column_name'),
      cause: error,
    })
    if (failure.code === 'CONNECTION_LOST' || failure.code === 'UNAVAILABLE') {
      this.#failure ??= failure
      this.#end(failure)
    }
    return failure
  }
}

/** `socket` is in the README of postgres.js, not in its types. */
interface PostgresJsOptions extends Options<Record<string, PostgresType>> {
  readonly socket: (target: SocketTarget) => Promise<net.Socket>
}

/** In the source of postgres.js, not in its types. */
const extended = { simple: false }

interface SocketTarget {
  readonly host: readonly string[]
  readonly port: readonly number[]
  readonly path: string | false
}

// Parameters arrive as text and leave as text. The default serializers would guess: 'true' for a boolean becomes 'f'.
const asIs = (value: unknown): unknown => value
const textual: Record<string, PostgresType> = Object.fromEntries([
  ...Object.entries(parsedTypes).map(([oid, parse]) => [
    `t${oid}`,
    { to: Number(oid), from: [Number(oid)], serialize: asIs, parse },
  ]),
  ...textTypes.map((oid) => [`t${oid}`, { to: oid, from: [oid], serialize: asIs, parse: asIs }]),
])

function inWords(text: string): Statement {
  return { text, params: [], shape: 'objects' }
}

function ignored(): void {}
