import { expectTypeOf, test } from 'vitest'
import {
  acceptOrder,
  type AdminTx,
  type Db,
  listMenu,
  listOrders,
  type MenuRow,
  openDb,
  type Order,
  type OrderDetail,
  orderItems,
  orders,
  placeOrder,
  quoteOrder,
  type TenantTx,
} from '../../src/index.ts'
import { type Money, money } from '../../src/money.ts'

declare const db: Db
declare const tx: TenantTx
declare const admin: AdminTx
const orderId = '0190a000-0000-7000-8000-000000000000'

test('a verb and a read take a TenantTx, and nothing else that looks like one', () => {
  expectTypeOf(acceptOrder).parameter(0).toEqualTypeOf<TenantTx>()
  // @ts-expect-error a handle has no tenant: db.as gives one
  void acceptOrder(db, { orderId })
  // @ts-expect-error an administrator acts in no tenant
  void acceptOrder(admin, { orderId })
  // @ts-expect-error a read neither
  void listOrders(db)
})

test('there is no relational query and no transaction on a TenantTx', () => {
  expectTypeOf(tx).not.toHaveProperty('query')
  expectTypeOf(tx).not.toHaveProperty('transaction')
  // @ts-expect-error nested numerics would pass through a JSON number
  void tx.query
  // @ts-expect-error a released savepoint would keep what was set inside it
  void tx.transaction
})

test('amounts are Money, in rows and in details', () => {
  expectTypeOf<Order['total']>().toEqualTypeOf<Money>()
  expectTypeOf<OrderDetail['lines'][number]['iva']>().toEqualTypeOf<Money>()
  expectTypeOf<MenuRow['price']>().toEqualTypeOf<Money>()
  // @ts-expect-error a JavaScript number is no amount
  void money(18.5)
})

test('a scope hands back what its work gives: rows of a builder, the value of a batch, of a promise, of a call', () => {
  const actor = { kind: 'service', tenantId: orderId } as const
  expectTypeOf(db.as(actor, (t) => listMenu(t, { branchId: orderId }))).toEqualTypeOf<Promise<MenuRow[]>>()
  expectTypeOf(db.as(actor, (t) => acceptOrder(t, { orderId }))).toEqualTypeOf<Promise<Order>>()
  expectTypeOf(db.as(actor, async () => 1)).toEqualTypeOf<Promise<number>>()
  expectTypeOf(db.as(actor, () => 'x')).toEqualTypeOf<Promise<string>>()
})

test('what the database computes cannot be inserted, nor a status that there is not', () => {
  const order = {
    branchId: orderId,
    customerId: orderId,
    service: 'pickup',
    channel: 'app',
    quoteId: orderId,
    quoteHash: Buffer.alloc(32),
    lineCount: 1,
    units: 1,
    subtotal: money('1'),
    iva: money('0'),
    acceptBy: new Date(),
  } as const
  void tx.insert(orders).values(order)
  // @ts-expect-error orders.total is a generated column
  void tx.insert(orders).values({ ...order, total: money('1') })
  const line = {
    orderId,
    lineNo: 1,
    customerId: orderId,
    menuVersionId: orderId,
    menuItemId: orderId,
    lineCount: 1,
    adjustmentCount: 0,
    name: '',
    ivaClass: 'general',
    satProductKey: '',
    satUnitKey: '',
    quantity: 1,
    unitPrice: money('1'),
  } as const
  void tx.insert(orderItems).values(line)
  // @ts-expect-error order_items.iva is a generated column
  void tx.insert(orderItems).values({ ...line, iva: money('1') })
  // @ts-expect-error no such step: each has a verb of its own
  void acceptOrder(tx, { orderId, to: 'delivered' })
})

test('nobody opens a server without the key that signs who acts, nor orders at a price of their own', () => {
  // @ts-expect-error contextKey is missing
  void openDb({ url: 'postgres://app_user@127.0.0.1/none' })
  const quote = { branchId: orderId, service: 'pickup' } as const
  // @ts-expect-error a line has no price
  void quoteOrder(tx, { ...quote, lines: [{ menuItemId: orderId, quantity: 1, unitPrice: '1.00' }] })
  // @ts-expect-error an order is placed from its quote, and takes nothing beside it
  void placeOrder(tx, { quoteId: orderId, idempotencyKey: 'key', tip: '1.00' })
})
