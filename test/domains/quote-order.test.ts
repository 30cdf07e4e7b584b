import { and, eq } from 'drizzle-orm'
import { describe, expect } from 'vitest'
import {
  branches,
  type Choice,
  coupons,
  customer,
  dayparts,
  getQuote,
  importMenu,
  kitchenSlots,
  markAvailable,
  markSoldOut,
  menuCategories,
  menuItems,
  menus,
  newId,
  orderQuotes,
  orders,
  promotions,
  publishMenu,
  quoteOrder,
  type QuoteOrder,
  restaurants,
  setPrice,
  type TenantTx,
} from '../../src/index.ts'
import { money, rate } from '../../src/money.ts'
import {
  aCoupon,
  aMenu,
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
import { changeDish, changeMenu, draftWith } from './change-menu.ts'
import { choiceOf } from './choice-of.ts'
import { aged, aSlot, stocked, stockOf } from './kitchen.ts'
import { expectRefusal } from './refusals.ts'

const taco = (tenant: TestTenant) => tenant.items['TACO'] ?? ''

const anInput = (tenant: TestTenant, changes: Partial<QuoteOrder> = {}): QuoteOrder => ({
  branchId: tenant.branchId,
  service: 'pickup',
  lines: [{ menuItemId: taco(tenant), quantity: 2 }],
  ...changes,
})

const aChoice = (changes: Partial<Choice> = {}): Choice => ({
  groupId: newId(),
  optionId: newId(),
  quantity: 1,
  ...changes,
})

const quote = (tenant: TestTenant, changes: Partial<QuoteOrder> = {}) =>
  asCustomer(tenant, (tx) => quoteOrder(tx, anInput(tenant, changes)))

describe('a quote', () => {
  test('holds names, prices and taxes of the menu, what is taken off and until when, and is read again', async ({
    tenant,
  }) => {
    const { branchId, customerId, items } = tenant
    const { promotion, ...coupon } = await aCoupon(tenant)
    const habanero = await choiceOf(tenant, 'TACO', 'Habanero')
    const lines = [
      { menuItemId: taco(tenant), quantity: 3, choices: [habanero] },
      { menuItemId: items['FLAN'] ?? '', quantity: 1 },
    ]
    const made = await quote(tenant, {
      service: 'delivery',
      channel: 'web',
      lines,
      couponCodes: [' veinte '],
      tip: '10.00',
      notes: 'Sin cebolla',
    })
    const line = { paidByThird: money('0'), ivaClass: 'general', ivaRate: rate('0.16'), satUnitKey: 'E48' }
    expect(made).toEqual({
      id: expect.any(String),
      branchId,
      customerId,
      service: 'delivery',
      channel: 'web',
      menuId: tenant.menuId,
      menuVersionId: tenant.versionId,
      slotId: null,
      notes: 'Sin cebolla',
      units: 4,
      subtotal: money('114.40'),
      discount: money('20'),
      deliveryFee: money('35'),
      deliveryDiscount: money('0'),
      deliveryIvaRate: rate('0.16'),
      tip: money('10'),
      iva: money('17.85'),
      total: money('139.40'),
      hash: expect.any(Buffer),
      quotedAt: expect.any(Date),
      expiresAt: new Date(made.quotedAt.getTime() + 600_000),
      lines: [
        {
          ...line,
          lineNo: 1,
          itemId: items['TACO'],
          sku: 'TACO',
          name: 'Taco al pastor',
          satProductKey: '90101501',
          quantity: 3,
          choices: [{ ...habanero, choices: [] }],
          unitPrice: money('21.50'),
          gross: money('64.50'),
          discount: money('11.28'),
          total: money('53.22'),
          modifiers: [
            {
              position: 0,
              parentPosition: null,
              optionId: habanero.optionId,
              groupName: 'Salsa',
              optionName: 'Habanero',
              quantity: 1,
              price: money('3'),
            },
          ],
        },
        {
          ...line,
          lineNo: 2,
          itemId: items['FLAN'],
          sku: 'FLAN',
          name: 'Flan napolitano',
          satProductKey: '90101501',
          quantity: 1,
          choices: [],
          unitPrice: money('49.90'),
          gross: money('49.90'),
          discount: money('8.72'),
          total: money('41.18'),
          modifiers: [],
        },
      ],
      adjustments: [
        {
          adjustmentNo: 1,
          kind: 'coupon',
          promotionId: promotion.id,
          couponId: coupon.id,
          name: 'Veinte pesos',
          fundedBy: 'restaurant',
          treatment: 'discount',
          stackingGroup: promotion.stackingGroup,
          appliesTo: 'lines',
          amount: money('20'),
        },
      ],
    })
    for (const as of [asCustomer, asStaff, asService]) {
      expect(await as(tenant, (tx) => getQuote(tx, { quoteId: made.id }))).toEqual(made)
    }
  })

  test('claims nothing, whoever asks for it, and is no order', async ({ tenant }) => {
    await stocked(tenant, taco(tenant), 2)
    const { promotion } = await aCoupon(tenant, { promotion: { maxRedemptions: 1, perCustomerLimit: 1 } })
    const { id: slotId } = await aSlot(tenant)
    await quote(tenant, { couponCodes: ['VEINTE'], slotId })
    await asStaff(tenant, (tx) =>
      quoteOrder(tx, anInput(tenant, { customerId: tenant.customerId, couponCodes: ['VEINTE'], slotId })),
    )
    const after = await asStaff(tenant, async (tx) => ({
      stock: await stockOf(tx),
      coupon: await tx.select({ redeemed: coupons.redeemed }).from(coupons),
      promotion: await tx
        .select({ redeemed: promotions.redeemed })
        .from(promotions)
        .where(eq(promotions.id, promotion.id)),
      slot: await tx.select({ booked: kitchenSlots.bookedOrders }).from(kitchenSlots),
      orders: await tx.$count(orders),
      quotes: await tx.$count(orderQuotes),
    }))
    expect(after).toEqual({
      stock: { levels: [{ onHand: '2', reserved: '0' }], claims: [] },
      coupon: [{ redeemed: 0 }],
      promotion: [{ redeemed: 0 }],
      slot: [{ booked: 0 }],
      orders: 0,
      quotes: 2,
    })
  })

  test('is found by its customer, staff and the service; by no other customer, courier or tenant', async ({
    db,
    tenant,
  }) => {
    const { id: quoteId } = await quote(tenant)
    const other = await newTenant(db)
    for (const work of [
      () => db.as(customer(tenant.tenantId, newId()), (tx) => getQuote(tx, { quoteId })),
      () => asCourier(tenant, (tx) => getQuote(tx, { quoteId })),
      () => asStaff(other, (tx) => getQuote(tx, { quoteId })),
      () => asStaff(tenant, (tx) => getQuote(tx, { quoteId: newId() })),
    ]) {
      await expect(work()).rejects.toMatchObject({ code: 'NOT_FOUND', details: { table: 'order_quotes' } })
    }
    const wrong = asStaff(tenant, (tx) => getQuote(tx, { quoteId: 'x' }))
    await expect(wrong).rejects.toMatchObject({ code: 'INVALID', details: { field: 'quoteId' } })
  })

  test('is read after it has expired, and after it became an order', async ({ db, tenant }) => {
    const { quoteId } = await anOrder(tenant)
    const { id } = await quote(tenant)
    await aged(db, id, 60)
    for (const one of [quoteId, id]) {
      expect(await asCustomer(tenant, (tx) => getQuote(tx, { quoteId: one }))).toMatchObject({ id: one })
    }
  })

  test('takes the best of the promotions that hold by themselves, and says what nobody asked for', async ({
    tenant,
  }) => {
    const ten = await aPromotion(tenant, { name: 'Diez', kind: 'percent', percentOff: '0.10' })
    const made = await aQuote(tenant)
    expect(made).toMatchObject({
      discount: money('6.20'),
      adjustments: [{ kind: 'promotion', promotionId: ten.id, couponId: null, amount: money('6.20') }],
    })
  })

  test.for<
    [
      code:
        | 'COUPON_UNKNOWN'
        | 'COUPON_NOT_VALID_NOW'
        | 'COUPON_EXHAUSTED'
        | 'COUPON_USED_UP'
        | 'COUPON_BELOW_MINIMUM'
        | 'COUPON_NOT_APPLICABLE',
      what: string,
      arrange: (tenant: TestTenant) => Promise<unknown>,
      details: Readonly<Record<string, string>>,
    ]
  >([
    ['COUPON_UNKNOWN', 'there is none', async () => undefined, {}],
    [
      'COUPON_NOT_VALID_NOW',
      'it has not begun',
      (tenant) => aCoupon(tenant, { validFrom: new Date(Date.now() + 3_600_000) }),
      {},
    ],
    [
      'COUPON_NOT_VALID_NOW',
      'its promotion is for deliveries',
      (tenant) => aCoupon(tenant, { promotion: { services: ['delivery'] } }),
      {},
    ],
    [
      'COUPON_EXHAUSTED',
      'it was redeemed as often as it can be',
      async (tenant) => {
        await aCoupon(tenant)
        await anOrder(tenant, { couponCodes: ['VEINTE'] })
      },
      {},
    ],
    [
      'COUPON_USED_UP',
      'this customer had it',
      async (tenant) => {
        await aCoupon(tenant, { maxRedemptions: 9, promotion: { perCustomerLimit: 1 } })
        await anOrder(tenant, { couponCodes: ['VEINTE'] })
      },
      {},
    ],
    [
      'COUPON_USED_UP',
      'it is for a first order',
      async (tenant) => {
        await aCoupon(tenant, { promotion: { firstOrderOnly: true, perCustomerLimit: 1 } })
        await anOrder(tenant)
      },
      {},
    ],
    [
      'COUPON_BELOW_MINIMUM',
      'the order is too small',
      (tenant) => aCoupon(tenant, { promotion: { minSubtotal: '37.01' } }),
      { reason: 'below_minimum' },
    ],
    [
      'COUPON_NOT_APPLICABLE',
      'it is for another dish',
      (tenant) => aCoupon(tenant, { promotion: { itemIds: [tenant.items['FLAN'] ?? ''] } }),
      { reason: 'nothing_to_lower' },
    ],
  ])('is refused for a coupon, %s: %s; and says which', async ([code, , arrange, details], { db, tenant }) => {
    await aCoupon(tenant, { code: 'BUENO', promotion: { stackingGroup: 'otro', amountOff: '1.00', kind: 'amount' } })
    await arrange(tenant)
    const work = () => quote(tenant, { couponCodes: ['BUENO', 'VEINTE'] })
    await expectRefusal(db, tenant.tenantId, work, code, { code: '1', ...details })
  })

  // The reads of a quote leave first; what is sent behind them in the same tick is there when the quote is written.
  test.for<
    [
      code: 'PRICE_CHANGED' | 'ITEM_UNAVAILABLE',
      what: string,
      change: (tx: TenantTx, tenant: TestTenant, versionId: string) => PromiseLike<unknown>,
      details: Readonly<Record<string, string>>,
    ]
  >([
    [
      'PRICE_CHANGED',
      'a price',
      (tx, tenant) => setPrice(tx, { productId: taco(tenant), price: '19.00' }),
      { constraint: 'order_quotes_prices_are_the_menus', lineNos: '[2]' },
    ],
    [
      'PRICE_CHANGED',
      'the version that is live',
      (tx, _tenant, versionId) => publishMenu(tx, { versionId }),
      { constraint: 'order_quotes_menu_is_live' },
    ],
    [
      'ITEM_UNAVAILABLE',
      'what is sold out',
      (tx, tenant) => markSoldOut(tx, { branchId: tenant.branchId, productId: taco(tenant) }),
      { constraint: 'order_quotes_items_on_sale', lineNos: '[2]' },
    ],
  ])(
    'is refused with %s when %s changes between its read and its write',
    async ([code, , change, details], { db, tenant }) => {
      const lines = [tenant.items['AGUA'] ?? '', taco(tenant)].map((menuItemId) => ({ menuItemId, quantity: 1 }))
      const draft = await draftWith(tenant)
      const work = () =>
        asStaff(tenant, async (tx) => {
          const quoting = quoteOrder(tx, anInput(tenant, { customerId: tenant.customerId, lines }))
          quoting.catch(() => undefined)
          await change(tx, tenant, draft.id)
          await quoting
        })
      await expectRefusal(db, tenant.tenantId, work, code, details)
    },
  )
})

describe('quoteOrder', () => {
  const wrong = (quantity: unknown) => (tenant: TestTenant) => ({
    // A request body holds what it likes, whatever the type says.
    lines: [{ menuItemId: taco(tenant), quantity: quantity as number }],
  })
  test.for<[what: string, field: string, changes: (tenant: TestTenant) => Partial<QuoteOrder>]>([
    ['a branch that is no UUID', 'branchId', () => ({ branchId: '42' })],
    ['a customer who is no UUID', 'customerId', () => ({ customerId: "x' or 1=1" })],
    ['an unknown service', 'service', () => ({ service: 'drone' as unknown as 'pickup' })],
    ['an unknown channel', 'channel', () => ({ channel: 'fax' as unknown as 'app' })],
    ['a slot that is no UUID', 'slotId', () => ({ slotId: 'noon' })],
    ['six coupons', 'couponCodes', () => ({ couponCodes: ['A', 'B', 'C', 'D', 'E', 'F'] })],
    ['a coupon of blanks', 'couponCodes[1]', () => ({ couponCodes: ['A', ' '] })],
    ['a coupon of 41 characters', 'couponCodes[0]', () => ({ couponCodes: ['A'.repeat(41)] })],
    ['a tip below zero', 'tip', () => ({ tip: '-5' })],
    ['a tip with half a centavo', 'tip', () => ({ tip: '1.005' })],
    ['a tip in words', 'tip', () => ({ tip: 'diez' })],
    ['a tip that is NaN', 'tip', () => ({ tip: 'NaN' })],
    ['notes of 501 characters', 'notes', () => ({ notes: 'x'.repeat(501) })],
    ['notes with NUL', 'notes', () => ({ notes: 'Sin\0cebolla' })],
    ['no lines', 'lines', () => ({ lines: [] })],
    [
      '201 lines',
      'lines',
      (t) => ({ lines: Array.from({ length: 201 }, () => ({ menuItemId: taco(t), quantity: 1 })) }),
    ],
    ['an item that is no UUID', 'lines[0].menuItemId', () => ({ lines: [{ menuItemId: 'TACO', quantity: 1 }] })],
    ['none of an item', 'lines[0].quantity', wrong(0)],
    ['less than none', 'lines[0].quantity', wrong(-1)],
    ['half an item', 'lines[0].quantity', wrong(0.5)],
    ['1,000 of an item', 'lines[0].quantity', wrong(1000)],
    ['NaN of an item', 'lines[0].quantity', wrong(Number.NaN)],
    ['a quantity in text', 'lines[0].quantity', wrong('2')],
    [
      'an option that is no UUID',
      'lines[0].choices[0].optionId',
      (t) => ({ lines: [{ menuItemId: taco(t), quantity: 1, choices: [aChoice({ optionId: 'verde' })] }] }),
    ],
    [
      'a group that is no UUID, in a choice of a choice',
      'lines[0].choices[0].choices[0].groupId',
      (t) => ({
        lines: [{ menuItemId: taco(t), quantity: 1, choices: [aChoice({ choices: [aChoice({ groupId: 'x' })] })] }],
      }),
    ],
    [
      'more choices than anybody makes',
      'lines[0].choices',
      (t) => ({ lines: [{ menuItemId: taco(t), quantity: 1, choices: Array.from({ length: 201 }, () => aChoice()) }] }),
    ],
    [
      'a choice that nobody offers, in the second line',
      'lines[1].choices[0]',
      (t) => ({
        lines: [
          { menuItemId: taco(t), quantity: 1 },
          { menuItemId: taco(t), quantity: 1, choices: [aChoice()] },
        ],
      }),
    ],
  ])('refuses %s, naming %s, and writes nothing', async ([, field, changes], { db, tenant }) => {
    await expectRefusal(db, tenant.tenantId, () => quote(tenant, changes(tenant)), 'INVALID', { field })
  })

  test('refuses too many and too few of a group, and options of another item', async ({ db, tenant }) => {
    const menu = aMenu({
      modifierGroups: [
        {
          key: 'salsa',
          name: 'Salsa',
          minSelected: 1,
          maxSelected: 2,
          options: [
            { name: 'Verde', price: '0.00' },
            { name: 'Roja', price: '1.00' },
          ],
        },
      ],
    })
    const others = await choiceOf(tenant, 'TACO', 'Verde')
    const { restaurantId } = tenant
    const { items, versionId } = await asStaff(tenant, (tx) => importMenu(tx, { restaurantId, menu }))
    await asStaff(tenant, (tx) => publishMenu(tx, { versionId }))
    const imported = { ...tenant, items }
    const [verde, roja] = [await choiceOf(imported, 'TACO', 'Verde'), await choiceOf(imported, 'TACO', 'Roja')]
    const menuItemId = items['TACO'] ?? ''
    for (const [field, choices] of [
      ['lines[0].choices', []],
      ['lines[0].choices[1]', [verde, verde]],
      ['lines[0].choices[1]', [verde, others]],
      ['lines[0].choices[0]', [{ ...verde, quantity: 2 }]],
      ['lines[0].choices[0]', [{ ...verde, quantity: 0 }]],
      ['lines[0].choices[0]', [{ ...verde, quantity: 0.5 }]],
      ['lines[0].choices[0]', [{ ...verde, optionId: others.optionId }]],
      ['lines[0].choices[0].choices[0]', [{ ...verde, choices: [roja] }]],
    ] as const) {
      const work = () => quote(tenant, { lines: [{ menuItemId, quantity: 1, choices }] })
      await expectRefusal(db, tenant.tenantId, work, 'INVALID', { field })
    }
    expect(await quote(tenant, { lines: [{ menuItemId, quantity: 2, choices: [verde, roja] }] })).toMatchObject({
      subtotal: money('39'),
    })
  })

  test("does not know another tenant's branch, nor an archived one", async ({ db, tenant }) => {
    const other = await newTenant(db)
    const details = { field: 'branchId', table: 'branches' }
    for (const branchId of [other.branchId, newId()]) {
      await expectRefusal(db, tenant.tenantId, () => quote(tenant, { branchId }), 'NOT_FOUND', details)
    }
    await asStaff(tenant, (tx) => tx.update(branches).set({ archivedAt: new Date() }))
    await expectRefusal(db, tenant.tenantId, () => quote(tenant), 'NOT_FOUND', details)
  })

  test("does not sell another tenant's item, nor take its options", async ({ db, tenant }) => {
    const other = await newTenant(db)
    const theirs = () => quote(tenant, { lines: [{ menuItemId: taco(other), quantity: 1 }] })
    await expectRefusal(db, tenant.tenantId, theirs, 'ITEM_UNAVAILABLE', { field: 'lines[0].menuItemId' })
    const [choice, own] = [await choiceOf(other, 'TACO', 'Verde'), await choiceOf(tenant, 'TACO', 'Verde')]
    for (const mixed of [choice, { ...own, optionId: choice.optionId }]) {
      const work = () => quote(tenant, { lines: [{ menuItemId: taco(tenant), quantity: 1, choices: [mixed] }] })
      await expectRefusal(db, tenant.tenantId, work, 'INVALID', { field: 'lines[0].choices[0]' })
    }
  })

  test('offers no service that the branch does not', async ({ db, tenant }) => {
    await asStaff(tenant, (tx) => tx.update(branches).set({ services: ['delivery'] }))
    const details = { constraint: 'order_quotes_service_offered' }
    await expectRefusal(db, tenant.tenantId, () => quote(tenant), 'INVALID', details)
  })

  test("orders for no other tenant's customer, and for nobody who does not exist", async ({ db, tenant }) => {
    const other = await newTenant(db)
    for (const customerId of [other.customerId, newId()]) {
      const work = () => asStaff(tenant, (tx) => quoteOrder(tx, anInput(tenant, { customerId })))
      await expectRefusal(db, tenant.tenantId, work, 'REFERENCED', { constraint: 'orders_customer_fk' })
    }
  })

  test('lets a customer order for nobody else, and a courier not at all', async ({ db, tenant }) => {
    const other = newId()
    await expectRefusal(db, tenant.tenantId, () => quote(tenant, { customerId: other }), 'FORBIDDEN')
    const courier = (changes: Partial<QuoteOrder>) => () =>
      asCourier(tenant, (tx) => quoteOrder(tx, anInput(tenant, changes)))
    await expectRefusal(db, tenant.tenantId, courier({ customerId: tenant.customerId }), 'FORBIDDEN')
    await expectRefusal(db, tenant.tenantId, courier({}), 'INVALID', { field: 'customerId' })
  })

  test('sells nothing that is off the menu, sold out, off its daypart, or on an archived menu', async ({
    db,
    tenant,
  }) => {
    const mark = { branchId: tenant.branchId, productId: taco(tenant) }
    const refused = (field = 'lines[0].menuItemId') =>
      expectRefusal(db, tenant.tenantId, () => quote(tenant), 'ITEM_UNAVAILABLE', { field })

    await asStaff(tenant, (tx) => markSoldOut(tx, { ...mark, until: new Date('2999-01-01T00:00:00Z') }))
    await refused()
    await asStaff(tenant, (tx) => markAvailable(tx, mark))

    // A daypart of one minute of the week, which is not now: of the dish, and of the heading above it.
    const daypartId = newId()
    const yesterday = (((new Date().getUTCDay() + 5) % 7) + 1) as 1 // an ISO weekday, at least half a day away
    const minutes = [{ weekday: yesterday, opens: '00:00', closes: '00:01' }]
    await asStaff(tenant, (tx) =>
      tx.insert(dayparts).values({ id: daypartId, restaurantId: tenant.restaurantId, name: 'Nunca', minutes }),
    )
    await changeDish(tenant, 'TACO', { daypartId })
    await refused()
    await changeMenu(tenant, async (tx, { id }) => {
      await tx.update(menuItems).set({ daypartId: null }).where(eq(menuItems.versionId, id))
      await tx.update(menuCategories).set({ daypartId }).where(eq(menuCategories.versionId, id))
    })
    await refused()
    await changeMenu(tenant, (tx, { id }) =>
      tx.update(menuCategories).set({ daypartId: null }).where(eq(menuCategories.versionId, id)),
    )
    expect(await quote(tenant)).toMatchObject({ discount: money('0') })

    await changeMenu(tenant, (tx, { id }) =>
      tx.delete(menuItems).where(and(eq(menuItems.versionId, id), eq(menuItems.itemId, taco(tenant)))),
    )
    await refused()
    await asStaff(tenant, (tx) => tx.update(menus).set({ archivedAt: new Date() }))
    await refused('branchId')
  })

  test('does not sell a dish with a choice that is sold out', async ({ db, tenant }) => {
    const verde = await choiceOf(tenant, 'TACO', 'Verde')
    await asStaff(tenant, (tx) => markSoldOut(tx, { branchId: tenant.branchId, productId: verde.optionId }))
    const lines = [{ menuItemId: taco(tenant), quantity: 1, choices: [verde] }]
    await expectRefusal(db, tenant.tenantId, () => quote(tenant, { lines }), 'ITEM_UNAVAILABLE', {
      field: 'lines[0].choices[0]',
    })
    const habanero = await choiceOf(tenant, 'TACO', 'Habanero')
    expect(await quote(tenant, { lines: [{ ...lines[0]!, choices: [habanero] }] })).toMatchObject({
      discount: money('0'),
    })
  })

  test('names the line of an item that another restaurant of the tenant sells', async ({ db, tenant }) => {
    const restaurantId = newId()
    await asStaff(tenant, (tx) => tx.insert(restaurants).values({ id: restaurantId, name: 'Otro', cuisine: 'otra' }))
    const { items, versionId } = await asStaff(tenant, (tx) => importMenu(tx, { restaurantId, menu: aMenu() }))
    await asStaff(tenant, (tx) => publishMenu(tx, { versionId }))
    const lines = [taco(tenant), items['TACO'] ?? ''].map((menuItemId) => ({ menuItemId, quantity: 1 }))
    await expectRefusal(db, tenant.tenantId, () => quote(tenant, { lines }), 'ITEM_UNAVAILABLE', {
      field: 'lines[1].menuItemId',
    })
  })

  test('refuses an order that is more than an amount can hold', async ({ db, tenant }) => {
    await changeDish(tenant, 'TACO', { price: money('999999999999.99') })
    const work = () => quote(tenant, { lines: [{ menuItemId: taco(tenant), quantity: 999 }] })
    await expectRefusal(db, tenant.tenantId, work, 'INVALID', { constraint: 'mxn_valid' })
  })
})
