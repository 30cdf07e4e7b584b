import type { Rows } from './rows.ts'

/**
 * What a driver does for the client, and no more: one connection, one transaction at a time, batches of statements.
 * Everything the drivers differ in — protocol, types, error fields, cancellation — ends behind this interface.
 */
export interface Driver {
  readonly name: 'postgres.js' | 'pg' | 'pglite'
  /** How many connections can be open at once; an embedded database has one. */
  readonly size: number
  /** Statements that must run behind BEGIN in every transaction: in an embedded database, taking the role. */
  prelude(role: AppRole): readonly Statement[]
  /** @throws {DbError} `UNAVAILABLE` when the server cannot be reached, or refuses the login */
  connect(): Promise<Connection>
  close(): Promise<void>
}

export type AppRole = 'app_user' | 'app_admin'

/** How a driver of a server is opened. */
export interface ServerDriverOptions {
  readonly url: string
  readonly connections: number
  /** False for a pooler that cannot keep prepared statements (PgBouncer before 1.21): each statement then costs more. */
  readonly prepare: boolean
  /** After this the server gives up a statement by itself; the client's own deadline follows a little later. */
  readonly statementTimeoutMs: number
  readonly applicationName: string
}

export interface Begin {
  readonly isolation: 'read committed' | 'repeatable read' | 'serializable'
  readonly readOnly: boolean
}

/** What the server does by default. */
export const plainly: Begin = { isolation: 'read committed', readOnly: false }

/** `begin …`, for a driver that says so in words. */
export function beginText({ isolation, readOnly }: Begin): string {
  return `begin isolation level ${isolation}${readOnly ? ' read only' : ''}`
}

export interface Statement {
  readonly text: string
  /** Text as PostgreSQL reads it, so that no driver has to guess a type. */
  readonly params: readonly (string | null)[]
  /** `arrays` for Drizzle, which maps by position; `objects` for raw SQL. */
  readonly shape: 'arrays' | 'objects'
}

/** A setting of this transaction alone, for where a pooler refuses it at the start of a connection. */
export function setLocal(name: string, value: number): Statement {
  return { text: `set local ${name} = ${value}`, params: [], shape: 'objects' }
}

/** Statements that leave together. */
export interface Flush {
  /** When this flush starts the transaction. With `end` as well, the flush is all of the transaction. */
  readonly begin: Begin | undefined
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
