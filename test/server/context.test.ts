import { createHmac } from 'node:crypto'
import postgres from 'postgres'
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest'
import { type Actor, listOrders, newContextKey, newId, openDb } from '../../src/index.ts'
import { parseContextKey } from '../../src/kernel/context-key.ts'
import { rotateContextKey, setStrict } from '../../src/migrations.ts'
import { signContext } from '../../src/client/token.ts'
import { anOrder, newTenant, openTestDb, type ServerDatabase, type TestDb, type TestTenant } from '../../src/testing.ts'

describe('the signed context', () => {
  let db: TestDb
  let server: ServerDatabase
  let tenant: TestTenant
  let login: ReturnType<typeof postgres>

  beforeAll(async () => {
    db = await openTestDb({ serverUrl: inject('serverUrl') })
    if (!db.server) throw new Error('this test needs a server')
    server = db.server
    tenant = await newTenant(db)
    await anOrder(tenant)
    // Somebody with the application's password and nothing else.
    login = postgres(server.url, { max: 1, onnotice: () => undefined })
  })
  afterAll(async () => {
    await login.end()
    await db.close()
  })

  const soon = () => new Date(Date.now() + 60_000)
  const token = (actor: Actor, expiresAt = soon()) => signContext(parseContextKey(server.contextKey), actor, expiresAt)

  /** What a login without the library sees after it has entered, or set, a token by whatever statement. */
  async function ordersAfter(statement: string, value: string): Promise<string> {
    try {
      return await login.begin(async (sql) => {
        await sql.unsafe(statement.replace('%L', `'${value}'`))
        const [row] = await sql`select count(*) as count from orders`
        return `${row?.['count']} orders`
      })
    } catch (error) {
      return error instanceof postgres.PostgresError ? (error.constraint_name ?? error.code) : String(error)
    }
  }

  test('opens the tenant that it names, by either door', async () => {
    expect(await ordersAfter('select app.enter(%L)', token(tenant.staff))).toBe('1 orders')
    expect(await ordersAfter('select app.enter(%L)', token((await newTenant(db)).staff))).toBe('0 orders')
  })

  test.for([
    ['a signature that is not ours', (good: string) => '0'.repeat(64) + good.slice(64), 'app_context_invalid'],
    [
      'another tenant under a good signature',
      (good: string) => good.slice(0, 79) + newId() + good.slice(115),
      'app_context_invalid',
    ],
    ['another kind of actor', (good: string) => `${good.slice(0, 78)}v${good.slice(79)}`, 'app_context_invalid'],
    ['a later expiry', (good: string) => `${good.slice(0, 68)}9999999999${good.slice(78)}`, 'app_context_invalid'],
    ['an unknown key', (good: string) => `${good.slice(0, 64)}9998${good.slice(68)}`, 'app_context_key_unknown'],
    ['too little', (good: string) => good.slice(0, -1), 'app_context_invalid'],
    ['nothing', () => '', 'app_context_invalid'],
    ['words', () => "x'' or 1=1", 'app_context_invalid'],
  ] as const)('is refused with %s', async ([, forge, code]) => {
    expect(await ordersAfter('select app.enter(%L)', forge(token(tenant.staff)))).toBe(code)
  })

  test('is refused after its expiry', async () => {
    const past = token(tenant.staff, new Date(Date.now() - 5000))
    expect(await ordersAfter('select app.enter(%L)', past)).toBe('app_context_expired')
  })

  test('is set once in a transaction', async () => {
    const [first, second] = [token(tenant.staff), token(tenant.service)]
    expect(await ordersAfter(`select app.enter(%L), app.enter('${second}')`, first)).toBe('app_context_already_set')
  })

  test('cannot be changed inside a statement', async () => {
    const good = token(tenant.staff)
    const spoof = `select app.enter(%L), set_config('app.context', '${good}', true)`
    expect(await ordersAfter(spoof, good)).toBe('42501')
  })

  test('is the same HMAC-SHA-256 that anybody else would compute', () => {
    const { secret } = parseContextKey(server.contextKey)
    const made = token(tenant.staff)
    expect(made.slice(0, 64)).toBe(createHmac('sha256', secret).update(made.slice(64)).digest('hex'))
  })

  test('in the default mode trusts what the transaction has set; in strict mode only what is signed', async () => {
    const forged = `${'0'.repeat(64)}00010000000000v${tenant.tenantId}${tenant.tenantId}`.padEnd(151, '0').slice(0, 151)
    const layout = `${'0'.repeat(64)}00019999999999v${tenant.tenantId}${newId()}`
    expect(layout).toHaveLength(151)
    expect(forged).toHaveLength(151)
    // What strict mode is for: without it, the password alone is enough for whoever may send statements of their own.
    expect(await ordersAfter('set local app.context = %L', layout)).toBe('1 orders')
    await setStrict({ url: server.superuserUrl }, true)
    try {
      expect(await ordersAfter('set local app.context = %L', layout)).toBe('app_context_invalid')
      expect(await ordersAfter('set local app.context = %L', forged)).toBe('app_context_invalid')
      expect(await ordersAfter('select app.enter(%L)', token(tenant.staff))).toBe('1 orders')
      expect((await db.as(tenant.staff, (tx) => listOrders(tx))).length).toBe(1)
      expect((await anOrder(tenant)).folio).toBe(2)
    } finally {
      await setStrict({ url: server.superuserUrl }, false)
    }
    expect(await ordersAfter('set local app.context = %L', layout)).toBe('2 orders')
  })

  test('outlives a rotation of its key: two keys are good for the overlap, then one', async () => {
    const next = newContextKey(2)
    await rotateContextKey({ url: server.superuserUrl }, next, { overlapSeconds: 3600 })
    const rotated = await openDb({ url: server.url, contextKey: next })
    expect((await rotated.as(tenant.staff, (tx) => listOrders(tx))).length).toBe(2)
    expect((await db.as(tenant.staff, (tx) => listOrders(tx))).length).toBe(2)

    const after = newContextKey(3)
    await rotateContextKey({ url: server.superuserUrl }, after, { overlapSeconds: 0 })
    await expect(db.as(tenant.staff, (tx) => listOrders(tx))).rejects.toMatchObject({ code: 'CONTEXT_KEY_UNKNOWN' })
    await expect(openDb({ url: server.url, contextKey: server.contextKey })).rejects.toMatchObject({
      code: 'CONTEXT_KEY_UNKNOWN',
    })
    await rotated.close()
    const last = await openDb({ url: server.url, contextKey: after })
    expect((await last.as(tenant.staff, (tx) => listOrders(tx))).length).toBe(2)
    await last.close()
  })
})
