import { sql } from 'drizzle-orm'
import { check, date, foreignKey, index, integer, text, unique, uuid } from 'drizzle-orm/pg-core'
import { at, id, money, rate } from '../../kernel/columns.ts'
import { addConstraint, pgConstraintTrigger, pgFunction, pgTrigger } from '../../kernel/ddl.ts'
import { allow, isActor } from '../../rls/policies.ts'
import { tenantTable } from '../../rls/tables.ts'
import { customers } from '../customers/customers.ts'
import { branches } from '../restaurants/branches.ts'
import { serviceList, services } from '../restaurants/services.ts'
import { orderStatuses } from './lifecycle.ts'

export const orderServices = services

/**
 * One row per order that a customer placed.
 *
 * `status` and `version` follow the events: the application has no right to set them, and a deferred foreign key ties
 * them to the event that says so. Amounts are set when the order is placed, and by `app.redeem_coupon`.
 */
export const orders = tenantTable(
  'orders',
  {
    id: id(),
    branchId: uuid('branch_id').notNull(),
    customerId: uuid('customer_id').notNull(),
    service: text('service', { enum: orderServices }).notNull(),
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
    notes: text('notes').notNull().default(''),
    /** Sum of the lines before discount; IVA included, like every amount here. */
    subtotal: money('subtotal').notNull(),
    discount: money('discount')
      .notNull()
      .default(sql`0`),
    /** A taxed service of its own: never discounted with the food. */
    deliveryFee: money('delivery_fee')
      .notNull()
      .default(sql`0`),
    deliveryIvaRate: rate('delivery_iva_rate')
      .notNull()
      .default(sql`0.16`),
    /** Voluntary, so neither discounted nor taxed. */
    tip: money('tip')
      .notNull()
      .default(sql`0`),
    /** What the customer pays: computed by the database, so it cannot disagree. */
    total: money('total')
      .notNull()
      .generatedAlwaysAs(sql`subtotal - discount + delivery_fee + tip`),
    placedAt: at('placed_at').notNull().defaultNow(),
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
      unique('orders_folio_key').on(t.tenantId, t.branchId, t.businessOn, t.folio),
      // Lets a line, an event or a payment carry the customer, and prove it.
      unique('orders_customer_id_key').on(t.tenantId, t.id, t.customerId),
      check('orders_service_known', sql`${t.service} in (${sql.raw(serviceList)})`),
      check('orders_subtotal_not_negative', sql`${t.subtotal} >= 0`),
      check('orders_discount_within_subtotal', sql`${t.discount} between 0 and ${t.subtotal}`),
      check('orders_delivery_fee_not_negative', sql`${t.deliveryFee} >= 0`),
      check('orders_delivery_fee_only_for_delivery', sql`${t.service} = 'delivery' or ${t.deliveryFee} = 0`),
      check('orders_tip_not_negative', sql`${t.tip} >= 0`),
      check('orders_notes_short', sql`length(${t.notes}) <= 500`),
      check('orders_folio_counts', sql`${t.folio} >= 1`),
      // listOrders of one customer, newest first: read backwards. Drizzle's desc() is DESC NULLS LAST in an index and NULLS
      // FIRST in a query, so that an index of it would only be sorted again.
      index('orders_of_customer_idx').on(t.tenantId, t.customerId, t.id),
      // listOrders of one branch, newest first; also what the foreign key to branches is looked up by.
      index('orders_of_branch_idx').on(t.tenantId, t.branchId, t.id),
      // The branch's board; the one partial index on status: a second would cost every status change its HOT update.
      index('orders_live_of_branch_idx')
        .on(t.tenantId, t.branchId, t.id)
        .where(sql`status in ('placed', 'accepted', 'preparing', 'ready', 'on_the_way')`),
    ],
    access: (t) => [
      allow('select', {
        staff: true,
        service: true,
        customer: isActor(t.customerId),
        courier: sql`${sql.identifier(t.status.name)} in ('ready', 'on_the_way', 'delivered')`,
      }),
      allow('insert', { staff: true, service: true, customer: isActor(t.customerId) }),
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
  select app.business_on(now(), b.time_zone, b.day_cutoff_minutes) into new.business_on
  from branches b where b.tenant_id = new.tenant_id and b.id = new.branch_id;
  if not found then
    raise exception using errcode = '23503', constraint = 'orders_branch_fk', table = 'orders', message = 'no such branch';
  end if;
  insert into order_folio_counters as c (tenant_id, branch_id, business_on, last_folio)
  values (new.tenant_id, new.branch_id, new.business_on, 1)
  on conflict (tenant_id, branch_id, business_on) do update set last_folio = c.last_folio + 1
  returning last_folio into new.folio;
  return new;
end`,
      }),
      pgTrigger('orders', 'orders_number', 'before insert on orders for each row', 'app.orders_number()'),
      pgFunction('app.order_lines_add_up', {
        returns: 'trigger',
        security: 'definer',
        body: `
declare
  of_tenant uuid;
  of_order uuid;
begin
  if tg_table_name = 'orders' then
    of_tenant := new.tenant_id;
    of_order := new.id;
  elsif tg_op = 'DELETE' then
    of_tenant := old.tenant_id;
    of_order := old.order_id;
  else
    of_tenant := new.tenant_id;
    of_order := new.order_id;
    -- A line of 0.00 would still add up: what was accepted or paid is not added to.
    if tg_op = 'INSERT' and exists (
      select from orders o where o.tenant_id = of_tenant and o.id = of_order
        and (o.status <> 'placed' or exists (select from payments p where p.tenant_id = of_tenant and p.order_id = of_order))
    ) then
      raise exception using errcode = '55000', constraint = 'orders_open', table = 'orders', message = 'the order can no longer be changed';
    end if;
  end if;
  perform from orders o
  cross join lateral (
    select coalesce(sum(l.gross), 0) as subtotal, coalesce(sum(l.discount), 0) as discount
    from order_items l where l.tenant_id = of_tenant and l.order_id = of_order
  ) as lines
  where o.tenant_id = of_tenant and o.id = of_order
    and (o.subtotal <> lines.subtotal or o.discount <> lines.discount);
  if found then
    raise exception using errcode = '23514', constraint = 'orders_lines_add_up', table = 'orders',
      message = 'the lines of the order do not add up to its subtotal and discount';
  end if;
  return null;
end`,
      }),
      pgConstraintTrigger(
        'orders',
        'orders_lines_add_up',
        'after insert or update of subtotal, discount on orders',
        'app.order_lines_add_up()',
      ),
      addConstraint(
        'orders',
        'orders_status_from_event',
        'foreign key (tenant_id, id, version, status) references order_events (tenant_id, order_id, seq, to_status) deferrable initially deferred',
      ),
    ],
  },
)

export type Order = typeof orders.$inferSelect
export type NewOrder = typeof orders.$inferInsert
