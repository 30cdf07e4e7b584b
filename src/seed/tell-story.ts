import type { Db } from '../client/db.ts'
import { customers } from '../domains/customers/customers.ts'
import { assignCourier } from '../domains/delivery/assign-courier.ts'
import { menuAt } from '../domains/menu/menu-at.ts'
import type { MenuDish, MenuHeading } from '../domains/menu/menu.ts'
import { acceptOrder } from '../domains/orders/accept-order.ts'
import { cancelOrder } from '../domains/orders/cancel-order.ts'
import { deliverOrder } from '../domains/orders/deliver-order.ts'
import { handOver } from '../domains/orders/hand-over.ts'
import { markReady } from '../domains/orders/mark-ready.ts'
import { placeOrder } from '../domains/orders/place-order.ts'
import { quoteOrder } from '../domains/orders/quote-order.ts'
import type { OrderLineInput } from '../domains/orders/price-lines.ts'
import { rejectOrder } from '../domains/orders/reject-order.ts'
import { startPreparing } from '../domains/orders/start-preparing.ts'
import { capturePayment } from '../domains/payments/capture-payment.ts'
import { collectCash } from '../domains/payments/collect-cash.ts'
import { recordAuthorization, recordCapture, resolvePayment } from '../domains/payments/record-answer.ts'
import { recordRefund } from '../domains/payments/record-refund.ts'
import { refundOrder } from '../domains/payments/refund-order.ts'
import { startPayment } from '../domains/payments/start-payment.ts'
import { reviewOrder } from '../domains/reviews/review-order.ts'
import { customer } from '../kernel/actor.ts'
import { newId } from '../kernel/columns.ts'
import type { Dice } from './dice.ts'
import { couponCode, type OpenBranch, type OpenHouse } from './open-house.ts'
import type { Story } from './stories.ts'
import { type Step, Timeline } from './timeline.ts'

/** An order as it was made, and when its steps are to have been. */
export interface ToldOrder {
  readonly story: Story
  readonly branchId: string
  readonly orderId: string
  readonly steps: readonly Step[]
}

const provider = 'acme'

/**
 * Takes one order from its quote to where its story ends, by the verbs an application would use. The minutes are those of
 * an order of the platform: accepted after two, cooked in some fifteen, brought in some twenty; a review on the next day.
 */
export async function tellStory(
  db: Db,
  { tenantId, bot }: OpenHouse,
  { branchId, cook, courierId, rider }: OpenBranch,
  menu: readonly MenuDish[],
  story: Story,
  dice: Dice,
): Promise<ToldOrder> {
  const customerId = newId()
  const guest = customer(tenantId, customerId)
  const time = new Timeline()
  const { service, pays, ends } = story
  await db.as(bot, (tx) => tx.insert(customers).values({ id: customerId, displayName: 'Cliente' }))
  const lines = basketOf(menu, story.lines, dice)
  const couponCodes = story.coupon === true ? [couponCode] : []
  const wanted = { branchId, service, lines, couponCodes, ...(story.tip === undefined ? {} : { tip: story.tip }) }
  const { id: quoteId } = await db.as(guest, (tx) => quoteOrder(tx, wanted))
  const placing = { quoteId, idempotencyKey: newId() }
  const { id: orderId } = await time.at(0, () => db.as(guest, (tx) => placeOrder(tx, placing)))
  const told: ToldOrder = { story, branchId, orderId, steps: time.steps }

  const idempotencyKey = 'pago-0001'
  const payment = await time.at(0.1, () =>
    db.as(guest, (tx) =>
      startPayment(tx, {
        orderId,
        idempotencyKey,
        ...(pays === 'card' ? { method: pays, provider } : { method: pays }),
      }),
    ),
  )
  const { id: paymentId } = payment
  const answer = { paymentId, provider, providerRef: `pi_${paymentId}`, amount: payment.amount }
  if (pays === 'card') await time.at(0.2, () => db.as(bot, (tx) => recordAuthorization(tx, answer)))
  if (ends === 'placed') return told

  if (ends === 'rejected' || ends === 'cancelled') {
    await time.at(2, () =>
      ends === 'rejected'
        ? db.as(cook, (tx) => rejectOrder(tx, { orderId, reason: 'Cocina llena' }))
        : db.as(guest, (tx) => cancelOrder(tx, { orderId, reason: 'Cambio de planes' })),
    )
    await time.at(3, () => db.as(bot, (tx) => resolvePayment(tx, { ...answer, state: 'voided' })))
    return told
  }

  const cooks = 8 + dice.int(14)
  const rides = 9 + dice.int(20)
  const slow = story.name === 'late' ? 35 : 0
  await time.at(1 + dice.int(3), () => db.as(cook, (tx) => acceptOrder(tx, { orderId })))
  await time.at(4, () => db.as(cook, (tx) => startPreparing(tx, { orderId })))
  if (ends === 'preparing') return told
  const readyAt = 4 + cooks + slow
  await time.at(readyAt, () => db.as(cook, (tx) => markReady(tx, { orderId })))
  const isBrought = service === 'delivery'
  if (isBrought) {
    await time.at(readyAt + 1, () => db.as(cook, (tx) => assignCourier(tx, { orderId, courierId })))
    await time.at(readyAt + 3, () => db.as(rider, (tx) => handOver(tx, { orderId })))
  }
  if (ends === 'on_the_way') return told
  const there = readyAt + (isBrought ? rides : 5)
  const hands = isBrought ? rider : cook
  if (pays === 'cash') {
    await time.at(there - 0.5, () => db.as(hands, (tx) => collectCash(tx, { paymentId, collected: payment.amount })))
  }
  await time.at(there, () => db.as(hands, (tx) => deliverOrder(tx, { orderId })))
  if (pays === 'card') {
    await time.at(there + 0.1, () => db.as(bot, (tx) => capturePayment(tx, { paymentId })))
    await time.at(there + 0.2, () => db.as(bot, (tx) => recordCapture(tx, answer)))
  }
  const { stars } = story
  if (stars !== undefined) {
    const dishes = [{ lineNo: 1, stars: Math.min(5, stars + dice.int(2)) }]
    const opinion = { orderId, stars, comment: comments[stars] ?? '', dishes }
    await time.at(there + 240, () =>
      db.as(guest, (tx) =>
        reviewOrder(tx, isBrought ? { ...opinion, courier: { stars: Math.max(3, stars) } } : opinion),
      ),
    )
  }
  if (story.refund === true) {
    const asked = {
      orderId,
      reason: 'Faltó un producto',
      liableParty: 'restaurant',
      idempotencyKey: 'devolucion-0001',
    } as const
    const refund = await time.at(there + 300, () =>
      db.as(cook, (tx) => refundOrder(tx, { ...asked, lines: [{ lineNo: 1, quantity: 1 }] })),
    )
    await time.at(there + 305, () =>
      db.as(bot, (tx) => recordRefund(tx, { refundId: refund.id, provider, outcome: 'done', amount: refund.total })),
    )
  }
  return told
}

/** By the stars of the branch. */
const comments: Readonly<Record<number, string>> = {
  2: 'Faltó una parte del pedido',
  3: 'Rico, pero tardó mucho',
  4: 'Muy bueno',
  5: '¡Riquísimo!',
}

/** What a branch of the house sells. */
export async function dishesAt(db: Db, { bot }: OpenHouse, { branchId }: OpenBranch): Promise<readonly MenuDish[]> {
  const menu = await db.as(bot, (tx) => menuAt(tx, { branchId, service: 'delivery' }), { readOnly: true })
  return (menu?.categories ?? []).flatMap(dishesOf)
}

/** What somebody could order there: different dishes, each with the choices that it asks for and some more. */
function basketOf(sold: readonly MenuDish[], lines: number, dice: Dice): readonly OrderLineInput[] {
  const dishes = [...sold]
  return Array.from({ length: lines }, (): OrderLineInput => {
    const [dish] = dishes.splice(dice.int(dishes.length), 1)
    if (!dish) throw new RangeError('a menu has more dishes than an order has lines')
    const choices = dish.groups.flatMap(({ id: groupId, minSelected, options }) => {
      const [option] = options.slice(dice.int(options.length))
      const taken = minSelected > 0 || dice.int(3) === 0
      return taken && option ? [{ groupId, optionId: option.id, quantity: 1 }] : []
    })
    return { menuItemId: dish.id, quantity: 1 + dice.weighted([6, 3, 1]), choices }
  })
}

function dishesOf(heading: MenuHeading): readonly MenuDish[] {
  return [...heading.items, ...heading.categories.flatMap(dishesOf)]
}
