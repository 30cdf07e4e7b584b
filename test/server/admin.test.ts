import postgres from 'postgres'
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest'
import { adminLog, listOrders, openDb, orders, tenants } from '../../src/index.ts'
import { anOrder, newTenant, openTestDb, type ServerDatabase, type TestDb } from '../../src/testing.ts'

describe('work across tenants', () => {
  let db: TestDb
  let server: ServerDatabase
  let root: ReturnType<typeof postgres>

  beforeAll(async () => {
    db = await openTestDb({ serverUrl: inject('serverUrl') })
    if (!db.server) throw new Error('this test needs a server')
    server = db.server
    root = postgres(server.superuserUrl, { max: 1, onnotice: () => undefined })
    await anOrder(await newTenant(db))
    await anOrder(await newTenant(db))
  })
  afterAll(async () => {
    await root.end()
    await db.close()
  })

  test('sees every tenant, and leaves its reason on record with its login', async () => {
    expect(await db.admin('nightly payout report', (tx) => tx.$count(orders))).toBe(2)
    const log = await db.admin('reading the log', (tx) =>
      tx.select({ reason: adminLog.reason, login: adminLog.login }).from(adminLog).orderBy(adminLog.id),
    )
    expect(log).toEqual([
      { reason: 'nightly payout report', login: 'app_admin' },
      { reason: 'reading the log', login: 'app_admin' },
    ])
  })

  test('is on record also when it is rolled back', async () => {
    const failing = db.admin('a look, then away', async (tx) => {
      await tx.select().from(tenants)
      throw new Error('away')
    })
    await expect(failing).rejects.toThrow('away')
    const [row] = await root`select count(*) as count from admin_log where reason = 'a look, then away'`
    expect(row?.['count']).toBe('1')
  })

  test('needs a reason that says something', async () => {
    await expect(db.admin('', () => 1)).rejects.toMatchObject({ code: 'INVALID', details: { field: 'reason' } })
    await expect(db.admin('because', () => 1)).rejects.toMatchObject({
      code: 'INVALID',
      details: { constraint: 'admin_log_reason_says_something' },
    })
  })

  test('goes tenant by tenant, each in a scope of its own', async () => {
    const seen: number[] = []
    const count = await db.eachTenant('counting orders', async (tx) => {
      seen.push((await listOrders(tx)).length)
    })
    expect([count, seen]).toEqual([2, [1, 1]])
  })

  test('goes tenant by tenant also on a server that allows no BYPASSRLS, where the rest stays shut', async () => {
    // A login with every right of app_admin but that attribute: roles are the cluster's, so that one is left alone.
    await root.unsafe(`create role plain_admin login password 'only-for-tests'`)
    await root.unsafe(`grant usage on schema app, public to plain_admin`)
    await root.unsafe(`grant execute on all functions in schema app to plain_admin`)
    await root.unsafe(`grant select on all tables in schema public to plain_admin`)
    const adminUrl = new URL(server.adminUrl)
    adminUrl.username = 'plain_admin'
    const plain = await openDb({ url: server.url, adminUrl: adminUrl.href, contextKey: server.contextKey })
    try {
      expect(await plain.eachTenant('counting orders', (tx) => listOrders(tx))).toBe(2)
      await expect(plain.admin('looking across', (tx) => tx.select().from(orders))).rejects.toMatchObject({
        code: 'CONTEXT_MISSING',
      })
    } finally {
      await plain.close()
      await root.unsafe(`drop owned by plain_admin`)
      await root.unsafe(`drop role plain_admin`)
    }
  })

  test('is refused by a handle that was opened without the administrator’s login', async () => {
    const plain = await openDb({ url: server.url, contextKey: server.contextKey })
    await expect(plain.admin('nightly payout report', () => 1)).rejects.toMatchObject({ code: 'FORBIDDEN' })
    await expect(plain.eachTenant('nightly payout report', () => 1)).rejects.toMatchObject({ code: 'FORBIDDEN' })
    await plain.close()
  })
})
