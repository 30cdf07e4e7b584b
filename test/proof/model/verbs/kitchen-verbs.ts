import { and, eq } from 'drizzle-orm'
import {
  changeSlot,
  countStock,
  markAvailable,
  markSoldOut,
  moveStock,
  openSlots,
  receiveStock,
  setPrice,
  setRecipe,
  wasteStock,
} from '../../../../src/index.ts'
import { money, rate } from '../../../../src/money.ts'
import { branches } from '../../../../src/schema.ts'
import type { Dice } from '../dice.ts'
import type { Place } from '../world.ts'
import { manager, recent, type Verbs } from './who.ts'

export const kitchenVerbs: Verbs = {
  receiveStock: [
    4,
    (place, dice) => place.db.as(manager(place, dice), (tx) => receiveStock(tx, entry(place, dice, 400))),
  ],
  countStock: [3, (place, dice) => place.db.as(manager(place, dice), (tx) => countStock(tx, entry(place, dice, 1500)))],
  wasteStock: [2, (place, dice) => place.db.as(manager(place, dice), (tx) => wasteStock(tx, entry(place, dice, 100)))],
  moveStock: [
    1,
    (place, dice) =>
      place.db.as(manager(place, dice), (tx) =>
        moveStock(tx, {
          ...entry(place, dice, 200),
          branchId: place.branchIds[0],
          toBranchId: place.branchIds[1] ?? '',
        }),
      ),
  ],
  setRecipe: [
    1,
    (place, dice) => {
      const ingredients = dice.once(3) ? [] : entry(place, dice, 5).items
      return place.db.as(manager(place, dice), (tx) =>
        setRecipe(tx, { productId: dice.pick(place.dishes), ingredients }),
      )
    },
  ],
  openSlots: [
    2,
    async (place, dice) => {
      const startsAt = new Date(Date.now() + dice.below(200) * 1_800_000)
      const slot = {
        startsAt,
        endsAt: new Date(startsAt.getTime() + dice.between(1, 4) * 1_800_000),
        maxOrders: dice.between(0, 8),
        ...(dice.once(2) ? { maxUnits: dice.between(1, 30) } : {}),
        ...(dice.once(2) ? { maxAmount: `${dice.between(50, 900)}.00` } : {}),
      }
      const opened = await place.db.as(manager(place, dice), (tx) =>
        openSlots(tx, { branchId: place.branchIds[0], service: 'pickup', slots: [slot] }),
      )
      place.slots.push(...opened.map(({ id }) => id))
    },
  ],
  changeSlot: [
    3,
    async (place, dice) => {
      const slotId = recent(place.slots, dice)
      if (slotId === undefined) return []
      const change = dice.pick([
        { maxOrders: dice.between(0, 9) },
        { maxUnits: dice.once(3) ? null : dice.between(0, 40) },
        { maxAmount: dice.once(3) ? null : dice.pesos(900) },
        { closed: dice.once(3) },
      ])
      return place.db.as(manager(place, dice), (tx) => changeSlot(tx, { slotId, ...change }))
    },
  ],
  setPrice: [
    1,
    (place, dice) =>
      place.db.as(manager(place, dice), (tx) =>
        setPrice(tx, { productId: dice.pick(place.dishes), price: dice.pesos(80) }),
      ),
  ],
  markSoldOut: [1, (place, dice) => place.db.as(manager(place, dice), (tx) => markSoldOut(tx, dishAt(place, dice)))],
  markAvailable: [
    14,
    (place, dice) => place.db.as(manager(place, dice), (tx) => markAvailable(tx, dishAt(place, dice))),
  ],
  changeBranch: [
    1,
    (place, dice) => {
      const set = dice.once(2)
        ? { deliveryFee: money(`${dice.between(0, 60)}`) }
        : { ivaRate: rate(dice.once(3) ? '0.08' : '0.16') }
      return place.db.as(manager(place, dice), (tx) =>
        tx
          .update(branches)
          .set(set)
          .where(and(eq(branches.tenantId, place.tenantId), eq(branches.id, dice.pick(place.branchIds))))
          .returning({ id: branches.id }),
      )
    },
  ],
}

function entry(place: Place, dice: Dice, most: number) {
  const items = dice.once(2) ? place.stock : [dice.pick(place.stock)]
  return {
    branchId: dice.pick(place.branchIds),
    items: items.map((stockItemId) => ({
      stockItemId,
      quantity: `${dice.below(most)}${dice.pick(['', '.5', '.125'] as const)}`,
    })),
  }
}

function dishAt(place: Place, dice: Dice) {
  return { branchId: dice.pick(place.branchIds), productId: dice.pick(place.dishes) }
}
