import { editReview, hideReview, reviewOrder, showReview } from '../../../../src/index.ts'
import { anybody, guestOf, manager, recent, type Verbs } from './who.ts'

export const reviewVerbs: Verbs = {
  reviewOrder: [
    4,
    async (place, dice) => {
      const order = recent(place.orders, dice)
      if (order === undefined) return []
      const by = dice.once(8) ? anybody(place, dice) : guestOf(place, order.customerId)
      const opinion = () => ({ stars: dice.between(1, 5) })
      const written = await place.db.as(by, (tx) =>
        reviewOrder(tx, {
          orderId: order.id,
          ...opinion(),
          ...(dice.once(2) ? { dishes: [{ lineNo: dice.between(1, 2), ...opinion() }] } : {}),
          ...(dice.once(6) ? { courier: opinion() } : {}),
        }),
      )
      place.reviews.push(...written.map(({ id }) => ({ id, by })))
    },
  ],
  editReview: [
    2,
    async (place, dice) => {
      const review = recent(place.reviews, dice)
      if (review === undefined) return []
      return place.db.as(dice.once(6) ? anybody(place, dice) : review.by, (tx) =>
        editReview(tx, { reviewId: review.id, stars: dice.between(1, 5) }),
      )
    },
  ],
  moderateReview: [
    3,
    async (place, dice) => {
      const review = recent(place.reviews, dice)
      if (review === undefined) return []
      const decision = { reviewId: review.id, reason: 'porque sí' }
      return place.db.as(manager(place, dice), (tx) =>
        dice.once(2) ? hideReview(tx, decision) : showReview(tx, decision),
      )
    },
  ],
}
