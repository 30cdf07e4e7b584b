import { sql } from 'drizzle-orm'
import { check, foreignKey, index, integer, smallint, text, unique, uuid } from 'drizzle-orm/pg-core'
import { at, id } from '../../kernel/columns.ts'
import { addConstraint } from '../../kernel/ddl.ts'
import { personal } from '../../kernel/personal.ts'
import { allow, isActor } from '../../rls/policies.ts'
import { tenantTable } from '../../rls/tables.ts'
import { products } from '../menu/products.ts'
import { orderCompletions } from '../orders/order-completions.ts'
import { orderItems } from '../orders/order-items.ts'
import { memberships } from '../tenancy/memberships.ts'
import { countingTriggers } from './count-ratings-sql.ts'
import { reviewRules } from './review-rules-sql.ts'
import { reviewWindow } from './review-window.ts'

export const reviewStates = ['visible', 'hidden'] as const

const ofBranch = sql`courier_id is null and menu_item_id is null`

/**
 * One row per opinion: of a delivered order, by the customer who placed it, once per target and within the window.
 *
 * The target is the courier or the dish where that column is set, else the branch, which every row has: so a review is
 * always of exactly one thing, and each of them is held by a foreign key. Signed by its order and nothing else.
 */
export const reviews = tenantTable(
  'reviews',
  {
    id: id(),
    orderId: uuid('order_id').notNull(),
    customerId: uuid('customer_id').notNull(),
    /** Of the order; the target too, unless there is a courier or a dish. */
    branchId: uuid('branch_id').notNull(),
    /** The courier who brought the order. */
    courierId: uuid('courier_id'),
    /** The dish, and the line of the order that it was; the database sets the one by the other. */
    lineNo: integer('line_no'),
    menuItemId: uuid('menu_item_id'),
    stars: smallint('stars').notNull(),
    comment: personal('words', text('comment')).notNull().default(''),
    /** Follows `review_moderations`: the application has no right to set it. */
    state: text('state', { enum: reviewStates }).notNull().default('visible'),
    /** The number of the moderation that says so; null where there was none. */
    moderationSeq: integer('moderation_seq'),
    /** Of the order, and the moment of writing: set by the database, whoever writes. */
    deliveredAt: at('delivered_at')
      .notNull()
      .default(sql`'-infinity'`),
    createdAt: at('created_at').notNull().defaultNow(),
    editedAt: at('edited_at'),
  },
  {
    key: (t) => [t.tenantId, t.id],
    constraints: (t) => [
      unique('reviews_order_key').on(t.tenantId, t.orderId, t.courierId, t.menuItemId).nullsNotDistinct(),
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
      foreignKey({
        name: 'reviews_courier_fk',
        columns: [t.tenantId, t.courierId],
        foreignColumns: [memberships.tenantId, memberships.id],
      }),
      foreignKey({
        name: 'reviews_line_fk',
        columns: [t.tenantId, t.orderId, t.lineNo],
        foreignColumns: [orderItems.tenantId, orderItems.orderId, orderItems.lineNo],
      }),
      foreignKey({
        name: 'reviews_dish_fk',
        columns: [t.tenantId, t.menuItemId],
        foreignColumns: [products.tenantId, products.id],
      }),
      check('reviews_one_target', sql`${t.courierId} is null or ${t.menuItemId} is null`),
      check('reviews_dish_is_a_line', sql`(${t.menuItemId} is null) = (${t.lineNo} is null)`),
      check('reviews_stars_1_to_5', sql`${t.stars} between 1 and 5`),
      check('reviews_comment_short', sql`length(${t.comment}) <= 2000`),
      check('reviews_state_known', sql`${t.state} in ('visible', 'hidden')`),
      check('reviews_hidden_by_moderation', sql`${t.state} = 'visible' or ${t.moderationSeq} is not null`),
      // Behind the triggers, which say until when. greatest() leaves out the null of what was never edited.
      check(
        'reviews_within_window',
        sql`greatest(${t.createdAt}, ${t.editedAt}) <= ${t.deliveredAt} + ${sql.raw(reviewWindow)}`,
      ),
      // listReviews of one target, newest first: read backwards. A hidden row is passed over: there are few.
      index('reviews_of_branch_idx').on(t.tenantId, t.branchId, t.id).where(ofBranch),
      index('reviews_of_courier_idx')
        .on(t.tenantId, t.courierId, t.id)
        .where(sql`courier_id is not null`),
      index('reviews_of_dish_idx')
        .on(t.tenantId, t.menuItemId, t.id)
        .where(sql`menu_item_id is not null`),
      // myReviews.
      index('reviews_of_customer_idx').on(t.tenantId, t.customerId, t.id),
    ],
    access: (t) => [
      allow('select', {
        staff: true,
        service: true,
        // What is said of a courier is for the restaurant and for the courier: it is about a person at work.
        customer: sql`((state = 'visible' and courier_id is null) or ${isActor(t.customerId)})`,
        courier: sql`state = 'visible' and (courier_id is null or ${isActor(t.courierId)})`,
      }),
      allow('insert', { customer: isActor(t.customerId) }),
      allow('update', { customer: isActor(t.customerId) }, [t.stars, t.comment]),
    ],
    ddl: [
      ...reviewRules,
      ...countingTriggers,
      // What is hidden or shown again has its moderation, with reason and actor: for the owner too.
      addConstraint(
        'reviews',
        'reviews_state_from_moderation',
        'foreign key (tenant_id, id, moderation_seq, state) references review_moderations (tenant_id, review_id, seq, to_state)',
      ),
    ],
  },
)

export type Review = typeof reviews.$inferSelect
export type NewReview = typeof reviews.$inferInsert
