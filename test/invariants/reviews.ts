import { reviewOrder } from '../../src/index.ts'
import { byAll, byCustomer, byOwner, byStaff, type Domain, forbidden } from './invariant.ts'
import type { Scene } from './scene.ts'

const aReview =
  (of: 'delivered' | 'preparing', stars: string, customer = 'customer_id', more = '', value = '') =>
  (s: Scene) =>
    `insert into reviews (tenant_id, order_id, customer_id, branch_id, stars${more === '' ? '' : `, ${more}`})
   select tenant_id, id, ${customer}, branch_id, ${stars}${value === '' ? '' : `, ${value}`} from orders where tenant_id = '${s.tenantId}' and id = '${s[of]}'`

const review = (set: string) => (s: Scene) =>
  `update reviews set ${set} where tenant_id = '${s.tenantId}' and id = '${s.reviewId}'`

const aModeration =
  (values: string, more = '') =>
  (s: Scene) =>
    `insert into review_moderations (tenant_id, review_id, seq, from_state, to_state, reason${more})
   values ('${s.tenantId}', '${s.reviewId}', ${values})`

export const reviews: Domain = {
  title: 'Reviews',
  file: 'reviews.ts',
  invariants: [
    {
      name: 'Only a delivered order is reviewed, by the customer who placed it.',
      heldBy: ['reviews_check', 'reviews_order_delivered_fk', 'reviews_insert'],
      attempts: [
        byCustomer(aReview('preparing', '5'), {
          code: 'ORDER_NOT_DELIVERED',
          constraint: 'reviews_order_delivered_fk',
        }),
        byStaff(aReview('delivered', '5')),
        byOwner(aReview('preparing', '5'), { code: 'ORDER_NOT_DELIVERED', constraint: 'reviews_order_delivered_fk' }),
        byOwner(aReview('delivered', '5', 'gen_random_uuid()'), {
          code: 'ORDER_NOT_DELIVERED',
          constraint: 'reviews_order_delivered_fk',
        }),
      ],
    },
    {
      name: 'An order has one review of each thing: of its branch, its courier, each dish.',
      heldBy: ['reviews_order_key', 'reviews_one_target', 'reviews_line_fk'],
      attempts: [
        {
          as: 'customer',
          verb: ({ db, customer, delivered }) =>
            db.as(customer, (tx) => reviewOrder(tx, { orderId: delivered, stars: 1 })),
          refused: { code: 'ALREADY_REVIEWED', constraint: 'reviews_order_key' },
        },
        byOwner(aReview('delivered', '5'), { code: 'ALREADY_REVIEWED', constraint: 'reviews_order_key' }),
        byOwner(aReview('delivered', '5', 'customer_id', 'line_no', '9'), {
          code: 'REFERENCED',
          constraint: 'reviews_line_fk',
        }),
      ],
    },
    {
      name: 'A review has 1 to 5 stars.',
      heldBy: ['reviews_stars_1_to_5'],
      attempts: [
        byCustomer(review('stars = 6'), { code: 'INVALID', constraint: 'reviews_stars_1_to_5' }),
        byOwner(review('stars = 0'), { code: 'INVALID', constraint: 'reviews_stars_1_to_5' }),
      ],
    },
    {
      name: 'Of a review nothing changes but what its author wrote.',
      heldBy: ['reviews_what_is_final', 'reviews_edited_by_the_clock'],
      attempts: [
        ...byAll((s) => review(`delivered_at = now(), order_id = '${s.placed}'`)(s), forbidden),
        ...byAll(review(`edited_at = now() + interval '1 hour'`), forbidden),
      ],
    },
    {
      name: 'A review is hidden or shown by a decision with its reason, and never goes back to an older one.',
      heldBy: [
        'reviews_state_from_moderation',
        'reviews_follow_moderations',
        'reviews_hidden_by_moderation',
        'review_moderations_reason_given',
      ],
      attempts: [
        ...byAll(review(`state = 'visible', moderation_seq = null`), forbidden),
        ...byAll(review(`state = 'visible'`), forbidden),
        byOwner(review(`state = 'visible', moderation_seq = 2`), {
          code: 'REFERENCED',
          constraint: 'reviews_state_from_moderation',
        }),
        byStaff(aModeration(`2, 'hidden', 'visible', ' '`), {
          code: 'INVALID',
          constraint: 'review_moderations_reason_given',
        }),
        byOwner(aModeration(`2, 'hidden', 'visible', ' '`), {
          code: 'INVALID',
          constraint: 'review_moderations_reason_given',
        }),
      ],
    },
    {
      name: 'Decisions are numbered without gaps, name who took them and when, and never change.',
      heldBy: [
        'review_moderations_apply',
        'review_moderations_stamped',
        'review_moderations_append_only',
        'review_moderations_pkey',
      ],
      attempts: [
        byStaff(aModeration(`3, 'hidden', 'visible', 'x'`), {
          code: 'STALE',
          constraint: 'review_moderations_follows',
        }),
        byOwner(aModeration(`3, 'hidden', 'visible', 'x'`), {
          code: 'STALE',
          constraint: 'review_moderations_follows',
        }),
        byOwner(aModeration(`1, 'visible', 'hidden', 'x'`), { code: 'STALE', constraint: 'review_moderations_pkey' }),
        byStaff(aModeration(`2, 'hidden', 'visible', 'x', now() - interval '1 day'`, ', recorded_at')),
        byOwner(aModeration(`2, 'hidden', 'visible', 'x', now() - interval '1 day'`, ', recorded_at'), forbidden),
        ...byAll((s) => `delete from review_moderations where tenant_id = '${s.tenantId}'`, forbidden),
      ],
    },
    {
      name: 'A rating counts every visible review once, and nothing else.',
      heldBy: ['reviews_count', 'reviews_recount', 'reviews_uncount'],
      attempts: [
        byStaff((s) => `update rating_totals set count = 1, sum = 5, stars_5 = 1 where tenant_id = '${s.tenantId}'`),
        byCustomer((s) => `update rating_totals set count = 1, sum = 5, stars_5 = 1 where tenant_id = '${s.tenantId}'`),
        byStaff((s) => `insert into rating_totals (tenant_id, courier_id) values ('${s.tenantId}', '${s.courierId}')`),
      ],
      onlyAgainstTheApplication:
        'a total goes up and down by one in the statement of the review: to hold it against its owner too, each would have to count all reviews of the target. `verifyRatings` does',
    },
    {
      name: 'Count and sum of a rating are those of its histogram.',
      heldBy: [
        'rating_totals_count_adds_up',
        'rating_totals_sum_adds_up',
        'rating_totals_not_negative',
        'rating_totals.average',
      ],
      attempts: [
        byStaff((s) => `update rating_totals set count = 9 where tenant_id = '${s.tenantId}'`),
        byOwner((s) => `update rating_totals set count = 9 where tenant_id = '${s.tenantId}'`, {
          code: 'INVALID',
          constraint: 'rating_totals_count_adds_up',
        }),
        byOwner((s) => `update rating_totals set sum = 9 where tenant_id = '${s.tenantId}'`, {
          code: 'INVALID',
          constraint: 'rating_totals_sum_adds_up',
        }),
        byOwner((s) => `update rating_totals set average = 5 where tenant_id = '${s.tenantId}'`, { sqlstate: '428C9' }),
      ],
    },
  ],
}
