import type { ActorKind } from '../../kernel/actor.ts'
import type { OrderStatus } from '../orders/lifecycle.ts'

export const deliveryStatuses = ['waiting', 'assigned', 'picked_up', 'delivered', 'failed', 'called_off'] as const

export type DeliveryStatus = (typeof deliveryStatuses)[number]

/** Somebody has still to do something about it. */
export const openDeliveryStatuses = [
  'waiting',
  'assigned',
  'picked_up',
  'failed',
] as const satisfies readonly DeliveryStatus[]

interface DeliveryTransition {
  readonly from: DeliveryStatus
  readonly to: DeliveryStatus
  readonly by: readonly ActorKind[]
}

/**
 * Every step a delivery can take, and who may take it. This list is the rule: `delivery_transitions` is filled from it,
 * and a foreign key from `delivery_events` refuses everything else. A courier may be here and still only take what is
 * theirs: that is a check on the event.
 */
export const deliveryTransitions = [
  { from: 'waiting', to: 'assigned', by: ['courier', 'staff', 'service'] },
  { from: 'assigned', to: 'assigned', by: ['staff', 'service'] },
  { from: 'assigned', to: 'picked_up', by: ['courier', 'staff', 'service'] },
  { from: 'picked_up', to: 'delivered', by: ['courier', 'staff', 'service'] },
  { from: 'picked_up', to: 'failed', by: ['courier', 'staff', 'service'] },
  { from: 'failed', to: 'delivered', by: ['staff', 'service'] },
  { from: 'failed', to: 'called_off', by: ['staff', 'service'] },
  { from: 'waiting', to: 'called_off', by: ['customer', 'staff', 'service'] },
  { from: 'assigned', to: 'called_off', by: ['customer', 'staff', 'service'] },
] as const satisfies readonly DeliveryTransition[]

/**
 * The steps that a delivery does not take by itself: each is made by the order's own step, in the same statement, and
 * an event without that step does not exist. So the two never disagree.
 */
export const madeByOrder = [
  { to: 'picked_up', with: ['on_the_way'] },
  { to: 'delivered', with: ['delivered'] },
  { to: 'called_off', with: ['rejected', 'cancelled'] },
] as const satisfies readonly { readonly to: DeliveryStatus; readonly with: readonly OrderStatus[] }[]
