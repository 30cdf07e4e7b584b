import { getTableColumns, getTableName, sql } from 'drizzle-orm'
import { describe, expect } from 'vitest'
import {
  branches,
  customer,
  customers,
  type DbErrorCode,
  importMenu,
  newId,
  orderAdjustments,
  orderCompletions,
  orderEvents,
  orderItemModifiers,
  orderItems,
  type OrderQuote,
  orderQuotes,
  orders,
  publishMenu,
} from '../../src/index.ts'
import { money, rate } from '../../src/money.ts'
import {
  aCoupon,
  aMenu,
  anOrder,
  aQuote,
  asCourier,
  asCustomer,
  asService,
  asStaff,
  newTenant,
  type TestTenant,
} from '../../src/testing.ts'
import { test as base } from '../database.ts'
import { choiceOf } from './choice-of.ts'
import { footprint } from './footprint.ts'
import { expectRefusal } from './refusals.ts'
import { stocked } from './kitchen.ts'

type Json = Record<string, unknown>
interface Row extends Omit<OrderQuote, 'document'> {
  document: { lines: Json[]; adjustments: Json[]; demand?: Json[] }
}

interface Attacked extends TestTenant {
  /** As a caller writes it. */
  readonly row: Row
  /** As the database keeps it. */
  readonly stored: OrderQuote['document']
  readonly other: TestTenant
  /** A dish of the same branch's restaurant, on a menu that is not live. */
  readonly offMenu: string
}

/** One tenant for the file, for every attack is refused: three tacos with a salsa and a flan, delivered, with a coupon. */
const test = base.extend<{ attacked: Attacked }>({
  attacked: [
    async ({ db }, use) => {
      const tenant = await newTenant(db)
      await stocked(tenant, tenant.items['TACO'] ?? '', 99)
      await aCoupon(tenant, { maxRedemptions: 99 })
      const choices = [await choiceOf(tenant, 'TACO', 'Habanero')]
      const lines = [
        { menuItemId: tenant.items['TACO'] ?? '', quantity: 3, choices },
        { menuItemId: tenant.items['FLAN'] ?? '', quantity: 1 },
      ]
      await aQuote(tenant, { service: 'delivery', lines, couponCodes: ['VEINTE'] })
      const [quote] = await asCustomer(tenant, (tx) => tx.select().from(orderQuotes))
      if (!quote) throw new Error('there is no quote')
      const { restaurantId } = tenant
      const { items } = await asStaff(tenant, (tx) => importMenu(tx, { restaurantId, menu: aMenu({ name: 'Otra' }) }))
      // As it was written, to be altered: a copy without types.
      const document = JSON.parse(JSON.stringify(quote.document)) as Row['document']
      for (const lowered of document.adjustments) {
        lowered['shares'] = (lowered['shares'] as string[]).map((amount, i) => ({ lineNo: i + 1, amount }))
      }
      const row = { ...quote, document }
      await use({ ...tenant, row, stored: quote.document, other: await newTenant(db), offMenu: items['TACO'] ?? '' })
    },
    { scope: 'file' },
  ],
})

const insert = (row: Row) => {
  const { document, ...columns } = row
  return { ...columns, id: newId(), document: sql`${JSON.stringify(document)}::jsonb` }
}

const copyOf = ({ document, ...row }: Row): Row => ({ ...row, document: structuredClone(document) })

type Alter = (row: Row, attacked: Attacked) => unknown
const line =
  (change: Json, n = 0): Alter =>
  ({ document }) =>
    Object.assign(document.lines[n] ?? {}, change)
const adjustment =
  (change: Json): Alter =>
  ({ document }) =>
    Object.assign(document.adjustments[0] ?? {}, change)
const columns =
  (change: Partial<OrderQuote>): Alter =>
  (row) =>
    Object.assign(row, change)
const choice =
  (change: Json): Alter =>
  ({ document }) =>
    Object.assign((document.lines[0]?.['choices'] as Json[])[0] ?? {}, change)

const prices = { code: 'PRICE_CHANGED', constraint: 'order_quotes_prices_are_the_menus' } as const
const sums = { code: 'INVALID', constraint: 'order_quotes_adds_up' } as const
const taken = { code: 'INVALID', constraint: 'order_quotes_adjustments_allowed' } as const
const dishes = { code: 'ITEM_UNAVAILABLE', constraint: 'order_quotes_items_on_sale' } as const
const rules = { code: 'INVALID', constraint: 'selection_valid' } as const
const live = { code: 'PRICE_CHANGED', constraint: 'order_quotes_menu_is_live' } as const

const attacks: readonly (readonly [
  what: string,
  refused: { readonly code: DbErrorCode; readonly constraint?: string },
  alter: Alter,
])[] = [
  ['a centavo less a unit', prices, line({ unitPrice: '21.49' })],
  ['a centavo more a unit', prices, line({ unitPrice: '21.51' })],
  ['a price of nothing', prices, line({ unitPrice: '0.00' })],
  ['no price', prices, line({ unitPrice: null })],
  ['a price that is NaN', prices, line({ unitPrice: 'NaN' })],
  ['the price without the choice', prices, line({ unitPrice: '18.50' })],
  ['no quantity', prices, line({ quantity: null })],
  [
    'no quantity, and totals to match',
    prices,
    (row) => {
      Object.assign(row, { units: 1, subtotal: money('49.90'), discount: money('8.72'), iva: money('10.51') })
      line({ quantity: null, discount: '0.00' })(row, null as unknown as Attacked)
    },
  ],
  ['none of a dish', prices, line({ quantity: 0 })],
  ['less than none of a dish', prices, line({ quantity: -3 })],
  ['a thousand of a dish', prices, line({ quantity: 1000 })],
  ['half a dish', prices, line({ quantity: 0.5 })],
  ['a dish and a half', { code: 'INVALID' }, line({ quantity: 1.5 })],
  ['another number of a line', prices, line({ lineNo: 2 })],
  ['no number of a line', prices, line({ lineNo: null })],
  ['a line twice', prices, ({ document }) => document.lines.push({ ...document.lines[1] })],
  ['a discount of more than the line', prices, line({ discount: '64.51' })],
  ['a discount below zero', prices, line({ discount: '-0.01' })],
  ['a line without a discount', prices, line({ discount: null })],
  ['a discount that no adjustment gives', sums, line({ discount: '12.28' })],
  ['a discount that is said to be paid by a third party', sums, line({ paidByThird: '11.28' })],
  ['nobody knows what a third party pays', sums, line({ paidByThird: null })],
  ['another rate of IVA', prices, line({ ivaRate: '0.08' })],
  ['no IVA', prices, line({ ivaRate: null })],
  ['IVA of nothing', prices, line({ ivaRate: '0' })],
  [
    "another tenant's dish",
    dishes,
    (row, { other }) => line({ itemId: other.items['TACO'] })(row, { other } as Attacked),
  ],
  ['a dish of a menu that is not live', dishes, (row, attacked) => line({ itemId: attacked.offMenu })(row, attacked)],
  ['a dish that is none', dishes, line({ itemId: newId() })],
  ['no dish', dishes, line({ itemId: null })],
  ['a dish that is no id', { code: 'INVALID' }, line({ itemId: 'TACO' })],
  ['a choice of a group that is none', rules, choice({ groupId: newId() })],
  ['a choice that the group does not offer', rules, choice({ optionId: newId() })],
  ['nine of a choice', rules, choice({ quantity: 9 })],
  ['half a choice', rules, choice({ quantity: 0.5 })],
  ['a choice in text', rules, choice({ quantity: '1' })],
  [
    'a choice within a choice that has none',
    rules,
    choice({ choices: [{ groupId: newId(), optionId: newId(), quantity: 1 }] }),
  ],
  ['a choice too few for its price', prices, line({ choices: [] })],
  ['an adjustment of a centavo more', taken, adjustment({ amount: '20.01' })],
  ['an adjustment of a centavo less', taken, adjustment({ amount: '19.99' })],
  ['an adjustment of nothing', taken, adjustment({ amount: '0.00', shares: [] })],
  [
    'shares that moved by a centavo',
    taken,
    adjustment({
      shares: [
        { lineNo: 1, amount: '11.27' },
        { lineNo: 2, amount: '8.73' },
      ],
    }),
  ],
  ['shares that are less', taken, adjustment({ shares: [{ lineNo: 1, amount: '11.28' }] })],
  [
    'a share of a line that is none',
    taken,
    adjustment({
      shares: [
        { lineNo: 1, amount: '11.28' },
        { lineNo: 3, amount: '8.72' },
      ],
    }),
  ],
  ['no shares', taken, adjustment({ shares: null })],
  ['another number of an adjustment', taken, adjustment({ adjustmentNo: 2 })],
  [
    'an adjustment twice',
    taken,
    ({ document }) => document.adjustments.push({ ...document.adjustments[0], adjustmentNo: 2 }),
  ],
  ['an adjustment that is left out, and its discounts not', sums, ({ document }) => document.adjustments.splice(0)],
  ['no word of adjustments, and discounts', sums, ({ document }) => Reflect.deleteProperty(document, 'adjustments')],
  ['a promotion that is none', taken, adjustment({ promotionId: newId() })],
  ['a coupon that is none', taken, adjustment({ couponId: newId() })],
  ['a coupon that was not given', taken, adjustment({ couponId: null })],
  ['a coupon that is called a promotion', taken, adjustment({ kind: 'promotion' })],
  ['another name of a promotion', taken, adjustment({ name: 'Regalo' })],
  ['another who pays', taken, adjustment({ fundedBy: 'platform' })],
  ['another treatment', taken, adjustment({ treatment: 'third-party-payment' })],
  ['another stacking group', taken, adjustment({ stackingGroup: 'mine' })],
  ['an adjustment of the delivery', taken, adjustment({ appliesTo: 'delivery' })],
  ['a subtotal of a centavo less', sums, columns({ subtotal: money('114.39') })],
  ['a discount of a centavo more', sums, columns({ discount: money('20.01') })],
  ['a free delivery', sums, columns({ deliveryFee: money('0') })],
  ['a delivery at a discount', sums, columns({ deliveryDiscount: money('35') })],
  ['another rate of the delivery', sums, columns({ deliveryIvaRate: rate('0.08') })],
  ['a centavo of IVA less', sums, columns({ iva: money('17.84') })],
  ['a unit less', sums, columns({ units: 3 })],
  ['a pickup with a fee', sums, columns({ service: 'pickup' })],
  ['a tip below zero', { code: 'INVALID', constraint: 'order_quotes_tip_not_negative' }, columns({ tip: money('-1') })],
  [
    'notes that are long',
    { code: 'INVALID', constraint: 'order_quotes_notes_short' },
    columns({ notes: 'x'.repeat(501) }),
  ],
  [
    'an unknown service',
    { code: 'INVALID', constraint: 'order_quotes_service_offered' },
    columns({ service: 'drone' as 'pickup' }),
  ],
  ['an unknown channel', live, columns({ channel: 'fax' as 'app' })],
  [
    "another tenant's branch",
    { code: 'NOT_FOUND', constraint: 'branches_known' },
    (row, { other }) => Object.assign(row, { branchId: other.branchId }),
  ],
  ['a branch that is none', { code: 'NOT_FOUND', constraint: 'branches_known' }, columns({ branchId: newId() })],
  ["another tenant's menu", live, (row, { other }) => Object.assign(row, { menuId: other.menuId })],
  ["another tenant's version", live, (row, { other }) => Object.assign(row, { menuVersionId: other.versionId })],
  ['a version that is none', live, columns({ menuVersionId: newId() })],
  ["another tenant's row", { code: 'FORBIDDEN' }, (row, { other }) => Object.assign(row, { tenantId: other.tenantId })],
  [
    'no lines',
    { code: 'INVALID', constraint: 'order_quotes_has_lines' },
    ({ document }) => Object.assign(document, { lines: [], adjustments: [] }),
  ],
  [
    'no word of lines',
    { code: 'INVALID', constraint: 'order_quotes_has_lines' },
    ({ document }) => Object.assign(document, { lines: undefined, adjustments: [] }),
  ],
  ['lines that are no list', { code: 'INVALID' }, ({ document }) => Object.assign(document, { lines: { 1: 2 } })],
  [
    'adjustments that are no list',
    { code: 'INVALID' },
    ({ document }) => Object.assign(document, { adjustments: 'all' }),
  ],
  ['adjustments of null', { code: 'INVALID' }, ({ document }) => Object.assign(document, { adjustments: null })],
]

describe('a quote written by hand', () => {
  test('stands when it is what the menu and the promotions give', async ({ attacked }) => {
    for (const as of [asCustomer, asStaff, asService]) {
      const made = await as(attacked, (tx) => tx.insert(orderQuotes).values(insert(attacked.row)).returning())
      expect(made).toMatchObject([{ total: attacked.row.total, document: attacked.stored }])
    }
  })

  test.for(attacks)('is refused with %s', async ([what, { code, constraint }, alter], { attacked }) => {
    const row = copyOf(attacked.row)
    alter(row, attacked)
    for (const as of [asCustomer, asStaff]) {
      const work = as(attacked, (tx) => tx.insert(orderQuotes).values(insert(row)))
      await expect(work, what).rejects.toMatchObject({
        code,
        details: constraint === undefined ? {} : { constraint },
      })
    }
  })

  test("is refused in another customer's name, to a customer; for another tenant's, or none, to staff; to a courier", async ({
    db,
    attacked,
  }) => {
    const second = newId()
    await asStaff(attacked, (tx) => tx.insert(customers).values({ id: second, displayName: 'Otra' }))
    const named = (customerId: string) => insert({ ...copyOf(attacked.row), customerId })
    const forbidden = { code: 'FORBIDDEN' }
    const unknown = { code: 'REFERENCED', details: { constraint: 'orders_customer_fk' } }
    const write = (as: typeof asStaff, customerId: string) =>
      as(attacked, (tx) => tx.insert(orderQuotes).values(named(customerId)))
    await expect(write(asCustomer, second)).rejects.toMatchObject(forbidden)
    await expect(write(asCourier, attacked.customerId)).rejects.toMatchObject(forbidden)
    for (const customerId of [attacked.other.customerId, newId()]) {
      await expect(write(asStaff, customerId)).rejects.toMatchObject(unknown)
    }
    const ghost = customer(attacked.tenantId, newId())
    const own = db.as(ghost, (tx) => tx.insert(orderQuotes).values(named(newId())))
    await expect(own).rejects.toMatchObject({ code: expect.stringMatching(/^(FORBIDDEN|REFERENCED)$/) })
  })

  test('gets the names, choices, demand, hash and moments of the database, whatever it says of them', async ({
    attacked,
  }) => {
    const forged = copyOf(attacked.row)
    const [first] = forged.document.lines
    Object.assign(first ?? {}, {
      sku: 'FLAN',
      name: '<b>Taco</b>',
      ivaClass: 'exempt',
      satProductKey: '00000000',
      satUnitKey: 'X',
      modifiers: [],
      unitPrice: 21.5,
      quantity: '3',
      more: 'of the caller’s own',
    })
    Object.assign(forged.document, { demand: [], more: 'of the caller’s own' })
    const far = new Date('2999-01-01T00:00:00Z')
    Object.assign(forged, {
      hash: Buffer.alloc(32),
      quotedAt: far,
      expiresAt: far,
      productIds: [],
      priceIds: [newId()],
    })
    const [made] = await asCustomer(attacked, (tx) => tx.insert(orderQuotes).values(insert(forged)).returning())
    const { id, hash, quotedAt, expiresAt, ...rest } = made!
    const { id: _id, hash: _hash, quotedAt: _at, expiresAt: _until, ...genuine } = attacked.row
    expect(rest).toEqual({ ...genuine, document: attacked.stored })
    expect(genuine.document.demand).toMatchObject([{ quantity: '3' }])
    expect(expiresAt.getTime() - quotedAt.getTime()).toBe(600_000)
    expect(Math.abs(quotedAt.getTime() - Date.now())).toBeLessThan(60_000)
    expect(hash).toHaveLength(32)
    expect([...hash]).not.toEqual(Array.from({ length: 32 }, () => 0))
    expect(id).not.toBe(attacked.row.id)
  })

  test('cannot name the version of a moment ago', async ({ tenant }) => {
    await aQuote(tenant)
    const [quote] = await asCustomer(tenant, (tx) => tx.select().from(orderQuotes))
    const row = { ...quote!, document: JSON.parse(JSON.stringify(quote!.document)) as Row['document'] }
    const { restaurantId, menuId } = tenant
    const menu = aMenu()
    const { versionId } = await asStaff(tenant, (tx) => importMenu(tx, { restaurantId, menuId, menu }))
    await asStaff(tenant, (tx) => publishMenu(tx, { versionId }))
    const work = asCustomer(tenant, (tx) => tx.insert(orderQuotes).values(insert(row)))
    await expect(work).rejects.toMatchObject({ code: live.code, details: { constraint: live.constraint } })
  })

  test('is not for a branch that was archived', async ({ tenant }) => {
    await aQuote(tenant)
    const [quote] = await asCustomer(tenant, (tx) => tx.select().from(orderQuotes))
    const row = { ...quote!, document: JSON.parse(JSON.stringify(quote!.document)) as Row['document'] }
    await asStaff(tenant, (tx) => tx.update(branches).set({ archivedAt: new Date() }))
    const work = asCustomer(tenant, (tx) => tx.insert(orderQuotes).values(insert(row)))
    await expect(work).rejects.toMatchObject({ code: 'NOT_FOUND', details: { constraint: 'branches_known' } })
  })
})

const tables = [orderQuotes, orders, orderItems, orderItemModifiers, orderAdjustments, orderEvents, orderCompletions]

const actors = { customer: asCustomer, staff: asStaff, service: asService, courier: asCourier }

describe('an order', () => {
  test('is inserted by nobody, nor a line, a modifier, an adjustment or a completion to one', async ({
    db,
    tenant,
  }) => {
    await aCoupon(tenant)
    const choices = [await choiceOf(tenant, 'TACO', 'Habanero')]
    await anOrder(tenant, {
      lines: [{ menuItemId: tenant.items['TACO'] ?? '', quantity: 2, choices }],
      couponCodes: ['VEINTE'],
    })
    const before = await footprint(db, tenant.tenantId)
    const names = ['orders', 'order_items', 'order_item_modifiers', 'order_adjustments', 'order_completions']
    for (const [kind, as] of Object.entries(actors)) {
      for (const name of names) {
        const work = as(tenant, (tx) =>
          tx.execute(
            sql`insert into ${sql.identifier(name)} (tenant_id) select tenant_id from ${sql.identifier(name)}`,
          ),
        )
        await expect(work, `${name} as ${kind}`).rejects.toMatchObject({ code: 'FORBIDDEN' })
      }
    }
    expect(await footprint(db, tenant.tenantId)).toEqual(before)
  })

  test.for(tables)('lets nobody change a column of it, or lose its row: %s', async (table, { db, tenant }) => {
    await aCoupon(tenant)
    await anOrder(tenant, { couponCodes: ['VEINTE'] })
    const before = await footprint(db, tenant.tenantId)
    const name = sql.identifier(getTableName(table))
    const own = Object.values(getTableColumns(table)).filter(({ generated }) => generated === undefined)
    expect(own.length).toBeGreaterThan(3)
    for (const [kind, as] of Object.entries(actors)) {
      for (const column of own) {
        const set = sql.identifier(column.name)
        const work = as(tenant, (tx) => tx.execute(sql`update ${name} set ${set} = ${set}`))
        await expect(work, `${column.name} as ${kind}`).rejects.toMatchObject({ code: 'FORBIDDEN' })
      }
      const work = as(tenant, (tx) => tx.execute(sql`delete from ${name}`))
      await expect(work, `delete as ${kind}`).rejects.toMatchObject({ code: 'FORBIDDEN' })
    }
    expect(await footprint(db, tenant.tenantId)).toEqual(before)
  })

  test('is not given for a key that somebody wrote with its id: nobody can write one', async ({ db, tenant }) => {
    const { id } = await anOrder(tenant)
    const second = newId()
    await asStaff(tenant, (tx) => tx.insert(customers).values({ id: second, displayName: 'Otra' }))
    const thief = customer(tenant.tenantId, second)
    const write = () =>
      db.as(thief, (tx) =>
        tx.execute(sql`insert into idempotency_keys (verb, key, request_hash, result_id)
          values ('placeOrder', ${newId()}, sha256('x'), ${id})`),
      )
    await expectRefusal(db, tenant.tenantId, write, 'FORBIDDEN')
  })
})
