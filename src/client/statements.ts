import { DrizzleQueryError, Placeholder } from 'drizzle-orm'
import { PgDialect, type PreparedQueryConfig } from 'drizzle-orm/pg-core'
import { PgRemoteDatabase, PgRemoteSession, type PreparedQuery } from 'drizzle-orm/pg-proxy'
import type { Actor } from '../kernel/actor.ts'
import type { Asked } from '../kernel/asked.ts'
import { DbError, isDbError } from '../kernel/errors.ts'
import { type AdminTx, cursorKey, runCompiled, type TenantTx } from '../kernel/tx.ts'
import type { Statement } from './drivers/driver.ts'
import { textOf } from './drivers/params.ts'
import { FlatSelect, flatSelect } from './flat-select.ts'
import type { Scope } from './scope.ts'

type NoSchema = Record<string, never>

/**
 * Drizzle over a scope. drizzle-orm/pg-proxy is the seam: it hands SQL and parameters over in the tick in which a
 * builder is executed, maps rows from arrays, and has no transaction to misuse.
 */
class ScopeSession extends PgRemoteSession<NoSchema, NoSchema> {
  readonly #scope: Scope | undefined

  constructor(scope: Scope | undefined) {
    super((text, params, method) => rowsOf(scope, text, params, method), dialect, undefined, {})
    this.#scope = scope
  }

  // Drizzle wraps every failure into an error whose message holds the parameters; ours are typed, and hold none.
  override prepareQuery<T extends PreparedQueryConfig>(
    ...args: Parameters<PgRemoteSession<NoSchema, NoSchema>['prepareQuery']>
  ): PreparedQuery<T> {
    const [query, fields, , , customResultMapper] = args
    const prepared = super.prepareQuery<T>(...args)
    const flat = customResultMapper === undefined ? flatSelect(query, fields) : undefined
    if (flat) {
      prepared.execute = (values = {}) => runFlat(this.#scope, flat, values)
      flatSelects.set(prepared, flat)
    } else {
      const execute = prepared.execute.bind(prepared)
      prepared.execute = (values) => execute(values).catch(unwrapped)
    }
    return prepared
  }
}

function unwrapped(error: unknown): never {
  throw error instanceof DrizzleQueryError && isDbError(error.cause) ? error.cause : error
}

const dialect = new PgDialect()

/** By what Drizzle handed out for them: kept to be run again, on other scopes. */
const flatSelects = new WeakMap<object, FlatSelect>()

async function rowsOf(scope: Scope | undefined, text: string, params: readonly unknown[], method: string) {
  const shape = method === 'execute' ? 'objects' : 'arrays'
  return { rows: [...(await sent(scope, text, params, shape))] }
}

async function runFlat(scope: Scope | undefined, select: FlatSelect, values: object) {
  return select.map(await sent(scope, select.text, select.params(values), 'arrays'))
}

function sent(scope: Scope | undefined, text: string, params: readonly unknown[], shape: Statement['shape']) {
  if (!scope) throw new DbError('INTERNAL', 'a statement that is only compiled has no scope to run in')
  return scope.send({ text, params: encoded(scope, params), shape })
}

function statementsOf(scope: Scope | undefined): PgRemoteDatabase<NoSchema> {
  return new PgRemoteDatabase(dialect, new ScopeSession(scope), undefined)
}

/** `compiledRead` looks at its builder once for each set of values given; every scope after that only fills them in. */
function compiledRunner(scope: Scope): TenantTx[typeof runCompiled] {
  return async (known, values, build) => {
    const names = Object.keys(values).filter((name) => Reflect.get(values, name) !== undefined)
    const shape = names.join()
    const select = known.get(shape) ?? compiled(build(statementsOf(undefined), placeholders(names)).prepare(shape))
    if (!(select instanceof FlatSelect)) throw new DbError('INTERNAL', 'only a select of flat rows can be compiled')
    known.set(shape, select)
    return await runFlat(scope, select, values)
  }
}

function compiled(prepared: unknown): FlatSelect | undefined {
  return typeof prepared === 'object' && prepared !== null ? flatSelects.get(prepared) : undefined
}

function placeholders<V>(names: readonly string[]): Asked<V> {
  // Those that are missing are undefined, as they are among the values.
  return Object.fromEntries(names.map((name) => [name, new Placeholder(name)])) as unknown as Asked<V>
}

/** The other statements of the same flush must not be committed without this one. */
function encoded(scope: Scope, params: readonly unknown[]): (string | null)[] {
  try {
    return params.map(textOf)
  } catch (error) {
    throw scope.fail(error)
  }
}

export function tenantTx(scope: Scope, actor: Actor, key: Uint8Array): TenantTx {
  // The brand: this is the one place that makes a TenantTx, behind a scope that carries the actor's signed context.
  return Object.assign(statementsOf(scope), {
    actor,
    [cursorKey]: key,
    [runCompiled]: compiledRunner(scope),
  }) as unknown as TenantTx
}

export function adminTx(scope: Scope, reason: string): AdminTx {
  // The brand: only db.admin comes here, after the reason is on record.
  return Object.assign(statementsOf(scope), { reason }) as unknown as AdminTx
}
