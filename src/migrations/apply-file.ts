import { DbError } from '../kernel/errors.ts'
import { applyInTransaction } from './apply-in-transaction.ts'
import { applyStepByStep } from './apply-step-by-step.ts'
import { readBooked } from './bookkeeping.ts'
import type { MigrationConnection } from './connection.ts'
import type { OnMigrationEvent } from './events.ts'
import type { MigrationFile } from './files.ts'
import { type Patience, patiently } from './retry.ts'
import { serverWords, sqlstateOf } from './server-error.ts'

/** @throws {DbError} `MIGRATION_FAILED`, naming the file and the statement */
export async function applyFile(
  connection: MigrationConnection,
  journal: string,
  file: MigrationFile,
  patience: Patience,
  onEvent: OnMigrationEvent,
): Promise<void> {
  const { tag } = file
  const started = Date.now()
  let ordinal = 0
  const onStatement = (at: number) => {
    ordinal = at
  }
  const onRetry = (attempt: number, sqlstate: string) => onEvent({ kind: 'retry', tag, attempt, sqlstate })
  onEvent({ kind: 'applying', tag, statements: file.statements.length })
  try {
    if (file.transaction) {
      await patiently(patience, onRetry, () =>
        applyInTransaction(connection, journal, file, patience.lockTimeoutMs, onStatement),
      )
    } else {
      const row = (await readBooked(connection, journal)).find((booked) => booked.tag === tag)
      const done = row?.hash === file.hash ? row.statementsDone : 0
      await applyStepByStep(connection, journal, file, { ...patience, done, onStatement, onRetry })
    }
  } catch (error) {
    throw failed(file, ordinal, error)
  }
  onEvent({ kind: 'applied', tag, durationMs: Date.now() - started })
}

function failed({ tag, statements, transaction }: MigrationFile, ordinal: number, cause: unknown): DbError {
  const sqlstate = sqlstateOf(cause)
  const advice = transaction
    ? 'nothing of it was applied'
    : 'what ran before it stays; migrate again to go on from there'
  return new DbError(
    'MIGRATION_FAILED',
    `migration ${tag}, statement ${ordinal} of ${statements.length}: ${serverWords(cause)}; ${advice}`,
    { details: { tag, statement: String(ordinal), ...(sqlstate === undefined ? {} : { sqlstate }) }, cause },
  )
}
