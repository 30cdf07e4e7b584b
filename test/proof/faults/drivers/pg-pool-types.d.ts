/** The pool of node-postgres, which only the comparison uses; what the library uses is declared beside its driver. */
declare module 'pg' {
  interface PoolClient {
    query(
      query: string | { name: string; text: string; values: (string | number)[] },
    ): Promise<{ rows: { tenant_id: string }[] }>
    on(event: 'error', listener: (error: Error) => void): this
    off(event: 'error', listener: (error: Error) => void): this
    release(destroy?: boolean): void
  }
  class Pool {
    constructor(options: Readonly<Record<string, string | number>>)
    connect(): Promise<PoolClient>
    on(event: 'error', listener: (error: Error) => void): this
    end(): Promise<void>
  }
}
