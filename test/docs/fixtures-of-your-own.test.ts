import { acceptOrder, branchBoard, type Order } from '@platform/db'
import { anOrder, asStaff, newTenant, withDatabase } from '@platform/db/testing'
import { test as base, expect } from 'vitest'

/** An order that the kitchen has accepted, of the test's own tenant. */
const test = withDatabase(base).extend<{ accepted: Order }>({
  accepted: async ({ tenant }, use) => {
    const { id: orderId } = await anOrder(tenant, { notes: 'Sin cebolla' })
    await use(await asStaff(tenant, (tx) => acceptOrder(tx, { orderId })))
  },
})

test('an accepted order is on the board', async ({ tenant, accepted }) => {
  const board = await asStaff(tenant, (tx) => branchBoard(tx, { branchId: tenant.branchId }))
  expect(board).toMatchObject([{ id: accepted.id, status: 'accepted', notes: 'Sin cebolla' }])
})

test('on the board of another tenant is nothing', async ({ db, accepted }) => {
  const other = await newTenant(db)
  expect(accepted.status).toBe('accepted')
  expect(await asStaff(other, (tx) => branchBoard(tx, { branchId: other.branchId }))).toEqual([])
})
