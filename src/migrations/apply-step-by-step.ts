import { bookApplied, bookProgress } from './bookkeeping.ts'
import { clearWay, concurrentIndex } from './concurrent-index.ts'
import type { MigrationConnection } from './connection.ts'
import { type MigrationFile, withoutComments } from './files.ts'
import { type Patience, patiently } from './retry.ts'

interface Steps extends Patience {
  /** How many statements an earlier attempt has finished. */
  readonly done: number
  readonly onStatement: (ordinal: number) => void
  readonly onRetry: (attempt: number, sqlstate: string) => void
}

/**
 * A file outside a transaction: each statement commits by itself and is booked, so that a killed run goes on where it
 * was. A kill between a statement and its booking repeats the statement: only re-runnable ones belong in such a file.
 */
export async function applyStepByStep(
  connection: MigrationConnection,
  journal: string,
  file: MigrationFile,
  steps: Steps,
): Promise<void> {
  await bookProgress(connection, journal, file, steps.done)
  await connection.run('set search_path = public')
  await connection.run('set statement_timeout = 0')
  try {
    for (const [at, statement] of file.statements.entries()) {
      steps.onStatement(at + 1)
      if (at >= steps.done) {
        await patiently(steps, steps.onRetry, () => step(connection, statement, steps.lockTimeoutMs))
        await asLogin(connection, () => bookProgress(connection, journal, file, at + 1))
      } else if (isSetting(statement)) await connection.run(statement) // of the session that was killed
    }
    await connection.run('reset role')
    await bookApplied(connection, journal, file)
  } finally {
    for (const setting of ['role', 'search_path', 'statement_timeout', 'lock_timeout']) {
      await connection.run(`reset ${setting}`).catch(() => undefined)
    }
  }
}

const isSetting = (statement: string): boolean => /^(re)?set\b/i.test(withoutComments(statement))

async function step(connection: MigrationConnection, statement: string, lockTimeoutMs: number): Promise<void> {
  const index = concurrentIndex(statement)
  // What works CONCURRENTLY waits for transactions by waiting for their locks, and lets others pass while it does.
  await connection.run(`set lock_timeout = ${/\bconcurrently\b/i.test(statement) ? 0 : lockTimeoutMs}`)
  if (index && (await clearWay(connection, index)) === 'built') return
  await connection.run(statement)
}

/** The books belong to the migrating login; the file may have become another role. */
async function asLogin(connection: MigrationConnection, work: () => Promise<void>): Promise<void> {
  const [row] = await connection.run(`select quote_ident(current_setting('role')) as role`)
  const role = String(row?.['role'])
  await connection.run('reset role')
  await work()
  if (role !== 'none') await connection.run(`set role ${role}`)
}
