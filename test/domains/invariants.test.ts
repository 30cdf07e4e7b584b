import { sql } from 'drizzle-orm'
import { describe, expect } from 'vitest'
import {
  moveOrder,
  newId,
  orderEvents,
  orderItems,
  orders,
  startPayment,
  reviews,
  type TenantTx,
} from '../../src/index.ts'
import { money, rate } from '../../src/money.ts'
import { anOrder, asCustomer, asService, asStaff, newTenant, type TestTenant } from '../../src/testing.ts'
import { asOwner, asOwnerUndone, asSuperuser } from './as-owner.ts'
import { tenantTables } from './footprint.ts'
import type { LivedIn } from './lived-in.ts'
import { test } from './with-lived-in.ts'
import { expectRefusal } from './refusals.ts'

const sold = ({ versionId, items }: TestTenant, sku: string) => ({
  menuVersionId: versionId,
  menuItemId: items[sku] ?? '',
})

const appendOnly = [
  'admin_log',
  'audit_log',
  'menu_snapshots',
  'order_completions',
  'order_events',
  'outbox',
  'published_items',
  'review_moderations',
]

/** A column of each that has nothing to do with its key. */
const someColumn: Readonly<Record<string, string>> = {
  admin_log: `reason = 'nothing at all'`,
  audit_log: `actor = 'nobody'`,
  menu_snapshots: `document = '{}'`,
  order_completions: 'seq = seq',
  order_events: `reason = 'changed'`,
  outbox: `topic = 'order.eaten'`,
  published_items: `name = 'x'`,
  review_moderations: `reason = 'changed'`,
}

describe('a table that is only ever added to', () => {
  test('is each of these, and no other', async ({ db }) => {
    const rows = await asSuperuser<{ name: string }>(
      db,
      `select tgrelid::regclass::text as name from pg_trigger where tgname like '%append_only' and tgparentid = 0 order by 1`,
    )
    expect(rows.map(({ name }) => name)).toEqual(appendOnly)
  })

  test.for(appendOnly)(
    '%s refuses to change or lose a row, to the owner and the superuser too',
    async (table, { db, lived }) => {
      if (table === 'admin_log') await db.admin('a row for the test of append-only', () => undefined)
      for (const statement of [`update ${table} set ${someColumn[table]}`, `delete from ${table}`]) {
        const refused = { code: 'FORBIDDEN', details: { sqlstate: '42501', table: expect.stringMatching(table) } }
        await expect(asOwnerUndone(db, lived.service, statement), statement).rejects.toMatchObject(refused)
        await expect(asSuperuser(db, statement), statement).rejects.toMatchObject(refused)
        await expect(asService(lived, (tx) => tx.execute(sql.raw(statement)))).rejects.toMatchObject({
          code: 'FORBIDDEN',
        })
      }
    },
  )
})

describe('the tenant of a row', () => {
  test.for(tenantTables)(
    'is final in %s, for the application, the owner and the superuser',
    async (table, { db, lived }) => {
      const move = `update ${table} set tenant_id = '${newId()}' where tenant_id = '${lived.tenantId}'`
      await expect(asStaff(lived, (tx) => tx.execute(sql.raw(move)))).rejects.toMatchObject({ code: 'FORBIDDEN' })
      await expect(asOwnerUndone(db, lived.service, move)).rejects.toMatchObject({ code: 'FORBIDDEN' })
      await expect(asSuperuser(db, move)).rejects.toMatchObject({ code: 'FORBIDDEN', details: { sqlstate: '42501' } })
    },
  )
})

describe('an order written by hand', () => {
  interface Wrong {
    readonly subtotal?: string
    readonly lines?: readonly string[]
    readonly event?: boolean
  }
  const write = (
    tenant: LivedIn | Parameters<typeof asStaff>[0],
    { subtotal = '30', lines = ['10', '20'], event = true }: Wrong,
  ) =>
    asStaff(tenant, async (tx: TenantTx) => {
      const id = newId()
      const { branchId, customerId } = tenant
      await tx.insert(orders).values({ id, branchId, customerId, service: 'pickup', subtotal: money(subtotal) })
      const line = { orderId: id, customerId, ...sold(tenant, 'TACO'), name: 'x', quantity: 1 }
      for (const [i, price] of lines.entries()) {
        await tx.insert(orderItems).values({ ...line, lineNo: i + 1, unitPrice: money(price), ivaRate: rate('0.16') })
      }
      if (event) await tx.insert(orderEvents).values({ orderId: id, seq: 1, customerId, toStatus: 'placed' })
      return id
    })

  test('stands when its lines add up and its first event is there', async ({ tenant }) => {
    const id = await write(tenant, {})
    const rows = await asStaff(tenant, (tx) =>
      tx.select({ id: orders.id, folio: orders.folio, total: orders.total }).from(orders),
    )
    expect(rows).toEqual([{ id, folio: 1, total: money('30') }])
  })

  test.for<[what: string, code: 'INVALID' | 'REFERENCED', constraint: string, wrong: Wrong]>([
    ['lines that are less', 'INVALID', 'orders_lines_add_up', { lines: ['10'] }],
    ['lines that are more', 'INVALID', 'orders_lines_add_up', { lines: ['10', '20', '0.01'] }],
    ['no lines', 'INVALID', 'orders_lines_add_up', { lines: [] }],
    ['no event', 'REFERENCED', 'orders_status_from_event', { event: false }],
  ])('falls with %s, when it commits', async ([, code, constraint, wrong], { db, tenant }) => {
    await expectRefusal(db, tenant.tenantId, () => write(tenant, wrong), code, { constraint })
  })

  test('takes no further line, discount or subtotal by itself, from the owner neither', async ({ db, tenant }) => {
    const { id } = await anOrder(tenant)
    for (const statement of [
      `update orders set subtotal = subtotal + 1 where id = '${id}'`,
      `update orders set discount = 1 where id = '${id}'`,
      `update order_items set discount = 1 where order_id = '${id}' and line_no = 1`,
      `update order_items set quantity = 9 where order_id = '${id}' and line_no = 1`,
      `delete from order_items where order_id = '${id}' and line_no = 1`,
    ]) {
      await expectRefusal(db, tenant.tenantId, () => asOwner(db, tenant.service, statement), 'INVALID', {
        constraint: 'orders_lines_add_up',
      })
    }
    const more = { orderId: id, customerId: tenant.customerId, ...sold(tenant, 'FLAN'), name: 'x' }
    const add = () =>
      asCustomer(tenant, (tx) =>
        tx.insert(orderItems).values({ ...more, lineNo: 3, quantity: 1, unitPrice: money('1') }),
      )
    await expectRefusal(db, tenant.tenantId, add, 'INVALID', { constraint: 'orders_lines_add_up' })
  })

  test('takes no line of 0.00 either, once it is accepted or paid', async ({ db, tenant }) => {
    const [accepted, paid] = [await anOrder(tenant), await anOrder(tenant)]
    await asStaff(tenant, (tx) => moveOrder(tx, { orderId: accepted.id, to: 'accepted' }))
    await asStaff(tenant, (tx) => startPayment(tx, { orderId: paid.id, method: 'cash', idempotencyKey: newId() }))
    for (const { id } of [accepted, paid]) {
      const gift = { orderId: id, customerId: tenant.customerId, ...sold(tenant, 'FLAN'), name: 'x' }
      const add = () =>
        asCustomer(tenant, (tx) =>
          tx.insert(orderItems).values({ ...gift, lineNo: 3, quantity: 1, unitPrice: money('0') }),
        )
      await expectRefusal(db, tenant.tenantId, add, 'ORDER_NOT_OPEN', { constraint: 'orders_open' })
    }
  })

  test('computes its total and taxes itself: nobody can write them', async ({ db, tenant }) => {
    const { id } = await anOrder(tenant)
    for (const [table, column] of [
      ['orders', 'total'],
      ['order_items', 'gross'],
      ['order_items', 'total'],
      ['order_items', 'iva_base'],
      ['order_items', 'iva'],
    ]) {
      const work = asOwner(
        db,
        tenant.service,
        `update ${table} set ${column} = 0 where tenant_id = '${tenant.tenantId}'`,
      )
      await expect(work, `${table}.${column} of ${id}`).rejects.toMatchObject({ details: { sqlstate: '428C9' } })
    }
  })

  test('refers to nothing of another tenant, to the owner neither', async ({ db, tenant }) => {
    const other = await newTenant(db)
    const { id } = await anOrder(tenant)
    for (const set of [`branch_id = '${other.branchId}'`, `customer_id = '${other.customerId}'`]) {
      const work = () => asOwner(db, tenant.service, `update orders set ${set} where id = '${id}'`)
      await expectRefusal(db, tenant.tenantId, work, 'REFERENCED', { sqlstate: '23503' })
    }
  })
})

describe('an order has at most', () => {
  test('one payment and one review, whatever their ids', async ({ db, lived }) => {
    const { tenantId, orderId, customerId, branchId } = lived
    const pay = () =>
      asOwner(
        db,
        lived.service,
        `insert into payments (tenant_id, order_id, customer_id, method, idempotency_key)
         values ('${tenantId}', '${orderId}', '${customerId}', 'cash', '12345678')`,
      )
    await expectRefusal(db, tenantId, pay, 'PAYMENT_UNDER_WAY', { constraint: 'payments_one_live_per_order' })
    const review = () =>
      asCustomer(lived, (tx) => tx.insert(reviews).values({ orderId, customerId, branchId, stars: 1 }))
    await expectRefusal(db, tenantId, review, 'ALREADY_REVIEWED')
    const complete = `insert into order_completions (tenant_id, order_id, customer_id, branch_id, seq)
      select tenant_id, order_id, customer_id, branch_id, seq from order_completions where tenant_id = '${tenantId}'`
    await expect(asOwnerUndone(db, lived.service, complete)).rejects.toMatchObject({ code: 'CONFLICT' })
  })

  test('a review by the one who ordered it, of the branch that made it', async ({ db, lived }) => {
    const { orderId, customerId, branchId, tenantId } = lived
    for (const wrong of [{ customerId: newId() }, { branchId: newId() }]) {
      const row = { orderId, customerId, branchId, ...wrong }
      const statement = `insert into reviews (tenant_id, order_id, customer_id, branch_id, line_no, stars)
        values ('${tenantId}', '${row.orderId}', '${row.customerId}', '${row.branchId}', 1, 5)`
      await expect(asOwnerUndone(db, lived.service, statement)).rejects.toMatchObject({
        code: 'ORDER_NOT_DELIVERED',
      })
    }
  })
})
