import type { ActorKind } from '../../kernel/actor.ts'

export const paymentMethods = ['card', 'cash', 'spei', 'wallet'] as const

export type PaymentMethod = (typeof paymentMethods)[number]

export const paymentStatuses = ['intended', 'authorized', 'captured', 'voided', 'declined', 'expired'] as const

export type PaymentStatus = (typeof paymentStatuses)[number]

/** A payment in one of these holds the order's whole total, so an order has one of them at most. */
export const livePayment = ['intended', 'authorized', 'captured'] as const satisfies readonly PaymentStatus[]

/** What ends a payment without money. */
export const deadPayment = ['voided', 'declined', 'expired'] as const satisfies readonly PaymentStatus[]

interface PaymentStep {
  readonly methods: readonly PaymentMethod[]
  readonly from: PaymentStatus
  readonly to: PaymentStatus
  readonly by: readonly ActorKind[]
}

/**
 * Every step a payment can take, and who may say so: the service alone, for what a provider says; whoever stands in front
 * of the customer, for cash. `payment_transitions` is filled from this list, and a foreign key from `payment_events`
 * refuses everything else.
 */
export const paymentSteps = [
  { methods: ['card'], from: 'intended', to: 'authorized', by: ['service'] },
  { methods: ['card'], from: 'authorized', to: 'captured', by: ['service'] },
  { methods: ['spei', 'wallet'], from: 'intended', to: 'captured', by: ['service'] },
  { methods: ['cash'], from: 'intended', to: 'captured', by: ['courier', 'staff', 'service'] },
  { methods: ['cash'], from: 'intended', to: 'voided', by: ['customer', 'courier', 'staff', 'service'] },
  ...deadPayment.flatMap((to) => [
    { methods: ['card', 'spei', 'wallet'], from: 'intended', to, by: ['service'] } as const,
    { methods: ['card'], from: 'authorized', to, by: ['service'] } as const,
  ]),
] as const satisfies readonly PaymentStep[]
