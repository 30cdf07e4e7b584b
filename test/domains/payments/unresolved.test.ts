import { describe, expect } from 'vitest'
import {
  balances,
  cancelOrder,
  capturePayment,
  listUnresolvedPayments,
  listUnsettledRefunds,
  newId,
  resolvePayment,
  startPayment,
} from '../../../src/index.ts'
import { anOrder, asCustomer, asService, asStaff, type TestTenant } from '../../../src/testing.ts'
import { test } from '../../database.ts'
import { builderOf } from '../builder-of.ts'
import { paidByCard } from './paying.ts'

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
