import { Pool } from 'tarn'
import { DbError, isDbError } from '../kernel/errors.ts'
import type { Connection, Driver } from './drivers/driver.ts'
import type { OnEvent } from './observe.ts'

/** A server's memory of a session only grows; half an hour is what postgres.js and pgjdbc take, too. */
const MAX_AGE_MS = 30 * 60_000
const CREATE_RETRY_MS = 10

/** Connections that belong to one scope at a time. A broken one is thrown away, never handed out again. */
export class ConnectionPool {
  readonly #pool: Pool<Connection>
  readonly #size: number
  readonly #openedAt = new WeakMap<Connection, number>()
  #closed = false

  constructor(driver: Driver, deadlineMs: number, onEvent: OnEvent) {
    this.#size = driver.size
    this.#pool = new Pool<Connection>({
      min: 0,
      max: driver.size,
      acquireTimeoutMillis: deadlineMs,
      createTimeoutMillis: deadlineMs,
      idleTimeoutMillis: 60_000,
      // A scope that cannot have a connection is told so at once, not when its patience ends.
      propagateCreateError: true,
      // One failed connection tells one who waits; the next try, for the next in line, comes after this pause. tarn's
      // own 200 ms would let twenty wait four seconds for the same refusal, and as long when the server is back.
      createRetryIntervalMillis: CREATE_RETRY_MS,
      create: async () => {
        const connection = await driver.connect()
        this.#openedAt.set(connection, Date.now())
        onEvent({ kind: 'connection', what: 'opened' })
        return connection
      },
      validate: (connection) => !connection.broken && this.#ageOf(connection) < MAX_AGE_MS,
      destroy: (connection) => {
        if (connection.broken) onEvent({ kind: 'connection', what: 'broken' })
        connection.destroy()
      },
      log: () => undefined,
    })
  }

  #ageOf(connection: Connection): number {
    return Date.now() - (this.#openedAt.get(connection) ?? 0)
  }

  /** @throws {DbError} `CLOSED` · `UNAVAILABLE` · `POOL_EXHAUSTED` when none became free in time */
  async acquire(): Promise<Connection> {
    if (this.#closed) throw closed()
    try {
      return await this.#pool.acquire().promise
    } catch (error) {
      if (isDbError(error)) throw error
      if (this.#closed) throw closed()
      // All connections in use, or one that would not come up: tarn calls both a timeout.
      throw this.#pool.numUsed() >= this.#size
        ? new DbError('POOL_EXHAUSTED', 'no connection became free before the deadline', { cause: error })
        : new DbError('UNAVAILABLE', 'no connection could be made before the deadline', { cause: error })
    }
  }

  release(connection: Connection): void {
    this.#pool.release(connection)
  }

  get inUse(): number {
    return this.#pool.numUsed()
  }

  get waiting(): number {
    return this.#pool.numPendingAcquires()
  }

  /** Waits for the scopes under way, up to the deadline of each; later ones are refused. */
  async close(): Promise<void> {
    if (this.#closed) return
    this.#closed = true
    await this.#pool.destroy()
  }
}

function closed(): DbError {
  return new DbError('CLOSED', 'the database handle is closed')
}
