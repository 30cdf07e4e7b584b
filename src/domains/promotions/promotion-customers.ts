import { sql } from 'drizzle-orm'
import { check, foreignKey, index, integer, uuid } from 'drizzle-orm/pg-core'
import { allow, isActor } from '../../rls/policies.ts'
import { tenantTable } from '../../rls/tables.ts'
import { customers } from '../customers/customers.ts'
import { promotions } from './promotions.ts'

/**
 * One row per customer who used a promotion that has a limit for each. The row carries the limit, held to the
 * promotion's by a foreign key that follows its changes, so that a CHECK can say what no count can: never above it.
 */
export const promotionCustomers = tenantTable(
  'promotion_customers',
  {
    promotionId: uuid('promotion_id').notNull(),
    customerId: uuid('customer_id').notNull(),
    perCustomerLimit: integer('per_customer_limit').notNull(),
    used: integer('used').notNull(),
  },
  {
    key: (t) => [t.tenantId, t.promotionId, t.customerId],
    constraints: (t) => [
      foreignKey({
        name: 'promotion_customers_promotion_fk',
        columns: [t.tenantId, t.promotionId, t.perCustomerLimit],
        foreignColumns: [promotions.tenantId, promotions.id, promotions.perCustomerLimit],
      }).onUpdate('cascade'),
      foreignKey({
        name: 'promotion_customers_customer_fk',
        columns: [t.tenantId, t.customerId],
        foreignColumns: [customers.tenantId, customers.id],
      }),
      check('promotion_customers_used_within_limit', sql`${t.used} between 0 and ${t.perCustomerLimit}`),
      index('promotion_customers_customer_idx').on(t.tenantId, t.customerId),
    ],
    access: (t) => [allow('select', { staff: true, service: true, customer: isActor(t.customerId) })],
  },
)

export type PromotionCustomer = typeof promotionCustomers.$inferSelect
