import { PGlite } from '@electric-sql/pglite'
import { pgDump } from '@electric-sql/pglite-tools/pg_dump'
import { migrate } from '../src/migrations.ts'

/** All migrations on an empty embedded database, as pg_dump sees them: owners and grants included, the books left out. */
export async function goldenSchema(): Promise<string> {
  const pglite = await PGlite.create()
  try {
    await migrate({ pglite }, { partitions: false })
    const file = await pgDump({ pg: pglite, args: ['--schema-only', '--exclude-schema=drizzle'] })
    return essence(await file.text())
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
export function firstDifference(golden: string, dumped: string): string | undefined {
  if (golden === dumped) return undefined
  const [before, after] = [golden.split('\n'), dumped.split('\n')]
  const at = after.findIndex((line, index) => line !== before[index])
  const line = at === -1 ? after.length : at
  return `line ${line + 1}\n- ${before[line] ?? '(end)'}\n+ ${after[line] ?? '(end)'}`
}
