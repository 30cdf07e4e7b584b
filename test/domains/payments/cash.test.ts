import { describe, expect } from 'vitest'
import {
  type AccountKind,
  type Actor,
  assignCourier,
  balances,
  cancelOrder,
  cashCollections,
  cashHandIns,
  collectCash,
  handInCash,
  newId,
  type Payment,
  payBackCash,
  paymentOf,
  payments,
  type QuoteOrder,
  startPayment,
  verifySettlement,
  voidPayment,
} from '../../../src/index.ts'
import { money, roundCash, subtract } from '../../../src/money.ts'
import { anOrder, asCourier, asCustomer, asService, asStaff, newTenant, type TestTenant } from '../../../src/testing.ts'
import { test } from '../../database.ts'
import { asOwner } from '../as-owner.ts'
import { expectRefusal } from '../refusals.ts'
import { anotherCourier, toDeliver } from '../delivery/to-deliver.ts'
import { aPaidOrder, aRefund } from './paying.ts'

async function inCash(tenant: TestTenant, changeFor?: string, order?: Partial<QuoteOrder>): Promise<Payment> {
  const { id } = await anOrder(tenant, order)
  return ofOrder(tenant, id, changeFor)
}

/** Of an order that the tenant's courier brings: 97.00. */
async function atTheDoor(tenant: TestTenant, changeFor?: string): Promise<Payment> {
  return ofOrder(tenant, await toDeliver(tenant, 'assigned'), changeFor)
}

async function ofOrder(tenant: TestTenant, orderId: string, changeFor?: string): Promise<Payment> {
  return asCustomer(tenant, (tx) =>
    startPayment(tx, {
      orderId,
      method: 'cash',
      idempotencyKey: newId(),
      ...(changeFor === undefined ? {} : { changeFor }),
    }),
  )
}

describe('collectCash', () => {
  test('captures the payment, says what to give back, and the courier owes the amount', async ({ tenant }) => {
    const { id: paymentId } = await atTheDoor(tenant, '200')
    const collected = await asCourier(tenant, (tx) => collectCash(tx, { paymentId, collected: '100' }))
    expect(collected).toEqual({
      tenantId: tenant.tenantId,
      paymentId,
      method: 'cash',
      membershipId: courierOf(tenant),
      due: money('97'),
      rounding: money('0'),
      collected: money('100'),
      change: money('3'),
      changeFor: money('200'),
      collectedAt: expect.any(Date),
    })
    const [held] = await asCourier(tenant, (tx) => balances(tx, { kind: 'courier_cash' }))
    expect(held).toMatchObject({ balance: money('97'), membershipId: courierOf(tenant) })
    // The answer was lost, and the courier presses again.
    expect(await asCourier(tenant, (tx) => collectCash(tx, { paymentId, collected: '100' }))).toEqual(collected)
    expect(await asService(tenant, (tx) => verifySettlement(tx))).toEqual([])
  })

  test('puts what staff collect into the till', async ({ tenant }) => {
    const { id: paymentId } = await inCash(tenant)
    expect(await asStaff(tenant, (tx) => collectCash(tx, { paymentId, collected: '62' }))).toMatchObject({
      membershipId: null,
      change: money('0'),
    })
    const [till] = await asStaff(tenant, (tx) => balances(tx, { kind: 'till_cash' }))
    expect(till?.balance).toEqual(money('62'))
  })

  test('takes neither less than is due nor more than change was brought for', async ({ db, tenant }) => {
    const exact = await inCash(tenant)
    const withChange = await inCash(tenant, '100')
    for (const [paymentId, collected, constraint] of [
      [exact.id, '61.99', 'cash_collections_covers_due'],
      [exact.id, '62.01', 'cash_collections_change_was_brought'],
      [withChange.id, '100.01', 'cash_collections_change_was_brought'],
    ] as const) {
      const work = () => asStaff(tenant, (tx) => collectCash(tx, { paymentId, collected }))
      await expectRefusal(db, tenant.tenantId, work, 'INVALID', { constraint })
    }
  })

  test('takes a payment once, only in cash, and only while its order stands', async ({ db, tenant }) => {
    const { id: paymentId } = await inCash(tenant, '100')
    await asStaff(tenant, (tx) => collectCash(tx, { paymentId, collected: '62' }))
    const again = () => asService(tenant, (tx) => collectCash(tx, { paymentId, collected: '63' }))
    await expectRefusal(db, tenant.tenantId, again, 'ORDER_ALREADY_PAID', { constraint: 'payments_order_paid' })

    const off = await inCash(tenant)
    await asStaff(tenant, (tx) => cancelOrder(tx, { orderId: off.orderId }))
    const calledOff = () => asStaff(tenant, (tx) => collectCash(tx, { paymentId: off.id, collected: '62' }))
    await expectRefusal(db, tenant.tenantId, calledOff, 'ORDER_NOT_OPEN')

    const gone = await inCash(tenant)
    await asCustomer(tenant, (tx) => voidPayment(tx, { paymentId: gone.id }))
    const voided = () => asStaff(tenant, (tx) => collectCash(tx, { paymentId: gone.id, collected: '62' }))
    await expectRefusal(db, tenant.tenantId, voided, 'ILLEGAL_TRANSITION')

    const { id: orderId } = await anOrder(tenant)
    const card = await asCustomer(tenant, (tx) =>
      startPayment(tx, { orderId, method: 'card', provider: 'acme', idempotencyKey: newId() }),
    )
    for (const as of [asStaff, asService]) {
      const byCard = () => as(tenant, (tx) => collectCash(tx, { paymentId: card.id, collected: '62' }))
      await expectRefusal(db, tenant.tenantId, byCard, 'PAYMENT_NOT_OPEN')
    }
  })

  test('is not for customers, nor for payments of others', async ({ db, tenant }) => {
    const { id: paymentId } = await inCash(tenant)
    const other = await newTenant(db)
    for (const work of [
      () => asCustomer(tenant, (tx) => collectCash(tx, { paymentId, collected: '62' })),
      () => asStaff(other, (tx) => collectCash(tx, { paymentId, collected: '62' })),
    ]) {
      await expectRefusal(db, tenant.tenantId, work, 'NOT_FOUND', { constraint: 'payments_known' })
    }
    const insert = () =>
      asStaff(tenant, (tx) => tx.insert(cashCollections).values({ paymentId, collected: money('62') }))
    await expectRefusal(db, tenant.tenantId, insert, 'FORBIDDEN')
  })
})

describe('the courier who collects', () => {
  test('is the one who brings the order: any other finds no such payment', async ({ db, tenant }) => {
    const { id: paymentId, orderId } = await atTheDoor(tenant)
    const { id: counter } = await inCash(tenant)
    const { actor: another } = await anotherCourier(tenant)
    for (const work of [
      () => db.as(another, (tx) => collectCash(tx, { paymentId, collected: '97' })),
      () => db.as(another, (tx) => voidPayment(tx, { paymentId })),
      () => asCourier(tenant, (tx) => collectCash(tx, { paymentId: counter, collected: '62' })),
      () => asCourier(tenant, (tx) => voidPayment(tx, { paymentId: counter })),
    ]) {
      await expectRefusal(db, tenant.tenantId, work, 'NOT_FOUND', { constraint: 'payments_known' })
    }
    const seen = async (actor: Actor) => db.as(actor, (tx) => tx.select({ id: payments.id }).from(payments))
    expect(await seen(another)).toEqual([])
    expect(await seen(tenant.courier)).toEqual([{ id: paymentId }])
    expect((await asCourier(tenant, (tx) => paymentOf(tx, { orderId }))).payment?.id).toBe(paymentId)
  })

  test('is no more they who had it before', async ({ db, tenant }) => {
    const { id: paymentId, orderId } = await atTheDoor(tenant)
    const { id: courierId, actor: another } = await anotherCourier(tenant)
    await asStaff(tenant, (tx) => assignCourier(tx, { orderId, courierId }))
    const before = () => asCourier(tenant, (tx) => collectCash(tx, { paymentId, collected: '97' }))
    await expectRefusal(db, tenant.tenantId, before, 'NOT_FOUND', { constraint: 'payments_known' })
    const taken = await db.as(another, (tx) => collectCash(tx, { paymentId, collected: '97' }))
    expect(taken.membershipId).toBe(courierId)
  })

  test('is named by no row of the owner either, unless they bring it', async ({ db, tenant }) => {
    const { id: paymentId } = await inCash(tenant)
    const insert = () =>
      asOwner(
        db,
        tenant.service,
        `insert into cash_collections (tenant_id, payment_id, membership_id, collected)
         values ('${tenant.tenantId}', '${paymentId}', '${tenant.courierId}', 62)`,
      )
    await expectRefusal(db, tenant.tenantId, insert, 'REFERENCED', { constraint: 'cash_collections_holder_brings' })
  })
})

describe('coins', () => {
  test.for<readonly [total: string, paid: string]>([
    ['62.00', '62.00'],
    ['62.01', '62.00'],
    ['62.04', '62.00'],
    ['62.05', '62.05'],
    ['62.06', '62.05'],
    ['62.09', '62.05'],
  ])('pay %s with %s, and give change in coins', async ([total, paid], { tenant }) => {
    const due = money(total)
    const tip = subtract(due, money('62'))
    const { id: paymentId, amount } = await inCash(tenant, '100', { tip })
    const { cash, adjustment } = roundCash(due, '0.05', 'customer')
    expect([amount, cash]).toEqual([due, money(paid)])
    const taken = await asStaff(tenant, (tx) => collectCash(tx, { paymentId, collected: '100' }))
    expect(taken).toMatchObject({ due, rounding: adjustment, change: subtract(money('100'), cash) })
    const books = await asStaff(tenant, (tx) => balances(tx))
    const of = (kind: AccountKind) => books.find((account) => account.kind === kind)?.balance ?? money('0')
    expect([of('till_cash'), of('cash_rounding'), of('customer_payments')]).toEqual([
      cash,
      subtract(due, cash),
      due.negated(),
    ])
    expect(await asService(tenant, (tx) => verifySettlement(tx))).toEqual([])
  })

  test('pay the sum exactly when no change was asked for, and no sum that has no coins', async ({ db, tenant }) => {
    const { id: paymentId } = await inCash(tenant, '62.05', { tip: '0.09' })
    const below = () => asStaff(tenant, (tx) => collectCash(tx, { paymentId, collected: '62.04' }))
    await expectRefusal(db, tenant.tenantId, below, 'INVALID', { constraint: 'cash_collections_covers_due' })
    const exact = await inCash(tenant, undefined, { tip: '0.09' })
    const centavos = () => asStaff(tenant, (tx) => collectCash(tx, { paymentId: exact.id, collected: '62.09' }))
    await expectRefusal(db, tenant.tenantId, centavos, 'INVALID', { constraint: 'cash_collections_change_was_brought' })
    const odd = await inCash(tenant, '63', { tip: '0.09' })
    const noCoins = () => asStaff(tenant, (tx) => collectCash(tx, { paymentId: odd.id, collected: '62.09' }))
    await expectRefusal(db, tenant.tenantId, noCoins, 'INVALID', { constraint: 'cash_collections_in_coins' })
    for (const id of [paymentId, exact.id]) {
      const taken = await asStaff(tenant, (tx) => collectCash(tx, { paymentId: id, collected: '62.05' }))
      expect([taken.rounding, taken.change]).toEqual([money('-0.04'), money('0')])
    }
  })

  test('are owed by a courier as they were handed over', async ({ tenant }) => {
    const { id: orderId } = await anOrder(tenant, { service: 'delivery', tip: '0.03' })
    const { id: paymentId } = await ofOrder(tenant, orderId)
    await asStaff(tenant, (tx) => assignCourier(tx, { orderId, courierId: tenant.courierId }))
    await asCourier(tenant, (tx) => collectCash(tx, { paymentId, collected: '97' }))
    const [held] = await asCourier(tenant, (tx) => balances(tx, { kind: 'courier_cash' }))
    expect(held?.balance).toEqual(money('97'))
  })
})

describe('handInCash', () => {
  test('settles what a courier holds, once for a key', async ({ db, tenant }) => {
    const { id: paymentId } = await atTheDoor(tenant)
    await asCourier(tenant, (tx) => collectCash(tx, { paymentId, collected: '97' }))
    const input = { courierId: courierOf(tenant), amount: '95.00', idempotencyKey: newId() }
    const first = await asStaff(tenant, (tx) => handInCash(tx, input))
    expect(await asStaff(tenant, (tx) => handInCash(tx, input))).toEqual(first)
    const [held] = await asCourier(tenant, (tx) => balances(tx, { kind: 'courier_cash' }))
    expect(held?.balance).toEqual(money('2'))
    const other = () => asStaff(tenant, (tx) => handInCash(tx, { ...input, amount: '2' }))
    await expectRefusal(db, tenant.tenantId, other, 'IDEMPOTENCY_MISMATCH')
    const more = () => asStaff(tenant, (tx) => handInCash(tx, { ...input, amount: '2.01', idempotencyKey: newId() }))
    await expectRefusal(db, tenant.tenantId, more, 'CASH_NOT_HELD', { constraint: 'ledger_accounts_cash_is_held' })
    expect(await asService(tenant, (tx) => verifySettlement(tx))).toEqual([])
  })

  test('is received by somebody else, from somebody there is', async ({ db, tenant }) => {
    const input = { courierId: courierOf(tenant), amount: '1', idempotencyKey: newId() }
    const own = () => asCourier(tenant, (tx) => handInCash(tx, input))
    await expectRefusal(db, tenant.tenantId, own, 'FORBIDDEN')
    const nobody = () => asStaff(tenant, (tx) => handInCash(tx, { ...input, courierId: newId() }))
    await expectRefusal(db, tenant.tenantId, nobody, 'REFERENCED')
    const insert = () =>
      asStaff(tenant, (tx) =>
        tx.insert(cashHandIns).values({ membershipId: courierOf(tenant), amount: money('1'), idempotencyKey: newId() }),
      )
    await expectRefusal(db, tenant.tenantId, insert, 'FORBIDDEN')
  })
})

describe('payBackCash', () => {
  test('pays a refund of cash out of the till, once', async ({ tenant }) => {
    const { id: paymentId, orderId } = await inCash(tenant)
    await asStaff(tenant, (tx) => collectCash(tx, { paymentId, collected: '62' }))
    const { id: refundId } = await aRefund(tenant, orderId, { lines: [{ lineNo: 2, quantity: 1 }] })
    const paid = await asStaff(tenant, (tx) => payBackCash(tx, { refundId }))
    expect(paid).toMatchObject({ status: 'done', settledBy: 'till', total: money('25') })
    expect(await asStaff(tenant, (tx) => payBackCash(tx, { refundId }))).toEqual(paid)
    const [till] = await asStaff(tenant, (tx) => balances(tx, { kind: 'till_cash' }))
    expect(till?.balance).toEqual(money('37'))
  })

  test('waits for the provider of a card, and is for staff', async ({ db, tenant }) => {
    const { orderId } = await aPaidOrder(tenant)
    const { id: refundId } = await aRefund(tenant, orderId, { lines: [{ lineNo: 2, quantity: 1 }] })
    const early = () => asStaff(tenant, (tx) => payBackCash(tx, { refundId }))
    await expectRefusal(db, tenant.tenantId, early, 'CONFLICT', { constraint: 'refunds_provider_first' })
    const unknown = () => asStaff(tenant, (tx) => payBackCash(tx, { refundId: newId() }))
    await expectRefusal(db, tenant.tenantId, unknown, 'NOT_FOUND', { constraint: 'refunds_known' })
    const own = () => asCustomer(tenant, (tx) => payBackCash(tx, { refundId }))
    await expectRefusal(db, tenant.tenantId, own, 'FORBIDDEN')
  })
})

function courierOf({ courier }: TestTenant): string {
  return courier.kind === 'courier' ? courier.membershipId : ''
}
