import { sql } from 'drizzle-orm'
import { boolean, check, foreignKey, index, integer, text, unique } from 'drizzle-orm/pg-core'
import { at, id, money, rate } from '../../kernel/columns.ts'
import { pgTrigger } from '../../kernel/ddl.ts'
import { audited } from '../../rls/audited.ts'
import { allow, stamped } from '../../rls/policies.ts'
import { tenantTable } from '../../rls/tables.ts'
import { channelList, channels } from '../menu/channels.ts'
import { serviceList, services } from '../restaurants/services.ts'
import { weekMinutes } from '../restaurants/week-minutes.ts'
import { tenants } from '../tenancy/tenants.ts'
import { funders, promotionKinds, treatments } from './promotion-terms.ts'

/**
 * One row per promotion: what it gives, when and for whom, and how often. What it gives is final: to change it, end the
 * promotion and make another. The tip is outside of every promotion.
 *
 * `redeemed` and `spent` are claims, not counts: raised by one guarded UPDATE in the transaction that places the order,
 * and given back when it is called off. A promotion without limits is never written to: it would be the one row that all
 * orders wait for.
 */
export const promotions = tenantTable(
  'promotions',
  {
    id: id(),
    name: text('name').notNull(),
    kind: text('kind', { enum: promotionKinds }).notNull(),
    /** Of what is left of the eligible lines; with `buy_x_get_y` of what one gets, where 1 is free. */
    percentOff: rate('percent_off'),
    amountOff: money('amount_off'),
    /** Of every `buy_quantity + get_quantity` eligible units, the `get_quantity` cheapest are lowered. */
    buyQuantity: integer('buy_quantity'),
    getQuantity: integer('get_quantity'),
    /** The most that it takes off one order. */
    maxDiscount: money('max_discount'),
    /** What all lines of the order must reach, before every discount. */
    minSubtotal: money('min_subtotal')
      .notNull()
      .default(sql`0`),
    /** For customers without an order that was not called off. */
    firstOrderOnly: boolean('first_order_only').notNull().default(false),
    /** Null: all. */
    channels: text('channels', { enum: channels }).array(),
    services: text('services', { enum: services }).array(),
    /** By the clock on the wall of each branch; null: always. */
    windows: weekMinutes('windows'),
    validFrom: at('valid_from_at').notNull().defaultNow(),
    validUntil: at('valid_until_at'),
    /** One order gets at most one promotion of a group: the one that gives most. */
    stackingGroup: text('stacking_group').notNull(),
    /** Lower ones are taken off first, and later ones see what is left. */
    priority: integer('priority').notNull().default(100),
    fundedBy: text('funded_by', { enum: funders }).notNull(),
    treatment: text('treatment', { enum: treatments }).notNull().default('discount'),
    /** Only with a coupon. */
    byCode: boolean('by_code').notNull().default(false),
    maxRedemptions: integer('max_redemptions'),
    redeemed: integer('redeemed').notNull().default(0),
    /** Pesos that it may give in all. */
    budget: money('budget'),
    spent: money('spent')
      .notNull()
      .default(sql`0`),
    perCustomerLimit: integer('per_customer_limit'),
    archivedAt: at('archived_at'),
  },
  {
    key: (t) => [t.tenantId, t.id],
    constraints: (t) => [
      foreignKey({ name: 'promotions_tenant_fk', columns: [t.tenantId], foreignColumns: [tenants.tenantId] }),
      // Lets the uses of a customer carry the limit, and a coupon prove that its promotion is one for coupons.
      unique('promotions_limit_key').on(t.tenantId, t.id, t.perCustomerLimit),
      unique('promotions_by_code_key').on(t.tenantId, t.id, t.byCode),
      check('promotions_name_not_blank', sql`btrim(${t.name}) <> '' and length(${t.name}) <= 100`),
      check('promotions_kind_known', sql`${t.kind} in ('percent', 'amount', 'free_delivery', 'buy_x_get_y')`),
      check(
        'promotions_kind_has_its_values',
        sql`(${t.kind} in ('percent', 'buy_x_get_y')) = (${t.percentOff} is not null) and (${t.kind} = 'amount') = (${t.amountOff} is not null) and (${t.kind} = 'buy_x_get_y') = (${t.buyQuantity} is not null) and (${t.kind} = 'buy_x_get_y') = (${t.getQuantity} is not null)`,
      ),
      // Not `a > 0 or b > 0`: with one of them null that is never false.
      check('promotions_value_positive', sql`coalesce(${t.percentOff}, ${t.amountOff}, 1) > 0`),
      check(
        'promotions_quantities_count',
        sql`${t.buyQuantity} between 1 and 99 and ${t.getQuantity} between 1 and 99`,
      ),
      check('promotions_max_discount_positive', sql`${t.maxDiscount} > 0`),
      check('promotions_amount_is_its_own_maximum', sql`${t.kind} <> 'amount' or ${t.maxDiscount} is null`),
      check('promotions_minimum_not_negative', sql`${t.minSubtotal} >= 0`),
      check(
        'promotions_channels_known',
        sql`${t.channels} <@ array[${sql.raw(channelList)}] and cardinality(${t.channels}) > 0`,
      ),
      check(
        'promotions_services_known',
        sql`${t.services} <@ array[${sql.raw(serviceList)}] and cardinality(${t.services}) > 0`,
      ),
      check('promotions_valid_from_before_until', sql`${t.validFrom} < ${t.validUntil}`),
      check('promotions_stacking_group_is_a_word', sql`${t.stackingGroup} ~ '^[a-z0-9-]{1,40}$'`),
      check('promotions_priority_within_bounds', sql`${t.priority} between 0 and 9999`),
      check('promotions_funder_known', sql`${t.fundedBy} in ('restaurant', 'platform')`),
      check('promotions_treatment_known', sql`${t.treatment} in ('discount', 'third-party-payment')`),
      // A restaurant is no third party to itself; nobody pays it a delivery that it gives away.
      check(
        'promotions_third_party_pays_for_food',
        sql`${t.treatment} = 'discount' or (${t.fundedBy} = 'platform' and ${t.kind} <> 'free_delivery')`,
      ),
      // Where there is no limit there is no claim: `between 0 and null` would let anything through.
      check(
        'promotions_redeemed_within_max',
        sql`${t.redeemed} >= 0 and ${t.redeemed} <= coalesce(${t.maxRedemptions}, 0)`,
      ),
      check('promotions_spent_within_budget', sql`${t.spent} >= 0 and ${t.spent} <= coalesce(${t.budget}, 0)`),
      check('promotions_per_customer_limit_counts', sql`${t.perCustomerLimit} >= 1`),
      check(
        'promotions_first_order_is_once',
        sql`not ${t.firstOrderOnly} or coalesce(${t.perCustomerLimit} = 1, false)`,
      ),
      stamped('promotions', sql`redeemed = 0 and spent = 0`),
      // Those that every quote looks at.
      index('promotions_automatic_idx')
        .on(t.tenantId, t.id)
        .where(sql`archived_at is null and not by_code`),
    ],
    access: (t) => [
      allow('select', { staff: true, service: true }),
      allow('insert', { staff: true, service: true }),
      allow('update', { staff: true, service: true }, [
        t.name,
        t.validUntil,
        t.maxRedemptions,
        t.budget,
        t.perCustomerLimit,
        t.archivedAt,
      ]),
    ],
    ddl: [
      ...audited('promotions', [
        'name',
        'valid_until_at',
        'max_redemptions',
        'budget',
        'per_customer_limit',
        'archived_at',
      ]),
      pgTrigger(
        'promotions',
        'promotions_terms_are_final',
        'before update of id, kind, percent_off, amount_off, buy_quantity, get_quantity, max_discount, min_subtotal, first_order_only, channels, services, windows, valid_from_at, stacking_group, priority, funded_by, treatment, by_code on promotions for each row',
        'app.refuse_change()',
      ),
      // A limit is raised and lowered, but it does not come or go: orders from before it were not counted, and would be
      // given back when they are called off.
      pgTrigger(
        'promotions',
        'promotions_limits_stay',
        'before update of max_redemptions, budget, per_customer_limit on promotions for each row when ((old.max_redemptions is null) <> (new.max_redemptions is null) or (old.budget is null) <> (new.budget is null) or (old.per_customer_limit is null) <> (new.per_customer_limit is null))',
        'app.refuse_change()',
      ),
    ],
  },
)

export type Promotion = typeof promotions.$inferSelect
export type NewPromotion = typeof promotions.$inferInsert
