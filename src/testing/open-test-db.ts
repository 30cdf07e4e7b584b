import { sql } from 'drizzle-orm'
import { type Db, withoutContext } from '../client/db.ts'
import type { ServerDriver } from '../client/drivers/server-drivers.ts'
import { openDb } from '../client/open-db.ts'
import type { OnEvent } from '../client/observe.ts'
import { DbError } from '../kernel/errors.ts'
import { type ServerDatabase, serverDatabase } from './server-database.ts'
import { type AppMigrations, migratedSnapshot } from './snapshot.ts'

export interface TestDbOptions {
  /** The application's own migrations, applied behind ours. */
  readonly migrations?: readonly AppMigrations[]
  /** A superuser's URL of a real server: the database is then made there, and dropped on close. */
  readonly serverUrl?: string
  readonly deadlineMs?: number
  readonly connections?: number
  readonly prepare?: boolean
  readonly driver?: ServerDriver
  readonly onEvent?: OnEvent
  readonly comment?: Readonly<Record<string, string>>
}

export interface TestDb extends Db {
  /** Only on a real server: who the handle connects as, and how to look past it. */
  readonly server: ServerDatabase | undefined
}

/**
 * A migrated, empty database of the test's own: embedded by default, on a real server with `serverUrl`.
 *
 * Embedded it is PostgreSQL 18 with one connection: right for verbs and rules, not for races. As on a server, every
 * statement runs as `app_user`; a role above row level security would make every test of isolation green, so that is
 * looked at here, and refused.
 *
 * @throws {DbError} `UNSAFE_ROLE` when statements would run as a superuser
 *
 * @example
 * await using db = await openTestDb()
 * const tenant = await newTenant(db)
 */
export async function openTestDb(options: TestDbOptions = {}): Promise<TestDb> {
  const { migrations = [], serverUrl, ...rest } = options
  const server = serverUrl === undefined ? undefined : await serverDatabase(serverUrl, migrations)
  const db = server
    ? await openDb({ ...rest, url: server.url, adminUrl: server.adminUrl, contextKey: server.contextKey })
    : await openDb({ ...rest, pglite: { loadDataDir: await migratedSnapshot(migrations) } })
  await refuseSuperuser(db)
  const close = db.close.bind(db)
  return Object.assign(db, {
    server,
    close: async () => {
      await close()
      await server?.drop()
    },
  })
}

/** @throws {DbError} `UNSAFE_ROLE` when the statements of this handle run as a superuser, or past row level security */
export async function refuseSuperuser(db: Db): Promise<void> {
  const [role] = await db[withoutContext]((tx) =>
    tx.execute<{ unsafe: boolean }>(
      sql`select rolsuper or rolbypassrls as unsafe from pg_roles where rolname = current_user`,
    ),
  )
  if (role?.unsafe !== false) {
    throw new DbError('UNSAFE_ROLE', 'tests would run above row level security: open the database as app_user')
  }
}
