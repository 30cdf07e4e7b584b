import { sql } from 'drizzle-orm'
import { check, foreignKey, index, integer, uuid } from 'drizzle-orm/pg-core'
import { money } from '../../kernel/columns.ts'
import { allow } from '../../rls/policies.ts'
import { tenantTable } from '../../rls/tables.ts'
import { orderAdjustments } from './order-adjustments.ts'
import { orderItems } from './order-items.ts'

/**
 * One row per line and adjustment, also where it is 0.00: what the line bears of it. A refund, a bill or a payout looks
 * it up and works out nothing again. As every line has its row of every adjustment, none can be added later.
 */
export const orderAdjustmentShares = tenantTable(
  'order_adjustment_shares',
  {
    orderId: uuid('order_id').notNull(),
    adjustmentNo: integer('adjustment_no').notNull(),
    lineNo: integer('line_no').notNull(),
    amount: money('amount').notNull(),
  },
  {
    key: (t) => [t.tenantId, t.orderId, t.adjustmentNo, t.lineNo],
    appendOnly: true,
    constraints: (t) => [
      foreignKey({
        name: 'order_adjustment_shares_adjustment_fk',
        columns: [t.tenantId, t.orderId, t.adjustmentNo],
        foreignColumns: [orderAdjustments.tenantId, orderAdjustments.orderId, orderAdjustments.adjustmentNo],
      }),
      foreignKey({
        name: 'order_adjustment_shares_line_fk',
        columns: [t.tenantId, t.orderId, t.lineNo],
        foreignColumns: [orderItems.tenantId, orderItems.orderId, orderItems.lineNo],
      }),
      check('order_adjustment_shares_not_negative', sql`${t.amount} >= 0`),
      index('order_adjustment_shares_line_idx').on(t.tenantId, t.orderId, t.lineNo),
    ],
    access: () => [allow('select', { staff: true, service: true })],
  },
)

export type OrderAdjustmentShare = typeof orderAdjustmentShares.$inferSelect
