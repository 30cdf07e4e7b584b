import type { PGlite, PGliteOptions } from '@electric-sql/pglite'
import { newContextKey, parseContextKey } from '../kernel/context-key.ts'
import { DbError } from '../kernel/errors.ts'
import { Client } from './client.ts'
import type { Db } from './db.ts'
import type { Driver } from './drivers/driver.ts'
import { pgliteDriver } from './drivers/pglite.ts'
import { openDriver, type ServerDriver } from './drivers/server-drivers.ts'
import { EmbeddedKey, openPglite } from './drivers/embedded.ts'
import { type OnEvent, unbreakable } from './observe.ts'
import { commentOf } from './sql-comment.ts'

interface CommonOptions {
  /** How long a connection, and the answers of one flush, may take. Default 10 seconds. */
  readonly deadlineMs?: number
  readonly onEvent?: OnEvent
  /**
   * Tags behind every statement, as SQLCommenter writes them (`application='kitchen'`, in a comment), for pg_stat_activity and
   * the server's log. Of the process, not of a request: each text is a prepared statement of its own.
   */
  readonly comment?: Readonly<Record<string, string>>
}

export interface ServerOptions extends CommonOptions {
  /** The login `app_user`. */
  readonly url: string
  /** `<id>:<secret>`, as `platform-db provision` installed it. Whoever has it can act as any tenant: keep it like a password. */
  readonly contextKey: string
  /** The login `app_admin`, for `db.admin` and `db.eachTenant`; without it these two refuse. */
  readonly adminUrl?: string
  /** Default 10. */
  readonly connections?: number
  /** False behind a pooler that cannot keep prepared statements (PgBouncer before 1.21). Default true. */
  readonly prepare?: boolean
  readonly applicationName?: string
  /**
   * The package that speaks to the server, `pg` or `postgres`. Both keep the same promises; `pg` sends a transaction that is
   * one flush without BEGIN and COMMIT, for about half of the processor time of a small read. Default `pg` where it is
   * installed, else `postgres`, which migrations need in any case.
   */
  readonly driver?: ServerDriver
}

export interface EmbeddedOptions extends CommonOptions {
  /** PostgreSQL in this process, for tests and demonstrations: in memory, by PGlite's options, or one you opened yourself. */
  readonly pglite: true | PGliteOptions | PGlite
}

export type OpenDbOptions = ServerOptions | EmbeddedOptions

const DEADLINE_MS = 10_000

/**
 * Opens the database.
 *
 * On a server it looks before it serves: the login must not be able to get around row level security, the schema must
 * be there and guarded, and the key must be the one the database knows.
 *
 * @throws {DbError} `UNAVAILABLE` · `UNSAFE_ROLE` · `UNSAFE_SERVER` · `NOT_MIGRATED` · `CONTEXT_KEY_UNKNOWN` · `INVALID`
 *
 * @example
 * await using db = await openDb({ url: process.env.DATABASE_URL, contextKey: process.env.CONTEXT_KEY })
 */
export async function openDb(options: OpenDbOptions): Promise<Db> {
  const { deadlineMs = DEADLINE_MS } = options
  const observing = {
    onEvent: unbreakable(options.onEvent ?? (() => undefined)),
    observed: options.onEvent !== undefined,
    comment: commentOf(options.comment ?? {}),
  }
  if (!Number.isInteger(deadlineMs) || deadlineMs < 1) {
    throw new DbError('INVALID', 'deadlineMs must be a positive integer', { details: { field: 'deadlineMs' } })
  }
  if ('pglite' in options) {
    const { pglite, owned } = await openPglite(options.pglite)
    const key = parseContextKey(newContextKey(1))
    const driver = await pgliteDriver(pglite)
    return new Client({
      key,
      deadlineMs,
      ...observing,
      app: driver,
      admin: driver,
      embedded: { pglite, owned, key: new EmbeddedKey(pglite, key) },
    })
  }
  const key = parseContextKey(options.contextKey)
  const app = await driverFor(options, options.url, deadlineMs)
  const admin = options.adminUrl === undefined ? undefined : await driverFor(options, options.adminUrl, deadlineMs)
  const client = new Client({ key, deadlineMs, ...observing, app, admin, embedded: undefined })
  try {
    await client.lookBeforeServing()
  } catch (error) {
    await client.close()
    throw error
  }
  return client
}

function driverFor(options: ServerOptions, url: string, deadlineMs: number): Promise<Driver> {
  return openDriver(options.driver, {
    url,
    connections: options.connections ?? 10,
    prepare: options.prepare ?? true,
    statementTimeoutMs: deadlineMs,
    applicationName: options.applicationName ?? '@platform/db',
  })
}
