import { type DdlObject, pgFunction } from '../../kernel/ddl.ts'
import { serviceOnly } from './payments-sql.ts'

export const refundFunctions: readonly DdlObject[] = [
  pgFunction('app.refund_part', {
    args: 'figure numeric, units_before integer, units_after integer, whole integer, scale integer',
    returns: 'numeric',
    language: 'sql',
    volatility: 'immutable',
    parallel: 'safe',
    phase: 'before',
    // The twin of refundShare: the first n units are worth round(figure × n ÷ whole), half up, and a part is the
    // difference of two such points. The zeros keep the quotient from being rounded twice.
    body: `select round(figure * units_after * 1.00000000000000000000 / whole, scale)
  - round(figure * units_before * 1.00000000000000000000 / whole, scale)`,
  }),
  pgFunction('app.refund_figures', {
    args: 'of_tenant uuid, of_order uuid, asked jsonb',
    returns:
      'table (line_no integer, line_quantity integer, units_before integer, units_after integer, total numeric, restaurant_funded numeric, platform_funded numeric, iva_base numeric, iva numeric)',
    volatility: 'stable',
    rows: 5,
    body: `
#variable_conflict use_column
begin
  return query
select i.line_no, i.quantity, u.units_before, u.units_after,
  app.refund_part(i.total, u.units_before, u.units_after, i.quantity, 2), s.restaurant, s.platform,
  app.refund_part(i.iva_base, u.units_before, u.units_after, i.quantity, 6),
  app.refund_part(i.iva, u.units_before, u.units_after, i.quantity, 6)
from jsonb_to_recordset(asked) as a("lineNo" integer, quantity integer)
join order_items i on i.tenant_id = of_tenant and i.order_id = of_order and i.line_no = a."lineNo"
cross join lateral (
  select coalesce(max(r.units_after), 0) as units_before, coalesce(max(r.units_after), 0) + a.quantity as units_after
  from refund_lines r where r.tenant_id = of_tenant and r.order_id = of_order and r.line_no = i.line_no
) as u
cross join lateral (
  select coalesce(sum(d.part) filter (where d.funded_by = 'restaurant'), 0) as restaurant,
    coalesce(sum(d.part) filter (where d.funded_by = 'platform'), 0) as platform
  from (
    select d.funded_by, app.refund_part(d.shares[i.line_no], u.units_before, u.units_after, i.quantity, 2) as part
    from order_adjustments d where d.tenant_id = of_tenant and d.order_id = of_order and d.applies_to = 'lines'
  ) as d
) as s;
end`,
  }),
  pgFunction('app.refund_order', {
    args: 'of_tenant uuid, new_id uuid, of_order uuid, asked jsonb, with_delivery boolean, with_tip boolean, why text, liable text, of_courier uuid, of_key text',
    returns: 'uuid',
    security: 'definer',
    execute: ['app_user'],
    // Locks: the order (so that a delivery comes wholly before or after), then the payment.
    body: `
declare
  o orders;
  p payments;
  r refunds;
begin
  if app.actor_kind() not in ('staff', 'service') then
    raise exception using errcode = '42501', table = 'refunds', message = 'staff and the service give money back';
  end if;
  select * into o from orders where tenant_id = of_tenant and id = of_order for no key update;
  if not found then
    raise exception using errcode = 'P0002', constraint = 'orders_known', table = 'orders', message = 'no such order';
  end if;
  select * into r from refunds where tenant_id = of_tenant and order_id = of_order and idempotency_key = of_key;
  if found then
    if (r.reason, r.liable_party, r.courier_id, r.delivery, r.tip) is distinct from (why, liable, of_courier, with_delivery, with_tip)
       or exists (
         select from jsonb_to_recordset(asked) as a("lineNo" integer, quantity integer)
         full join (select l.line_no, l.quantity from refund_lines l where l.tenant_id = of_tenant and l.refund_id = r.id) as l
           on l.line_no = a."lineNo" and l.quantity = a.quantity
         where a."lineNo" is null or l.line_no is null
       ) then
      raise exception using errcode = '23505', constraint = 'refunds_idempotency_key', table = 'refunds',
        message = 'the key was used for another refund';
    end if;
    return r.id;
  end if;
  select * into p from payments where tenant_id = of_tenant and order_id = of_order and status = 'captured';
  if not found then
    raise exception using errcode = '55000', constraint = 'refunds_of_captured', table = 'refunds', message = 'nothing was captured';
  end if;
  if exists (
    select from jsonb_to_recordset(asked) as a("lineNo" integer)
    where not exists (
      select from order_items i where i.tenant_id = of_tenant and i.order_id = of_order and i.line_no = a."lineNo"
    )
  ) then
    raise exception using errcode = 'P0002', constraint = 'refund_lines_known', table = 'order_items', message = 'the order has no such line';
  end if;
  with figures as materialized (
    select * from app.refund_figures(of_tenant, of_order, asked)
  ), header as (
    insert into refunds (tenant_id, id, payment_id, order_id, customer_id, reason, liable_party, courier_id, delivery, tip,
      lines_total, delivery_total, tip_total, iva, restaurant_funded, platform_funded, idempotency_key)
    select of_tenant, new_id, p.id, o.id, o.customer_id, why, liable, of_courier, with_delivery, with_tip,
      coalesce(sum(f.total), 0), fee.total, case when with_tip then o.tip else 0 end,
      coalesce(sum(f.iva), 0) + app.iva_of(fee.total, o.delivery_iva_rate),
      coalesce(sum(f.restaurant_funded), 0) + fee.restaurant, coalesce(sum(f.platform_funded), 0) + fee.platform, of_key
    from (
      select case when with_delivery then o.delivery_fee - o.delivery_discount else 0 end as total,
        coalesce(sum(d.amount) filter (where with_delivery and d.funded_by = 'restaurant'), 0) as restaurant,
        coalesce(sum(d.amount) filter (where with_delivery and d.funded_by = 'platform'), 0) as platform
      from order_adjustments d
      where d.tenant_id = of_tenant and d.order_id = of_order and d.applies_to = 'delivery'
    ) as fee
    left join figures f on true
    group by fee.total, fee.restaurant, fee.platform
  )
  insert into refund_lines (tenant_id, refund_id, order_id, customer_id, line_no, line_quantity, units_before, units_after,
    total, restaurant_funded, platform_funded, iva_base, iva)
  select of_tenant, new_id, o.id, o.customer_id, f.line_no, f.line_quantity, f.units_before, f.units_after,
    f.total, f.restaurant_funded, f.platform_funded, f.iva_base, f.iva
  from figures f;
  return new_id;
end`,
  }),
  pgFunction('app.refund_news', {
    args: 'of_tenant uuid, of_provider text, of_event text, of_refund uuid, of_ref text, of_news text, of_amount numeric',
    returns: 'text',
    security: 'definer',
    execute: ['app_user'],
    body: `
declare
  r refunds;
  verdict text;
begin${serviceOnly}
  select f.* into r from refunds f
  join payments p on p.tenant_id = of_tenant and p.id = f.payment_id and p.provider = of_provider
  where f.tenant_id = of_tenant and f.id = of_refund
  for update of f;
  if not found then
    raise exception using errcode = 'P0002', constraint = 'refunds_known', table = 'refunds', message = 'no such refund';
  end if;
  if of_event is not null and exists (
    select from provider_events e
    where e.tenant_id = of_tenant and e.provider = of_provider and e.provider_event_id = of_event
  ) then
    return 'known';
  end if;
  verdict := case
    when of_amount <> r.total or of_ref <> r.provider_ref then 'refused'
    when (of_news = 'refunded' and r.settled_by = 'provider') or (of_news = 'refund-failed' and r.status = 'failed') then 'known'
    when r.status = 'done' then 'refused'
    else 'applied'
  end;
  if verdict = 'refused' and of_event is null then
    raise exception using errcode = '55000', constraint = 'payments_provider_agrees', table = 'refunds',
      message = 'what the provider says does not fit the refund';
  end if;
  if verdict = 'applied' then
    update refunds set status = case of_news when 'refunded' then 'done' else 'failed' end,
      provider_ref = coalesce(of_ref, provider_ref), settled_at = case of_news when 'refunded' then now() end,
      settled_by = case of_news when 'refunded' then 'provider' end
    where tenant_id = of_tenant and id = r.id;
  end if;
  if of_event is not null then
    insert into provider_events (tenant_id, provider, provider_event_id, payment_id, refund_id, news, amount, outcome)
    values (of_tenant, of_provider, of_event, r.payment_id, r.id, of_news, of_amount, verdict);
  end if;
  return verdict;
end`,
  }),
  pgFunction('app.pay_back_cash', {
    args: 'of_tenant uuid, of_refund uuid',
    returns: 'void',
    security: 'definer',
    execute: ['app_user'],
    // Whatever the payment was made with: what a provider could not give back is paid out of the till.
    body: `
begin
  if app.actor_kind() not in ('staff', 'service') then
    raise exception using errcode = '42501', table = 'refunds', message = 'staff and the service give money back';
  end if;
  update refunds r set status = 'done', settled_at = now(), settled_by = 'till'
  from payments p
  where p.tenant_id = of_tenant and p.id = r.payment_id
    and r.tenant_id = of_tenant and r.id = of_refund and r.status = case when p.provider is null then 'intended' else 'failed' end;
  if found then
    return;
  end if;
  perform from refunds where tenant_id = of_tenant and id = of_refund;
  if not found then
    raise exception using errcode = 'P0002', constraint = 'refunds_known', table = 'refunds', message = 'no such refund';
  end if;
  perform from refunds where tenant_id = of_tenant and id = of_refund and status = 'done';
  if not found then
    raise exception using errcode = '55000', constraint = 'refunds_provider_first', table = 'refunds',
      message = 'the provider has not failed yet';
  end if;
end`,
  }),
  pgFunction('app.share_tip', {
    args: 'of_tenant uuid, of_order uuid, shares jsonb',
    returns: 'void',
    security: 'definer',
    execute: ['app_user'],
    body: `
begin
  if app.actor_kind() not in ('staff', 'service') then
    raise exception using errcode = '42501', table = 'tips', message = 'staff and the service share a tip';
  end if;
  perform from orders o where o.tenant_id = of_tenant and o.id = of_order for no key update;
  if not found then
    raise exception using errcode = 'P0002', constraint = 'orders_known', table = 'orders', message = 'no such order';
  end if;
  insert into tips (tenant_id, order_id, tip_no, beneficiary, membership_id, amount)
  select of_tenant, of_order, (row_number() over ())::integer, s.beneficiary, s."membershipId", s.amount
  from jsonb_to_recordset(shares) as s(beneficiary text, "membershipId" uuid, amount numeric);
end`,
  }),
]
