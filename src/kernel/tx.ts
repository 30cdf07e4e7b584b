import type { PgDatabase } from 'drizzle-orm/pg-core'
import type { PgRemoteQueryResultHKT } from 'drizzle-orm/pg-proxy'
import type { Actor } from './actor.ts'
import type { Asked } from './asked.ts'

declare const tenantTxBrand: unique symbol
declare const adminTxBrand: unique symbol

/** The key that signs page cursors, carried by the scope so that reads need no configuration of their own. */
export const cursorKey: unique symbol = Symbol('cursor key')

/** For `compiledRead` alone: the rows of a select whose text was made before. */
export const runCompiled: unique symbol = Symbol('run compiled')

export type Statements = Pick<
  PgDatabase<PgRemoteQueryResultHKT>,
  | 'select'
  | 'selectDistinct'
  | 'selectDistinctOn'
  | 'insert'
  | 'update'
  | 'delete'
  | '$with'
  | 'with'
  | '$count'
  | 'execute'
>

/**
 * The statements of one transaction, of one tenant, by one actor. Only `db.as` makes one.
 *
 * It has no `query`: Drizzle's relational queries pass nested amounts through a JSON number (drizzle#4091), and no
 * `transaction`: a released savepoint would keep what was set inside it.
 */
export interface TenantTx extends Statements {
  readonly actor: Actor
  readonly [cursorKey]: Uint8Array
  /** @internal */
  readonly [runCompiled]: <V extends object>(
    known: Map<string, unknown>,
    values: V,
    build: (tx: Statements, values: Asked<V>) => { prepare(name: string): unknown },
  ) => Promise<unknown>
  readonly [tenantTxBrand]: true
}

/** The statements of an administrator's transaction, across tenants. Only `db.admin` makes one; no verb takes it. */
export interface AdminTx extends Statements {
  readonly reason: string
  readonly [adminTxBrand]: true
}
