import { sql } from 'drizzle-orm'
import { describe, expect } from 'vitest'
import { listOrders, ratingsOf } from '../../src/index.ts'
import { anOrder, asCustomer, asStaff, newTenant } from '../../src/testing.ts'
import { test } from '../database.ts'

describe('a read whose text is made once', () => {
  test('gives each caller the rows of what they asked for, in every shape', async ({ db, tenant }) => {
    const other = await newTenant(db)
    const [first, second] = [await anOrder(tenant), await anOrder(tenant)]
    const { branchId, customerId } = tenant
    const ids = async (input: Parameters<typeof listOrders>[1]) =>
      (await asStaff(tenant, (tx) => listOrders(tx, input))).map(({ id }) => id)
    expect(await ids({})).toEqual([second.id, first.id])
    expect(await ids({ limit: 1 })).toEqual([second.id])
    expect(await ids({ branchId })).toEqual([second.id, first.id])
    expect(await ids({ branchId, customerId, limit: 1 })).toEqual([second.id])
    expect(await ids({ branchId: other.branchId })).toEqual([])
    expect(await asStaff(other, (tx) => listOrders(tx))).toEqual([])
  })

  test('is the builder still: it can be read, changed, and be part of another statement', async ({ tenant }) => {
    const [first, second] = [await anOrder(tenant), await anOrder(tenant)]
    await asStaff(tenant, async (tx) => {
      expect(listOrders(tx, { limit: 2 }).toSQL().params).toEqual([tenant.tenantId, 2])
      expect((await listOrders(tx).limit(1)).map(({ id }) => id)).toEqual([second.id])
      expect((await listOrders(tx).offset(1)).map(({ id }) => id)).toEqual([first.id])
      const changed = listOrders(tx)
      void changed.limit(1)
      expect(await changed).toHaveLength(1)
      const page = listOrders(tx).as('page')
      expect(await tx.select({ count: sql`count(*)`.mapWith(Number) }).from(page)).toEqual([{ count: 2 }])
    })
  })

  test('gives the same rows by the short way and by the builder, amounts and moments included', async ({ tenant }) => {
    await anOrder(tenant)
    const [short, long] = await asCustomer(tenant, async (tx) => [
      await listOrders(tx),
      await listOrders(tx).prepare('long').execute(),
    ])
    expect(short).toEqual(long)
    expect(short?.[0]?.total.toFixed(2)).toBe('62.00')
    expect(short?.[0]?.placedAt).toBeInstanceOf(Date)
  })

  test('fails as the builder does, with a typed error that holds no parameter', async ({ tenant }) => {
    const work = asCustomer(tenant, (tx) => ratingsOf(tx, { branchId: 'x' }))
    await expect(work).rejects.toMatchObject({ code: 'INVALID' })
    await expect(asStaff(tenant, (tx) => listOrders(tx, { limit: 0 }))).rejects.toMatchObject({ code: 'INVALID' })
  })
})
