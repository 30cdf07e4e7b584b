import { sql } from 'drizzle-orm'
import { check, foreignKey, integer, text, unique, uuid } from 'drizzle-orm/pg-core'
import { actorKinds } from '../../kernel/actor.ts'
import { at } from '../../kernel/columns.ts'
import { pgFunction, pgTrigger } from '../../kernel/ddl.ts'
import { allow, stamped } from '../../rls/policies.ts'
import { tenantTable } from '../../rls/tables.ts'
import { paymentMethods, paymentStatuses } from './payment-lifecycle.ts'
import { paymentTransitions } from './payment-transitions.ts'
import { payments } from './payments.ts'

/**
 * One row per step of a payment, and the only way to make one: inserting an event moves the payment, and its amounts.
 *
 * A chain without gaps, as `order_events`: event n starts where event n − 1 ended, along an edge that this method has
 * and this kind of actor may take. Of two racing captures, one meets the primary key.
 */
export const paymentEvents = tenantTable(
  'payment_events',
  {
    paymentId: uuid('payment_id').notNull(),
    seq: integer('seq').notNull(),
    method: text('method', { enum: paymentMethods }).notNull(),
    fromStatus: text('from_status', { enum: paymentStatuses }),
    toStatus: text('to_status', { enum: paymentStatuses }).notNull(),
    previousSeq: integer('previous_seq').generatedAlwaysAs(sql`nullif(seq - 1, 0)`),
    actorKind: text('actor_kind', { enum: actorKinds })
      .notNull()
      .default(sql`app.actor_kind()`),
    actorId: uuid('actor_id')
      .notNull()
      .default(sql`app.actor_id()`),
    at: at('recorded_at').notNull().defaultNow(),
  },
  {
    key: (t) => [t.tenantId, t.paymentId, t.seq],
    constraints: (t) => [
      unique('payment_events_to_status_key').on(t.tenantId, t.paymentId, t.seq, t.toStatus),
      foreignKey({
        name: 'payment_events_payment_fk',
        columns: [t.tenantId, t.paymentId, t.method],
        foreignColumns: [payments.tenantId, payments.id, payments.method],
      }),
      foreignKey({
        name: 'payment_events_transition_fk',
        columns: [t.method, t.fromStatus, t.toStatus, t.actorKind],
        foreignColumns: [
          paymentTransitions.method,
          paymentTransitions.fromStatus,
          paymentTransitions.toStatus,
          paymentTransitions.actorKind,
        ],
      }),
      foreignKey({
        name: 'payment_events_follows_fk',
        columns: [t.tenantId, t.paymentId, t.previousSeq, t.fromStatus],
        foreignColumns: [t.tenantId, t.paymentId, t.seq, t.toStatus],
      }),
      check(
        'payment_events_first_is_intended',
        sql`(${t.seq} = 1) = (${t.fromStatus} is null) and (${t.seq} > 1 or ${t.toStatus} = 'intended')`,
      ),
      check('payment_events_seq_counts', sql`${t.seq} >= 1`),
      stamped(
        'payment_events',
        sql`actor_kind = (select app.actor_kind()) and actor_id = (select app.actor_id()) and recorded_at = now()`,
      ),
    ],
    access: () => [allow('select', { staff: true, service: true })],
    appendOnly: true,
    ddl: [
      pgFunction('app.payment_events_apply', {
        returns: 'trigger',
        security: 'definer',
        // The whole amount or nothing: a bill that never changes is authorised and captured in full.
        body: `
begin
  if new.seq > 1 then
    update payments p set status = new.to_status, version = new.seq,
      authorized = case when new.to_status in ('authorized', 'captured') then p.amount else p.authorized end,
      captured = case when new.to_status = 'captured' then p.amount else p.captured end
    where p.tenant_id = new.tenant_id and p.id = new.payment_id and p.version = new.seq - 1;
    if not found then
      raise exception using errcode = '40001', constraint = 'payment_events_follows', table = 'payment_events',
        message = 'another step was taken first';
    end if;
  end if;
  insert into outbox (tenant_id, topic, aggregate_id, seq, payload)
  values (new.tenant_id, 'payment.' || new.to_status, new.payment_id, new.seq,
    jsonb_build_object('paymentId', new.payment_id, 'seq', new.seq, 'status', new.to_status));
  return null;
end`,
      }),
      pgTrigger(
        'payment_events',
        'payment_events_apply',
        'after insert on payment_events for each row',
        'app.payment_events_apply()',
      ),
    ],
  },
)

export type PaymentEvent = typeof paymentEvents.$inferSelect
