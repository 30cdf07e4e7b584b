import type { Rows } from './rows.ts'

/**
 * What a driver does for the client, and no more: one connection, one transaction at a time, batches of statements.
 * Everything the drivers differ in — protocol, types, error fields, cancellation — ends behind this interface.
 */
export interface Driver {
  readonly name: 'postgres.js' | 'pglite'
  /** How many connections can be open at once; an embedded database has one. */
  readonly size: number
  /** Statements that must run behind BEGIN in every transaction: in an embedded database, taking the role. */
  prelude(role: AppRole): readonly Statement[]
  /** @throws {DbError} `UNAVAILABLE` when the server cannot be reached, or refuses the login */
  connect(): Promise<Connection>
  close(): Promise<void>
}

export type AppRole = 'app_user' | 'app_admin'

export interface Statement {
  readonly text: string
  /** Text as PostgreSQL reads it, so that no driver has to guess a type. */
  readonly params: readonly (string | null)[]
  /** `arrays` for Drizzle, which maps by position; `objects` for raw SQL. */
  readonly shape: 'arrays' | 'objects'
}

/** Statements that leave together. */
export interface Flush {
  /** `begin …` when this flush starts the transaction. */
  readonly begin: string | undefined
  readonly statements: readonly Statement[]
  readonly end: 'commit' | 'rollback' | undefined
}

export interface Sent {
  /** One per statement, in their order. Each rejects with a `DbError`. */
  readonly answers: readonly Promise<Rows>[]
  /** Settles with the end of the transaction; rejects when a commit turned out to be a rollback. */
  readonly ended: Promise<void> | undefined
}

export interface Connection {
  /** Sends in one go, without waiting for anything. After the first failure nothing of the transaction has an effect. */
  send(flush: Flush): Sent
  /** True once anything went wrong with the connection itself: it is never used again. */
  readonly broken: boolean
  /** Ends it at once, and with it whatever is under way: pending answers reject with `CONNECTION_LOST`. */
  destroy(): void
}
