import { fileURLToPath } from 'node:url'
import { type Db, isDbError, listMenu, newId, openDb, type Order, orders, placeOrder, quoteOrder } from '@platform/db'
import { type Money, money } from '@platform/db/money'
import { anOrder, asCustomer, asNobody, asStaff, newTenant, withDatabase } from '@platform/db/testing'
import { test as base, expect } from 'vitest'
import { orderNotes } from '../src/schema.js'

const folder = fileURLToPath(new URL('../drizzle', import.meta.url))
const test = withDatabase(base, () => ({ migrations: [{ folder, journal: 'notes-app' }] }))

test('a customer orders, and leaves a note that the staff can read', async ({ tenant }) => {
  const menu = await asCustomer(tenant, (tx) => listMenu(tx, { branchId: tenant.branchId }))
  const quote = await asCustomer(tenant, (tx) =>
    quoteOrder(tx, { branchId: tenant.branchId, service: 'pickup', lines: [{ menuItemId: menu[0].id, quantity: 3 }] }),
  )
  const total: Money = quote.total
  expect(total.eq(money('55.50'))).toBe(true)
  const order: Order = await asCustomer(tenant, (tx) => placeOrder(tx, { quoteId: quote.id, idempotencyKey: newId() }))
  expect(order.folio).toBe(1)

  await asCustomer(tenant, (tx) =>
    tx.insert(orderNotes).values({ orderId: order.id, customerId: tenant.customerId, body: 'Sin cebolla' }),
  )
  const notes = await asStaff(tenant, (tx) => tx.select({ body: orderNotes.body }).from(orderNotes))
  expect(notes).toEqual([{ body: 'Sin cebolla' }])
  expect(await asStaff(tenant, (tx) => tx.$count(orders))).toBe(1)
})

test('a note cannot hang on another tenant’s order, nor be read from there, nor without a tenant', async ({
  db,
  tenant,
}) => {
  const order = await anOrder(tenant)
  const other = await newTenant(db)
  const codeOf = (work: Promise<unknown>) =>
    work.then(
      () => 'done',
      (e: unknown) => (isDbError(e) ? e.code : String(e)),
    )

  const stray = asCustomer(other, (tx) =>
    tx.insert(orderNotes).values({ orderId: order.id, customerId: other.customerId, body: 'ajena' }),
  )
  expect(await codeOf(stray)).toBe('REFERENCED')
  const foreign = asCustomer(other, (tx) =>
    tx
      .insert(orderNotes)
      .values({ tenantId: tenant.tenantId, orderId: order.id, customerId: tenant.customerId, body: 'ajena' }),
  )
  expect(await codeOf(foreign)).toBe('FORBIDDEN')
  expect(await codeOf(asNobody(db, (tx) => tx.select().from(orderNotes)))).toBe('CONTEXT_MISSING')
  expect(await codeOf(asStaff(tenant, (tx) => tx.delete(orderNotes)))).toBe('FORBIDDEN')
})

test('the handle that production opens is the same one', () => {
  const open: (options: { url: string; contextKey: string }) => Promise<Db> = openDb
  expect(typeof open).toBe('function')
})
