import { sql } from 'drizzle-orm'
import { check, foreignKey, index, text, unique, uuid } from 'drizzle-orm/pg-core'
import { at, id, money } from '../../kernel/columns.ts'
import { pgFunction } from '../../kernel/ddl.ts'
import { allow, isActor } from '../../rls/policies.ts'
import { tenantTable } from '../../rls/tables.ts'
import { coupons, funders } from '../promotions/coupons.ts'
import { orders } from './orders.ts'

/** One row per order that a coupon lowered. Only `app.redeem_coupon` writes it, with the claim and the shares. */
export const couponRedemptions = tenantTable(
  'coupon_redemptions',
  {
    id: id(),
    couponId: uuid('coupon_id').notNull(),
    orderId: uuid('order_id').notNull(),
    customerId: uuid('customer_id').notNull(),
    amount: money('amount').notNull(),
    fundedBy: text('funded_by', { enum: funders }).notNull(),
    redeemedAt: at('redeemed_at').notNull().defaultNow(),
  },
  {
    key: (t) => [t.tenantId, t.id],
    constraints: (t) => [
      foreignKey({
        name: 'coupon_redemptions_coupon_fk',
        columns: [t.tenantId, t.couponId],
        foreignColumns: [coupons.tenantId, coupons.id],
      }),
      foreignKey({
        name: 'coupon_redemptions_order_fk',
        columns: [t.tenantId, t.orderId, t.customerId],
        foreignColumns: [orders.tenantId, orders.id, orders.customerId],
      }),
      unique('coupon_redemptions_order_key').on(t.tenantId, t.orderId),
      check('coupon_redemptions_amount_not_negative', sql`${t.amount} >= 0`),
      check('coupon_redemptions_funder_known', sql`${t.fundedBy} in ('restaurant', 'platform')`),
      index('coupon_redemptions_coupon_idx').on(t.tenantId, t.couponId),
    ],
    access: (t) => [allow('select', { staff: true, service: true, customer: isActor(t.customerId) })],
    ddl: [
      pgFunction('app.redeem_coupon', {
        args: 'of_tenant uuid, of_order uuid, wanted_code text',
        returns: 'void',
        security: 'definer',
        execute: ['app_user'],
        // Locks: the order, then the coupon, until the transaction ends; every caller in this order. The shares are
        // those of allocate() in money/allocate.ts: largest remainder, in whole centavos, ties to the earlier line.
        body: `
declare
  o orders;
  c coupons;
  off numeric;
begin
  select * into o from orders
  where tenant_id = of_tenant and id = of_order
    and (app.actor_kind() in ('staff', 'service') or (app.actor_kind() = 'customer' and customer_id = app.actor_id()))
  for update;
  if not found then
    raise exception using errcode = 'P0002', constraint = 'orders_known', table = 'orders', message = 'no such order';
  end if;
  if exists (select from coupon_redemptions r where r.tenant_id = of_tenant and r.order_id = of_order) then
    raise exception using errcode = '23505', constraint = 'coupon_redemptions_order_key', table = 'coupon_redemptions', message = 'the order has a coupon';
  end if;
  if o.status <> 'placed' or exists (select from payments p where p.tenant_id = of_tenant and p.order_id = of_order) then
    raise exception using errcode = '55000', constraint = 'orders_open', table = 'orders', message = 'the order can no longer be changed';
  end if;
  select * into c from coupons where tenant_id = of_tenant and code = wanted_code;
  if not found then
    raise exception using errcode = 'P0002', constraint = 'coupons_unknown', table = 'coupons', message = 'no such coupon';
  end if;
  if now() < c.valid_from_at or now() >= c.valid_until_at then
    raise exception using errcode = '55000', constraint = 'coupons_valid_now', table = 'coupons', message = 'the coupon is not valid now';
  end if;
  if o.subtotal < c.min_subtotal then
    raise exception using errcode = '55000', constraint = 'coupons_minimum_met', table = 'coupons', message = 'the order is below the minimum';
  end if;
  update coupons set redeemed = redeemed + 1
  where tenant_id = of_tenant and id = c.id and redeemed < max_redemptions;
  if not found then
    raise exception using errcode = '23514', constraint = 'coupons_redeemed_within_max', table = 'coupons', message = 'the coupon is exhausted';
  end if;
  off := least(o.subtotal, case c.kind when 'percent' then round(o.subtotal * c.percent_off, 2) else c.amount_off end);
  insert into coupon_redemptions (tenant_id, coupon_id, order_id, customer_id, amount, funded_by)
  values (of_tenant, c.id, of_order, o.customer_id, off, c.funded_by);
  if off > 0 then
    with weighed as (
      select l.line_no, div(off * 100 * (l.gross * 100), o.subtotal * 100) as whole, mod(off * 100 * (l.gross * 100), o.subtotal * 100) as cut
      from order_items l where l.tenant_id = of_tenant and l.order_id = of_order
    ), ranked as (
      select line_no, whole, row_number() over (order by cut desc, line_no) as place, off * 100 - sum(whole) over () as left_over
      from weighed
    )
    update order_items l set discount = (r.whole + case when r.place <= r.left_over then 1 else 0 end) * 0.01
    from ranked r where l.tenant_id = of_tenant and l.order_id = of_order and l.line_no = r.line_no;
  end if;
  update orders set discount = off where tenant_id = of_tenant and id = of_order;
end`,
      }),
    ],
  },
)

export type CouponRedemption = typeof couponRedemptions.$inferSelect
