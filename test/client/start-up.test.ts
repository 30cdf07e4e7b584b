import { randomBytes } from 'node:crypto'
import postgres, { type Sql } from 'postgres'
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest'
import { judgeLogin } from '../../src/client/start-up.ts'
import { type DbEvent, isDbError, newContextKey, openDb } from '../../src/index.ts'
import { setStrict } from '../../src/migrations.ts'
import { openTestDb, type ServerDatabase, type TestDb } from '../../src/testing.ts'
import { serverDrivers } from '../../src/client/drivers/server-drivers.ts'

describe.each(serverDrivers)('openDb, with the driver %s, refuses', (driver) => {
  let db: TestDb
  let server: ServerDatabase
  let root: Sql
  const logins: string[] = []

  beforeAll(async () => {
    db = await openTestDb({ serverUrl: inject('serverUrl') })
    if (!db.server) throw new Error('this test needs a server')
    server = db.server
    root = postgres(server.superuserUrl, { max: 1, onnotice: () => undefined })
  })
  afterAll(async () => {
    for (const login of logins) await root.unsafe(`drop owned by ${login}; drop role ${login}`)
    await root.end()
    await db.close()
  })

  /** A login of this test alone: app_user belongs to every test of the cluster. */
  async function aLogin(attributes: string): Promise<string> {
    const login = `login_${randomBytes(4).toString('hex')}`
    await root.unsafe(`create role ${login} login password 'only-for-tests' ${attributes}`)
    logins.push(login)
    return login
  }

  function urlOf(login: string): string {
    const url = new URL(server.url)
    url.username = login
    url.password = 'only-for-tests'
    return url.href
  }

  /** How openDb answers: a code and what it says, or `opened`. */
  async function opening(options: { readonly login?: string; readonly key?: string; readonly admin?: string }) {
    const events: DbEvent[] = []
    try {
      const opened = await openDb({
        url: options.login === undefined ? server.url : urlOf(options.login),
        contextKey: options.key ?? server.contextKey,
        driver,
        ...(options.admin === undefined ? {} : { adminUrl: urlOf(options.admin) }),
        onEvent: (event) => events.push(event),
      })
      await opened.close()
      return { code: 'opened', message: events.flatMap((e) => (e.kind === 'warning' ? [e.message] : [])).join('\n') }
    } catch (error) {
      return isDbError(error)
        ? { code: error.code, message: error.message }
        : { code: 'INTERNAL', message: String(error) }
    }
  }

  test.for([
    ['superuser', 'is a superuser'],
    ['bypassrls', 'has BYPASSRLS'],
    ['createrole', 'may create roles'],
    ['createdb', 'may create databases'],
    ['replication', 'may replicate'],
  ] as const)('a login with %s, and names the one to use', async ([attribute, fault]) => {
    const { code, message } = await opening({ login: await aLogin(attribute) })
    expect({ code, message }).toEqual({ code: 'UNSAFE_ROLE', message: expect.stringContaining(fault) })
    expect(message).toContain('connect as app_user')
    expect(message).toContain('platform-db provision')
  })

  test.for([
    ['a table', 'create table theirs (id int); alter table theirs owner to'],
    [
      'a function',
      'create function theirs() returns int language sql as $$ select 1 $$; alter function theirs() owner to',
    ],
    ['a schema', 'create schema theirs; alter schema theirs owner to'],
  ] as const)('a login that owns %s', async ([, statements]) => {
    const login = await aLogin('')
    await root.unsafe(`${statements} ${login}`)
    expect(await opening({ login })).toEqual({ code: 'UNSAFE_ROLE', message: expect.stringContaining('owns objects') })
    await root.unsafe(`drop owned by ${login}`)
  })

  test('a login that owns the database', async () => {
    const login = await aLogin('')
    const name = new URL(server.url).pathname.slice(1)
    await root.unsafe(`alter database ${name} owner to ${login}`)
    expect(await opening({ login })).toMatchObject({ code: 'UNSAFE_ROLE' })
    await root.unsafe(`alter database ${name} owner to current_user`)
  })

  test('a login that is a member of a role, even of one that may nothing', async () => {
    const [nothing, login] = [await aLogin(''), await aLogin('')]
    await root.unsafe(`grant ${nothing} to ${login}`)
    expect(await opening({ login })).toEqual({ code: 'UNSAFE_ROLE', message: expect.stringContaining('is a member') })
  })

  test('an administrators’ login that is a superuser, and takes one with BYPASSRLS', async () => {
    expect(await opening({ admin: await aLogin('superuser') })).toEqual({
      code: 'UNSAFE_ROLE',
      message: expect.stringContaining('connect as app_admin'),
    })
    expect(await opening({ admin: await aLogin('bypassrls') })).toMatchObject({ code: 'opened' })
  })

  test.for([
    ['row level security off', 'disable row level security', 'enable row level security'],
    ['row level security not forced', 'no force row level security', 'force row level security'],
  ] as const)('a database with %s on one table, by name', async ([, breaks, mends]) => {
    await root.unsafe(`alter table orders ${breaks}`)
    const answer = await opening({})
    await root.unsafe(`alter table orders ${mends}`)
    expect(answer).toEqual({
      code: 'UNSAFE_SERVER',
      message: 'tables with a tenant_id but without forced row level security: orders; `platform-db doctor` tells more',
    })
  })

  test('a database in which a table lost its guard, or never had one and a column of it is granted', async () => {
    await root.unsafe('drop policy orders_tenant on orders')
    const answer = await opening({})
    await root.unsafe(`create policy orders_tenant on orders as restrictive for all to public
      using (tenant_id = (select app.tenant_id())) with check (tenant_id = (select app.tenant_id()))`)
    expect(answer).toEqual({ code: 'UNSAFE_SERVER', message: expect.stringContaining('without their guard: orders;') })
    await root.unsafe('create table parts (tenant_id uuid, body text); grant update (body) on parts to app_user')
    expect(await opening({})).toMatchObject({ code: 'UNSAFE_SERVER' })
    await root.unsafe('drop table parts')
    expect(await opening({})).toMatchObject({ code: 'opened' })
  })

  test('a key that the database does not hold: another secret, another id, an ended one, none at all', async () => {
    const refusal = { code: 'CONTEXT_KEY_UNKNOWN', message: expect.stringContaining('platform-db provision') }
    expect(await opening({ key: newContextKey(1) })).toEqual(refusal)
    expect(await opening({ key: newContextKey(7) })).toEqual(refusal)
    await root.unsafe(`update app_private.context_keys set valid_until_at = now() - interval '1 second'`)
    expect(await opening({})).toEqual(refusal)
    await root.unsafe('create table kept as table app_private.context_keys; delete from app_private.context_keys')
    expect(await opening({})).toEqual(refusal)
    await root.unsafe(
      'insert into app_private.context_keys table kept; update app_private.context_keys set valid_until_at = null; drop table kept',
    )
    expect(await opening({})).toMatchObject({ code: 'opened' })
    expect(await opening({ key: 'not a key' })).toMatchObject({ code: 'INVALID' })
  })

  test('a database without the schema, and says how to install it', async () => {
    const name = `empty_${randomBytes(4).toString('hex')}`
    await root.unsafe(`create database ${name}`)
    const url = new URL(server.url)
    url.pathname = `/${name}`
    await expect(openDb({ url: url.href, contextKey: server.contextKey, driver })).rejects.toMatchObject({
      code: 'NOT_MIGRATED',
      message: expect.stringContaining('platform-db migrate'),
    })
    await root.unsafe(`drop database ${name}`)
  })

  test('nothing that only weakens a defence, but warns of it', async () => {
    const name = new URL(server.url).pathname.slice(1)
    await root.unsafe(`grant temporary on database ${name} to public`)
    await root.unsafe('grant execute on function pg_catalog.set_config(text, text, boolean) to app_user')
    const open = await opening({})
    expect(open).toEqual({ code: 'opened', message: expect.stringContaining('temporary tables') })
    expect(open.message).toContain('platform-db context --strict on')
    await setStrict({ url: server.superuserUrl }, true)
    expect((await opening({})).message).not.toContain('set_config')
    await setStrict({ url: server.superuserUrl }, false)
    await root.unsafe(`revoke temporary on database ${name} from public`)
    await root.unsafe('revoke execute on function pg_catalog.set_config(text, text, boolean) from app_user')
    expect((await opening({})).message).not.toMatch(/temporary|set_config/)
  })
})

describe('what openDb thinks of a version', () => {
  const harmless = { superuser: false, is_owner: false, is_member: false, migrated: true }
  const of = (version: number) => judgeLogin([{ ...harmless, version }], 'app_user')

  test('before 15 is refused, whatever else is right', () => {
    for (const version of [90624, 130023, 140025]) {
      expect(() => of(version)).toThrow(
        expect.objectContaining({ code: 'UNSAFE_SERVER', details: { need: 'PostgreSQL 15' } }),
      )
    }
  })

  test('a minor release without the fixes is warned of, with the one to update to', () => {
    expect(of(150019)).toEqual([
      'this server lacks fixes of row level security (CVE-2026-116311, CVE-2026-116327, CVE-2026-120154): update it to 15.20 or later',
    ])
    expect(of(160010)[0]).toContain('update it to 16.16 or later')
    expect(of(170005)[0]).toContain('CVE-2025-8713')
    expect(of(180006)[0]).toContain('update it to 18.7 or later')
  })

  test('a release with all of them, or one to come, is served in silence', () => {
    for (const version of [150020, 160016, 170012, 180007, 190000]) expect(of(version)).toEqual([])
  })
})
