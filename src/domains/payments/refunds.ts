import { sql } from 'drizzle-orm'
import { boolean, check, foreignKey, index, text, unique, uniqueIndex, uuid } from 'drizzle-orm/pg-core'
import { actorKinds } from '../../kernel/actor.ts'
import { at, id, money, mxn6 } from '../../kernel/columns.ts'
import { pgConstraintTrigger, pgFunction, pgTrigger } from '../../kernel/ddl.ts'
import { personal } from '../../kernel/personal.ts'
import { allow, isActor, stamped } from '../../rls/policies.ts'
import { tenantTable } from '../../rls/tables.ts'
import { memberships } from '../tenancy/memberships.ts'
import { payments } from './payments.ts'
import { refundFunctions } from './refunds-sql.ts'

/** Who bears what the customer gets back. */
export const liableParties = ['platform', 'restaurant', 'courier'] as const

export type LiableParty = (typeof liableParties)[number]

/** `intended` owed to the customer, the provider not yet heard · `failed` still owed: by another way · `done` given back */
export const refundStatuses = ['intended', 'done', 'failed'] as const

export type RefundStatus = (typeof refundStatuses)[number]

/**
 * One row per decision to give money back: which units, why, and who bears it. The decision is final; what follows is
 * only whether the money has arrived. Its amounts are looked up in the stored lines and never priced anew.
 *
 * The delivery fee and the tip go back whole, each at most once: a fee is a line of one.
 */
export const refunds = tenantTable(
  'refunds',
  {
    /** Also the idempotency key that the provider is given. */
    id: id(),
    paymentId: uuid('payment_id').notNull(),
    orderId: uuid('order_id').notNull(),
    customerId: uuid('customer_id').notNull(),
    reason: personal('words', text('reason')).notNull(),
    liableParty: text('liable_party', { enum: liableParties }).notNull(),
    /** The courier who bears it. */
    courierId: uuid('courier_id'),
    delivery: boolean('delivery').notNull().default(false),
    tip: boolean('tip').notNull().default(false),
    linesTotal: money('lines_total').notNull(),
    deliveryTotal: money('delivery_total').notNull(),
    tipTotal: money('tip_total').notNull(),
    /** What the customer gets back. */
    total: money('total')
      .notNull()
      .generatedAlwaysAs(sql`lines_total + delivery_total + tip_total`),
    /** IVA within the total; the tip has none. */
    iva: mxn6('iva').notNull(),
    /** Discount on the refunded units, by who had paid it: it comes back to them, not to the customer. */
    restaurantFunded: money('restaurant_funded').notNull(),
    platformFunded: money('platform_funded').notNull(),
    status: text('status', { enum: refundStatuses }).notNull().default('intended'),
    /** Where the money came from in the end. */
    settledBy: text('settled_by', { enum: ['provider', 'till'] }),
    providerRef: text('provider_ref'),
    idempotencyKey: text('idempotency_key').notNull(),
    actorKind: text('actor_kind', { enum: actorKinds })
      .notNull()
      .default(sql`app.actor_kind()`),
    actorId: uuid('actor_id')
      .notNull()
      .default(sql`app.actor_id()`),
    createdAt: at('created_at').notNull().defaultNow(),
    settledAt: at('settled_at'),
  },
  {
    key: (t) => [t.tenantId, t.id],
    constraints: (t) => [
      foreignKey({
        name: 'refunds_payment_fk',
        columns: [t.tenantId, t.paymentId, t.orderId, t.customerId],
        foreignColumns: [payments.tenantId, payments.id, payments.orderId, payments.customerId],
      }),
      foreignKey({
        name: 'refunds_courier_fk',
        columns: [t.tenantId, t.courierId],
        foreignColumns: [memberships.tenantId, memberships.id],
      }),
      unique('refunds_idempotency_key').on(t.tenantId, t.orderId, t.idempotencyKey),
      // Lets a refunded line carry the order and its customer, and prove it.
      unique('refunds_order_id_key').on(t.tenantId, t.id, t.orderId, t.customerId),
      // The delivery is refunded whole, by one refund.
      uniqueIndex('refunds_delivery_once')
        .on(t.tenantId, t.orderId)
        .where(sql`delivery`),
      // And so is the tip.
      uniqueIndex('refunds_tip_once')
        .on(t.tenantId, t.orderId)
        .where(sql`tip`),
      index('refunds_payment_idx').on(t.tenantId, t.paymentId, t.orderId, t.customerId),
      index('refunds_courier_idx').on(t.tenantId, t.courierId),
      // listUnsettledRefunds: few rows, those that have not arrived.
      index('refunds_unsettled_idx')
        .on(t.tenantId, t.id)
        .where(sql`status in ('intended', 'failed')`),
      check('refunds_reason_says_something', sql`length(btrim(${t.reason})) between 3 and 500`),
      check('refunds_liable_party_known', sql`${t.liableParty} in ('platform', 'restaurant', 'courier')`),
      check('refunds_courier_when_liable', sql`(${t.liableParty} = 'courier') = (${t.courierId} is not null)`),
      check('refunds_lines_not_negative', sql`${t.linesTotal} >= 0`),
      check('refunds_delivery_when_asked', sql`${t.deliveryTotal} >= 0 and (${t.delivery} or ${t.deliveryTotal} = 0)`),
      check('refunds_tip_when_asked', sql`${t.tipTotal} >= 0 and (${t.tip} or ${t.tipTotal} = 0)`),
      check('refunds_total_positive', sql`${t.linesTotal} + ${t.deliveryTotal} + ${t.tipTotal} > 0`),
      // No bound above: a part of a line may be 0.00 of its price and more than that of its IVA, which has 6 decimals.
      check('refunds_iva_not_negative', sql`${t.iva} >= 0`),
      check('refunds_shares_not_negative', sql`${t.restaurantFunded} >= 0 and ${t.platformFunded} >= 0`),
      check('refunds_status_known', sql`${t.status} in ('intended', 'done', 'failed')`),
      check(
        'refunds_settled_when_done',
        sql`(${t.status} = 'done') = (${t.settledAt} is not null) and (${t.settledAt} is null) = (${t.settledBy} is null)`,
      ),
      check('refunds_settled_by_known', sql`${t.settledBy} in ('provider', 'till')`),
      check('refunds_provider_ref_short', sql`length(${t.providerRef}) between 1 and 200`),
      check('refunds_key_length', sql`length(${t.idempotencyKey}) between 8 and 200`),
      stamped('refunds', sql`actor_kind = (select app.actor_kind()) and actor_id = (select app.actor_id())`),
    ],
    access: (t) => [allow('select', { staff: true, service: true, customer: isActor(t.customerId) })],
    ddl: [
      pgFunction('app.refunds_charge', {
        returns: 'trigger',
        security: 'definer',
        // One guarded statement: two refunds at once wait for each other here, and the second is measured against what
        // the first has left. payments_refunded_within_captured stands behind it.
        body: `
begin
  update payments p set refunded = p.refunded + new.total
  where p.tenant_id = new.tenant_id and p.id = new.payment_id and p.refunded + new.total <= p.captured;
  if not found then
    raise exception using errcode = '23514', constraint = 'payments_refunded_within_captured', table = 'payments',
      message = 'more than is left of what was captured';
  end if;
  insert into outbox (tenant_id, topic, aggregate_id, seq, payload)
  values (new.tenant_id, 'refund.intended', new.id, 1,
    jsonb_build_object('refundId', new.id, 'paymentId', new.payment_id, 'orderId', new.order_id));
  return null;
end`,
      }),
      pgTrigger('refunds', 'refunds_charge', 'after insert on refunds for each row', 'app.refunds_charge()'),
      pgFunction('app.refunds_only_settle', {
        returns: 'trigger',
        // A generated column of NEW is not computed yet.
        body: `
declare
  settling text[] := '{status,provider_ref,settled_at,settled_by,total}';
begin
  if to_jsonb(old) - settling <> to_jsonb(new) - settling
     or old.status = 'done' or (old.status = 'failed' and new.status = 'intended') then
    raise exception using errcode = '42501', constraint = 'refunds_only_settle', table = 'refunds',
      message = 'a refund only settles';
  end if;
  return new;
end`,
      }),
      pgTrigger('refunds', 'refunds_only_settle', 'before update on refunds for each row', 'app.refunds_only_settle()'),
      pgTrigger('refunds', 'refunds_never_deleted', 'before delete on refunds for each row', 'app.refuse_change()'),
      pgConstraintTrigger('refunds', 'refunds_add_up', 'after insert on refunds', 'app.refund_lines_add_up()'),
      ...refundFunctions,
    ],
  },
)

export type Refund = typeof refunds.$inferSelect
