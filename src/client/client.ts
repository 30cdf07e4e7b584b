import { AsyncLocalStorage } from 'node:async_hooks'
import { createHmac } from 'node:crypto'
import type { PGlite } from '@electric-sql/pglite'
import { sql } from 'drizzle-orm'
import { type Actor, actorId, actorKinds, canonical, service } from '../kernel/actor.ts'
import type { ContextKey } from '../kernel/context-key.ts'
import { DbError, isDbError } from '../kernel/errors.ts'
import { requireOneOf, requireText, requireUuid } from '../kernel/input.ts'
import type { AdminTx, TenantTx } from '../kernel/tx.ts'
import { type Db, migrationConnection, type ScopeSettings, type Work, withoutContext } from './db.ts'
import { type AppRole, type Begin, type Driver, plainly, type Statement } from './drivers/driver.ts'
import type { EmbeddedKey } from './drivers/embedded.ts'
import type { OnEvent } from './observe.ts'
import { perform } from './perform.ts'
import { ConnectionPool } from './pool.ts'
import { withRetry } from './retry.ts'
import { Scope } from './scope.ts'
import { inspectLogin, judgeLogin } from './start-up.ts'
import { adminTx, tenantTx } from './statements.ts'
import { SignedContexts } from './token.ts'

interface ClientParts {
  readonly key: ContextKey
  readonly deadlineMs: number
  readonly onEvent: OnEvent
  /** Whether anybody listens: what is told of every statement is not even put together otherwise. */
  readonly observed: boolean
  readonly comment: string
  readonly app: Driver
  readonly admin: Driver | undefined
  readonly embedded: { readonly pglite: PGlite; readonly owned: boolean; readonly key: EmbeddedKey } | undefined
}

interface Door<Tx> {
  readonly role: AppRole
  readonly name: string
  /** Statements behind BEGIN and the driver's own prelude: the signed context. */
  readonly enter: () => readonly Statement[]
  readonly tx: (scope: Scope) => Tx
}

/** A context outlives the deadline of its first flush, so that waiting in line does not expire it. */
const CONTEXT_SLACK_MS = 30_000
const TENANTS_PER_PAGE = 500
const LOOKING: Begin = { ...plainly, readOnly: true }

export class Client implements Db {
  readonly #parts: ClientParts
  readonly #pools: { readonly app_user: ConnectionPool; readonly app_admin: ConnectionPool | undefined }
  readonly #cursorKey: Uint8Array
  readonly #contexts: SignedContexts
  /**
   * Per handle: work of one database may use another, never the same one again. Node 20 follows every promise for it, which is
   * a sixth of the client's time of a small read; without it a scope inside of a scope would wait for itself.
   */
  readonly #current = new AsyncLocalStorage<Scope>()

  constructor(parts: ClientParts) {
    this.#parts = parts
    const app = new ConnectionPool(parts.app, parts.deadlineMs, parts.onEvent)
    const admin =
      parts.admin === parts.app ? app : parts.admin && new ConnectionPool(parts.admin, parts.deadlineMs, parts.onEvent)
    this.#pools = { app_user: app, app_admin: admin }
    this.#contexts = new SignedContexts(parts.key, parts.deadlineMs + CONTEXT_SLACK_MS, CONTEXT_SLACK_MS)
    this.#cursorKey = createHmac('sha256', parts.key.secret).update('page cursors').digest()
  }

  async as<T>(actor: Actor, work: Work<TenantTx, T>, settings: ScopeSettings = {}): Promise<T> {
    requireActor(actor)
    const acting = canonical(actor)
    return await this.#through(
      {
        role: 'app_user',
        name: acting.kind,
        enter: () => [this.#contextOf(acting)],
        tx: (scope) => tenantTx(scope, acting, this.#cursorKey),
      },
      work,
      settings,
    )
  }

  async admin<T>(reason: string, work: Work<AdminTx, T>, settings: ScopeSettings = {}): Promise<T> {
    await this.#record(reason)
    return this.#through(this.#adminDoor(reason), work, settings)
  }

  async eachTenant(reason: string, work: Work<TenantTx, unknown>, settings: ScopeSettings = {}): Promise<number> {
    await this.#record(reason)
    let count = 0
    let last: string | null = null
    for (;;) {
      const after: string | null = last
      const page: { id: string }[] = await this.#through(
        this.#adminDoor(reason),
        (tx) =>
          tx.execute<{ id: string }>(sql`select app.tenant_ids(${after}::uuid, ${TENANTS_PER_PAGE}::integer) as id`),
        { readOnly: true },
      )
      for (const { id } of page) {
        await this.as(service(id), work, settings)
        count += 1
      }
      last = page.at(-1)?.id ?? null
      if (last === null || page.length < TENANTS_PER_PAGE) return count
    }
  }

  async tenantOfHost(host: string): Promise<string | undefined> {
    requireText('host', host, 253)
    const [row] = await this[withoutContext]((tx) =>
      tx.execute<{ id: string | null }>(sql`select app.tenant_of_host(${host}) as id`),
    )
    return row?.id ?? undefined
  }

  [withoutContext]<T>(work: Work<AdminTx, T>): Promise<T> {
    const door = {
      role: 'app_user',
      name: 'nobody',
      enter: () => [],
      tx: (scope: Scope) => adminTx(scope, ''),
    } as const
    return this.#through(door, work, {})
  }

  /** @throws {DbError} on a server: there, migrations need a login that this handle must not have */
  [migrationConnection](): { run(text: string): Promise<readonly Record<string, unknown>[]>; close(): Promise<void> } {
    const { embedded } = this.#parts
    if (!embedded) {
      throw new DbError(
        'UNSAFE_ROLE',
        'a handle cannot migrate its server: call migrate({ url }) with the migrating login',
      )
    }
    return {
      run: async (text) => (await embedded.pglite.exec(text)).at(-1)?.rows ?? [],
      close: () => Promise.resolve(),
    }
  }

  /** What `openDb` does first on a server: is the login harmless, the schema guarded, the key known? */
  async lookBeforeServing(): Promise<void> {
    const probe = this.#contextOf(service(PROBE_TENANT))
    for (const role of ['app_user', 'app_admin'] as const) {
      const pool = this.#pools[role]
      if (!pool) continue
      await this.#onConnection(pool, { begin: LOOKING, prelude: [] }, async (scope) => {
        const warnings = judgeLogin(await scope.send(inspectLogin), role)
        for (const message of warnings) this.#parts.onEvent({ kind: 'warning', message })
        if (role === 'app_user') await scope.send(probe).catch(unknownKey)
        await scope.rollback()
      })
    }
  }

  async close(): Promise<void> {
    const { app, admin, embedded } = this.#parts
    await this.#pools.app_user.close()
    await this.#pools.app_admin?.close()
    await app.close()
    await admin?.close()
    if (embedded?.owned === true && !embedded.pglite.closed) await embedded.pglite.close()
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.close()
  }

  #contextOf(actor: Actor): Statement {
    return { text: 'select app.enter($1)', params: [this.#contexts.of(actor)], shape: 'objects' }
  }

  #adminDoor(reason: string): Door<AdminTx> {
    return { role: 'app_admin', name: 'admin', enter: () => [], tx: (scope) => adminTx(scope, reason) }
  }

  /** In a transaction of its own: whoever looks and then rolls back has been seen. */
  async #record(reason: string): Promise<void> {
    requireText('reason', reason, 500)
    await this.#through(this.#adminDoor(reason), (tx) => tx.execute(sql`select app.enter_admin(${reason})`), {})
  }

  async #through<Tx, T>(door: Door<Tx>, work: Work<Tx, T>, settings: ScopeSettings): Promise<T> {
    const { isolation = 'read committed', readOnly = false, retry = false } = settings
    if (this.#current.getStore()?.ended === false) {
      throw new DbError('NESTED_SCOPE', 'this work is inside a scope of the same handle already: use its tx')
    }
    const pool = this.#pools[door.role]
    if (!pool)
      throw new DbError('FORBIDDEN', 'this handle was opened without adminUrl', { details: { field: 'adminUrl' } })
    if (this.#parts.embedded) await this.#parts.embedded.key.install()
    const driver = door.role === 'app_user' ? this.#parts.app : this.#parts.admin
    return await withRetry(
      retry,
      (attempt) => {
        const prelude = [...(driver?.prelude(door.role) ?? []), ...door.enter()]
        return this.#onConnection(
          pool,
          { begin: { isolation, readOnly }, prelude },
          (scope, release) =>
            this.#current.run(scope, () => perform(scope, () => work(door.tx(scope)), readOnly, release)),
          { actor: door.name, attempt },
        )
      },
      (attempt, pauseMilliseconds) =>
        this.#parts.onEvent({ kind: 'retry', actor: door.name, attempt, code: 'TRY_AGAIN', pauseMilliseconds }),
    )
  }

  /** Takes a connection for one scope, gives it back whatever happens, and tells how it went. */
  async #onConnection<T>(
    pool: ConnectionPool,
    options: { readonly begin: Begin; readonly prelude: readonly Statement[] },
    work: (scope: Scope, releaseAfter: (last: Promise<void>) => void) => Promise<T>,
    label: { readonly actor: string; readonly attempt: number } = { actor: 'start-up', attempt: 1 },
  ): Promise<T> {
    const started = performance.now()
    const connection = await pool.acquire()
    const { deadlineMs, comment, observed, onEvent } = this.#parts
    if (observed) {
      const { inUse, waiting } = pool
      onEvent({ kind: 'pool', waitedMilliseconds: performance.now() - started, inUse, waiting })
    }
    const scope = new Scope(connection, {
      ...options,
      // The server's own timeout comes first, and leaves the connection usable.
      deadlineMs: deadlineMs + DEADLINE_GRACE_MS,
      comment,
      onStatement: observed ? onEvent : undefined,
    })
    let last: Promise<void> | undefined
    let failure: unknown
    try {
      const value = await work(scope, (promise) => {
        last = promise
      })
      if (this.#parts.embedded) await last?.catch(ignored)
      return value
    } catch (error) {
      failure = error
      last = scope.rollback()
      // Its one connection may be the caller's own PGlite: what they send next must not fall into this transaction.
      if (this.#parts.embedded) await last
      throw error
    } finally {
      const code = isDbError(failure) ? failure.code : failure === undefined ? undefined : 'INTERNAL'
      const leave = () => {
        pool.release(connection)
        if (!observed) return
        onEvent({
          kind: 'scope',
          ...label,
          outcome: code === undefined ? 'committed' : code === 'COMMIT_UNKNOWN' ? 'unknown' : 'rolled back',
          ...(code === undefined ? {} : { code }),
          statements: scope.statements,
          flushes: scope.flushes,
          milliseconds: performance.now() - started,
        })
      }
      if (last === undefined) leave()
      else void last.catch(ignored).then(leave)
    }
  }
}

function ignored(): void {}

function unknownKey(cause: unknown): never {
  if (!isDbError(cause, 'CONTEXT_INVALID') && !isDbError(cause, 'CONTEXT_KEY_UNKNOWN')) throw cause
  throw new DbError('CONTEXT_KEY_UNKNOWN', 'the database does not hold this context key: run `platform-db provision`', {
    cause,
  })
}

const DEADLINE_GRACE_MS = 250
const PROBE_TENANT = '00000000-0000-7000-8000-000000000000'

function requireActor(actor: Actor): void {
  requireOneOf('actor.kind', actor.kind, actorKinds)
  requireUuid('actor.tenantId', actor.tenantId)
  requireUuid('actor id', actorId(actor))
}
