import { describe, expect } from 'vitest'
import {
  applyProviderEvent,
  balances,
  capturePayment,
  isDbError,
  listUnresolvedPayments,
  listUnsettledRefunds,
  newId,
  paymentOf,
  recordAuthorization,
  recordCapture,
  recordRefund,
  resolvePayment,
  startPayment,
  verifySettlement,
} from '../../../src/index.ts'
import { anOrder, asCustomer, asService, type TestTenant } from '../../../src/testing.ts'
import { test } from '../../database.ts'
import { FakeProvider } from './fake-provider.ts'
import { aRefund } from './paying.ts'

/** The process dies here: between two things that it does, or after one whose answer it then never had. */
class Crash extends Error {}

const steps = ['start', 'ask to hold', 'record the hold', 'intend to take', 'ask to take', 'record the taking'] as const
const points = steps.flatMap((step) => [`before: ${step}`, `after: ${step}`])

/** An application pays: every step is known to the database or the provider by one key, so it may be run again, whole. */
async function pay(tenant: TestTenant, provider: FakeProvider, orderId: string, key: string, crashAt?: string) {
  const step = async <T>(name: (typeof steps)[number], work: () => T | Promise<T>): Promise<T> => {
    if (crashAt === `before: ${name}`) throw new Crash(name)
    const answer = await work()
    if (crashAt === `after: ${name}`) throw new Crash(name)
    return answer
  }
  const payment = await step('start', () =>
    asCustomer(tenant, (tx) =>
      startPayment(tx, { orderId, method: 'card', provider: provider.name, idempotencyKey: key }),
    ),
  )
  const held = await step('ask to hold', () => provider.authorize(payment))
  await step('record the hold', () =>
    asService(tenant, (tx) => (held.state === 'authorized' ? recordAuthorization(tx, held) : resolvePayment(tx, held))),
  )
  await step('intend to take', () => asService(tenant, (tx) => capturePayment(tx, { paymentId: payment.id })))
  const taken = await step('ask to take', () => provider.capture(payment.id))
  await step('record the taking', () => asService(tenant, (tx) => recordCapture(tx, taken)))
}

/** Asks the provider what became of everything that it has not answered for, and ends what it has not heard of. */
async function reconcile(tenant: TestTenant, provider: FakeProvider): Promise<void> {
  const before = new Date(Date.now() + 60_000)
  for (const { id, captureRequestedAt } of await asService(tenant, (tx) => listUnresolvedPayments(tx, { before }))) {
    if (captureRequestedAt !== null && provider.knows(id)) provider.capture(id)
    const answer = captureRequestedAt === null ? provider.cancel(id) : provider.stateOf(id)
    // One after the other: what is found is told before the next is asked for.
    // eslint-disable-next-line no-await-in-loop
    await asService(tenant, (tx) => resolvePayment(tx, answer))
  }
}

/** All that was sent, in another order, each twice. */
async function hear(tenant: TestTenant, provider: FakeProvider): Promise<void> {
  const sent = provider.webhooks.toReversed()
  for (const event of [...sent, ...sent]) {
    // eslint-disable-next-line no-await-in-loop
    await asService(tenant, (tx) => applyProviderEvent(tx, event))
  }
}

const recoveries: Readonly<Record<string, (tenant: TestTenant, provider: FakeProvider) => Promise<void>>> = {
  'webhooks, late and twice, then the reconciler': async (tenant, provider) => {
    await hear(tenant, provider)
    await reconcile(tenant, provider)
  },
  'the reconciler, then webhooks, late and twice': async (tenant, provider) => {
    await reconcile(tenant, provider)
    await hear(tenant, provider)
  },
  'neither: the process is run again': async () => {},
}

describe('a payment is taken exactly once', () => {
  for (const [name, recover] of Object.entries(recoveries)) {
    for (const point of points) {
      test(`when the process dies ${point}, and what follows is ${name}`, async ({ tenant }) => {
        const provider = new FakeProvider()
        const { id: orderId, total } = await anOrder(tenant)
        const key = newId()
        await expect(pay(tenant, provider, orderId, key, point)).rejects.toThrow(Crash)
        await recover(tenant, provider)
        await payUntilPaid(tenant, provider, orderId, key)
        await hear(tenant, provider)
        await reconcile(tenant, provider)

        const { payment } = await asCustomer(tenant, (tx) => paymentOf(tx, { orderId }))
        expect(payment).toMatchObject({ status: 'captured', captured: total })
        expect(provider.captures).toBe(1)
        expect(provider.balance).toEqual(total)
        expect(await clearing(tenant)).toBe(provider.balance.toFixed())
        expect(await asService(tenant, (tx) => verifySettlement(tx))).toEqual([])
      })
    }
  }
})

describe('a refund is given back exactly once', () => {
  test('whichever of answer, webhook and reconciler is first, and however often', async ({ tenant }) => {
    const provider = new FakeProvider()
    const { id: orderId } = await anOrder(tenant)
    await pay(tenant, provider, orderId, newId())
    const refund = await aRefund(tenant, orderId, { lines: [{ lineNo: 1, quantity: 1 }] })
    // The answer is lost, and the call repeated.
    provider.refund(refund.paymentId, refund.id, refund.total)
    provider.refund(refund.paymentId, refund.id, refund.total)
    const before = new Date(Date.now() + 60_000)
    expect(await asService(tenant, (tx) => listUnsettledRefunds(tx, { before }))).toMatchObject([
      { id: refund.id, status: 'intended', provider: 'acme' },
    ])
    await hear(tenant, provider)
    const said = { refundId: refund.id, provider: 'acme', outcome: 'done', amount: refund.total } as const
    await asService(tenant, (tx) => recordRefund(tx, said))
    await asService(tenant, (tx) => recordRefund(tx, said))
    expect(await asService(tenant, (tx) => listUnsettledRefunds(tx, { before }))).toEqual([])
    expect(await clearing(tenant)).toBe(provider.balance.toFixed())
    expect(await asService(tenant, (tx) => verifySettlement(tx))).toEqual([])
  })
})

/** The same key again; another one, once the first payment was ended. */
async function payUntilPaid(
  tenant: TestTenant,
  provider: FakeProvider,
  orderId: string,
  key: string,
  tries = 3,
): Promise<void> {
  const { payment } = await asCustomer(tenant, (tx) => paymentOf(tx, { orderId }))
  if (payment?.status === 'captured') return
  const dead = payment !== undefined && payment.status !== 'intended' && payment.status !== 'authorized'
  try {
    await pay(tenant, provider, orderId, dead ? newId() : key)
  } catch (error) {
    // The provider had ended what the database thought to be alive: that is now recorded, and the next try is another.
    if (tries === 0 || !isDbError(error)) throw error
    await payUntilPaid(tenant, provider, orderId, key, tries - 1)
  }
}

async function clearing(tenant: TestTenant): Promise<string | undefined> {
  const [account] = await asService(tenant, (tx) => balances(tx, { kind: 'provider_clearing' }))
  return account?.balance.toFixed()
}
