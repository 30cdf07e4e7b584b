import { PGlite } from '@electric-sql/pglite'
import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { customers, type Db, openDb, type TenantTx } from '../../src/index.ts'
import { Batch } from '../../src/kernel/batch.ts'
import { migratedSnapshot } from '../../src/testing/snapshot.ts'
import { asService, asStaff, newTenant, type TestTenant } from '../../src/testing.ts'

const login = (tx: TenantTx) => tx.execute<{ login: string }>(sql`select current_user::text as login`)
const asApp = [{ login: 'app_user' }]

let pglite: PGlite
let db: Db
let tenant: TestTenant

beforeAll(async () => {
  pglite = await PGlite.create({ loadDataDir: await migratedSnapshot([]) })
  db = await openDb({ pglite })
  tenant = await newTenant(db)
})
afterAll(() => pglite.close())

describe('a PGlite of the caller', () => {
  test('is entered once for a flush, however many its statements are', async () => {
    const entered = vi.spyOn(pglite, 'execProtocol')
    const twice = (tx: TenantTx) => new Batch([login(tx), tx.select().from(customers)], (answers) => answers.length)
    expect(await asStaff(tenant, twice)).toBe(2)
    expect(entered).toHaveBeenCalledTimes(1)
    entered.mockRestore()
  })

  test('has its own transactions behind each other with those of scopes', async () => {
    const { scope, own } = await pglite.transaction(async (theirs) => {
      const waiting = asStaff(tenant, login)
      const { rows } = await theirs.query('select current_user::text as login')
      return { scope: waiting, own: rows }
    })
    expect(own).toEqual([{ login: 'postgres' }])
    expect(await scope).toEqual(asApp)
  })

  test('may forget what scopes have prepared there', async () => {
    await asStaff(tenant, login)
    // Is to be closed with the next flush, ahead of its BEGIN.
    await expect(asStaff(tenant, (tx) => tx.execute(sql`select nothing`))).rejects.toMatchObject({ code: 'INTERNAL' })
    await pglite.exec('discard all')
    expect(await asStaff(tenant, login)).toEqual(asApp)
    expect(await asStaff(tenant, login)).toEqual(asApp)
  })

  test.for(['commit', 'rollback'])('lets no statement be a superuser’s behind a %s of its own', async (end) => {
    const stray = { code: 'INTERNAL', message: 'a statement began or ended the transaction by itself' }
    const after: unknown[] = []
    await expect(
      asService(tenant, async (tx) => {
        await tx.execute(sql.raw(end)).catch((error: unknown) => after.push(error))
        await login(tx).catch((error: unknown) => after.push(error))
        return await login(tx)
      }),
    ).rejects.toMatchObject(stray)
    expect(after).toMatchObject([stray, stray])
    expect(await asStaff(tenant, login)).toEqual(asApp)
  })

  test('hands out nothing that a flush read behind the end of its transaction, and says so', async () => {
    const stray = { code: 'INTERNAL', message: 'a statement began or ended the transaction by itself' }
    const ending = (tx: TenantTx) => [tx.execute(sql`commit`), login(tx)] as const
    await expect(asStaff(tenant, (tx) => new Batch(ending(tx), (answers) => answers))).rejects.toMatchObject(stray)
    let read: readonly PromiseSettledResult<unknown>[] = []
    const midway = asStaff(tenant, async (tx) => {
      read = await Promise.allSettled(ending(tx))
    })
    await expect(midway).rejects.toMatchObject(stray)
    expect(read).toMatchObject([
      { status: 'rejected', reason: stray },
      { status: 'rejected', reason: stray },
    ])
    expect(await asStaff(tenant, login)).toEqual(asApp)
  })

  test.for([['commit', 'begin'], ['commit and chain'], ['begin']])(
    'refuses a flush that goes on in a transaction of its own: %s',
    async (statements) => {
      const ours = (tx: TenantTx) =>
        new Batch([...statements.map((text) => tx.execute(sql.raw(text))), login(tx)], (answers) => answers)
      await expect(asStaff(tenant, ours)).rejects.toMatchObject({ code: 'INTERNAL' })
      expect(await asStaff(tenant, login)).toEqual(asApp)
    },
  )

  test('refuses COPY FROM STDIN, for which there is no data, and goes on', async () => {
    await pglite.exec('create table scraps (name text); grant insert on scraps to app_user')
    const copied = asService(tenant, (tx) => tx.execute(sql`copy scraps from stdin`))
    await expect(copied).rejects.toMatchObject({ code: 'INVALID' })
    expect(await asStaff(tenant, login)).toEqual(asApp)
    expect((await pglite.query('select * from scraps')).rows).toEqual([])
  })

  test('is shown one signed context by an actor who comes back while it holds', async () => {
    const context = (tx: TenantTx) => tx.execute<{ it: string }>(sql`select current_setting('app.context') as it`)
    vi.useFakeTimers({ toFake: ['Date'] })
    try {
      const first = await asStaff(tenant, context)
      vi.setSystemTime(Date.now() + 2000)
      expect(await asStaff(tenant, context)).toEqual(first)
      vi.setSystemTime(Date.now() + 60_000)
      expect(await asStaff(tenant, context)).not.toEqual(first)
    } finally {
      vi.useRealTimers()
    }
  })

  test('is not closed with a handle that was given it', async () => {
    const other = await openDb({ pglite })
    await other.close()
    expect((await pglite.query('select 1 as one')).rows).toEqual([{ one: 1 }])
    expect(await asStaff(tenant, login)).toEqual(asApp)
  })
})
