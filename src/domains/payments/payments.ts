import { sql } from 'drizzle-orm'
import { check, foreignKey, index, integer, text, unique, uniqueIndex, uuid } from 'drizzle-orm/pg-core'
import { at, id, money } from '../../kernel/columns.ts'
import { addConstraint, pgConstraintTrigger, pgFunction, pgTrigger } from '../../kernel/ddl.ts'
import { allow, isActor } from '../../rls/policies.ts'
import { tenantTable } from '../../rls/tables.ts'
import { isBrought } from '../orders/brings-sql.ts'
import { orders } from '../orders/orders.ts'
import { smallestCoin } from './cash-rounding.ts'
import { paymentMethods, paymentStatuses } from './payment-lifecycle.ts'
import { paymentFunctions } from './payments-sql.ts'

/**
 * One row per attempt to pay an order, always its whole total. Nobody may write it but the functions here: an attempt is
 * stored before a provider is asked, and moves by the events of `payment_events` alone.
 *
 * An order has one live payment at most. Each is worth the whole total, so one is all that fits; a declined or voided
 * one leaves the place to the next.
 */
export const payments = tenantTable(
  'payments',
  {
    /** Also the idempotency key that the provider is given: asked twice, it acts once. */
    id: id(),
    orderId: uuid('order_id').notNull(),
    customerId: uuid('customer_id').notNull(),
    method: text('method', { enum: paymentMethods }).notNull(),
    /** Who takes the money, as the application calls it; nobody for cash. */
    provider: text('provider'),
    /** The provider's own name for the payment; known from its first answer on. */
    providerRef: text('provider_ref'),
    /** Of the request that started it: asked twice, one payment is started. */
    idempotencyKey: text('idempotency_key').notNull(),
    status: text('status', { enum: paymentStatuses }).notNull().default('intended'),
    /** The number of the last event. */
    version: integer('version').notNull().default(1),
    /** The order's total; set by the database, whatever the insert says. */
    amount: money('amount')
      .notNull()
      .default(sql`0`),
    authorized: money('authorized')
      .notNull()
      .default(sql`0`),
    captured: money('captured')
      .notNull()
      .default(sql`0`),
    /** Decided to be given back, whether or not the provider has done so yet. */
    refunded: money('refunded')
      .notNull()
      .default(sql`0`),
    /** The notes that the customer will pay with, so that the courier brings change; null: has the amount. */
    changeFor: money('change_for'),
    /** The provider has been, or is about to be, asked to capture; and to void. */
    captureRequestedAt: at('capture_requested_at'),
    voidRequestedAt: at('void_requested_at'),
    createdAt: at('created_at').notNull().defaultNow(),
  },
  {
    key: (t) => [t.tenantId, t.id],
    constraints: (t) => [
      foreignKey({
        name: 'payments_order_fk',
        columns: [t.tenantId, t.orderId, t.customerId],
        foreignColumns: [orders.tenantId, orders.id, orders.customerId],
      }),
      unique('payments_idempotency_key').on(t.tenantId, t.orderId, t.idempotencyKey),
      unique('payments_provider_ref_key').on(t.tenantId, t.provider, t.providerRef),
      // Let an event carry the method, and a refund the order and its customer, and prove it.
      unique('payments_method_key').on(t.tenantId, t.id, t.method),
      unique('payments_order_id_key').on(t.tenantId, t.id, t.orderId, t.customerId),
      // An order is paid once: the next payment begins when the one before it has failed.
      uniqueIndex('payments_one_live_per_order')
        .on(t.tenantId, t.orderId)
        .where(sql`status in ('intended', 'authorized', 'captured')`),
      // What a reconciler looks through: few rows, those that a provider has yet to answer for.
      index('payments_unresolved_idx')
        .on(t.tenantId, t.id)
        .where(sql`status in ('intended', 'authorized')`),
      check('payments_method_known', sql`${t.method} in ('card', 'cash', 'spei', 'wallet')`),
      check(
        'payments_status_known',
        sql`${t.status} in ('intended', 'authorized', 'captured', 'voided', 'declined', 'expired')`,
      ),
      check('payments_amount_positive', sql`${t.amount} > 0`),
      check('payments_authorized_within_amount', sql`${t.authorized} between 0 and ${t.amount}`),
      check('payments_captured_within_authorized', sql`${t.captured} between 0 and ${t.authorized}`),
      check('payments_refunded_within_captured', sql`${t.refunded} between 0 and ${t.captured}`),
      check('payments_in_full', sql`${t.authorized} in (0, ${t.amount}) and ${t.captured} in (0, ${t.amount})`),
      check('payments_cash_is_taken_at_once', sql`${t.method} <> 'cash' or ${t.authorized} = ${t.captured}`),
      check('payments_status_says_captured', sql`(${t.status} = 'captured') = (${t.captured} > 0)`),
      check('payments_status_says_authorized', sql`${t.status} <> 'intended' or ${t.authorized} = 0`),
      check('payments_provider_unless_cash', sql`(${t.method} = 'cash') = (${t.provider} is null)`),
      check('payments_provider_is_a_name', sql`${t.provider} ~ '^[a-z][a-z0-9_-]{0,39}$'`),
      check('payments_provider_ref_of_provider', sql`${t.providerRef} is null or ${t.provider} is not null`),
      check('payments_provider_ref_short', sql`length(${t.providerRef}) between 1 and 200`),
      check('payments_change_for_cash', sql`${t.changeFor} is null or ${t.method} = 'cash'`),
      check('payments_change_for_covers_amount', sql`${t.changeFor} >= ${t.amount} - ${t.amount} % ${smallestCoin}`),
      check('payments_capture_or_void', sql`${t.captureRequestedAt} is null or ${t.voidRequestedAt} is null`),
      check('payments_key_length', sql`length(${t.idempotencyKey}) between 8 and 200`),
    ],
    access: (t) => [
      allow('select', { staff: true, service: true, courier: isBrought(t.orderId), customer: isActor(t.customerId) }),
    ],
    ddl: [
      pgFunction('app.payments_take_total', {
        returns: 'trigger',
        security: 'definer',
        // FOR SHARE: the order cannot be called off between this look and the commit; a second payment may look too,
        // and meets payments_one_live_per_order.
        body: `
declare
  of_status text;
begin
  select o.total, o.status into new.amount, of_status
  from orders o where o.tenant_id = new.tenant_id and o.id = new.order_id for share;
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
      pgFunction('app.payments_begin', {
        returns: 'trigger',
        security: 'definer',
        body: `
begin
  insert into payment_events (tenant_id, payment_id, method, seq, to_status)
  values (new.tenant_id, new.id, new.method, 1, 'intended');
  return null;
end`,
      }),
      pgTrigger('payments', 'payments_begin', 'after insert on payments for each row', 'app.payments_begin()'),
      addConstraint(
        'payments',
        'payments_status_from_event',
        'foreign key (tenant_id, id, version, status) references payment_events (tenant_id, payment_id, seq, to_status) deferrable initially deferred',
      ),
      pgTrigger(
        'payments',
        'payments_request_is_final',
        'before update of id, order_id, customer_id, method, provider, idempotency_key, amount, change_for, created_at on payments for each row',
        'app.refuse_change()',
      ),
      // Without it, the owner could set a payment back to where an older event had left it.
      pgTrigger(
        'payments',
        'payments_follow_events',
        'before update of status, version, authorized, captured on payments for each row when (new.version is distinct from old.version + 1)',
        'app.refuse_change()',
      ),
      // What was asked of a provider, and what it calls the payment, cannot be unsaid.
      pgTrigger(
        'payments',
        'payments_words_stay',
        `before update of provider_ref, capture_requested_at, void_requested_at on payments for each row
  when (new.provider_ref is distinct from coalesce(old.provider_ref, new.provider_ref)
    or new.capture_requested_at is distinct from coalesce(old.capture_requested_at, new.capture_requested_at)
    or new.void_requested_at is distinct from coalesce(old.void_requested_at, new.void_requested_at))`,
        'app.refuse_change()',
      ),
      pgTrigger('payments', 'payments_stay', 'before delete on payments for each row', 'app.refuse_change()'),
      pgFunction('app.payments_refunds_add_up', {
        returns: 'trigger',
        security: 'definer',
        body: `
begin
  perform from payments p
  where p.tenant_id = new.tenant_id and p.id = new.id
    and p.refunded <> (select coalesce(sum(r.total), 0) from refunds r where r.tenant_id = new.tenant_id and r.payment_id = new.id);
  if found then
    raise exception using errcode = '23514', constraint = 'payments_refunds_add_up', table = 'payments',
      message = 'the refunds of the payment do not add up to what it says';
  end if;
  return null;
end`,
      }),
      pgConstraintTrigger(
        'payments',
        'payments_refunds_add_up',
        'after update of refunded on payments',
        'app.payments_refunds_add_up()',
      ),
      ...paymentFunctions,
    ],
  },
)

export type Payment = typeof payments.$inferSelect
