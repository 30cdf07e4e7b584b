import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { scaffold } from '../../src/cli/scaffold.ts'
import { runCli } from './run-cli.ts'

const paths = Object.keys(scaffold)

test('init begins an application, in a folder that it makes', async () => {
  using place = aFolder()
  const { code, stdout, stderr } = await runCli(['init', 'app', '--json'], { cwd: place.path })
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
  expect(JSON.parse(stdout)).toEqual({ folder: 'app', written: paths })
  const app = join(place.path, 'app')
  const written = readdirSync(app, { recursive: true, encoding: 'utf8' })
  expect(written.filter((path) => paths.includes(path)).sort()).toEqual([...paths].sort())
  for (const path of paths) expect(readFileSync(join(app, path), 'utf8')).toBe(scaffold[path])
})

test('init overwrites nothing, and then writes nothing', async () => {
  using place = aFolder()
  writeFileSync(join(place.path, 'tsconfig.json'), '{}')
  const { code, stdout, stderr } = await runCli(['init'], { cwd: place.path })
  expect({ code, stdout }).toEqual({ code: 1, stdout: '' })
  expect(stderr).toBe('CONFLICT: nothing is overwritten, and nothing was written: tsconfig.json is there\n')
  expect(readdirSync(place.path)).toEqual(['tsconfig.json'])
  expect(readFileSync(join(place.path, 'tsconfig.json'), 'utf8')).toBe('{}')
})

test('the scaffold has no secret in it, and no login above row level security for the application', () => {
  const env = scaffold['.env.example'] ?? ''
  expect(env).toMatch(/^CONTEXT_KEY=$/m)
  expect(env).toMatch(/^DATABASE_URL=postgres:\/\/app_user:/m)
})

function aFolder() {
  const path = mkdtempSync(join(tmpdir(), 'platform-db-init-'))
  return { path, [Symbol.dispose]: () => rmSync(path, { recursive: true, force: true }) }
}
