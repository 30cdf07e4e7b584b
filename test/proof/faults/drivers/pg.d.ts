/** The part of node-postgres that the comparison uses: it ships no types, and the package of them is one more to keep. */
declare module 'pg' {
  interface Client {
    query(
      query: string | { name: string; text: string; values: (string | number)[] },
    ): Promise<{ rows: { tenant_id: string }[] }>
    on(event: 'error', listener: (error: Error) => void): this
    off(event: 'error', listener: (error: Error) => void): this
    release(destroy?: boolean): void
  }
  class Pool {
    constructor(options: Readonly<Record<string, string | number>>)
    connect(): Promise<Client>
    on(event: 'error', listener: (error: Error) => void): this
    end(): Promise<void>
  }
  const pg: { readonly Pool: typeof Pool }
  export default pg
}
