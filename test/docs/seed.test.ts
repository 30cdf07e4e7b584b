import { readFileSync } from 'node:fs'
import { expect, test as plain } from 'vitest'
import { verify } from '../../src/migrations.ts'
import { scales } from '../../src/seed/seed.ts'
import { seed } from '../../src/testing.ts'
import { rules } from '../../src/verify/rules.ts'
import { test } from '../database.ts'
import { targetOf } from '../seed/target-of.ts'
import { codeOf } from './code-of.ts'
import { runPage } from './run-page.ts'

test('every example of docs/seed.md gives the value it shows', { timeout: 240_000 }, async ({ db }) => {
  await runPage('seed.md', { db, target: targetOf(db), seed, verify, code: codeOf }, 5)
})

plain('docs/seed.md has every rule of verify in its table, in their order', () => {
  const page = readFileSync(new URL('../../docs/seed.md', import.meta.url), 'utf8')
  expect([...page.matchAll(/^\| `([a-z-]+)` /gm)].map(([, id]) => id)).toEqual(rules.map(({ id }) => id))
})

plain('docs/seed.md says how large the seeds are', () => {
  const page = readFileSync(new URL('../../docs/seed.md', import.meta.url), 'utf8')
  const { small, city } = scales
  const told = (count: number) => count.toLocaleString('en-US')
  const dishes = city.branches * 64
  expect(page).toContain(`# ${told(small.tenants)} tenants, in seconds`)
  expect(page).toContain(
    `# ${told(city.tenants)} tenants, ${told(city.branches)} branches, ${told(dishes)} dishes, a million orders`,
  )
  expect(city.orders).toBe(1_000_000)
})
