import { sql } from 'drizzle-orm'
import { check, foreignKey, text, unique, uuid } from 'drizzle-orm/pg-core'
import { at, id, money } from '../../kernel/columns.ts'
import { allow, isActor } from '../../rls/policies.ts'
import { tenantTable } from '../../rls/tables.ts'
import { orders } from '../orders/orders.ts'

export const paymentMethods = ['card', 'cash', 'spei'] as const

/** One row per payment taken for an order: once per order, and always its total. */
export const payments = tenantTable(
  'payments',
  {
    id: id(),
    orderId: uuid('order_id').notNull(),
    customerId: uuid('customer_id').notNull(),
    method: text('method', { enum: paymentMethods }).notNull(),
    amount: money('amount').notNull(),
    paidAt: at('paid_at').notNull().defaultNow(),
  },
  {
    key: (t) => [t.tenantId, t.id],
    constraints: (t) => [
      foreignKey({
        name: 'payments_order_fk',
        columns: [t.tenantId, t.orderId, t.customerId],
        foreignColumns: [orders.tenantId, orders.id, orders.customerId],
      }),
      unique('payments_order_key').on(t.tenantId, t.orderId),
      check('payments_method_known', sql`${t.method} in ('card', 'cash', 'spei')`),
      check('payments_amount_not_negative', sql`${t.amount} >= 0`),
    ],
    access: (t) => [
      allow('select', { staff: true, service: true, courier: true, customer: isActor(t.customerId) }),
      allow('insert', { staff: true, service: true, courier: true }, [
        t.tenantId,
        t.id,
        t.orderId,
        t.customerId,
        t.method,
        t.amount,
      ]),
    ],
  },
)

export type Payment = typeof payments.$inferSelect
export type NewPayment = typeof payments.$inferInsert
