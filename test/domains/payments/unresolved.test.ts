import { describe, expect } from 'vitest'
import {
  balances,
  cancelOrder,
  capturePayment,
  listPaymentsToRefund,
  listUnresolvedPayments,
  listUnsettledRefunds,
  newId,
  rejectOrder,
  resolvePayment,
  startPayment,
} from '../../../src/index.ts'
import { anOrder, asCustomer, asService, asStaff, newTenant, type TestTenant } from '../../../src/testing.ts'
import { money } from '../../../src/money.ts'
import { test } from '../../database.ts'
import { builderOf } from '../builder-of.ts'
import { aPaidOrder, aRefund, paidByCard } from './paying.ts'

async function started(tenant: TestTenant, method: 'card' | 'cash', authorized = false): Promise<[string, string]> {
  const { id: orderId } = await anOrder(tenant)
  const { id: paymentId } = await asCustomer(tenant, (tx) =>
    startPayment(tx, {
      orderId,
      method,
      idempotencyKey: newId(),
      ...(method === 'cash' ? {} : { provider: 'acme' }),
    }),
  )
  if (authorized) {
    await asService(tenant, (tx) => resolvePayment(tx, { paymentId, provider: 'acme', state: 'authorized' }))
  }
  return [orderId, paymentId]
}

describe('listPaymentsToRefund', () => {
  test('lists what was captured for orders that were called off, less what was given back', async ({ db, tenant }) => {
    const since = new Date(Date.now() - 60_000)
    const toRefund = (page: { after?: string; limit?: number } = {}) =>
      asService(tenant, (tx) => listPaymentsToRefund(tx, { since, ...page }))
    const cancelled = await aPaidOrder(tenant)
    await asStaff(tenant, (tx) => cancelOrder(tx, { orderId: cancelled.orderId }))
    const rejected = await aPaidOrder(tenant)
    await aRefund(tenant, rejected.orderId, { lines: [{ lineNo: 2, quantity: 1 }] })
    await asStaff(tenant, (tx) => rejectOrder(tx, { orderId: rejected.orderId }))
    await aPaidOrder(tenant)
    const [held] = await started(tenant, 'card', true)
    await asStaff(tenant, (tx) => cancelOrder(tx, { orderId: held }))
    const all = await toRefund()
    expect(all).toEqual([
      {
        id: cancelled.id,
        orderId: cancelled.orderId,
        method: 'card',
        provider: 'acme',
        captured: money('62'),
        refunded: money('0'),
        left: money('62'),
        orderStatus: 'cancelled',
      },
      expect.objectContaining({ id: rejected.id, left: money('37'), orderStatus: 'rejected' }),
    ])
    expect(await toRefund({ after: cancelled.id })).toEqual(all.slice(1))
    expect(await toRefund({ limit: 1 })).toEqual(all.slice(0, 1))
    expect(await asCustomer(await newTenant(db), (tx) => listPaymentsToRefund(tx, { since }))).toEqual([])
    expect(await asCustomer(tenant, (tx) => listPaymentsToRefund(tx, { since }))).toEqual(all)
    const later = new Date(Date.now() + 60_000)
    expect(await asService(tenant, (tx) => listPaymentsToRefund(tx, { since: later }))).toEqual([])

    const lines = [
      { lineNo: 1, quantity: 2 },
      { lineNo: 2, quantity: 1 },
    ]
    await aRefund(tenant, cancelled.orderId, { lines, liableParty: 'platform' })
    expect(await toRefund()).toEqual(all.slice(1))
  })

  test.for([
    ['since', { since: new Date(Number.NaN) }],
    ['limit', { since: new Date(), limit: 0 }],
    ['after', { since: new Date(), after: 'x' }],
  ] as const)('refuses a wrong %s', async ([field, input], { tenant }) => {
    const work = asService(tenant, (tx) => listPaymentsToRefund(tx, input))
    await expect(work).rejects.toMatchObject({ code: 'INVALID', details: { field } })
  })
})

describe('listUnresolvedPayments', () => {
  test('lists what a provider has not answered, and what is held for an order that was called off', async ({
    tenant,
  }) => {
    const [, asked] = await started(tenant, 'card')
    const [, held] = await started(tenant, 'card', true)
    const [, taking] = await started(tenant, 'card', true)
    await asService(tenant, (tx) => capturePayment(tx, { paymentId: taking }))
    const [calledOff, toVoid] = await started(tenant, 'card', true)
    await asStaff(tenant, (tx) => cancelOrder(tx, { orderId: calledOff }))
    await started(tenant, 'cash')
    await paidByCard(tenant, (await anOrder(tenant)).id)

    const before = new Date(Date.now() + 60_000)
    const rows = await asService(tenant, (tx) => listUnresolvedPayments(tx, { before }))
    expect(rows.map(({ id, status, orderStatus }) => [id, status, orderStatus])).toEqual([
      [asked, 'intended', 'placed'],
      [taking, 'authorized', 'placed'],
      [toVoid, 'authorized', 'cancelled'],
    ])
    expect(rows.map(({ id }) => id)).not.toContain(held)
    const rest = await asService(tenant, (tx) => listUnresolvedPayments(tx, { before, after: asked, limit: 1 }))
    expect(rest.map(({ id }) => id)).toEqual([taking])
    const early = new Date(Date.now() - 60_000)
    expect(await asService(tenant, (tx) => listUnresolvedPayments(tx, { before: early }))).toEqual([])
  })

  test('and its like say their tenant of every relation', async ({ tenant }) => {
    const before = new Date()
    const relations = [
      [(tx: Parameters<typeof balances>[0]) => listUnresolvedPayments(tx, { before }), 2],
      [(tx: Parameters<typeof balances>[0]) => listUnsettledRefunds(tx, { before }), 2],
      [(tx: Parameters<typeof balances>[0]) => listPaymentsToRefund(tx, { since: before }), 2],
      [(tx: Parameters<typeof balances>[0]) => balances(tx), 1],
    ] as const
    await asService(tenant, async (tx) => {
      for (const [read, times] of relations) {
        const { sql } = builderOf(tx, read).toSQL()
        expect(sql.match(/"tenant_id" = \$/g)).toHaveLength(times)
      }
    })
  })
})
