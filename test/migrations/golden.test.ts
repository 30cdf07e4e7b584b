import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { generate } from '../../src/generate/generate.ts'
import { firstDifference, golden } from '../../scripts/golden-schema.ts'

const root = new URL('../../', import.meta.url)

test('all migrations on an empty database make the golden schema and the manifest (tsx scripts/dump-schema.ts writes both)', async () => {
  const { schema, manifest } = await golden()
  const committed = (name: string) => readFileSync(new URL(`drizzle/${name}`, root), 'utf8')
  expect(firstDifference(committed('schema.sql'), schema)).toBeUndefined()
  expect(firstDifference(committed('manifest.json'), manifest)).toBeUndefined()
})

test('the migrations say what src/schema.ts says (npm run db:generate writes what is missing)', async () => {
  const { changed, vanished, tableStatements } = await generate({
    schema: 'src/schema.ts',
    out: 'drizzle',
    check: true,
  })
  expect({ changed, vanished, tableStatements }).toEqual({ changed: [], vanished: [], tableStatements: 0 })
})
