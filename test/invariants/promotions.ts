import { byHand } from './by-hand.ts'
import { byAll, byCustomer, byOwner, byStaff, type Domain, forbidden, type Refusal } from './invariant.ts'
import type { Scene } from './scene.ts'

const promotion = (set: string) => (s: Scene) =>
  `update promotions set ${set} where tenant_id = '${s.tenantId}' and id = '${s.byCode}'`
const coupon = (set: string) => (s: Scene) =>
  `update coupons set ${set} where tenant_id = '${s.tenantId}' and id = '${s.couponId}'`

/** By those who may change a limit, and by the owner. */
const byBoth = (sql: (s: Scene) => string, refusal: Refusal) => [byStaff(sql, refusal), byOwner(sql, refusal)]

const counted =
  'a counter is raised and lowered by one guarded statement: to hold it against its owner too, every claim would have to add up all orders again'

export const promotions: Domain = {
  title: 'Promotions and coupons',
  file: 'promotions.ts',
  invariants: [
    {
      name: 'A promotion is redeemed no more often than it may be.',
      heldBy: ['promotions_redeemed_within_max'],
      attempts: [
        ...byBoth(promotion('max_redemptions = 0'), {
          code: 'PROMOTION_EXHAUSTED',
          constraint: 'promotions_redeemed_within_max',
        }),
        byOwner(promotion('redeemed = max_redemptions + 1'), {
          code: 'PROMOTION_EXHAUSTED',
          constraint: 'promotions_redeemed_within_max',
        }),
        byOwner(promotion('redeemed = -1'), {
          code: 'PROMOTION_EXHAUSTED',
          constraint: 'promotions_redeemed_within_max',
        }),
      ],
    },
    {
      name: 'A promotion gives no more than its budget.',
      heldBy: ['promotions_spent_within_budget'],
      attempts: [
        ...byBoth(promotion('budget = spent - 0.01'), {
          code: 'PROMOTION_EXHAUSTED',
          constraint: 'promotions_spent_within_budget',
        }),
        byOwner(promotion('spent = budget + 0.01'), {
          code: 'PROMOTION_EXHAUSTED',
          constraint: 'promotions_spent_within_budget',
        }),
      ],
    },
    {
      name: 'A customer has a promotion no more often than the limit for each.',
      heldBy: ['promotion_customers_used_within_limit', 'promotion_customers_promotion_fk'],
      attempts: [
        byOwner(
          (s) => `update promotion_customers set used = per_customer_limit + 1 where tenant_id = '${s.tenantId}'`,
          { code: 'COUPON_USED_UP', constraint: 'promotion_customers_used_within_limit' },
        ),
        byOwner((s) => `update promotion_customers set per_customer_limit = 9 where tenant_id = '${s.tenantId}'`, {
          code: 'REFERENCED',
          constraint: 'promotion_customers_promotion_fk',
        }),
        byStaff((s) => `update promotion_customers set used = 0 where tenant_id = '${s.tenantId}'`),
        byCustomer((s) => `update promotion_customers set used = 0 where tenant_id = '${s.tenantId}'`),
        ...byBoth(
          (s) =>
            `update promotions set per_customer_limit = 0 where tenant_id = '${s.tenantId}' and id = '${s.byCode}'`,
          { code: 'INVALID', constraint: 'promotions_per_customer_limit_counts' },
        ),
      ],
    },
    {
      name: 'A coupon is redeemed no more often than it may be.',
      heldBy: ['coupons_redeemed_within_max'],
      attempts: [
        ...byBoth(coupon('max_redemptions = 0'), {
          code: 'COUPON_EXHAUSTED',
          constraint: 'coupons_redeemed_within_max',
        }),
        byOwner(coupon('redeemed = 4'), { code: 'COUPON_EXHAUSTED', constraint: 'coupons_redeemed_within_max' }),
      ],
    },
    {
      name: 'What counts the uses of promotions and coupons is written by placing an order, and by calling it off.',
      heldBy: ['promotions_update', 'coupons_update', 'promotions_stamped', 'coupons_stamped'],
      attempts: [
        byStaff(promotion('redeemed = 0')),
        byStaff(promotion('spent = 0')),
        byStaff(coupon('redeemed = 0')),
        byCustomer(coupon('redeemed = 0')),
        ...byBoth(
          (
            s,
          ) => `insert into promotions (tenant_id, id, name, kind, stacking_group, funded_by, max_redemptions, redeemed)
            values ('${s.tenantId}', app.uuid_v7(), 'x', 'free_delivery', 'x', 'restaurant', 9, 5)`,
          forbidden,
        ),
        ...byBoth(
          (s) => `insert into coupons (tenant_id, id, promotion_id, code, max_redemptions, redeemed)
            values ('${s.tenantId}', app.uuid_v7(), '${s.byCode}', 'MEDIO', 9, 5)`,
          forbidden,
        ),
        byStaff((s) => `delete from promotion_customers where tenant_id = '${s.tenantId}'`),
      ],
      onlyAgainstTheApplication: counted,
    },
    {
      name: 'A limit is raised and lowered, but it does not come or go: orders from before it were not counted.',
      heldBy: ['promotions_limits_stay', 'coupons_limit_stays'],
      attempts: [
        ...byBoth(promotion('max_redemptions = null'), forbidden),
        ...byBoth(promotion('budget = null'), forbidden),
        ...byBoth(promotion('per_customer_limit = null'), forbidden),
        ...byBoth(
          (s) =>
            `update promotions set max_redemptions = 5 where tenant_id = '${s.tenantId}' and id = '${s.promotionId}'`,
          forbidden,
        ),
        ...byBoth(coupon('max_redemptions = null'), forbidden),
      ],
    },
    {
      name: 'What a promotion gives, to whom and when it begins is final.',
      heldBy: ['promotions_terms_are_final'],
      attempts: [
        'amount_off = 50',
        `funded_by = 'platform'`,
        `stacking_group = 'mine'`,
        'min_subtotal = 0',
        'by_code = false',
        'first_order_only = true',
      ].flatMap((set) => byAll(promotion(set), forbidden)),
    },
    {
      name: 'An order has one promotion of a stacking group at most.',
      heldBy: ['order_adjustments_group_key'],
      attempts: [
        byStaff((s) => byHand(s, { order: { discount: '4.00' }, adjustments: [{}, {}] })),
        byOwner((s) => byHand(s, { order: { discount: '4.00' }, line: { discount: '4.00' }, adjustments: [{}, {}] }), {
          code: 'CONFLICT',
          constraint: 'order_adjustments_group_key',
        }),
      ],
    },
    {
      name: 'A coupon is of one promotion that is given by code, for good; and its code is of nobody else in the tenant.',
      heldBy: [
        'coupons_promotion_fk',
        'coupons_of_a_promotion_by_code',
        'coupons_are_of_their_promotion',
        'coupons_code_key',
      ],
      attempts: [
        ...byBoth(
          (s) =>
            `insert into coupons (tenant_id, id, promotion_id, code) values ('${s.tenantId}', app.uuid_v7(), '${s.promotionId}', 'OTRO')`,
          { code: 'REFERENCED', constraint: 'coupons_promotion_fk' },
        ),
        ...byBoth(
          (s) =>
            `insert into coupons (tenant_id, id, promotion_id, code, by_code) values ('${s.tenantId}', app.uuid_v7(), '${s.promotionId}', 'OTRO', false)`,
          { code: 'INVALID', constraint: 'coupons_of_a_promotion_by_code' },
        ),
        ...byBoth(
          (s) =>
            `insert into coupons (tenant_id, id, promotion_id, code) values ('${s.tenantId}', app.uuid_v7(), '${s.byCode}', 'VEINTE')`,
          { code: 'CONFLICT', constraint: 'coupons_code_key' },
        ),
        ...byAll((s) => coupon(`promotion_id = '${s.promotionId}'`)(s), forbidden),
      ],
    },
    {
      name: 'An adjustment is of a promotion of its tenant, and names a coupon when it is one.',
      heldBy: [
        'order_adjustments_promotion_fk',
        'order_adjustments_coupon_fk',
        'order_adjustments_coupon_has_its_code',
      ],
      attempts: [
        byStaff((s) => byHand(s, { adjustments: [{ promotion_id: s.other.tenantId }] })),
        byOwner((s) => byHand(s, { adjustments: [{ promotion_id: s.other.tenantId }] }), {
          code: 'REFERENCED',
          constraint: 'order_adjustments_promotion_fk',
        }),
        byOwner((s) => byHand(s, { adjustments: [{ kind: 'coupon' }] }), {
          code: 'INVALID',
          constraint: 'order_adjustments_coupon_has_its_code',
        }),
        byOwner((s) => byHand(s, { adjustments: [{ kind: 'coupon', coupon_id: s.other.tenantId }] }), {
          code: 'REFERENCED',
          constraint: 'order_adjustments_coupon_fk',
        }),
      ],
    },
  ],
}
