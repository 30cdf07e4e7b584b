import { describe, expect } from 'vitest'
import { newId, payments, payOrder } from '../../src/index.ts'
import { money } from '../../src/money.ts'
import { aCoupon, anOrder, asCourier, asCustomer, asService, asStaff, newTenant } from '../../src/testing.ts'
import { test } from '../database.ts'
import { stepTo } from './order-steps.ts'
import { expectRefusal } from './refusals.ts'

describe('payOrder', () => {
  test('records the total of the order, whoever takes the money, and the customer sees it', async ({ tenant }) => {
    const taken = [
      [asStaff, 'cash'],
      [asCourier, 'spei'],
      [asService, 'card'],
    ] as const
    for (const [as, method] of taken) {
      const { id: orderId } = await anOrder(tenant, { service: 'delivery', tip: '5.50' })
      // A courier sees an order once it is ready.
      if (as === asCourier) await ready(tenant, orderId)
      const payment = await as(tenant, (tx) => payOrder(tx, { orderId, method }))
      expect(payment).toEqual({
        tenantId: tenant.tenantId,
        id: expect.any(String),
        orderId,
        customerId: tenant.customerId,
        method,
        amount: money('102.50'),
        paidAt: expect.any(Date),
      })
      expect((await asCustomer(tenant, (tx) => tx.select().from(payments))).at(-1)).toEqual(payment)
    }
  })

  test('takes the total after the coupon', async ({ tenant }) => {
    await aCoupon(tenant)
    const { id: orderId } = await anOrder(tenant, { couponCodes: ['VEINTE'] })
    const { amount } = await asService(tenant, (tx) => payOrder(tx, { orderId, method: 'card' }))
    expect(amount).toEqual(money('42'))
  })

  test('takes no amount from its caller, by SQL neither', async ({ tenant }) => {
    const { id: orderId } = await anOrder(tenant)
    const paid = await asService(tenant, async (tx) => {
      await tx
        .insert(payments)
        .values({ orderId, customerId: tenant.customerId, method: 'card', amount: money('0.01') })
      return tx.select({ amount: payments.amount }).from(payments)
    })
    expect(paid).toEqual([{ amount: money('62') }])
  })

  test('takes nothing for an order that was called off, by SQL neither', async ({ db, tenant }) => {
    for (const to of ['rejected', 'cancelled'] as const) {
      const { id: orderId } = await anOrder(tenant)
      await asStaff(tenant, (tx) => stepTo[to](tx, { orderId }))
      const pay = () => asService(tenant, (tx) => payOrder(tx, { orderId, method: 'card' }))
      const insert = () =>
        asService(tenant, (tx) =>
          tx.insert(payments).values({ orderId, customerId: tenant.customerId, method: 'cash' }),
        )
      for (const way of [pay, insert]) {
        await expectRefusal(db, tenant.tenantId, way, 'ORDER_NOT_OPEN', { constraint: 'orders_open' })
      }
    }
  })

  test('pays an order once', async ({ db, tenant }) => {
    const { id: orderId } = await anOrder(tenant)
    await asService(tenant, (tx) => payOrder(tx, { orderId, method: 'card' }))
    for (const as of [asService, asStaff]) {
      const again = () => as(tenant, (tx) => payOrder(tx, { orderId, method: 'cash' }))
      await expectRefusal(db, tenant.tenantId, again, 'ORDER_ALREADY_PAID', { constraint: 'payments_order_key' })
    }
  })

  test('lets nobody pay by saying so', async ({ db, tenant }) => {
    const { id: orderId } = await anOrder(tenant)
    const work = () => asCustomer(tenant, (tx) => payOrder(tx, { orderId, method: 'card' }))
    await expectRefusal(db, tenant.tenantId, work, 'FORBIDDEN')
  })

  test("does not know another tenant's order, nor one that a courier cannot see", async ({ db, tenant }) => {
    const other = await newTenant(db)
    const { id: theirs } = await anOrder(other)
    const { id: placed } = await anOrder(tenant)
    for (const work of [
      () => asService(tenant, (tx) => payOrder(tx, { orderId: theirs, method: 'card' })),
      () => asService(tenant, (tx) => payOrder(tx, { orderId: newId(), method: 'card' })),
      () => asCourier(tenant, (tx) => payOrder(tx, { orderId: placed, method: 'cash' })),
    ]) {
      await expectRefusal(db, tenant.tenantId, work, 'NOT_FOUND', { table: 'orders' })
    }
  })

  test('refuses what is no UUID and no method', async ({ tenant }) => {
    const wrong = [
      ['orderId', { orderId: 'x', method: 'card' }],
      ['method', { orderId: newId(), method: 'bitcoin' as 'card' }],
    ] as const
    for (const [field, input] of wrong) {
      const work = asService(tenant, (tx) => payOrder(tx, input))
      await expect(work).rejects.toMatchObject({ code: 'INVALID', details: { field } })
    }
  })
})

async function ready(tenant: Awaited<ReturnType<typeof newTenant>>, orderId: string): Promise<void> {
  for (const to of ['accepted', 'preparing', 'ready'] as const)
    await asStaff(tenant, (tx) => stepTo[to](tx, { orderId }))
}
