import type { ActorKind } from '../../kernel/actor.ts'

export const orderStatuses = [
  'placed',
  'accepted',
  'preparing',
  'ready',
  'on_the_way',
  'delivered',
  'rejected',
  'cancelled',
] as const

export type OrderStatus = (typeof orderStatuses)[number]

/** Nothing was sold: what was claimed for the order has been given back. */
export const calledOff = ['rejected', 'cancelled'] as const satisfies readonly OrderStatus[]

interface Transition {
  readonly from: OrderStatus
  readonly to: OrderStatus
  readonly by: readonly ActorKind[]
}

/**
 * Every step an order can take, and who may take it. This list is the rule: `order_transitions` is filled from it, a
 * foreign key from `order_events` refuses everything else — for this library, for SQL by hand, and for the owner — and
 * the verb of each step is made from it.
 *
 * Payment and delivery are axes of their own, not statuses of an order. Where an order meets its delivery, that narrows
 * this list: only an order that is brought is ever on the way, with a courier, and is cancelled there only once its
 * delivery has failed.
 */
export const transitions = [
  { from: 'placed', to: 'accepted', by: ['staff', 'service'] },
  { from: 'placed', to: 'rejected', by: ['staff', 'service'] },
  { from: 'placed', to: 'cancelled', by: ['customer', 'staff', 'service'] },
  { from: 'accepted', to: 'preparing', by: ['staff', 'service'] },
  { from: 'accepted', to: 'cancelled', by: ['staff', 'service'] },
  { from: 'preparing', to: 'ready', by: ['staff', 'service'] },
  { from: 'preparing', to: 'cancelled', by: ['staff', 'service'] },
  { from: 'ready', to: 'on_the_way', by: ['courier', 'staff', 'service'] },
  { from: 'ready', to: 'delivered', by: ['staff', 'service'] },
  { from: 'ready', to: 'cancelled', by: ['staff', 'service'] },
  { from: 'on_the_way', to: 'delivered', by: ['courier', 'staff', 'service'] },
  { from: 'on_the_way', to: 'cancelled', by: ['staff', 'service'] },
] as const satisfies readonly Transition[]

/** What an order can become after it was placed. */
export type NextStatus = (typeof transitions)[number]['to']

/**
 * The steps that an order can take from a status, and who may take them: what an application shows as buttons.
 *
 * @example
 * stepsFrom('placed').map(({ to }) => to) // → ['accepted', 'rejected', 'cancelled']
 */
export function stepsFrom(
  status: OrderStatus,
): readonly { readonly to: NextStatus; readonly by: readonly ActorKind[] }[] {
  return transitions.filter(({ from }) => from === status)
}
