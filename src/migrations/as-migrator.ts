import { DbError } from '../kernel/errors.ts'
import { type MigrationConnection, type MigrationTarget, withConnection } from './connection.ts'
import { asDbError } from './server-error.ts'

/** A connection to a database in which the library's migrations have run; failures become `DbError`. */
export async function asMigrator<T>(
  target: MigrationTarget,
  work: (connection: MigrationConnection) => Promise<T>,
): Promise<T> {
  try {
    return await withConnection(
      target,
      () => undefined,
      async (connection) => {
        const [row] = await connection.run(`select to_regprocedure('app.strict()')::text as found`)
        if (row?.['found'] === null)
          throw new DbError('NOT_MIGRATED', 'the schema is not installed: run platform-db migrate')
        return await work(connection)
      },
    )
  } catch (error) {
    throw asDbError(error)
  }
}
