import { sql } from 'drizzle-orm'
import { check, foreignKey, index, integer, text, uuid } from 'drizzle-orm/pg-core'
import { money, mxn6, rate } from '../../kernel/columns.ts'
import { pgConstraintTrigger } from '../../kernel/ddl.ts'
import { allow, isActor } from '../../rls/policies.ts'
import { tenantTable } from '../../rls/tables.ts'
import { publishedItems } from '../menu/published-items.ts'
import { orders } from './orders.ts'

/**
 * One row per line of an order: what was sold, as it was called and cost at that moment.
 *
 * Taxes are taken out of the price at 6 decimals, half up, and rounded to 2 only in totals (Anexo 20 guide, FAQ 37–39).
 */
export const orderItems = tenantTable(
  'order_items',
  {
    orderId: uuid('order_id').notNull(),
    /** 1, 2, 3 … in the order of the basket. */
    lineNo: integer('line_no').notNull(),
    customerId: uuid('customer_id').notNull(),
    /** The version that it was sold from. */
    menuVersionId: uuid('menu_version_id').notNull(),
    menuItemId: uuid('menu_item_id').notNull(),
    name: text('name').notNull(),
    quantity: integer('quantity').notNull(),
    /** Item and modifiers, IVA included. */
    unitPrice: money('unit_price').notNull(),
    /** This line's share of the discount: persisted, so that a refund is a lookup. */
    discount: money('discount')
      .notNull()
      .default(sql`0`),
    /** Null when exempt, which is not 0 %. */
    ivaRate: rate('iva_rate'),
    gross: money('gross')
      .notNull()
      .generatedAlwaysAs(sql`unit_price * quantity`),
    total: money('total')
      .notNull()
      .generatedAlwaysAs(sql`unit_price * quantity - discount`),
    ivaBase: mxn6('iva_base')
      .notNull()
      .generatedAlwaysAs(sql`app.iva_base(unit_price * quantity - discount, iva_rate)`),
    iva: mxn6('iva')
      .notNull()
      .generatedAlwaysAs(sql`app.iva_of(unit_price * quantity - discount, iva_rate)`),
  },
  {
    key: (t) => [t.tenantId, t.orderId, t.lineNo],
    constraints: (t) => [
      foreignKey({
        name: 'order_items_order_fk',
        columns: [t.tenantId, t.orderId, t.customerId],
        foreignColumns: [orders.tenantId, orders.id, orders.customerId],
      }),
      foreignKey({
        name: 'order_items_menu_item_fk',
        columns: [t.tenantId, t.menuVersionId, t.menuItemId],
        foreignColumns: [publishedItems.tenantId, publishedItems.versionId, publishedItems.itemId],
      }),
      check('order_items_line_counts', sql`${t.lineNo} >= 1`),
      check('order_items_quantity_positive', sql`${t.quantity} between 1 and 999`),
      check('order_items_price_not_negative', sql`${t.unitPrice} >= 0`),
      check('order_items_discount_within_line', sql`${t.discount} between 0 and ${t.unitPrice} * ${t.quantity}`),
      index('order_items_menu_item_idx').on(t.tenantId, t.menuItemId, t.menuVersionId),
    ],
    access: (t) => [
      allow('select', { staff: true, service: true, courier: true, customer: isActor(t.customerId) }),
      allow('insert', { staff: true, service: true, customer: isActor(t.customerId) }),
    ],
    ddl: [
      pgConstraintTrigger(
        'order_items',
        'order_items_add_up',
        'after insert or update or delete on order_items',
        'app.order_lines_add_up()',
      ),
    ],
  },
)

export type OrderItem = typeof orderItems.$inferSelect
export type NewOrderItem = typeof orderItems.$inferInsert
