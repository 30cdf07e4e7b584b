import { createHash } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { DbError } from '../kernel/errors.ts'
import { readJournal } from './journal.ts'
import { splitStatements } from './statements.ts'

export interface MigrationFile {
  readonly idx: number
  readonly tag: string
  readonly hash: string
  readonly statements: readonly string[]
  /** False for a file that starts with `-- no-transaction`: it goes statement by statement. */
  readonly transaction: boolean
}

const marker = '-- no-transaction'

/** The files of a migrations folder, in the order of its journal. */
export function readMigrations(folder: string): readonly MigrationFile[] {
  if (!existsSync(join(folder, 'meta', '_journal.json'))) {
    throw new DbError(
      'INVALID',
      'the migrations folder has no meta/_journal.json: name the one that `generate` wrote',
      {
        details: { field: 'folder' },
      },
    )
  }
  return readJournal(folder).map(({ idx, tag }) => readFile(folder, idx, tag))
}

function readFile(folder: string, idx: number, tag: string): MigrationFile {
  const path = join(folder, `${tag}.sql`)
  if (!/^\w[\w.-]*$/.test(tag) || !existsSync(path)) {
    throw new DbError('INVALID', `the journal names the migration ${tag}, but its file is missing: restore it`, {
      details: { field: 'folder', tag },
    })
  }
  // A checkout on Windows may have other line ends: the same migration still.
  const text = readFileSync(path, 'utf8').replaceAll('\r\n', '\n')
  const transaction = !text.startsWith(marker)
  const statements = splitStatements(text).filter((statement) => withoutComments(statement) !== '')
  if (transaction) refuseTransactionControl(tag, statements)
  return { idx, tag, hash: createHash('sha256').update(text).digest('hex'), statements, transaction }
}

/** A statement without the comments ahead of it. */
export function withoutComments(statement: string): string {
  return statement.replace(/^(?:\s*--[^\n]*(?:\n|$))*\s*/, '')
}

function refuseTransactionControl(tag: string, statements: readonly string[]): void {
  const at = statements.findIndex((statement) =>
    /^(begin|commit|rollback|start\s+transaction|end)\b/i.test(withoutComments(statement)),
  )
  if (at === -1) return
  throw new DbError(
    'INVALID',
    `migration ${tag} ends its own transaction: take the statement out, or mark the file ${marker}`,
    {
      details: { tag, statement: String(at + 1) },
    },
  )
}
