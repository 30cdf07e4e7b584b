import { PGlite } from '@electric-sql/pglite'
import { pgDump } from '@electric-sql/pglite-tools/pg_dump'
import { makeManifest } from '../src/drift/manifest.ts'
import { migrate } from '../src/migrations.ts'

export interface Golden {
  /** As pg_dump sees it: owners and grants included, the books left out. */
  readonly schema: string
  /** As `drift` compares it: JSON, a line for every object. */
  readonly manifest: string
}

/** All migrations on an empty embedded database. */
export async function golden(): Promise<Golden> {
  const pglite = await PGlite.create()
  try {
    await migrate({ pglite }, { partitions: false })
    const manifest = await makeManifest({
      run: async (text) => (await pglite.exec(text)).at(-1)?.rows ?? [],
      close: () => Promise.resolve(),
    })
    const file = await pgDump({ pg: pglite, args: ['--schema-only', '--exclude-schema=drizzle'] })
    return { schema: essence(await file.text()), manifest: `${JSON.stringify(manifest, null, 1)}\n` }
  } finally {
    await pglite.close()
  }
}

/** Without what names a version, a session or a moment: the rest changes when the schema does, and only then. */
function essence(dump: string): string {
  const lines = dump
    .split('\n')
    .filter(
      (line) =>
        !/^(SET \w+ = |SELECT pg_catalog\.set_config|\\(un)?restrict |--$|-- (Name|PostgreSQL|Dumped))/.test(line),
    )
  return `${lines
    .join('\n')
    .replace(/\n{2,}/g, '\n\n')
    .trim()}\n`
}

/** The first lines in which two texts differ. */
export function firstDifference(expected: string, found: string): string | undefined {
  if (expected === found) return undefined
  const [before, after] = [expected.split('\n'), found.split('\n')]
  const at = after.findIndex((line, index) => line !== before[index])
  const line = at === -1 ? after.length : at
  return `line ${line + 1}\n- ${before[line] ?? '(end)'}\n+ ${after[line] ?? '(end)'}`
}
