import { sql } from 'drizzle-orm'
import { check, foreignKey, index, uuid } from 'drizzle-orm/pg-core'
import { at, id, money, mxn6, on } from '../../kernel/columns.ts'
import { exclusion, pgTrigger, sameKey } from '../../kernel/ddl.ts'
import { allow } from '../../rls/policies.ts'
import { tenantTable } from '../../rls/tables.ts'
import { restaurants } from '../restaurants/restaurants.ts'
import { payoutFunctions } from './payouts-sql.ts'

/**
 * One row per time that a restaurant is paid out: its statement, frozen. Days never belong to two payouts of a
 * restaurant, and an entry that comes later counts for a day that is still open.
 *
 * What is due is what the lines add up to; below zero it is carried into the next payout, and nothing is paid.
 */
export const payouts = tenantTable(
  'payouts',
  {
    id: id(),
    restaurantId: uuid('restaurant_id').notNull(),
    from: on('from_on').notNull(),
    /** Included. */
    to: on('to_on').notNull(),
    /** From payouts before; never above zero but at the first. */
    carriedIn: money('carried_in').notNull(),
    /** Food, at its prices, less what customers did not pay because a discount did. */
    sales: money('sales').notNull(),
    /** What the platform pays for its discounts. */
    platformPromotions: money('platform_promotions').notNull(),
    /** Discounts of the restaurant's own on food and delivery. */
    promotions: money('promotions').notNull(),
    delivery: money('delivery').notNull(),
    refunds: money('refunds').notNull(),
    commission: money('commission').notNull(),
    commissionIva: money('commission_iva').notNull(),
    /** The part of sales without IVA, refunds taken off, and its IVA: what was withheld on. */
    income: mxn6('income').notNull(),
    ivaCharged: mxn6('iva_charged').notNull(),
    isrWithheld: money('isr_withheld').notNull(),
    ivaWithheld: money('iva_withheld').notNull(),
    due: money('due')
      .notNull()
      .generatedAlwaysAs(
        sql`carried_in + sales + platform_promotions - promotions + delivery - refunds - commission - commission_iva - isr_withheld - iva_withheld`,
      ),
    /** What is paid. */
    amount: money('amount')
      .notNull()
      .generatedAlwaysAs(
        sql`greatest(carried_in + sales + platform_promotions - promotions + delivery - refunds - commission - commission_iva - isr_withheld - iva_withheld, 0)`,
      ),
    closedAt: at('closed_at').notNull().defaultNow(),
  },
  {
    key: (t) => [t.tenantId, t.id],
    constraints: (t) => [
      foreignKey({
        name: 'payouts_restaurant_fk',
        columns: [t.tenantId, t.restaurantId],
        foreignColumns: [restaurants.tenantId, restaurants.id],
      }),
      index('payouts_restaurant_idx').on(t.tenantId, t.restaurantId, t.to),
      check('payouts_to_from_on', sql`${t.to} >= ${t.from}`),
      check('payouts_withheld_not_negative', sql`${t.isrWithheld} >= 0 and ${t.ivaWithheld} >= 0`),
    ],
    access: () => [allow('select', { staff: true, service: true })],
    appendOnly: true,
    ddl: [
      exclusion(
        'payouts',
        'payouts_apart',
        `using gist (${sameKey('tenant_id::text', 'restaurant_id::text')}, daterange(from_on, to_on, '[]') with &&)`,
      ),
      ...payoutFunctions,
      pgTrigger('payouts', 'payouts_ledger', 'after insert on payouts for each row', 'app.post_payout()'),
    ],
  },
)

export type Payout = typeof payouts.$inferSelect
