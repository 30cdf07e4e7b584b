/** The part of node-postgres that we use: it ships no types, and its own are one more package to keep in step. */
declare module 'pg' {
  import type { EventEmitter } from 'node:events'
  import type { Duplex } from 'node:stream'

  /** The messages of the protocol, each put on the wire at once; text parameters, text answers. */
  interface Connection extends EventEmitter {
    readonly stream: Duplex
    parse(message: { readonly name: string; readonly text: string }): void
    bind(message: { readonly statement: string; readonly values: readonly (string | null)[] }): void
    describe(message: { readonly type: 'P' }): void
    execute(message: { readonly rows: 0 }): void
    close(message: { readonly type: 'S'; readonly name: string }): void
    sync(): void
    on(event: 'parseComplete', listener: () => void): this
    on(event: 'readyForQuery', listener: (message: { readonly status: string }) => void): this
  }

  interface Field {
    readonly name: string
    readonly dataTypeID: number
  }

  /** What `client.query` takes instead of a query of its own: as pg-cursor and pg-copy-streams are. */
  interface Submittable {
    submit(connection: Connection): Error | null
    handleRowDescription(message: { readonly fields: readonly Field[] }): void
    handleDataRow(message: { readonly fields: (string | null)[] }): void
    handleCommandComplete(message: { readonly text: string }): void
    handleEmptyQuery(): void
    handlePortalSuspended(): void
    handleCopyInResponse(): void
    handleCopyData(): void
    handleReadyForQuery(): void
    handleError(error: unknown): void
  }

  class Client {
    constructor(options: Readonly<Record<string, string | number | boolean>>)
    readonly connection: Connection
    connect(): Promise<unknown>
    query(submittable: Submittable): unknown
    on(event: 'error', listener: (error: unknown) => void): this
    on(event: 'end', listener: () => void): this
    end(): Promise<void>
  }
}
