import { type SQLWrapper, sql } from 'drizzle-orm'
import { expect } from 'vitest'
import { customer, listMenu, listOrders, listReviews, orderCursor, staff, type TenantTx } from '../../src/index.ts'
import { test as base } from '../database.ts'
import { asSuperuser } from './as-owner.ts'
import { describeOnServer } from './only-on-server.ts'
import type { TestDb } from '../../src/testing.ts'

const TENANTS = 200

/** Ids that a test can name: which tenant, which row. */
const id = (kind: number, tenant: number | string, row: number | string) =>
  `(lpad(to_hex(${kind}), 8, '0') || '-0000-7000-8000-' || lpad(to_hex(${tenant} * 1000 + ${row}), 12, '0'))::uuid`

const idOf = (kind: number, tenant: number, row: number) =>
  `${kind.toString(16).padStart(8, '0')}-0000-7000-8000-${(tenant * 1000 + row).toString(16).padStart(12, '0')}`

/** Rows past every trigger and policy: what is asked here is what the planner makes of many tenants. */
async function fill(db: TestDb): Promise<void> {
  const each = `from generate_series(1, ${TENANTS}) t`
  const times = (rows: number) => `${each}, generate_series(1, ${rows}) n`
  await asSuperuser(
    db,
    `set local session_replication_role = replica`,
    `insert into tenants (tenant_id, slug, display_name, legal_name) select ${id(1, 't', 0)}, 'plan-' || t, 'x', 'x' ${each}`,
    `insert into restaurants (tenant_id, id, name, cuisine) select ${id(1, 't', 0)}, ${id(2, 't', 0)}, 'x', 'x' ${each}`,
    `insert into branches (tenant_id, id, restaurant_id, name, time_zone, street, exterior_number, neighborhood, municipality, state, postal_code, longitude, latitude)
     select ${id(1, 't', 0)}, ${id(3, 't', 'n')}, ${id(2, 't', 0)}, 'x', 'America/Mexico_City', 'x', '1', 'x', 'x', 'CMX', '06000', -99, 19 ${times(2)}`,
    `insert into menus (tenant_id, id, restaurant_id, name) select ${id(1, 't', 0)}, ${id(4, 't', 0)}, ${id(2, 't', 0)}, 'x' ${each}`,
    `insert into menu_categories (tenant_id, id, menu_id, name, position) select ${id(1, 't', 0)}, ${id(5, 't', 'n')}, ${id(4, 't', 0)}, 'x', n ${times(5)}`,
    `insert into menu_items (tenant_id, id, menu_id, category_id, sku, name, price, position)
     select ${id(1, 't', 0)}, ${id(6, 't', 'n')}, ${id(4, 't', 0)}, ${id(5, 't', 'n % 5 + 1')}, 'SKU-' || n, 'x', 10, n ${times(40)}`,
    `insert into orders (tenant_id, id, branch_id, customer_id, service, subtotal, folio, business_on)
     select ${id(1, 't', 0)}, ${id(7, 't', 'n')}, ${id(3, 't', 'n % 2 + 1')}, ${id(8, 't', 'n % 10')}, 'pickup', 10, n, '2026-11-01' ${times(150)}`,
    `insert into reviews (tenant_id, id, order_id, customer_id, branch_id, stars)
     select ${id(1, 't', 0)}, ${id(9, 't', 'n')}, ${id(7, 't', 'n')}, ${id(8, 't', 'n % 10')}, ${id(3, 't', 'n % 2 + 1')}, 5 ${times(100)}`,
  )
  await asSuperuser(db, 'analyze')
}

const tenant = 77
const guest = customer(idOf(1, tenant, 0), idOf(8, tenant, 3))
const branchId = idOf(3, tenant, 1)

const cook = staff(idOf(1, tenant, 0), idOf(8, tenant, 1))

/** The plan of a read as an actor gets it, under every policy; as lines. */
async function planOf(db: TestDb, read: (tx: TenantTx) => SQLWrapper, actor = guest): Promise<string[]> {
  const rows = await db.as(actor, (tx) => tx.execute<{ 'QUERY PLAN': string }>(sql`explain (costs off) ${read(tx)}`))
  return rows.map((row) => row['QUERY PLAN'].trim())
}

const test = base.extend<{ filled: true }>({
  filled: [
    async ({ db }, use) => {
      await fill(db)
      await use(true)
    },
    { scope: 'file' },
  ],
})

describeOnServer(`with ${TENANTS} tenants, under row level security`, () => {
  test.for<[name: string, index: string, read: (tx: TenantTx) => SQLWrapper, actor?: typeof guest]>([
    ["a customer's orders", 'orders_of_customer_idx', (tx) => listOrders(tx)],
    [
      'their next page',
      'orders_of_customer_idx',
      (tx) => listOrders(tx, { after: orderCursor(tx, { id: idOf(7, tenant, 90) }) }),
    ],
    ["a branch's orders", 'orders_of_branch_idx', (tx) => listOrders(tx, { branchId }), cook],
    ['the reviews of a branch', 'reviews_of_branch_idx', (tx) => listReviews(tx, { branchId })],
  ])('%s come from %s, by their tenant, in order, without a sort', async ([, index, read, actor], { db, filled }) => {
    expect(filled).toBe(true)
    const plan = await planOf(db, read, actor)
    const text = plan.join('\n')
    expect(text).toContain(`Index Scan Backward using ${index}`)
    const condition = plan.find((line) => line.startsWith('Index Cond')) ?? ''
    expect(condition, text).toMatch(/\(tenant_id = /)
    expect(text).not.toMatch(/Seq Scan|Sort/)
  })

  test("a tenant's orders are read by the tenant, and no other's", async ({ db, filled }) => {
    expect(filled).toBe(true)
    const plan = await planOf(db, (tx) => listOrders(tx), cook)
    expect(plan.join('\n')).toMatch(/Index Cond: \(tenant_id = /)
    expect(plan.filter((line) => line.includes('Seq Scan'))).toEqual([])
  })

  test('a menu is read by the tenant in every relation', async ({ db, filled }) => {
    expect(filled).toBe(true)
    const plan = await planOf(db, (tx) => listMenu(tx, { branchId }))
    const text = plan.join('\n')
    const scans = plan.filter((line) => /Scan/.test(line))
    const conditions = plan.filter((line) => line.startsWith('Index Cond') && line.includes('tenant_id = '))
    // One row a tenant, 200 rows: a table of three pages is read whole.
    expect(
      scans.filter((line) => line.includes('Seq Scan') && !line.endsWith(' on menus')),
      text,
    ).toEqual([])
    expect(conditions.length, text).toBe(scans.filter((line) => !/Bitmap Heap|Seq/.test(line)).length)
  })

  test('the guard is evaluated once a statement, not once a row', async ({ db, filled }) => {
    expect(filled).toBe(true)
    const plan = (await planOf(db, (tx) => listOrders(tx))).join('\n')
    expect(plan).toMatch(/InitPlan/)
    expect(plan).not.toMatch(/app\.tenant_id\(\) = |= app\.tenant_id\(\)/)
  })

  test('a customer gets their own rows of those, and the right ones', async ({ db, filled }) => {
    expect(filled).toBe(true)
    const rows = await db.as(guest, (tx) => listOrders(tx, { limit: 3 }))
    expect(rows.map(({ folio, customerId }) => [folio, customerId])).toEqual(
      [143, 133, 123].map((n) => [n, idOf(8, tenant, 3)]),
    )
  })
})
