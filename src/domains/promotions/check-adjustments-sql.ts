import { type DdlObject, pgFunction } from '../../kernel/ddl.ts'

export const checkFunctions: readonly DdlObject[] = [
  pgFunction('app.check_adjustments', {
    args: 'of_tenant uuid, of_branch uuid, of_customer uuid, of_channel text, of_service text, lines jsonb, delivery_fee numeric, adjustments jsonb',
    returns: 'void',
    volatility: 'stable',
    // Which promotions apply is the caller's to say; what they give is not. Each adjustment is made again from its
    // promotion and from what the ones before it left, and must be the same, to the centavo of every share.
    // Limits are not looked at: the claim decides them.
    body: `
declare
  nos integer[];
  items uuid[];
  prices numeric[];
  units integer[];
  rest numeric[];
  shares numeric[];
  fee numeric := delivery_fee * 100;
  subtotal numeric;
  off numeric;
  only_for uuid[];
  a jsonb;
  n integer := 0;
  p promotions;
  before promotions;
  groups text[] := '{}';
  of_coupon uuid;
  wrong text;
begin
  if jsonb_array_length(adjustments) = 0 then
    return;
  end if;
  select array_agg(l.no order by l.no), array_agg(l.item order by l.no), array_agg(l.price order by l.no),
    array_agg(l.units order by l.no), array_agg(l.price * l.units order by l.no), sum(l.price * l.units)
  into nos, items, prices, units, rest, subtotal
  from (
    select (x ->> 'lineNo')::integer as no, (x ->> 'itemId')::uuid as item, (x ->> 'unitPrice')::numeric * 100 as price, (x ->> 'quantity')::integer as units
    from jsonb_array_elements(lines) as x
  ) as l;
  for a in select x.value from jsonb_array_elements(adjustments) with ordinality as x (value, place) order by x.place loop
    n := n + 1;
    of_coupon := (a ->> 'couponId')::uuid;
    select * into p from promotions q where q.tenant_id = of_tenant and q.id = (a ->> 'promotionId')::uuid;
    wrong := case
      when not found then 'no such promotion'
      when not app.promotion_holds(p, of_branch, of_channel, of_service) then 'the promotion does not hold now and here'
      when subtotal < p.min_subtotal * 100 then 'the order is below the minimum'
      when p.by_code <> (of_coupon is not null) then 'a coupon is missing, or one too many'
      when p.stacking_group = any (groups) then 'two promotions of a group'
      when n > 1 and (p.priority, p.id) <= (before.priority, before.id) then 'the order of the promotions' end;
    if wrong is null and of_coupon is not null then
      perform from coupons c
      where c.tenant_id = of_tenant and c.id = of_coupon and c.promotion_id = p.id
        and c.valid_from_at <= now() and (c.valid_until_at is null or now() < c.valid_until_at);
      wrong := case when not found then 'the coupon is not of the promotion, or not valid now' end;
    end if;
    if wrong is null and p.kind = 'free_delivery' then
      shares := null;
      off := least(fee, p.max_discount * 100);
      fee := fee - off;
    elsif wrong is null then
      select array_agg(i.item_id) into only_for from promotion_items i where i.tenant_id = of_tenant and i.promotion_id = p.id;
      shares := app.promotion_shares(p, array(select only_for is null or x.item = any (only_for) from unnest(items) with ordinality as x (item, place) order by x.place), prices, units, rest);
      select coalesce(sum(s), 0) into off from unnest(shares) as s;
      select array_agg(x.had - coalesce(x.gone, 0) order by x.place) into rest from unnest(rest, shares) with ordinality as x (had, gone, place);
    end if;
    if wrong is null and (off = 0 or not a @> jsonb_build_object(
        'adjustmentNo', n, 'kind', case when p.by_code then 'coupon' else 'promotion' end, 'promotionId', p.id,
        'couponId', of_coupon, 'name', p.name, 'fundedBy', p.funded_by, 'treatment', p.treatment,
        'stackingGroup', p.stacking_group, 'appliesTo', case p.kind when 'free_delivery' then 'delivery' else 'lines' end,
        'amount', round(off / 100, 2)::text)
      or a -> 'shares' is distinct from coalesce((
        select jsonb_agg(jsonb_build_object('lineNo', x.no, 'amount', round(x.share / 100, 2)::text) order by x.place)
        from unnest(nos, shares) with ordinality as x (no, share, place) where x.share > 0), '[]')) then
      wrong := 'not what the promotion gives';
    end if;
    if wrong is not null then
      raise exception using errcode = '23514', constraint = 'order_quotes_adjustments_allowed', table = 'order_quotes', message = wrong,
        hint = jsonb_build_object('adjustmentNo', n, 'promotionId', p.id);
    end if;
    before := p;
    groups := groups || p.stacking_group;
  end loop;
end`,
  }),
]
