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
  async function ordersAfter(statement: string, value: string, table = 'orders'): Promise<string> {
    try {
      return await login.begin(async (sql) => {
        await sql.unsafe(statement.replace('%L', `'${value}'`))
        const [row] = await sql`select count(*) as count from ${sql(table)}`
        return `${row?.['count']} ${table}`
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

  describe('in strict mode', () => {
    const readers = ['app.tenant_id()', 'app.actor_id()', 'app.actor_kind()', 'app.actor()'] as const
    const flipped = (text: string, place: number) =>
      text.slice(0, place) + (text[place] === '0' ? '1' : '0') + text.slice(place + 1)

    beforeAll(() => setStrict({ url: server.superuserUrl }, true))
    afterAll(() => setStrict({ url: server.superuserUrl }, false))

    /** What one function says of a context that was set by hand, when nothing else in the statement reads it. */
    async function answer(reader: string, value: string): Promise<string> {
      try {
        return await login.begin(async (sql) => {
          await sql.unsafe(`set local app.context = '${value}'`)
          const [row] = await sql.unsafe(`select ${reader}::text as answer`)
          return String(row?.['answer'])
        })
      } catch (error) {
        return error instanceof postgres.PostgresError ? (error.constraint_name ?? error.code) : String(error)
      }
    }

    test.for(readers)('%s reads what is signed, and nothing else', async (reader) => {
      const good = token(tenant.customer)
      const { tenantId, customerId } = tenant
      const answers = {
        tenant_id: tenantId,
        actor_id: customerId,
        actor_kind: 'customer',
        actor: `customer:${customerId}`,
      }
      const wanted = Object.entries(answers).find(([name]) => reader === `app.${name}()`)
      expect(await answer(reader, good)).toBe(wanted?.[1])
      const refusals = {
        unsigned: await answer(reader, '0'.repeat(64) + good.slice(64)),
        tenant: await answer(reader, good.slice(0, 79) + newId() + good.slice(115)),
        actor: await answer(reader, good.slice(0, 115) + newId()),
        kind: await answer(reader, `${good.slice(0, 78)}s${good.slice(79)}`),
        expiry: await answer(reader, `${good.slice(0, 68)}9999999999${good.slice(78)}`),
        capitals: await answer(reader, good.slice(0, 64).toUpperCase() + good.slice(64)),
        letters: await answer(reader, `${good.slice(0, 64)}abcdefghijklmn${good.slice(78)}`),
        // Bytes that make the number of the key that signed, and are not its digits: 10 × -1 + 11.
        sameNumber: await answer(reader, `${good.slice(0, 64)}00/;${good.slice(68)}`),
        // 151 bytes, but not 151 characters.
        wide: await answer(reader, `é${good.slice(2)}`),
        long: await answer(reader, `${good}0`),
        expired: await answer(reader, token(tenant.customer, new Date(Date.now() - 5000))),
        unknownKey: await answer(reader, `${good.slice(0, 64)}9998${good.slice(68)}`),
        nothing: await answer(reader, ''),
      }
      const invalid = 'app_context_invalid'
      expect(refusals).toEqual({
        unsigned: invalid,
        tenant: invalid,
        actor: invalid,
        kind: invalid,
        expiry: invalid,
        capitals: invalid,
        letters: invalid,
        sameNumber: invalid,
        wide: invalid,
        long: invalid,
        expired: 'app_context_expired',
        unknownKey: 'app_context_key_unknown',
        nothing: 'app_context_missing',
      })
    })

    test('every character of the token is looked at', async () => {
      const good = token(tenant.staff)
      for (let place = 0; place < good.length; place += 1) {
        // Either it is another key, or no signature of this one.
        expect(await answer('app.tenant_id()', flipped(good, place)), `place ${place + 1}`).toBe(
          place >= 64 && place < 68 ? 'app_context_key_unknown' : 'app_context_invalid',
        )
      }
    })

    test('one good answer lends nothing to the next, neither in a statement nor in a transaction', async () => {
      const [good, bad] = [token(tenant.staff), flipped(token(tenant.staff), 0)]
      const asked = login.begin(async (sql) => {
        await sql.unsafe(`set local app.context = '${good}'`)
        await sql.unsafe(`prepare of_tenant as select app.tenant_id()`)
        for (let i = 0; i < 7; i += 1) await sql.unsafe(`execute of_tenant`)
        await sql.unsafe(`set local app.context = '${bad}'`)
        await sql.unsafe(`execute of_tenant`)
      })
      await expect(asked).rejects.toMatchObject({ constraint_name: 'app_context_invalid' })
      await login.unsafe('deallocate all')
    })

    test('a table that all kinds may read verifies at its guard', async () => {
      const reading = (value: string) => ordersAfter('set local app.context = %L', value, 'branches')
      expect(await reading(token(tenant.courier))).toBe('1 branches')
      expect(await reading(flipped(token(tenant.courier), 0))).toBe('app_context_invalid')
      expect(await reading(token(tenant.courier, new Date(Date.now() - 5000)))).toBe('app_context_expired')
    })
  })

  test('is read once for a table that all kinds may read, and still names the tenant without its guard', async () => {
    const plan = await login.begin(async (sql) => {
      await sql.unsafe(`select app.enter('${token(tenant.courier)}')`)
      return sql.unsafe(`explain (costs off) select * from branches`)
    })
    expect(
      plan
        .map((row) => String(row['QUERY PLAN']))
        .join('\n')
        .match(/InitPlan/g),
    ).toHaveLength(1)
    const root = postgres(server.superuserUrl, { max: 1, onnotice: () => undefined })
    const other = await newTenant(db)
    try {
      await root.begin(async (sql) => {
        await sql.unsafe('drop policy branches_tenant on branches')
        await sql.unsafe(`set local app.context = '${token(other.staff)}'`)
        await sql.unsafe('set local role app_user')
        const rows = await sql.unsafe('select distinct tenant_id from branches')
        expect(rows).toEqual([{ tenant_id: other.tenantId }])
        throw new Error('undo')
      })
    } catch (error) {
      expect(error).toMatchObject({ message: 'undo' })
    } finally {
      await root.end()
    }
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
