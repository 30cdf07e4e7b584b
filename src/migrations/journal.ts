import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { DbError } from '../kernel/errors.ts'

/** One migration file, as drizzle-kit's `meta/_journal.json` lists it. */
export interface JournalEntry {
  readonly idx: number
  readonly tag: string
}

/** The entries of a migrations folder in order; none when the folder has no journal yet. */
export function readJournal(folder: string): readonly JournalEntry[] {
  const path = join(folder, 'meta', '_journal.json')
  if (!existsSync(path)) return []
  const journal: unknown = JSON.parse(readFileSync(path, 'utf8'))
  const entries = isRecord(journal) ? journal['entries'] : undefined
  if (!Array.isArray(entries)) throw malformed()
  return entries.map((entry: unknown): JournalEntry => {
    if (!isRecord(entry)) throw malformed()
    const { idx, tag } = entry
    if (typeof idx !== 'number' || typeof tag !== 'string') throw malformed()
    return { idx, tag }
  })
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null
}

function malformed(): DbError {
  return new DbError('INVALID', 'meta/_journal.json is malformed: restore it from version control', {
    details: { field: 'folder' },
  })
}
