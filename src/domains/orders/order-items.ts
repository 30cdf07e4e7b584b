import { sql } from 'drizzle-orm'
import { check, foreignKey, index, integer, text, uuid } from 'drizzle-orm/pg-core'
import { money, mxn6, rate } from '../../kernel/columns.ts'
import { allow, isActor } from '../../rls/policies.ts'
import { tenantTable } from '../../rls/tables.ts'
import { ivaClasses } from '../menu/menu-items.ts'
import { publishedItems } from '../menu/published-items.ts'
import { ivaBaseSql, ivaSql } from './iva.ts'
import { isBrought } from './brings-sql.ts'
import { orders } from './orders.ts'

const taxed = 'unit_price * quantity - discount + paid_by_third'

/**
 * One row per line of an order: what was sold, as it was called, cost and taxed at that moment. Only ever added, with
 * the order itself: the numbers up to `line_count` are taken then, and no other fits.
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
    /** Those of the order. */
    lineCount: integer('line_count').notNull(),
    adjustmentCount: integer('adjustment_count').notNull(),
    /** The version that it was sold from. */
    menuVersionId: uuid('menu_version_id').notNull(),
    menuItemId: uuid('menu_item_id').notNull(),
    name: text('name').notNull(),
    ivaClass: text('iva_class', { enum: ivaClasses }).notNull(),
    /** c_ClaveProdServ and c_ClaveUnidad of the SAT. */
    satProductKey: text('sat_product_key').notNull(),
    satUnitKey: text('sat_unit_key').notNull(),
    quantity: integer('quantity').notNull(),
    /** Item and modifiers, IVA included. */
    unitPrice: money('unit_price').notNull(),
    /** This line's share of all adjustments: persisted, so that a refund is a lookup. */
    discount: money('discount')
      .notNull()
      .default(sql`0`),
    /** The part of the discount that a third party pays the restaurant: off the customer's bill, not off the tax base. */
    paidByThird: money('paid_by_third')
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
    taxable: money('taxable').notNull().generatedAlwaysAs(sql.raw(taxed)),
    ivaBase: mxn6('iva_base')
      .notNull()
      .generatedAlwaysAs(sql.raw(ivaBaseSql(taxed, 'iva_rate'))),
    iva: mxn6('iva')
      .notNull()
      .generatedAlwaysAs(sql.raw(ivaSql(taxed, 'iva_rate'))),
  },
  {
    key: (t) => [t.tenantId, t.orderId, t.lineNo],
    appendOnly: true,
    constraints: (t) => [
      foreignKey({
        name: 'order_items_order_fk',
        columns: [t.tenantId, t.orderId, t.customerId, t.lineCount, t.adjustmentCount],
        foreignColumns: [orders.tenantId, orders.id, orders.customerId, orders.lineCount, orders.adjustmentCount],
      }),
      foreignKey({
        name: 'order_items_menu_item_fk',
        columns: [t.tenantId, t.menuVersionId, t.menuItemId],
        foreignColumns: [publishedItems.tenantId, publishedItems.versionId, publishedItems.itemId],
      }),
      check('order_items_line_within_count', sql`${t.lineNo} between 1 and ${t.lineCount}`),
      check('order_items_quantity_positive', sql`${t.quantity} between 1 and 999`),
      check('order_items_price_not_negative', sql`${t.unitPrice} >= 0`),
      check('order_items_discount_within_line', sql`${t.discount} between 0 and ${t.unitPrice} * ${t.quantity}`),
      check('order_items_third_pays_of_discount', sql`${t.paidByThird} between 0 and ${t.discount}`),
      check(
        'order_items_rate_fits_class',
        sql`(${t.ivaClass} = 'exempt') = (${t.ivaRate} is null) and (${t.ivaClass} <> 'zero' or ${t.ivaRate} = 0)`,
      ),
      check('order_items_iva_class_known', sql`${t.ivaClass} in ('general', 'zero', 'exempt')`),
      index('order_items_menu_item_idx').on(t.tenantId, t.menuItemId, t.menuVersionId),
    ],
    access: (t) => [
      allow('select', { staff: true, service: true, courier: isBrought(t.orderId), customer: isActor(t.customerId) }),
    ],
  },
)

export type OrderItem = typeof orderItems.$inferSelect
