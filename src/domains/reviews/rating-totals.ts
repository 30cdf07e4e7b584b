import { sql } from 'drizzle-orm'
import { check, foreignKey, index, integer, numeric, text, uuid } from 'drizzle-orm/pg-core'
import { allow, isActor } from '../../rls/policies.ts'
import { tenantTable } from '../../rls/tables.ts'
import { products } from '../menu/products.ts'
import { branches } from '../restaurants/branches.ts'
import { memberships } from '../tenancy/memberships.ts'
import { verifyFunction } from './verify-ratings-sql.ts'

export const ratingTargets = ['branch', 'courier', 'dish'] as const

const none = sql`0`

/**
 * One row per branch, courier or dish that was ever reviewed: its visible reviews, counted by stars. Written by the
 * triggers of `reviews` alone, by increment; count and sum cannot disagree with the histogram.
 */
export const ratingTotals = tenantTable(
  'rating_totals',
  {
    branchId: uuid('branch_id'),
    courierId: uuid('courier_id'),
    menuItemId: uuid('menu_item_id'),
    target: text('target', { enum: ratingTargets })
      .notNull()
      .generatedAlwaysAs(
        sql`case when courier_id is not null then 'courier' when menu_item_id is not null then 'dish' else 'branch' end`,
      ),
    targetId: uuid('target_id')
      .notNull()
      .generatedAlwaysAs(sql`coalesce(courier_id, menu_item_id, branch_id)`),
    count: integer('count').notNull().default(none),
    sum: integer('sum').notNull().default(none),
    stars1: integer('stars_1').notNull().default(none),
    stars2: integer('stars_2').notNull().default(none),
    stars3: integer('stars_3').notNull().default(none),
    stars4: integer('stars_4').notNull().default(none),
    stars5: integer('stars_5').notNull().default(none),
    /** 2 decimals, half up; null where nothing counts. */
    average: numeric('average').generatedAlwaysAs(sql`round(sum::numeric / nullif(count, 0), 2)`),
  },
  {
    key: (t) => [t.tenantId, t.target, t.targetId],
    constraints: (t) => [
      foreignKey({
        name: 'rating_totals_branch_fk',
        columns: [t.tenantId, t.branchId],
        foreignColumns: [branches.tenantId, branches.id],
      }),
      foreignKey({
        name: 'rating_totals_courier_fk',
        columns: [t.tenantId, t.courierId],
        foreignColumns: [memberships.tenantId, memberships.id],
      }),
      foreignKey({
        name: 'rating_totals_dish_fk',
        columns: [t.tenantId, t.menuItemId],
        foreignColumns: [products.tenantId, products.id],
      }),
      check('rating_totals_one_target', sql`num_nonnulls(${t.branchId}, ${t.courierId}, ${t.menuItemId}) = 1`),
      check(
        'rating_totals_not_negative',
        sql`least(${t.stars1}, ${t.stars2}, ${t.stars3}, ${t.stars4}, ${t.stars5}) >= 0`,
      ),
      check(
        'rating_totals_count_adds_up',
        sql`${t.count} = ${t.stars1} + ${t.stars2} + ${t.stars3} + ${t.stars4} + ${t.stars5}`,
      ),
      check(
        'rating_totals_sum_adds_up',
        sql`${t.sum} = ${t.stars1} + 2 * ${t.stars2} + 3 * ${t.stars3} + 4 * ${t.stars4} + 5 * ${t.stars5}`,
      ),
      index('rating_totals_branch_idx')
        .on(t.tenantId, t.branchId)
        .where(sql`branch_id is not null`),
      index('rating_totals_courier_idx')
        .on(t.tenantId, t.courierId)
        .where(sql`courier_id is not null`),
      index('rating_totals_dish_idx')
        .on(t.tenantId, t.menuItemId)
        .where(sql`menu_item_id is not null`),
    ],
    access: (t) => [
      allow('select', {
        staff: true,
        service: true,
        // As with reviews: those of a courier are for the restaurant and for the courier.
        customer: sql`courier_id is null`,
        courier: sql`(courier_id is null or ${isActor(t.courierId)})`,
      }),
    ],
    ddl: [verifyFunction],
  },
)

export type RatingTotal = typeof ratingTotals.$inferSelect
