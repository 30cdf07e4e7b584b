// Writes drizzle/schema.sql, the golden schema, and drizzle/manifest.json, what `drift` compares a database with; with
// `--check` only compares.
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { firstDifference, golden } from './golden-schema.ts'

const { schema, manifest } = await golden()
for (const [name, dumped] of [
  ['schema.sql', schema],
  ['manifest.json', manifest],
] as const) {
  const path = fileURLToPath(new URL(`../drizzle/${name}`, import.meta.url))
  if (!process.argv.includes('--check')) {
    writeFileSync(path, dumped)
    console.log(`drizzle/${name}: ${dumped.split('\n').length} lines`)
    continue
  }
  const difference = firstDifference(existsSync(path) ? readFileSync(path, 'utf8') : '', dumped)
  if (difference !== undefined) {
    console.error(
      `drizzle/${name} differs from what the migrations make:\n${difference}\nrun: tsx scripts/dump-schema.ts`,
    )
    process.exitCode = 1
  }
}
