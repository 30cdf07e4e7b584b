import { sql } from 'drizzle-orm'
import { check, foreignKey, integer, text, unique } from 'drizzle-orm/pg-core'
import { at, id, money, rate } from '../../kernel/columns.ts'
import { audited } from '../../rls/audited.ts'
import { allow } from '../../rls/policies.ts'
import { tenantTable } from '../../rls/tables.ts'
import { tenants } from '../tenancy/tenants.ts'

export const couponKinds = ['percent', 'amount'] as const
export const funders = ['restaurant', 'platform'] as const

/**
 * One row per coupon code. `redeemed` is a claim, not a count: it is raised by one conditional UPDATE in the
 * transaction of the redemption, so of racing orders exactly `max_redemptions` get through.
 */
export const coupons = tenantTable(
  'coupons',
  {
    id: id(),
    /** Upper case; what the customer types. */
    code: text('code').notNull(),
    kind: text('kind', { enum: couponKinds }).notNull(),
    percentOff: rate('percent_off'),
    amountOff: money('amount_off'),
    /** The order's subtotal must reach this, before the discount. */
    minSubtotal: money('min_subtotal')
      .notNull()
      .default(sql`0`),
    maxRedemptions: integer('max_redemptions').notNull(),
    redeemed: integer('redeemed').notNull().default(0),
    validFrom: at('valid_from_at').notNull().defaultNow(),
    validUntil: at('valid_until_at'),
    /** Who bears the discount: a platform coupon does not lower what the restaurant earns. */
    fundedBy: text('funded_by', { enum: funders }).notNull(),
  },
  {
    key: (t) => [t.tenantId, t.id],
    constraints: (t) => [
      foreignKey({ name: 'coupons_tenant_fk', columns: [t.tenantId], foreignColumns: [tenants.tenantId] }),
      unique('coupons_code_key').on(t.tenantId, t.code),
      check('coupons_code_is_upper_case', sql`${t.code} ~ '^[A-Z0-9Ñ-]{3,40}$'`),
      check('coupons_kind_known', sql`${t.kind} in ('percent', 'amount')`),
      check(
        'coupons_kind_has_its_value',
        sql`(${t.kind} = 'percent') = (${t.percentOff} is not null) and (${t.kind} = 'amount') = (${t.amountOff} is not null)`,
      ),
      // Not `a > 0 or b > 0`: with one of them null that is never false.
      check('coupons_value_positive', sql`coalesce(${t.percentOff}, ${t.amountOff}) > 0`),
      check('coupons_minimum_not_negative', sql`${t.minSubtotal} >= 0`),
      check('coupons_redeemed_within_max', sql`${t.redeemed} between 0 and ${t.maxRedemptions}`),
      check('coupons_valid_from_before_until', sql`${t.validFrom} < ${t.validUntil}`),
      check('coupons_funder_known', sql`${t.fundedBy} in ('restaurant', 'platform')`),
    ],
    access: (t) => [
      // Customers redeem a code they know; they do not list the codes.
      allow('select', { staff: true, service: true }),
      allow('insert', { staff: true, service: true }),
      allow('update', { staff: true, service: true }, [t.maxRedemptions, t.validFrom, t.validUntil]),
    ],
    ddl: audited('coupons'),
  },
)

export type Coupon = typeof coupons.$inferSelect
export type NewCoupon = typeof coupons.$inferInsert
