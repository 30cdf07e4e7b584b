import { sql } from 'drizzle-orm'
import { check, date, foreignKey, index, integer, text, unique, uuid } from 'drizzle-orm/pg-core'
import { bytea } from '../../kernel/bytea.ts'
import { at, id, money, rate } from '../../kernel/columns.ts'
import { addConstraint, pgFunction, pgTrigger } from '../../kernel/ddl.ts'
import { personal } from '../../kernel/personal.ts'
import { allow, isActor } from '../../rls/policies.ts'
import { tenantTable } from '../../rls/tables.ts'
import { customers } from '../customers/customers.ts'
import { kitchenSlots } from '../inventory/kitchen-slots.ts'
import { channelList, channels } from '../menu/channels.ts'
import { branches } from '../restaurants/branches.ts'
import { serviceList, services } from '../restaurants/services.ts'
import { addsUp } from './adds-up-sql.ts'
import { isBrought } from './brings-sql.ts'
import { orderStatuses } from './lifecycle.ts'

export const orderServices = services

/** How the taxes of an order were worked out; an order keeps the one that it was placed under. */
export const roundingPolicies = ['lines-6-totals-2'] as const

/**
 * One row per order that was placed from a quote. Nobody inserts one but `app.place_order`, and after that nothing of
 * it changes but `status` and `version`, which follow the events: the application has no right to set any column, and a
 * deferred foreign key ties the two to the event that says so.
 */
export const orders = tenantTable(
  'orders',
  {
    id: id(),
    branchId: uuid('branch_id').notNull(),
    customerId: uuid('customer_id').notNull(),
    service: text('service', { enum: orderServices }).notNull(),
    channel: text('channel', { enum: channels }).notNull(),
    /** What it was placed from; one order each. */
    quoteId: uuid('quote_id').notNull(),
    /** SHA-256 of what the customer was shown. */
    quoteHash: bytea('quote_hash').notNull(),
    /** The kitchen slot that it is for; null for as soon as possible. */
    slotId: uuid('slot_id'),
    status: text('status', { enum: orderStatuses }).notNull().default('placed'),
    /** The number of the last event; raised by one with each. */
    version: integer('version').notNull().default(1),
    /** The branch's business day, by its zone and cut-off; set by the database. */
    businessOn: date('business_on', { mode: 'string' })
      .notNull()
      .default(sql`'-infinity'`),
    /** 1, 2, 3 … per branch and business day, without gaps; set by the database. */
    folio: integer('folio').notNull().default(0),
    /** What kitchen and courier should know. */
    notes: personal('words', text('notes')).notNull().default(''),
    /** How many lines it has: its lines are numbered to here, so that none can be added later. */
    lineCount: integer('line_count').notNull(),
    /** How many adjustments it has, in the same way. */
    adjustmentCount: integer('adjustment_count').notNull().default(0),
    /** Sum of the lines' quantities: what a kitchen slot counts. */
    units: integer('units').notNull(),
    /** Sum of the lines before discount; IVA included, like every amount here. */
    subtotal: money('subtotal').notNull(),
    /** What the adjustments take off the lines. */
    discount: money('discount')
      .notNull()
      .default(sql`0`),
    /** A taxed service of its own: never discounted with the food. */
    deliveryFee: money('delivery_fee')
      .notNull()
      .default(sql`0`),
    /** What the adjustments take off the delivery fee. */
    deliveryDiscount: money('delivery_discount')
      .notNull()
      .default(sql`0`),
    deliveryIvaRate: rate('delivery_iva_rate')
      .notNull()
      .default(sql`0.16`),
    /** Voluntary, so neither discounted nor taxed. */
    tip: money('tip')
      .notNull()
      .default(sql`0`),
    /** Inside the total: of lines and delivery, added up at 6 decimals for each rate and rounded once. */
    iva: money('iva').notNull(),
    /** What the customer pays: computed by the database, so it cannot disagree. */
    total: money('total')
      .notNull()
      .generatedAlwaysAs(sql`subtotal - discount + delivery_fee - delivery_discount + tip`),
    roundingPolicy: text('rounding_policy', { enum: roundingPolicies }).notNull().default('lines-6-totals-2'),
    placedAt: at('placed_at').notNull().defaultNow(),
    /** Until when the restaurant must have accepted it; then `rejectOverdueOrder` may call it off. */
    acceptBy: at('accept_by_at').notNull(),
  },
  {
    key: (t) => [t.tenantId, t.id],
    constraints: (t) => [
      foreignKey({
        name: 'orders_branch_fk',
        columns: [t.tenantId, t.branchId],
        foreignColumns: [branches.tenantId, branches.id],
      }),
      foreignKey({
        name: 'orders_customer_fk',
        columns: [t.tenantId, t.customerId],
        foreignColumns: [customers.tenantId, customers.id],
      }),
      foreignKey({
        name: 'orders_slot_fk',
        columns: [t.tenantId, t.slotId],
        foreignColumns: [kitchenSlots.tenantId, kitchenSlots.id],
      }),
      unique('orders_folio_key').on(t.tenantId, t.branchId, t.businessOn, t.folio),
      unique('orders_quote_key').on(t.tenantId, t.quoteId),
      // Lets an event, an adjustment or a payment carry the customer, and prove it.
      unique('orders_customer_id_key').on(t.tenantId, t.id, t.customerId),
      // Lets lines and adjustments carry how many there are, and prove it.
      unique('orders_counts_key').on(t.tenantId, t.id, t.customerId, t.lineCount, t.adjustmentCount),
      check('orders_service_known', sql`${t.service} in (${sql.raw(serviceList)})`),
      check('orders_channel_known', sql`${t.channel} in (${sql.raw(channelList)})`),
      check('orders_line_count_positive', sql`${t.lineCount} between 1 and 200`),
      check('orders_adjustment_count_within_bounds', sql`${t.adjustmentCount} between 0 and 20`),
      check('orders_units_at_least_lines', sql`${t.units} >= ${t.lineCount}`),
      check('orders_subtotal_not_negative', sql`${t.subtotal} >= 0`),
      check('orders_discount_within_subtotal', sql`${t.discount} between 0 and ${t.subtotal}`),
      check('orders_delivery_fee_not_negative', sql`${t.deliveryFee} >= 0`),
      check('orders_delivery_fee_only_for_delivery', sql`${t.service} = 'delivery' or ${t.deliveryFee} = 0`),
      check('orders_delivery_discount_within_fee', sql`${t.deliveryDiscount} between 0 and ${t.deliveryFee}`),
      check('orders_tip_not_negative', sql`${t.tip} >= 0`),
      // The tip is outside of it: no rate reaches as far as the taxed part itself.
      check(
        'orders_iva_within_taxed_part',
        sql`${t.iva} between 0 and ${t.subtotal} + ${t.deliveryFee} - ${t.deliveryDiscount}`,
      ),
      check(
        'orders_rounding_policy_known',
        sql`${t.roundingPolicy} in (${sql.raw(roundingPolicies.map((policy) => `'${policy}'`).join(', '))})`,
      ),
      check('orders_notes_short', sql`length(${t.notes}) <= 500`),
      check('orders_folio_counts', sql`${t.folio} >= 1`),
      check('orders_quote_hash_is_sha256', sql`length(${t.quoteHash}) = 32`),
      check('orders_accept_by_after_placed', sql`${t.acceptBy} > ${t.placedAt}`),
      // listOrders of one customer, newest first: read backwards. Drizzle's desc() is DESC NULLS LAST in an index and NULLS
      // FIRST in a query, so that an index of it would only be sorted again.
      index('orders_of_customer_idx').on(t.tenantId, t.customerId, t.id),
      // listOrders of one branch, newest first; also what the foreign key to branches is looked up by.
      index('orders_of_branch_idx').on(t.tenantId, t.branchId, t.id),
      // The branch's board; the one partial index on status: a second would cost every status change its HOT update.
      index('orders_live_of_branch_idx')
        .on(t.tenantId, t.branchId, t.id)
        .where(sql`status in ('placed', 'accepted', 'preparing', 'ready', 'on_the_way')`),
      index('orders_slot_idx')
        .on(t.tenantId, t.slotId)
        .where(sql`slot_id is not null`),
    ],
    access: (t) => [
      allow('select', {
        staff: true,
        service: true,
        customer: isActor(t.customerId),
        courier: isBrought(t.id),
      }),
    ],
    ddl: [
      pgFunction('app.orders_number', {
        returns: 'trigger',
        security: 'definer',
        // The counter row stays locked until the transaction ends, and rolls back with the order: no gaps, and the
        // orders of one branch and day commit one after another.
        body: `
begin
  -- Before the look-up below, whose answer would otherwise tell which branches of other tenants exist.
  if new.tenant_id is distinct from app.tenant_id() then
    raise exception using errcode = '42501', table = 'orders', message = 'an order of another tenant';
  end if;
  -- What app.business_on says, written out: a function of SQL with a search path is parsed at every call.
  insert into order_folio_counters as c (tenant_id, branch_id, business_on, last_folio)
  select b.tenant_id, b.id, ((now() at time zone b.time_zone) - make_interval(mins => b.day_cutoff_minutes))::date, 1
  from branches b where b.tenant_id = new.tenant_id and b.id = new.branch_id
  on conflict (tenant_id, branch_id, business_on) do update set last_folio = c.last_folio + 1
  returning business_on, last_folio into new.business_on, new.folio;
  if not found then
    raise exception using errcode = '23503', constraint = 'orders_branch_fk', table = 'orders', message = 'no such branch';
  end if;
  return new;
end`,
      }),
      pgTrigger('orders', 'orders_number', 'before insert on orders for each row', 'app.orders_number()'),
      pgTrigger(
        'orders',
        'orders_bill_is_final',
        `before update of id, branch_id, customer_id, service, channel, quote_id, quote_hash, slot_id, business_on, folio, notes, line_count, adjustment_count, units, subtotal, discount, delivery_fee, delivery_discount, delivery_iva_rate, tip, iva, rounding_policy, placed_at, accept_by_at on orders for each row`,
        'app.refuse_change()',
      ),
      // Without it, the owner could set an order back to where an older event had left it.
      pgTrigger(
        'orders',
        'orders_follow_events',
        'before update of status, version on orders for each row when (new.version is distinct from old.version + 1)',
        'app.refuse_change()',
      ),
      pgTrigger('orders', 'orders_stay', 'before delete on orders for each row', 'app.refuse_change()'),
      ...addsUp,
      addConstraint(
        'orders',
        'orders_status_from_event',
        'foreign key (tenant_id, id, version, status) references order_events (tenant_id, order_id, seq, to_status) deferrable initially deferred',
      ),
    ],
  },
)

export type Order = typeof orders.$inferSelect
