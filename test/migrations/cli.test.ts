import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { fileURLToPath } from 'node:url'
import { describe, expect, inject, test } from 'vitest'
import { isVerifierOf } from '../../src/migrations/scram.ts'
import { serverDatabase } from '../../src/testing/server-database.ts'
import { aDatabase, connect } from './a-database.ts'
import { AProject } from './a-project.ts'

const main = fileURLToPath(new URL('../../src/cli/main.ts', import.meta.url))
const root = fileURLToPath(new URL('../../', import.meta.url))

describe('platform-db', () => {
  test('migrate looks, applies and is then up to date', async () => {
    await using database = await aDatabase()
    const env = { MIGRATE_URL: database.url }
    expect(await run(['migrate', '--dry-run'], { env })).toMatchObject({
      code: 0,
      stdout: expect.stringMatching(/^pending 0000_init: \d+ statements\n/),
    })
    expect(JSON.parse((await run(['migrate', '--json'], { env })).stdout)).toMatchObject({
      applied: ['0000_init'],
      pending: [],
    })
    expect(await run(['migrate'], { env })).toEqual({ code: 0, stdout: 'up to date\n', stderr: '' })
    expect(await run(['partitions'], { env })).toMatchObject({ code: 0, stdout: 'every partition is there\n' })
  })

  test('keys and strict mode, with secrets in the environment alone', async () => {
    await using database = await aDatabase()
    const env = { MIGRATE_URL: database.url }
    await run(['migrate'], { env })
    const key = (await run(['keys', 'new', '--id', '7'], {})).stdout.trim()
    expect(key).toMatch(/^7:[\w-]{43}$/)
    expect(await run(['provision'], { env })).toMatchObject({
      code: 1,
      stderr: expect.stringContaining('set CONTEXT_KEY'),
    })
    expect(await run(['provision'], { env: { ...env, CONTEXT_KEY: key } })).toMatchObject({ code: 0 })
    const next = key.replace('7:', '8:')
    expect(await run(['keys', 'rotate'], { env: { ...env, NEW_CONTEXT_KEY: next } })).toMatchObject({ code: 0 })
    expect(await run(['context', '--strict', 'on'], { env })).toMatchObject({ code: 0, stdout: 'strict context: on\n' })
  })

  test('provision gives a login that may sign in no other password without --yes', { timeout: 180_000 }, async () => {
    const database = await serverDatabase(inject('serverUrl'), [])
    const { url, superuserUrl, contextKey } = database
    const sql = connect(superuserUrl)
    try {
      // The logins are the cluster's: their password stays what it is, for other tests sign in with it meanwhile.
      const { password: same } = new URL(url)
      const env = { MIGRATE_URL: superuserUrl, CONTEXT_KEY: contextKey, ADMIN_PASSWORD: same }
      expect(await run(['provision'], { env: { ...env, APP_PASSWORD: 'another password' } })).toEqual({
        code: 2,
        stdout: '',
        stderr:
          'USAGE: app_user may sign in already, with another password: add --yes, or leave the password out to keep it ' +
          '(platform-db provision --help shows how it is called)\n',
      })
      const kept = await sql`select rolpassword from pg_authid where rolname in ('app_admin', 'app_user')`
      expect(kept.map((row) => isVerifierOf(String(row['rolpassword']), same))).toEqual([true, true])
      // --yes goes past that to the next reason, before which nothing is written.
      const meant = { ...env, APP_PASSWORD: 'another password', CONTEXT_KEY: '1:short' }
      expect(await run(['provision', '--yes'], { env: meant })).toMatchObject({
        code: 1,
        stderr: expect.stringMatching(/^INVALID: /),
      })
      expect(await run(['provision'], { env: { ...env, APP_PASSWORD: same } })).toEqual({
        code: 0,
        stdout:
          'app_user and app_admin may sign in; the context key is installed\npassword set: app_user\npassword set: app_admin\n',
        stderr: '',
      })
    } finally {
      await sql.end()
      await database.drop()
    }
  })

  test('a failure is a code and what to do, on stderr, without a stack', async () => {
    const env = { MIGRATE_URL: 'postgres://nobody:secret@127.0.0.1:9/none' }
    const { code, stdout, stderr } = await run(['migrate', '--json'], { env })
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' })
    expect(JSON.parse(stderr)).toMatchObject({ error: { code: 'UNAVAILABLE' } })
    expect(stderr).not.toMatch(/secret|at .*\.ts/)
  })

  test('a wrong command line ends with 2', async () => {
    expect(await run(['migrat'], {})).toMatchObject({
      code: 2,
      stderr: expect.stringMatching(/^USAGE: Unknown command migrat: it is none of /),
    })
  })

  test('catalog import writes all rows or none, and then ends with 1', async () => {
    await using database = await aDatabase()
    const folder = mkdtempSync(join(tmpdir(), 'platform-db-catalog-'))
    const env = { MIGRATE_URL: database.url }
    const importing = (rows: string, ...args: readonly string[]) => {
      const file = join(folder, 'c_Moneda.csv')
      writeFileSync(file, `code,description,valid_from,valid_to\n${rows}`)
      return run(['catalog', 'import', file, '--catalog', 'c_Moneda', ...args], { env })
    }
    try {
      expect(await importing('MXN,Peso,2022-01-01,\n')).toMatchObject({
        code: 1,
        stderr: expect.stringContaining('NOT_MIGRATED'),
      })
      await run(['migrate'], { env })
      expect(await importing('MXN,Peso,2022-01-01,\n')).toEqual({ code: 0, stdout: 'c_Moneda: 1 rows\n', stderr: '' })
      expect(await importing('MXN,Peso,today,\n')).toEqual({
        code: 1,
        stdout: 'line 2, valid_from: must be a day as YYYY-MM-DD\nc_Moneda: nothing written, 1 rows refused\n',
        stderr: '',
      })
      expect(JSON.parse((await importing('MXN,Peso,today,\n', '--json')).stdout)).toMatchObject({
        catalog: 'c_Moneda',
        written: false,
        refused: [{ line: 2, column: 'valid_from' }],
      })
    } finally {
      rmSync(folder, { recursive: true })
    }
  })

  test('generate --check ends with 1 while something is pending', async () => {
    using project = new AProject()
    project.write(`export const tips = tenantTable('tips', { id: id(), text: text('text') }, { key, access })`)
    const args = ['generate', '--schema', 'schema.ts']
    expect(await run([...args, '--check'], { cwd: project.cwd })).toMatchObject({
      code: 1,
      stdout: expect.stringContaining('+ force:tips'),
    })
    expect(await run([...args, 'init'], { cwd: project.cwd })).toMatchObject({
      code: 0,
      stdout: expect.stringContaining('drizzle/0000_init.sql'),
    })
    expect(await run([...args, '--check'], { cwd: project.cwd })).toEqual({
      code: 0,
      stdout: 'no changes\n',
      stderr: '',
    })
    expect(await run([...args, 'by_hand', '--custom', '--no-transaction'], { cwd: project.cwd })).toMatchObject({
      code: 0,
    })
    expect(project.read('0001_by_hand')).toMatch(/^-- no-transaction\n/)
  })
})

interface Run {
  readonly env?: Readonly<Record<string, string>>
  readonly cwd?: string
}

async function run(args: readonly string[], { env = {}, cwd = root }: Run) {
  const child = spawn(process.execPath, ['--import', import.meta.resolve('tsx'), main, ...args], {
    cwd,
    env: { PATH: process.env['PATH'] ?? '', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const ended = new Promise<number | null>((resolve) => child.on('close', resolve))
  const [code, stdout, stderr] = await Promise.all([ended, text(child.stdout), text(child.stderr)])
  return { code, stdout, stderr }
}
