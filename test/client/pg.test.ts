import postgres from 'postgres'
import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest'
import {
  acceptOrder,
  batch,
  customers,
  type Db,
  type DbEvent,
  isDbError,
  listOrders,
  newId,
  openDb,
} from '../../src/index.ts'
import { newTenant, openTestDb, type ServerDatabase, type TestDb, type TestTenant } from '../../src/testing.ts'

describe('the driver pg', () => {
  let direct: TestDb
  let server: ServerDatabase
  let tenant: TestTenant
  let root: ReturnType<typeof postgres>

  beforeAll(async () => {
    direct = await openTestDb({ serverUrl: inject('serverUrl') })
    if (!direct.server) throw new Error('this test needs a server')
    server = direct.server
    tenant = await newTenant(direct)
    root = postgres(server.superuserUrl, { max: 1, onnotice: () => undefined })
    await root.unsafe(`
      create table promises (name text primary key, keeps text,
        constraint promises_kept foreign key (keeps) references promises deferrable initially deferred);
      grant select, insert on promises to app_user`)
  })
  afterAll(async () => {
    await root.end()
    await direct.close()
  })

  /** One connection, so that what is prepared on it can be looked at. */
  async function withHandle(work: (db: Db, events: DbEvent[]) => Promise<void>): Promise<void> {
    const events: DbEvent[] = []
    const { url, contextKey } = server
    const onEvent = (event: DbEvent) => events.push(event)
    const db = await openDb({ url, contextKey, connections: 1, driver: 'pg', onEvent })
    try {
      await work(db, events)
    } finally {
      await db.close()
    }
  }

  const preparedOn = async (db: Db) => {
    const text = sql`select statement from pg_prepared_statements`
    const rows = await db.as(tenant.staff, (tx) => tx.execute<{ statement: string }>(text))
    return rows.map(({ statement }) => statement)
  }

  const promise = (name: string, keeps: string | null) => sql`insert into promises values (${name}, ${keeps})`

  test('sends no BEGIN for a transaction that is one flush, and one where the work awaits', () =>
    withHandle(async (db) => {
      await db.as(tenant.staff, (tx) => tx.insert(customers).values({ displayName: 'Una' }))
      const begins = (statements: readonly string[]) =>
        statements.filter((text) => text.startsWith('begin') && !text.endsWith('read only'))
      expect(begins(await preparedOn(db))).toEqual([])
      await db.as(tenant.staff, async (tx) => {
        await listOrders(tx)
      })
      expect(begins(await preparedOn(db))).toEqual(['begin isolation level read committed'])
    }))

  test('is what a handle takes that asks for no driver, where it is installed', async () => {
    const { url, contextKey } = server
    await using db = await openDb({ url, contextKey, connections: 1 })
    // postgres.js would have prepared the BEGIN of the scope that asks.
    expect((await preparedOn(db)).filter((text) => text === 'begin isolation level read committed')).toEqual([])
  })

  test('writes all of a flush or nothing: what came before a failure is undone without a ROLLBACK', () =>
    withHandle(async (db) => {
      const work = db.as(tenant.staff, (tx) =>
        batch([tx.execute(promise('before', null)), tx.execute(sql`select 1 / 0`)], () => undefined),
      )
      await expect(work).rejects.toMatchObject({ code: 'INVALID', details: { sqlstate: '22012' } })
      expect(await root`select name from promises where name = 'before'`).toEqual([])
    }))

  test('fails a commit by what a deferred constraint says at the Sync, and keeps the connection', () =>
    withHandle(async (db, events) => {
      const work = db.as(tenant.staff, (tx) => tx.execute(promise('dangling', 'nothing')))
      await expect(work).rejects.toMatchObject({
        code: 'REFERENCED',
        details: { constraint: 'promises_kept', table: 'promises' },
      })
      await db.as(tenant.staff, (tx) => batch([tx.execute(promise('a', 'b')), tx.execute(promise('b', 'a'))], () => 1))
      expect(await root`select name from promises where name in ('a', 'b', 'dangling') order by name`).toEqual([
        { name: 'a' },
        { name: 'b' },
      ])
      expect(events.filter(({ kind }) => kind === 'connection')).toEqual([{ kind: 'connection', what: 'opened' }])
    }))

  test('fails a commit by what a deferred constraint says at the COMMIT of a longer transaction, too', () =>
    withHandle(async (db) => {
      const work = db.as(tenant.staff, async (tx) => {
        await tx.execute(promise('late', 'nothing'))
      })
      await expect(work).rejects.toMatchObject({ code: 'REFERENCED', details: { constraint: 'promises_kept' } })
      expect(await db.as(tenant.staff, (tx) => tx.execute(sql`select 1 as one`))).toEqual([{ one: 1 }])
    }))

  test('ends the transaction that a failure leaves open behind a commit that was skipped', () =>
    withHandle(async (db) => {
      const read = { isolation: 'repeatable read' } as const
      const work = db.as(tenant.staff, (tx) => tx.execute(sql`select 1 / 0`), read)
      await expect(work).rejects.toMatchObject({ code: 'INVALID' })
      const state = sql`select pg_current_xact_id_if_assigned() is null as clean, current_setting('transaction_isolation') as isolation`
      expect(await db.as(tenant.staff, (tx) => tx.execute(state))).toEqual([
        { clean: true, isolation: 'read committed' },
      ])
    }))

  test('refuses a statement that begins a transaction by itself: nobody would commit what follows', () =>
    withHandle(async (db) => {
      const work = db.as(tenant.staff, (tx) =>
        batch([tx.execute(promise('begun', null)), tx.execute('begin')], () => 1),
      )
      await expect(work).rejects.toMatchObject({ code: 'INTERNAL' })
      expect(await root`select name from promises where name = 'begun'`).toEqual([])
      expect(await db.as(tenant.staff, (tx) => listOrders(tx))).toEqual([])
    }))

  test('refuses COPY FROM STDIN, whose data the rest of the flush would be taken for', () =>
    withHandle(async (db) => {
      const work = db.as(tenant.staff, (tx) =>
        batch([tx.execute('copy promises from stdin'), tx.execute(promise('copied', null))], () => 1),
      )
      await expect(work).rejects.toMatchObject({ code: 'INVALID' })
      expect(await root`select name from promises where name = 'copied'`).toEqual([])
      expect(await db.as(tenant.staff, (tx) => listOrders(tx))).toEqual([])
    }))

  test('is read committed in one flush, whatever the server does by default', () =>
    withHandle(async (db) => {
      const name = new URL(server.superuserUrl).pathname.slice(1)
      await root.unsafe(`alter database ${name} set default_transaction_isolation = 'serializable'`)
      await root`select pg_terminate_backend(pid) from pg_stat_activity where usename = 'app_user' and datname = current_database()`
      const isolation = sql`select current_setting('transaction_isolation') as level`
      const level = () => db.as(tenant.staff, (tx) => tx.execute(isolation), { retry: true })
      // The killed connection may be found out only now.
      await level().catch(() => undefined)
      expect(await level()).toEqual([{ level: 'read committed' }])
      await root.unsafe(`alter database ${name} reset default_transaction_isolation`)
    }))

  test('keeps 256 statements prepared on a connection, and forgets the one not used for longest', () =>
    withHandle(async (db) => {
      const ask = (n: number) =>
        db.as(tenant.staff, (tx) => tx.execute<{ n: number }>(sql.raw(`select ${n}::int as n`)))
      for (let n = 0; n < 300; n += 1) {
        expect(await ask(n)).toEqual([{ n }])
        await ask(0)
      }
      const prepared = await preparedOn(db)
      // The one that this very look took the place of is closed by the next flush.
      expect(prepared).toHaveLength(257)
      expect(prepared).toContain('select 0::int as n')
      expect(prepared).not.toContain('select 1::int as n')
      expect(await ask(1)).toEqual([{ n: 1 }])
    }))

  test('prepares a statement anew when its table has changed, after one failure', () =>
    withHandle(async (db) => {
      await root`create table changing as select 1 as a`
      await root`grant select on changing to app_user`
      const look = () => db.as(tenant.staff, (tx) => tx.execute('select * from changing'))
      expect(await look()).toEqual([{ a: 1 }])
      await root`alter table changing add column b text default 'new'`
      await expect(look()).rejects.toMatchObject({ details: { sqlstate: '0A000' } })
      expect(await look()).toEqual([{ a: 1, b: 'new' }])
    }))

  test('knows a statement whose preparation was skipped behind a failure as not prepared', () =>
    withHandle(async (db) => {
      const skipped = sql.raw(`select 'skipped' as what`)
      const work = db.as(tenant.staff, (tx) => batch([tx.execute(sql`select 1 / 0`), tx.execute(skipped)], () => 1))
      await expect(work).rejects.toMatchObject({ code: 'INVALID' })
      expect(await db.as(tenant.staff, (tx) => tx.execute(skipped))).toEqual([{ what: 'skipped' }])
      expect((await preparedOn(db)).filter((text) => text.includes(`'skipped'`))).toHaveLength(1)
    }))

  test('takes statements of several ticks without an answer in between, in their order', () =>
    withHandle(async (db) => {
      const answers = await db.as(tenant.staff, async (tx) => {
        const asked: Promise<unknown>[] = []
        for (const n of [1, 2, 3]) {
          asked.push(tx.execute(sql`select ${n}::int as n`).execute())
          await Promise.resolve().then(() => Promise.resolve())
        }
        return Promise.all(asked)
      })
      expect(answers).toEqual([[{ n: 1 }], [{ n: 2 }], [{ n: 3 }]])
    }))

  test('gives text for what a number would lose, and names the rule that was broken', () =>
    withHandle(async (db) => {
      const values = sql`select 1.10::numeric as amount, 9007199254740993 as big, true as flag, 7 as small, null as nothing,
        '2026-11-21 12:00:00+00'::timestamptz as at, '{"a": 1}'::jsonb as document, array['x'] as list, '\\x00ff'::bytea as bytes`
      const other = await openDb({ url: server.url, contextKey: server.contextKey, driver: 'postgres' })
      const [mine] = await db.as(tenant.staff, (tx) => tx.execute(values))
      expect(mine).toEqual((await other.as(tenant.staff, (tx) => tx.execute(values)))[0])
      expect(mine).toMatchObject({ amount: '1.10', big: '9007199254740993', flag: true, small: 7, bytes: '\\x00ff' })
      const wrong = (on: Db) =>
        on.as(tenant.staff, (tx) => acceptOrder(tx, { orderId: newId() })).catch((error: unknown) => error)
      const [own, others] = [await wrong(db), await wrong(other)].map((error) => isDbError(error) && error)
      expect(own).toMatchObject({ code: 'NOT_FOUND', details: { constraint: 'orders_known', sqlstate: 'P0002' } })
      expect(own && own.details).toEqual(others && others.details)
      await other.close()
    }))
})
