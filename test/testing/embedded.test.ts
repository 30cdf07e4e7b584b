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
    expect(after).toMatchObject([stray])
    expect(await asStaff(tenant, login)).toEqual(asApp)
  })

  test('refuses COPY FROM STDIN, for which there is no data, and goes on', async () => {
    await pglite.exec('create table scraps (name text); grant insert on scraps to app_user')
    const copied = asService(tenant, (tx) => tx.execute(sql`copy scraps from stdin`))
    await expect(copied).rejects.toMatchObject({ code: 'INVALID' })
    expect(await asStaff(tenant, login)).toEqual(asApp)
    expect((await pglite.query('select * from scraps')).rows).toEqual([])
  })

  test('is not closed with a handle that was given it', async () => {
    const other = await openDb({ pglite })
    await other.close()
    expect((await pglite.query('select 1 as one')).rows).toEqual([{ one: 1 }])
    expect(await asStaff(tenant, login)).toEqual(asApp)
  })
})
