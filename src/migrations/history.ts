import { DbError, type DbErrorCode } from '../kernel/errors.ts'
import type { Booked } from './bookkeeping.ts'
import type { MigrationFile } from './files.ts'

/** The files still to apply, if the database's history and the folder are of one mind. */
export function pendingOf(
  journal: string,
  files: readonly MigrationFile[],
  booked: readonly Booked[],
): readonly MigrationFile[] {
  const known = new Set(files.map(({ tag }) => tag))
  const ahead = booked.find(({ tag }) => !known.has(tag))
  if (ahead) {
    throw refusal(
      'MIGRATION_AHEAD',
      journal,
      ahead.tag,
      'is in the database and not in this code: deploy the release that has it, or a newer one',
    )
  }
  const byTag = new Map(booked.map((row) => [row.tag, row]))
  const begun = files.findLastIndex(({ tag }) => byTag.has(tag))
  const pending: MigrationFile[] = []
  for (const [at, file] of files.entries()) {
    const row = byTag.get(file.tag)
    if (row?.applied) refuseEdited(journal, file, row)
    else if (at < begun) throw outOfOrder(journal, file.tag, files[begun]?.tag)
    else {
      if (row) refuseHalfApplied(journal, file, row)
      pending.push(file)
    }
  }
  return pending
}

function refuseEdited(journal: string, file: MigrationFile, row: Booked): void {
  if (row.hash === file.hash) return
  throw refusal(
    'MIGRATION_EDITED',
    journal,
    file.tag,
    'was changed after it was applied: restore the file, and put the change into a new migration',
  )
}

function outOfOrder(journal: string, tag: string, later: string | undefined): DbError {
  return refusal(
    'MIGRATION_OUT_OF_ORDER',
    journal,
    tag,
    `was never applied, but ${later ?? 'a later one'} was: remove it and generate it again, so that it comes last`,
  )
}

/** While none of its statements has run, another content does no harm. */
function refuseHalfApplied(journal: string, file: MigrationFile, row: Booked): void {
  if (row.hash === file.hash || row.statementsDone === 0) return
  throw refusal(
    'MIGRATION_HALF_APPLIED',
    journal,
    file.tag,
    `was changed after ${row.statementsDone} of its statements had run: restore the file and migrate, then correct it in a new migration`,
  )
}

function refusal(code: DbErrorCode, journal: string, tag: string, says: string): DbError {
  return new DbError(code, `migration ${tag} of ${journal} ${says}`, { details: { journal, tag } })
}
