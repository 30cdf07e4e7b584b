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

/**
 * Every step an order can take, and who may take it. This list is the rule: `order_transitions` is filled from it, and
 * a foreign key from `order_events` refuses everything else — for this library, for SQL by hand, and for the owner.
 *
 * Payment and delivery are axes of their own, not statuses of an order.
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
] as const satisfies readonly { from: OrderStatus; to: OrderStatus; by: readonly ActorKind[] }[]
