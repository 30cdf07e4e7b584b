import { sql } from 'drizzle-orm'
import { check, foreignKey, index, integer, unique, uuid } from 'drizzle-orm/pg-core'
import { money, mxn6 } from '../../kernel/columns.ts'
import { pgConstraintTrigger, pgFunction } from '../../kernel/ddl.ts'
import { allow, isActor } from '../../rls/policies.ts'
import { tenantTable } from '../../rls/tables.ts'
import { orderItems } from '../orders/order-items.ts'
import { refunds } from './refunds.ts'

/**
 * One row per line of a refund: units `units_before` to `units_after` of an order's line, and what they were worth.
 *
 * The units of a line form a chain without gaps, held by a foreign key and two unique keys, up to the line's quantity:
 * whatever is refunded, in whatever parts, is refunded once. See `refundShare` for the arithmetic.
 */
export const refundLines = tenantTable(
  'refund_lines',
  {
    refundId: uuid('refund_id').notNull(),
    lineNo: integer('line_no').notNull(),
    orderId: uuid('order_id').notNull(),
    customerId: uuid('customer_id').notNull(),
    lineQuantity: integer('line_quantity').notNull(),
    unitsBefore: integer('units_before').notNull(),
    unitsAfter: integer('units_after').notNull(),
    quantity: integer('quantity')
      .notNull()
      .generatedAlwaysAs(sql`units_after - units_before`),
    followsUnits: integer('follows_units').generatedAlwaysAs(sql`nullif(units_before, 0)`),
    /** What the customer gets back. */
    total: money('total').notNull(),
    restaurantFunded: money('restaurant_funded').notNull(),
    platformFunded: money('platform_funded').notNull(),
    ivaBase: mxn6('iva_base').notNull(),
    iva: mxn6('iva').notNull(),
  },
  {
    key: (t) => [t.tenantId, t.refundId, t.lineNo],
    constraints: (t) => [
      foreignKey({
        name: 'refund_lines_refund_fk',
        columns: [t.tenantId, t.refundId, t.orderId, t.customerId],
        foreignColumns: [refunds.tenantId, refunds.id, refunds.orderId, refunds.customerId],
      }),
      foreignKey({
        name: 'refund_lines_line_fk',
        columns: [t.tenantId, t.orderId, t.lineNo],
        foreignColumns: [orderItems.tenantId, orderItems.orderId, orderItems.lineNo],
      }),
      unique('refund_lines_after_key').on(t.tenantId, t.orderId, t.lineNo, t.unitsAfter),
      unique('refund_lines_before_key').on(t.tenantId, t.orderId, t.lineNo, t.unitsBefore),
      foreignKey({
        name: 'refund_lines_follows_fk',
        columns: [t.tenantId, t.orderId, t.lineNo, t.followsUnits],
        foreignColumns: [t.tenantId, t.orderId, t.lineNo, t.unitsAfter],
      }),
      index('refund_lines_refund_idx').on(t.tenantId, t.refundId, t.orderId, t.customerId),
      check('refund_lines_units_count', sql`${t.unitsBefore} >= 0 and ${t.unitsAfter} > ${t.unitsBefore}`),
      check('refund_lines_units_within_line', sql`${t.unitsAfter} <= ${t.lineQuantity}`),
      check('refund_lines_not_negative', sql`least(${t.total}, ${t.restaurantFunded}, ${t.platformFunded}) >= 0`),
      check('refund_lines_tax_not_negative', sql`${t.ivaBase} >= 0 and ${t.iva} >= 0`),
    ],
    access: (t) => [allow('select', { staff: true, service: true, customer: isActor(t.customerId) })],
    appendOnly: true,
    ddl: [
      pgFunction('app.refund_lines_add_up', {
        returns: 'trigger',
        security: 'definer',
        // Measured against the order as it was stored, whoever wrote the refund.
        body: `
declare
  of_refund uuid := coalesce(to_jsonb(new) ->> 'refund_id', to_jsonb(new) ->> 'id')::uuid;
begin
  perform from refunds r
  cross join lateral (
    select coalesce(sum(l.total), 0) as total, coalesce(sum(l.restaurant_funded), 0) as restaurant_funded,
      coalesce(sum(l.platform_funded), 0) as platform_funded
    from refund_lines l where l.tenant_id = new.tenant_id and l.refund_id = of_refund
  ) as lines
  where r.tenant_id = new.tenant_id and r.id = of_refund
    and (r.lines_total <> lines.total or r.restaurant_funded < lines.restaurant_funded or r.platform_funded < lines.platform_funded);
  if found then
    raise exception using errcode = '23514', constraint = 'refunds_lines_add_up', table = 'refunds',
      message = 'the lines of the refund do not add up to it';
  end if;
  perform from refund_lines l
  join order_items i on i.tenant_id = new.tenant_id and i.order_id = l.order_id and i.line_no = l.line_no
  where l.tenant_id = new.tenant_id and l.refund_id = of_refund
    and (l.line_quantity, l.total, l.iva_base, l.iva) is distinct from (i.quantity,
      app.refund_part(i.total, l.units_before, l.units_after, i.quantity, 2),
      app.refund_part(i.iva_base, l.units_before, l.units_after, i.quantity, 6),
      app.refund_part(i.iva, l.units_before, l.units_after, i.quantity, 6));
  if found then
    raise exception using errcode = '23514', constraint = 'refund_lines_worth_their_part', table = 'refund_lines',
      message = 'the units are worth another part of the line';
  end if;
  perform from refunds r
  join orders o on o.tenant_id = new.tenant_id and o.id = r.order_id
  where r.tenant_id = new.tenant_id and r.id = of_refund
    and (r.delivery_total, r.tip_total) is distinct from
      (case when r.delivery then o.delivery_fee - o.delivery_discount else 0 end, case when r.tip then o.tip else 0 end);
  if found then
    raise exception using errcode = '23514', constraint = 'refunds_fees_go_back_whole', table = 'refunds',
      message = 'the fee or the tip of the order is another';
  end if;
  return null;
end`,
      }),
      pgConstraintTrigger(
        'refund_lines',
        'refund_lines_add_up',
        'after insert on refund_lines',
        'app.refund_lines_add_up()',
      ),
    ],
  },
)

export type RefundLine = typeof refundLines.$inferSelect
