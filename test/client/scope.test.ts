import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, inject, test, vi } from 'vitest'
import {
  customers,
  type DbEvent,
  isDbError,
  listOrders,
  newId,
  openDb,
  placeOrder,
  restaurants,
  type TenantTx,
} from '../../src/index.ts'
import { asCustomer, asStaff, newTenant, openTestDb, type TestDb, type TestTenant } from '../../src/testing.ts'
import { serverDrivers } from '../../src/client/drivers/server-drivers.ts'

describe.each(serverDrivers)('a scope, with the driver %s,', (driver) => {
  const events: DbEvent[] = []
  let db: TestDb
  let tenant: TestTenant

  beforeAll(async () => {
    db = await openTestDb({
      serverUrl: inject('serverUrl'),
      connections: 2,
      driver,
      onEvent: (event) => events.push(event),
    })
    tenant = await newTenant(db)
  })
  afterAll(() => db.close())

  const codeOf = (work: Promise<unknown>) =>
    work.then(
      () => 'no error',
      (error: unknown) => (isDbError(error) ? error.code : String(error)),
    )

  test('does not nest, nor lets the handle be used inside itself', async () => {
    expect(await codeOf(asStaff(tenant, () => db.as(tenant.staff, (tx) => listOrders(tx))))).toBe('NESTED_SCOPE')
    expect(await codeOf(asStaff(tenant, () => db.admin('a look from inside', () => 1)))).toBe('NESTED_SCOPE')
    expect(await asStaff(tenant, () => 1)).toBe(1)
  })

  test('ends with its work: a tx that is kept is refused', async () => {
    let kept: TenantTx | undefined
    await asStaff(tenant, async (tx) => {
      kept = tx
      await listOrders(tx)
    })
    expect(kept && (await codeOf(listOrders(kept).execute()))).toBe('SCOPE_CLOSED')
  })

  test('rolls back when its work throws, and hands the error on', async () => {
    const id = newId()
    const error = new Error('changed my mind')
    const work = asStaff(tenant, async (tx) => {
      await tx.insert(customers).values({ id, displayName: 'Nadie' })
      throw error
    })
    await expect(work).rejects.toBe(error)
    expect(await asStaff(tenant, (tx) => tx.select({ id: customers.id }).from(customers))).toEqual([
      { id: tenant.customerId },
    ])
  })

  test('fails with the first failure when its work swallowed one, and writes nothing', async () => {
    const own = await newTenant(db)
    const work = asStaff(own, async (tx) => {
      await tx.insert(customers).values({ displayName: 'Nadie' })
      await tx.execute(sql`select 1 / 0`).catch(() => undefined)
      return 'all is well'
    })
    await expect(work).rejects.toMatchObject({ code: 'INVALID', details: { sqlstate: '22012' } })
    expect(await asStaff(own, (tx) => tx.$count(customers))).toBe(1)
  })

  test('says what a failed statement was, not that the ones behind it were aborted', async () => {
    const work = asStaff(tenant, (tx) =>
      Promise.all([tx.execute(sql`select 1`), tx.execute(sql`select 1 / 0`), tx.execute(sql`select 2`)]),
    )
    await expect(work).rejects.toMatchObject({ code: 'INVALID', details: { sqlstate: '22012' } })
  })

  test('sends nothing when its work sends nothing', async () => {
    events.length = 0
    await asStaff(tenant, () => 'nothing')
    const quiet = { kind: 'scope', statements: 0, flushes: 0, outcome: 'committed' }
    await vi.waitFor(() => expect(events).toContainEqual(expect.objectContaining(quiet)))
  })

  test('refuses a write when it is read-only', async () => {
    const write = asStaff(tenant, (tx) => tx.insert(restaurants).values({ name: 'x', cuisine: 'x' }), {
      readOnly: true,
    })
    expect(await codeOf(write)).toBe('READ_ONLY')
  })

  test('sees one moment of the database when it is repeatable read, each statement its own otherwise', async () => {
    const own = await newTenant(db)
    // Another handle: inside a scope, its own handle is closed to everybody.
    const other = await openDb({ url: db.server?.url ?? '', contextKey: db.server?.contextKey ?? '', driver })
    const countTwice = (isolation: 'repeatable read' | 'read committed') =>
      asStaff(
        own,
        async (tx) => {
          const before = await tx.$count(customers)
          await other.as(own.staff, (elsewhere) => elsewhere.insert(customers).values({ displayName: 'Otra' }))
          return [before, await tx.$count(customers)]
        },
        { isolation },
      )
    expect(await countTwice('repeatable read')).toEqual([1, 1])
    expect(await countTwice('read committed')).toEqual([2, 3])
    await other.close()
  })

  test('runs declared work again after a deadlock or serialization failure, and only declared work', async () => {
    const raise = (times: number) => {
      let calls = 0
      const work = async (tx: TenantTx) => {
        calls += 1
        if (calls <= times) await tx.execute(sql`do $$ begin raise exception using errcode = '40001'; end $$`)
        return calls
      }
      return work
    }
    expect(await asStaff(tenant, raise(2), { retry: true })).toBe(3)
    expect(await codeOf(asStaff(tenant, raise(1)))).toBe('TRY_AGAIN')
    expect(await codeOf(asStaff(tenant, raise(99), { retry: true }))).toBe('TRY_AGAIN')
  })

  test('cannot be told to run two statements at once: only the extended protocol is spoken', async () => {
    const stacked = asStaff(tenant, (tx) => tx.execute(sql.raw(`select 1; select 2`)))
    await expect(stacked).rejects.toMatchObject({ details: { sqlstate: '42601' } })
  })

  test('refuses an actor that is none, before anything is sent', async () => {
    const wrong = [
      [{ ...tenant.customer, tenantId: 'x' }, 'actor.tenantId'],
      [{ kind: 'customer', tenantId: tenant.tenantId, customerId: "' or 1=1" }, 'actor id'],
      [{ kind: 'boss', tenantId: tenant.tenantId }, 'actor.kind'],
    ] as const
    for (const [actor, field] of wrong) {
      await expect(db.as(actor as typeof tenant.customer, (tx) => listOrders(tx))).rejects.toMatchObject({
        code: 'INVALID',
        details: { field },
      })
    }
  })

  test('tells its outcome, with a code and without a tenant', async () => {
    events.length = 0
    await codeOf(asCustomer(tenant, (tx) => placeOrder(tx, { quoteId: newId(), idempotencyKey: newId() })))
    const told = { kind: 'scope', actor: 'customer', outcome: 'rolled back', code: 'NOT_FOUND', attempt: 1 }
    await vi.waitFor(() => expect(events).toContainEqual(expect.objectContaining(told)))
    expect(JSON.stringify(events)).not.toContain(tenant.tenantId)
  })

  test('works on when its observer throws', async () => {
    const { url = '', contextKey = '' } = db.server ?? {}
    let heard = 0
    const watched = await openDb({
      url,
      contextKey,
      driver,
      onEvent: () => {
        heard += 1
        throw new Error('the observer is broken')
      },
    })
    expect(await watched.as(tenant.staff, (tx) => listOrders(tx))).toEqual([])
    await vi.waitFor(() => expect(heard).toBeGreaterThanOrEqual(3))
    await watched.close()
  })
})
