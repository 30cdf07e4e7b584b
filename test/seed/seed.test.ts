import { describe, expect } from 'vitest'
import {
  acceptOrder,
  customer,
  isDbError,
  listMenu,
  newId,
  placeOrder,
  quoteOrder,
  searchMenu,
  service,
} from '../../src/index.ts'
import { parsePhone, parsePostalCode } from '../../src/mexico.ts'
import { verify } from '../../src/migrations.ts'
import { openAllDay, openTestDb, seed, type Seeded, type TestDb } from '../../src/testing.ts'
import { test as base } from '../database.ts'
import { brokenChecks, brokenForeignKeys, constraintCounts } from './constraints.ts'
import { hashOfRows } from './hash-of-rows.ts'
import { asSuperuser } from '../domains/as-owner.ts'
import { targetOf } from './target-of.ts'

const until = new Date('2026-11-20T20:00:00Z')
const few = { tenants: 2, branches: 4, orders: 240, houses: 1 } as const
const plan = { until, city: 'tijuana', sizes: few } as const

const test = base.extend<{ seeded: Seeded }>({
  seeded: [
    async ({ db }: { db: TestDb }, use: (seeded: Seeded) => Promise<void>) => use(await seed(targetOf(db), plan)),
    { scope: 'file' },
  ],
})

describe('a seed', { timeout: 240_000 }, () => {
  test('adds up, by every rule of verify', async ({ db, seeded }) => {
    expect(await verify(db)).toEqual({ tenants: seeded.tenants.length, rules: expect.any(Number), differences: [] })
  })

  test('keeps every foreign key, looked up row by row', async ({ db, seeded }) => {
    expect(seeded.rows).toMatchObject({ orders: few.orders })
    expect((await constraintCounts(db)).keys).toBeGreaterThan(100)
    expect(await brokenForeignKeys(db)).toEqual([])
  })

  test('passes every check, asked row by row', async ({ db, seeded }) => {
    expect(seeded.tenants).toHaveLength(few.tenants)
    expect((await constraintCounts(db)).checks).toBeGreaterThan(100)
    expect(await brokenChecks(db)).toEqual([])
  })

  test('has something in every table that it does not say it leaves empty', async ({ db, seeded }) => {
    expect(seeded.seed).toBe(1)
    const rare = ['dayparts', 'item_option_prices', 'option_modifier_groups', 'product_prices', 'promotion_branches']
    const none = [...rare, 'promotion_items', 'sold_outs', 'special_days']
    const { leftEmpty } = await import('../../src/seed/tables.ts')
    const hashes = await hashOfRows(db)
    const empty = Object.keys(hashes).filter((table) => hashes[table] === '0 ')
    expect(empty.toSorted()).toEqual([...none, ...leftEmpty].toSorted())
  })

  test('has every way an order can go: brought, fetched, called off, under way', async ({ db, seeded }) => {
    const [tenant] = seeded.tenants
    const rows = await asSuperuser(
      db,
      `select distinct status from orders where tenant_id = '${tenant?.tenantId ?? ''}' order by 1`,
    )
    expect(rows.map(({ status }) => status)).toEqual([
      'cancelled',
      'delivered',
      'on_the_way',
      'placed',
      'preparing',
      'rejected',
    ])
  })

  test('ends at its moment: nothing happened later, and no order came before eight or after midnight', async ({
    db,
    seeded,
  }) => {
    const late = ['orders.placed_at', 'order_events.recorded_at', 'payment_events.recorded_at', 'reviews.created_at']
    const query = late.map((column) => {
      const [table = '', name = ''] = column.split('.')
      return `select '${column}' as name from ${table} where ${name} > '${seeded.until.toISOString()}' group by 1`
    })
    const wall = `extract(hour from o.placed_at at time zone b.time_zone)`
    const night = `select 'at night' as name from orders o join branches b on b.tenant_id = o.tenant_id and b.id = o.branch_id where ${wall} < 8 group by 1`
    expect(await asSuperuser(db, [...query, night].join(' union all '))).toEqual([])
  })

  test('gives phones that nobody has and post codes of the state, and taxes the border as the border', async ({
    db,
    seeded,
  }) => {
    expect(seeded.tenants.map(({ city }) => city)).toEqual(['tijuana', 'tijuana'])
    const branches = await asSuperuser(db, 'select phone, postal_code, state, iva_rate::text as rate from branches')
    for (const { phone, postal_code: code, state, rate } of branches) {
      expect(parsePhone(String(phone))).toMatchObject({ ok: true, value: { e164: expect.stringMatching(/^\+526640/) } })
      expect(parsePostalCode(String(code))).toMatchObject({ ok: true, value: { state: { sat: state } } })
      expect(Number(rate)).toBe(0.08)
    }
    expect(branches).toHaveLength(few.branches)
  })

  test('is the same in another database, to the last byte, and another with another number', async ({ db, seeded }) => {
    const here = await hashOfRows(db)
    expect(await hashesOf({ ...plan, until: seeded.until })).toEqual(here)
    const other = await hashesOf({ ...plan, seed: 2 })
    expect(other['orders']).not.toBe(here['orders'])
    expect(other['customers']).not.toBe(here['customers'])
  })

  test('refuses to be put in twice, and leaves everything as it was', async ({ db, seeded }) => {
    const before = await hashOfRows(db)
    const error: unknown = await seed(targetOf(db), { ...plan, until: seeded.until }).catch((reason: unknown) => reason)
    expect(isDbError(error) && error.code).toBe('CONFLICT')
    expect(await hashOfRows(db)).toEqual(before)
  })

  test('is a database that goes on: the next order gets the next folio, who waits is accepted, and all adds up', async ({
    db,
    seeded,
  }) => {
    const tenantId = seeded.tenants[0]?.tenantId ?? ''
    const [waiting] = await asSuperuser(
      db,
      `select id, branch_id, customer_id from orders where tenant_id = '${tenantId}' and status = 'placed' order by id limit 1`,
    )
    const [branchId, customerId] = [String(waiting?.['branch_id']), String(waiting?.['customer_id'])]
    const bot = service(tenantId)
    const guest = customer(tenantId, customerId)
    await db.as(bot, (tx) => openAllDay(tx, branchId))
    const [dish] = await db.as(guest, (tx) => listMenu(tx, { branchId }))
    const lines = [{ menuItemId: dish?.id ?? '', quantity: 2, choices: [] }]
    const quote = await db.as(guest, (tx) => quoteOrder(tx, { branchId, service: 'pickup', lines }))
    const placed = await db.as(guest, (tx) => placeOrder(tx, { quoteId: quote.id, idempotencyKey: newId() }))
    const [last] = await asSuperuser(
      db,
      `select coalesce(max(folio), 0)::int as folio from orders
      where tenant_id = '${tenantId}' and branch_id = '${branchId}' and business_on = '${placed.businessOn}' and id <> '${placed.id}'`,
    )
    const found = await db.as(guest, (tx) => searchMenu(tx, { branchId, service: 'pickup', text: 'flan' }))
    expect(found.hits.map(({ name }) => name)).toEqual(['Flan napolitano'])
    expect(placed.folio).toBe(Number(last?.['folio']) + 1)
    const accepted = await db.as(bot, (tx) => acceptOrder(tx, { orderId: String(waiting?.['id']) }))
    expect(accepted.status).toBe('accepted')
    expect(await verify(db, { tenantId })).toMatchObject({ differences: [] })
  })
})

async function hashesOf(options: Parameters<typeof seed>[1]): Promise<Readonly<Record<string, string>>> {
  await using other: TestDb = await openTestDb()
  await seed(other, options)
  // Awaited here: behind the return, the database is closed.
  return await hashOfRows(other)
}
