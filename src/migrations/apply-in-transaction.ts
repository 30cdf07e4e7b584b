import { bookApplied } from './bookkeeping.ts'
import type { MigrationConnection } from './connection.ts'
import type { MigrationFile } from './files.ts'

/** The whole file and its line in the books, or nothing. `onStatement` hears which one is under way. */
export async function applyInTransaction(
  connection: MigrationConnection,
  journal: string,
  file: MigrationFile,
  lockTimeoutMs: number,
  onStatement: (ordinal: number) => void,
): Promise<void> {
  await connection.run('begin')
  try {
    await connection.run(`set local lock_timeout = ${lockTimeoutMs}`)
    await connection.run('set local statement_timeout = 0')
    await connection.run('set local search_path = public')
    for (const [at, statement] of file.statements.entries()) {
      onStatement(at + 1)
      await connection.run(statement)
    }
    await connection.run('reset role')
    await bookApplied(connection, journal, file)
    await connection.run('commit')
  } catch (error) {
    // A broken connection has rolled back by itself.
    await connection.run('rollback').catch(() => undefined)
    throw error
  }
}
