import { sql } from 'drizzle-orm'
import { check, foreignKey, text, unique, uuid } from 'drizzle-orm/pg-core'
import { at, id, money } from '../../kernel/columns.ts'
import { pgFunction, pgTrigger } from '../../kernel/ddl.ts'
import { allow, isActor } from '../../rls/policies.ts'
import { tenantTable } from '../../rls/tables.ts'
import { orders } from '../orders/orders.ts'

export const paymentMethods = ['card', 'cash', 'spei'] as const

/** One row per payment taken for an order: once per order, always its total, and never for one that was called off. */
export const payments = tenantTable(
  'payments',
  {
    id: id(),
    orderId: uuid('order_id').notNull(),
    customerId: uuid('customer_id').notNull(),
    method: text('method', { enum: paymentMethods }).notNull(),
    /** The order's total at that moment; set by the database, whatever the insert says. */
    amount: money('amount')
      .notNull()
      .default(sql`0`),
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
      allow('insert', { staff: true, service: true, courier: true }),
    ],
    ddl: [
      pgFunction('app.payments_take_total', {
        returns: 'trigger',
        security: 'definer',
        // The lock keeps a coupon from lowering the total between this look and the commit.
        body: `
declare
  of_status text;
begin
  select o.total, o.status into new.amount, of_status
  from orders o where o.tenant_id = new.tenant_id and o.id = new.order_id for update;
  if of_status in ('rejected', 'cancelled') then
    raise exception using errcode = '55000', constraint = 'orders_open', table = 'orders', message = 'the order was called off';
  end if;
  return new;
end`,
      }),
      pgTrigger(
        'payments',
        'payments_take_total',
        'before insert on payments for each row',
        'app.payments_take_total()',
      ),
    ],
  },
)

export type Payment = typeof payments.$inferSelect
export type NewPayment = typeof payments.$inferInsert
