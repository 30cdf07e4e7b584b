import { writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { joinStatements } from '../migrations/statements.ts'
import { collectDdl } from './collect-ddl.ts'
import { becomeOwner } from './compose.ts'
import { diffDdl } from './diff-ddl.ts'
import { runDrizzleKit } from './drizzle-kit.ts'
import { newestTag, refuseName } from './generate.ts'
import { loadSchema } from './load-schema.ts'
import { knownTables } from './known-tables.ts'
import { entryOf, readLock, writeLock } from './lock-file.ts'
import { inScratchCopy } from './scratch-copy.ts'

export interface CustomOptions {
  readonly schema: string
  readonly out: string
  readonly name: string
  /** For statements that refuse to run in a transaction, CREATE INDEX CONCURRENTLY above all. */
  readonly noTransaction?: boolean
  readonly cwd?: string
}

export interface CustomFile {
  readonly tag: string
  /** Changes that `generate` refuses: the file is where they are written, and the lock has taken note of them. */
  readonly toWrite: readonly string[]
}

/** An empty migration to be written by hand. */
export async function generateCustom({
  schema,
  out,
  name,
  noTransaction = false,
  cwd = process.cwd(),
}: CustomOptions): Promise<CustomFile> {
  refuseName(name)
  const folder = resolve(cwd, out)
  const lock = readLock(folder)
  const { refused } = diffDdl(collectDdl(await loadSchema(schema, cwd)), lock, knownTables(folder))
  return inScratchCopy(folder, async (scratch, keep) => {
    await runDrizzleKit({ cwd, schema, out: scratch, name, custom: true })
    const tag = newestTag(scratch)
    const first = noTransaction ? '-- no-transaction\nSET ROLE app_owner' : becomeOwner
    // drizzle-kit's own stub ends in a comment without a line break: replaced, never appended to.
    writeFileSync(
      join(scratch, `${tag}.sql`),
      joinStatements([first, ...refused.map(({ id }) => `-- to write: ${id}`)]),
    )
    if (refused.length > 0)
      writeLock(scratch, new Map([...lock, ...refused.map((object) => [object.id, entryOf(object)] as const)]))
    keep()
    return { tag, toWrite: refused.map(({ id }) => id) }
  })
}
