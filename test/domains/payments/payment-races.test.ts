import { expect } from 'vitest'
import {
  applyProviderEvent,
  balances,
  capturePayment,
  closePayout,
  collectCash,
  deliverOrder,
  handInCash,
  isDbError,
  newId,
  paymentOf,
  payoutStatement,
  recordCapture,
  startPayment,
  verifySettlement,
  voidPayment,
} from '../../../src/index.ts'
import { add, money } from '../../../src/money.ts'
import { anOrder, asCourier, asCustomer, asService, asStaff, type TestTenant } from '../../../src/testing.ts'
import { test } from '../../database.ts'
import { describeOnServer } from '../only-on-server.ts'
import { asSuperuser } from '../as-owner.ts'
import { toDeliver } from '../delivery/to-deliver.ts'
import { aPaidOrder, aRefund, delivered, readyToHandOver } from './paying.ts'

const ten = Array.from({ length: 10 }, (_, i) => i)

/** How each ended: the code of what refused it, or `ok`. */
async function ends(works: readonly Promise<unknown>[]): Promise<string[]> {
  const settled = await Promise.allSettled(works)
  return settled
    .map((one) => (one.status === 'fulfilled' ? 'ok' : isDbError(one.reason) ? one.reason.code : String(one.reason)))
    .sort()
}

async function sound(tenant: TestTenant): Promise<void> {
  expect(await asService(tenant, (tx) => verifySettlement(tx))).toEqual([])
}

describeOnServer('at once,', () => {
  test('ten payments of an order leave one', async ({ tenant }) => {
    const { id: orderId } = await anOrder(tenant)
    const start = () =>
      asCustomer(tenant, (tx) =>
        startPayment(tx, { orderId, method: 'card', provider: 'acme', idempotencyKey: newId() }),
      )
    expect(await ends(ten.map(start))).toEqual([...ten.slice(1).map(() => 'PAYMENT_UNDER_WAY'), 'ok'])
    const key = newId()
    const { id: other } = await anOrder(tenant)
    const same = () =>
      asCustomer(tenant, (tx) =>
        startPayment(tx, { orderId: other, method: 'card', provider: 'acme', idempotencyKey: key }),
      )
    expect(new Set((await Promise.all(ten.map(same))).map(({ id }) => id)).size).toBe(1)
  })

  test('answers and webhooks of a capture take it once', async ({ tenant }) => {
    const { id: orderId } = await anOrder(tenant)
    const { id: paymentId } = await asCustomer(tenant, (tx) =>
      startPayment(tx, { orderId, method: 'card', provider: 'acme', idempotencyKey: newId() }),
    )
    const works = ten.flatMap((i) => [
      asService(tenant, (tx) => recordCapture(tx, { paymentId, provider: 'acme', providerRef: 'pi' })),
      asService(tenant, (tx) =>
        applyProviderEvent(tx, {
          provider: 'acme',
          providerEventId: `evt_${i % 3}`,
          paymentId,
          news: i % 2 === 0 ? 'captured' : 'authorized',
        }),
      ),
    ])
    expect(new Set(await ends(works))).toEqual(new Set(['ok']))
    const { payment } = await asCustomer(tenant, (tx) => paymentOf(tx, { orderId }))
    expect(payment).toMatchObject({ status: 'captured', version: 3, captured: money('62') })
    await sound(tenant)
  })

  test('a capture and a void exclude each other', async ({ tenant }) => {
    for (let round = 0; round < 10; round += 1) {
      /* eslint-disable no-await-in-loop -- one race after another */
      const { id: orderId } = await anOrder(tenant)
      const { id: paymentId } = await asCustomer(tenant, (tx) =>
        startPayment(tx, { orderId, method: 'card', provider: 'acme', idempotencyKey: newId() }),
      )
      await asService(tenant, (tx) =>
        applyProviderEvent(tx, { provider: 'acme', providerEventId: newId(), paymentId, news: 'authorized' }),
      )
      const works = [
        asService(tenant, (tx) => capturePayment(tx, { paymentId })),
        asStaff(tenant, (tx) => voidPayment(tx, { paymentId })),
      ]
      expect(await ends(works)).toEqual(['PAYMENT_NOT_OPEN', 'ok'])
      /* eslint-enable no-await-in-loop */
    }
  })

  test('ten refunds of a line give back its units, and no more', async ({ tenant }) => {
    const { TACO: taco = '' } = tenant.items
    const { orderId } = await aPaidOrder(tenant, { lines: [{ menuItemId: taco, quantity: 4 }] })
    const one = () => aRefund(tenant, orderId, { lines: [{ lineNo: 1, quantity: 1 }] })
    expect(await ends(ten.map(one))).toEqual([...ten.slice(4).map(() => 'REFUND_EXCEEDS'), 'ok', 'ok', 'ok', 'ok'])
    const { payment } = await asCustomer(tenant, (tx) => paymentOf(tx, { orderId }))
    expect(payment?.refunded).toEqual(payment?.captured)
    await sound(tenant)
  })

  test('a delivery and a refund book what the other left, whichever is first', async ({ tenant }) => {
    for (let round = 0; round < 10; round += 1) {
      /* eslint-disable no-await-in-loop -- one race after another */
      const { orderId } = await aPaidOrder(tenant)
      await readyToHandOver(tenant, orderId)
      await Promise.all([
        asStaff(tenant, (tx) => deliverOrder(tx, { orderId })),
        aRefund(tenant, orderId, { lines: [{ lineNo: 2, quantity: 1 }] }),
      ])
      /* eslint-enable no-await-in-loop */
    }
    const [customers] = await asStaff(tenant, (tx) => balances(tx, { kind: 'customer_payments' }))
    expect(customers?.balance).toEqual(money('0'))
    await sound(tenant)
  })

  test('ten who receive a courier’s cash receive what there is', async ({ tenant }) => {
    const orderId = await toDeliver(tenant, 'assigned')
    const { id: paymentId } = await asCustomer(tenant, (tx) =>
      startPayment(tx, { orderId, method: 'cash', idempotencyKey: newId() }),
    )
    const collect = () => asCourier(tenant, (tx) => collectCash(tx, { paymentId, collected: '97' }))
    expect(new Set(await ends(ten.map(collect)))).toEqual(new Set(['ok']))
    const courierId = tenant.courier.kind === 'courier' ? tenant.courier.membershipId : ''
    const handIn = () => asStaff(tenant, (tx) => handInCash(tx, { courierId, amount: '30', idempotencyKey: newId() }))
    expect(await ends(ten.map(handIn))).toEqual([...ten.slice(3).map(() => 'CASH_NOT_HELD'), 'ok', 'ok', 'ok'])
    await sound(tenant)
  })

  test('deliveries during a payout are in it, or in the next', async ({ db, tenant }) => {
    const orders: string[] = []
    for (let round = 0; round < 10; round += 1) {
      /* eslint-disable no-await-in-loop -- an order has its steps */
      const { orderId } = await aPaidOrder(tenant)
      await readyToHandOver(tenant, orderId)
      orders.push(orderId)
      /* eslint-enable no-await-in-loop */
    }
    const { restaurantId } = tenant
    const [row] = await asSuperuser<{ today: string; tomorrow: string }>(
      db,
      `select (now() at time zone 'America/Mexico_City')::date::text as today, ((now() at time zone 'America/Mexico_City')::date + 1)::text as tomorrow`,
    )
    const { today = '', tomorrow = '' } = row ?? {}
    const [payout] = await Promise.all([
      asStaff(tenant, (tx) => closePayout(tx, { restaurantId, from: '2026-01-01', to: today })),
      ...orders.map((orderId) => asStaff(tenant, (tx) => deliverOrder(tx, { orderId }))),
    ])
    const next = await asStaff(tenant, (tx) => payoutStatement(tx, { restaurantId, from: tomorrow, to: tomorrow }))
    expect(add(payout.sales, next.sales)).toEqual(money('620'))
    await sound(tenant)
  })

  test('deliveries and refunds of many orders never wait for each other in a circle', async ({ tenant }) => {
    const paid = await Promise.all(ten.map(() => aPaidOrder(tenant, { service: 'delivery', tip: '5' })))
    await Promise.all(paid.map(({ orderId }) => delivered(tenant, orderId)))
    const works = paid.flatMap(({ orderId }) => [
      aRefund(tenant, orderId, { lines: [{ lineNo: 1, quantity: 1 }] }),
      aRefund(tenant, orderId, { tip: true, liableParty: 'platform' }),
    ])
    expect(new Set(await ends(works))).toEqual(new Set(['ok']))
    await sound(tenant)
  })
})
