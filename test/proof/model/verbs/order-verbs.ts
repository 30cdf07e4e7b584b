import { eq } from 'drizzle-orm'
import {
  acceptOrder,
  cancelOrder,
  deliverOrder,
  handOver,
  markReady,
  newId,
  orders,
  type OrderStatus,
  placeOrder,
  quoteOrder,
  rejectOrder,
  rejectOverdueOrder,
  startPreparing,
  stepsFrom,
} from '../../../../src/index.ts'
import type { Dice } from '../dice.ts'
import type { Place } from '../world.ts'
import { anybody, guestOf, manager, recent, type Verbs } from './who.ts'

/** Verbs that take an order from one status to the next. */
const steps = {
  accepted: acceptOrder,
  rejected: rejectOrder,
  preparing: startPreparing,
  ready: markReady,
  on_the_way: handOver,
  delivered: deliverOrder,
  cancelled: cancelOrder,
} as const

export const orderVerbs: Verbs = {
  quoteOrder: [
    38,
    async (place, dice) => {
      const by = dice.once(5) ? manager(place, dice) : dice.pick(place.guests)
      const service = dice.pick(['pickup', 'pickup', 'delivery'] as const)
      const lines = Array.from({ length: dice.between(1, 4) }, () => lineOf(place, dice))
      const code = dice.once(3) ? recent(place.codes, dice) : undefined
      const slotId = service === 'pickup' && dice.once(4) ? recent(place.slots, dice) : undefined
      const quote = await place.db.as(by, (tx) =>
        quoteOrder(tx, {
          branchId: dice.pick(place.branchIds),
          service,
          lines,
          ...(by.kind === 'customer' ? {} : { customerId: dice.pick(place.guestIds) }),
          ...(code === undefined ? {} : { couponCodes: [code] }),
          ...(slotId === undefined ? {} : { slotId }),
          ...(dice.once(3) ? { tip: dice.pesos(50) } : {}),
        }),
      )
      place.quotes.push({ id: quote.id, by })
    },
  ],
  placeOrder: [
    34,
    async (place, dice) => {
      const quote = place.quotes[place.quotes.length - 1 - dice.below(Math.min(place.quotes.length, 3))]
      if (quote === undefined) return []
      const by = dice.once(12) ? anybody(place, dice) : quote.by
      const key = newId()
      // One that is refused is mostly given up, as a guest would; some are tried again, and again.
      if (!dice.once(4)) place.quotes.splice(place.quotes.indexOf(quote), 1)
      const order = await place.db.as(by, (tx) => placeOrder(tx, { quoteId: quote.id, idempotencyKey: key }))
      place.orders.push({ id: order.id, customerId: order.customerId })
      place.placed.push({ quoteId: quote.id, key, by })
      return order
    },
  ],
  placeAgain: [
    4,
    async (place, dice) => {
      const before = recent(place.placed, dice)
      const other = recent(place.quotes, dice) ?? before
      if (before === undefined || other === undefined) return []
      const quoteId = 'id' in other && dice.once(2) ? other.id : before.quoteId
      const idempotencyKey = dice.once(3) ? newId() : before.key
      return place.db.as(before.by, (tx) => placeOrder(tx, { quoteId, idempotencyKey }))
    },
  ],
  step: [
    90,
    async (place, dice) => {
      const order = recent(place.orders, dice)
      if (order === undefined) return []
      if (dice.once(3)) return anyStep(place, order.id, dice)
      const [row] = await place.db.as(place.service, (tx) =>
        tx.select({ status: orders.status, version: orders.version }).from(orders).where(eq(orders.id, order.id)),
      )
      if (!row) return anyStep(place, order.id, dice)
      const next = nextOf(row.status, dice)
      if (next === undefined) return anyStep(place, order.id, dice)
      const kind = dice.pick(next.by)
      const by = kind === 'customer' ? guestOf(place, order.customerId) : place[kind ?? 'staff']
      return place.db.as(by, (tx) =>
        steps[next.to](tx, { orderId: order.id, ...(dice.once(2) ? { version: row.version } : {}) }),
      )
    },
  ],
  rejectOverdue: [1, (place, dice) => place.db.as(manager(place, dice), (tx) => rejectOverdueOrder(tx))],
}

/** Mostly onwards: most orders are to be delivered. */
function nextOf(status: OrderStatus, dice: Dice) {
  const all = stepsFrom(status)
  const onwards = all.filter(({ to }) => to !== 'rejected' && to !== 'cancelled')
  return dice.once(6) ? dice.pick(all) : dice.pick(onwards)
}

function anyStep(place: Place, orderId: string, dice: Dice) {
  const to = dice.pick(['accepted', 'rejected', 'preparing', 'ready', 'on_the_way', 'delivered', 'cancelled'] as const)
  const by = dice.once(2) ? anybody(place, dice) : manager(place, dice)
  return place.db.as(by, (tx) => steps[to](tx, { orderId }))
}

/** Tacos have salsas to choose; one dish in twenty is asked for with a choice that the menu does not offer. */
function lineOf({ dishes, options }: Place, dice: Dice) {
  const menuItemId = dice.pick(dishes)
  const quantity = dice.pick([1, 1, 1, 2, 2, 3, 5, 40] as const)
  const chooses = menuItemId === dishes[0] ? !dice.once(3) : dice.once(20)
  return { menuItemId, quantity, choices: chooses ? [{ ...dice.pick(options), quantity: dice.between(1, 2) }] : [] }
}
