import { sql } from 'drizzle-orm'
import { check, foreignKey, index, integer, text, uuid } from 'drizzle-orm/pg-core'
import { money } from '../../kernel/columns.ts'
import { pgFunction, pgTrigger } from '../../kernel/ddl.ts'
import { allow, isActor } from '../../rls/policies.ts'
import { tenantTable } from '../../rls/tables.ts'
import { products } from '../menu/products.ts'
import { orderItems } from './order-items.ts'
import { isBrought } from './brings-sql.ts'
import { orders } from './orders.ts'

/** One row per option chosen on a line, as it was called and cost; what it adds is in the line's unit price already. */
export const orderItemModifiers = tenantTable(
  'order_item_modifiers',
  {
    orderId: uuid('order_id').notNull(),
    lineNo: integer('line_no').notNull(),
    position: integer('position').notNull(),
    /** The position of the option that offered it; null for those of the dish. */
    parentPosition: integer('parent_position'),
    customerId: uuid('customer_id').notNull(),
    optionId: uuid('option_id').notNull(),
    groupName: text('group_name').notNull(),
    optionName: text('option_name').notNull(),
    quantity: integer('quantity').notNull(),
    /** Of one, as the menu had it. */
    price: money('price').notNull(),
  },
  {
    key: (t) => [t.tenantId, t.orderId, t.lineNo, t.position],
    appendOnly: true,
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
        foreignColumns: [products.tenantId, products.id],
      }),
      foreignKey({
        name: 'order_item_modifiers_parent_fk',
        columns: [t.tenantId, t.orderId, t.lineNo, t.parentPosition],
        foreignColumns: [t.tenantId, t.orderId, t.lineNo, t.position],
      }),
      check('order_item_modifiers_parent_before', sql`${t.parentPosition} < ${t.position}`),
      check('order_item_modifiers_quantity_positive', sql`${t.quantity} between 1 and 50`),
      check('order_item_modifiers_price_not_negative', sql`${t.price} >= 0`),
      index('order_item_modifiers_option_idx').on(t.tenantId, t.optionId),
    ],
    access: (t) => [
      allow('select', { staff: true, service: true, courier: isBrought(t.orderId), customer: isActor(t.customerId) }),
    ],
    ddl: [
      pgFunction('app.order_item_modifiers_with_order', {
        returns: 'trigger',
        security: 'definer',
        // Lines are as many as the order says; modifiers have no such number. They are of the moment of their order: its
        // transaction's, for nobody can write that column, and it never changes.
        body: `
begin
  if exists (
    select from added m join orders o on o.tenant_id = m.tenant_id and o.id = m.order_id
    where o.tenant_id = app.tenant_id() and o.placed_at <> now()
  ) then
    raise exception using errcode = '42501', constraint = 'order_item_modifiers_with_order', table = 'order_item_modifiers',
      message = 'a modifier is written with its order';
  end if;
  return null;
end`,
      }),
      pgTrigger(
        'order_item_modifiers',
        'order_item_modifiers_with_order',
        'after insert on order_item_modifiers referencing new table as added for each statement',
        'app.order_item_modifiers_with_order()',
      ),
    ],
  },
)

export type OrderItemModifier = typeof orderItemModifiers.$inferSelect
