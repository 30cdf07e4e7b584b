import { sql } from 'drizzle-orm'
import { check, foreignKey, index, integer, text, uuid } from 'drizzle-orm/pg-core'
import { money } from '../../kernel/columns.ts'
import { allow, isActor } from '../../rls/policies.ts'
import { tenantTable } from '../../rls/tables.ts'
import { modifierOptions } from '../menu/modifier-options.ts'
import { orderItems } from './order-items.ts'
import { orders } from './orders.ts'

/** One row per option chosen on a line, as it was called and cost; the price is in the line's unit price already. */
export const orderItemModifiers = tenantTable(
  'order_item_modifiers',
  {
    orderId: uuid('order_id').notNull(),
    lineNo: integer('line_no').notNull(),
    position: integer('position').notNull(),
    customerId: uuid('customer_id').notNull(),
    optionId: uuid('option_id').notNull(),
    groupName: text('group_name').notNull(),
    optionName: text('option_name').notNull(),
    price: money('price').notNull(),
  },
  {
    key: (t) => [t.tenantId, t.orderId, t.lineNo, t.position],
    constraints: (t) => [
      foreignKey({
        name: 'order_item_modifiers_line_fk',
        columns: [t.tenantId, t.orderId, t.lineNo],
        foreignColumns: [orderItems.tenantId, orderItems.orderId, orderItems.lineNo],
      }),
      foreignKey({
        name: 'order_item_modifiers_customer_fk',
        columns: [t.tenantId, t.orderId, t.customerId],
        foreignColumns: [orders.tenantId, orders.id, orders.customerId],
      }),
      foreignKey({
        name: 'order_item_modifiers_option_fk',
        columns: [t.tenantId, t.optionId],
        foreignColumns: [modifierOptions.tenantId, modifierOptions.id],
      }),
      check('order_item_modifiers_price_not_negative', sql`${t.price} >= 0`),
      index('order_item_modifiers_option_idx').on(t.tenantId, t.optionId),
    ],
    access: (t) => [
      allow('select', { staff: true, service: true, courier: true, customer: isActor(t.customerId) }),
      allow('insert', { staff: true, service: true, customer: isActor(t.customerId) }),
    ],
  },
)

export type OrderItemModifier = typeof orderItemModifiers.$inferSelect
export type NewOrderItemModifier = typeof orderItemModifiers.$inferInsert
