import { sql } from 'drizzle-orm'
import { boolean, check, foreignKey, index, integer, text, unique, uuid } from 'drizzle-orm/pg-core'
import { at, id } from '../../kernel/columns.ts'
import { pgTrigger } from '../../kernel/ddl.ts'
import { audited } from '../../rls/audited.ts'
import { allow, stamped } from '../../rls/policies.ts'
import { tenantTable } from '../../rls/tables.ts'
import { promotionFunctions } from './promotion-functions.ts'
import { promotions } from './promotions.ts'

/**
 * One row per coupon code: what it gives is its promotion's. `redeemed` is a claim, not a count: raised by one guarded
 * UPDATE in the transaction that places the order, so of racing orders exactly `max_redemptions` get through.
 */
export const coupons = tenantTable(
  'coupons',
  {
    id: id(),
    promotionId: uuid('promotion_id').notNull(),
    /** Always true: the promotion is one that is given for a code. */
    byCode: boolean('by_code').notNull().default(true),
    /** Upper case; what the customer types. */
    code: text('code').notNull(),
    /** Null: as often as the promotion allows. Such a code is never written to. */
    maxRedemptions: integer('max_redemptions'),
    redeemed: integer('redeemed').notNull().default(0),
    validFrom: at('valid_from_at').notNull().defaultNow(),
    validUntil: at('valid_until_at'),
  },
  {
    key: (t) => [t.tenantId, t.id],
    constraints: (t) => [
      foreignKey({
        name: 'coupons_promotion_fk',
        columns: [t.tenantId, t.promotionId, t.byCode],
        foreignColumns: [promotions.tenantId, promotions.id, promotions.byCode],
      }),
      unique('coupons_code_key').on(t.tenantId, t.code),
      check('coupons_of_a_promotion_by_code', sql`${t.byCode}`),
      check('coupons_code_is_upper_case', sql`${t.code} ~ '^[A-Z0-9Ñ-]{3,40}$'`),
      check(
        'coupons_redeemed_within_max',
        sql`${t.redeemed} >= 0 and ${t.redeemed} <= coalesce(${t.maxRedemptions}, 0)`,
      ),
      check('coupons_valid_from_before_until', sql`${t.validFrom} < ${t.validUntil}`),
      stamped('coupons', sql`redeemed = 0`),
      // Also listCoupons of one promotion, newest first: read backwards.
      index('coupons_promotion_idx').on(t.tenantId, t.promotionId, t.id),
    ],
    access: (t) => [
      // Customers redeem a code they know; they do not list the codes.
      allow('select', { staff: true, service: true }),
      allow('insert', { staff: true, service: true }),
      allow('update', { staff: true, service: true }, [t.maxRedemptions, t.validFrom, t.validUntil]),
    ],
    ddl: [
      ...audited('coupons', ['max_redemptions', 'valid_from_at', 'valid_until_at']),
      pgTrigger(
        'coupons',
        'coupons_are_of_their_promotion',
        'before update of id, promotion_id, by_code, code on coupons for each row',
        'app.refuse_change()',
      ),
      // As promotions_limits_stay.
      pgTrigger(
        'coupons',
        'coupons_limit_stays',
        'before update of max_redemptions on coupons for each row when ((old.max_redemptions is null) <> (new.max_redemptions is null))',
        'app.refuse_change()',
      ),
      ...promotionFunctions,
    ],
  },
)

export type Coupon = typeof coupons.$inferSelect
export type NewCoupon = typeof coupons.$inferInsert
