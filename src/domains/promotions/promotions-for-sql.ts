import { type DdlObject, pgFunction } from '../../kernel/ddl.ts'

export const forFunctions: readonly DdlObject[] = [
  pgFunction('app.promotion_holds', {
    args: 'p promotions, of_branch uuid, of_channel text, of_service text',
    returns: 'boolean',
    volatility: 'stable',
    // A condition that is null says nothing, and refuses nobody.
    body: `
begin
  if p.archived_at is not null or now() < p.valid_from_at or now() >= p.valid_until_at
    or of_channel <> all (p.channels) or of_service <> all (p.services) then
    return false;
  end if;
  if not (select bool_or(b.branch_id = of_branch) from promotion_branches b where b.tenant_id = p.tenant_id and b.promotion_id = p.id) then
    return false;
  end if;
  if p.windows is not null then
    return coalesce((select app.week_contains(p.windows, now(), b.time_zone) from branches b where b.tenant_id = p.tenant_id and b.id = of_branch), false);
  end if;
  return true;
end`,
  }),
  pgFunction('app.promotion_used_up', {
    args: 'p promotions, of_customer uuid',
    returns: 'text',
    volatility: 'stable',
    // The rule that a claim would break at this moment; null when it would get through. A look and no claim.
    body: `
begin
  if p.redeemed >= p.max_redemptions then
    return 'promotions_redeemed_within_max';
  end if;
  if p.spent >= p.budget then
    return 'promotions_spent_within_budget';
  end if;
  if p.per_customer_limit is not null then
    perform from promotion_customers u
    where u.tenant_id = p.tenant_id and u.promotion_id = p.id and u.customer_id = of_customer and u.used >= u.per_customer_limit;
    if found then
      return 'promotion_customers_used_within_limit';
    end if;
  end if;
  if p.first_order_only and app.has_ordered(p.tenant_id, of_customer) then
    return 'promotions_first_order_only';
  end if;
  return null;
end`,
  }),
  pgFunction('app.has_ordered', {
    args: 'of_tenant uuid, of_customer uuid',
    returns: 'boolean',
    volatility: 'stable',
    body: `
begin
  perform from orders o
  where o.tenant_id = of_tenant and o.customer_id = of_customer and o.status not in ('rejected', 'cancelled')
  limit 1;
  return found;
end`,
  }),
  pgFunction('app.promotion_candidate', {
    args: 'p promotions, of_coupon uuid, place integer',
    returns: 'jsonb',
    volatility: 'stable',
    body: `
begin
  return jsonb_build_object(
    'promotionId', p.id, 'couponId', of_coupon, 'code', place, 'name', p.name, 'kind', p.kind,
    'percentOff', p.percent_off::text, 'amountOff', p.amount_off::text, 'buyQuantity', p.buy_quantity,
    'getQuantity', p.get_quantity, 'maxDiscount', p.max_discount::text, 'minSubtotal', p.min_subtotal::text,
    'stackingGroup', p.stacking_group, 'priority', p.priority, 'fundedBy', p.funded_by, 'treatment', p.treatment,
    'budgetLeft', (p.budget - p.spent)::text,
    'itemIds', (select jsonb_agg(i.item_id order by i.item_id) from promotion_items i where i.tenant_id = p.tenant_id and i.promotion_id = p.id)
  );
end`,
  }),
  pgFunction('app.promotions_for', {
    args: 'of_tenant uuid, of_branch uuid, of_customer uuid, of_channel text, of_service text, codes text[]',
    returns: 'jsonb',
    volatility: 'stable',
    security: 'definer',
    execute: ['app_user'],
    body: `
declare
  candidates jsonb := '[]';
  p promotions;
  c coupons;
  wanted record;
  rule text;
begin
  if app.actor_kind() not in ('staff', 'service') and not (app.actor_kind() = 'customer' and app.actor_id() = of_customer) then
    raise exception using errcode = '42501', table = 'promotions', message = 'promotions are looked up for oneself, by staff or by the service';
  end if;
  for p in
    select * from promotions a where a.tenant_id = of_tenant and a.archived_at is null and not a.by_code order by a.id
  loop
    if app.promotion_holds(p, of_branch, of_channel, of_service) and app.promotion_used_up(p, of_customer) is null then
      candidates := candidates || app.promotion_candidate(p, null, null);
    end if;
  end loop;
  for wanted in select u.code, u.place::integer - 1 as place from unnest(codes) with ordinality as u (code, place) order by u.place loop
    select * into c from coupons k where k.tenant_id = of_tenant and k.code = wanted.code;
    if not found then
      raise exception using errcode = 'P0002', constraint = 'coupons_unknown', table = 'coupons',
        message = 'no such coupon', hint = jsonb_build_object('code', wanted.place);
    end if;
    select * into p from promotions a where a.tenant_id = of_tenant and a.id = c.promotion_id;
    if now() < c.valid_from_at or now() >= c.valid_until_at or not app.promotion_holds(p, of_branch, of_channel, of_service) then
      raise exception using errcode = '55000', constraint = 'coupons_valid_now', table = 'coupons',
        message = 'the coupon is not valid now and here', hint = jsonb_build_object('code', wanted.place);
    end if;
    rule := case when c.redeemed >= c.max_redemptions then 'coupons_redeemed_within_max' else app.promotion_used_up(p, of_customer) end;
    if rule in ('promotion_customers_used_within_limit', 'promotions_first_order_only') then
      raise exception using errcode = '23514', constraint = rule, table = 'coupons',
        message = 'this customer has had the coupon', hint = jsonb_build_object('code', wanted.place);
    elsif rule is not null then
      raise exception using errcode = '23514', constraint = 'coupons_redeemed_within_max', table = 'coupons',
        message = 'the coupon is exhausted', hint = jsonb_build_object('code', wanted.place);
    end if;
    candidates := candidates || app.promotion_candidate(p, c.id, wanted.place);
  end loop;
  return candidates;
end`,
  }),
]
