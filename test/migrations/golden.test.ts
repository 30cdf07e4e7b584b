import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { generate } from '../../src/generate/generate.ts'
import { firstDifference, goldenSchema } from '../../scripts/golden-schema.ts'

const root = new URL('../../', import.meta.url)

test('all migrations on an empty database make the golden schema (tsx scripts/dump-schema.ts writes it)', async () => {
  expect(
    firstDifference(readFileSync(new URL('drizzle/schema.sql', root), 'utf8'), await goldenSchema()),
  ).toBeUndefined()
})

test('the migrations say what src/schema.ts says (npm run db:generate writes what is missing)', async () => {
  const { changed, vanished, tableStatements } = await generate({
    schema: 'src/schema.ts',
    out: 'drizzle',
    check: true,
  })
  expect({ changed, vanished, tableStatements }).toEqual({ changed: [], vanished: [], tableStatements: 0 })
})
