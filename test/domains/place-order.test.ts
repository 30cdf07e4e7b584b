import { and, eq } from 'drizzle-orm'
import { describe, expect } from 'vitest'
import {
  branches,
  customer,
  customers,
  endPromotion,
  getOrder,
  kitchenSlots,
  markAvailable,
  markSoldOut,
  newId,
  orderAdjustments,
  orderEvents,
  orders,
  placeOrder,
  type PlaceOrder,
  productPrices,
  publishMenu,
  type Quote,
  type QuoteOrder,
  quoteOrder,
  rejectOrder,
  setOpeningHours,
  setPrice,
  setSpecialDay,
} from '../../src/index.ts'
import { money, rate } from '../../src/money.ts'
import {
  aCoupon,
  anOrder,
  aPromotion,
  aQuote,
  asCourier,
  asCustomer,
  asService,
  asStaff,
  newTenant,
  type TestTenant,
} from '../../src/testing.ts'
import { test } from '../database.ts'
import { asSuperuser } from './as-owner.ts'
import { changeDish, draftWith } from './change-menu.ts'
import { choiceOf } from './choice-of.ts'
import { aged, aSlot, stocked, stockOf } from './kitchen.ts'
import { expectRefusal } from './refusals.ts'

const place = (tenant: TestTenant, quoteId: string, idempotencyKey = newId()) =>
  asCustomer(tenant, (tx) => placeOrder(tx, { quoteId, idempotencyKey }))

const taco = (tenant: TestTenant) => tenant.items['TACO'] ?? ''
const agua = (tenant: TestTenant) => tenant.items['AGUA'] ?? ''

const later = (minutes: number) => new Date(Date.now() + minutes * 60_000)

describe('placeOrder', () => {
  test('makes of a quote the order that the customer was shown, to the centavo, and hands it back', async ({
    tenant,
  }) => {
    const { tenantId, customerId } = tenant
    const { promotion, ...coupon } = await aCoupon(tenant, {
      promotion: { fundedBy: 'platform', treatment: 'third-party-payment', kind: 'amount', amountOff: '20.00' },
    })
    const habanero = await choiceOf(tenant, 'TACO', 'Habanero')
    const { id: slotId } = await aSlot(tenant, { service: 'delivery' })
    const quote = await aQuote(tenant, {
      service: 'delivery',
      channel: 'web',
      lines: [
        { menuItemId: taco(tenant), quantity: 3, choices: [habanero] },
        { menuItemId: tenant.items['FLAN'] ?? '', quantity: 1 },
      ],
      couponCodes: ['VEINTE'],
      slotId,
      tip: '10.00',
      notes: 'Sin cebolla',
    })
    const order = await place(tenant, quote.id)
    const {
      id: _id,
      menuId: _menu,
      menuVersionId,
      lines,
      adjustments,
      quotedAt: _at,
      expiresAt: _until,
      hash,
      ...shown
    } = quote
    expect(order).toEqual({
      ...shown,
      tenantId,
      id: expect.any(String),
      quoteId: quote.id,
      quoteHash: hash,
      status: 'placed',
      version: 1,
      businessOn: expect.stringMatching(/^\d{4}-\d\d-\d\d$/),
      folio: 1,
      lineCount: 2,
      adjustmentCount: 1,
      roundingPolicy: 'lines-6-totals-2',
      placedAt: expect.any(Date),
      acceptBy: new Date(order.placedAt.getTime() + 900_000),
    })
    expect(order).toMatchObject({ total: money('139.40'), slotId, units: 4 })
    // The promotion is paid by somebody else, so the taxes are those of the whole price.
    const taxes = [
      ['64.50', '55.603448', '8.896552'],
      ['49.90', '43.017241', '6.882759'],
    ]
    const detail = await asStaff(tenant, (tx) => getOrder(tx, { orderId: order.id }))
    expect(detail).toEqual({
      ...order,
      lines: lines.map(({ itemId, sku: _sku, choices: _choices, modifiers, ...line }, i) => ({
        ...line,
        tenantId,
        orderId: order.id,
        customerId,
        lineCount: 2,
        adjustmentCount: 1,
        menuVersionId,
        menuItemId: itemId,
        taxable: money(taxes[i]?.[0] ?? ''),
        ivaBase: money(taxes[i]?.[1] ?? ''),
        iva: money(taxes[i]?.[2] ?? ''),
        modifiers: modifiers.map((modifier) => ({
          ...modifier,
          tenantId,
          orderId: order.id,
          lineNo: line.lineNo,
          customerId,
        })),
      })),
      adjustments: adjustments.map((adjustment) => ({
        ...adjustment,
        tenantId,
        orderId: order.id,
        customerId,
        lineCount: 2,
        adjustmentCount: 1,
        shares: [money('11.28'), money('8.72')],
      })),
    })
    expect(detail.adjustments).toMatchObject([{ promotionId: promotion.id, couponId: coupon.id, amount: money('20') }])
    expect(await asCustomer(tenant, (tx) => getOrder(tx, { orderId: order.id }))).toEqual(detail)
    expect(await asStaff(tenant, (tx) => tx.select().from(orderEvents))).toEqual([
      {
        tenantId,
        orderId: order.id,
        seq: 1,
        customerId,
        fromStatus: null,
        toStatus: 'placed',
        previousSeq: null,
        actorKind: 'customer',
        actorId: customerId,
        reason: '',
        at: expect.any(Date),
      },
    ])
  })

  test('shows a customer the adjustments of their order, and to no customer who bears what', async ({ tenant }) => {
    await aCoupon(tenant)
    await anOrder(tenant, { couponCodes: ['VEINTE'] })
    expect(await asCustomer(tenant, (tx) => tx.$count(orderAdjustments))).toBe(1)
    expect(await asCourier(tenant, (tx) => tx.$count(orderAdjustments))).toBe(0)
  })

  test('holds the price of the quote when the answer was lost: the same key gives the same order, whatever became of it', async ({
    db,
    tenant,
  }) => {
    const { id: quoteId } = await aQuote(tenant)
    const idempotencyKey = newId()
    const first = await place(tenant, quoteId, idempotencyKey)
    await changeDish(tenant, 'TACO', { price: money('99') })
    await asStaff(tenant, (tx) => markSoldOut(tx, { branchId: tenant.branchId, productId: taco(tenant) }))
    expect(await place(tenant, quoteId, idempotencyKey)).toEqual(first)
    await aged(db, quoteId, 60)
    expect(await place(tenant, quoteId.toUpperCase(), idempotencyKey)).toEqual(first)
    const rejected = await asStaff(tenant, (tx) => rejectOrder(tx, { orderId: first.id }))
    expect(await place(tenant, quoteId, idempotencyKey)).toEqual(rejected)
    await asSuperuser(
      db,
      'set local session_replication_role = replica',
      `delete from order_quotes where id = '${quoteId}'`,
    )
    expect(await place(tenant, quoteId, idempotencyKey)).toEqual(rejected)
    expect(await asStaff(tenant, (tx) => tx.$count(orders))).toBe(1)
  })

  test('refuses a key that stood for another quote', async ({ db, tenant }) => {
    const idempotencyKey = newId()
    await place(tenant, (await aQuote(tenant)).id, idempotencyKey)
    const { id } = await aQuote(tenant)
    for (const quoteId of [id, newId()]) {
      const again = () => place(tenant, quoteId, idempotencyKey)
      await expectRefusal(db, tenant.tenantId, again, 'IDEMPOTENCY_MISMATCH', {
        constraint: 'idempotency_keys_same_request',
      })
    }
  })

  test('keeps the keys of two customers apart, of staff, and of two tenants', async ({ db, tenant }) => {
    const idempotencyKey = newId()
    const customerId = newId()
    await asService(tenant, (tx) => tx.insert(customers).values({ id: customerId, displayName: 'Otra' }))
    const other = await newTenant(db)
    const second = { ...tenant, customerId, customer: customer(tenant.tenantId, customerId) }
    const ids = []
    for (const one of [tenant, second, other]) {
      ids.push((await place(one, (await aQuote(one)).id, idempotencyKey)).id)
    }
    const { id: quoteId } = await aQuote(tenant)
    ids.push((await asStaff(tenant, (tx) => placeOrder(tx, { quoteId, idempotencyKey }))).id)
    expect(new Set(ids).size).toBe(4)
  })

  test('forgets the key of an order that failed', async ({ db, tenant }) => {
    const idempotencyKey = newId()
    const mark = { branchId: tenant.branchId, productId: taco(tenant) }
    const { id } = await aQuote(tenant)
    await asStaff(tenant, (tx) => markSoldOut(tx, { ...mark, until: new Date('2999-01-01T00:00:00Z') }))
    await expectRefusal(db, tenant.tenantId, () => place(tenant, id, idempotencyKey), 'SOLD_OUT')
    await asStaff(tenant, (tx) => markAvailable(tx, mark))
    expect(await place(tenant, id, idempotencyKey)).toMatchObject({ status: 'placed', folio: 1 })
  })

  test('makes one order of a quote, also when that order was called off', async ({ db, tenant }) => {
    const { id: quoteId } = await aQuote(tenant)
    const { id: orderId } = await place(tenant, quoteId)
    const again = () => place(tenant, quoteId)
    const byStaff = () => asStaff(tenant, (tx) => placeOrder(tx, { quoteId, idempotencyKey: newId() }))
    for (const work of [again, byStaff]) {
      await expectRefusal(db, tenant.tenantId, work, 'QUOTE_USED', { constraint: 'orders_quote_key' })
    }
    await asStaff(tenant, (tx) => rejectOrder(tx, { orderId }))
    await expectRefusal(db, tenant.tenantId, again, 'QUOTE_USED', { constraint: 'orders_quote_key' })
  })

  test('says that the quote is used, and not that what it took is gone or that it has expired', async ({
    db,
    tenant,
  }) => {
    await aCoupon(tenant)
    await stocked(tenant, taco(tenant), 2)
    const { id: slotId } = await aSlot(tenant)
    const { id } = await aQuote(tenant, { couponCodes: ['VEINTE'], slotId })
    await place(tenant, id)
    await expectRefusal(db, tenant.tenantId, () => place(tenant, id), 'QUOTE_USED')
    await aged(db, id, 60)
    await expectRefusal(db, tenant.tenantId, () => place(tenant, id), 'QUOTE_USED')
  })

  test('numbers the orders of a branch and day 1, 2, 3, and a failed one leaves no gap', async ({ db, tenant }) => {
    const folios = [(await anOrder(tenant)).folio]
    const { quoteId } = await anOrder(tenant)
    await expectRefusal(db, tenant.tenantId, () => place(tenant, quoteId), 'QUOTE_USED')
    folios.push((await anOrder(tenant)).folio)
    expect(folios).toEqual([1, 3])
  })

  test('numbers each branch by itself', async ({ tenant }) => {
    const [branch] = await asStaff(tenant, (tx) => tx.select().from(branches))
    const second = newId()
    const hours = weekly.map((weekday) => ({ weekday, opens: '00:00', closes: '24:00' }))
    await asStaff(tenant, (tx) => tx.insert(branches).values({ ...branch!, id: second, name: 'Norte' }))
    await asStaff(tenant, (tx) => publishMenu(tx, { versionId: tenant.versionId, branchIds: [second] }))
    await asStaff(tenant, (tx) => setOpeningHours(tx, { branchId: second, service: 'pickup', windows: hours }))
    const folios = []
    for (const branchId of [tenant.branchId, second, second]) folios.push((await anOrder(tenant, { branchId })).folio)
    expect(folios).toEqual([1, 1, 2])
  })

  test('is placed by staff and the service for a customer, who then sees it', async ({ tenant }) => {
    const input: QuoteOrder = {
      branchId: tenant.branchId,
      customerId: tenant.customerId,
      service: 'pickup',
      lines: [{ menuItemId: taco(tenant), quantity: 1 }],
    }
    const ids = []
    for (const as of [asStaff, asService]) {
      const { id: quoteId } = await as(tenant, (tx) => quoteOrder(tx, input))
      ids.push((await as(tenant, (tx) => placeOrder(tx, { quoteId, idempotencyKey: newId() }))).id)
    }
    ids.push((await place(tenant, (await asStaff(tenant, (tx) => quoteOrder(tx, input))).id)).id)
    const seen = await asCustomer(tenant, (tx) => tx.select({ id: orders.id }).from(orders).orderBy(orders.id))
    expect(seen.map(({ id }) => id)).toEqual(ids)
  })

  test("does not find another customer's quote, another tenant's, or one that is none; nor does a courier any", async ({
    db,
    tenant,
  }) => {
    const { id: quoteId } = await aQuote(tenant)
    const other = await newTenant(db)
    const { id: theirs } = await aQuote(other)
    const order = (input: Partial<PlaceOrder>) => ({ quoteId, idempotencyKey: newId(), ...input })
    for (const work of [
      () => db.as(customer(tenant.tenantId, newId()), (tx) => placeOrder(tx, order({}))),
      () => asStaff(tenant, (tx) => placeOrder(tx, order({ quoteId: theirs }))),
      () => asService(tenant, (tx) => placeOrder(tx, order({ quoteId: newId() }))),
      () => asCourier(tenant, (tx) => placeOrder(tx, order({}))),
    ]) {
      await expectRefusal(db, tenant.tenantId, work, 'NOT_FOUND', { table: 'order_quotes' })
    }
  })

  test.for<[what: string, field: string, input: Partial<PlaceOrder>]>([
    ['a quote that is no UUID', 'quoteId', { quoteId: '42' }],
    ['a key of 7 characters', 'idempotencyKey', { idempotencyKey: '1234567' }],
    ['a key of 201 characters', 'idempotencyKey', { idempotencyKey: 'x'.repeat(201) }],
    ['a key with a blank', 'idempotencyKey', { idempotencyKey: '1234 5678' }],
    ['a key with an accent', 'idempotencyKey', { idempotencyKey: 'pedidó-12345' }],
  ])('refuses %s, naming %s', async ([, field, input], { db, tenant }) => {
    const { id: quoteId } = await aQuote(tenant)
    const work = () => asCustomer(tenant, (tx) => placeOrder(tx, { quoteId, idempotencyKey: newId(), ...input }))
    await expectRefusal(db, tenant.tenantId, work, 'INVALID', { field })
  })
})

const weekly = [1, 2, 3, 4, 5, 6, 7] as const

describe('a quote that no longer holds', () => {
  test('has expired after ten minutes, and says since when', async ({ db, tenant }) => {
    const [young, old] = [await aQuote(tenant), await aQuote(tenant)]
    await aged(db, young.id, 9)
    await aged(db, old.id, 11)
    expect(await place(tenant, young.id)).toMatchObject({ quoteId: young.id })
    const refused = { constraint: 'order_quotes_not_expired', expiredAt: expect.any(String) }
    await expectRefusal(db, tenant.tenantId, () => place(tenant, old.id), 'QUOTE_EXPIRED', refused)
    const error = await place(tenant, old.id).catch((reason: unknown) => reason)
    const details: Readonly<Record<string, string>> = Reflect.get(Object(error), 'details')
    expect(new Date(details['expiredAt'] ?? '')).toEqual(new Date(old.expiresAt.getTime() - 660_000))
  })

  type Change = (tenant: TestTenant, quote: Quote) => Promise<unknown>
  const changes: readonly (readonly [what: string, arrange: Change, change: Change])[] = [
    [
      'a new version is live',
      async () => undefined,
      async (tenant) => {
        const { id: versionId } = await draftWith(tenant)
        return asStaff(tenant, (tx) => publishMenu(tx, { versionId }))
      },
    ],
    [
      'a price began',
      async () => undefined,
      (tenant) => asStaff(tenant, (tx) => setPrice(tx, { productId: taco(tenant), price: '18.00' })),
    ],
    [
      'the price of a choice began',
      async () => undefined,
      async (tenant) => {
        const { optionId } = await choiceOf(tenant, 'TACO', 'Habanero')
        return asStaff(tenant, (tx) => setPrice(tx, { productId: optionId, price: '9.00' }))
      },
    ],
    [
      'a price that was set for then began',
      (tenant) => asStaff(tenant, (tx) => setPrice(tx, { productId: taco(tenant), price: '18.00', from: later(-3) })),
      async () => undefined,
    ],
    [
      'a price ended',
      (tenant) =>
        asStaff(tenant, (tx) =>
          setPrice(tx, { productId: taco(tenant), price: '18.00', from: later(-60), until: later(60) }),
        ),
      (tenant) =>
        asStaff(tenant, (tx) =>
          tx
            .update(productPrices)
            .set({ validUntil: new Date() })
            .where(eq(productPrices.productId, taco(tenant))),
        ),
    ],
    [
      'a price was taken away',
      (tenant) => asStaff(tenant, (tx) => setPrice(tx, { productId: taco(tenant), price: '18.00', from: later(-60) })),
      (tenant) => asStaff(tenant, (tx) => tx.delete(productPrices).where(eq(productPrices.productId, taco(tenant)))),
    ],
    [
      'a price was set from a moment before the quote',
      async () => undefined,
      (tenant) => asStaff(tenant, (tx) => setPrice(tx, { productId: taco(tenant), price: '18.00', from: later(-600) })),
    ],
  ]

  test.for(changes)('is PRICE_CHANGED when %s', async ([what, arrange, change], { db, tenant }) => {
    const scheduled = what.includes('set for then')
    const choices = [await choiceOf(tenant, 'TACO', 'Habanero')]
    const asked = { lines: [{ menuItemId: taco(tenant), quantity: 1, choices }] }
    let quote: Quote
    if (scheduled) {
      // The price begins three minutes ago, the quote is of five minutes ago: as it was then.
      quote = await aQuote(tenant, asked)
      await aged(db, quote.id, 5)
      await arrange(tenant, quote)
    } else {
      await arrange(tenant, await aQuote(tenant, asked))
      quote = await aQuote(tenant, asked)
      await change(tenant, quote)
    }
    await expectRefusal(db, tenant.tenantId, () => place(tenant, quote.id), 'PRICE_CHANGED')
  })

  test('holds when another dish, branch, channel or service has another price, or one that is not yet or no more', async ({
    tenant,
  }) => {
    const productId = taco(tenant)
    const set = (price: Partial<Parameters<typeof setPrice>[1]>) =>
      asStaff(tenant, (tx) => setPrice(tx, { productId, price: '1.00', ...price }))
    const quote = await aQuote(tenant, { lines: [{ menuItemId: productId, quantity: 1 }] })
    await set({ productId: agua(tenant) })
    await set({ channel: 'partner' })
    await set({ service: 'delivery' })
    await set({ from: later(30) })
    await set({ branchId: tenant.branchId, from: later(-60), until: later(-30) })
    expect(await place(tenant, quote.id)).toMatchObject({ subtotal: money('18.50') })
  })

  test('is SOLD_OUT with the lines of a dish, of a choice, and of both', async ({ db, tenant }) => {
    const habanero = await choiceOf(tenant, 'TACO', 'Habanero')
    const lines = [
      { menuItemId: agua(tenant), quantity: 1 },
      { menuItemId: taco(tenant), quantity: 1, choices: [habanero] },
      { menuItemId: taco(tenant), quantity: 1 },
      { menuItemId: agua(tenant), quantity: 1 },
    ]
    const { id } = await aQuote(tenant, { lines })
    const refused = (lineNos: string) =>
      expectRefusal(db, tenant.tenantId, () => place(tenant, id), 'SOLD_OUT', {
        constraint: 'order_quotes_still_on_sale',
        lineNos,
      })
    const mark = (productId: string) =>
      asStaff(tenant, (tx) => markSoldOut(tx, { branchId: tenant.branchId, productId }))
    await mark(habanero.optionId)
    await refused('[2]')
    await mark(agua(tenant))
    await refused('[1,2,4]')
    await asStaff(tenant, (tx) => markAvailable(tx, { branchId: tenant.branchId, productId: habanero.optionId }))
    await refused('[1,4]')
  })

  test('is SOLD_OUT with the lines that take more stock than is left, over lines and choices', async ({
    db,
    tenant,
  }) => {
    const habanero = await choiceOf(tenant, 'TACO', 'Habanero')
    const stockItemId = await stocked(tenant, habanero.optionId, 4)
    await stocked(tenant, agua(tenant), 9)
    const lines = [
      { menuItemId: agua(tenant), quantity: 1 },
      { menuItemId: taco(tenant), quantity: 2, choices: [habanero] },
      { menuItemId: taco(tenant), quantity: 1, choices: [habanero] },
      { menuItemId: taco(tenant), quantity: 1 },
    ]
    const [one, other] = [await aQuote(tenant, { lines }), await aQuote(tenant, { lines })]
    await place(tenant, one.id)
    const work = () => place(tenant, other.id)
    await expectRefusal(db, tenant.tenantId, work, 'SOLD_OUT', {
      constraint: 'stock_levels_available',
      lineNos: '[2,3]',
      stockItemIds: JSON.stringify([stockItemId]),
    })
    expect(await asStaff(tenant, (tx) => stockOf(tx))).toMatchObject({
      levels: expect.arrayContaining([{ onHand: '4', reserved: '3' }]),
    })
  })

  test('is CLOSED_NOW when the branch has closed, with the moment at which it opens', async ({ db, tenant }) => {
    const { id } = await aQuote(tenant)
    const on = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10)
    for (const day of [-2, -1, 0, 1, 2]) {
      await asStaff(tenant, (tx) => setSpecialDay(tx, { branchId: tenant.branchId, on: on(day), windows: [] }))
    }
    const refused = () => place(tenant, id)
    await expectRefusal(db, tenant.tenantId, refused, 'CLOSED_NOW', { constraint: 'branches_open' })
    const error = await refused().catch((reason: unknown) => reason)
    const details: Readonly<Record<string, string>> = Reflect.get(Object(error), 'details')
    expect(new Date(details['nextOpeningAt'] ?? '').getTime()).toBeGreaterThan(Date.now() + 86_400_000)
  })

  test('is CLOSED_NOW without a moment when the branch never opens again', async ({ db, tenant }) => {
    const { id } = await aQuote(tenant)
    const { branchId } = tenant
    await asStaff(tenant, (tx) => setOpeningHours(tx, { branchId, service: 'pickup', windows: [] }))
    const error = await place(tenant, id).catch((reason: unknown) => reason)
    expect(Reflect.get(Object(error), 'details')).not.toHaveProperty('nextOpeningAt')
    await expectRefusal(db, tenant.tenantId, () => place(tenant, id), 'CLOSED_NOW')
  })

  test('is CLOSED_NOW when the branch was archived, or no longer offers the service', async ({ db, tenant }) => {
    const { id } = await aQuote(tenant)
    await asStaff(tenant, (tx) => tx.update(branches).set({ services: ['delivery'] }))
    await expectRefusal(db, tenant.tenantId, () => place(tenant, id), 'CLOSED_NOW')
    await asStaff(tenant, (tx) => tx.update(branches).set({ services: ['delivery', 'pickup'], archivedAt: new Date() }))
    await expectRefusal(db, tenant.tenantId, () => place(tenant, id), 'CLOSED_NOW')
  })

  test('is placed while the branch is closed, for a slot at which it is open; not for one at which it is closed', async ({
    db,
    tenant,
  }) => {
    const { branchId } = tenant
    const day = 86_400_000
    const inAWeek = new Date(Math.floor(Date.now() / day) * day + 7 * day + day / 2)
    const weekday = (((inAWeek.getUTCDay() + 6) % 7) + 1) as 1
    const open = await aSlot(tenant, { startsAt: inAWeek })
    const closed = await aSlot(tenant, { startsAt: new Date(inAWeek.getTime() + day) })
    const [one, other] = [await aQuote(tenant, { slotId: open.id }), await aQuote(tenant, { slotId: closed.id })]
    await asStaff(tenant, (tx) => tx.update(branches).set({ timeZone: 'America/Mexico_City' }))
    for (const offset of [0, 1]) {
      const on = new Date(Date.now() + (offset - 1) * day).toISOString().slice(0, 10)
      await asStaff(tenant, (tx) => setSpecialDay(tx, { branchId, on, windows: [] }))
    }
    const windows = [{ weekday, opens: '00:00', closes: '24:00' }]
    await asStaff(tenant, (tx) => setOpeningHours(tx, { branchId, service: 'pickup', windows }))
    expect(await place(tenant, one.id)).toMatchObject({ slotId: open.id })
    await expectRefusal(db, tenant.tenantId, () => place(tenant, other.id), 'CLOSED_NOW')
  })

  test('is SLOT_FULL with the next one that has room, and SLOT_CLOSED when it takes no more', async ({
    db,
    tenant,
  }) => {
    const slot = await aSlot(tenant)
    const next = await aSlot(tenant, { startsAt: new Date(slot.endsAt) })
    const quotes = []
    for (let i = 0; i < 3; i += 1) quotes.push(await aQuote(tenant, { slotId: slot.id }))
    const [one, two, three] = quotes.map(({ id }) => id)
    await place(tenant, one ?? '')
    await expectRefusal(db, tenant.tenantId, () => place(tenant, two ?? ''), 'SLOT_FULL', {
      constraint: 'kitchen_slots_free',
      slotId: slot.id,
      nextSlotId: next.id,
      nextStartsAt: next.startsAt.toISOString(),
    })
    const close = { closedAt: new Date() }
    await asStaff(tenant, (tx) => tx.update(kitchenSlots).set(close).where(eq(kitchenSlots.id, slot.id)))
    await expectRefusal(db, tenant.tenantId, () => place(tenant, three ?? ''), 'SLOT_CLOSED', { slotId: slot.id })
  })

  test("is NOT_FOUND for a slot that is none, another service's or another tenant's", async ({ db, tenant }) => {
    const other = await newTenant(db)
    const theirs = await aSlot(other)
    const dinner = await aSlot(tenant, { service: 'dine_in' })
    for (const slotId of [newId(), theirs.id, dinner.id]) {
      const { id } = await aQuote(tenant, { slotId })
      await expectRefusal(db, tenant.tenantId, () => place(tenant, id), 'NOT_FOUND', { table: 'kitchen_slots' })
    }
  })

  test('claims its coupon when it is placed: COUPON_EXHAUSTED, COUPON_USED_UP, COUPON_NOT_VALID_NOW', async ({
    db,
    tenant,
  }) => {
    const couponOf = (code: string, perCustomerLimit?: number) =>
      aCoupon(tenant, {
        code,
        maxRedemptions: perCustomerLimit === undefined ? 1 : 9,
        promotion: {
          stackingGroup: code.toLowerCase(),
          ...(perCustomerLimit === undefined ? {} : { perCustomerLimit }),
        },
      })
    await couponOf('UNO')
    await couponOf('DOS', 1)
    const { promotion } = await couponOf('TRES')
    const quotesOf = async (code: string) => {
      const quotes = [await aQuote(tenant, { couponCodes: [code] }), await aQuote(tenant, { couponCodes: [code] })]
      return quotes.map(({ id }) => id)
    }
    for (const [code, refusal] of [
      ['UNO', 'COUPON_EXHAUSTED'],
      ['DOS', 'COUPON_USED_UP'],
    ] as const) {
      const [one, other] = await quotesOf(code)
      await place(tenant, one ?? '')
      const details = { adjustmentNo: '1' }
      await expectRefusal(db, tenant.tenantId, () => place(tenant, other ?? ''), refusal, details)
    }
    const [one] = await quotesOf('TRES')
    await asStaff(tenant, (tx) => endPromotion(tx, { promotionId: promotion.id }))
    await expectRefusal(db, tenant.tenantId, () => place(tenant, one ?? ''), 'COUPON_NOT_VALID_NOW')
  })

  test('claims its promotions when it is placed: PROMOTION_EXHAUSTED, PROMOTION_ENDED', async ({ db, tenant }) => {
    const promotion = await aPromotion(tenant, { maxRedemptions: 1 })
    const [one, other] = [await aQuote(tenant), await aQuote(tenant)]
    await place(tenant, one.id)
    await expectRefusal(db, tenant.tenantId, () => place(tenant, other.id), 'PROMOTION_EXHAUSTED', {
      promotionId: promotion.id,
    })
    await asStaff(tenant, (tx) => endPromotion(tx, { promotionId: promotion.id }))
    await expectRefusal(db, tenant.tenantId, () => place(tenant, other.id), 'PROMOTION_ENDED', {
      promotionId: promotion.id,
    })
    expect(await aQuote(tenant)).toMatchObject({ discount: money('0'), deliveryIvaRate: rate('0.16') })
  })

  test('leaves nothing claimed when what comes last fails', async ({ db, tenant }) => {
    await stocked(tenant, taco(tenant), 9)
    await aCoupon(tenant, { maxRedemptions: 9, promotion: { maxRedemptions: 9, perCustomerLimit: 9 } })
    const { id: slotId } = await aSlot(tenant)
    const [one, other] = [
      await aQuote(tenant, { couponCodes: ['VEINTE'], slotId }),
      await aQuote(tenant, { couponCodes: ['VEINTE'], slotId }),
    ]
    await place(tenant, one.id)
    // Promotions and stock have been claimed by then: the footprint is of every row there is.
    await expectRefusal(db, tenant.tenantId, () => place(tenant, other.id), 'SLOT_FULL')
    const own = and(eq(orders.customerId, tenant.customerId), eq(orders.quoteId, other.id))
    expect(await asStaff(tenant, (tx) => tx.$count(orders, own))).toBe(0)
  })
})
