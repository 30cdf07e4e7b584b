import { and, eq } from 'drizzle-orm'
import {
  coupons,
  createCoupon,
  createPromotion,
  endPromotion,
  promotions,
  type PromotionTerms,
} from '../../../../src/index.ts'
import { money } from '../../../../src/money.ts'
import type { Dice } from '../dice.ts'
import { manager, recent, type Verbs } from './who.ts'

export const promotionVerbs: Verbs = {
  createPromotion: [
    2,
    async (place, dice) => {
      const terms = termsOf(dice)
      const platform = dice.once(3)
      const byCode = dice.once(2)
      const firstOrderOnly = dice.once(5)
      const { id } = await place.db.as(manager(place, dice), (tx) =>
        createPromotion(tx, {
          ...terms,
          name: `P${dice.below(1000)}`,
          fundedBy: platform ? 'platform' : 'restaurant',
          ...(platform && terms.kind !== 'free_delivery' && dice.once(2)
            ? { treatment: 'third-party-payment' as const }
            : {}),
          stackingGroup: dice.pick(['order', 'dish', 'delivery', 'extra'] as const),
          priority: dice.between(1, 3),
          byCode,
          firstOrderOnly,
          ...(firstOrderOnly ? {} : dice.once(2) ? { perCustomerLimit: dice.between(1, 3) } : {}),
          ...(dice.once(2) ? { maxRedemptions: dice.between(1, 8) } : {}),
          ...(dice.once(2) ? { budget: `${dice.between(20, 200)}.00` } : {}),
          ...(dice.once(3) ? { minSubtotal: dice.pesos(100) } : {}),
          ...(dice.once(4) ? { itemIds: [dice.pick(place.dishes)] } : {}),
          ...(dice.once(4) ? { branchIds: [dice.pick(place.branchIds)] } : {}),
        }),
      )
      place.promotions.push(id)
      if (byCode) place.couponed.push(id)
    },
  ],
  createCoupon: [
    2,
    async (place, dice) => {
      const promotionId = recent(dice.once(6) ? place.promotions : place.couponed, dice)
      if (promotionId === undefined) return []
      const code = `C${place.codes.length}-${dice.below(9)}`
      const most = dice.once(2) ? { maxRedemptions: dice.between(1, 5) } : {}
      await place.db.as(manager(place, dice), (tx) => createCoupon(tx, { promotionId, code, ...most }))
      place.codes.push(code)
    },
  ],
  limitPromotion: [
    3,
    async (place, dice) => {
      const id = recent(place.promotions, dice)
      if (id === undefined) return []

      const set = limitOf(dice)
      return place.db.as(manager(place, dice), (tx) =>
        tx
          .update(promotions)
          .set(set)
          .where(and(eq(promotions.tenantId, place.tenantId), eq(promotions.id, id)))
          .returning({ id: promotions.id }),
      )
    },
  ],
  limitCoupon: [
    2,
    async (place, dice) => {
      const code = recent(place.codes, dice)
      if (code === undefined) return []
      return place.db.as(manager(place, dice), (tx) =>
        tx
          .update(coupons)
          .set({ maxRedemptions: dice.between(0, 6) })
          .where(and(eq(coupons.tenantId, place.tenantId), eq(coupons.code, code)))
          .returning({ id: coupons.id }),
      )
    },
  ],
  endPromotion: [
    1,
    async (place, dice) => {
      const promotionId = dice.pick(place.promotions)
      return promotionId === undefined
        ? []
        : place.db.as(manager(place, dice), (tx) => endPromotion(tx, { promotionId }))
    },
  ],
}

function termsOf(dice: Dice): PromotionTerms {
  switch (dice.below(4)) {
    case 0:
      return { kind: 'percent', percentOff: '0.10', ...(dice.once(2) ? { maxDiscount: dice.pesos(30) } : {}) }
    case 1:
      return { kind: 'amount', amountOff: `${dice.between(1, 30)}.${dice.between(10, 99)}` }
    case 2:
      return { kind: 'free_delivery' }
    default:
      return { kind: 'buy_x_get_y', buyQuantity: 1, getQuantity: 1 }
  }
}

/** One in four gives a limit to what had none, or takes it from what had one. */
function limitOf(dice: Dice) {
  const n = dice.between(0, 9)
  switch (dice.below(4)) {
    case 0:
      return { maxRedemptions: n }
    case 1:
      return { budget: money(`${n * 15}`) }
    case 2:
      return { perCustomerLimit: n }
    default:
      return { maxRedemptions: null }
  }
}
