import type { Actor } from '../kernel/actor.ts'
import type { AdminTx, TenantTx } from '../kernel/tx.ts'

export interface ScopeSettings {
  /** BEGIN READ ONLY, and the rows are handed out before the answer to COMMIT: an awaited read costs one round trip. */
  readonly readOnly?: boolean
  readonly isolation?: 'read committed' | 'repeatable read' | 'serializable'
  /** Run the work again, whole, after a serialization failure, a deadlock or a lock timeout. It must have no side effects. */
  readonly retry?: boolean
}

/** A statement or batch handed back un-awaited costs one round trip, commit included; a promise is awaited first. */
export type Work<Tx, T> = (tx: Tx) => PromiseLike<T> | T

/** For the testing kit alone: a transaction with the application's role and no context at all. */
export const withoutContext: unique symbol = Symbol.for('@platform/db/without-context')

/** For `migrate(db)`: the embedded database as its owner sees it. */
export const migrationConnection: unique symbol = Symbol.for('@platform/db/migration-connection')

/** The database of the platform. Open it once per process; `await using` or `close()` ends it. */
export interface Db extends AsyncDisposable {
  /**
   * Runs work as one actor of one tenant, in one transaction: the only door for an application.
   *
   * Round trips: 1 when the work returns a builder or a batch un-awaited; else 1 for every await that needs an answer,
   * and 1 for the commit (none for it with `readOnly`).
   *
   * @throws {DbError} what the work throws, and `INVALID` · `NESTED_SCOPE` · `TIMEOUT` · `CONNECTION_LOST` ·
   * `COMMIT_UNKNOWN` · `UNAVAILABLE` · `POOL_EXHAUSTED` · `CLOSED` · `CONTEXT_KEY_UNKNOWN`
   *
   * @example
   * const page = await db.as(customer(tenantId, customerId), (tx) => listOrders(tx, { limit: 20 }))
   */
  as<T>(actor: Actor, work: Work<TenantTx, T>, settings?: ScopeSettings): Promise<T>

  /**
   * Runs work across tenants, as the administrator's own login. The reason is on record, and committed, before the
   * work begins.
   *
   * @throws {DbError} `FORBIDDEN` when the handle was opened without `adminUrl`, and what `as` throws
   */
  admin<T>(reason: string, work: Work<AdminTx, T>, settings?: ScopeSettings): Promise<T>

  /**
   * Runs work once for every tenant, one after another, as the service, each in a transaction of its own: the way for
   * servers that allow no BYPASSRLS, and for jobs that need none.
   *
   * @returns how many tenants there were
   */
  eachTenant(reason: string, work: Work<TenantTx, unknown>, settings?: ScopeSettings): Promise<number>

  /** The tenant that a host name belongs to: its subdomain label, or a verified host of its own. Needs no context. */
  tenantOfHost(host: string): Promise<string | undefined>

  /** Waits for the scopes under way, then ends every connection. Later calls throw `CLOSED`. */
  close(): Promise<void>

  /** @internal */
  [withoutContext]<T>(work: Work<AdminTx, T>): Promise<T>
}
