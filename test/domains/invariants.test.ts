import { sql } from 'drizzle-orm'
import { describe, expect } from 'vitest'
import { newId, orders, reviews } from '../../src/index.ts'
import { money } from '../../src/money.ts'
import { aCoupon, anOrder, asCustomer, asService, asStaff, type TestDb, type TestTenant } from '../../src/testing.ts'
import { asOwner, asOwnerUndone, asSuperuser } from './as-owner.ts'
import { footprint, tenantTables } from './footprint.ts'
import { test } from './with-lived-in.ts'
import { expectRefusal } from './refusals.ts'

const appendOnly = [
  'admin_log',
  'audit_log',
  'cash_collections',
  'cash_hand_ins',
  'delivery_events',
  'ledger_entries',
  'ledger_journals',
  'menu_snapshots',
  'order_adjustments',
  'order_completions',
  'order_events',
  'order_item_modifiers',
  'order_items',
  'order_quotes',
  'order_settlements',
  'outbox',
  'payment_events',
  'payouts',
  'provider_events',
  'published_items',
  'refund_lines',
  'review_moderations',
  'stock_movements',
  'tips',
]

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
      for (const statement of [
        `update ${table} set ${table === 'admin_log' ? 'reason = reason' : 'tenant_id = tenant_id'}`,
        `delete from ${table}`,
      ]) {
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

/** What `app.place_order` writes, by the owner: it has the right, and the rules hold it all the same. */
describe('an order written by hand', () => {
  interface Wrong {
    readonly header?: Readonly<Record<string, string>>
    readonly lines?: readonly string[]
    readonly rates?: readonly string[]
    readonly adjustments?: readonly string[]
    /** Of each adjustment; the last ones for those that have none of their own. */
    readonly shares?: readonly (readonly string[])[]
    readonly event?: boolean
  }
  const write = async (db: TestDb, tenant: TestTenant, wrong: Wrong) => {
    const { lines = ['10', '20'], adjustments = ['3'], event = true } = wrong
    const { rates = ['0.16'], shares = [['1', '2']] } = wrong
    const id = newId()
    const { promotion, ...coupon } = await aCoupon(tenant)
    const own = `'${tenant.tenantId}', '${id}'`
    const sold = `'${tenant.versionId}', '${tenant.items['TACO']}', 'x', 'general', '90101501', 'E48'`
    const columns = {
      line_count: '2',
      adjustment_count: '1',
      units: '2',
      subtotal: '30',
      discount: '3',
      delivery_fee: '0',
      iva: '3.72',
    }
    const values = { ...columns, ...wrong.header }
    await asOwner(
      db,
      tenant.service,
      `insert into orders (tenant_id, id, branch_id, customer_id, service, channel, quote_id, quote_hash, accept_by_at, ${Object.keys(values).join(', ')})
       values (${own}, '${tenant.branchId}', '${tenant.customerId}', 'delivery', 'app', '${newId()}', sha256('x'), now() + interval '1 hour', ${Object.values(values).join(', ')})`,
      ...lines.map(
        (
          price,
          i,
        ) => `insert into order_items (tenant_id, order_id, line_no, customer_id, line_count, adjustment_count, menu_version_id, menu_item_id, name, iva_class, sat_product_key, sat_unit_key, quantity, unit_price, discount, iva_rate)
         values (${own}, ${i + 1}, '${tenant.customerId}', ${values.line_count}, ${values.adjustment_count}, ${sold}, 1, ${price}, least(${i + 1}, ${price}), ${rates[i] ?? rates[0]})`,
      ),
      ...adjustments.map(
        (
          amount,
          i,
        ) => `insert into order_adjustments (tenant_id, order_id, adjustment_no, customer_id, line_count, adjustment_count, kind, promotion_id, coupon_id, name, funded_by, treatment, stacking_group, applies_to, amount, shares)
         values (${own}, ${i + 1}, '${tenant.customerId}', ${values.line_count}, ${values.adjustment_count}, 'coupon', '${promotion.id}', '${coupon.id}', 'x', 'restaurant', 'discount', 'g${i}', 'lines', ${amount}, '{${(shares[i] ?? shares.at(-1))?.join(', ')}}')`,
      ),
      ...(event
        ? [
            `insert into order_events (tenant_id, order_id, seq, customer_id, to_status) values (${own}, 1, '${tenant.customerId}', 'placed')`,
          ]
        : []),
    )
    return id
  }

  /** Each takes from a line of its own. */
  const two = {
    header: { adjustment_count: '2' },
    adjustments: ['1', '2'],
    shares: [
      ['1', '0'],
      ['0', '2'],
    ],
  }
  /** 9.00 at 16 % and 18.01 at 8 %: 1.241379 and 1.334074, which are a centavo more when they are rounded together. */
  const rated = { rates: ['0.16', '0.08'], lines: ['10', '20.01'], header: { subtotal: '30.01', iva: '2.57' } }

  test.for<[what: string, right: Wrong]>([
    ['two adjustments', two],
    ['two rates', rated],
    ['a delivery at another rate', { rates: ['0.08'], header: { delivery_fee: '35', iva: '6.83' } }],
  ])('stands with %s that add up', async ([, right], { db, tenant }) => {
    const id = await write(db, tenant, right)
    expect(await asStaff(tenant, (tx) => tx.select({ id: orders.id }).from(orders))).toEqual([{ id }])
  })

  test('stands when its lines and adjustments add up and its first event is there', async ({ db, tenant }) => {
    const id = await write(db, tenant, {})
    const rows = await asStaff(tenant, (tx) =>
      tx.select({ id: orders.id, folio: orders.folio, total: orders.total }).from(orders),
    )
    expect(rows).toEqual([{ id, folio: 1, total: money('27') }])
  })

  test.for<[what: string, code: 'INVALID' | 'REFERENCED', constraint: string, wrong: Wrong]>([
    ['lines that are less', 'INVALID', 'orders_lines_add_up', { lines: ['10'] }],
    ['lines that are more than it says', 'INVALID', 'order_items_line_within_count', { lines: ['10', '20', '0.01'] }],
    ['no lines', 'INVALID', 'orders_lines_add_up', { lines: [] }],
    ['a subtotal of a centavo more', 'INVALID', 'orders_lines_add_up', { header: { subtotal: '30.01' } }],
    ['a discount of a centavo more', 'INVALID', 'orders_lines_add_up', { header: { discount: '3.01' } }],
    ['a unit more', 'INVALID', 'orders_lines_add_up', { header: { units: '3' } }],
    ['IVA of a centavo less', 'INVALID', 'orders_iva_adds_up', { header: { iva: '3.71' } }],
    ['a fee that nobody taxed', 'INVALID', 'orders_iva_adds_up', { header: { delivery_fee: '35' } }],
    ['no adjustment', 'INVALID', 'orders_adjustments_add_up', { adjustments: [] }],
    ['an adjustment of less', 'INVALID', 'orders_adjustments_add_up', { adjustments: ['2.99'] }],
    ['more adjustments than it says', 'INVALID', 'order_adjustments_number_within_count', { adjustments: ['3', '1'] }],
    ['a share too few', 'INVALID', 'order_adjustments_shares_are_of_lines', { shares: [['3']] }],
    ['a share too many', 'INVALID', 'order_adjustments_shares_are_of_lines', { shares: [['1', '2', '0']] }],
    ['shares of other lines', 'INVALID', 'orders_shares_add_up', { shares: [['2', '1']] }],
    [
      'two adjustments of a line',
      'INVALID',
      'orders_shares_add_up',
      {
        ...two,
        shares: [
          ['1', '0'],
          ['1', '1'],
        ],
      },
    ],
    ['two whose shares are each other’s', 'INVALID', 'orders_shares_add_up', { ...two, adjustments: ['2', '1'] }],
    ['two of three', 'INVALID', 'orders_adjustments_add_up', { ...two, header: { adjustment_count: '3' } }],
    [
      'IVA of two rates rounded as one',
      'INVALID',
      'orders_iva_adds_up',
      { ...rated, header: { ...rated.header, iva: '2.58' } },
    ],
    [
      'a fee at another rate that nobody taxed',
      'INVALID',
      'orders_iva_adds_up',
      { rates: ['0.08'], header: { delivery_fee: '35', iva: '2.00' } },
    ],
    ['no event', 'REFERENCED', 'orders_status_from_event', { event: false }],
  ])('falls with %s', async ([, code, constraint, wrong], { db, tenant }) => {
    await expect(write(db, tenant, wrong)).rejects.toMatchObject({ code, details: { constraint } })
    expect(await asStaff(tenant, (tx) => tx.$count(orders))).toBe(0)
  })

  test('takes no further line or adjustment, and changes nothing of its bill, from the owner neither', async ({
    db,
    tenant,
  }) => {
    await aCoupon(tenant)
    const { id } = await anOrder(tenant, { couponCodes: ['VEINTE'] })
    const again = (table: string, columns: string, change: string) =>
      `insert into ${table} (tenant_id, order_id, ${columns}) select tenant_id, order_id, ${change} from ${table} where order_id = '${id}' limit 1`
    const line =
      'customer_id, line_count, adjustment_count, menu_version_id, menu_item_id, name, iva_class, sat_product_key, sat_unit_key, quantity, unit_price, line_no'
    const terms =
      'customer_id, line_count, adjustment_count, kind, promotion_id, coupon_id, name, funded_by, treatment, applies_to, amount, shares, stacking_group, adjustment_no'
    for (const statement of [
      again('order_items', line, line.replace('line_no', '3')),
      again('order_items', line, line.replace('line_count', '3').replace('line_no', '3')),
      again('order_adjustments', terms, terms.replace('stacking_group, adjustment_no', `'other', 2`)),
      `update orders set subtotal = subtotal + 1 where id = '${id}'`,
      `update orders set discount = 1 where id = '${id}'`,
      `update orders set slot_id = null where id = '${id}'`,
      `update order_items set discount = 1 where order_id = '${id}' and line_no = 1`,
      `update order_items set quantity = 9 where order_id = '${id}' and line_no = 1`,
      `delete from order_items where order_id = '${id}' and line_no = 1`,
      `delete from orders where id = '${id}'`,
    ]) {
      const before = await footprint(db, tenant.tenantId)
      await expect(asOwner(db, tenant.service, statement), statement).rejects.toMatchObject({
        code: expect.stringMatching(/^(INVALID|REFERENCED|CONFLICT|FORBIDDEN)$/),
      })
      expect(await footprint(db, tenant.tenantId)).toEqual(before)
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
})

describe('an order has at most', () => {
  test('one payment, one review and one completion, whatever their ids', async ({ db, lived }) => {
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
