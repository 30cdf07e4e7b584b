import postgres from 'postgres'
import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest'
import {
  customers,
  type Db,
  type DbEvent,
  isDbError,
  listOrders,
  newContextKey,
  openDb,
  type TenantTx,
} from '../../src/index.ts'
import { newTenant, openTestDb, type ServerDatabase, type TestDb, type TestTenant } from '../../src/testing.ts'
import { startProxy, type Proxy } from '../lanes/proxy.ts'
import { serverDrivers } from '../../src/client/drivers/server-drivers.ts'

describe.each(serverDrivers)('when something breaks, with the driver %s,', (driver) => {
  const DEADLINE_MS = 2000
  /** Far below what anybody would wait without a deadline; a busy machine is late, not wrong. */
  const SOON_MS = 10_000
  let direct: TestDb
  let server: ServerDatabase
  let tenant: TestTenant
  let proxy: Proxy
  let root: ReturnType<typeof postgres>

  beforeAll(async () => {
    direct = await openTestDb({ serverUrl: inject('serverUrl') })
    if (!direct.server) throw new Error('this test needs a server')
    server = direct.server
    tenant = await newTenant(direct)
    proxy = await startProxy(server.url)
    root = postgres(server.superuserUrl, { max: 1, onnotice: () => undefined })
  })
  afterAll(async () => {
    await root.end()
    await proxy.close()
    await direct.close()
  })

  const errorOf = (work: Promise<unknown>) =>
    work.then(
      () => ({ code: 'no error' }),
      (error: unknown) => (isDbError(error) ? error : { code: String(error) }),
    )

  /** A handle through the proxy, for one test, with a pool of one: a lost connection would show at once. */
  async function withHandle(work: (db: Db, events: DbEvent[]) => Promise<void>, options = {}): Promise<void> {
    const events: DbEvent[] = []
    const db = await openDb({
      url: proxy.url,
      contextKey: server.contextKey,
      connections: 1,
      deadlineMs: DEADLINE_MS,
      driver,
      onEvent: (event) => events.push(event),
      ...options,
    })
    try {
      await work(db, events)
    } finally {
      proxy.blackhole(false)
      await db.close()
    }
  }

  const killBackends = () =>
    root`select pg_terminate_backend(pid) from pg_stat_activity where usename = 'app_user' and datname = current_database()`

  const addCustomer = (tx: TenantTx) => tx.insert(customers).values({ displayName: 'Nueva' })

  const countCustomers = (on: Db) => on.as(tenant.staff, (tx) => tx.$count(customers))

  test('an unreachable server is UNAVAILABLE within the deadline', async () => {
    const started = performance.now()
    const refused = await errorOf(
      openDb({
        url: 'postgres://app_user@127.0.0.1:1/none',
        contextKey: server.contextKey,
        deadlineMs: DEADLINE_MS,
        driver,
      }),
    )
    expect(refused.code).toBe('UNAVAILABLE')
    proxy.blackhole(true)
    const silent = await errorOf(
      openDb({ url: proxy.url, contextKey: server.contextKey, deadlineMs: DEADLINE_MS, driver }),
    )
    proxy.blackhole(false)
    expect(silent.code).toBe('UNAVAILABLE')
    expect(performance.now() - started).toBeLessThan(SOON_MS)
  })

  test('a server that goes away later is UNAVAILABLE for new work, and welcome when it is back', async () => {
    const own = await startProxy(server.url)
    const db = await openDb({
      url: own.url,
      contextKey: server.contextKey,
      connections: 1,
      deadlineMs: DEADLINE_MS,
      driver,
    })
    await own.close()
    const error = await errorOf(db.as(tenant.staff, (tx) => listOrders(tx)))
    expect(['UNAVAILABLE', 'COMMIT_UNKNOWN']).toContain(error.code)
    expect((await errorOf(db.as(tenant.staff, (tx) => listOrders(tx)))).code).toBe('UNAVAILABLE')
    await db.close()
  })

  test('all who wait in line for a server that is gone are told so, without waiting for each other', async () => {
    const own = await startProxy(server.url)
    const options = { url: own.url, contextKey: server.contextKey, connections: 1, deadlineMs: 30_000, driver }
    const db = await openDb(options)
    await own.close()
    await errorOf(countCustomers(db))
    const started = performance.now()
    const told = await Promise.all(Array.from({ length: 30 }, () => errorOf(countCustomers(db))))
    expect(new Set(told.map(({ code }) => code))).toEqual(new Set(['UNAVAILABLE']))
    // With tarn's pause of 200 ms between two tries it took 6 seconds.
    expect(performance.now() - started).toBeLessThan(4000)
    await db.close()
  })

  test('a backend killed between two statements loses the transaction, not the pool', () =>
    withHandle(async (db) => {
      const before = await countCustomers(db)
      const work = db.as(tenant.staff, async (tx) => {
        await addCustomer(tx)
        await killBackends()
        await addCustomer(tx)
      })
      expect((await errorOf(work)).code).toBe('CONNECTION_LOST')
      expect(await countCustomers(db)).toBe(before)
    }))

  test('a transaction idle for too long is ended by the server, and told so', () =>
    withHandle(
      async (db) => {
        const work = db.as(tenant.staff, async (tx) => {
          await addCustomer(tx)
          await new Promise((resolve) => {
            setTimeout(resolve, 2500)
          })
          await addCustomer(tx)
        })
        expect((await errorOf(work)).code).toBe('CONNECTION_LOST')
        expect((await errorOf(db.as(tenant.staff, (tx) => listOrders(tx)))).code).toBe('no error')
      },
      { deadlineMs: 600 },
    ))

  test('a connection that breaks with the commit under way is COMMIT_UNKNOWN, and nothing else is', () =>
    withHandle(async (db) => {
      const before = await countCustomers(db)
      await db.as(tenant.staff, addCustomer)
      proxy.blackhole('answers')
      const unknown = errorOf(db.as(tenant.staff, addCustomer))
      expect(await unknown).toMatchObject({ code: 'COMMIT_UNKNOWN', retryable: false })
      proxy.blackhole(false)
      // Unknown to the client; here the server had it.
      expect(await countCustomers(db)).toBe(before + 2)
    }))

  test('a read that nobody answers is TIMEOUT at the deadline, and the next one is answered', () =>
    withHandle(async (db) => {
      await countCustomers(db)
      proxy.blackhole('answers')
      const started = performance.now()
      const work = db.as(tenant.staff, (tx) => listOrders(tx), { readOnly: true })
      expect((await errorOf(work)).code).toBe('TIMEOUT')
      expect(performance.now() - started).toBeLessThan(SOON_MS)
      proxy.blackhole(false)
      expect((await errorOf(db.as(tenant.staff, (tx) => listOrders(tx)))).code).toBe('no error')
    }))

  test('a statement that takes too long is TIMEOUT, by the server, and keeps its connection', () =>
    withHandle(async (db, events) => {
      const work = db.as(tenant.staff, (tx) => tx.execute(sql`select pg_sleep(30)`))
      expect((await errorOf(work)).code).toBe('TIMEOUT')
      expect((await errorOf(db.as(tenant.staff, (tx) => listOrders(tx)))).code).toBe('no error')
      expect(events.filter((event) => event.kind === 'connection')).toEqual([{ kind: 'connection', what: 'opened' }])
    }))

  test('a reset connection is replaced', () =>
    withHandle(async (db) => {
      await countCustomers(db)
      proxy.cut()
      const codes = [await errorOf(countCustomers(db)), await errorOf(countCustomers(db))].map(({ code }) => code)
      expect(codes[1]).toBe('no error')
    }))

  test('a pool that is busy for too long is POOL_EXHAUSTED, and works again afterwards', () =>
    withHandle(async (db) => {
      let done: (value: unknown) => void = () => undefined
      const busy = db.as(
        tenant.staff,
        () =>
          new Promise((resolve) => {
            done = resolve
          }),
      )
      expect((await errorOf(countCustomers(db))).code).toBe('POOL_EXHAUSTED')
      done(1)
      await busy
      expect((await errorOf(countCustomers(db))).code).toBe('no error')
    }))

  test('a hundred killed backends leave no half transaction, no cross-tenant write and no hung caller', () =>
    withHandle(
      async (db) => {
        const tenants = [tenant, await newTenant(direct)]
        let kills = 0
        const killer = async () => {
          while (kills < 100) {
            const killed = await root`
              select pg_terminate_backend(pid) from pg_stat_activity
              where usename = 'app_user' and application_name = 'victim' order by random() limit 1`
            kills += killed.length
            await new Promise((resolve) => {
              setTimeout(resolve, 15)
            })
          }
        }
        // Every transaction writes its own name twice, for its own tenant.
        const acknowledged: string[] = []
        const worker = async (i: number) => {
          for (let n = 0; kills < 100; n += 1) {
            const [own, displayName] = [tenants[i % 2]!, `kill ${i % 2} ${i} ${n}`]
            const outcome = await errorOf(
              db.as(own.staff, async (tx) => {
                await tx.insert(customers).values({ displayName })
                await tx.insert(customers).values({ displayName })
              }),
            )
            expect(outcome.code).toMatch(/^(no error|CONNECTION_LOST|COMMIT_UNKNOWN|UNAVAILABLE)$/)
            if (outcome.code === 'no error') acknowledged.push(displayName)
          }
        }
        await Promise.all([killer(), ...Array.from({ length: 8 }, (_, i) => worker(i))])

        const written = await root`
          select display_name as name, count(*)::int as rows, array_agg(distinct tenant_id::text) as tenants
          from customers where display_name like 'kill %' group by display_name`
        expect(written.filter(({ rows }) => rows !== 2)).toEqual([])
        const tenantOf = (name: string) => tenants[Number(name.split(' ')[1])]!.tenantId
        expect(written.filter(({ name, tenants: of }) => String(of) !== tenantOf(name))).toEqual([])
        const kept = new Set(written.map(({ name }) => name))
        expect(acknowledged.filter((name) => !kept.has(name))).toEqual([])
        expect(acknowledged.length).toBeGreaterThan(0)
        expect(kills).toBeGreaterThanOrEqual(100)
      },
      { connections: 4, applicationName: 'victim', url: server.url },
    ))

  test('a closed handle is CLOSED, and waits for the work under way', async () => {
    const db = await openDb({ url: server.url, contextKey: server.contextKey, connections: 2, driver })
    let underWay: (value: unknown) => void = () => undefined
    const started = new Promise((resolve) => {
      underWay = resolve
    })
    const work = db.as(tenant.staff, async (tx) => {
      await listOrders(tx)
      underWay(1)
      await new Promise((resolve) => {
        setTimeout(resolve, 100)
      })
      return (await listOrders(tx)).length
    })
    await started
    await db.close()
    expect(await work).toBe(0)
    expect((await errorOf(countCustomers(db))).code).toBe('CLOSED')
  })

  describe('at the start', () => {
    const start = (url: string, contextKey = server.contextKey) =>
      errorOf(openDb({ url, contextKey, deadlineMs: 5000, driver }))

    test('a superuser is refused, with what to do', async () => {
      expect(await start(server.superuserUrl)).toMatchObject({
        code: 'UNSAFE_ROLE',
        message: expect.stringContaining('connect as app_user'),
      })
    })

    test('a key the database does not know, or another secret under its id, is refused', async () => {
      expect((await start(server.url, newContextKey(77))).code).toBe('CONTEXT_KEY_UNKNOWN')
      expect((await start(server.url, newContextKey(1))).code).toBe('CONTEXT_KEY_UNKNOWN')
      expect(await start(server.url, 'not a key')).toMatchObject({ code: 'INVALID', details: { field: 'contextKey' } })
    })

    test('a database without the schema is refused', async () => {
      const elsewhere = new URL(server.url)
      elsewhere.pathname = '/postgres'
      expect((await start(elsewhere.href)).code).toBe('NOT_MIGRATED')
    })

    test('a table that the login can reach without forced row level security is refused, by name', async () => {
      await root`alter table reviews no force row level security`
      expect(await start(server.url)).toMatchObject({ code: 'UNSAFE_SERVER', details: { tables: 'reviews' } })
      await root`alter table reviews force row level security`
    })

    test.for([
      ['that owns a table', 'create table owned (id int)', 'alter table owned owner to %r'],
      ['that is a member of a role', 'select 1', 'grant pg_monitor to %r'],
      ['with BYPASSRLS', 'select 1', 'alter role %r bypassrls'],
      ['that may create roles', 'select 1', 'alter role %r createrole'],
      ['that may replicate', 'select 1', 'alter role %r replication'],
    ])('a login %s is refused', async ([, prepare, spoil]) => {
      const role = `spoilt_${Math.random().toString(36).slice(2)}`
      await root.unsafe(`create role ${role} login password 'only-for-tests'`)
      await root.unsafe(prepare!)
      await root.unsafe(spoil!.replace('%r', role))
      const url = new URL(server.url)
      url.username = role
      expect((await start(url.href)).code).toBe('UNSAFE_ROLE')
      await root.unsafe(`drop table if exists owned`)
      await root.unsafe(`drop role ${role}`)
    })
  })
})
