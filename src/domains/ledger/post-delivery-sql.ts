import { type DdlObject, pgFunction, pgTrigger } from '../../kernel/ddl.ts'

export const deliveryFunctions: readonly DdlObject[] = [
  pgFunction('app.settled_lines', {
    args: 'of_tenant uuid, of_order uuid, of_rate numeric, of_iva_rate numeric',
    returns:
      'table (line_no integer, quantity integer, restaurant_funded numeric, platform_funded numeric, commission numeric, commission_iva numeric)',
    volatility: 'stable',
    rows: 5,
    // Commission on what the restaurant earns by the line: what the customer pays, and what the platform pays for them.
    body: `
#variable_conflict use_column
begin
  return query
select l.line_no, l.quantity, l.restaurant, l.platform, c.commission, round(c.commission * of_iva_rate, 2)
from (
  select i.line_no, i.quantity, i.total,
    coalesce(sum(d.shares[i.line_no]) filter (where d.funded_by = 'restaurant'), 0) as restaurant,
    coalesce(sum(d.shares[i.line_no]) filter (where d.funded_by = 'platform'), 0) as platform
  from order_items i
  left join order_adjustments d on d.tenant_id = of_tenant and d.order_id = of_order and d.applies_to = 'lines'
  where i.tenant_id = of_tenant and i.order_id = of_order
  group by i.line_no, i.quantity, i.total
) as l
cross join lateral (select round((l.total + l.platform) * of_rate, 2) as commission) as c;
end`,
  }),
  pgFunction('app.borne_posts', {
    args: 'of_tenant uuid, of_refund uuid',
    returns: 'jsonb',
    volatility: 'stable',
    // Who bears a refund of a delivered order. A restaurant that is liable has not sold: the platform's part of the
    // discount goes back to the platform, and its commission to the restaurant. Anybody else pays for a sale that stands.
    body: `
begin
  return (
select jsonb_build_array(
  jsonb_build_object('kind', 'customer_payments', 'reason', 'refund', 'amount', -r.total),
  case r.liable_party
    when 'platform' then jsonb_build_object('kind', 'refunds_cost', 'reason', 'refund', 'amount', r.total)
    when 'courier' then jsonb_build_object('kind', 'member_payable', 'member', r.courier_id, 'reason', 'refund', 'amount', r.total)
    else jsonb_build_object('kind', 'restaurant_payable', 'restaurant', s.restaurant_id, 'reason', 'refund', 'amount', r.total,
      'net', -(l.net + f.net), 'iva', -(l.iva + f.iva))
  end
) || case when r.liable_party = 'restaurant' then jsonb_build_array(
  jsonb_build_object('kind', 'restaurant_payable', 'restaurant', s.restaurant_id, 'reason', 'platform_promotion', 'amount', l.platform),
  jsonb_build_object('kind', 'promotions_cost', 'reason', 'platform_promotion', 'amount', -l.platform),
  jsonb_build_object('kind', 'restaurant_payable', 'restaurant', s.restaurant_id, 'reason', 'commission', 'amount', -l.commission),
  jsonb_build_object('kind', 'platform_revenue', 'reason', 'commission', 'amount', l.commission),
  jsonb_build_object('kind', 'restaurant_payable', 'restaurant', s.restaurant_id, 'reason', 'commission_iva', 'amount', -l.commission_iva),
  jsonb_build_object('kind', 'commission_iva', 'reason', 'commission_iva', 'amount', l.commission_iva)
) else '[]' end
from refunds r
join order_settlements s on s.tenant_id = of_tenant and s.order_id = r.order_id
join orders o on o.tenant_id = of_tenant and o.id = r.order_id
cross join lateral (
  select coalesce(sum(l.platform_funded), 0) as platform, coalesce(sum(l.iva_base), 0) as net, coalesce(sum(l.iva), 0) as iva,
    coalesce(sum(app.refund_part(c.commission, l.units_before, l.units_after, l.line_quantity, 2)), 0) as commission,
    coalesce(sum(app.refund_part(c.commission_iva, l.units_before, l.units_after, l.line_quantity, 2)), 0) as commission_iva
  from refund_lines l
  join app.settled_lines(of_tenant, r.order_id, s.rate, s.iva_rate) c on c.line_no = l.line_no
  where l.tenant_id = of_tenant and l.refund_id = r.id
) as l
cross join lateral (
  select case when s.delivery_to = 'restaurant' then app.iva_base(r.delivery_total, o.delivery_iva_rate) else 0 end as net,
    case when s.delivery_to = 'restaurant' then app.iva_of(r.delivery_total, o.delivery_iva_rate) else 0 end as iva
) as f
where r.tenant_id = of_tenant and r.id = of_refund
  );
end`,
  }),
  pgFunction('app.delivery_posts', {
    args: 'of_tenant uuid, of_order uuid',
    returns: 'jsonb',
    volatility: 'stable',
    // The customer has received what they paid for; the money goes to whom it belongs.
    body: `
begin
  return (
select jsonb_build_array(
  jsonb_build_object('kind', 'customer_payments', 'reason', 'sale', 'amount', o.total),
  jsonb_build_object('kind', 'restaurant_payable', 'restaurant', s.restaurant_id, 'reason', 'sale', 'amount', l.platform - o.subtotal, 'net', i.net, 'iva', i.iva),
  jsonb_build_object('kind', 'restaurant_payable', 'restaurant', s.restaurant_id, 'reason', 'platform_promotion', 'amount', -l.platform),
  jsonb_build_object('kind', 'promotions_cost', 'reason', 'platform_promotion', 'amount', l.platform + d.platform),
  jsonb_build_object('kind', 'restaurant_payable', 'restaurant', s.restaurant_id, 'reason', 'promotion', 'amount', l.restaurant + d.restaurant),
  jsonb_build_object('kind', 'restaurant_payable', 'restaurant', s.restaurant_id, 'reason', 'commission', 'amount', s.commission),
  jsonb_build_object('kind', 'platform_revenue', 'reason', 'commission', 'amount', -s.commission),
  jsonb_build_object('kind', 'restaurant_payable', 'restaurant', s.restaurant_id, 'reason', 'commission_iva', 'amount', s.commission_iva),
  jsonb_build_object('kind', 'commission_iva', 'reason', 'commission_iva', 'amount', -s.commission_iva),
  case s.delivery_to
    when 'platform' then jsonb_build_object('kind', 'delivery_revenue', 'reason', 'delivery', 'amount', -o.delivery_fee)
    else jsonb_build_object('kind', 'restaurant_payable', 'restaurant', s.restaurant_id, 'reason', 'delivery', 'amount', -o.delivery_fee,
      'net', app.iva_base(o.delivery_fee - o.delivery_discount, o.delivery_iva_rate), 'iva', app.iva_of(o.delivery_fee - o.delivery_discount, o.delivery_iva_rate))
  end
) || t.shares
from orders o
join order_settlements s on s.tenant_id = of_tenant and s.order_id = of_order
cross join lateral (
  select coalesce(sum(c.platform_funded), 0) as platform, coalesce(sum(c.restaurant_funded), 0) as restaurant
  from app.settled_lines(of_tenant, of_order, 0, 0) c
) as l
cross join lateral (
  select sum(i.iva_base) as net, sum(i.iva) as iva from order_items i where i.tenant_id = of_tenant and i.order_id = of_order
) as i
cross join lateral (
  select coalesce(sum(a.amount) filter (where a.funded_by = 'restaurant'), 0) as restaurant,
    coalesce(sum(a.amount) filter (where a.funded_by = 'platform'), 0) as platform
  from order_adjustments a where a.tenant_id = of_tenant and a.order_id = of_order and a.applies_to = 'delivery'
) as d
cross join lateral (
  select coalesce(jsonb_agg(case t.beneficiary
    when 'pool' then jsonb_build_object('kind', 'tip_pool', 'restaurant', s.restaurant_id, 'reason', 'tip', 'amount', -t.amount)
    else jsonb_build_object('kind', 'member_payable', 'member', t.membership_id, 'reason', 'tip', 'amount', -t.amount)
  end order by t.tip_no), '[]') as shares
  from tips t where t.tenant_id = of_tenant and t.order_id = of_order
) as t
where o.tenant_id = of_tenant and o.id = of_order
  );
end`,
  }),
  pgFunction('app.post_delivery', {
    returns: 'trigger',
    security: 'definer',
    // The order is locked by its step: a refund comes wholly before, and is borne here, or wholly after.
    body: `
declare
  day date;
  posts jsonb;
begin
  insert into order_settlements (tenant_id, order_id, restaurant_id, delivered_on, rate, iva_rate, delivery_to, commission, commission_iva)
  select new.tenant_id, new.order_id, b.restaurant_id, d.day, coalesce(t.rate, 0), coalesce(t.iva_rate, 0),
    coalesce(t.delivery_to, 'platform'), c.commission, c.commission_iva
  from branches b
  cross join lateral (select (now() at time zone b.time_zone)::date as day) as d
  left join commission_terms t on t.tenant_id = new.tenant_id and t.restaurant_id = b.restaurant_id
    and d.day >= t.valid_from_on and d.day <= coalesce(t.valid_to_on, 'infinity')
  cross join lateral (
    select sum(l.commission) as commission, sum(l.commission_iva) as commission_iva
    from app.settled_lines(new.tenant_id, new.order_id, coalesce(t.rate, 0), coalesce(t.iva_rate, 0)) l
  ) as c
  where b.tenant_id = new.tenant_id and b.id = new.branch_id
  returning delivered_on into day;
  select app.delivery_posts(new.tenant_id, new.order_id) || coalesce(jsonb_agg(e.post), '[]') into posts
  from refunds r
  cross join lateral jsonb_array_elements(app.borne_posts(new.tenant_id, r.id)) as e(post)
  where r.tenant_id = new.tenant_id and r.order_id = new.order_id;
  perform app.post_journal(new.tenant_id, 'delivery', new.order_id, null, null, null, null, day, posts);
  return null;
end`,
  }),
  pgTrigger(
    'order_completions',
    'order_completions_ledger',
    'after insert on order_completions for each row',
    'app.post_delivery()',
  ),
  pgFunction('app.post_refund', {
    returns: 'trigger',
    security: 'definer',
    // Owed to the customer from now on. Before the delivery nobody bears it: it comes out of what they have paid.
    body: `
declare
  zone text;
begin
  select b.time_zone into zone from orders o
  join branches b on b.tenant_id = new.tenant_id and b.id = o.branch_id
  where o.tenant_id = new.tenant_id and o.id = new.order_id;
  perform app.post_journal(new.tenant_id, tg_argv[0], new.order_id, null, new.id, null, null, (now() at time zone zone)::date,
    case tg_argv[0]
      when 'refund' then jsonb_build_array(
        jsonb_build_object('kind', 'customer_payments', 'reason', 'refund', 'amount', new.total),
        jsonb_build_object('kind', 'refunds_payable', 'reason', 'refund', 'amount', -new.total)
      ) || coalesce(app.borne_posts(new.tenant_id, new.id), '[]')
      else jsonb_build_array(
        jsonb_build_object('kind', 'refunds_payable', 'reason', 'repayment', 'amount', new.total),
        (select case new.settled_by when 'till' then jsonb_build_object('kind', 'till_cash')
            else jsonb_build_object('kind', 'provider_clearing', 'provider', p.provider) end
          || jsonb_build_object('reason', 'repayment', 'amount', -new.total)
        from payments p where p.tenant_id = new.tenant_id and p.id = new.payment_id)
      )
    end);
  return null;
end`,
  }),
  pgTrigger('refunds', 'refunds_ledger', 'after insert on refunds for each row', `app.post_refund('refund')`),
  pgTrigger(
    'refunds',
    'refunds_ledger_repaid',
    `after update on refunds for each row when (old.status <> 'done' and new.status = 'done')`,
    `app.post_refund('repayment')`,
  ),
]
