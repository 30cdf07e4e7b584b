import { execFile } from 'node:child_process'
import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest'
import { isDbError, openDb } from '../../src/index.ts'
import { safeRelease } from '../../src/kernel/server-fixes.ts'
import { newTenant, openTestDb, type TestDb, type TestTenant } from '../../src/testing.ts'
import { connect } from '../migrations/a-database.ts'

const page = readFileSync(new URL('../../SECURITY.md', import.meta.url), 'utf8')
const root = fileURLToPath(new URL('../../', import.meta.url))

/** The shell commands of the page, in their order. */
const [strict, plan, tidy, leak, passwords] = [...page.matchAll(/```sh\n([\s\S]*?)```/g)].map((match) => match[1] ?? '')

test('SECURITY.md names the minor releases that have every fix, and no other', () => {
  const releases = [15, 16, 17, 18].map((major) => safeRelease(major)).join(', ')
  expect(page.replaceAll(/\s+/g, ' ')).toContain(`warns below ${releases}:`)
})

describe('the commands of SECURITY.md, as they stand there,', () => {
  let folder: string
  let db: TestDb
  let tenant: TestTenant
  /** What the shell goes on with from one block to the next. */
  let env: Record<string, string>

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'platform-db-runbook-'))
    // `npx platform-db` as it is after an installation: the command line of these sources.
    const npx = join(folder, 'npx')
    const main = join(root, 'src/cli/main.ts')
    writeFileSync(
      npx,
      `#!/bin/sh\nshift\nexec "${process.execPath}" --import "${import.meta.resolve('tsx')}" "${main}" "$@"\n`,
    )
    chmodSync(npx, 0o755)
    db = await openTestDb({ serverUrl: inject('serverUrl') })
    tenant = await newTenant(db)
    env = {
      PATH: `${folder}${delimiter}${process.env['PATH'] ?? ''}`,
      MIGRATE_URL: db.server!.superuserUrl,
      OLD_CONTEXT_KEY: db.server!.contextKey,
    }
  })
  afterAll(async () => {
    rmSync(folder, { recursive: true, force: true })
    await db.close()
  })

  async function shell(block: string | undefined): Promise<string> {
    if (block === undefined) throw new Error('SECURITY.md lost a block of commands')
    const { stdout } = await promisify(execFile)('/bin/sh', ['-ec', `${block}\necho "--"; env`], { cwd: root, env })
    const [said = '', variables = ''] = stdout.split('\n--\n')
    for (const [, name = '', value = ''] of variables.matchAll(/^([A-Z_]+_(?:KEY|PASSWORD))=(.*)$/gm)) env[name] = value
    return said
  }

  const opens = (contextKey: string | undefined) =>
    openDb({ url: db.server!.url, contextKey: String(contextKey) }).then(
      async (opened) => {
        await opened.close()
        return 'opens'
      },
      (error: unknown) => (isDbError(error) ? error.code : String(error)),
    )

  const keys = async () => {
    const sql = connect(db.server!.superuserUrl)
    const rows =
      await sql`select key_id as id, valid_until_at is null as stays from app_private.context_keys order by 1`
    await sql.end()
    return rows.map(({ id, stays }) => `${id}${stays === true ? '' : ' ends'}`)
  }

  test('turn the strict context on', async () => {
    expect(await shell(strict)).toBe('strict context: on')
  })

  test('rotate by plan: both keys are good meanwhile, and work under the old one goes on', async () => {
    await shell(plan)
    expect(await keys()).toEqual(['1 ends', '2'])
    expect([await opens(env['OLD_CONTEXT_KEY']), await opens(env['NEW_CONTEXT_KEY'])]).toEqual(['opens', 'opens'])
    expect(await db.as(tenant.staff, (tx) => tx.execute('select 1 as one'))).toEqual([{ one: 1 }])
  })

  test('turn back, and on again', async () => {
    const back = /`(NEW_CONTEXT_KEY=\$OLD_CONTEXT_KEY [^`]*)`/.exec(page)?.[1]
    await shell(`(${back ?? 'exit 1'})`)
    expect(await keys()).toEqual(['1', '2 ends'])
    await shell('npx platform-db keys rotate')
    expect(await keys()).toEqual(['1 ends', '2'])
  })

  test('remove what has ended', async () => {
    const sql = connect(db.server!.superuserUrl)
    await sql`update app_private.context_keys set valid_until_at = now() where key_id = 1`
    await sql.end()
    // The doctor ends with 1 on a server that lacks a fix; here only what it says of keys counts.
    const said = await shell(tidy?.replace('platform-db doctor', 'platform-db doctor || true'))
    expect(said).not.toMatch(/RLS-70/)
    expect(await keys()).toEqual(['2'])
    expect(await opens(env['OLD_CONTEXT_KEY'])).toBe('CONTEXT_KEY_UNKNOWN')
  })

  test('after a leak end the old key at once, for processes that run too', async () => {
    const leaked = env['NEW_CONTEXT_KEY']
    await using running = await openDb({ url: db.server!.url, contextKey: String(leaked) })
    await shell(leak)
    expect(await keys()).toEqual(['3'])
    expect([await opens(leaked), await opens(env['NEW_CONTEXT_KEY'])]).toEqual(['CONTEXT_KEY_UNKNOWN', 'opens'])
    await expect(running.as(tenant.staff, (tx) => tx.execute('select 1'))).rejects.toMatchObject({
      code: 'CONTEXT_KEY_UNKNOWN',
    })
  })

  test('set passwords again, and leave the key as it is', async () => {
    // The one that every test database of this cluster has: roles belong to the cluster.
    env['NEW_APP_PASSWORD'] = env['NEW_ADMIN_PASSWORD'] = 'only-for-tests'
    expect(await shell(passwords)).toContain('password set: app_user')
    expect(await keys()).toEqual(['3'])
    expect(await opens(env['CONTEXT_KEY'])).toBe('opens')
  })
})
