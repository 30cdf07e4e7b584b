import { execFileSync } from 'node:child_process'
import { mkdtempSync, readdirSync, readFileSync, renameSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest'
import { openTestDb, type TestDb } from '../../src/testing.ts'
import { aDatabase, type ADatabase, at } from '../migrations/a-database.ts'
import { Reader, stepsOf } from './follow-page.ts'

// An application outside this tree: what it gets is the tarball, and nothing else of ours.
const root = fileURLToPath(new URL('../..', import.meta.url))
const steps = stepsOf(readFileSync(new URL('../../docs/tutorial.md', import.meta.url), 'utf8'))
const headings = [...new Set(steps.map(({ heading }) => heading))]

let home: string
let database: ADatabase
let neighbour: TestDb
let reader: Reader

beforeAll(async () => {
  home = mkdtempSync(join(tmpdir(), 'platform-db-tutorial-'))
  // As prepack does, but for the types, which check:types looks at.
  const { scripts } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
    scripts: Record<string, string>
  }
  expect([scripts['prepack'], scripts['build']]).toEqual(['npm run build', 'node scripts/build.mjs'])
  execFileSync(process.execPath, ['scripts/build.mjs', '--noCheck'], { cwd: root, stdio: 'pipe' })
  const pack = ['pack', '--ignore-scripts', '--silent', '--pack-destination', home]
  execFileSync('npm', pack, { cwd: root, stdio: 'pipe' })
  const packed = readdirSync(home).find((file) => file.endsWith('.tgz')) ?? ''
  const tarball = join(home, 'platform-db.tgz')
  renameSync(join(home, packed), tarball)
  database = await aDatabase()
  // The logins are the cluster's: other tests sign in with their password meanwhile, which is this one.
  neighbour = await openTestDb({ serverUrl: inject('serverUrl') })
  const { username: name, password } = new URL(neighbour.server?.url ?? '')
  const appPassword = decodeURIComponent(password)
  const given = {
    MIGRATE_URL: database.url,
    APP_PASSWORD: appPassword,
    ADMIN_PASSWORD: appPassword,
    DATABASE_URL: at(database.url, new URL(database.url).pathname.slice(1), { name, password: appPassword }),
  }
  // The package is installed from here, and what the machine has of others is not fetched again.
  const prelude = `npm() {
  if [ "$1" = install ]; then set -- "$@" --prefer-offline --no-audit --no-fund --silent; fi
  command npm "\${@/#@platform\\/db/${tarball}}"
}
export NO_COLOR=1`
  reader = new Reader(home, given, prelude)
}, 300_000)

afterAll(async () => {
  await neighbour.close()
  await database[Symbol.asyncDispose]()
  rmSync(home, { recursive: true, force: true })
})

describe('docs/tutorial.md works as it is printed:', () => {
  test('there is something to follow', () => {
    expect(headings).toEqual(['An empty folder', 'Who acts', 'A table of your own', 'On a server'])
    expect(steps.length).toBeGreaterThan(12)
  })

  test.for(headings)('%s', { timeout: 300_000 }, (heading) => {
    for (const step of steps.filter((each) => each.heading === heading)) reader.do(step)
  })

  test('the migration of its table has the policies, and the foreign key into ours, and not our tables', () => {
    const migration = readFileSync(join(reader.cwd, 'drizzle/0000_add_order_notes.sql'), 'utf8')
    expect(migration).toContain('alter table order_notes force row level security')
    expect(migration).toMatch(/CREATE POLICY "order_notes_tenant" ON "order_notes" AS RESTRICTIVE FOR ALL TO public/)
    expect(migration).toMatch(/REFERENCES "public"."orders"\("tenant_id","id","customer_id"\)/)
    expect(migration).not.toContain('CREATE TABLE "orders"')
  })
})
