import { asc, sql } from 'drizzle-orm'
import { jsonb, pgTable, text, uuid } from 'drizzle-orm/pg-core'
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest'
import {
  copyIn,
  customers,
  type DbEvent,
  insertMany,
  isDbError,
  menuItems,
  newId,
  promotions,
  stockItems,
  type TenantTx,
} from '../../src/index.ts'
import { arrayOf } from '../../src/client/bulk/array-of.ts'
import { money, rate } from '../../src/money.ts'
import { asCustomer, asStaff, newTenant, openTestDb, type TestDb, type TestTenant } from '../../src/testing.ts'

let db: TestDb
let tenant: TestTenant
let other: TestTenant
const events: DbEvent[] = []

beforeAll(async () => {
  db = await openTestDb({ serverUrl: inject('serverUrl'), connections: 2, onEvent: (event) => events.push(event) })
  tenant = await newTenant(db)
  other = await newTenant(db)
})
afterAll(() => db.close())

const refusal = (work: Promise<unknown>) =>
  work.then(
    () => 'let through',
    (error: unknown) =>
      isDbError(error) ? [error.code, error.details['field'] ?? error.details['constraint']] : error,
  )
const guests = (count: number) =>
  Array.from({ length: count }, (_, n) => ({ id: newId(), displayName: `Clienta ${n}` }))
const countOf = (of: TestTenant) =>
  asStaff(of, (tx) => tx.select({ n: sql<number>`count(*)::integer` }).from(customers)).then(([row]) => row?.n)

describe('copyIn', () => {
  test('stores every row of a stream, in its tenant, and counts them', async () => {
    const target = await newTenant(db)
    async function* stream() {
      for (const guest of guests(4_500)) yield await Promise.resolve(guest)
    }
    expect(await asStaff(target, (tx) => copyIn(tx, customers, stream()))).toBe(4_500)
    expect(await countOf(target)).toBe(4_501)
    const [first] = await asStaff(target, (tx) =>
      tx
        .select({ tenantId: customers.tenantId, name: customers.displayName, phone: customers.phone })
        .from(customers)
        .where(sql`display_name = 'Clienta 4499'`),
    )
    expect(first).toEqual({ tenantId: target.tenantId, name: 'Clienta 4499', phone: null })
  })

  test('sends one statement for 2,000 rows', async () => {
    events.length = 0
    await asStaff(tenant, (tx) =>
      copyIn(
        tx,
        stockItems,
        Array.from({ length: 4_001 }, (_, n) => ({ name: `Insumo ${n}`, unit: 'piece' as const })),
      ),
    )
    // The scope reports after the work: three statements, the last of them in a flush of its own before the commit.
    await expect.poll(() => events.find(({ kind }) => kind === 'scope')).toMatchObject({ statements: 3, flushes: 4 })
  })

  test('keeps text as it is, whatever PostgreSQL would read into it', async () => {
    const names = [
      '"',
      '\\',
      '{}',
      'NULL',
      'null',
      ',',
      '',
      ' ',
      'Ñandú 🌮',
      "'; drop table customers; --",
      '\\"',
      '\n\t',
      '{"a":1}',
    ]
    const rows = names.map((name) => ({ id: newId(), displayName: `-${name}` }))
    await asStaff(other, (tx) => copyIn(tx, customers, rows))
    const stored = await asStaff(other, (tx) =>
      tx
        .select({ name: customers.displayName })
        .from(customers)
        .where(sql`display_name like '-%'`)
        .orderBy(asc(customers.id)),
    )
    expect(stored.map(({ name }) => name)).toEqual(rows.map(({ displayName }) => displayName))
  })

  test('takes amounts, moments, nulls and lists', async () => {
    const row = {
      name: 'Martes',
      kind: 'percent' as const,
      percentOff: rate('0.15'),
      maxDiscount: money('49.90'),
      fundedBy: 'restaurant' as const,
      treatment: 'discount' as const,
      stackingGroup: 'martes',
      channels: ['app', 'web'] as ('app' | 'web')[],
      validFrom: new Date('2026-01-02T03:04:05.678Z'),
      budget: null,
    }
    await asStaff(tenant, (tx) => copyIn(tx, promotions, [row]))
    const [stored] = await asStaff(tenant, (tx) =>
      tx
        .select()
        .from(promotions)
        .where(sql`name = 'Martes'`),
    )
    expect(stored).toMatchObject({ channels: ['app', 'web'], validFrom: row.validFrom, budget: null })
    expect([stored?.percentOff?.toFixed(), stored?.maxDiscount?.toFixed(2)]).toEqual(['0.15', '49.90'])
  })

  test('stores nothing of a stream that breaks off', async () => {
    const before = await countOf(tenant)
    const error = new Error('the file ends here')
    function* broken() {
      yield* guests(2_500)
      throw error
    }
    await expect(asStaff(tenant, (tx) => copyIn(tx, customers, broken()))).rejects.toBe(error)
    expect(await countOf(tenant)).toBe(before)
  })

  test('stores nothing when the table refuses one row', async () => {
    const before = await countOf(tenant)
    const rows = [...guests(2_500), { id: newId(), displayName: ' ' }]
    expect(await refusal(asStaff(tenant, (tx) => copyIn(tx, customers, rows)))).toEqual([
      'INVALID',
      'customers_name_not_blank',
    ])
    expect(await countOf(tenant)).toBe(before)
  })

  test('is refused where a row is another tenant’s', async () => {
    const row = { tenantId: other.tenantId, id: newId(), displayName: 'Ajena' }
    expect(await refusal(asStaff(tenant, (tx) => copyIn(tx, customers, [row])))).toEqual(['FORBIDDEN', undefined])
  })

  test('gives an actor no right that an INSERT would not', async () => {
    const row = { id: newId(), displayName: 'Otra' }
    expect(await refusal(asCustomer(tenant, (tx) => copyIn(tx, customers, [row])))).toEqual(['FORBIDDEN', undefined])
    const item = { id: newId(), name: 'x', unit: 'piece' as const }
    expect(await refusal(asCustomer(tenant, (tx) => copyIn(tx, stockItems, [item])))).toEqual(['FORBIDDEN', undefined])
  })

  test.for<[unknown[], string]>([
    [[{ displayName: 'a', phon: 'b' }], 'rows[0].phon'],
    [[{ displayName: 'a' }, { displayName: 'b', phone: '+525512345678' }], 'rows[1].phone'],
    [[{ displayName: 'a', phone: null }, { displayName: 'b' }], 'rows[1].phone'],
  ])('names the row and the field that differ from the first row: %#', async ([rows, field]) => {
    // What the types would not let through comes from a file.
    const work = asStaff(tenant, (tx) => copyIn(tx, customers, rows as (typeof customers.$inferInsert)[]))
    expect(await refusal(work)).toEqual(['INVALID', field])
  })

  test('of no rows stores none', async () => {
    expect(await asStaff(tenant, (tx) => copyIn(tx, customers, []))).toBe(0)
  })
})

test('the SQL of copyIn is the same for any number of rows', async () => {
  const sent: string[] = []
  // Listens in place of a server: only what would be sent is looked at.
  const tx = {
    actor: tenant.staff,
    execute: (statement: Parameters<TenantTx['execute']>[0]) => ({
      execute: async () => {
        const { PgDialect } = await import('drizzle-orm/pg-core')
        sent.push(new PgDialect().sqlToQuery(statement as ReturnType<typeof sql>).sql)
      },
    }),
  } as unknown as TenantTx
  const notes = pgTable('notes', { tenantId: uuid('tenant_id'), tags: text('tags').array(), body: jsonb('body') })
  await copyIn(tx, notes, [{ tags: ['a', 'b'], body: { a: 1 } }])
  await copyIn(
    tx,
    notes,
    [
      { tags: [], body: {} },
      { tags: ['{'], body: null },
    ].map((row) => ({ ...row, body: row.body ?? {} })),
  )
  expect(sent).toEqual(
    Array.from(
      { length: 2 },
      () =>
        'insert into "notes" ("tenant_id", "tags", "body") select $1::uuid, v."c1"::text[], v."c2" from unnest($2::text[], $3::jsonb[]) as v ("c1", "c2")',
    ),
  )
})

test('an array literal quotes every element', () => {
  expect(arrayOf(['a', null, 'NULL', '"\\', 1, true])).toBe('{"a",NULL,"NULL","\\"\\\\","1","true"}')
})

describe('insertMany', () => {
  test('inserts any number of rows in one round trip', async () => {
    const target = await newTenant(db)
    events.length = 0
    expect(await db.as(target.staff, (tx) => insertMany(tx, customers, guests(2_345)))).toBe(2_345)
    await expect.poll(() => events.find(({ kind }) => kind === 'scope')).toMatchObject({ statements: 3, flushes: 1 })
    expect(await countOf(target)).toBe(2_346)
  })

  test('keeps to what a statement can hold, for a table of many columns', async () => {
    const columns = 40
    const rows = 3 * Math.floor(65_535 / columns)
    expect(Object.keys(menuItems).length).toBeLessThan(columns)
    const name = (n: number) => ({ name: `Insumo ancho ${n}`, unit: 'piece' as const })
    expect(
      await asStaff(tenant, (tx) =>
        insertMany(
          tx,
          stockItems,
          Array.from({ length: rows }, (_, n) => name(n)),
        ),
      ),
    ).toBe(rows)
  })

  test('of an empty list is INVALID', async () => {
    expect(await refusal(asStaff(tenant, (tx) => insertMany(tx, customers, [])))).toEqual(['INVALID', 'rows'])
  })

  test('inserts nothing when one row is refused', async () => {
    const before = await countOf(tenant)
    const rows = [...guests(1_500), { id: newId(), displayName: ' ' }]
    expect(await refusal(asStaff(tenant, (tx) => insertMany(tx, customers, rows)))).toEqual([
      'INVALID',
      'customers_name_not_blank',
    ])
    expect(await countOf(tenant)).toBe(before)
  })
})
