import type { Service } from '../domains/restaurants/services.ts'

/** How an order goes: what was asked for, and where it ended. Weights say how often, of a thousand. */
export interface Story {
  readonly name: string
  readonly weight: number
  readonly service: Service
  readonly pays: 'card' | 'cash'
  readonly lines: number
  readonly ends: 'delivered' | 'rejected' | 'cancelled' | 'placed' | 'preparing' | 'on_the_way'
  readonly coupon?: boolean
  readonly tip?: string
  /** Of the branch; the courier and the first dish get one too. */
  readonly stars?: number
  readonly refund?: boolean
}

/** In order: a template of each is made for every branch. Who is under way has weight 0, and stands for the last hour. */
export const stories: readonly Story[] = [
  {
    name: 'brought-and-liked',
    weight: 150,
    service: 'delivery',
    pays: 'card',
    lines: 3,
    ends: 'delivered',
    tip: '20',
    stars: 5,
  },
  { name: 'brought-for-cash', weight: 170, service: 'delivery', pays: 'cash', lines: 3, ends: 'delivered' },
  { name: 'fetched', weight: 120, service: 'pickup', pays: 'card', lines: 2, ends: 'delivered' },
  {
    name: 'with-a-coupon',
    weight: 60,
    service: 'delivery',
    pays: 'card',
    lines: 4,
    ends: 'delivered',
    coupon: true,
    stars: 4,
  },
  { name: 'fetched-for-cash', weight: 90, service: 'pickup', pays: 'cash', lines: 2, ends: 'delivered', stars: 5 },
  {
    name: 'something-missing',
    weight: 15,
    service: 'delivery',
    pays: 'card',
    lines: 3,
    ends: 'delivered',
    stars: 2,
    refund: true,
  },
  { name: 'at-a-table', weight: 110, service: 'dine_in', pays: 'card', lines: 5, ends: 'delivered', tip: '45' },
  {
    name: 'a-family',
    weight: 120,
    service: 'delivery',
    pays: 'card',
    lines: 5,
    ends: 'delivered',
    tip: '35',
    stars: 5,
  },
  { name: 'late', weight: 40, service: 'delivery', pays: 'cash', lines: 3, ends: 'delivered', stars: 3 },
  { name: 'no-room', weight: 20, service: 'delivery', pays: 'card', lines: 2, ends: 'rejected' },
  { name: 'another-mind', weight: 15, service: 'pickup', pays: 'card', lines: 2, ends: 'cancelled', coupon: true },
  { name: 'alone', weight: 90, service: 'delivery', pays: 'card', lines: 1, ends: 'delivered' },
  { name: 'just-placed', weight: 0, service: 'delivery', pays: 'card', lines: 2, ends: 'placed' },
  { name: 'in-the-kitchen', weight: 0, service: 'pickup', pays: 'card', lines: 3, ends: 'preparing' },
  { name: 'on-its-way', weight: 0, service: 'delivery', pays: 'cash', lines: 3, ends: 'on_the_way' },
]
