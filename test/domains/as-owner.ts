import postgres, { type Sql } from 'postgres'
import { signContext } from '../../src/client/token.ts'
import type { Actor } from '../../src/index.ts'
import { dbErrorOf } from '../../src/kernel/sqlstate.ts'
import type { TestDb } from '../../src/testing.ts'

type Row = Record<string, unknown>

/**
 * Statements in one transaction past the application's rights; the rows of the last one. Values that JavaScript would
 * change (numeric, dates) are cast to text by the caller: the two drivers parse them differently.
 */
export async function asSuperuser<R extends Row>(db: TestDb, ...statements: readonly string[]): Promise<R[]> {
  return transaction<R>(db, ['begin', ...statements], 'commit')
}

/** The same, and then undone: what a plan would be without an object, for tests that share their rows. */
export async function asSuperuserUndone<R extends Row>(db: TestDb, ...statements: readonly string[]): Promise<R[]> {
  return transaction<R>(db, ['begin', ...statements], 'rollback')
}

/** As the owner of every object, inside the guard of the actor's tenant: what a definer function may do. */
export async function asOwner<R extends Row>(db: TestDb, actor: Actor, ...statements: readonly string[]): Promise<R[]> {
  return transaction<R>(db, [...ownerOf(actor), ...statements], 'commit')
}

/** The same, and then undone: whether a statement is refused, for tests that share their rows. */
export async function asOwnerUndone<R extends Row>(
  db: TestDb,
  actor: Actor,
  ...statements: readonly string[]
): Promise<R[]> {
  return transaction<R>(db, [...ownerOf(actor), ...statements], 'rollback')
}

/** The owner may set the context by hand, unsigned: it is verified at entry, and the owner does not enter. */
export function ownerOf(actor: Actor): string[] {
  const unsigned = signContext({ id: 1, secret: Buffer.alloc(32) }, actor, new Date(Date.now() + 60_000))
  return ['begin', 'set local role app_owner', `set local app.context = '${unsigned}'`]
}

async function transaction<R extends Row>(
  db: TestDb,
  statements: readonly string[],
  end: 'commit' | 'rollback',
): Promise<R[]> {
  const run = db.server ? onServer(db.server.superuserUrl) : embedded(db)
  try {
    let rows: readonly Row[] = []
    for (const statement of statements) rows = await run(statement)
    await run(end)
    // The caller says what its own SQL gives.
    return rows as R[]
  } catch (error) {
    await run('rollback')
    throw typed(error)
  }
}

type Run = (text: string) => Promise<readonly Row[]>

const sessions = new Map<string, Sql>()

/** One connection per database, for as long as the file runs; dropping the database ends it. */
function onServer(url: string): Run {
  const sql =
    sessions.get(url) ??
    postgres(url, { max: 1, onnotice: () => undefined, connection: { search_path: 'pg_catalog, public' } })
  sessions.set(url, sql)
  return (text) => sql.unsafe(text)
}

const migrationConnection = Symbol.for('@platform/db/migration-connection')

function embedded(db: TestDb): Run {
  // Internal to the client: the embedded database as its owner sees it.
  const connect = Reflect.get(db, migrationConnection) as () => { readonly run: Run }
  return connect.call(db).run
}

/** The error as the client would have given it: codes and names are the same in both lanes. */
export function typed(error: unknown): unknown {
  const field = (...names: readonly string[]): string | undefined => {
    for (const name of names) {
      const value: unknown = typeof error === 'object' && error !== null ? Reflect.get(error, name) : undefined
      if (typeof value === 'string') return value
    }
    return undefined
  }
  const sqlstate = field('code')
  if (sqlstate === undefined || !/^[0-9A-Z]{5}$/.test(sqlstate)) return error
  return dbErrorOf({
    sqlstate,
    constraint: field('constraint', 'constraint_name'),
    table: field('table', 'table_name'),
    column: field('column', 'column_name'),
    hint: field('hint'),
    cause: error,
  })
}
