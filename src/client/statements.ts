import { DrizzleQueryError } from 'drizzle-orm'
import { PgDialect, type PreparedQueryConfig } from 'drizzle-orm/pg-core'
import { PgRemoteDatabase, PgRemoteSession, type PreparedQuery } from 'drizzle-orm/pg-proxy'
import type { Actor } from '../kernel/actor.ts'
import { isDbError } from '../kernel/errors.ts'
import { type AdminTx, cursorKey, type TenantTx } from '../kernel/tx.ts'
import { textOf } from './drivers/params.ts'
import type { Scope } from './scope.ts'

type NoSchema = Record<string, never>

/**
 * Drizzle over a scope. drizzle-orm/pg-proxy is the seam: it hands SQL and parameters over in the tick in which a
 * builder is executed, maps rows from arrays, and has no transaction to misuse.
 */
class ScopeSession extends PgRemoteSession<NoSchema, NoSchema> {
  // Drizzle wraps every failure into an error whose message holds the parameters; ours are typed, and hold none.
  override prepareQuery<T extends PreparedQueryConfig>(
    ...args: Parameters<PgRemoteSession<NoSchema, NoSchema>['prepareQuery']>
  ): PreparedQuery<T> {
    const prepared = super.prepareQuery<T>(...args)
    const execute = prepared.execute.bind(prepared)
    prepared.execute = (values) => execute(values).catch(unwrapped)
    return prepared
  }
}

function unwrapped(error: unknown): never {
  throw error instanceof DrizzleQueryError && isDbError(error.cause) ? error.cause : error
}

const dialect = new PgDialect()

function statementsOf(scope: Scope): PgRemoteDatabase<NoSchema> {
  const session = new ScopeSession(
    async (text, params, method) => ({
      rows: [
        ...(await scope.send({
          text,
          params: encoded(scope, params),
          shape: method === 'execute' ? 'objects' : 'arrays',
        })),
      ],
    }),
    dialect,
    undefined,
    {},
  )
  return new PgRemoteDatabase(dialect, session, undefined)
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
  return Object.assign(statementsOf(scope), { actor, [cursorKey]: key }) as unknown as TenantTx
}

export function adminTx(scope: Scope, reason: string): AdminTx {
  // The brand: only db.admin comes here, after the reason is on record.
  return Object.assign(statementsOf(scope), { reason }) as unknown as AdminTx
}
