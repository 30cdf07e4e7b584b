import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest'
import { Reader, stepsOf } from './follow-page.ts'

const root = fileURLToPath(new URL('../..', import.meta.url))
const steps = stepsOf(readFileSync(join(root, 'CONTRIBUTING.md'), 'utf8'))
const worked = ['A table', 'A verb', 'A migration']

let home: string
let reader: Reader

beforeAll(() => {
  home = mkdtempSync(join(tmpdir(), 'platform-db-contributing-'))
  const copied = [
    'src',
    'drizzle',
    'scripts',
    'test',
    'docs',
    'examples',
    'package.json',
    'tsconfig.json',
    'vitest.config.ts',
  ]
  for (const path of copied) cpSync(join(root, path), join(home, path), { recursive: true })
  // Compiled are the library and the test that the page writes; all other tests of this tree, by check:types.
  const config = readFileSync(join(root, 'tsconfig.json'), 'utf8')
  const narrow = config.replace(
    /"include": \[.*\]/,
    '"include": ["src", "test/lanes", "test/domains/favorites.test.ts"]',
  )
  expect(narrow).not.toBe(config)
  writeFileSync(join(home, 'tsconfig.json'), narrow)
  symlinkSync(join(root, 'node_modules'), join(home, 'node_modules'))
  reader = new Reader(home, {}, `export NO_COLOR=1 TEST_DATABASE_URL='${inject('serverUrl')}'`)
})

afterAll(() => rmSync(home, { recursive: true, force: true }))

describe('CONTRIBUTING.md works as it is printed:', () => {
  test.for(worked)('%s', { timeout: 300_000 }, (heading) => {
    const ofIt = steps.filter((step) => step.heading === heading)
    expect(ofIt.length).toBeGreaterThan(1)
    for (const step of ofIt) reader.do(step)
  })
})
