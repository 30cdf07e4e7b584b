import type { MigrationConnection } from '../migrations/connection.ts'

/**
 * Lets `work` read the catalogues with nothing of the database's own on the search path: no function that somebody made
 * can stand in for one of the server's, and every name comes out with its schema. An embedded session goes on
 * afterwards, so its path is put back.
 */
export async function withCatalogPath<T>(connection: MigrationConnection, work: () => Promise<T>): Promise<T> {
  const [row] = await connection.run(`select pg_catalog.current_setting('search_path') as path`)
  await connection.run('set search_path = pg_catalog, pg_temp')
  try {
    return await work()
  } finally {
    // The server gives the value as it is written. In a transaction that failed it is refused, and rolled back anyway.
    await connection.run(`set search_path = ${String(row?.['path'])}`).catch(() => undefined)
  }
}
