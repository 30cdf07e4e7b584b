import type { Db } from '../client/db.ts'
import { DbError } from '../kernel/errors.ts'

/** One session on one database, statement by statement, over the simple protocol. */
export interface MigrationConnection {
  run(text: string): Promise<readonly Readonly<Record<string, unknown>>[]>
  close(): Promise<void>
}

/** What of PGlite is needed. */
export interface EmbeddedDatabase {
  exec(
    text: string,
    options?: {
      readonly onNotice?: (notice: {
        readonly message?: string | undefined
        readonly severity?: string | undefined
      }) => void
    },
  ): Promise<readonly { readonly rows: readonly Readonly<Record<string, unknown>>[] }[]>
}

/**
 * Where to migrate: a server, by the URL of a login that owns the database (a direct one: behind a pooler in transaction
 * mode the lock would be held by nobody), or an embedded database, bare or behind an open handle.
 */
export type MigrationTarget =
  { readonly url: string } | { readonly pglite: EmbeddedDatabase } | MigrationConnection | Db

export type OnNotice = (message: string) => void

const handle = Symbol.for('@platform/db/migration-connection')

/** Lets `work` use a connection to the target, and closes it whatever happens. */
export async function withConnection<T>(
  target: MigrationTarget,
  onNotice: OnNotice,
  work: (connection: MigrationConnection) => Promise<T>,
): Promise<T> {
  if (!('url' in target)) return oneAtATime(target, () => use(embedded(target, onNotice), work))
  const { connectTo } = await import('./postgres-connection.ts')
  return use(await connectTo(target.url, onNotice), work)
}

async function use<T>(
  connection: MigrationConnection,
  work: (connection: MigrationConnection) => Promise<T>,
): Promise<T> {
  try {
    return await work(connection)
  } finally {
    await connection.close()
  }
}

type Embedded = Exclude<MigrationTarget, { readonly url: string }>

function embedded(target: Embedded, onNotice: OnNotice): MigrationConnection {
  // The method is declared in client/db.ts, under the same registered symbol.
  const open = (target as Readonly<{ [handle]?: () => MigrationConnection }>)[handle]
  if (open) return open.call(target)
  if ('pglite' in target) return ofPglite(target.pglite, onNotice)
  return 'run' in target ? target : unusable()
}

function unusable(): never {
  throw new DbError('INVALID', 'a migration target is { url }, { pglite }, or a handle that openDb gave')
}

function ofPglite(pglite: EmbeddedDatabase, onNotice: OnNotice): MigrationConnection {
  const options = {
    onNotice: ({
      severity,
      message,
    }: {
      readonly severity?: string | undefined
      readonly message?: string | undefined
    }) => {
      if (severity === 'WARNING') onNotice(message ?? '')
    },
  }
  return {
    run: async (text) => (await pglite.exec(text, options)).at(-1)?.rows ?? [],
    close: () => Promise.resolve(),
  }
}

const queues = new WeakMap<object, Promise<unknown>>()

/** An embedded database is one session: a lock of that session keeps nobody out, so callers queue here. */
async function oneAtATime<T>(target: Embedded, work: () => Promise<T>): Promise<T> {
  const key = 'pglite' in target ? target.pglite : target
  const mine = (queues.get(key) ?? Promise.resolve()).then(work, work)
  queues.set(key, mine)
  return mine
}
