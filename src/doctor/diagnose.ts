import { withCatalogPath } from '../drift/catalog-path.ts'
import { type Difference, driftOn } from '../drift/drift.ts'
import { type MigrationConnection, type MigrationTarget, withConnection } from '../migrations/connection.ts'
import { DbError, type DbErrorCode, isDbError } from '../kernel/errors.ts'
import { readBooked } from '../migrations/bookkeeping.ts'
import { readMigrations } from '../migrations/files.ts'
import { migrationsFolder, ownJournal } from '../migrations/folder.ts'
import { pendingOf } from '../migrations/history.ts'
import { asDbError, serverWords, sqlstateOf } from '../migrations/server-error.ts'
import { isIgnored, parseIgnored } from './ignored.ts'
import type { Level, Lint, LintId } from './lint.ts'
import { lints } from './lints.ts'
import { runLint } from './run-lint.ts'

export interface Finding {
  readonly id: LintId
  readonly level: Level
  readonly title: string
  /** What breaks the rule: `public.orders`, `app.enter(text)`. */
  readonly object: string
  readonly detail?: string
  readonly fix: string
}

/** Something that this login could not look at. */
export interface Unchecked {
  /** A lint, or `drift`, or `migrations`. */
  readonly id: string
  readonly why: string
}

export interface Diagnosis {
  readonly server: string
  readonly login: string
  /** Lints that were run to their end. */
  readonly checked: number
  readonly findings: readonly Finding[]
  /** How many findings `ignore` took out. */
  readonly ignored: number
  readonly unchecked: readonly Unchecked[]
  /** Names of migrations that the database lacks; drift is looked for when there are none. */
  readonly pending: readonly string[]
  /** Why `migrate` would refuse: an edited file, a database ahead of this release. */
  readonly refused?: { readonly code: DbErrorCode; readonly message: string }
  readonly drift: readonly Difference[]
  /** No error among the findings, no migration pending or refused, no drift but indexes that somebody added. */
  readonly sound: boolean
}

export interface DiagnoseOptions {
  /** Findings that are known and accepted: `RLS-306`, or of one object `RLS-308:public.orders`. */
  readonly ignore?: readonly string[]
}

/**
 * Looks at a live database for what would let row level security down: every lint of `docs/lints`, migrations that are
 * pending, and drift from what the migrations made. It writes nothing and takes no locks; works as the application's
 * login, as the migrating one and as a superuser, and tells what it could not look at. A round trip for every lint.
 *
 * @throws {DbError} `NOT_MIGRATED` · `INVALID` an unknown lint in `ignore` · `UNAVAILABLE`
 *
 * @example
 * const { sound, findings } = await diagnose({ url: process.env.MIGRATE_URL })
 */
export async function diagnose(target: MigrationTarget, options: DiagnoseOptions = {}): Promise<Diagnosis> {
  const ignored = parseIgnored(options.ignore ?? [])
  try {
    return await withConnection(
      target,
      () => undefined,
      (connection) => examine(connection, ignored),
    )
  } catch (error) {
    throw asDbError(error)
  }
}

async function examine(connection: MigrationConnection, ignored: ReturnType<typeof parseIgnored>): Promise<Diagnosis> {
  const patient = await introduce(connection)
  const unchecked: Unchecked[] = []
  const all: Finding[] = []
  await withCatalogPath(connection, async () => {
    for (const lint of lints) {
      const found = await attempt(unchecked, lint.id, () => runLint(connection, lint))
      for (const { object, detail } of found ?? []) all.push(finding(lint, object, detail))
    }
  })
  const checked = lints.length - unchecked.length
  const { pending, refused } = (await attempt(unchecked, 'migrations', () => standing(connection))) ?? { pending: [] }
  const upToDate = pending.length === 0 && refused === undefined
  const differences = upToDate ? ((await attempt(unchecked, 'drift', () => driftOn(connection))) ?? []) : []
  const findings = all.filter((one) => !isIgnored(ignored, one))
  return {
    ...patient,
    checked,
    findings,
    ignored: all.length - findings.length,
    unchecked,
    pending,
    ...(refused === undefined ? {} : { refused }),
    drift: differences,
    sound: upToDate && !findings.some(({ level }) => level === 'error') && !differences.some(isHarmful),
  }
}

/** An index more is a matter of cost; a policy, a trigger or a grant more is a matter of who may do what. */
function isHarmful({ kind, object }: Difference): boolean {
  return kind !== 'extra' || !object.startsWith('index ')
}

async function introduce(connection: MigrationConnection): Promise<{ server: string; login: string }> {
  const [row] =
    await connection.run(`select pg_catalog.current_setting('server_version') as server, current_user::text as login,
  pg_catalog.to_regprocedure('app.enter(text)')::text as migrated,
  (select count(*)::text from pg_catalog.pg_roles where rolname in ('app_user', 'app_admin', 'app_owner')) as roles`)
  if (row?.['migrated'] === null || row?.['roles'] !== '3') {
    throw new DbError('NOT_MIGRATED', 'the schema is not installed in this database: run `platform-db migrate`')
  }
  return { server: String(row?.['server']), login: String(row?.['login']) }
}

type Standing = Pick<Diagnosis, 'pending' | 'refused'>

/** Not `pendingMigrations`: it would wait for the connection that this work holds. */
async function standing(connection: MigrationConnection): Promise<Standing> {
  const booked = await readBooked(connection, ownJournal)
  try {
    return { pending: pendingOf(ownJournal, readMigrations(migrationsFolder), booked).map(({ tag }) => tag) }
  } catch (error) {
    if (!isDbError(error)) throw error
    return { pending: [], refused: { code: error.code, message: error.message } }
  }
}

function finding({ id, level, title, fix }: Lint, object: string, detail: string | undefined): Finding {
  return { id, level, title, object, ...(detail === undefined ? {} : { detail }), fix }
}

/** What the server refuses to show is told, and is no failure; a connection that breaks is one. */
async function attempt<T>(unchecked: Unchecked[], id: string, work: () => Promise<T>): Promise<T | undefined> {
  try {
    return await work()
  } catch (error) {
    const sqlstate = sqlstateOf(error)
    if (sqlstate === undefined || /^(08|57)/.test(sqlstate)) throw error
    const why =
      sqlstate === '42501'
        ? 'this login may not look: run it as the migrating login, or a superuser'
        : serverWords(error)
    unchecked.push({ id, why })
    return undefined
  }
}
