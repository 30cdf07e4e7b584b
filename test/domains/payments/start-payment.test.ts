import { describe, expect } from 'vitest'
import {
  cancelOrder,
  capturePayment,
  newId,
  paymentEvents,
  paymentOf,
  payments,
  rejectOrder,
  resolvePayment,
  startPayment,
  type StartPayment,
  voidPayment,
} from '../../../src/index.ts'
import { money } from '../../../src/money.ts'
import { aCoupon, anOrder, asCourier, asCustomer, asService, asStaff, newTenant } from '../../../src/testing.ts'
import { test } from '../../database.ts'
import { expectRefusal } from '../refusals.ts'
import { paidByCard } from './paying.ts'

const card = (orderId: string, idempotencyKey = newId()): StartPayment => ({
  orderId,
  method: 'card',
  provider: 'acme',
  idempotencyKey,
})

describe('startPayment', () => {
  test('stores the whole total, whoever starts it, and the customer sees it', async ({ tenant }) => {
    for (const as of [asCustomer, asStaff, asService]) {
      const { id: orderId } = await anOrder(tenant, { service: 'delivery', tip: '5.50' })
      const idempotencyKey = newId()
      const payment = await as(tenant, (tx) =>
        startPayment(tx, { orderId, method: 'cash', changeFor: '200', idempotencyKey }),
      )
      expect(payment).toEqual({
        tenantId: tenant.tenantId,
        id: expect.any(String),
        orderId,
        customerId: tenant.customerId,
        method: 'cash',
        provider: null,
        providerRef: null,
        idempotencyKey,
        status: 'intended',
        version: 1,
        amount: money('102.50'),
        authorized: money('0'),
        captured: money('0'),
        refunded: money('0'),
        changeFor: money('200'),
        captureRequestedAt: null,
        voidRequestedAt: null,
        createdAt: expect.any(Date),
      })
      expect(await asCustomer(tenant, (tx) => paymentOf(tx, { orderId }))).toEqual({
        payment,
        attempts: [payment],
        refunds: [],
      })
    }
  })

  test('asked twice with a key gives one payment, and refuses the key for another', async ({ db, tenant }) => {
    const { id: orderId } = await anOrder(tenant)
    const input = card(orderId)
    const first = await asCustomer(tenant, (tx) => startPayment(tx, input))
    expect(await asStaff(tenant, (tx) => startPayment(tx, input))).toEqual(first)
    const other = () => asCustomer(tenant, (tx) => startPayment(tx, { ...input, method: 'spei' }))
    await expectRefusal(db, tenant.tenantId, other, 'IDEMPOTENCY_MISMATCH', { constraint: 'payments_idempotency_key' })
  })

  test('lets an order have one payment under way, and none beside a captured one', async ({ db, tenant }) => {
    const { id: orderId } = await anOrder(tenant)
    await asCustomer(tenant, (tx) => startPayment(tx, card(orderId)))
    const again = () => asService(tenant, (tx) => startPayment(tx, card(orderId)))
    await expectRefusal(db, tenant.tenantId, again, 'PAYMENT_UNDER_WAY')
    const { id: other } = await anOrder(tenant)
    await paidByCard(tenant, other)
    const twice = () => asService(tenant, (tx) => startPayment(tx, card(other)))
    await expectRefusal(db, tenant.tenantId, twice, 'ORDER_ALREADY_PAID')
  })

  test('leaves the place to another once the first was declined', async ({ tenant }) => {
    const { id: orderId } = await anOrder(tenant)
    const { id: paymentId } = await asCustomer(tenant, (tx) => startPayment(tx, card(orderId)))
    await asService(tenant, (tx) => resolvePayment(tx, { paymentId, provider: 'acme', state: 'declined' }))
    const second = await paidByCard(tenant, orderId)
    const { payment, attempts } = await asCustomer(tenant, (tx) => paymentOf(tx, { orderId }))
    expect(payment).toEqual(second)
    expect(attempts.map(({ status }) => status)).toEqual(['captured', 'declined'])
  })

  test('is not for an order that was called off', async ({ db, tenant }) => {
    for (const callOff of [cancelOrder, rejectOrder]) {
      const { id: orderId } = await anOrder(tenant)
      await asStaff(tenant, (tx) => callOff(tx, { orderId }))
      const start = () => asCustomer(tenant, (tx) => startPayment(tx, card(orderId)))
      await expectRefusal(db, tenant.tenantId, start, 'ORDER_NOT_OPEN', { constraint: 'orders_open' })
    }
  })

  test('takes no order that its actor cannot see', async ({ db, tenant }) => {
    const { id: theirs } = await anOrder(await newTenant(db))
    const { id: placed } = await anOrder(tenant)
    for (const work of [
      () => asService(tenant, (tx) => startPayment(tx, card(theirs))),
      () => asService(tenant, (tx) => startPayment(tx, card(newId()))),
      () => asCourier(tenant, (tx) => startPayment(tx, card(placed))),
    ]) {
      await expectRefusal(db, tenant.tenantId, work, 'NOT_FOUND', { constraint: 'orders_known' })
    }
  })

  test('has nothing to take for an order that costs nothing', async ({ db, tenant }) => {
    await aCoupon(tenant, { promotion: { kind: 'percent', percentOff: '1', name: 'Todo', fundedBy: 'platform' } })
    const { id: orderId, total } = await anOrder(tenant, { couponCodes: ['VEINTE'] })
    expect(total).toEqual(money('0'))
    const start = () => asCustomer(tenant, (tx) => startPayment(tx, card(orderId)))
    await expectRefusal(db, tenant.tenantId, start, 'INVALID', { constraint: 'payments_amount_positive' })
  })

  test('refuses what is no payment', async ({ db, tenant }) => {
    const { id: orderId } = await anOrder(tenant)
    const wrong: readonly (readonly [string, Partial<StartPayment>])[] = [
      ['orderId', { orderId: 'x' }],
      ['method', { method: 'bitcoin' as 'card' }],
      ['provider', { method: 'cash' }],
      ['provider', { provider: 'Acme Pagos' }],
      ['changeFor', { changeFor: '100' }],
      ['idempotencyKey', { idempotencyKey: 'short' }],
    ]
    for (const [field, change] of wrong) {
      const work = asCustomer(tenant, async (tx) => startPayment(tx, { ...card(orderId), ...change }))
      await expect(work).rejects.toMatchObject({ code: 'INVALID', details: { field } })
    }
    const little = () =>
      asCustomer(tenant, (tx) =>
        startPayment(tx, { orderId, method: 'cash', changeFor: '61.99', idempotencyKey: newId() }),
      )
    await expectRefusal(db, tenant.tenantId, little, 'INVALID', { constraint: 'payments_change_for_covers_amount' })
  })

  test('is the only way to one: no application writes payments or their events', async ({ db, tenant }) => {
    const { orderId, id: paymentId } = await paidByCard(tenant, (await anOrder(tenant)).id)
    const { customerId } = tenant
    const forged = { orderId, customerId, method: 'card', idempotencyKey: newId() } as const
    for (const as of [asService, asStaff]) {
      const insert = () => as(tenant, (tx) => tx.insert(payments).values(forged))
      const update = () => as(tenant, (tx) => tx.update(payments).set({ captured: money('0.01') }))
      const event = () =>
        as(tenant, (tx) =>
          tx
            .insert(paymentEvents)
            .values({ paymentId, method: 'card', seq: 4, toStatus: 'voided', fromStatus: 'captured' }),
        )
      for (const work of [insert, update, event]) await expectRefusal(db, tenant.tenantId, work, 'FORBIDDEN')
    }
  })
})

describe('voidPayment and capturePayment', () => {
  test('void cash at once, and leave the end of others to the provider', async ({ tenant }) => {
    const { id: orderId } = await anOrder(tenant)
    const cash = await asCustomer(tenant, (tx) =>
      startPayment(tx, { orderId, method: 'cash', idempotencyKey: newId() }),
    )
    expect(await asCustomer(tenant, (tx) => voidPayment(tx, { paymentId: cash.id }))).toMatchObject({
      status: 'voided',
    })
    expect(await asCustomer(tenant, (tx) => voidPayment(tx, { paymentId: cash.id }))).toMatchObject({
      status: 'voided',
    })
    const spei = await asCustomer(tenant, (tx) =>
      startPayment(tx, { orderId, method: 'spei', provider: 'banco', idempotencyKey: newId() }),
    )
    const asked = await asCustomer(tenant, (tx) => voidPayment(tx, { paymentId: spei.id }))
    expect(asked).toMatchObject({ status: 'intended', voidRequestedAt: expect.any(Date) })
  })

  test('exclude each other', async ({ db, tenant }) => {
    const authorized = async () => {
      const { id: orderId } = await anOrder(tenant)
      const { id: paymentId } = await asCustomer(tenant, (tx) => startPayment(tx, card(orderId)))
      await asService(tenant, (tx) => resolvePayment(tx, { paymentId, provider: 'acme', state: 'authorized' }))
      return paymentId
    }
    const voided = await authorized()
    await asCustomer(tenant, (tx) => voidPayment(tx, { paymentId: voided }))
    const capture = () => asService(tenant, (tx) => capturePayment(tx, { paymentId: voided }))
    await expectRefusal(db, tenant.tenantId, capture, 'PAYMENT_NOT_OPEN', { constraint: 'payments_can_be_captured' })
    const captured = await authorized()
    await asService(tenant, (tx) => capturePayment(tx, { paymentId: captured }))
    const undo = () => asStaff(tenant, (tx) => voidPayment(tx, { paymentId: captured }))
    await expectRefusal(db, tenant.tenantId, undo, 'PAYMENT_NOT_OPEN', { constraint: 'payments_can_be_voided' })
  })

  test('take nothing for an order that was called off, nor for one that nobody knows', async ({ db, tenant }) => {
    const { id: orderId } = await anOrder(tenant)
    const { id: paymentId } = await asCustomer(tenant, (tx) => startPayment(tx, card(orderId)))
    await asService(tenant, (tx) => resolvePayment(tx, { paymentId, provider: 'acme', state: 'authorized' }))
    await asStaff(tenant, (tx) => cancelOrder(tx, { orderId }))
    const capture = (id: string) => () => asService(tenant, (tx) => capturePayment(tx, { paymentId: id }))
    await expectRefusal(db, tenant.tenantId, capture(paymentId), 'ORDER_NOT_OPEN')
    await expectRefusal(db, tenant.tenantId, capture(newId()), 'NOT_FOUND', { constraint: 'payments_known' })
    const byStaff = () => asStaff(tenant, (tx) => capturePayment(tx, { paymentId }))
    await expectRefusal(db, tenant.tenantId, byStaff, 'FORBIDDEN')
    const other = await newTenant(db)
    const stranger = () => asCustomer(other, (tx) => voidPayment(tx, { paymentId }))
    await expectRefusal(db, tenant.tenantId, stranger, 'NOT_FOUND')
  })
})
