import { type SQLWrapper, sql } from 'drizzle-orm'
import { expect } from 'vitest'
import {
  branchBoard,
  customer,
  listMenu,
  listOrders,
  listReviews,
  menuAt,
  myReviews,
  orderCursor,
  ratingsOf,
  reviewCursor,
  orderTimeline,
  salesByDay,
  staff,
  type TenantTx,
  topItems,
} from '../../src/index.ts'
import { test as base } from '../database.ts'
import { asSuperuser, asSuperuserUndone } from './as-owner.ts'
import { builderOf, partsOf } from './builder-of.ts'
import { describeOnServer } from './only-on-server.ts'
import type { TestDb } from '../../src/testing.ts'

const TENANTS = 200
const BRANCHES = 5
const ITEMS = 64

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
     select ${id(1, 't', 0)}, ${id(3, 't', 'n')}, ${id(2, 't', 0)}, 'x', 'America/Mexico_City', 'x', '1', 'x', 'x', 'CMX', '06000', -99, 19 ${times(BRANCHES)}`,
    // A menu for each branch, on sale on two channels after thirty that came before it.
    `insert into menus (tenant_id, id, restaurant_id, name) select ${id(1, 't', 0)}, ${id(4, 't', 'n')}, ${id(2, 't', 0)}, 'x' ${times(BRANCHES)}`,
    `insert into menu_versions (tenant_id, id, restaurant_id, menu_id, number, status, published_at)
     select ${id(1, 't', 0)}, ${id(5, 't', 'n')}, ${id(2, 't', 0)}, ${id(4, 't', 'n')}, 1, 'published', now() ${times(BRANCHES)}`,
    `insert into menu_snapshots (tenant_id, version_id, document, etag)
     select ${id(1, 't', 0)}, ${id(5, 't', 'n')}, '{"modifierGroups":[],"categories":[]}', md5(t::text || n) ${times(BRANCHES)}`,
    `insert into menu_placements (tenant_id, restaurant_id, branch_id, channel, menu_id, version_id, live_from_at, live_until_at)
     select ${id(1, 't', 0)}, ${id(2, 't', 0)}, ${id(3, 't', 'n')}, c, ${id(4, 't', 'n')}, ${id(5, 't', 'n')},
       '2026-01-01'::timestamptz + d * interval '1 day', case when d < 30 then '2026-01-01'::timestamptz + (d + 1) * interval '1 day' end
     ${times(BRANCHES)}, unnest(array['app', 'web']) c, generate_series(0, 30) d`,
    `insert into published_items (tenant_id, version_id, item_id, place, category, sku, name, description, price, document)
     select ${id(1, 't', 0)}, ${id(5, 't', 'n')}, ${id(6, 't', 'n * 100 + i')}, i, 'x', 'SKU-' || i, 'x', '', 10, jsonb_build_object('name', repeat('x', 500))
     ${times(BRANCHES)}, generate_series(1, ${ITEMS}) i`,
    `insert into product_prices (tenant_id, menu_id, product_id, branch_id, price)
     select ${id(1, 't', 0)}, ${id(4, 't', 'n')}, ${id(6, 't', 'n * 100 + i')}, ${id(3, 't', 'n')}, 12 ${times(BRANCHES)}, generate_series(1, 8) i`,
    `insert into sold_outs (tenant_id, branch_id, product_id, since_at)
     select ${id(1, 't', 0)}, ${id(3, 't', 'n')}, ${id(6, 't', 'n * 100 + i')}, '2026-01-01' ${times(BRANCHES)}, generate_series(9, 12) i`,
    `insert into dayparts (tenant_id, id, restaurant_id, name, minutes)
     select ${id(1, 't', 0)}, ${id(10, 't', 'n')}, ${id(2, 't', 0)}, n::text, '{[420,720)}' ${times(3)}`,
    // Of 150 orders of a tenant, the last ten are under way.
    `insert into orders (tenant_id, id, branch_id, customer_id, service, channel, quote_id, quote_hash, status, line_count, units, subtotal, iva, folio, business_on, accept_by_at)
     select ${id(1, 't', 0)}, ${id(7, 't', 'n')}, ${id(3, 't', 'n % 2 + 1')}, ${id(8, 't', 'n % 10')}, 'pickup', 'app', ${id(11, 't', 'n')}, sha256('x'),
       case when n > 140 then 'placed' else 'delivered' end, 1, 1, 10, 1.38, n, '2026-11-01'::date + n / 10, now() + interval '1 hour' ${times(150)}`,
    `insert into order_items (tenant_id, order_id, line_no, customer_id, line_count, adjustment_count, menu_version_id, menu_item_id, name, iva_class, sat_product_key, sat_unit_key, quantity, unit_price, iva_rate)
     select ${id(1, 't', 0)}, ${id(7, 't', 'n')}, 1, ${id(8, 't', 'n % 10')}, 1, 0, ${id(5, 't', 1)}, ${id(6, 't', 'n % 10')}, 'x', 'general', '90101501', 'E48', 1, 10, 0.16 ${times(150)}`,
    `insert into order_item_modifiers (tenant_id, order_id, line_no, position, customer_id, option_id, group_name, option_name, quantity, price)
     select ${id(1, 't', 0)}, ${id(7, 't', 'n')}, 1, 0, ${id(8, 't', 'n % 10')}, ${id(6, 't', 900)}, 'x', 'x', 1, 0 ${times(150)}`,
    `insert into order_events (tenant_id, order_id, seq, customer_id, to_status, actor_kind, actor_id)
     select ${id(1, 't', 0)}, ${id(7, 't', 'n')}, 1, ${id(8, 't', 'n % 10')}, 'placed', 'service', ${id(8, 't', 0)} ${times(150)}`,
    // Every other review is of a dish, and every fifth has a reply.
    `insert into reviews (tenant_id, id, order_id, customer_id, branch_id, line_no, menu_item_id, stars, delivered_at)
     select ${id(1, 't', 0)}, ${id(9, 't', 'n')}, ${id(7, 't', 'n')}, ${id(8, 't', 'n % 10')}, ${id(3, 't', 'n % 3 + 1')},
       case when n % 2 = 0 then 1 end, case when n % 2 = 0 then ${id(6, 't', '101 + n % 4')} end, n % 5 + 1, now() ${times(120)}`,
    `insert into review_replies (tenant_id, review_id, body, actor_kind, actor_id)
     select ${id(1, 't', 0)}, ${id(9, 't', 'n * 5')}, 'x', 'staff', ${id(8, 't', 1)} ${times(24)}`,
    `insert into rating_totals (tenant_id, branch_id) select ${id(1, 't', 0)}, ${id(3, 't', 'n')} ${times(BRANCHES)}`,
    `insert into rating_totals (tenant_id, menu_item_id) select ${id(1, 't', 0)}, ${id(6, 't', '100 + n')} ${times(ITEMS)}`,
  )
  await asSuperuser(db, 'analyze')
}

const tenant = 77
const guest = customer(idOf(1, tenant, 0), idOf(8, tenant, 3))
const branchId = idOf(3, tenant, 1)
const dishId = idOf(6, tenant, 101)

const cook = staff(idOf(1, tenant, 0), idOf(8, tenant, 1))

const aWeek = { from: '2026-11-03', until: '2026-11-09' } as const
const board = (tx: TenantTx) => branchBoard(tx, { branchId })

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
    ['the reviews of a branch', 'reviews_of_branch_idx', (tx) => listReviews(tx, { branchId, limit: 10 })],
    [
      'their next page',
      'reviews_of_branch_idx',
      (tx) => listReviews(tx, { branchId, stars: 4, limit: 10, after: reviewCursor(tx, { id: idOf(9, tenant, 60) }) }),
    ],
    ['what staff see of them', 'reviews_of_branch_idx', (tx) => listReviews(tx, { branchId, limit: 10 }), cook],
    ['the reviews of a dish', 'reviews_of_dish_idx', (tx) => listReviews(tx, { menuItemId: dishId, limit: 10 })],
    ["a customer's reviews", 'reviews_of_customer_idx', (tx) => myReviews(tx, { limit: 10 })],
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

  test.for<[what: string, indexes: readonly string[], read: (tx: TenantTx) => SQLWrapper]>([
    ['the board of a branch', ['orders_live_of_branch_idx'], (tx) => partsOf(tx, board)[1]!],
    [
      'its lines and their modifiers',
      ['orders_live_of_branch_idx', 'order_items_pkey', 'order_item_modifiers_pkey'],
      (tx) => partsOf(tx, board)[2]!,
    ],
    ['the sales of a branch by day', ['orders_folio_key'], (tx) => salesByDay(tx, { branchId, ...aWeek })],
    ['what it sold most', ['order_items_pkey'], (tx) => topItems(tx, { branchId, ...aWeek })],
  ])('%s come by %j, and no table is read through', async ([, indexes, read], { db, filled }) => {
    expect(filled).toBe(true)
    const text = (await planOf(db, read, cook)).join('\n')
    expect(text).not.toContain('Seq Scan')
    for (const index of indexes) expect(text).toContain(index)
  })

  test('the timeline of an order is read by its key, from one partition', async ({ db, filled }) => {
    expect(filled).toBe(true)
    const plan = await planOf(db, (tx) => orderTimeline(tx, { orderId: idOf(7, tenant, 90) }))
    const text = plan.join('\n')
    expect(text).not.toMatch(/Seq Scan|Append/)
    expect(text).toMatch(/Index Scan using order_events_\w+ on order_events_\w+/)
  })

  test.for<[what: string, read: (tx: TenantTx) => SQLWrapper, tables: readonly string[]]>([
    [
      'a whole menu',
      (tx) => builderOf(tx, (seen) => menuAt(seen, { branchId, service: 'delivery' })),
      ['branches', 'menu_placements', 'menu_snapshots', 'menu_versions'],
    ],
    [
      'the menu of a moment',
      (tx) => builderOf(tx, (seen) => menuAt(seen, { branchId, service: 'delivery', at: new Date('2026-01-09') })),
      ['branches', 'menu_placements', 'menu_snapshots', 'menu_versions'],
    ],
    [
      'a list of what is sold',
      (tx) => listMenu(tx, { branchId }),
      ['menu_placements', 'product_prices', 'published_items', 'sold_outs'],
    ],
    ['the rating of a branch', (tx) => builderOf(tx, (seen) => ratingsOf(seen, { branchId })), ['rating_totals']],
    [
      'the rating of a dish',
      (tx) => builderOf(tx, (seen) => ratingsOf(seen, { menuItemId: dishId })),
      ['rating_totals'],
    ],
  ])('%s is read by an index in every relation, by the tenant', async ([, read, tables], { db, filled }) => {
    expect(filled).toBe(true)
    const plan = await planOf(db, read)
    const text = plan.join('\n')
    expect(text).not.toContain('Seq Scan')
    const scans = plan.filter((line) => /Index (Only )?Scan|Bitmap Index Scan/.test(line))
    const conditions = plan.filter((line) => line.startsWith('Index Cond') && line.includes('tenant_id = '))
    expect(conditions.length, text).toBe(scans.length)
    const found = [...new Set(plan.flatMap((line) => /Scan.* on (\w+)/.exec(line)?.[1] ?? []))].sort()
    expect(found, text).toEqual(tables)
  })

  test('the one placement that holds is the first that is looked at, whatever came before', async ({ db, filled }) => {
    expect(filled).toBe(true)
    const plan = await planOf(db, (tx) => builderOf(tx, (seen) => menuAt(seen, { branchId, service: 'delivery' })))
    expect(plan.join('\n')).toMatch(/Index Scan Backward using menu_placements_of_branch_idx/)
  })

  // EXPLAIN does not look into functions: how often each table was scanned does.
  test('prices, sold-out marks and dayparts of a menu are found by an index, too', async ({ db, filled }) => {
    expect(filled).toBe(true)
    const [menu, scans] = await db.as(guest, async (tx) => [
      await menuAt(tx, { branchId, service: 'delivery' }),
      await tx.execute<{ name: string; seq: number; index: number }>(sql`
        select relname::text as name, seq_scan::int as seq, idx_scan::int as index
        from pg_stat_xact_user_tables where schemaname = 'public' and seq_scan + idx_scan > 0 order by 1`),
    ])
    expect(menu?.versionId).toBe(idOf(5, tenant, 1))
    expect(scans.map(({ name, seq }) => [name, seq])).toEqual([
      ['branches', 0],
      ['dayparts', 0],
      ['menu_placements', 0],
      ['menu_snapshots', 0],
      ['menu_versions', 0],
      ['product_prices', 0],
      ['sold_outs', 0],
    ])
  })

  test('the guard is evaluated once a statement, not once a row', async ({ db, filled }) => {
    expect(filled).toBe(true)
    const plan = (await planOf(db, (tx) => listOrders(tx))).join('\n')
    expect(plan).toMatch(/InitPlan/)
    expect(plan).not.toMatch(/app\.tenant_id\(\) = |= app\.tenant_id\(\)/)
  })

  // As its foreign key asks: a plan for any values. Where the planner takes tenant and branch for independent, the index
  // that ends at the branch looks as good as the whole key, and the cost of a line grows with the menu, of an order with
  // the orders of its branch.
  test.for<
    [what: string, statistics: string, lookUp: string, types: string, values: number, key: string, mistaken: string]
  >([
    [
      'the order of a folio',
      'orders_branch_id_tenancy',
      'orders x where tenant_id = $1 and branch_id = $2 and business_on = $3 and folio = $4',
      'uuid, uuid, date, integer',
      4,
      'orders_folio_key',
      'orders_of_branch_idx',
    ],
    [
      'the dish of a line',
      'published_items_version_id_tenancy',
      'published_items x where tenant_id = $1 and version_id = $2 and item_id = $3',
      'uuid, uuid, uuid',
      3,
      'published_items_pkey',
      'published_items_place_key',
    ],
  ])('%s is looked up by its whole key, and without %s by less', async (row, { db, filled }) => {
    expect(filled).toBe(true)
    const [, statistics, lookUp, types, values, key, mistaken] = row
    const index = async (...before: readonly string[]) => {
      const rows = await asSuperuserUndone<{ 'QUERY PLAN': string }>(
        db,
        ...before,
        'set local plan_cache_mode = force_generic_plan',
        `prepare look_up (${types}) as select 1 from only ${lookUp} for key share of x`,
        `explain (costs off) execute look_up (${Array(values).fill('null').join(', ')})`,
      )
      await asSuperuser(db, 'deallocate look_up')
      return rows.map((line) => /Scan using (\w+)/.exec(line['QUERY PLAN'])?.[1]).find(Boolean)
    }
    expect(await index()).toBe(key)
    expect(await index(`drop statistics ${statistics}`)).toBe(mistaken)
  })

  test('a customer gets their own rows of those, and the right ones', async ({ db, filled }) => {
    expect(filled).toBe(true)
    const rows = await db.as(guest, (tx) => listOrders(tx, { limit: 3 }))
    expect(rows.map(({ folio, customerId }) => [folio, customerId])).toEqual(
      [143, 133, 123].map((n) => [n, idOf(8, tenant, 3)]),
    )
  })
})
