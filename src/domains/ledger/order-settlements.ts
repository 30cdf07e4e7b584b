import { sql } from 'drizzle-orm'
import { check, foreignKey, index, text, uuid } from 'drizzle-orm/pg-core'
import { money, on, rate } from '../../kernel/columns.ts'
import { allow } from '../../rls/policies.ts'
import { tenantTable } from '../../rls/tables.ts'
import { orderCompletions } from '../orders/order-completions.ts'
import { restaurants } from '../restaurants/restaurants.ts'
import { deliveryFunctions } from './post-delivery-sql.ts'

/**
 * One row per delivered order: the terms of its day, frozen, and the commission taken by them. What is given back of it
 * when a line is refunded follows from here, and not from what is agreed then.
 */
export const orderSettlements = tenantTable(
  'order_settlements',
  {
    orderId: uuid('order_id').notNull(),
    restaurantId: uuid('restaurant_id').notNull(),
    deliveredOn: on('delivered_on').notNull(),
    rate: rate('rate').notNull(),
    ivaRate: rate('iva_rate').notNull(),
    deliveryTo: text('delivery_to', { enum: ['platform', 'restaurant'] }).notNull(),
    /** Rounded on each line, so that a refund of the line closes exactly; so its IVA. */
    commission: money('commission').notNull(),
    commissionIva: money('commission_iva').notNull(),
  },
  {
    key: (t) => [t.tenantId, t.orderId],
    constraints: (t) => [
      foreignKey({
        name: 'order_settlements_order_fk',
        columns: [t.tenantId, t.orderId],
        foreignColumns: [orderCompletions.tenantId, orderCompletions.orderId],
      }),
      foreignKey({
        name: 'order_settlements_restaurant_fk',
        columns: [t.tenantId, t.restaurantId],
        foreignColumns: [restaurants.tenantId, restaurants.id],
      }),
      index('order_settlements_restaurant_idx').on(t.tenantId, t.restaurantId, t.deliveredOn),
      check('order_settlements_commission_not_negative', sql`${t.commission} >= 0 and ${t.commissionIva} >= 0`),
      check('order_settlements_delivery_to_known', sql`${t.deliveryTo} in ('platform', 'restaurant')`),
    ],
    access: () => [allow('select', { staff: true, service: true })],
    appendOnly: true,
    ddl: deliveryFunctions,
  },
)

export type OrderSettlement = typeof orderSettlements.$inferSelect
