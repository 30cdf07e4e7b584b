// Writes drizzle/schema.sql, the golden schema; with `--check` only compares.
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { firstDifference, goldenSchema } from './golden-schema.ts'

const path = fileURLToPath(new URL('../drizzle/schema.sql', import.meta.url))
const dumped = await goldenSchema()
if (!process.argv.includes('--check')) {
  writeFileSync(path, dumped)
  console.log(`drizzle/schema.sql: ${dumped.split('\n').length} lines`)
} else {
  const golden = existsSync(path) ? readFileSync(path, 'utf8') : ''
  const difference = firstDifference(golden, dumped)
  if (difference !== undefined) {
    console.error(
      `drizzle/schema.sql differs from what the migrations make:\n${difference}\nrun: tsx scripts/dump-schema.ts`,
    )
    process.exitCode = 1
  }
}
