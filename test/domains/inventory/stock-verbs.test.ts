import { eq } from 'drizzle-orm'
import { describe, expect } from 'vitest'
import {
  branches,
  countStock,
  listStock,
  listStockMovements,
  movementCursor,
  moveStock,
  newId,
  receiveStock,
  stockCursor,
  stockItems,
  stockLevels,
  stockMovements,
  stockReservations,
  type TenantTx,
  wasteStock,
} from '../../../src/index.ts'
import { anOrder, asCourier, asCustomer, asStaff, newTenant, type TestTenant } from '../../../src/testing.ts'
import { test } from '../../database.ts'
import { asOwner } from '../as-owner.ts'
import { expectRefusal } from '../refusals.ts'
import { aStock, claim, levels } from './a-stock.ts'

const verbs = { receiveStock, countStock, wasteStock } as const

async function anotherBranch(tenant: TestTenant): Promise<string> {
  return asStaff(tenant, async (tx) => {
    const [branch] = await tx.select().from(branches).where(eq(branches.id, tenant.branchId))
    if (!branch) throw new Error('the tenant has a branch')
    const id = newId()
    await tx.insert(branches).values({ ...branch, id, name: 'Sur' })
    return id
  })
}

describe('receiveStock', () => {
  test('adds to what is there, and the first delivery begins the count', async ({ db, tenant }) => {
    const { branchId, tenantId, ownerMembershipId } = tenant
    const { pan } = await aStock(tenant, { pan: '0' })
    expect(await levels(db, tenant)).toEqual({})
    const receive = (quantity: string, reason?: string) =>
      asStaff(tenant, (tx) =>
        receiveStock(tx, { branchId, items: [{ stockItemId: pan, quantity }], ...(reason ? { reason } : {}) }),
      )
    await receive('10.125')
    expect(await receive('0.875', 'el resto')).toEqual([
      {
        tenantId,
        branchId,
        stockItemId: pan,
        seq: 2,
        previousSeq: 1,
        kind: 'received',
        quantity: '0.875',
        onHandBefore: '10.125',
        onHandAfter: '11',
        orderId: null,
        reason: 'el resto',
        actorKind: 'staff',
        actorId: ownerMembershipId,
        at: expect.any(Date),
      },
    ])
    expect(await levels(db, tenant)).toEqual({ [pan]: '11 on hand, 0 reserved' })
  })

  test('takes a whole delivery at once, in the order of the ids', async ({ tenant }) => {
    const { branchId } = tenant
    const { a, b } = await aStock(tenant, { a: '0', b: '0' })
    const items = [
      { stockItemId: b.toUpperCase(), quantity: '2' },
      { stockItemId: a, quantity: '1' },
    ]
    const moved = await asStaff(tenant, (tx) => receiveStock(tx, { branchId, items }))
    expect(moved.map(({ stockItemId, onHandAfter }) => [stockItemId, onHandAfter])).toEqual([
      [a, '1'],
      [b, '2'],
    ])
  })
})

describe('countStock', () => {
  test('sets what was counted, and notes the difference, also when there is none', async ({ db, tenant }) => {
    const { branchId } = tenant
    const { pan } = await aStock(tenant, { pan: '10' })
    const count = (quantity: string) =>
      asStaff(tenant, (tx) => countStock(tx, { branchId, items: [{ stockItemId: pan, quantity }] }))
    for (const quantity of ['7.5', '7.5', '12.25', '0']) await count(quantity)
    const history = await asStaff(tenant, (tx) => listStockMovements(tx, { branchId, stockItemId: pan }))
    expect(history.map(({ kind, quantity, onHandAfter }) => [kind, quantity, onHandAfter])).toEqual([
      ['counted', '-12.25', '0'],
      ['counted', '4.75', '12.25'],
      ['counted', '0', '7.5'],
      ['counted', '-2.5', '7.5'],
      ['received', '10', '10'],
    ])
    expect(await levels(db, tenant)).toEqual({ [pan]: '0 on hand, 0 reserved' })
  })

  test('may be the first that the branch knows of an item', async ({ db, tenant }) => {
    const { pan } = await aStock(tenant, { pan: '0' })
    const items = [{ stockItemId: pan, quantity: '3' }]
    await asStaff(tenant, (tx) => countStock(tx, { branchId: tenant.branchId, items }))
    expect(await levels(db, tenant)).toEqual({ [pan]: '3 on hand, 0 reserved' })
  })
})

describe('what orders hold', () => {
  test.for(['countStock', 'wasteStock', 'moveStock'] as const)(
    'is not taken from them by %s: STOCK_RESERVED',
    async (verb, { db, tenant }) => {
      const { branchId, tenantId } = tenant
      const { id: orderId } = await anOrder(tenant)
      const { pan } = await aStock(tenant, { pan: '10' })
      const toBranchId = await anotherBranch(tenant)
      await asOwner(db, tenant.service, claim(tenant, orderId, [{ stockItemId: pan, quantity: '6' }]))
      const leave = (rest: number) => {
        const quantity = String(verb === 'countStock' ? rest : 10 - rest)
        const input = { branchId, toBranchId, items: [{ stockItemId: pan, quantity }] }
        return asStaff(tenant, (tx) => ({ ...verbs, moveStock })[verb](tx, input))
      }
      const details = { constraint: 'stock_levels_reserved_within_on_hand' }
      await expectRefusal(db, tenantId, () => leave(5), 'STOCK_RESERVED', details)
      await leave(6)
      expect((await levels(db, tenant))[pan]).toBe('6 on hand, 6 reserved')
    },
  )
})

describe('wasteStock', () => {
  test('takes away, to the last of it and no further', async ({ db, tenant }) => {
    const { branchId, tenantId } = tenant
    const { pan } = await aStock(tenant, { pan: '1.5' })
    const waste = (quantity: string) =>
      asStaff(tenant, (tx) => wasteStock(tx, { branchId, items: [{ stockItemId: pan, quantity }], reason: 'se cayó' }))
    expect(await waste('0.5')).toMatchObject([
      { kind: 'wasted', quantity: '-0.5', onHandAfter: '1', reason: 'se cayó' },
    ])
    await expectRefusal(db, tenantId, () => waste('1.001'), 'STOCK_RESERVED')
    await waste('1')
    expect(await levels(db, tenant)).toEqual({ [pan]: '0 on hand, 0 reserved' })
  })

  test('of what the branch does not count is NOT_FOUND', async ({ db, tenant }) => {
    const { pan } = await aStock(tenant, { pan: '0' })
    const items = [{ stockItemId: pan, quantity: '1' }]
    const work = () => asStaff(tenant, (tx) => wasteStock(tx, { branchId: tenant.branchId, items }))
    await expectRefusal(db, tenant.tenantId, work, 'NOT_FOUND', { constraint: 'stock_levels_known' })
  })
})

describe('moveStock', () => {
  test('carries from one branch to another, there and back', async ({ db, tenant }) => {
    const { branchId, tenantId, service } = tenant
    const sur = await anotherBranch(tenant)
    const { pan } = await aStock(tenant, { pan: '5' })
    const move = (from: string, to: string, quantity: string) =>
      asStaff(tenant, (tx) =>
        moveStock(tx, { branchId: from, toBranchId: to, items: [{ stockItemId: pan, quantity }] }),
      )
    await move(branchId, sur, '3.5')
    await move(sur, branchId, '0.5')
    const rows = await asOwner(
      db,
      service,
      `select branch_id::text, on_hand::text from stock_levels where tenant_id = '${tenantId}' order by on_hand`,
    )
    expect(rows).toEqual([
      { branch_id: branchId, on_hand: '2.0' },
      { branch_id: sur, on_hand: '3.0' },
    ])
    await expectRefusal(db, tenantId, () => move(branchId, newId(), '1'), 'REFERENCED')
    const uncounted = await anotherBranch(tenant)
    await expectRefusal(db, tenantId, () => move(uncounted, sur, '1'), 'NOT_FOUND', { table: 'stock_levels' })
    const nowhere = move(branchId, branchId.toUpperCase(), '1')
    await expect(nowhere).rejects.toMatchObject({ code: 'INVALID', details: { field: 'toBranchId' } })
  })
})

describe('the verbs of stock', () => {
  test.for(Object.keys(verbs) as (keyof typeof verbs)[])(
    '%s is for staff and the service',
    async (verb, { db, tenant }) => {
      const { branchId, tenantId } = tenant
      const { pan } = await aStock(tenant, { pan: '10' })
      const work = (quantity: string) => (tx: TenantTx) =>
        verbs[verb](tx, { branchId, items: [{ stockItemId: pan, quantity }] })
      for (const as of [asCustomer, asCourier]) {
        // The same, whatever there is: a guest does not learn from the refusal how much.
        await expectRefusal(db, tenantId, () => as(tenant, work('1')), 'FORBIDDEN')
        await expectRefusal(db, tenantId, () => as(tenant, work('999')), 'FORBIDDEN')
      }
    },
  )

  test('know no branch and no stock item of another tenant', async ({ db, tenant }) => {
    const { branchId, tenantId } = tenant
    const other = await newTenant(db)
    const { pan } = await aStock(tenant, { pan: '1' })
    const { theirs } = await aStock(other, { theirs: '1' })
    const receive = (at: string, stockItemId: string) => () =>
      asStaff(tenant, (tx) => receiveStock(tx, { branchId: at, items: [{ stockItemId, quantity: '1' }] }))
    const branch = { constraint: 'stock_levels_branch_fk' }
    const item = { constraint: 'stock_levels_stock_item_fk' }
    for (const id of [other.branchId, newId()])
      await expectRefusal(db, tenantId, receive(id, pan), 'REFERENCED', branch)
    for (const id of [theirs, newId()]) await expectRefusal(db, tenantId, receive(branchId, id), 'REFERENCED', item)
  })

  test.for<[field: string, changes: object]>([
    ['branchId', { branchId: 'x' }],
    ['items', { items: [] }],
    ['items', { items: 'x' }],
    ['items[0].stockItemId', { items: [{ stockItemId: 'x', quantity: '1' }] }],
    ['items[0].quantity', { items: [{ stockItemId: newId(), quantity: '0.0001' }] }],
    ['items[0].quantity', { items: [{ stockItemId: newId(), quantity: '0.000' }] }],
    ['items[0].quantity', { items: [{ stockItemId: newId(), quantity: '-1' }] }],
    ['items[0].quantity', { items: [{ stockItemId: newId(), quantity: '1000000000' }] }],
    ['items[0].quantity', { items: [{ stockItemId: newId(), quantity: 1 }] }],
    ['items[0].quantity', { items: [{ stockItemId: newId(), quantity: 'NaN' }] }],
    ['reason', { reason: 'x'.repeat(201) }],
  ])('refuse a wrong %s', async ([field, changes], { tenant }) => {
    const input = { branchId: tenant.branchId, items: [{ stockItemId: newId(), quantity: '1' }], ...changes }
    for (const verb of [receiveStock, wasteStock]) {
      const work = asStaff(tenant, (tx) => verb(tx, input))
      await expect(work).rejects.toMatchObject({ code: 'INVALID', details: { field } })
    }
  })

  test('refuse a stock item that is named twice, however it is written', async ({ tenant }) => {
    const stockItemId = newId()
    const items = [stockItemId, stockItemId.toUpperCase()].map((id) => ({ stockItemId: id, quantity: '1' }))
    const work = asStaff(tenant, (tx) => countStock(tx, { branchId: tenant.branchId, items }))
    await expect(work).rejects.toMatchObject({ code: 'INVALID', details: { field: 'items' } })
  })

  test('keep a quantity below a billion', async ({ db, tenant }) => {
    const { branchId, tenantId } = tenant
    const { pan } = await aStock(tenant, { pan: '999999999.999' })
    const work = () =>
      asStaff(tenant, (tx) => receiveStock(tx, { branchId, items: [{ stockItemId: pan, quantity: '0.001' }] }))
    await expectRefusal(db, tenantId, work, 'INVALID', { constraint: 'stock_quantity_valid' })
  })
})

describe('listStock', () => {
  test('says what is on hand, held, left and low, page by page', async ({ db, tenant }) => {
    const { branchId } = tenant
    const { id: orderId } = await anOrder(tenant)
    const { a, b, c } = await aStock(tenant, { a: '10', b: '0.3', c: '5', d: '0' })
    await asOwner(db, tenant.service, claim(tenant, orderId, [{ stockItemId: a, quantity: '7.25' }]))
    await asStaff(tenant, (tx) => tx.update(stockLevels).set({ lowAt: '2.75' }).where(eq(stockLevels.stockItemId, a)))
    await asStaff(tenant, (tx) => tx.update(stockLevels).set({ lowAt: '0.2' }).where(eq(stockLevels.stockItemId, b)))
    const rows = [
      {
        stockItemId: a,
        name: 'a',
        unit: 'piece',
        onHand: '10',
        reserved: '7.25',
        available: '2.75',
        lowAt: '2.75',
        low: true,
      },
      {
        stockItemId: b,
        name: 'b',
        unit: 'piece',
        onHand: '0.3',
        reserved: '0',
        available: '0.3',
        lowAt: '0.2',
        low: false,
      },
      { stockItemId: c, name: 'c', unit: 'piece', onHand: '5', reserved: '0', available: '5', lowAt: null, low: false },
    ]
    expect(await asStaff(tenant, (tx) => listStock(tx, { branchId }))).toEqual(rows)
    expect(await asStaff(tenant, (tx) => listStock(tx, { branchId, lowOnly: true }))).toEqual(rows.slice(0, 1))
    const [first, second] = await asStaff(tenant, async (tx) => {
      const page = await listStock(tx, { branchId, limit: 2 })
      const after = stockCursor(tx, page.at(-1) ?? { stockItemId: '' })
      return [page, await listStock(tx, { branchId, limit: 2, after })]
    })
    expect([first, second]).toEqual([rows.slice(0, 2), rows.slice(2)])
    await asStaff(tenant, (tx) => tx.update(stockItems).set({ archivedAt: new Date() }).where(eq(stockItems.id, a)))
    expect(await asStaff(tenant, (tx) => listStock(tx, { branchId }))).toEqual(rows.slice(1))
  })

  test('and the history of an item are not for guests and couriers', async ({ tenant }) => {
    const { branchId } = tenant
    const { a: stockItemId } = await aStock(tenant, { a: '10' })
    for (const as of [asCustomer, asCourier]) {
      expect(await as(tenant, (tx) => listStock(tx, { branchId }))).toEqual([])
      expect(await as(tenant, (tx) => listStockMovements(tx, { branchId, stockItemId }))).toEqual([])
      expect(await as(tenant, (tx) => tx.select().from(stockItems))).toEqual([])
      expect(await as(tenant, (tx) => tx.select().from(stockReservations))).toEqual([])
    }
  })
})

describe('listStockMovements', () => {
  test('gives the last first, page by page, by a cursor that fits this item alone', async ({ tenant }) => {
    const { branchId } = tenant
    const { a: stockItemId, b } = await aStock(tenant, { a: '1', b: '1' })
    for (const quantity of ['2', '3', '4']) {
      await asStaff(tenant, (tx) => receiveStock(tx, { branchId, items: [{ stockItemId, quantity }] }))
    }
    const of = { branchId, stockItemId }
    const pages = await asStaff(tenant, async (tx) => {
      const page = await listStockMovements(tx, { ...of, limit: 2 })
      const after = movementCursor(tx, of, page.at(-1) ?? { seq: 0 })
      await expect((async () => listStockMovements(tx, { branchId, stockItemId: b, after }))()).rejects.toMatchObject({
        code: 'CURSOR_INVALID',
      })
      return [page, await listStockMovements(tx, { ...of, after })]
    })
    expect(pages.map((page) => page.map(({ seq }) => seq))).toEqual([
      [4, 3],
      [2, 1],
    ])
  })

  test.for<[field: string, changes: object]>([
    ['branchId', { branchId: 'x' }],
    ['stockItemId', { stockItemId: 'x' }],
    ['limit', { limit: 0 }],
    ['limit', { limit: 101 }],
  ])('refuses a wrong %s', async ([field, changes], { tenant }) => {
    const input = { branchId: tenant.branchId, stockItemId: newId(), ...changes }
    const work = asStaff(tenant, (tx) => listStockMovements(tx, input))
    await expect(work).rejects.toMatchObject({ code: 'INVALID', details: { field } })
  })
})

describe('what the application may do by itself', () => {
  test('is set a warning level, and nothing else of a level, a reservation or a movement', async ({ db, tenant }) => {
    const { tenantId, branchId } = tenant
    const { id: orderId } = await anOrder(tenant)
    const { pan: stockItemId } = await aStock(tenant, { pan: '10' })
    await asOwner(db, tenant.service, claim(tenant, orderId, [{ stockItemId, quantity: '1' }]))
    const key = { branchId, stockItemId }
    const tries: readonly ((tx: TenantTx) => PromiseLike<unknown>)[] = [
      (tx) => tx.update(stockLevels).set({ onHand: '99' }),
      (tx) => tx.update(stockLevels).set({ reserved: '0' }),
      (tx) => tx.update(stockLevels).set({ movementSeq: 9 }),
      (tx) => tx.insert(stockLevels).values({ ...key, onHand: '1', movementSeq: 1 }),
      (tx) => tx.delete(stockLevels),
      (tx) => tx.update(stockReservations).set({ state: 'released' }),
      (tx) => tx.delete(stockReservations),
      (tx) => tx.insert(stockReservations).values({ ...key, orderId, quantity: '1', expiresAt: new Date() }),
      (tx) => tx.update(stockMovements).set({ quantity: '1' }),
      (tx) => tx.delete(stockMovements),
      (tx) => tx.insert(stockMovements).values({ ...key, kind: 'sold', quantity: '-1', orderId }),
      (tx) => tx.insert(stockMovements).values({ ...key, kind: 'wasted', quantity: '-1', actorId: newId() }),
      (tx) => tx.insert(stockMovements).values({ ...key, kind: 'wasted', quantity: '-1', actorKind: 'service' }),
    ]
    for (const work of tries) await expectRefusal(db, tenantId, () => asStaff(tenant, work), 'FORBIDDEN')
  })
})
