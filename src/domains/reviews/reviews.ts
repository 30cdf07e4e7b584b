import { sql } from 'drizzle-orm'
import { check, foreignKey, index, smallint, text, unique, uuid } from 'drizzle-orm/pg-core'
import { at, id } from '../../kernel/columns.ts'
import { allow, isActor } from '../../rls/policies.ts'
import { tenantTable } from '../../rls/tables.ts'
import { orderCompletions } from '../orders/order-completions.ts'

/** One row per opinion: of a delivered order, by the customer who placed it, once. */
export const reviews = tenantTable(
  'reviews',
  {
    id: id(),
    orderId: uuid('order_id').notNull(),
    customerId: uuid('customer_id').notNull(),
    branchId: uuid('branch_id').notNull(),
    stars: smallint('stars').notNull(),
    comment: text('comment').notNull().default(''),
    createdAt: at('created_at').notNull().defaultNow(),
  },
  {
    key: (t) => [t.tenantId, t.id],
    constraints: (t) => [
      unique('reviews_order_key').on(t.tenantId, t.orderId),
      foreignKey({
        name: 'reviews_order_delivered_fk',
        columns: [t.tenantId, t.orderId, t.customerId, t.branchId],
        foreignColumns: [
          orderCompletions.tenantId,
          orderCompletions.orderId,
          orderCompletions.customerId,
          orderCompletions.branchId,
        ],
      }),
      check('reviews_stars_1_to_5', sql`${t.stars} between 1 and 5`),
      check('reviews_comment_short', sql`length(${t.comment}) <= 2000`),
      // listReviews of one branch, newest first: read backwards.
      index('reviews_of_branch_idx').on(t.tenantId, t.branchId, t.id),
    ],
    access: (t) => [
      allow('select', { staff: true, service: true, customer: true, courier: true }),
      allow('insert', { customer: isActor(t.customerId) }),
    ],
  },
)

export type Review = typeof reviews.$inferSelect
export type NewReview = typeof reviews.$inferInsert
