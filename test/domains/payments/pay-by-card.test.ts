import { describe, expect } from 'vitest'
import { capturePayment, newId, recordAuthorization, recordCapture, startPayment } from '../../../src/index.ts'
import { money } from '../../../src/money.ts'
import { anOrder, asCustomer, asService } from '../../../src/testing.ts'
import { test } from '../../database.ts'

describe('a card payment', () => {
  test('is intended, authorised, captured', async ({ tenant }) => {
    const { id: orderId } = await anOrder(tenant)
    const started = await asCustomer(tenant, (tx) =>
      startPayment(tx, { orderId, method: 'card', provider: 'acme', idempotencyKey: newId() }),
    )
    expect(started).toMatchObject({ status: 'intended', amount: money('62'), captured: money('0'), version: 1 })
    const answer = { paymentId: started.id, provider: 'acme', providerRef: 'pi_1', amount: '62.00' }
    const held = await asService(tenant, (tx) => recordAuthorization(tx, answer))
    expect(held).toMatchObject({ status: 'authorized', authorized: money('62'), providerRef: 'pi_1' })
    await asService(tenant, (tx) => capturePayment(tx, { paymentId: started.id }))
    const taken = await asService(tenant, (tx) => recordCapture(tx, answer))
    expect(taken).toMatchObject({ status: 'captured', captured: money('62'), version: 3 })
  })
})
