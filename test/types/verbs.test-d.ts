import { expectTypeOf, test } from 'vitest'
import {
  acceptOrder,
  type AdminTx,
  createCoupon,
  createPromotion,
  branchBoard,
  cancelOrder,
  type Promotion,
  createTenant,
  type Db,
  type DbErrorCode,
  draftMenu,
  deliverOrder,
  getOrder,
  getQuote,
  handOver,
  importMenu,
  isDbError,
  listMenu,
  listOrders,
  listReviews,
  markAvailable,
  markReady,
  markSoldOut,
  menuAt,
  menuProblems,
  openDb,
  orderTimeline,
  nextOpening,
  isOpenAt,
  listHours,
  type Opening,
  setOpeningHours,
  setSpecialDay,
  clearSpecialDay,
  type NewOpeningHours,
  type Weekday,
  type Order,
  orderItems,
  orders,
  payments,
  refundOrder,
  startPayment,
  placeOrder,
  publishMenu,
  quoteOrder,
  rejectOrder,
  rejectOverdueOrder,
  reviewOrder,
  salesByDay,
  setPrice,
  startPreparing,
  topItems,
  type TenantTx,
} from '../../src/index.ts'
import { add, type Money, money, rate } from '../../src/money.ts'

declare const db: Db
declare const tx: TenantTx
declare const admin: AdminTx
declare const id: string

test('every verb and every read takes the transaction of a tenant', () => {
  expectTypeOf(createTenant).parameter(0).toEqualTypeOf<TenantTx>()
  expectTypeOf(importMenu).parameter(0).toEqualTypeOf<TenantTx>()
  expectTypeOf(placeOrder).parameter(0).toEqualTypeOf<TenantTx>()
  expectTypeOf(createPromotion).parameter(0).toEqualTypeOf<TenantTx>()
  expectTypeOf(createCoupon).parameter(0).toEqualTypeOf<TenantTx>()
  expectTypeOf(quoteOrder).parameter(0).toEqualTypeOf<TenantTx>()
  expectTypeOf(getQuote).parameter(0).toEqualTypeOf<TenantTx>()
  expectTypeOf(acceptOrder).parameter(0).toEqualTypeOf<TenantTx>()
  expectTypeOf(rejectOrder).parameter(0).toEqualTypeOf<TenantTx>()
  expectTypeOf(startPreparing).parameter(0).toEqualTypeOf<TenantTx>()
  expectTypeOf(markReady).parameter(0).toEqualTypeOf<TenantTx>()
  expectTypeOf(handOver).parameter(0).toEqualTypeOf<TenantTx>()
  expectTypeOf(deliverOrder).parameter(0).toEqualTypeOf<TenantTx>()
  expectTypeOf(cancelOrder).parameter(0).toEqualTypeOf<TenantTx>()
  expectTypeOf(rejectOverdueOrder).parameter(0).toEqualTypeOf<TenantTx>()
  expectTypeOf(orderTimeline).parameter(0).toEqualTypeOf<TenantTx>()
  expectTypeOf(branchBoard).parameter(0).toEqualTypeOf<TenantTx>()
  expectTypeOf(salesByDay).parameter(0).toEqualTypeOf<TenantTx>()
  expectTypeOf(topItems).parameter(0).toEqualTypeOf<TenantTx>()
  expectTypeOf(startPayment).parameter(0).toEqualTypeOf<TenantTx>()
  expectTypeOf(refundOrder).parameter(0).toEqualTypeOf<TenantTx>()
  expectTypeOf(reviewOrder).parameter(0).toEqualTypeOf<TenantTx>()
  expectTypeOf(getOrder).parameter(0).toEqualTypeOf<TenantTx>()
  expectTypeOf(listOrders).parameter(0).toEqualTypeOf<TenantTx>()
  expectTypeOf(listMenu).parameter(0).toEqualTypeOf<TenantTx>()
  expectTypeOf(menuAt).parameter(0).toEqualTypeOf<TenantTx>()
  expectTypeOf(draftMenu).parameter(0).toEqualTypeOf<TenantTx>()
  expectTypeOf(publishMenu).parameter(0).toEqualTypeOf<TenantTx>()
  expectTypeOf(menuProblems).parameter(0).toEqualTypeOf<TenantTx>()
  expectTypeOf(setPrice).parameter(0).toEqualTypeOf<TenantTx>()
  expectTypeOf(markSoldOut).parameter(0).toEqualTypeOf<TenantTx>()
  expectTypeOf(markAvailable).parameter(0).toEqualTypeOf<TenantTx>()
  expectTypeOf(listReviews).parameter(0).toEqualTypeOf<TenantTx>()
  expectTypeOf(isOpenAt).parameter(0).toEqualTypeOf<TenantTx>()
  expectTypeOf(nextOpening).parameter(0).toEqualTypeOf<TenantTx>()
  expectTypeOf(listHours).parameter(0).toEqualTypeOf<TenantTx>()
  expectTypeOf(setOpeningHours).parameter(0).toEqualTypeOf<TenantTx>()
  expectTypeOf(setSpecialDay).parameter(0).toEqualTypeOf<TenantTx>()
  expectTypeOf(clearSpecialDay).parameter(0).toEqualTypeOf<TenantTx>()
})

test('a handle and an administrator are no transaction of a tenant', () => {
  expectTypeOf<Db>().not.toExtend<TenantTx>()
  expectTypeOf<AdminTx>().not.toExtend<TenantTx>()
  expectTypeOf<TenantTx>().not.toExtend<AdminTx>()
  // @ts-expect-error a handle has no tenant
  void startPayment(db, { orderId: id, method: 'cash', idempotencyKey: id })
  // @ts-expect-error an administrator acts in no tenant
  void getOrder(admin, { orderId: id })
  // @ts-expect-error what looks like a transaction is none: only db.as brands one
  void listOrders({ actor: { kind: 'service', tenantId: id }, select: tx.select })
})

test('neither kind of transaction has relational queries, or transactions inside', () => {
  expectTypeOf<TenantTx>().not.toHaveProperty('query')
  expectTypeOf<TenantTx>().not.toHaveProperty('transaction')
  expectTypeOf<AdminTx>().not.toHaveProperty('query')
  expectTypeOf<AdminTx>().not.toHaveProperty('transaction')
})

test('amounts are Money and add up with nothing else', () => {
  expectTypeOf<Order['total']>().toEqualTypeOf<Money>()
  expectTypeOf<Promotion['amountOff']>().toEqualTypeOf<Money | null>()
  // @ts-expect-error a JavaScript number has lost its centavos already
  void add(money('1'), 0.1)
  // @ts-expect-error nor as a method
  void money('1').plus(0.1)
  // @ts-expect-error a rate is no amount
  void add(money('1'), rate('0.16'))
  // @ts-expect-error a tip is text or Money
  void quoteOrder(tx, { branchId: id, service: 'pickup', lines: [], tip: 5 })
  // @ts-expect-error a column of pesos takes Money, not text that nobody has read
  void tx.update(orders).set({ tip: '5' })
})

test('what the database computes is written by nobody', () => {
  // @ts-expect-error orders.total is a generated column
  void tx.update(orders).set({ total: money('1') })
  // @ts-expect-error order_items.gross is a generated column
  void tx.update(orderItems).set({ gross: money('1') })
  // @ts-expect-error opening_hours.minutes is a generated column
  expectTypeOf<NewOpeningHours>().toHaveProperty('minutes')
  // @ts-expect-error order_items.iva_base is a generated column
  void tx.update(orderItems).set({ ivaBase: money('1') })
})

test('a column takes only what it can hold', () => {
  // @ts-expect-error no such method of payment
  void tx.insert(payments).values({ orderId: id, customerId: id, idempotencyKey: id, method: 'bitcoin' })
  // @ts-expect-error no such service
  void quoteOrder(tx, { branchId: id, service: 'drone', lines: [] })
  // @ts-expect-error the customer of a review is the database's to say
  void reviewOrder(tx, { orderId: id, stars: 5, customerId: id })
})

test('an opening has an end, unless it has none within the year', () => {
  expectTypeOf(nextOpening(tx, { branchId: id, service: 'pickup' })).resolves.toEqualTypeOf<Opening | null>()
  expectTypeOf<Opening['closesAt']>().toEqualTypeOf<Date | null>()
  expectTypeOf(isOpenAt(tx, { branchId: id, service: 'pickup' })).resolves.toEqualTypeOf<boolean>()
  // @ts-expect-error a weekday is 1 to 7
  expectTypeOf<0>().toExtend<Weekday>()
})

test('a server needs the key that signs who acts, an embedded database has its own', () => {
  // @ts-expect-error contextKey is missing
  void openDb({ url: id })
  // @ts-expect-error neither a server nor an embedded database
  void openDb({ contextKey: id })
  expectTypeOf(openDb({ url: id, contextKey: id })).toEqualTypeOf<Promise<Db>>()
  expectTypeOf(openDb({ pglite: true })).toEqualTypeOf<Promise<Db>>()
})

test('an error is narrowed to the code that was asked for', () => {
  const error: unknown = undefined
  if (isDbError(error)) expectTypeOf(error.code).toEqualTypeOf<DbErrorCode>()
  if (isDbError(error, 'COUPON_EXHAUSTED')) expectTypeOf(error.code).toEqualTypeOf<'COUPON_EXHAUSTED'>()
  // @ts-expect-error no such code
  void isDbError(error, 'COUPON_GONE')
})
