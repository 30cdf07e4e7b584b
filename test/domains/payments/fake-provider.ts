import type { ApplyProviderEvent, Payment, PaymentNews, ProviderAnswer } from '../../../src/index.ts'
import { add, type Money, money, subtract } from '../../../src/money.ts'

interface Held {
  readonly ref: string
  readonly amount: Money
  state: PaymentNews
  refunded: Money
}

/**
 * What a provider of payments promises, and no more: it acts once for an idempotency key, remembers what it did, ends a
 * key for good when told to, and sends a webhook for everything, sooner or later. Its answers can be lost by the caller.
 */
export class FakeProvider {
  readonly name = 'acme'
  readonly webhooks: ApplyProviderEvent[] = []
  readonly #held = new Map<string, Held>()
  readonly #refunds = new Set<string>()
  #events = 0
  /** How often money was taken, to be compared with once. */
  captures = 0

  authorize({ id, amount }: Payment): ProviderAnswer & { readonly state: PaymentNews } {
    if (!this.#held.has(id)) {
      this.#held.set(id, { ref: `pi_${id}`, amount, state: 'authorized', refunded: money('0') })
      this.#tell(id, 'authorized')
    }
    return this.stateOf(id)
  }

  capture(id: string): ProviderAnswer & { readonly state: PaymentNews } {
    const held = this.#held.get(id)
    if (held?.state === 'authorized') {
      held.state = 'captured'
      this.captures += 1
      this.#tell(id, 'captured')
    }
    return this.stateOf(id)
  }

  /** Ends the key: what is held is released, and a call that is still under way finds nothing to do. */
  cancel(id: string): ProviderAnswer & { readonly state: PaymentNews } {
    const held = this.#held.get(id)
    if (!held) this.#held.set(id, { ref: `pi_${id}`, amount: money('0'), state: 'expired', refunded: money('0') })
    else if (held.state === 'authorized') {
      held.state = 'voided'
      this.#tell(id, 'voided')
    }
    const { state, providerRef } = this.stateOf(id)
    return { paymentId: id, provider: this.name, state, ...(held && providerRef ? { providerRef } : {}) }
  }

  refund(id: string, refundId: string, amount: Money): void {
    const held = this.#held.get(id)
    if (!held || this.#refunds.has(refundId)) return
    this.#refunds.add(refundId)
    held.refunded = add(held.refunded, amount)
    this.#tell(id, 'refunded', refundId, amount)
  }

  knows(id: string): boolean {
    return this.#held.has(id)
  }

  stateOf(id: string): ProviderAnswer & { readonly state: PaymentNews } {
    const held = this.#held.get(id)
    if (!held) throw new Error('the provider has not heard of it')
    return { paymentId: id, provider: this.name, providerRef: held.ref, state: held.state }
  }

  /** What it holds for us. */
  get balance(): Money {
    let total = money('0')
    for (const { state, amount, refunded } of this.#held.values()) {
      if (state === 'captured') total = add(total, subtract(amount, refunded))
    }
    return total
  }

  #tell(paymentId: string, news: ApplyProviderEvent['news'], refundId?: string, refunded?: Money): void {
    const held = this.#held.get(paymentId)
    const amount = (refunded ?? held?.amount ?? money('0')).toFixed()
    this.#events += 1
    this.webhooks.push({
      provider: this.name,
      providerEventId: `evt_${paymentId}_${this.#events}`,
      paymentId,
      news,
      amount,
      ...(refundId === undefined ? {} : { refundId }),
    })
  }
}
