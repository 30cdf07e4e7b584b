import { sql } from 'drizzle-orm'
import { check, foreignKey, integer, text, unique, uuid } from 'drizzle-orm/pg-core'
import { at } from '../../kernel/columns.ts'
import { allow, isActor } from '../../rls/policies.ts'
import { tenantTable } from '../../rls/tables.ts'
import { orderEvents } from './order-events.ts'

/** One row per delivered order: the fact that reviews and payouts refer to. Written by the delivering event alone. */
export const orderCompletions = tenantTable(
  'order_completions',
  {
    orderId: uuid('order_id').notNull(),
    customerId: uuid('customer_id').notNull(),
    branchId: uuid('branch_id').notNull(),
    seq: integer('seq').notNull(),
    toStatus: text('to_status').notNull().default('delivered'),
    /** From here on reviews are taken for a while. */
    deliveredAt: at('delivered_at').notNull().defaultNow(),
  },
  {
    key: (t) => [t.tenantId, t.orderId],
    constraints: (t) => [
      unique('order_completions_customer_branch_key').on(t.tenantId, t.orderId, t.customerId, t.branchId),
      foreignKey({
        name: 'order_completions_event_fk',
        columns: [t.tenantId, t.orderId, t.seq, t.toStatus],
        foreignColumns: [orderEvents.tenantId, orderEvents.orderId, orderEvents.seq, orderEvents.toStatus],
      }),
      check('order_completions_are_deliveries', sql`${t.toStatus} = 'delivered'`),
    ],
    access: (t) => [allow('select', { staff: true, service: true, customer: isActor(t.customerId) })],
    appendOnly: true,
  },
)
