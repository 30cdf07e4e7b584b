import { readFileSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { DbError } from '../kernel/errors.ts'
import type { DdlObject } from '../kernel/ddl.ts'
import { readJournal } from '../migrations/journal.ts'
import { collectDdl } from './collect-ddl.ts'
import { composeMigration } from './compose.ts'
import { type DdlDiff, diffDdl } from './diff-ddl.ts'
import { runDrizzleKit } from './drizzle-kit.ts'
import { drizzleStatements } from './drizzle-statements.ts'
import { loadSchema } from './load-schema.ts'
import { lockOf, readLock, writeLock } from './lock-file.ts'
import { cannotRepartition } from './splice-partitions.ts'
import { forcedTables } from './suspend-force.ts'
import { knownTables } from './known-tables.ts'
import { inScratchCopy } from './scratch-copy.ts'

export interface GenerateOptions {
  readonly schema: string
  readonly out: string
  readonly name?: string | undefined
  /** Only look: nothing is written. */
  readonly check?: boolean
  readonly cwd?: string
}

export interface Generated {
  /** The new file without its extension; undefined when nothing has changed. */
  readonly tag: string | undefined
  /** How many statements drizzle-kit wrote for the tables. */
  readonly tableStatements: number
  readonly changed: readonly string[]
  readonly vanished: readonly string[]
}

/** Writes the migration from what the folder knows to what the schema file says: tables and DDL objects in one file. */
export async function generate({
  schema,
  out,
  name,
  check = false,
  cwd = process.cwd(),
}: GenerateOptions): Promise<Generated> {
  refuseName(name)
  const module = await loadSchema(schema, cwd)
  const objects = collectDdl(module)
  const folder = resolve(cwd, out)
  const lock = readLock(folder)
  const diff = diffDdl(objects, lock, knownTables(folder))
  refuseByHand(diff.refused)
  return inScratchCopy(folder, async (scratch, keep) => {
    const before = readJournal(scratch).length
    await runDrizzleKit({ cwd, schema, out: scratch, name })
    const tablesChanged = readJournal(scratch).length > before
    if (!tablesChanged && diff.changed.length === 0 && diff.vanished.length === 0) return nothing
    if (!tablesChanged) await runDrizzleKit({ cwd, schema, out: scratch, name: name ?? 'ddl', custom: true })
    const tag = newestTag(scratch)
    const path = join(scratch, `${tag}.sql`)
    const statements = tablesChanged ? drizzleStatements(readFileSync(path, 'utf8')) : []
    writeFileSync(path, composeMigration(statements, diff, lock, forcedTables(module)))
    writeLock(scratch, lockOf(objects))
    if (!check) keep()
    return { tag, tableStatements: statements.length, ...namesOf(diff) }
  })
}

const nothing: Generated = { tag: undefined, tableStatements: 0, changed: [], vanished: [] }

function namesOf({ changed, vanished }: DdlDiff): Pick<Generated, 'changed' | 'vanished'> {
  return { changed: changed.map(({ id }) => id), vanished: vanished.map(({ id }) => id) }
}

export function newestTag(folder: string): string {
  const entry = readJournal(folder).at(-1)
  if (!entry) throw new DbError('INTERNAL', 'drizzle-kit wrote no journal')
  return entry.tag
}

export function refuseName(name: string | undefined): void {
  if (name === undefined || /^[a-z0-9][a-z0-9_-]{0,60}$/.test(name)) return
  throw new DbError('INVALID', 'the name of a migration is made of a to z, digits, _ and -', {
    details: { field: 'name' },
  })
}

function refuseByHand(refused: readonly DdlObject[]): void {
  const [first] = refused
  if (!first) return
  if (first.splice) throw cannotRepartition(first.splice.table)
  throw new DbError(
    'INVALID',
    `${first.id} cannot be changed by running it again: write the change by hand (\`generate --custom NAME\`, which takes note of it)`,
    { details: { object: first.id } },
  )
}
