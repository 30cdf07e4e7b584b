import { sql } from 'drizzle-orm'
import { check, foreignKey, index, integer, text, unique, uuid } from 'drizzle-orm/pg-core'
import { money } from '../../kernel/columns.ts'
import { allow, isActor } from '../../rls/policies.ts'
import { tenantTable } from '../../rls/tables.ts'
import { coupons } from '../promotions/coupons.ts'
import { promotions } from '../promotions/promotions.ts'
import { orders } from './orders.ts'

export const adjustmentKinds = ['promotion', 'coupon'] as const
export const adjustmentTargets = ['lines', 'delivery'] as const

/**
 * One row per promotion or coupon that lowered an order, with who gives it up. Only ever added, with the order itself:
 * the numbers up to `adjustment_count` are taken then, and no other fits. The tip is not among what it can apply to.
 */
export const orderAdjustments = tenantTable(
  'order_adjustments',
  {
    orderId: uuid('order_id').notNull(),
    /** 1, 2, 3 … in the order in which they were taken off. */
    adjustmentNo: integer('adjustment_no').notNull(),
    customerId: uuid('customer_id').notNull(),
    /** Those of the order. */
    lineCount: integer('line_count').notNull(),
    adjustmentCount: integer('adjustment_count').notNull(),
    kind: text('kind', { enum: adjustmentKinds }).notNull(),
    promotionId: uuid('promotion_id').notNull(),
    /** Whose code was given; null for a promotion that needs none. */
    couponId: uuid('coupon_id'),
    name: text('name').notNull(),
    /** Who bears it: a platform's promotion does not lower what the restaurant earns. */
    fundedBy: text('funded_by', { enum: ['restaurant', 'platform'] }).notNull(),
    /** Whether it lowers the price, and with it the taxes, or is paid by somebody else; see `Discount`. */
    treatment: text('treatment', { enum: ['discount', 'third-party-payment'] }).notNull(),
    stackingGroup: text('stacking_group').notNull(),
    appliesTo: text('applies_to', { enum: adjustmentTargets }).notNull(),
    amount: money('amount').notNull(),
    /**
     * What each line bears of it, by line number, also where it is 0.00; none for the delivery. A refund, a bill or a
     * payout looks it up and works out nothing again. An array and no table of its own: it is written once, read whole,
     * and a row with its keys for each line was a tenth of what placing an order costs.
     */
    shares: money('shares').array().notNull(),
  },
  {
    key: (t) => [t.tenantId, t.orderId, t.adjustmentNo],
    appendOnly: true,
    constraints: (t) => [
      foreignKey({
        name: 'order_adjustments_order_fk',
        columns: [t.tenantId, t.orderId, t.customerId, t.lineCount, t.adjustmentCount],
        foreignColumns: [orders.tenantId, orders.id, orders.customerId, orders.lineCount, orders.adjustmentCount],
      }),
      foreignKey({
        name: 'order_adjustments_promotion_fk',
        columns: [t.tenantId, t.promotionId],
        foreignColumns: [promotions.tenantId, promotions.id],
      }),
      foreignKey({
        name: 'order_adjustments_coupon_fk',
        columns: [t.tenantId, t.couponId],
        foreignColumns: [coupons.tenantId, coupons.id],
      }),
      // Of promotions that do not add up, an order has one.
      unique('order_adjustments_group_key').on(t.tenantId, t.orderId, t.stackingGroup),
      check('order_adjustments_number_within_count', sql`${t.adjustmentNo} between 1 and ${t.adjustmentCount}`),
      check('order_adjustments_amount_positive', sql`${t.amount} > 0`),
      check('order_adjustments_coupon_has_its_code', sql`(${t.kind} = 'coupon') = (${t.couponId} is not null)`),
      check('order_adjustments_kind_known', sql`${t.kind} in ('promotion', 'coupon')`),
      check('order_adjustments_funder_known', sql`${t.fundedBy} in ('restaurant', 'platform')`),
      check('order_adjustments_treatment_known', sql`${t.treatment} in ('discount', 'third-party-payment')`),
      check('order_adjustments_applies_to_lines_or_delivery', sql`${t.appliesTo} in ('lines', 'delivery')`),
      check(
        'order_adjustments_shares_are_of_lines',
        sql`cardinality(${t.shares}) = case ${t.appliesTo} when 'lines' then ${t.lineCount} else 0 end and array_position(${t.shares}, null) is null`,
      ),
      check('order_adjustments_shares_not_negative', sql`0 <= all (${t.shares})`),
      check('order_adjustments_delivery_is_discounted', sql`${t.appliesTo} = 'lines' or ${t.treatment} = 'discount'`),
      index('order_adjustments_promotion_idx').on(t.tenantId, t.promotionId),
      index('order_adjustments_coupon_idx')
        .on(t.tenantId, t.couponId)
        .where(sql`coupon_id is not null`),
    ],
    access: (t) => [allow('select', { staff: true, service: true, customer: isActor(t.customerId) })],
  },
)

export type OrderAdjustment = typeof orderAdjustments.$inferSelect
