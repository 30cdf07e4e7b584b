import {
  acceptOrder,
  assignCourier,
  type Actor,
  type Db,
  deliverOrder,
  handOver,
  markReady,
  newId,
  type Order,
  placeOrder,
  type Quote,
  quoteOrder,
  startPreparing,
} from '@platform/db'
import type { LineFile, OrderFile } from './data.ts'
import { linesOf, menuOf } from './menu.ts'
import type { Branch, Shop } from './shop.ts'

/** An order under way: who wants it, and from where. */
export interface Sale {
  readonly shop: Shop
  readonly branch: Branch
  readonly guest: Actor
  readonly wanted: Wish
}

/** Of an `OrderFile`, what is ordered; lines may be others. */
export type Wish = Pick<OrderFile, 'service' | 'couponCodes' | 'tip' | 'notes' | 'payment'> & {
  readonly lines: readonly LineFile[]
}

/** The guest's choices, priced by the server: nothing of what they send is an amount, but the tip. */
export function quote(db: Db, { branch: { branchId }, guest, wanted }: Sale): Promise<Quote> {
  const { service, couponCodes, tip, notes, lines } = wanted
  return db.as(guest, async (tx) => {
    const menu = await menuOf(tx, branchId, service)
    return quoteOrder(tx, { branchId, service, couponCodes, tip, notes, lines: linesOf(menu, lines) })
  })
}

/** The key is made once, when the guest presses the button: pressing it again, or asking again, is the same order. */
export function place(db: Db, guest: Actor, quoteId: string, idempotencyKey: string = newId()): Promise<Order> {
  return db.as(guest, (tx) => placeOrder(tx, { quoteId, idempotencyKey }))
}

/** The kitchen takes it, and cooks. */
export async function cook(db: Db, { cook: actor }: Shop, orderId: string): Promise<void> {
  await db.as(actor, (tx) => acceptOrder(tx, { orderId, reason: 'Listo en 25 minutos' }))
  await db.as(actor, (tx) => startPreparing(tx, { orderId }))
}

/** Ready: it leaves with the courier who brings it, and who sees it from the moment that it is theirs. */
export async function send(db: Db, shop: Shop, { id: orderId, service }: Order): Promise<void> {
  await db.as(shop.cook, (tx) => markReady(tx, { orderId }))
  if (service !== 'delivery') return
  await db.as(shop.cook, (tx) => assignCourier(tx, { orderId, courierId: shop.riderId }))
  await db.as(shop.rider, (tx) => handOver(tx, { orderId }))
}

/** The guest has it: from the courier, or over the counter. */
export async function arrive(db: Db, { cook: actor, rider }: Shop, { id: orderId, service }: Order): Promise<Order> {
  return db.as(service === 'delivery' ? rider : actor, (tx) => deliverOrder(tx, { orderId }))
}
