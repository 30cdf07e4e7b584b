import { sql } from 'drizzle-orm'
import { check, foreignKey, integer, text, unique, uuid } from 'drizzle-orm/pg-core'
import { actorKinds } from '../../kernel/actor.ts'
import { at } from '../../kernel/columns.ts'
import { pgFunction, pgTrigger } from '../../kernel/ddl.ts'
import { personal } from '../../kernel/personal.ts'
import { allow, isActor, stamped } from '../../rls/policies.ts'
import { tenantTable } from '../../rls/tables.ts'
import { isBrought } from './brings-sql.ts'
import { orderStatuses } from './lifecycle.ts'
import { orderTransitions } from './order-transitions.ts'
import { orders } from './orders.ts'

/**
 * One row per step of an order, and the only way to make one: inserting an event moves the order.
 *
 * A chain without gaps, held by foreign keys alone: event n starts where event n − 1 ended, along an edge of
 * `order_transitions` that this kind of actor may take. Of two racing steps, one meets the primary key.
 */
export const orderEvents = tenantTable(
  'order_events',
  {
    orderId: uuid('order_id').notNull(),
    seq: integer('seq').notNull(),
    customerId: uuid('customer_id').notNull(),
    fromStatus: text('from_status', { enum: orderStatuses }),
    toStatus: text('to_status', { enum: orderStatuses }).notNull(),
    previousSeq: integer('previous_seq').generatedAlwaysAs(sql`nullif(seq - 1, 0)`),
    /** Who and when, by the signed context and the clock: no other value gets past the policy. */
    actorKind: text('actor_kind', { enum: actorKinds })
      .notNull()
      .default(sql`app.actor_kind()`),
    actorId: uuid('actor_id')
      .notNull()
      .default(sql`app.actor_id()`),
    reason: personal('words', text('reason')).notNull().default(''),
    at: at('recorded_at').notNull().defaultNow(),
  },
  {
    key: (t) => [t.tenantId, t.orderId, t.seq],
    constraints: (t) => [
      unique('order_events_to_status_key').on(t.tenantId, t.orderId, t.seq, t.toStatus),
      foreignKey({
        name: 'order_events_order_fk',
        columns: [t.tenantId, t.orderId, t.customerId],
        foreignColumns: [orders.tenantId, orders.id, orders.customerId],
      }),
      foreignKey({
        name: 'order_events_transition_fk',
        columns: [t.fromStatus, t.toStatus, t.actorKind],
        foreignColumns: [orderTransitions.fromStatus, orderTransitions.toStatus, orderTransitions.actorKind],
      }),
      foreignKey({
        name: 'order_events_follows_fk',
        columns: [t.tenantId, t.orderId, t.previousSeq, t.fromStatus],
        foreignColumns: [t.tenantId, t.orderId, t.seq, t.toStatus],
      }),
      check(
        'order_events_first_is_placed',
        sql`(${t.seq} = 1) = (${t.fromStatus} is null) and (${t.seq} > 1 or ${t.toStatus} = 'placed')`,
      ),
      // The policies say so to the application; this to every function that runs for a customer.
      check('order_events_customer_moves_own', sql`${t.actorKind} <> 'customer' or ${t.actorId} = ${t.customerId}`),
      check('order_events_seq_counts', sql`${t.seq} >= 1`),
      stamped(
        'order_events',
        sql`actor_kind = (select app.actor_kind()) and actor_id = (select app.actor_id()) and recorded_at = now()`,
      ),
      check('order_events_reason_short', sql`length(${t.reason}) <= 500`),
    ],
    access: (t) => [
      allow('select', { staff: true, service: true, courier: isBrought(t.orderId), customer: isActor(t.customerId) }),
      allow('insert', { staff: true, service: true, courier: isBrought(t.orderId), customer: isActor(t.customerId) }),
    ],
    appendOnly: true,
    partition: { by: 'order_id', every: 'month' },
    ddl: [
      pgFunction('app.order_events_apply', {
        returns: 'trigger',
        security: 'definer',
        // What was claimed for the order follows its status: a step that uses it up or gives it back cannot forget to.
        body: `
declare
  o orders;
begin
  if new.seq > 1 then
    update orders set status = new.to_status, version = new.seq
    where tenant_id = new.tenant_id and id = new.order_id and version = new.seq - 1
    returning * into o;
    if not found then
      raise exception using errcode = '40001', constraint = 'order_events_follows', table = 'order_events',
        message = 'another step was taken first';
    end if;
  end if;
  if new.to_status = 'preparing' then
    perform app.consume_stock(new.tenant_id, new.order_id);
  elsif new.to_status in ('rejected', 'cancelled') then
    if o.adjustment_count > 0 then
      perform app.release_promotions(new.tenant_id, new.order_id);
    end if;
    perform app.release_stock(new.tenant_id, new.order_id);
    if o.slot_id is not null then
      perform app.release_slot(new.tenant_id, o.slot_id, o.units, o.subtotal);
    end if;
  end if;
  if new.to_status = 'delivered' then
    insert into order_completions (tenant_id, order_id, customer_id, branch_id, seq)
    values (new.tenant_id, new.order_id, o.customer_id, o.branch_id, new.seq);
  end if;
  insert into outbox (tenant_id, topic, aggregate_id, seq, payload)
  values (new.tenant_id, 'order.' || new.to_status, new.order_id, new.seq,
    jsonb_build_object('orderId', new.order_id, 'seq', new.seq, 'status', new.to_status));
  return null;
end`,
      }),
      pgTrigger(
        'order_events',
        'order_events_apply',
        'after insert on order_events for each row',
        'app.order_events_apply()',
      ),
    ],
  },
)

export type OrderEvent = typeof orderEvents.$inferSelect
export type NewOrderEvent = typeof orderEvents.$inferInsert
