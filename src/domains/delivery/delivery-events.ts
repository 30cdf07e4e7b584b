import { sql } from 'drizzle-orm'
import { check, foreignKey, integer, text, unique, uuid } from 'drizzle-orm/pg-core'
import { actorKinds } from '../../kernel/actor.ts'
import { at } from '../../kernel/columns.ts'
import { pgFunction, pgTrigger } from '../../kernel/ddl.ts'
import { personal } from '../../kernel/personal.ts'
import { allow, isActor, stamped } from '../../rls/policies.ts'
import { tenantTable } from '../../rls/tables.ts'
import { orderStatuses } from '../orders/lifecycle.ts'
import { orderEvents } from '../orders/order-events.ts'
import { deliveries } from './deliveries.ts'
import { deliveryStatuses, madeByOrder } from './delivery-lifecycle.ts'
import { deliveryTransitions } from './delivery-transitions.ts'

const fromOrder = madeByOrder
  .map(({ to, with: steps }) => `when '${to}' then order_status in (${steps.map((step) => `'${step}'`).join(', ')})`)
  .join(' ')

/**
 * One row per step of a delivery, and the only way to make one: as with the events of an order, foreign keys alone hold
 * the chain, and of two racing steps one meets the primary key. Written by functions; the application has no right to.
 */
export const deliveryEvents = tenantTable(
  'delivery_events',
  {
    orderId: uuid('order_id').notNull(),
    seq: integer('seq').notNull(),
    fromStatus: text('from_status', { enum: deliveryStatuses }).notNull(),
    toStatus: text('to_status', { enum: deliveryStatuses }).notNull(),
    previousSeq: integer('previous_seq').generatedAlwaysAs(sql`nullif(seq - 1, 0)`),
    /** Who brings it from here on. */
    courierId: uuid('courier_id'),
    /** The same once more where it must be who had it before. */
    sameCourierId: uuid('same_courier_id').generatedAlwaysAs(
      sql`case when to_status in ('picked_up', 'delivered', 'failed') then courier_id end`,
    ),
    /** The order's own step that made this one; none for those that a delivery takes by itself. */
    orderSeq: integer('order_seq'),
    orderStatus: text('order_status', { enum: orderStatuses }),
    /** Who, by the signed context: no other value gets past the policy. */
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
      unique('delivery_events_to_status_key').on(t.tenantId, t.orderId, t.seq, t.toStatus),
      unique('delivery_events_courier_key').on(t.tenantId, t.orderId, t.seq, t.courierId),
      foreignKey({
        name: 'delivery_events_delivery_fk',
        columns: [t.tenantId, t.orderId],
        foreignColumns: [deliveries.tenantId, deliveries.orderId],
      }),
      foreignKey({
        name: 'delivery_events_transition_fk',
        columns: [t.fromStatus, t.toStatus, t.actorKind],
        foreignColumns: [deliveryTransitions.fromStatus, deliveryTransitions.toStatus, deliveryTransitions.actorKind],
      }),
      foreignKey({
        name: 'delivery_events_follows_fk',
        columns: [t.tenantId, t.orderId, t.previousSeq, t.fromStatus],
        foreignColumns: [t.tenantId, t.orderId, t.seq, t.toStatus],
      }),
      foreignKey({
        name: 'delivery_events_same_courier_fk',
        columns: [t.tenantId, t.orderId, t.previousSeq, t.sameCourierId],
        foreignColumns: [t.tenantId, t.orderId, t.seq, t.courierId],
      }),
      foreignKey({
        name: 'delivery_events_order_event_fk',
        columns: [t.tenantId, t.orderId, t.orderSeq, t.orderStatus],
        foreignColumns: [orderEvents.tenantId, orderEvents.orderId, orderEvents.seq, orderEvents.toStatus],
      }),
      check('delivery_events_first_from_waiting', sql`(${t.seq} = 1) = (${t.fromStatus} = 'waiting')`),
      check('delivery_events_seq_counts', sql`${t.seq} >= 1`),
      check(
        'delivery_events_made_by_order',
        sql.raw(`(case to_status ${fromOrder} else order_status is null end) is true`),
      ),
      check('delivery_events_order_step_is_whole', sql`(${t.orderSeq} is null) = (${t.orderStatus} is null)`),
      check(
        'delivery_events_courier_unless_called_off',
        sql`(${t.courierId} is null) = (${t.toStatus} = 'called_off')`,
      ),
      check('delivery_events_courier_is_actor', sql`${t.actorKind} <> 'courier' or ${t.courierId} = ${t.actorId}`),
      check('delivery_events_failed_for_a_reason', sql`${t.toStatus} <> 'failed' or ${t.reason} <> ''`),
      check('delivery_events_reason_short', sql`length(${t.reason}) <= 500`),
      stamped('delivery_events', sql`actor_kind = (select app.actor_kind()) and actor_id = (select app.actor_id())`),
    ],
    access: (t) => [allow('select', { staff: true, service: true, courier: isActor(t.courierId) })],
    appendOnly: true,
    ddl: [
      pgFunction('app.delivery_events_apply', {
        returns: 'trigger',
        security: 'definer',
        // What the order's own step makes, the order has told already.
        body: `
begin
  if new.to_status = 'assigned' then
    -- Locked: a membership that ends at this moment ends before, or after.
    perform from memberships m
    where m.tenant_id = new.tenant_id and m.id = new.courier_id and m.role = 'courier' and m.ended_at is null
    for share;
    if not found then
      raise exception using errcode = '23503', constraint = 'deliveries_courier_works_here', table = 'deliveries',
        message = 'no such courier, or one who has left';
    end if;
  end if;
  update deliveries set status = new.to_status, version = new.seq, courier_id = new.courier_id
  where tenant_id = new.tenant_id and order_id = new.order_id and version = new.seq - 1;
  if not found then
    raise exception using errcode = '40001', constraint = 'delivery_events_follows', table = 'delivery_events',
      message = 'another step was taken first';
  end if;
  if new.order_seq is null then
    insert into outbox (tenant_id, topic, aggregate_id, seq, payload)
    values (new.tenant_id, 'delivery.' || new.to_status, new.order_id, new.seq,
      jsonb_build_object('orderId', new.order_id, 'seq', new.seq, 'status', new.to_status, 'courierId', new.courier_id));
  end if;
  return null;
end`,
      }),
      pgTrigger(
        'delivery_events',
        'delivery_events_apply',
        'after insert on delivery_events for each row',
        'app.delivery_events_apply()',
      ),
    ],
  },
)

export type DeliveryEvent = typeof deliveryEvents.$inferSelect
