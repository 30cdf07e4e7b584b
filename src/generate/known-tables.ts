import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { readJournal } from '../migrations/journal.ts'

/** The tables of the newest snapshot that drizzle-kit has taken, by name without schema. */
export function knownTables(folder: string): ReadonlySet<string> {
  const newest = readJournal(folder).at(-1)
  const path = join(folder, 'meta', `${newest?.tag.split('_')[0] ?? ''}_snapshot.json`)
  if (!newest || !existsSync(path)) return new Set()
  // drizzle-kit's own file, version 7.
  const snapshot = JSON.parse(readFileSync(path, 'utf8')) as { tables?: Readonly<Record<string, { name: string }>> }
  return new Set(Object.values(snapshot.tables ?? {}).map(({ name }) => name))
}
