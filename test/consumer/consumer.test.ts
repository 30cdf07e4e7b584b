import { execFileSync } from 'node:child_process'
import { cpSync, mkdtempSync, readdirSync, readFileSync, renameSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, expect, test } from 'vitest'

// An application outside this tree: what it gets is the tarball, and nothing else of ours.
const root = fileURLToPath(new URL('../..', import.meta.url))
const app = mkdtempSync(join(tmpdir(), 'platform-db-consumer-'))

function run(command: string, ...args: string[]): string {
  // Without the variables by which this run would reach into that one.
  const env = Object.fromEntries(
    Object.entries(process.env).filter(([name]) => !/^(VITEST|TEST$|LANE|npm_)/.test(name)),
  )
  try {
    return execFileSync(command, args, { cwd: app, env, encoding: 'utf8', stdio: 'pipe' })
  } catch (error) {
    const { stdout = '', stderr = '' } = error as { stdout?: string; stderr?: string }
    throw new Error(`${command} ${args.join(' ')} failed\n${stdout}\n${stderr}`, { cause: error })
  }
}

beforeAll(() => {
  cpSync(join(root, 'test/consumer/app'), app, { recursive: true })
  execFileSync('npm', ['pack', '--silent', '--pack-destination', app], { cwd: root, stdio: 'pipe' })
  const tarball = readdirSync(app).find((file) => file.endsWith('.tgz'))
  renameSync(join(app, tarball!), join(app, 'platform-db.tgz'))
  run('npm', 'install', '--prefer-offline', '--no-audit', '--no-fund', '--silent')
}, 300_000)

afterAll(() => rmSync(app, { recursive: true, force: true }))

test('an application generates the migration of its own table, with policies and the foreign key into ours', () => {
  run('npx', 'platform-db', 'generate', 'add_order_notes', '--schema', 'src/schema.ts', '--out', 'drizzle')
  const migration = readFileSync(join(app, 'drizzle/0000_add_order_notes.sql'), 'utf8')
  expect(migration).toContain('FORCE ROW LEVEL SECURITY'.toLowerCase())
  expect(migration).toMatch(/CREATE POLICY "order_notes_tenant" ON "order_notes" AS RESTRICTIVE FOR ALL TO public/)
  expect(migration).toMatch(/REFERENCES "public"."orders"\("tenant_id","id","customer_id"\)/)
  expect(migration).not.toContain('CREATE TABLE "orders"')
  expect(run('npx', 'platform-db', 'generate', '--check', '--schema', 'src/schema.ts', '--out', 'drizzle')).toContain(
    'no changes',
  )
})

test('it compiles against the types in the tarball', () => {
  expect(run('npx', 'tsc', '-p', 'tsconfig.json')).toBe('')
})

test('it passes its unit tests in process, ours and its own migrations applied', () => {
  expect(run('npx', 'vitest', 'run', '--no-color')).toMatch(/Tests\s+3 passed/)
})
