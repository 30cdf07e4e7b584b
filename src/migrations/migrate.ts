import { DbError } from '../kernel/errors.ts'
import { applyFile } from './apply-file.ts'
import { makeBookkeeping, readBooked } from './bookkeeping.ts'
import { destroys } from './destroys.ts'
import { type MigrationConnection, type MigrationTarget, withConnection } from './connection.ts'
import type { OnMigrationEvent } from './events.ts'
import { type MigrationFile, readMigrations } from './files.ts'
import { migrationsFolder, ownJournal } from './folder.ts'
import { pendingOf } from './history.ts'
import { underLock } from './lock.ts'
import { makePartitions } from './partitions.ts'
import { asDbError } from './server-error.ts'

export interface MigrateOptions {
  /** An application's own migrations; the library's when left out. They go under a `journal` of their own. */
  readonly folder?: string
  readonly journal?: string
  readonly onEvent?: OnMigrationEvent
  /** How long a statement may wait for a lock before the file is rolled back and tried again. Default 1 s. */
  readonly lockTimeoutMs?: number
  /** How often a file is tried when locks or deadlocks stand in its way. Default 10. */
  readonly attempts?: number
  /** How long to wait for another migrator. Default 2 minutes. */
  readonly waitMs?: number
  /** Only look: nothing is written. */
  readonly dryRun?: boolean
  /** Make this period's and the next partitions afterwards. Default true. */
  readonly partitions?: boolean
}

export interface PendingMigration {
  readonly tag: string
  readonly statements: number
  /** False for a file that goes statement by statement. */
  readonly transaction: boolean
  /** Tables, columns, schemas and rows that it drops, in words: `column orders.notes`. */
  readonly destroys: readonly string[]
}

export interface Migrated {
  readonly applied: readonly string[]
  /** Only of a dry run: what would have been applied. */
  readonly pending: readonly PendingMigration[]
  readonly partitions: number
}

/**
 * Applies what is missing, one transaction per file, one migrator at a time: the library's migrations, or with `folder`
 * and `journal` an application's, behind them. Safe to call from every process at every start.
 *
 * @throws {DbError} `MIGRATION_EDITED` · `MIGRATION_OUT_OF_ORDER` · `MIGRATION_AHEAD` · `MIGRATION_HALF_APPLIED`, all
 * before anything runs · `MIGRATION_FAILED` with the file and the statement · `MIGRATION_LOCKED` · `UNSAFE_SERVER`
 * before PostgreSQL 15 · `NOT_MIGRATED` for an application's migrations without the library's · `UNAVAILABLE`
 *
 * @example
 * await migrate({ url: process.env.MIGRATE_URL })
 * await migrate({ url: process.env.MIGRATE_URL }, { folder: 'drizzle', journal: 'my-app' })
 */
export async function migrate(target: MigrationTarget, options: MigrateOptions = {}): Promise<Migrated> {
  const { folder = migrationsFolder, journal = ownJournal, onEvent = () => undefined, dryRun = false } = options
  if (!/^[@\w./-]{1,100}$/.test(journal)) {
    throw new DbError('INVALID', 'the journal is a name such as my-app', { details: { field: 'journal' } })
  }
  const files = readMigrations(folder)
  const warn = (message: string) => onEvent({ kind: 'warning', message })
  try {
    return await withConnection(target, warn, async (connection) => {
      await refuseOldServer(connection)
      if (dryRun)
        return { applied: [], pending: (await missing(connection, journal, files)).map(summary), partitions: 0 }
      return await underLock(connection, options.waitMs ?? 120_000, onEvent, () =>
        bringUp(connection, journal, files, options),
      )
    })
  } catch (error) {
    throw asDbError(error)
  }
}

/** What `migrate` would apply; the same checks, and nothing written. */
export async function pendingMigrations(
  target: MigrationTarget,
  options: Pick<MigrateOptions, 'folder' | 'journal'> = {},
): Promise<readonly PendingMigration[]> {
  return (await migrate(target, { ...options, dryRun: true })).pending
}

async function bringUp(
  connection: MigrationConnection,
  journal: string,
  files: readonly MigrationFile[],
  { lockTimeoutMs = 1_000, attempts = 10, onEvent = () => undefined, partitions = true }: MigrateOptions,
): Promise<Migrated> {
  await makeBookkeeping(connection)
  const patience = { lockTimeoutMs, attempts }
  const pending = await missing(connection, journal, files)
  for (const file of pending) await applyFile(connection, journal, file, patience, onEvent)
  const made = partitions ? await makePartitions(connection, patience) : 0
  if (made > 0) onEvent({ kind: 'partitions', made })
  return { applied: pending.map(({ tag }) => tag), pending: [], partitions: made }
}

async function missing(
  connection: MigrationConnection,
  journal: string,
  files: readonly MigrationFile[],
): Promise<readonly MigrationFile[]> {
  if (journal !== ownJournal && !(await readBooked(connection, ownJournal)).some(({ applied }) => applied)) {
    throw new DbError('NOT_MIGRATED', `${ownJournal} comes first: run migrate() without folder, or platform-db migrate`)
  }
  return pendingOf(journal, files, await readBooked(connection, journal))
}

const summary = ({ tag, statements, transaction }: MigrationFile): PendingMigration => ({
  tag,
  statements: statements.length,
  transaction,
  destroys: destroys(statements),
})

async function refuseOldServer(connection: MigrationConnection): Promise<void> {
  const [row] = await connection.run('show server_version_num')
  if (Number(row?.['server_version_num']) >= 150_000) return
  throw new DbError('UNSAFE_SERVER', 'the server is older than PostgreSQL 15')
}
