CREATE SCHEMA app;

ALTER SCHEMA app OWNER TO app_owner;

CREATE SCHEMA app_private;

ALTER SCHEMA app_private OWNER TO app_owner;

CREATE DOMAIN public.day_minutes AS int4multirange
	CONSTRAINT day_minutes_valid CHECK (((VALUE <@ '{[0,2880)}'::int4multirange) AND (isempty((VALUE * '{[1440,2880)}'::int4multirange)) OR ((VALUE @> 1439) AND (lower((VALUE * '{[1440,2880)}'::int4multirange)) = 1440) AND ((VALUE * '{[1440,2880)}'::int4multirange) = int4multirange(range_merge((VALUE * '{[1440,2880)}'::int4multirange))))))));

ALTER DOMAIN public.day_minutes OWNER TO app_owner;

CREATE DOMAIN public.mxn AS numeric
	CONSTRAINT mxn_valid CHECK (((VALUE <> 'NaN'::numeric) AND (scale(VALUE) <= 2) AND (abs(VALUE) < '1000000000000'::numeric)));

ALTER DOMAIN public.mxn OWNER TO app_owner;

CREATE DOMAIN public.mxn6 AS numeric
	CONSTRAINT mxn6_valid CHECK (((VALUE <> 'NaN'::numeric) AND (scale(VALUE) <= 6) AND (abs(VALUE) < '1000000000000'::numeric)));

ALTER DOMAIN public.mxn6 OWNER TO app_owner;

CREATE DOMAIN public.rate6 AS numeric
	CONSTRAINT rate6_valid CHECK (((scale(VALUE) <= 6) AND ((VALUE >= (0)::numeric) AND (VALUE <= (1)::numeric))));

ALTER DOMAIN public.rate6 OWNER TO app_owner;

CREATE DOMAIN public.stock_quantity AS numeric
	CONSTRAINT stock_quantity_valid CHECK (((VALUE <> 'NaN'::numeric) AND (scale(VALUE) <= 3) AND (abs(VALUE) < '1000000000'::numeric)));

ALTER DOMAIN public.stock_quantity OWNER TO app_owner;

CREATE DOMAIN public.week_minutes AS int4multirange
	CONSTRAINT week_minutes_valid CHECK (((NOT isempty(VALUE)) AND (VALUE <@ '{[0,10080)}'::int4multirange)));

ALTER DOMAIN public.week_minutes OWNER TO app_owner;

CREATE FUNCTION app.actor() RETURNS text
    LANGUAGE plpgsql STABLE PARALLEL SAFE
    AS $$
declare
  token constant text := pg_catalog.current_setting('app.context', true);
begin
  if token operator(pg_catalog.<>) '' and (not app.strict() or app.verified(token, pg_catalog.transaction_timestamp())) then
    return app.actor_kind() operator(pg_catalog.||) ':' operator(pg_catalog.||) pg_catalog.encode(pg_catalog.substr(pg_catalog.convert_to(token, 'UTF8'), 116, 36), 'escape');
  end if;
  raise exception using errcode = '42501', constraint = 'app_context_missing', message = 'no tenant context: enter one first';
end
$$;

ALTER FUNCTION app.actor() OWNER TO app_owner;

CREATE FUNCTION app.actor_id() RETURNS uuid
    LANGUAGE plpgsql STABLE PARALLEL SAFE
    AS $$
declare
  token constant text := pg_catalog.current_setting('app.context', true);
begin
  if token operator(pg_catalog.<>) '' and (not app.strict() or app.verified(token, pg_catalog.transaction_timestamp())) then
    return pg_catalog.encode(pg_catalog.substr(pg_catalog.convert_to(token, 'UTF8'), 116, 36), 'escape')::pg_catalog.uuid;
  end if;
  raise exception using errcode = '42501', constraint = 'app_context_missing', message = 'no tenant context: enter one first';
end
$$;

ALTER FUNCTION app.actor_id() OWNER TO app_owner;

CREATE FUNCTION app.actor_kind() RETURNS text
    LANGUAGE plpgsql STABLE PARALLEL SAFE
    AS $$
declare
  token constant text := pg_catalog.current_setting('app.context', true);
begin
  if token operator(pg_catalog.<>) '' and (not app.strict() or app.verified(token, pg_catalog.transaction_timestamp())) then
    return case pg_catalog.encode(pg_catalog.substr(pg_catalog.convert_to(token, 'UTF8'), 79, 1), 'escape') when 'c' then 'customer' when 's' then 'staff' when 'k' then 'courier' when 'v' then 'service' end;
  end if;
  raise exception using errcode = '42501', constraint = 'app_context_missing', message = 'no tenant context: enter one first';
end
$$;

ALTER FUNCTION app.actor_kind() OWNER TO app_owner;

CREATE FUNCTION app.add_partition(parent text, partition text, bounds text) RETURNS void
    LANGUAGE plpgsql
    SET search_path TO 'pg_catalog', 'public', 'pg_temp'
    AS $$
begin
  if to_regclass(format('public.%I', partition)) is null then
    execute format('create table public.%I partition of public.%I %s', partition, parent, bounds);
    execute format('alter table public.%I enable row level security', partition);
    execute format('alter table public.%I force row level security', partition);
    execute format('create policy %I on public.%I as restrictive for all to public using (tenant_id = (select app.tenant_id())) with check (tenant_id = (select app.tenant_id()))', partition || '_tenant', partition);
  end if;
end
$$;

ALTER FUNCTION app.add_partition(parent text, partition text, bounds text) OWNER TO app_owner;

CREATE FUNCTION app.tenant_id() RETURNS uuid
    LANGUAGE plpgsql STABLE PARALLEL SAFE
    AS $$
declare
  token constant text := pg_catalog.current_setting('app.context', true);
begin
  if token operator(pg_catalog.<>) '' and (not app.strict() or app.verified(token, pg_catalog.transaction_timestamp())) then
    return pg_catalog.encode(pg_catalog.substr(pg_catalog.convert_to(token, 'UTF8'), 80, 36), 'escape')::pg_catalog.uuid;
  end if;
  raise exception using errcode = '42501', constraint = 'app_context_missing', message = 'no tenant context: enter one first';
end
$$;

ALTER FUNCTION app.tenant_id() OWNER TO app_owner;

CREATE TABLE public.deliveries (
    tenant_id uuid DEFAULT app.tenant_id() NOT NULL,
    order_id uuid NOT NULL,
    customer_id uuid NOT NULL,
    branch_id uuid NOT NULL,
    courier_id uuid,
    status text DEFAULT 'waiting'::text NOT NULL,
    version integer DEFAULT 0 NOT NULL,
    event_seq integer GENERATED ALWAYS AS (NULLIF(version, 0)) STORED,
    ready_at timestamp with time zone,
    CONSTRAINT deliveries_courier_while_somebody_brings_it CHECK (((courier_id IS NULL) = (status = ANY (ARRAY['waiting'::text, 'called_off'::text])))),
    CONSTRAINT deliveries_status_known CHECK ((status = ANY (ARRAY['waiting'::text, 'assigned'::text, 'picked_up'::text, 'delivered'::text, 'failed'::text, 'called_off'::text]))),
    CONSTRAINT deliveries_wait_without_event CHECK ((((version = 0) = (status = 'waiting'::text)) AND (version >= 0)))
);

ALTER TABLE ONLY public.deliveries FORCE ROW LEVEL SECURITY;

ALTER TABLE public.deliveries OWNER TO app_owner;

CREATE FUNCTION app.assign_courier(of_tenant uuid, of_order uuid, of_courier uuid) RETURNS SETOF public.deliveries
    LANGUAGE plpgsql SECURITY DEFINER ROWS 1
    SET search_path TO 'pg_catalog', 'public', 'pg_temp'
    AS $$
declare
  d deliveries;
begin
  if app.actor_kind() not in ('staff', 'service') then
    raise exception using errcode = '42501', table = 'deliveries', message = 'for staff and the service';
  end if;
  select * into d from deliveries where tenant_id = of_tenant and order_id = of_order;
  if not found then
    raise exception using errcode = 'P0002', constraint = 'deliveries_known', table = 'deliveries', message = 'no such delivery';
  end if;
  if d.status <> 'assigned' or d.courier_id <> of_courier then
    insert into delivery_events (tenant_id, order_id, seq, from_status, to_status, courier_id)
    values (of_tenant, of_order, d.version + 1, d.status, 'assigned', of_courier);
  end if;
  return query select * from deliveries where tenant_id = of_tenant and order_id = of_order;
end
$$;

ALTER FUNCTION app.assign_courier(of_tenant uuid, of_order uuid, of_courier uuid) OWNER TO app_owner;

CREATE FUNCTION app.audit() RETURNS trigger
    LANGUAGE plpgsql
    SET search_path TO 'pg_catalog', 'public', 'pg_temp'
    AS $$
declare
  was jsonb := case when tg_op <> 'INSERT' then to_jsonb(old) end;
  became jsonb := case when tg_op <> 'DELETE' then to_jsonb(new) end;
  row_now jsonb := coalesce(became, was);
begin
  insert into public.audit_log (tenant_id, action, table_name, row_id, column_names)
  values (
    (row_now ->> 'tenant_id')::uuid, lower(tg_op), tg_table_name, coalesce(row_now ->> 'id', row_now ->> 'tenant_id')::uuid,
    array(select key from jsonb_each(became) where was is null or was -> key is distinct from value order by key)
  );
  return null;
end
$$;

ALTER FUNCTION app.audit() OWNER TO app_owner;

CREATE FUNCTION app.auditor() RETURNS text
    LANGUAGE plpgsql STABLE
    SET search_path TO 'pg_catalog', 'public', 'pg_temp'
    AS $$
begin
  return case when current_setting('app.context', true) <> '' then app.actor() else 'admin:' || session_user end;
end
$$;

ALTER FUNCTION app.auditor() OWNER TO app_owner;

CREATE FUNCTION app.borne_posts(of_tenant uuid, of_refund uuid) RETURNS jsonb
    LANGUAGE plpgsql STABLE
    SET search_path TO 'pg_catalog', 'public', 'pg_temp'
    AS $$
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
end
$$;

ALTER FUNCTION app.borne_posts(of_tenant uuid, of_refund uuid) OWNER TO app_owner;

CREATE FUNCTION app.brings(of_tenant uuid, of_order uuid, of_courier uuid) RETURNS boolean
    LANGUAGE plpgsql STABLE
    AS $$
begin
  return exists (
    select from public.deliveries d
    where d.tenant_id operator(pg_catalog.=) of_tenant and d.order_id operator(pg_catalog.=) of_order
      and d.courier_id operator(pg_catalog.=) of_courier
  );
end
$$;

ALTER FUNCTION app.brings(of_tenant uuid, of_order uuid, of_courier uuid) OWNER TO app_owner;

CREATE FUNCTION app.business_on(moment timestamp with time zone, time_zone text, cutoff_minutes integer) RETURNS date
    LANGUAGE sql STABLE PARALLEL SAFE
    SET search_path TO 'pg_catalog', 'public', 'pg_temp'
    AS $$
select ((moment at time zone time_zone) - make_interval(mins => cutoff_minutes))::date
$$;

ALTER FUNCTION app.business_on(moment timestamp with time zone, time_zone text, cutoff_minutes integer) OWNER TO app_owner;

CREATE FUNCTION app.cash_collections_capture() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'public', 'pg_temp'
    AS $$
begin
  insert into payment_events (tenant_id, payment_id, method, seq, from_status, to_status)
  select p.tenant_id, p.id, 'cash', p.version + 1, p.status, 'captured'
  from payments p where p.tenant_id = new.tenant_id and p.id = new.payment_id;
  return null;
end
$$;

ALTER FUNCTION app.cash_collections_capture() OWNER TO app_owner;

CREATE FUNCTION app.cash_collections_due() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'public', 'pg_temp'
    AS $$
declare
  of_order uuid;
  of_status text;
begin
  select o.id, o.status into of_order, of_status from payments p
  join orders o on o.tenant_id = new.tenant_id and o.id = p.order_id
  where p.tenant_id = new.tenant_id and p.id = new.payment_id
  for share of o;
  if of_status in ('rejected', 'cancelled') then
    raise exception using errcode = '55000', constraint = 'orders_open', table = 'orders', message = 'the order was called off';
  end if;
  if new.membership_id is not null and not app.brings(new.tenant_id, of_order, new.membership_id) then
    raise exception using errcode = '23503', constraint = 'cash_collections_holder_brings', table = 'cash_collections',
      message = 'somebody else brings the order';
  end if;
  select p.amount, coalesce(p.change_for, p.amount - p.amount % 0.05) into new.due, new.change_for
  from payments p where p.tenant_id = new.tenant_id and p.id = new.payment_id;
  return new;
end
$$;

ALTER FUNCTION app.cash_collections_due() OWNER TO app_owner;

CREATE FUNCTION app.check_adjustments(of_tenant uuid, of_branch uuid, of_customer uuid, of_channel text, of_service text, lines jsonb, delivery_fee numeric, adjustments jsonb) RETURNS void
    LANGUAGE plpgsql STABLE
    SET search_path TO 'pg_catalog', 'public', 'pg_temp'
    AS $$
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
end
$$;

ALTER FUNCTION app.check_adjustments(of_tenant uuid, of_branch uuid, of_customer uuid, of_channel text, of_service text, lines jsonb, delivery_fee numeric, adjustments jsonb) OWNER TO app_owner;

CREATE FUNCTION app.check_quote() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'public', 'pg_temp'
    AS $_$
declare
  own constant uuid := app.tenant_id();
  adjustments constant jsonb := coalesce(new.document->'adjustments', '[]');
  branch record;
  written text;
  moment jsonb;
  line jsonb;
  item jsonb;
  lines jsonb := '[]';
  modifiers jsonb;
  products uuid[] := '{}';
  price_ids uuid[];
  priced uuid[];
  place integer := 0;
  sums record;
begin
  -- Before any look-up, whose answer would otherwise tell what other tenants have.
  if new.tenant_id is distinct from own then
    raise exception using errcode = '42501', table = 'order_quotes', message = 'a quote of another tenant';
  end if;
  select b.time_zone, b.iva_rate, b.delivery_fee, b.services into branch
  from branches b where b.tenant_id = own and b.id = new.branch_id and b.archived_at is null;
  if not found then
    raise exception using errcode = 'P0002', constraint = 'branches_known', table = 'branches', message = 'no such branch';
  end if;
  if not exists (select from customers c where c.tenant_id = own and c.id = new.customer_id) then
    raise exception using errcode = '23503', constraint = 'orders_customer_fk', table = 'customers', message = 'no such customer';
  end if;
  if not new.service = any (branch.services) then
    raise exception using errcode = '23514', constraint = 'order_quotes_service_offered', table = 'order_quotes', message = 'the branch does not offer that';
  end if;
  if not exists (
    select from menu_placements p
    where p.tenant_id = own and p.branch_id = new.branch_id and p.channel = new.channel and p.menu_id = new.menu_id
      and p.version_id = new.menu_version_id and p.live_from_at <= now() and (p.live_until_at is null or p.live_until_at > now())
  ) then
    raise exception using errcode = '55000', constraint = 'order_quotes_menu_is_live', table = 'order_quotes', message = 'another menu is live';
  end if;

  -- Ahead of the prices themselves: one that comes in between is in them and not in these, so that the order is refused.
  select array_agg(p.id), array_agg(p.product_id) into price_ids, priced
  from product_prices p
  where p.tenant_id = own and p.menu_id = new.menu_id and p.product_id = any (array(
      select (l.value->>'itemId')::uuid from jsonb_array_elements(new.document->'lines') l
      union select (o.value #>> '{}')::uuid from jsonb_path_query(new.document->'lines', 'strict $[*].choices.**.optionId') as o (value)
    ))
    and (p.branch_id is null or p.branch_id = new.branch_id) and (p.channel is null or p.channel = new.channel)
    and (p.service is null or p.service = new.service)
    and p.valid_from_at <= now() and (p.valid_until_at is null or p.valid_until_at > now());
  written := app.menu_moment(new.menu_id, new.branch_id, new.channel, new.service, now(), branch.time_zone);
  moment := coalesce(written, '{"prices": [], "soldOut": [], "offDayparts": []}')::jsonb;
  moment := jsonb_build_object(
    'prices', (select coalesce(jsonb_object_agg(p.value->>0, p.value->1), '{}') from jsonb_array_elements(moment->'prices') p),
    'sold', (select coalesce(jsonb_agg(s.value->0), '[]') from jsonb_array_elements(moment->'soldOut') s),
    'off', moment->'offDayparts');

  for line in select l.value from jsonb_array_elements(new.document->'lines') with ordinality l order by l.ordinality loop
    place := place + 1;
    select i.document into item from published_items i
    where i.tenant_id = own and i.version_id = new.menu_version_id and i.item_id = (line->>'itemId')::uuid;
    if not found or moment->'sold' ? (item->>'id')
      or exists (select from jsonb_array_elements_text(item->'daypartIds') d where moment->'off' ? d.value) then
      raise exception using errcode = '55000', constraint = 'order_quotes_items_on_sale', table = 'order_quotes',
        message = 'a dish is not for sale', hint = jsonb_build_object('lineNos', jsonb_build_array(place))::text;
    end if;
    if written is not null then
      item := item || jsonb_build_object('price', coalesce(moment->'prices'->(item->>'id'), item->'price'),
        'groups', app.groups_at(item->'groups', moment->'prices', moment->'sold'));
    end if;
    if (line->>'unitPrice')::numeric is distinct from app.price_selection(item, line->'choices')
      or (line->>'lineNo')::integer is distinct from place
      or not coalesce((line->>'quantity')::numeric between 1 and 999
        and (line->>'discount')::numeric between 0 and (line->>'unitPrice')::numeric * (line->>'quantity')::integer, false)
      or (line->>'ivaRate')::numeric is distinct from (case item->>'ivaClass' when 'general' then branch.iva_rate when 'zero' then 0 end)
    then
      raise exception using errcode = '23514', constraint = 'order_quotes_prices_are_the_menus', table = 'order_quotes',
        message = 'a line is not priced as the menu has it', hint = jsonb_build_object('lineNos', jsonb_build_array(place))::text;
    end if;
    modifiers := app.modifiers_of(item->'groups', line->'choices', null, 0);
    products := products || (item->>'id')::uuid || array(select (m.value->>'optionId')::uuid from jsonb_array_elements(modifiers) m);
    -- Nothing of the caller's but what was looked at: no other field is kept, and none in another form.
    lines := lines || jsonb_build_object('lineNo', place, 'itemId', item->'id', 'quantity', (line->>'quantity')::integer,
      'unitPrice', round((line->>'unitPrice')::numeric, 2)::text, 'discount', round((line->>'discount')::numeric, 2)::text,
      'paidByThird', round((line->>'paidByThird')::numeric, 2)::text, 'ivaRate', line->'ivaRate',
      'choices', coalesce(nullif(line->'choices', 'null'), '[]'), 'sku', item->'sku', 'name', item->'name', 'ivaClass', item->'ivaClass',
      'satProductKey', item->'satProductKey', 'satUnitKey', item->'satUnitKey', 'modifiers', modifiers);
  end loop;

  perform app.check_adjustments(own, new.branch_id, new.customer_id, new.channel, new.service, lines, new.delivery_fee, adjustments);

  with l as materialized (
    select (e.value->>'lineNo')::integer as line_no, (e.value->>'quantity')::integer as quantity,
      (e.value->>'unitPrice')::numeric * (e.value->>'quantity')::integer as gross, (e.value->>'discount')::numeric as discount,
      (e.value->>'paidByThird')::numeric as third, (e.value->>'ivaRate')::numeric as rate
    from jsonb_array_elements(lines) e
  ), a as materialized (
    select e.value as adjustment from jsonb_array_elements(adjustments) e
  ), s as materialized (
    select (e.value->>'lineNo')::integer as line_no, sum((e.value->>'amount')::numeric) as amount,
      coalesce(sum((e.value->>'amount')::numeric) filter (where a.adjustment->>'treatment' = 'third-party-payment'), 0) as third
    from a cross join jsonb_array_elements(a.adjustment->'shares') e group by 1
  )
  select
    (select count(*) from l) as lines,
    (select sum(quantity) from l) as units,
    (select sum(gross) from l) as subtotal,
    (select sum(discount) from l) as discount,
    (select coalesce(sum((adjustment->>'amount')::numeric), 0) from a where adjustment->>'appliesTo' = 'delivery') as delivery_discount,
    (select coalesce(sum(r.iva), 0) from (
      select round(sum(t.iva), 2) as iva from (
        select l.rate, app.iva_of(l.gross - l.discount + l.third, l.rate) as iva from l
        union all
        select branch.iva_rate, app.iva_of(new.delivery_fee - new.delivery_discount, branch.iva_rate)
      ) t group by t.rate
    ) r) as iva,
    not exists (select from l full join s using (line_no)
      where coalesce(l.discount, -1) <> coalesce(s.amount, 0) or coalesce(l.third, -1) <> coalesce(s.third, 0)) as shared
  into sums;
  if sums.lines not between 1 and 200 then
    raise exception using errcode = '23514', constraint = 'order_quotes_has_lines', table = 'order_quotes', message = 'a quote has 1 to 200 lines';
  end if;
  if not sums.shared
    or (sums.units, sums.subtotal, sums.discount, sums.delivery_discount, sums.iva)
      is distinct from (new.units, new.subtotal::numeric, new.discount::numeric, new.delivery_discount::numeric, new.iva::numeric)
    or new.delivery_fee is distinct from (case new.service when 'delivery' then branch.delivery_fee else 0 end)
    or new.delivery_iva_rate is distinct from branch.iva_rate then
    raise exception using errcode = '23514', constraint = 'order_quotes_adds_up', table = 'order_quotes', message = 'the totals of the quote are not those of its lines';
  end if;

  -- What each line bears, by its number: written out here, so that nothing has to be looked for when it is placed.
  new.document := jsonb_build_object('lines', lines, 'demand', app.demand_of(own, new.branch_id, lines), 'adjustments', (
    select coalesce(jsonb_agg(a.value || jsonb_build_object('shares', (
      select coalesce(jsonb_agg(coalesce(s.value->>'amount', '0.00') order by n), '[]')
      from generate_series(1, place) n
      left join jsonb_array_elements(a.value->'shares') s on (s.value->>'lineNo')::integer = n
      where a.value->>'appliesTo' = 'lines'
    )) order by a.ordinality), '[]')
    from jsonb_array_elements(adjustments) with ordinality a));
  new.product_ids := array(select distinct p from unnest(products) p order by p);
  new.price_ids := array(select u.id from unnest(price_ids, priced) as u (id, product_id) where u.product_id = any (products) order by u.id);
  new.total := new.subtotal - new.discount + new.delivery_fee - new.delivery_discount + new.tip;
  new.quoted_at := now();
  new.expires_at := now() + interval '10 minutes';
  new.hash := sha256(convert_to(concat_ws('/', new.id, new.branch_id, new.customer_id, new.service, new.channel,
    new.subtotal, new.discount, new.delivery_fee, new.delivery_discount, new.tip, new.document), 'UTF8'));
  return new;
end
$_$;

ALTER FUNCTION app.check_quote() OWNER TO app_owner;

CREATE FUNCTION app.claim_host(wanted text, wanted_kind text) RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'public', 'pg_temp'
    AS $$
begin
  if app.actor_kind() not in ('service', 'staff') then
    raise exception using errcode = '42501', message = 'only staff and the service claim a host';
  end if;
  insert into tenant_domains (host, tenant_id, kind) values (lower(wanted), app.tenant_id(), wanted_kind);
end
$$;

ALTER FUNCTION app.claim_host(wanted text, wanted_kind text) OWNER TO app_owner;

CREATE FUNCTION app.claim_promotions(of_tenant uuid, of_customer uuid, adjustments jsonb) RETURNS void
    LANGUAGE plpgsql
    SET search_path TO 'pg_catalog', 'public', 'pg_temp'
    AS $$
declare
  a record;
  customers boolean := false;
  first_order boolean := false;
  ended boolean;
begin
  for a in
    select x."adjustmentNo" as no, x."promotionId" as promotion_id, x."couponId" as coupon_id, x.amount,
      p.id is null or p.archived_at is not null or now() < p.valid_from_at or coalesce(now() >= p.valid_until_at, false) as ended,
      x."couponId" is not null and (c.id is null or now() < c.valid_from_at or coalesce(now() >= c.valid_until_at, false)) as code_ended,
      p.max_redemptions is not null or p.budget is not null as limited,
      p.per_customer_limit is not null as per_customer, p.first_order_only, c.max_redemptions is not null as code_limited
    from jsonb_to_recordset(adjustments) as x ("adjustmentNo" integer, "promotionId" uuid, "couponId" uuid, amount mxn)
    left join promotions p on p.tenant_id = of_tenant and p.id = x."promotionId"
    left join coupons c on c.tenant_id = of_tenant and c.id = x."couponId"
    order by x."promotionId"
  loop
    ended := a.ended;
    if a.limited and not ended then
      update promotions q
      set redeemed = q.redeemed + case when q.max_redemptions is null then 0 else 1 end,
        spent = q.spent + case when q.budget is null then 0 else a.amount end
      where q.tenant_id = of_tenant and q.id = a.promotion_id and q.archived_at is null
        and (q.max_redemptions is null or q.redeemed < q.max_redemptions)
        and (q.budget is null or q.spent + a.amount <= q.budget);
      if not found then
        -- Its own snapshot: what stood in the way behind the lock.
        ended := exists (select from promotions q where q.tenant_id = of_tenant and q.id = a.promotion_id and q.archived_at is not null);
        if not ended then
          raise exception using errcode = '23514', table = 'promotions', message = 'the promotion is exhausted',
            constraint = case when exists (
              select from promotions q where q.tenant_id = of_tenant and q.id = a.promotion_id and q.redeemed >= q.max_redemptions
            ) then 'promotions_redeemed_within_max' else 'promotions_spent_within_budget' end,
            hint = jsonb_build_object('promotionId', a.promotion_id, 'adjustmentNo', a.no);
        end if;
      end if;
    end if;
    if a.coupon_id is not null and (ended or a.code_ended) then
      raise exception using errcode = '55000', constraint = 'coupons_valid_now', table = 'coupons',
        message = 'the coupon is not valid now', hint = jsonb_build_object('promotionId', a.promotion_id, 'adjustmentNo', a.no);
    elsif ended then
      raise exception using errcode = '55000', constraint = 'promotions_valid_now', table = 'promotions',
        message = 'the promotion has ended', hint = jsonb_build_object('promotionId', a.promotion_id, 'adjustmentNo', a.no);
    end if;
    if a.code_limited then
      update coupons k set redeemed = k.redeemed + 1
      where k.tenant_id = of_tenant and k.id = a.coupon_id and k.redeemed < k.max_redemptions;
      if not found then
        raise exception using errcode = '23514', constraint = 'coupons_redeemed_within_max', table = 'coupons',
          message = 'the coupon is exhausted', hint = jsonb_build_object('promotionId', a.promotion_id, 'adjustmentNo', a.no);
      end if;
    end if;
    customers := customers or a.per_customer;
    first_order := first_order or a.first_order_only;
  end loop;
  -- Two promotions of first orders may be claimed at the same time, by one order or by two: whoever has the customer looks
  -- whether there is an order. Before any of promotion_customers, or of two who want one of them one could wait for the other
  -- in a circle.
  if first_order then
    perform from customers c where c.tenant_id = of_tenant and c.id = of_customer for no key update;
  end if;
  if customers then
    for a in
      select x."adjustmentNo" as no, q.id as promotion_id, q.per_customer_limit, q.first_order_only
      from jsonb_to_recordset(adjustments) as x ("adjustmentNo" integer, "promotionId" uuid)
      join promotions q on q.tenant_id = of_tenant and q.id = x."promotionId"
      where q.per_customer_limit is not null order by q.id
    loop
      insert into promotion_customers as u (tenant_id, promotion_id, customer_id, per_customer_limit, used)
      values (of_tenant, a.promotion_id, of_customer, a.per_customer_limit, 1)
      on conflict (tenant_id, promotion_id, customer_id) do update set used = u.used + 1 where u.used < u.per_customer_limit;
      if not found then
        raise exception using errcode = '23514', constraint = 'promotion_customers_used_within_limit', table = 'promotion_customers',
          message = 'this customer has had the promotion', hint = jsonb_build_object('promotionId', a.promotion_id, 'adjustmentNo', a.no);
      end if;
      -- This order is not there yet.
      if a.first_order_only and app.has_ordered(of_tenant, of_customer) then
        raise exception using errcode = '23514', constraint = 'promotions_first_order_only', table = 'promotions',
          message = 'the promotion is for a first order', hint = jsonb_build_object('promotionId', a.promotion_id, 'adjustmentNo', a.no);
      end if;
    end loop;
  end if;
end
$$;

ALTER FUNCTION app.claim_promotions(of_tenant uuid, of_customer uuid, adjustments jsonb) OWNER TO app_owner;

CREATE FUNCTION app.claim_slot(of_tenant uuid, of_branch uuid, of_service text, of_slot uuid, units integer, amount numeric) RETURNS void
    LANGUAGE plpgsql
    SET search_path TO 'pg_catalog', 'public', 'pg_temp'
    AS $$
declare
  found_slot kitchen_slots;
  next_slot kitchen_slots;
begin
  if of_slot is null then return; end if;
  update kitchen_slots s set booked_orders = s.booked_orders + 1, booked_units = s.booked_units + units,
    booked_amount = s.booked_amount + amount
  where s.tenant_id = of_tenant and s.id = of_slot and s.branch_id = of_branch and s.service = of_service
    and s.closed_at is null and s.ends_at > now()
    and s.booked_orders < s.max_orders
      and s.booked_units + units <= coalesce(s.max_units, s.booked_units + units)
      and s.booked_amount + amount <= coalesce(s.max_amount, s.booked_amount + amount);
  if found then return; end if;
  select * into found_slot from kitchen_slots s
  where s.tenant_id = of_tenant and s.id = of_slot and s.branch_id = of_branch and s.service = of_service;
  if not found then
    raise exception using errcode = 'P0002', constraint = 'kitchen_slots_known', table = 'kitchen_slots',
      message = 'no such slot of this branch and service';
  end if;
  if found_slot.closed_at is not null or found_slot.ends_at <= now() then
    raise exception using errcode = '55000', constraint = 'kitchen_slots_open', table = 'kitchen_slots',
      message = 'the slot takes no more orders', hint = jsonb_build_object('slotId', of_slot)::text;
  end if;
  select * into next_slot from kitchen_slots s
  where s.tenant_id = of_tenant and s.branch_id = of_branch and s.service = of_service
    and s.starts_at > found_slot.starts_at and s.closed_at is null and s.ends_at > now()
    and s.booked_orders < s.max_orders
      and s.booked_units + units <= coalesce(s.max_units, s.booked_units + units)
      and s.booked_amount + amount <= coalesce(s.max_amount, s.booked_amount + amount)
  order by s.starts_at limit 1;
  raise exception using errcode = '23514', constraint = 'kitchen_slots_free', table = 'kitchen_slots',
    message = 'the slot has no room for the order',
    hint = jsonb_strip_nulls(jsonb_build_object('slotId', of_slot, 'nextSlotId', next_slot.id,
      'nextStartsAt', to_char(next_slot.starts_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')))::text;
end
$$;

ALTER FUNCTION app.claim_slot(of_tenant uuid, of_branch uuid, of_service text, of_slot uuid, units integer, amount numeric) OWNER TO app_owner;

CREATE FUNCTION app.claim_stock(of_tenant uuid, of_branch uuid, of_order uuid, demand jsonb, lines jsonb, expires timestamp with time zone) RETURNS void
    LANGUAGE plpgsql
    SET search_path TO 'pg_catalog', 'public', 'pg_temp'
    AS $$
declare
  d record;
  short uuid[] := '{}';
begin
  for d in
    select x."stockItemId" as id, x.quantity
    from jsonb_to_recordset(coalesce(demand, '[]')) as x ("stockItemId" uuid, quantity numeric) order by 1
  loop
    update stock_levels l set reserved = l.reserved + d.quantity
    where l.tenant_id = of_tenant and l.branch_id = of_branch and l.stock_item_id = d.id
      and l.on_hand - l.reserved >= d.quantity;
    if not found then
      short := short || d.id;
    end if;
  end loop;
  if cardinality(short) > 0 then
    perform app.refuse_short_stock(of_tenant, short, lines);
  end if;
  insert into stock_reservations (tenant_id, order_id, stock_item_id, branch_id, quantity, expires_at)
  select of_tenant, of_order, x."stockItemId", of_branch, x.quantity, expires
  from jsonb_to_recordset(coalesce(demand, '[]')) as x ("stockItemId" uuid, quantity numeric);
end
$$;

ALTER FUNCTION app.claim_stock(of_tenant uuid, of_branch uuid, of_order uuid, demand jsonb, lines jsonb, expires timestamp with time zone) OWNER TO app_owner;

CREATE FUNCTION app.uuid_v7() RETURNS uuid
    LANGUAGE plpgsql
    AS $$
begin
  return pg_catalog.encode(
    pg_catalog.set_bit(
      pg_catalog.set_bit(
        pg_catalog.overlay(
          pg_catalog.uuid_send(pg_catalog.gen_random_uuid()),
          pg_catalog.substring(pg_catalog.int8send((extract(epoch from pg_catalog.clock_timestamp()) operator(pg_catalog.*) 1000)::pg_catalog.int8), 3),
          1, 6),
        52, 1),
      53, 1),
    'hex')::pg_catalog.uuid;
end
$$;

ALTER FUNCTION app.uuid_v7() OWNER TO app_owner;

CREATE TABLE public.payouts (
    tenant_id uuid DEFAULT app.tenant_id() NOT NULL,
    id uuid DEFAULT app.uuid_v7() NOT NULL,
    restaurant_id uuid NOT NULL,
    from_on date NOT NULL,
    to_on date NOT NULL,
    carried_in public.mxn NOT NULL,
    sales public.mxn NOT NULL,
    platform_promotions public.mxn NOT NULL,
    promotions public.mxn NOT NULL,
    delivery public.mxn NOT NULL,
    refunds public.mxn NOT NULL,
    commission public.mxn NOT NULL,
    commission_iva public.mxn NOT NULL,
    income public.mxn6 NOT NULL,
    iva_charged public.mxn6 NOT NULL,
    isr_withheld public.mxn NOT NULL,
    iva_withheld public.mxn NOT NULL,
    due public.mxn GENERATED ALWAYS AS (((((((((((carried_in)::numeric + (sales)::numeric) + (platform_promotions)::numeric) - (promotions)::numeric) + (delivery)::numeric) - (refunds)::numeric) - (commission)::numeric) - (commission_iva)::numeric) - (isr_withheld)::numeric) - (iva_withheld)::numeric)) STORED NOT NULL,
    amount public.mxn GENERATED ALWAYS AS (GREATEST(((((((((((carried_in)::numeric + (sales)::numeric) + (platform_promotions)::numeric) - (promotions)::numeric) + (delivery)::numeric) - (refunds)::numeric) - (commission)::numeric) - (commission_iva)::numeric) - (isr_withheld)::numeric) - (iva_withheld)::numeric), (0)::numeric)) STORED NOT NULL,
    closed_at timestamp with time zone DEFAULT now() NOT NULL,
    CONSTRAINT payouts_to_from_on CHECK ((to_on >= from_on)),
    CONSTRAINT payouts_withheld_not_negative CHECK ((((isr_withheld)::numeric >= (0)::numeric) AND ((iva_withheld)::numeric >= (0)::numeric)))
);

ALTER TABLE ONLY public.payouts FORCE ROW LEVEL SECURITY;

ALTER TABLE public.payouts OWNER TO app_owner;

CREATE FUNCTION app.close_payout(of_tenant uuid, new_id uuid, of_restaurant uuid, first_day date, last_day date) RETURNS SETOF public.payouts
    LANGUAGE plpgsql SECURITY DEFINER ROWS 1
    SET search_path TO 'pg_catalog', 'public', 'pg_temp'
    AS $$
declare
  account uuid;
  closed date;
begin
  if app.actor_kind() not in ('staff', 'service') then
    raise exception using errcode = '42501', table = 'payouts', message = 'staff and the service pay out';
  end if;
  -- By the easternmost clock of the country: what is booked later today goes to the next open day anyway.
  if last_day > (now() at time zone 'America/Cancun')::date then
    raise exception using errcode = '55000', constraint = 'payouts_period_is_over', table = 'payouts', message = 'the period has not ended';
  end if;
  insert into ledger_accounts (tenant_id, kind, restaurant_id) values (of_tenant, 'restaurant_payable', of_restaurant)
  on conflict do nothing;
  select a.id, a.closed_through_on into account, closed from ledger_accounts a
  where a.tenant_id = of_tenant and a.kind = 'restaurant_payable' and a.owner = of_restaurant::text
  for no key update;
  if first_day <= closed then
    raise exception using errcode = '23P01', constraint = 'payouts_apart', table = 'payouts',
      message = 'those days are paid out', hint = jsonb_build_object('closedThrough', closed)::text;
  end if;
  if exists (
    select from ledger_entries e
    where e.tenant_id = of_tenant and e.account_id = account and e.booked_on > closed and e.booked_on < first_day
  ) then
    raise exception using errcode = '55000', constraint = 'payouts_leave_no_day_out', table = 'payouts',
      message = 'earlier days are not paid out', hint = jsonb_build_object('closedThrough', closed)::text;
  end if;
  insert into payouts (tenant_id, id, restaurant_id, from_on, to_on, carried_in, sales, platform_promotions, promotions,
    delivery, refunds, commission, commission_iva, income, iva_charged, isr_withheld, iva_withheld)
  select of_tenant, new_id, of_restaurant, first_day, last_day, f.carried_in, f.sales, f.platform_promotions, f.promotions,
    f.delivery, f.refunds, f.commission, f.commission_iva, f.income, f.iva_charged, f.isr_withheld, f.iva_withheld
  from app.payout_figures(of_tenant, of_restaurant, first_day, last_day) f;
  return query select * from payouts p where p.tenant_id = of_tenant and p.id = new_id;
end
$$;

ALTER FUNCTION app.close_payout(of_tenant uuid, new_id uuid, of_restaurant uuid, first_day date, last_day date) OWNER TO app_owner;

CREATE FUNCTION app.collect_cash(of_tenant uuid, of_payment uuid, of_collected numeric) RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'public', 'pg_temp'
    AS $$
declare
  holder uuid := case app.actor_kind() when 'courier' then app.actor_id() end;
begin
  perform from payments p
  where p.tenant_id = of_tenant and p.id = of_payment
    and case app.actor_kind() when 'customer' then false
      when 'courier' then app.brings(of_tenant, p.order_id, holder) else true end;
  if not found then
    raise exception using errcode = 'P0002', constraint = 'payments_known', table = 'payments', message = 'no such payment';
  end if;
  insert into cash_collections (tenant_id, payment_id, membership_id, collected)
  values (of_tenant, of_payment, holder, of_collected)
  on conflict do nothing;
  if not found then
    -- Sent twice after a lost answer, it is the same collection.
    perform from cash_collections c
    where c.tenant_id = of_tenant and c.payment_id = of_payment and c.collected = of_collected
      and c.membership_id is not distinct from holder;
    if not found then
      raise exception using errcode = '23505', constraint = 'payments_order_paid', table = 'cash_collections',
        message = 'the cash was collected already';
    end if;
  end if;
end
$$;

ALTER FUNCTION app.collect_cash(of_tenant uuid, of_payment uuid, of_collected numeric) OWNER TO app_owner;

CREATE FUNCTION app.consume_stock(of_tenant uuid, of_order uuid) RETURNS void
    LANGUAGE plpgsql
    SET search_path TO 'pg_catalog', 'public', 'pg_temp'
    AS $$
begin
  with used as (
    update stock_reservations s set state = 'consumed'
    where s.tenant_id = of_tenant and s.order_id = of_order and s.state = 'held'
    returning s.branch_id, s.stock_item_id, s.quantity
  )
  insert into stock_movements (tenant_id, branch_id, stock_item_id, kind, quantity, order_id)
  select of_tenant, u.branch_id, u.stock_item_id, 'sold', -u.quantity, of_order from used u order by u.stock_item_id;
end
$$;

ALTER FUNCTION app.consume_stock(of_tenant uuid, of_order uuid) OWNER TO app_owner;

CREATE FUNCTION app.count_ratings() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'public', 'pg_temp'
    AS $$
begin
  insert into rating_totals as t (tenant_id, branch_id, courier_id, menu_item_id, count, sum, stars_1, stars_2, stars_3, stars_4, stars_5)
  select a.tenant_id, case when a.courier_id is null and a.menu_item_id is null then a.branch_id end, a.courier_id, a.menu_item_id,
    count(*), sum(a.stars), count(*) filter (where a.stars = 1), count(*) filter (where a.stars = 2), count(*) filter (where a.stars = 3), count(*) filter (where a.stars = 4), count(*) filter (where a.stars = 5)
  from added a where a.state = 'visible'
  group by 1, 2, 3, 4
  order by 1, 2, 3, 4
  on conflict (tenant_id, target, target_id) do update
  set count = t.count + excluded.count, sum = t.sum + excluded.sum, stars_1 = t.stars_1 + excluded.stars_1, stars_2 = t.stars_2 + excluded.stars_2, stars_3 = t.stars_3 + excluded.stars_3, stars_4 = t.stars_4 + excluded.stars_4, stars_5 = t.stars_5 + excluded.stars_5;
  return null;
end
$$;

ALTER FUNCTION app.count_ratings() OWNER TO app_owner;

CREATE FUNCTION app.courier_of(of_tenant uuid, of_order uuid) RETURNS uuid
    LANGUAGE sql STABLE
    SET search_path TO 'pg_catalog', 'public', 'pg_temp'
    AS $$
select d.courier_id from deliveries d where d.tenant_id = of_tenant and d.order_id = of_order and d.status = 'delivered'
$$;

ALTER FUNCTION app.courier_of(of_tenant uuid, of_order uuid) OWNER TO app_owner;

CREATE FUNCTION app.deliver() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'public', 'pg_temp'
    AS $$
begin
  insert into deliveries (tenant_id, order_id, customer_id, branch_id)
  values (new.tenant_id, new.id, new.customer_id, new.branch_id);
  return null;
end
$$;

ALTER FUNCTION app.deliver() OWNER TO app_owner;

CREATE FUNCTION app.deliveries_begin() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'public', 'pg_temp'
    AS $$
begin
  -- Before the look-up below, whose answer would otherwise tell of orders of others.
  if new.tenant_id is distinct from app.tenant_id() then
    raise exception using errcode = '42501', table = 'deliveries', message = 'a delivery of another tenant';
  end if;
  select o.customer_id, o.branch_id into new.customer_id, new.branch_id from orders o
  where o.tenant_id = new.tenant_id and o.id = new.order_id and o.service = 'delivery';
  if not found then
    raise exception using errcode = '23503', constraint = 'deliveries_order_is_brought', table = 'deliveries',
      message = 'no such order, or none that is brought';
  end if;
  return new;
end
$$;

ALTER FUNCTION app.deliveries_begin() OWNER TO app_owner;

CREATE FUNCTION app.delivery_events_apply() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'public', 'pg_temp'
    AS $$
begin
  if new.to_status = 'assigned' then
    -- Locked: a membership that ends at this moment ends before, or after.
    perform from memberships m
    where m.tenant_id = new.tenant_id and m.id = new.courier_id and m.role = 'courier' and m.ended_at is null
    for share;
    if not found then
      raise exception using errcode = '23503', constraint = 'deliveries_courier_works_here', table = 'deliveries',
        message = 'no such courier, or one who has left';
    end if;
  end if;
  update deliveries set status = new.to_status, version = new.seq, courier_id = new.courier_id
  where tenant_id = new.tenant_id and order_id = new.order_id and version = new.seq - 1;
  if not found then
    raise exception using errcode = '40001', constraint = 'delivery_events_follows', table = 'delivery_events',
      message = 'another step was taken first';
  end if;
  if new.order_seq is null then
    insert into outbox (tenant_id, topic, aggregate_id, seq, payload)
    values (new.tenant_id, 'delivery.' || new.to_status, new.order_id, new.seq,
      jsonb_build_object('orderId', new.order_id, 'seq', new.seq, 'status', new.to_status, 'courierId', new.courier_id));
  end if;
  return null;
end
$$;

ALTER FUNCTION app.delivery_events_apply() OWNER TO app_owner;

CREATE FUNCTION app.delivery_follows() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'public', 'pg_temp'
    AS $$
declare
  d deliveries;
  wanted constant text := case new.to_status when 'on_the_way' then 'picked_up' when 'delivered' then 'delivered' else 'called_off' end;
begin
  select * into d from deliveries where tenant_id = new.tenant_id and order_id = new.order_id;
  if not found then
    if new.to_status = 'on_the_way' then
      raise exception using errcode = '23503', constraint = 'order_events_service_fits', table = 'order_events',
        message = 'an order that is picked up goes nowhere: it is delivered at the counter';
    end if;
    return null;
  end if;
  if new.to_status = 'ready' then
    update deliveries set ready_at = new.recorded_at where tenant_id = new.tenant_id and order_id = new.order_id;
    return null;
  end if;
  if new.to_status = 'on_the_way' and d.courier_id is null then
    raise exception using errcode = '55000', constraint = 'deliveries_have_courier', table = 'deliveries',
      message = 'nobody brings the order yet';
  end if;
  if new.to_status = 'delivered' and new.from_status <> 'on_the_way' then
    raise exception using errcode = '23503', constraint = 'order_events_service_fits', table = 'order_events',
      message = 'an order that is brought is on the way before it is delivered';
  end if;
  insert into delivery_events (tenant_id, order_id, seq, from_status, to_status, courier_id, order_seq, order_status)
  values (new.tenant_id, new.order_id, d.version + 1, d.status, wanted, case when wanted <> 'called_off' then d.courier_id end,
    new.seq, new.to_status);
  return null;
end
$$;

ALTER FUNCTION app.delivery_follows() OWNER TO app_owner;

CREATE FUNCTION app.delivery_posts(of_tenant uuid, of_order uuid) RETURNS jsonb
    LANGUAGE plpgsql STABLE
    SET search_path TO 'pg_catalog', 'public', 'pg_temp'
    AS $$
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
end
$$;

ALTER FUNCTION app.delivery_posts(of_tenant uuid, of_order uuid) OWNER TO app_owner;

CREATE FUNCTION app.demand_of(of_tenant uuid, of_branch uuid, lines jsonb) RETURNS jsonb
    LANGUAGE plpgsql STABLE
    SET search_path TO 'pg_catalog', 'public', 'pg_temp'
    AS $$
begin
  if not exists (select from stock_levels l where l.tenant_id = of_tenant and l.branch_id = of_branch) then
    return '[]'::jsonb;
  end if;
  return (
  with recursive sold as (
    select (l ->> 'lineNo')::integer as line_no, (l ->> 'itemId')::uuid as product_id,
      (l ->> 'quantity')::numeric as quantity, l -> 'choices' as choices
    from jsonb_array_elements(lines) l
    union all
    select s.line_no, (c ->> 'optionId')::uuid, s.quantity * (c ->> 'quantity')::numeric, c -> 'choices'
    from sold s cross join lateral jsonb_array_elements(nullif(s.choices, 'null')) c
  ), wanted as materialized (
    select s.product_id, sum(s.quantity) as quantity from sold s group by s.product_id
  ), needed as (
    select r.stock_item_id, sum(r.quantity * w.quantity) as quantity
    from wanted w
    join recipes r on r.tenant_id = of_tenant and r.product_id = w.product_id
    join stock_levels l on l.tenant_id = of_tenant and l.branch_id = of_branch and l.stock_item_id = r.stock_item_id
    group by r.stock_item_id
  )
  select coalesce(jsonb_agg(jsonb_build_object('stockItemId', n.stock_item_id, 'quantity', trim_scale(n.quantity)::text)
    order by n.stock_item_id), '[]'::jsonb)
  from needed n);
end
$$;

ALTER FUNCTION app.demand_of(of_tenant uuid, of_branch uuid, lines jsonb) OWNER TO app_owner;

CREATE FUNCTION app.ensure_partitions() RETURNS integer
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'public', 'pg_temp'
    AS $$
declare
  t record;
  starts timestamptz;
  step interval;
  made integer := 0;
  partition text;
begin
  for t in select table_name, every from app_private.partitioned_tables order by table_name loop
    step := ('1 ' || t.every)::interval;
    for n in 0..3 loop
      starts := (date_trunc(t.every, now() at time zone 'UTC') + n * step) at time zone 'UTC';
      partition := t.table_name || '_p' || to_char(starts at time zone 'UTC', case t.every when 'day' then 'YYYY_MM_DD' else 'YYYY_MM' end);
      if to_regclass(format('public.%I', partition)) is null then
        begin
          perform app.add_partition(t.table_name, partition,
            format('for values from (%L) to (%L)', app.uuid_v7_floor(starts), app.uuid_v7_floor((starts at time zone 'UTC' + step) at time zone 'UTC')));
          made := made + 1;
        exception when check_violation then
          raise warning 'the partition % cannot be made: rows of its time are in the default partition of %', partition, t.table_name;
        end;
      end if;
    end loop;
  end loop;
  return made;
end
$$;

ALTER FUNCTION app.ensure_partitions() OWNER TO app_owner;

CREATE FUNCTION app.enter(token text) RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER
    AS $$
declare
  signed constant bytea := pg_catalog.convert_to(token, 'UTF8');
  given text;
  made text;
  key integer;
  inner_pad bytea;
  outer_pad bytea;
  valid_until timestamptz;
begin
  if pg_catalog.current_setting('app.context', true) operator(pg_catalog.<>) '' then
    raise exception using errcode = '42501', constraint = 'app_context_already_set', message = 'the transaction has its tenant already';
  end if;
  if pg_catalog.length(signed) operator(pg_catalog.=) 151 then
    key := ((pg_catalog.get_byte(signed, 64) operator(pg_catalog.*) 10 operator(pg_catalog.+) pg_catalog.get_byte(signed, 65)) operator(pg_catalog.*) 10 operator(pg_catalog.+) pg_catalog.get_byte(signed, 66)) operator(pg_catalog.*) 10 operator(pg_catalog.+) pg_catalog.get_byte(signed, 67) operator(pg_catalog.-) 53328;
    select k.key_id, k.inner_pad, k.outer_pad, k.valid_until_at into key, inner_pad, outer_pad, valid_until
    from app_private.context_keys k where k.key_id operator(pg_catalog.=) key;
    if found and (valid_until is null or valid_until operator(pg_catalog.>) pg_catalog.clock_timestamp()) then
      given := pg_catalog.encode(pg_catalog.substr(pg_catalog.convert_to(token, 'UTF8'), 1, 64), 'escape');
      made := pg_catalog.encode(pg_catalog.sha256(outer_pad operator(pg_catalog.||) pg_catalog.sha256(inner_pad operator(pg_catalog.||) pg_catalog.substr(signed, 65))), 'hex');
      if (case when pg_catalog.hashtextextended(made collate pg_catalog."C", 0) operator(pg_catalog.=) pg_catalog.hashtextextended(given collate pg_catalog."C", 0) then made operator(pg_catalog.=) given else false end) then
        if pg_catalog.to_timestamp(pg_catalog.encode(pg_catalog.substr(pg_catalog.convert_to(token, 'UTF8'), 69, 10), 'escape')::pg_catalog.float8) operator(pg_catalog.>=) pg_catalog.clock_timestamp() then
          perform pg_catalog.set_config('app.context', token, true);
          return;
        end if;
        raise exception using errcode = '42501', constraint = 'app_context_expired', message = 'the tenant context is past its expiry';
      end if;
    elsif pg_catalog.translate(pg_catalog.encode(pg_catalog.substr(pg_catalog.convert_to(token, 'UTF8'), 65, 14), 'escape'), '0123456789', '') operator(pg_catalog.=) '' then
      raise exception using errcode = '42501', constraint = 'app_context_key_unknown', message = 'the tenant context is signed with an unknown key';
    end if;
  end if;
  raise exception using errcode = '42501', constraint = 'app_context_invalid', message = 'the tenant context is malformed, or its signature does not hold';
end
$$;

ALTER FUNCTION app.enter(token text) OWNER TO app_owner;

CREATE FUNCTION app.enter_admin(reason text) RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'public', 'pg_temp'
    AS $$
begin insert into admin_log (reason) values (reason); end
$$;

ALTER FUNCTION app.enter_admin(reason text) OWNER TO app_owner;

CREATE FUNCTION app.fail_delivery(of_tenant uuid, of_order uuid, why text) RETURNS SETOF public.deliveries
    LANGUAGE plpgsql SECURITY DEFINER ROWS 1
    SET search_path TO 'pg_catalog', 'public', 'pg_temp'
    AS $$
declare
  d deliveries;
begin
  if app.actor_kind() not in ('courier', 'staff', 'service') then
    raise exception using errcode = '42501', table = 'deliveries', message = 'for couriers, staff and the service';
  end if;
  select * into d from deliveries where tenant_id = of_tenant and order_id = of_order and (app.actor_kind() <> 'courier' or courier_id = app.actor_id());
  if not found then
    raise exception using errcode = 'P0002', constraint = 'deliveries_known', table = 'deliveries', message = 'no such delivery';
  end if;
  if d.courier_id is null then
    raise exception using errcode = '23503', constraint = 'delivery_events_transition_fk', table = 'delivery_events',
      message = 'nobody brings it';
  end if;
  insert into delivery_events (tenant_id, order_id, seq, from_status, to_status, courier_id, reason)
  values (of_tenant, of_order, d.version + 1, d.status, 'failed', d.courier_id, why);
  return query select * from deliveries where tenant_id = of_tenant and order_id = of_order;
end
$$;

ALTER FUNCTION app.fail_delivery(of_tenant uuid, of_order uuid, why text) OWNER TO app_owner;

CREATE FUNCTION app.fill_version(of_version uuid, document jsonb) RETURNS void
    LANGUAGE plpgsql
    SET search_path TO 'pg_catalog', 'public', 'pg_temp'
    SET enable_nestloop TO 'off'
    SET jit TO 'off'
    AS $_$
declare
  own constant uuid := app.tenant_id();
  v menu_versions;
begin
  select * into v from menu_versions m where m.tenant_id = own and m.id = of_version;
  if not found then
    raise exception using errcode = 'P0002', constraint = 'menu_versions_known', table = 'menu_versions', message = 'no such version';
  end if;

  insert into dayparts (tenant_id, id, restaurant_id, name, minutes)
  select own, d.id, v.restaurant_id, d.name, d.minutes::week_minutes
  from jsonb_to_recordset(document -> 'dayparts') as d (id uuid, name text, minutes text)
  on conflict (tenant_id, restaurant_id, name) do update set minutes = excluded.minutes;

  insert into products (tenant_id, id, menu_id, kind, sku)
  select own, i.id, v.menu_id, 'item', i.sku
  from jsonb_path_query(document, '$.categories[*].items[*]') as d, jsonb_to_record(d) as i (id uuid, sku text)
  union all
  select own, o.id, v.menu_id, 'option', o.sku
  from jsonb_path_query(document, '$.modifierGroups[*].options[*]') as d, jsonb_to_record(d) as o (id uuid, sku text)
  on conflict (tenant_id, menu_id, sku) do nothing;

  insert into modifier_groups (tenant_id, version_id, group_id, restaurant_id, menu_id, key, name, level, min_selected,
    max_selected, min_distinct, max_distinct, free_quantity, pricing, defaults_charged)
  select own, of_version, g.id, v.restaurant_id, v.menu_id, g.key, g.name, g.level, g."minSelected", g."maxSelected",
    g."minDistinct", g."maxDistinct", g."freeQuantity", g.pricing, g."defaultsCharged"
  from jsonb_to_recordset(document -> 'modifierGroups') as g (id uuid, key text, name text, level integer,
    "minSelected" integer, "maxSelected" integer, "minDistinct" integer, "maxDistinct" integer, "freeQuantity" integer,
    pricing text, "defaultsCharged" boolean);

  insert into modifier_options (tenant_id, version_id, option_id, restaurant_id, menu_id, group_id, level, position, name,
    price, max_quantity, default_quantity)
  select own, of_version, p.id, v.restaurant_id, v.menu_id, g.id, g.level, e.position - 1, o.name, o.price,
    o."maxQuantity", o."defaultQuantity"
  from jsonb_to_recordset(document -> 'modifierGroups') as g (id uuid, level integer, options jsonb)
  cross join jsonb_array_elements(g.options) with ordinality as e (option, position)
  cross join jsonb_to_record(e.option) as o (sku text, name text, price mxn, "maxQuantity" integer, "defaultQuantity" integer)
  join products p on p.tenant_id = own and p.menu_id = v.menu_id and p.sku = o.sku;

  insert into option_modifier_groups (tenant_id, version_id, option_id, option_level, group_id, group_level, position)
  select own, of_version, p.id, g.level, n.group_id, d.level, n.position - 1
  from jsonb_to_recordset(document -> 'modifierGroups') as g (level integer, options jsonb)
  cross join jsonb_to_recordset(g.options) as o (sku text, "modifierGroups" uuid[])
  cross join unnest(o."modifierGroups") with ordinality as n (group_id, position)
  join products p on p.tenant_id = own and p.menu_id = v.menu_id and p.sku = o.sku
  join modifier_groups d on d.tenant_id = own and d.version_id = of_version and d.group_id = n.group_id;

  insert into menu_categories (tenant_id, version_id, category_id, restaurant_id, menu_id, parent_id, parent_path, position,
    name, description, daypart_id)
  select own, of_version, c.id, v.restaurant_id, v.menu_id, c."parentId", nullif(left(c.path, -5), ''),
    left(right(c.path, 5), 4)::integer, c.name, c.description, coalesce(d.id, c."daypartId")
  from jsonb_to_recordset(document -> 'categories') as c (id uuid, "parentId" uuid, path text, name text, description text,
    "daypartId" uuid)
  left join jsonb_to_recordset(document -> 'dayparts') as f (id uuid, name text) on f.id = c."daypartId"
  left join dayparts d on d.tenant_id = own and d.restaurant_id = v.restaurant_id and d.name = f.name;

  insert into menu_items (tenant_id, version_id, item_id, restaurant_id, menu_id, category_id, position, name, description,
    price, iva_class, sat_product_key, sat_unit_key, prep_minutes, allergens, images, daypart_id)
  select own, of_version, p.id, v.restaurant_id, v.menu_id, c.id, e.position - 1, i.name, i.description, i.price,
    i."ivaClass", i."satProductKey", i."satUnitKey", i."prepMinutes", i.allergens, i.images, coalesce(d.id, i."daypartId")
  from jsonb_to_recordset(document -> 'categories') as c (id uuid, items jsonb)
  cross join jsonb_array_elements(c.items) with ordinality as e (item, position)
  cross join jsonb_to_record(e.item) as i (sku text, name text, description text, price mxn, "ivaClass" text,
    "satProductKey" text, "satUnitKey" text, "prepMinutes" integer, allergens text[], images text[], "daypartId" uuid)
  join products p on p.tenant_id = own and p.menu_id = v.menu_id and p.sku = i.sku
  left join jsonb_to_recordset(document -> 'dayparts') as f (id uuid, name text) on f.id = i."daypartId"
  left join dayparts d on d.tenant_id = own and d.restaurant_id = v.restaurant_id and d.name = f.name;

  insert into item_modifier_groups (tenant_id, version_id, item_id, group_id, position, min_selected, max_selected,
    min_distinct, max_distinct, free_quantity)
  select own, of_version, p.id, g.id, e.position - 1, g."minSelected", g."maxSelected", g."minDistinct", g."maxDistinct",
    g."freeQuantity"
  from jsonb_path_query(document, '$.categories[*].items[*]') as d
  cross join jsonb_array_elements(d -> 'modifierGroups') with ordinality as e (offered, position)
  cross join jsonb_to_record(e.offered) as g (id uuid, "minSelected" integer, "maxSelected" integer, "minDistinct" integer,
    "maxDistinct" integer, "freeQuantity" integer)
  join products p on p.tenant_id = own and p.menu_id = v.menu_id and p.sku = d ->> 'sku';

  insert into item_option_prices (tenant_id, version_id, item_id, option_id, price)
  select own, of_version, p.id, q.id, e.price::mxn
  from jsonb_path_query(document, '$.categories[*].items[*]') as d
  cross join jsonb_each_text(d -> 'optionPrices') as e (doc_id, price)
  join jsonb_path_query(document, '$.modifierGroups[*].options[*]') as o on o ->> 'id' = e.doc_id
  join products p on p.tenant_id = own and p.menu_id = v.menu_id and p.sku = d ->> 'sku'
  join products q on q.tenant_id = own and q.menu_id = v.menu_id and q.sku = o ->> 'sku';
end
$_$;

ALTER FUNCTION app.fill_version(of_version uuid, document jsonb) OWNER TO app_owner;

CREATE FUNCTION app.fold(content text) RETURNS text
    LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE
    SET search_path TO 'pg_catalog', 'public', 'pg_temp'
    AS $$
begin
  if octet_length(content) <> length(content) then
    content := translate(normalize(content, NFD), 'ØøĐđŁłÆæŒœ', 'OoDdLlAaOo');
    content := regexp_replace(content, '[\u0300-\u036f]', '', 'g');
  end if;
  return lower(content collate "C");
end
$$;

ALTER FUNCTION app.fold(content text) OWNER TO app_owner;

CREATE FUNCTION app.groups_at(groups jsonb, prices jsonb, sold jsonb) RETURNS jsonb
    LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE
    SET search_path TO 'pg_catalog', 'public', 'pg_temp'
    AS $$
begin
  return coalesce((
    select jsonb_agg(g.value || jsonb_build_object('options', coalesce((
      select jsonb_agg(o.value || jsonb_build_object(
        'price', coalesce(prices->(o.value->>'id'), o.value->'price'),
        'available', not sold ? (o.value->>'id'),
        'groups', case when o.value->'groups' = '[]' then '[]' else app.groups_at(o.value->'groups', prices, sold) end
      ) order by o.ordinality)
      from jsonb_array_elements(g.value->'options') with ordinality o
    ), '[]')) order by g.ordinality)
    from jsonb_array_elements(groups) with ordinality g
  ), '[]');
end
$$;

ALTER FUNCTION app.groups_at(groups jsonb, prices jsonb, sold jsonb) OWNER TO app_owner;

CREATE FUNCTION app.hand_in_cash(of_tenant uuid, new_id uuid, of_member uuid, of_amount numeric, of_key text) RETURNS uuid
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'public', 'pg_temp'
    AS $$
declare
  h cash_hand_ins;
begin
  if app.actor_kind() not in ('staff', 'service') then
    raise exception using errcode = '42501', table = 'cash_hand_ins', message = 'whoever hands in cash does not receive it';
  end if;
  insert into cash_hand_ins (tenant_id, id, membership_id, amount, received_by, idempotency_key)
  values (of_tenant, new_id, of_member, of_amount, case app.actor_kind() when 'staff' then app.actor_id() end, of_key)
  on conflict (tenant_id, membership_id, idempotency_key) do nothing;
  if found then
    return new_id;
  end if;
  select * into h from cash_hand_ins where tenant_id = of_tenant and membership_id = of_member and idempotency_key = of_key;
  if h.amount <> of_amount then
    raise exception using errcode = '23505', constraint = 'cash_hand_ins_idempotency_key', table = 'cash_hand_ins',
      message = 'the key was used for another amount';
  end if;
  return h.id;
end
$$;

ALTER FUNCTION app.hand_in_cash(of_tenant uuid, new_id uuid, of_member uuid, of_amount numeric, of_key text) OWNER TO app_owner;

CREATE FUNCTION app.has_ordered(of_tenant uuid, of_customer uuid) RETURNS boolean
    LANGUAGE plpgsql STABLE
    SET search_path TO 'pg_catalog', 'public', 'pg_temp'
    AS $$
begin
  perform from orders o
  where o.tenant_id = of_tenant and o.customer_id = of_customer and o.status not in ('rejected', 'cancelled')
  limit 1;
  return found;
end
$$;

ALTER FUNCTION app.has_ordered(of_tenant uuid, of_customer uuid) OWNER TO app_owner;

CREATE FUNCTION app.index_menu(of_version uuid) RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'public', 'pg_temp'
    AS $$
declare
  own constant uuid := app.tenant_id();
begin
  insert into app_private.menu_search (tenant_id, version_id, item_id, place, name_key, name_words, name_stems, category_words,
    category_stems, description_stems, terms)
  with headings as (
    select h.category, coalesce(array_agg(w.word order by w.place), '{}') as words, coalesce(array_agg(w.stem order by w.place), '{}') as stems
    from (select distinct i.category from published_items i where i.tenant_id = own and i.version_id = of_version) h
    left join lateral app.search_words(h.category) with ordinality as w (word, stem, place) on true
    group by h.category
  )
  select own, of_version, i.item_id, i.place, app.spanish_key(i.name), n.words, n.stems, h.words, h.stems, d.stems,
    app.search_terms(app.search_key(own), n.stems || h.stems || d.stems, n.telling || h.words)
  from published_items i
  join headings h on h.category = i.category
  cross join lateral (
    select coalesce(array_agg(w.word order by w.place), '{}') as words, coalesce(array_agg(w.stem order by w.place), '{}') as stems,
      coalesce(array_agg(w.word) filter (where w.stem is not null), '{}') as telling
    from app.search_words(i.name) with ordinality as w (word, stem, place)
  ) n
  cross join lateral (
    select coalesce(array_agg(distinct w.stem) filter (where w.stem is not null), '{}') as stems from app.search_words(i.description) w
  ) d
  where i.tenant_id = own and i.version_id = of_version;
end
$$;

ALTER FUNCTION app.index_menu(of_version uuid) OWNER TO app_owner;

CREATE FUNCTION app.is_choice_quantity(quantity jsonb) RETURNS boolean
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    AS $$
select case when pg_catalog.jsonb_typeof(quantity) = 'number'
    then quantity::numeric between 1 and 999 and pg_catalog.trunc(quantity::numeric) = quantity::numeric
    else false end
$$;

ALTER FUNCTION app.is_choice_quantity(quantity jsonb) OWNER TO app_owner;

CREATE FUNCTION app.is_open(of_tenant uuid, of_branch uuid, of_service text, moment timestamp with time zone) RETURNS boolean
    LANGUAGE plpgsql STABLE
    SET search_path TO 'pg_catalog', 'public', 'pg_temp'
    AS $$
declare
  zone text;
  offered boolean;
  steady boolean;
  wall timestamp;
  minute_of_week integer;
  open boolean;
begin
  select b.time_zone, b.archived_at is null and of_service = any (b.services), w.steady, w.wall, w.minute_of_week,
    w.steady and (exists (
      select from opening_hours h
      cross join lateral (select (w.minute_of_week - h.starts_minute + 10080) % 10080 as since) m
      cross join lateral (select (w.wall - make_interval(mins => m.since))::date as opened_on offset 0) d
      where h.tenant_id = of_tenant and h.branch_id = of_branch and h.service = of_service and m.since < h.length_minutes and (select x.held_on from special_days x where x.tenant_id = of_tenant and x.branch_id = of_branch and x.service = of_service and x.held_on = d.opened_on) is null
    ) or exists (
      select from special_days s
      where s.tenant_id = of_tenant and s.branch_id = of_branch and s.service = of_service and s.held_on between w.wall::date - 1 and w.wall::date
        and s.minutes @> (w.wall::date - s.held_on) * 1440 + w.minute_of_week % 1440
    ))
  into zone, offered, steady, wall, minute_of_week, open
  from branches b cross join lateral (
    select c.wall, c.steady, (extract(epoch from c.wall - date_trunc('week', c.wall)) / 60)::integer as minute_of_week
    from (
      select date_trunc('minute', moment at time zone b.time_zone) as wall,
        (moment - interval '72 hours') at time zone b.time_zone + interval '144 hours'
          = (moment + interval '72 hours') at time zone b.time_zone as steady
      offset 0
    ) c offset 0
  ) w
  where b.tenant_id = of_tenant and b.id = of_branch;
  if not found then
    raise exception using errcode = 'P0002', constraint = 'branches_known', table = 'branches', message = 'no such branch';
  end if;
  if steady or not offered then
    return offered and open;
  end if;
  return exists (
    select from opening_hours h
    cross join lateral (select (minute_of_week - h.starts_minute + 10260) % 10080 - 180 as since) m
    cross join lateral (select wall - make_interval(mins => m.since) as opens) w
    cross join lateral (select w.opens::date as opens_on offset 0) d
    where h.tenant_id = of_tenant and h.branch_id = of_branch and h.service = of_service and m.since < h.length_minutes + 180
      and app.local_instant(w.opens, zone) <= moment and moment < app.local_instant(w.opens + make_interval(mins => h.length_minutes), zone)
      and (select x.held_on from special_days x where x.tenant_id = of_tenant and x.branch_id = of_branch and x.service = of_service and x.held_on = d.opens_on) is null
  ) or exists (
    select from special_days s cross join lateral unnest(s.minutes) r
    where s.tenant_id = of_tenant and s.branch_id = of_branch and s.service = of_service and s.held_on between wall::date - 2 and wall::date + 1
      and app.local_instant(s.held_on::timestamp + make_interval(mins => lower(r)), zone) <= moment and moment < app.local_instant(s.held_on::timestamp + make_interval(mins => upper(r)), zone)
  );
end
$$;

ALTER FUNCTION app.is_open(of_tenant uuid, of_branch uuid, of_service text, moment timestamp with time zone) OWNER TO app_owner;

CREATE FUNCTION app.is_time_zone(name text) RETURNS boolean
    LANGUAGE plpgsql IMMUTABLE
    SET search_path TO 'pg_catalog', 'public', 'pg_temp'
    AS $$
begin
  perform timestamptz '2026-01-01 00:00+00' at time zone name;
  return name like 'America/%';
exception when invalid_parameter_value then
  return false;
end
$$;

ALTER FUNCTION app.is_time_zone(name text) OWNER TO app_owner;

CREATE FUNCTION app.iva_base(total numeric, rate numeric) RETURNS numeric
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    AS $$
select pg_catalog.round((total) * 1.00000000000000000000 / (1 + coalesce(rate, 0)), 6)
$$;

ALTER FUNCTION app.iva_base(total numeric, rate numeric) OWNER TO app_owner;

CREATE FUNCTION app.iva_of(total numeric, rate numeric) RETURNS numeric
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    AS $$
select pg_catalog.round(pg_catalog.round((total) * 1.00000000000000000000 / (1 + coalesce(rate, 0)), 6) * coalesce(rate, 0), 6)
$$;

ALTER FUNCTION app.iva_of(total numeric, rate numeric) OWNER TO app_owner;

CREATE FUNCTION app.ledger_entries_count() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'public', 'pg_temp'
    AS $$
begin
  if exists (select from added group by tenant_id, journal_id having sum(debit) <> sum(credit)) then
    raise exception using errcode = '23514', constraint = 'ledger_entries_even', table = 'ledger_entries',
      message = 'debit and credit of the journal differ';
  end if;
  update ledger_accounts a set debit = a.debit + s.debit, credit = a.credit + s.credit
  from (
    select tenant_id, account_id, sum(debit) as debit, sum(credit) as credit from added group by tenant_id, account_id
  ) as s
  where a.tenant_id = s.tenant_id and a.id = s.account_id;
  if exists (
    select from added e join ledger_accounts a on a.tenant_id = e.tenant_id and a.id = e.account_id
    where e.booked_on <= a.closed_through_on
  ) then
    raise exception using errcode = '23514', constraint = 'ledger_entries_day_is_open', table = 'ledger_entries',
      message = 'the day is paid out';
  end if;
  return null;
end
$$;

ALTER FUNCTION app.ledger_entries_count() OWNER TO app_owner;

CREATE FUNCTION app.local_instant(wall timestamp without time zone, zone text) RETURNS timestamp with time zone
    LANGUAGE plpgsql STABLE PARALLEL SAFE
    SET search_path TO 'pg_catalog', 'public', 'pg_temp'
    AS $$
declare
  usual timestamptz := wall at time zone zone;
  day_before timestamptz := usual - interval '24 hours';
  earlier timestamptz := usual + ((usual at time zone zone - usual at time zone 'UTC') - (day_before at time zone zone - day_before at time zone 'UTC'));
begin
  return case when earlier < usual and earlier at time zone zone = wall then earlier else usual end;
end
$$;

ALTER FUNCTION app.local_instant(wall timestamp without time zone, zone text) OWNER TO app_owner;

CREATE FUNCTION app.menu_document(of_version uuid) RETURNS text
    LANGUAGE plpgsql STABLE
    SET search_path TO 'pg_catalog', 'public', 'pg_temp'
    SET enable_nestloop TO 'off'
    SET jit TO 'off'
    AS $$
declare
  own constant uuid := app.tenant_id();
begin
  return json_strip_nulls(json_build_object(
    'modifierGroups', (
      select coalesce(json_agg(json_build_object(
        'id', g.group_id, 'key', g.key, 'name', g.name, 'level', g.level, 'minSelected', g.min_selected, 'maxSelected', g.max_selected, 'minDistinct', g.min_distinct, 'maxDistinct', g.max_distinct, 'freeQuantity', g.free_quantity,
        'pricing', g.pricing, 'defaultsCharged', g.defaults_charged, 'options', coalesce(o.options, '[]')
      ) order by g.key), '[]')
      from modifier_groups g
      left join (
        select o.group_id, json_agg(json_build_object(
          'id', o.option_id, 'sku', p.sku, 'name', o.name, 'price', o.price::text, 'maxQuantity', o.max_quantity,
          'defaultQuantity', o.default_quantity, 'modifierGroups', n.groups
        ) order by o.position) as options
        from modifier_options o
        join products p on p.tenant_id = own and p.id = o.option_id
        left join (
          select og.option_id, json_agg(og.group_id order by og.position) as groups
          from option_modifier_groups og where og.tenant_id = own and og.version_id = of_version group by og.option_id
        ) n on n.option_id = o.option_id
        where o.tenant_id = own and o.version_id = of_version
        group by o.group_id
      ) o on o.group_id = g.group_id
      where g.tenant_id = own and g.version_id = of_version
    ),
    'categories', (
      select coalesce(json_agg(json_build_object(
        'id', c.category_id, 'parentId', c.parent_id, 'path', c.path, 'name', c.name, 'description', c.description,
        'daypartId', c.daypart_id, 'items', coalesce(i.items, '[]')
      ) order by c.path), '[]')
      from menu_categories c
      left join (
        select i.category_id, json_agg(json_build_object(
          'id', i.item_id, 'sku', p.sku, 'name', i.name, 'description', i.description, 'price', i.price::text,
          'ivaClass', i.iva_class, 'satProductKey', i.sat_product_key, 'satUnitKey', i.sat_unit_key,
          'prepMinutes', i.prep_minutes, 'allergens', i.allergens, 'images', i.images, 'daypartId', i.daypart_id,
          'modifierGroups', coalesce(ig.groups, '[]'), 'optionPrices', op.prices
        ) order by i.position) as items
        from menu_items i
        join products p on p.tenant_id = own and p.id = i.item_id
        left join (
          select ig.item_id, json_agg(json_build_object('id', ig.group_id, 'minSelected', ig.min_selected, 'maxSelected', ig.max_selected, 'minDistinct', ig.min_distinct, 'maxDistinct', ig.max_distinct, 'freeQuantity', ig.free_quantity) order by ig.position) as groups
          from item_modifier_groups ig where ig.tenant_id = own and ig.version_id = of_version group by ig.item_id
        ) ig on ig.item_id = i.item_id
        left join (
          select op.item_id, json_object_agg(op.option_id, op.price::text order by op.option_id) as prices
          from item_option_prices op where op.tenant_id = own and op.version_id = of_version group by op.item_id
        ) op on op.item_id = i.item_id
        where i.tenant_id = own and i.version_id = of_version
        group by i.category_id
      ) i on i.category_id = c.category_id
      where c.tenant_id = own and c.version_id = of_version
    )
  ))::text;
end
$$;

ALTER FUNCTION app.menu_document(of_version uuid) OWNER TO app_owner;

CREATE FUNCTION app.menu_moment(of_menu uuid, of_branch uuid, of_channel text, of_service text, moment timestamp with time zone, zone text) RETURNS text
    LANGUAGE plpgsql STABLE PARALLEL SAFE
    SET search_path TO 'pg_catalog', 'public', 'pg_temp'
    AS $$
declare
  own constant uuid := app.tenant_id();
  prices json;
  sold json;
  off json;
begin
  select json_agg(json_build_array(w.product_id, w.price::text) order by w.product_id) into prices from (
    select distinct on (p.product_id) p.product_id, p.price from product_prices p
    where p.tenant_id = own and p.menu_id = of_menu and p.valid_from_at <= moment
      and (p.valid_until_at is null or p.valid_until_at > moment)
      and (p.branch_id is null or p.branch_id = of_branch) and (p.channel is null or p.channel = of_channel)
      and (p.service is null or p.service = of_service)
    order by p.product_id, p.branch_id nulls last, p.channel nulls last, p.service nulls last
  ) w;
  select json_agg(json_build_array(s.product_id, s.until_at) order by s.product_id) into sold from sold_outs s
  where s.tenant_id = own and s.branch_id = of_branch and s.since_at <= moment and (s.until_at is null or s.until_at > moment);
  select json_agg(d.id order by d.id) into off from branches b
  join dayparts d on d.tenant_id = own and d.restaurant_id = b.restaurant_id
  where b.tenant_id = own and b.id = of_branch and not app.week_contains(d.minutes, moment, zone);
  return case when num_nonnulls(prices, sold, off) > 0
    then json_build_object('prices', coalesce(prices, '[]'), 'soldOut', coalesce(sold, '[]'), 'offDayparts', coalesce(off, '[]'))::text end;
end
$$;

ALTER FUNCTION app.menu_moment(of_menu uuid, of_branch uuid, of_channel text, of_service text, moment timestamp with time zone, zone text) OWNER TO app_owner;

CREATE FUNCTION app.menu_problems(of_version uuid) RETURNS TABLE(rule text, name text)
    LANGUAGE plpgsql STABLE
    SET search_path TO 'pg_catalog', 'public', 'pg_temp'
    SET enable_nestloop TO 'off'
    SET jit TO 'off'
    AS $$
declare
  own constant uuid := app.tenant_id();
begin
  return query
  select 'menu_versions_has_items', null::text
  where not exists (select from menu_items i where i.tenant_id = own and i.version_id = of_version)
  union all
  select case when s.defaults > s.max_selected or s.default_distinct > s.max_distinct then 'modifier_groups_defaults_fit'
    else 'modifier_groups_can_be_met' end, s.key
  from (
    select g.key, r.min_selected, r.max_selected, r.min_distinct, r.max_distinct, coalesce(o.options, 0) as options,
      coalesce(o.defaults, 0) as defaults, coalesce(o.default_distinct, 0) as default_distinct,
      (select coalesce(sum(q), 0) from unnest(o.quantities[1:r.max_distinct]) q) as most
    from modifier_groups g
    -- As the group counts, and as each dish that says otherwise does.
    join (
      select c.group_id, c.min_selected, c.max_selected, c.min_distinct, c.max_distinct
      from modifier_groups c where c.tenant_id = own and c.version_id = of_version
      union
      select i.group_id, i.min_selected, i.max_selected, i.min_distinct, i.max_distinct
      from item_modifier_groups i where i.tenant_id = own and i.version_id = of_version and i.min_selected is not null
    ) r on r.group_id = g.group_id
    left join (
      select m.group_id, count(*) as options, sum(m.default_quantity) as defaults,
        count(*) filter (where m.default_quantity > 0) as default_distinct,
        array_agg(m.max_quantity order by m.max_quantity desc) as quantities
      from modifier_options m where m.tenant_id = own and m.version_id = of_version group by m.group_id
    ) o on o.group_id = g.group_id
    where g.tenant_id = own and g.version_id = of_version
  ) s
  where s.most < s.min_selected or s.options < s.min_distinct or s.options = 0
    or s.defaults > s.max_selected or s.default_distinct > s.max_distinct
  union all
  select 'item_modifier_groups_free_by_strategy', g.key
  from item_modifier_groups i
  join modifier_groups g on g.tenant_id = own and g.version_id = of_version and g.group_id = i.group_id
  where i.tenant_id = own and i.version_id = of_version and i.free_quantity > 0 and g.pricing not in ('free_cheapest', 'free_dearest')
  union all
  select 'item_option_prices_offered', p.sku
  from item_option_prices op
  join products p on p.tenant_id = own and p.id = op.item_id
  join modifier_options o on o.tenant_id = own and o.version_id = of_version and o.option_id = op.option_id
  left join item_modifier_groups i
    on i.tenant_id = own and i.version_id = of_version and i.item_id = op.item_id and i.group_id = o.group_id
  where op.tenant_id = own and op.version_id = of_version and i.item_id is null;
end
$$;

ALTER FUNCTION app.menu_problems(of_version uuid) OWNER TO app_owner;

CREATE FUNCTION app.modifiers_of(groups jsonb, choices jsonb, parent integer, first integer) RETURNS jsonb
    LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE
    SET search_path TO 'pg_catalog', 'public', 'pg_temp'
    AS $$
declare
  written jsonb := '[]';
  place integer := first;
  entry jsonb;
  of_group jsonb;
  of_option jsonb;
  nested jsonb;
begin
  for entry in
    select c.value from jsonb_array_elements(coalesce(nullif(choices, 'null'), '[]')) with ordinality c order by c.ordinality
  loop
    select g.value into of_group from jsonb_array_elements(groups) g where g.value->'id' = entry->'groupId';
    select o.value into of_option from jsonb_array_elements(of_group->'options') o where o.value->'id' = entry->'optionId';
    written := written || jsonb_build_object('position', place, 'parentPosition', parent, 'optionId', of_option->'id',
      'groupName', of_group->'name', 'optionName', of_option->'name', 'quantity', entry->'quantity', 'price', of_option->'price');
    nested := app.modifiers_of(of_option->'groups', entry->'choices', place, place + 1);
    written := written || nested;
    place := place + 1 + jsonb_array_length(nested);
  end loop;
  return written;
end
$$;

ALTER FUNCTION app.modifiers_of(groups jsonb, choices jsonb, parent integer, first integer) OWNER TO app_owner;

CREATE FUNCTION app.next_opening(of_tenant uuid, of_branch uuid, of_service text, since timestamp with time zone) RETURNS TABLE(opens_at timestamp with time zone, closes_at timestamp with time zone)
    LANGUAGE plpgsql STABLE
    SET search_path TO 'pg_catalog', 'public', 'pg_temp'
    AS $$
declare
  horizon constant timestamptz := since + interval '8784 hours';
  zone text;
  offered boolean;
  today date;
  ahead integer;
  first_opens timestamptz;
  last_closes timestamptz;
begin
  select b.time_zone, b.archived_at is null and of_service = any (b.services) into zone, offered
  from branches b where b.tenant_id = of_tenant and b.id = of_branch;
  if not found then
    raise exception using errcode = 'P0002', constraint = 'branches_known', table = 'branches', message = 'no such branch';
  end if;
  if not offered then
    return;
  end if;
  today := (since at time zone zone)::date;
  foreach ahead in array array[8, 45, 369] loop
    select min(s.opens_at), max(s.closes_at) into first_opens, last_closes
    from (
      select m.opens_at, m.closes_at, count(*) filter (where m.apart) over (order by m.opens_at, m.closes_at) as stretch
      from (
        select w.opens_at, w.closes_at, w.opens_at > max(w.closes_at) over (
          order by w.opens_at, w.closes_at rows between unbounded preceding and 1 preceding) as apart
        from app.opening_windows(of_tenant, of_branch, of_service, zone, today - 2, today + ahead) w
        where w.closes_at > since
      ) m
    ) s
    where s.stretch = 0;
    exit when last_closes < app.local_instant((today + ahead)::timestamp, zone);
  end loop;
  if first_opens < horizon then
    opens_at := greatest(first_opens, since);
    closes_at := case when last_closes <= horizon then last_closes end;
    return next;
  end if;
end
$$;

ALTER FUNCTION app.next_opening(of_tenant uuid, of_branch uuid, of_service text, since timestamp with time zone) OWNER TO app_owner;

CREATE FUNCTION app.number_menu_version() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'public', 'pg_temp'
    AS $$
begin
  perform from menus m where m.tenant_id = new.tenant_id and m.id = new.menu_id for no key update;
  select coalesce(max(v.number), 0) + 1 into new.number
  from menu_versions v where v.tenant_id = new.tenant_id and v.menu_id = new.menu_id;
  return new;
end
$$;

ALTER FUNCTION app.number_menu_version() OWNER TO app_owner;

CREATE FUNCTION app.opening_windows(of_tenant uuid, of_branch uuid, of_service text, zone text, since date, until date) RETURNS TABLE(opens_at timestamp with time zone, closes_at timestamp with time zone)
    LANGUAGE plpgsql STABLE
    SET search_path TO 'pg_catalog', 'public', 'pg_temp'
    AS $$
begin
  return query
  with i as materialized (
    select app.local_instant(w.opens, zone) as starts, app.local_instant(w.closes, zone) as ends
    from (
      select d.held_on::timestamp + make_interval(mins => h.starts_minute % 1440) as opens,
        d.held_on::timestamp + make_interval(mins => h.starts_minute % 1440 + h.length_minutes) as closes
      from opening_hours h
      cross join generate_series(0, (until - since) / 7) week
      cross join lateral (
        select since + (h.starts_minute / 1440 + 8 - extract(isodow from since)::integer) % 7 + 7 * week as held_on offset 0
      ) d
      where h.tenant_id = of_tenant and h.branch_id = of_branch and h.service = of_service and d.held_on <= until and (select x.held_on from special_days x where x.tenant_id = of_tenant and x.branch_id = of_branch and x.service = of_service and x.held_on = d.held_on) is null
      union all
      select s.held_on::timestamp + make_interval(mins => lower(r)), s.held_on::timestamp + make_interval(mins => upper(r))
      from special_days s cross join lateral unnest(s.minutes) r
      where s.tenant_id = of_tenant and s.branch_id = of_branch and s.service = of_service and s.held_on between since and until
    ) w
  )
  select i.starts, i.ends from i where i.starts < i.ends;
end
$$;

ALTER FUNCTION app.opening_windows(of_tenant uuid, of_branch uuid, of_service text, zone text, since date, until date) OWNER TO app_owner;

CREATE FUNCTION app.order_adds_up() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'public', 'pg_temp'
    AS $$
declare
  adjustments integer := 0;
  off_lines numeric := 0;
  off_delivery numeric := 0;
  shared boolean := true;
  shares numeric[];
  thirds numeric[];
  items record;
  delivery_iva constant numeric := app.iva_of(new.delivery_fee - new.delivery_discount, new.delivery_iva_rate);
  iva numeric;
begin
  if new.adjustment_count = 1 then
    -- That its shares add up to it follows from the lines, whose discounts they are.
    select 1, case a.applies_to when 'lines' then a.amount else 0 end, case a.applies_to when 'delivery' then a.amount else 0 end,
      a.shares, case a.treatment when 'third-party-payment' then a.shares end
    into adjustments, off_lines, off_delivery, shares, thirds
    from order_adjustments a where a.tenant_id = new.tenant_id and a.order_id = new.id;
  elsif new.adjustment_count > 1 then
    with d as materialized (
      select a.applies_to, a.amount, a.treatment, a.shares
      from order_adjustments a where a.tenant_id = new.tenant_id and a.order_id = new.id
    ), l as materialized (
      select s.line_no, sum(s.share) as share, coalesce(sum(s.share) filter (where d.treatment = 'third-party-payment'), 0) as third
      from d cross join lateral unnest(d.shares) with ordinality as s (share, line_no) group by s.line_no
    )
    select count(*), coalesce(sum(d.amount) filter (where d.applies_to = 'lines'), 0),
      coalesce(sum(d.amount) filter (where d.applies_to = 'delivery'), 0),
      bool_and(d.applies_to = 'delivery' or d.amount = (select sum(s) from unnest(d.shares) s)),
      (select array_agg(l.share order by l.line_no) from l), (select array_agg(l.third order by l.line_no) from l)
    into adjustments, off_lines, off_delivery, shared, shares, thirds
    from d;
  end if;
  select count(*) as lines, sum(l.quantity) as units, sum(l.gross) as gross, sum(l.discount) as discount, sum(l.iva) as iva,
    min(l.iva_rate) filter (where l.iva <> 0) as lowest, max(l.iva_rate) filter (where l.iva <> 0) as highest,
    bool_and(l.discount = coalesce(shares[l.line_no], 0) and l.paid_by_third = coalesce(thirds[l.line_no], 0)) as by_line
  into items
  from order_items l where l.tenant_id = new.tenant_id and l.order_id = new.id;
  if (items.lines, items.units, items.gross, items.discount) is distinct from (new.line_count, new.units, new.subtotal, new.discount) then
    raise exception using errcode = '23514', constraint = 'orders_lines_add_up', table = 'orders',
      message = 'the lines of the order do not add up to its header';
  end if;
  if items.lowest is not distinct from items.highest
    and (delivery_iva = 0 or items.highest is null or items.highest = new.delivery_iva_rate) then
    iva := round(items.iva + delivery_iva, 2);
  else
    select sum(r.iva) into iva
    from (
      select round(sum(t.iva), 2) as iva
      from (
        select l.iva_rate, l.iva from order_items l where l.tenant_id = new.tenant_id and l.order_id = new.id
        union all
        select new.delivery_iva_rate, delivery_iva
      ) t
      group by t.iva_rate
    ) r;
  end if;
  if iva is distinct from new.iva then
    raise exception using errcode = '23514', constraint = 'orders_iva_adds_up', table = 'orders',
      message = 'the IVA of the order is not that of its lines';
  end if;
  if (adjustments, off_lines, off_delivery) is distinct from (new.adjustment_count, new.discount::numeric, new.delivery_discount::numeric) then
    raise exception using errcode = '23514', constraint = 'orders_adjustments_add_up', table = 'orders',
      message = 'the adjustments of the order do not add up to its discounts';
  end if;
  if not (shared and items.by_line) then
    raise exception using errcode = '23514', constraint = 'orders_shares_add_up', table = 'orders',
      message = 'the shares of the adjustments do not add up to the discounts of the lines';
  end if;
  return null;
end
$$;

ALTER FUNCTION app.order_adds_up() OWNER TO app_owner;

CREATE FUNCTION app.order_events_apply() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'public', 'pg_temp'
    AS $$
declare
  o orders;
begin
  if new.seq > 1 then
    update orders set status = new.to_status, version = new.seq
    where tenant_id = new.tenant_id and id = new.order_id and version = new.seq - 1
    returning * into o;
    if not found then
      raise exception using errcode = '40001', constraint = 'order_events_follows', table = 'order_events',
        message = 'another step was taken first';
    end if;
  end if;
  if new.to_status = 'preparing' then
    perform app.consume_stock(new.tenant_id, new.order_id);
  elsif new.to_status in ('rejected', 'cancelled') then
    if o.adjustment_count > 0 then
      perform app.release_promotions(new.tenant_id, new.order_id);
    end if;
    perform app.release_stock(new.tenant_id, new.order_id);
    if o.slot_id is not null then
      perform app.release_slot(new.tenant_id, o.slot_id, o.units, o.subtotal);
    end if;
  end if;
  if new.to_status = 'delivered' then
    insert into order_completions (tenant_id, order_id, customer_id, branch_id, seq)
    values (new.tenant_id, new.order_id, o.customer_id, o.branch_id, new.seq);
  end if;
  insert into outbox (tenant_id, topic, aggregate_id, seq, payload)
  values (new.tenant_id, 'order.' || new.to_status, new.order_id, new.seq,
    jsonb_build_object('orderId', new.order_id, 'seq', new.seq, 'status', new.to_status));
  return null;
end
$$;

ALTER FUNCTION app.order_events_apply() OWNER TO app_owner;

CREATE FUNCTION app.order_item_modifiers_with_order() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'public', 'pg_temp'
    AS $$
begin
  if exists (
    select from added m join orders o on o.tenant_id = m.tenant_id and o.id = m.order_id
    where o.tenant_id = app.tenant_id() and o.placed_at <> now()
  ) then
    raise exception using errcode = '42501', constraint = 'order_item_modifiers_with_order', table = 'order_item_modifiers',
      message = 'a modifier is written with its order';
  end if;
  return null;
end
$$;

ALTER FUNCTION app.order_item_modifiers_with_order() OWNER TO app_owner;

CREATE FUNCTION app.orders_number() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'public', 'pg_temp'
    AS $$
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
end
$$;

ALTER FUNCTION app.orders_number() OWNER TO app_owner;

CREATE TABLE public.orders (
    tenant_id uuid DEFAULT app.tenant_id() NOT NULL,
    id uuid DEFAULT app.uuid_v7() NOT NULL,
    branch_id uuid NOT NULL,
    customer_id uuid NOT NULL,
    service text NOT NULL,
    channel text NOT NULL,
    quote_id uuid NOT NULL,
    quote_hash bytea NOT NULL,
    slot_id uuid,
    status text DEFAULT 'placed'::text NOT NULL,
    version integer DEFAULT 1 NOT NULL,
    business_on date DEFAULT '-infinity'::date NOT NULL,
    folio integer DEFAULT 0 NOT NULL,
    notes text DEFAULT ''::text NOT NULL,
    line_count integer NOT NULL,
    adjustment_count integer DEFAULT 0 NOT NULL,
    units integer NOT NULL,
    subtotal public.mxn NOT NULL,
    discount public.mxn DEFAULT 0 NOT NULL,
    delivery_fee public.mxn DEFAULT 0 NOT NULL,
    delivery_discount public.mxn DEFAULT 0 NOT NULL,
    delivery_iva_rate public.rate6 DEFAULT 0.16 NOT NULL,
    tip public.mxn DEFAULT 0 NOT NULL,
    iva public.mxn NOT NULL,
    total public.mxn GENERATED ALWAYS AS ((((((subtotal)::numeric - (discount)::numeric) + (delivery_fee)::numeric) - (delivery_discount)::numeric) + (tip)::numeric)) STORED NOT NULL,
    rounding_policy text DEFAULT 'lines-6-totals-2'::text NOT NULL,
    placed_at timestamp with time zone DEFAULT now() NOT NULL,
    accept_by_at timestamp with time zone NOT NULL,
    CONSTRAINT orders_accept_by_after_placed CHECK ((accept_by_at > placed_at)),
    CONSTRAINT orders_adjustment_count_within_bounds CHECK (((adjustment_count >= 0) AND (adjustment_count <= 20))),
    CONSTRAINT orders_channel_known CHECK ((channel = ANY (ARRAY['app'::text, 'web'::text, 'kiosk'::text, 'pos'::text, 'partner'::text]))),
    CONSTRAINT orders_delivery_discount_within_fee CHECK ((((delivery_discount)::numeric >= (0)::numeric) AND ((delivery_discount)::numeric <= (delivery_fee)::numeric))),
    CONSTRAINT orders_delivery_fee_not_negative CHECK (((delivery_fee)::numeric >= (0)::numeric)),
    CONSTRAINT orders_delivery_fee_only_for_delivery CHECK (((service = 'delivery'::text) OR ((delivery_fee)::numeric = (0)::numeric))),
    CONSTRAINT orders_discount_within_subtotal CHECK ((((discount)::numeric >= (0)::numeric) AND ((discount)::numeric <= (subtotal)::numeric))),
    CONSTRAINT orders_folio_counts CHECK ((folio >= 1)),
    CONSTRAINT orders_iva_within_taxed_part CHECK ((((iva)::numeric >= (0)::numeric) AND ((iva)::numeric <= (((subtotal)::numeric + (delivery_fee)::numeric) - (delivery_discount)::numeric)))),
    CONSTRAINT orders_line_count_positive CHECK (((line_count >= 1) AND (line_count <= 200))),
    CONSTRAINT orders_notes_short CHECK ((length(notes) <= 500)),
    CONSTRAINT orders_quote_hash_is_sha256 CHECK ((length(quote_hash) = 32)),
    CONSTRAINT orders_rounding_policy_known CHECK ((rounding_policy = 'lines-6-totals-2'::text)),
    CONSTRAINT orders_service_known CHECK ((service = ANY (ARRAY['delivery'::text, 'pickup'::text, 'dine_in'::text]))),
    CONSTRAINT orders_subtotal_not_negative CHECK (((subtotal)::numeric >= (0)::numeric)),
    CONSTRAINT orders_tip_not_negative CHECK (((tip)::numeric >= (0)::numeric)),
    CONSTRAINT orders_units_at_least_lines CHECK ((units >= line_count))
);

ALTER TABLE ONLY public.orders FORCE ROW LEVEL SECURITY;

ALTER TABLE public.orders OWNER TO app_owner;

CREATE FUNCTION app.overdue_order(of_tenant uuid) RETURNS SETOF public.orders
    LANGUAGE plpgsql SECURITY DEFINER ROWS 1
    SET search_path TO 'pg_catalog', 'public', 'pg_temp'
    AS $$
begin
  if app.actor_kind() not in ('staff', 'service') then
    raise exception using errcode = '42501', table = 'orders', message = 'for staff and the service';
  end if;
  return query
  select * from orders
  where tenant_id = of_tenant and status = 'placed' and accept_by_at <= now()
  order by accept_by_at, id limit 1
  for no key update skip locked;
end
$$;

ALTER FUNCTION app.overdue_order(of_tenant uuid) OWNER TO app_owner;

CREATE FUNCTION app.pay_back_cash(of_tenant uuid, of_refund uuid) RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'public', 'pg_temp'
    AS $$
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
end
$$;

ALTER FUNCTION app.pay_back_cash(of_tenant uuid, of_refund uuid) OWNER TO app_owner;

CREATE FUNCTION app.payment_events_apply() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'public', 'pg_temp'
    AS $$
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
end
$$;

ALTER FUNCTION app.payment_events_apply() OWNER TO app_owner;

CREATE FUNCTION app.payment_news(of_tenant uuid, of_provider text, of_event text, of_payment uuid, of_ref text, of_news text, of_amount numeric) RETURNS text
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'public', 'pg_temp'
    AS $$
declare
  p payments;
  verdict text;
begin
  if app.actor_kind() <> 'service' then
    raise exception using errcode = '42501', table = 'payments', message = 'only the service hears the provider';
  end if;
  if of_payment is null then
    select * into p from payments where tenant_id = of_tenant and provider = of_provider and provider_ref = of_ref for update;
  else
    select * into p from payments where tenant_id = of_tenant and id = of_payment and provider = of_provider for update;
  end if;
  if not found then
    raise exception using errcode = 'P0002', constraint = 'payments_known', table = 'payments', message = 'no such payment';
  end if;
  if of_event is not null and exists (
    select from provider_events e
    where e.tenant_id = of_tenant and e.provider = of_provider and e.provider_event_id = of_event
  ) then
    return 'known';
  end if;
  verdict := case
    when of_amount <> p.amount or of_ref <> p.provider_ref then 'refused'
    when of_news = p.status then 'known'
    when of_news = 'authorized' and (p.method <> 'card' or p.status <> 'intended') then 'known'
    when p.status in ('intended', 'authorized') then 'applied'
    when p.status <> 'captured' and of_news <> 'captured' then 'known'
    else 'refused'
  end;
  if verdict = 'refused' and of_event is null then
    raise exception using errcode = '55000', constraint = 'payments_provider_agrees', table = 'payments',
      message = 'what the provider says does not fit the payment';
  end if;
  if verdict <> 'refused' and p.provider_ref is null and of_ref is not null then
    update payments set provider_ref = of_ref where tenant_id = of_tenant and id = p.id;
  end if;
  if verdict = 'applied' then
    if of_news = 'captured' and p.method = 'card' and p.status = 'intended' then
      -- Captured before its authorisation was heard of: both steps are taken.
      insert into payment_events (tenant_id, payment_id, method, seq, from_status, to_status)
      values (of_tenant, p.id, p.method, p.version + 1, p.status, 'authorized');
      p.version := p.version + 1;
      p.status := 'authorized';
    end if;
    insert into payment_events (tenant_id, payment_id, method, seq, from_status, to_status)
    values (of_tenant, p.id, p.method, p.version + 1, p.status, of_news);
  end if;
  if of_event is not null then
    insert into provider_events (tenant_id, provider, provider_event_id, payment_id, news, amount, outcome)
    values (of_tenant, of_provider, of_event, p.id, of_news, of_amount, verdict);
  end if;
  return verdict;
end
$$;

ALTER FUNCTION app.payment_news(of_tenant uuid, of_provider text, of_event text, of_payment uuid, of_ref text, of_news text, of_amount numeric) OWNER TO app_owner;

CREATE FUNCTION app.payments_begin() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'public', 'pg_temp'
    AS $$
begin
  insert into payment_events (tenant_id, payment_id, method, seq, to_status)
  values (new.tenant_id, new.id, new.method, 1, 'intended');
  return null;
end
$$;

ALTER FUNCTION app.payments_begin() OWNER TO app_owner;

CREATE FUNCTION app.payments_refunds_add_up() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'public', 'pg_temp'
    AS $$
begin
  perform from payments p
  where p.tenant_id = new.tenant_id and p.id = new.id
    and p.refunded <> (select coalesce(sum(r.total), 0) from refunds r where r.tenant_id = new.tenant_id and r.payment_id = new.id);
  if found then
    raise exception using errcode = '23514', constraint = 'payments_refunds_add_up', table = 'payments',
      message = 'the refunds of the payment do not add up to what it says';
  end if;
  return null;
end
$$;

ALTER FUNCTION app.payments_refunds_add_up() OWNER TO app_owner;

CREATE FUNCTION app.payments_take_total() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'public', 'pg_temp'
    AS $$
declare
  of_status text;
begin
  select o.total, o.status into new.amount, of_status
  from orders o where o.tenant_id = new.tenant_id and o.id = new.order_id for share;
  if of_status in ('rejected', 'cancelled') then
    raise exception using errcode = '55000', constraint = 'orders_open', table = 'orders', message = 'the order was called off';
  end if;
  return new;
end
$$;

ALTER FUNCTION app.payments_take_total() OWNER TO app_owner;

CREATE FUNCTION app.payout_figures(of_tenant uuid, of_restaurant uuid, first_day date, last_day date) RETURNS TABLE(carried_in numeric, sales numeric, platform_promotions numeric, promotions numeric, delivery numeric, refunds numeric, commission numeric, commission_iva numeric, income numeric, iva_charged numeric, isr_withheld numeric, iva_withheld numeric)
    LANGUAGE plpgsql STABLE ROWS 1
    SET search_path TO 'pg_catalog', 'public', 'pg_temp'
    AS $$
begin
  return query
  with entries as materialized (
    select e.reason, e.debit, e.credit, e.net, e.iva, e.booked_on
    from ledger_accounts a
    join ledger_entries e on e.tenant_id = of_tenant and e.account_id = a.id and e.booked_on <= last_day
    where a.tenant_id = of_tenant and a.kind = 'restaurant_payable' and a.owner = of_restaurant::text
  ), days as (
    select e.booked_on, sum(e.net) as net, sum(e.iva) as iva
    from entries e where e.booked_on >= first_day
    group by e.booked_on having sum(e.net) <> 0 or sum(e.iva) <> 0
  ), ruled as (
    select d.booked_on, d.net, d.iva, t.person, x.tax, r.rate
    from days d
    join commission_terms t on t.tenant_id = of_tenant and t.restaurant_id = of_restaurant and t.person is not null
      and d.booked_on >= t.valid_from_on and d.booked_on <= coalesce(t.valid_to_on, 'infinity')
    cross join (values ('isr'), ('iva')) as x(tax)
    left join lateral (
      select w.rate from withholding_rules w
      where w.tax = x.tax and w.person = t.person and w.registration = t.rfc and w.account in ('any', t.account)
        and d.booked_on >= w.valid_from_on and d.booked_on <= w.valid_to_on
      order by w.account limit 1
    ) as r on true
  ), withheld as (
    select r.tax, app.withholding(r.rate, greatest(sum(case r.tax when 'isr' then r.net else r.iva end), 0), min(r.booked_on)) as amount
    from ruled r group by r.tax, r.rate
  )
  select coalesce(sum(e.credit - e.debit) filter (where e.booked_on < first_day), 0),
    coalesce(sum(e.credit - e.debit) filter (where e.booked_on >= first_day and e.reason = 'sale'), 0),
    coalesce(sum(e.credit - e.debit) filter (where e.booked_on >= first_day and e.reason = 'platform_promotion'), 0),
    coalesce(sum(e.debit - e.credit) filter (where e.booked_on >= first_day and e.reason = 'promotion'), 0),
    coalesce(sum(e.credit - e.debit) filter (where e.booked_on >= first_day and e.reason = 'delivery'), 0),
    coalesce(sum(e.debit - e.credit) filter (where e.booked_on >= first_day and e.reason = 'refund'), 0),
    coalesce(sum(e.debit - e.credit) filter (where e.booked_on >= first_day and e.reason = 'commission'), 0),
    coalesce(sum(e.debit - e.credit) filter (where e.booked_on >= first_day and e.reason = 'commission_iva'), 0),
    coalesce(sum(e.net) filter (where e.booked_on >= first_day), 0),
    coalesce(sum(e.iva) filter (where e.booked_on >= first_day), 0),
    coalesce((select sum(w.amount) from withheld w where w.tax = 'isr'), 0),
    coalesce((select sum(w.amount) from withheld w where w.tax = 'iva'), 0)
  from entries e;
end
$$;

ALTER FUNCTION app.payout_figures(of_tenant uuid, of_restaurant uuid, first_day date, last_day date) OWNER TO app_owner;

CREATE FUNCTION app.place_order(of_tenant uuid, of_quote uuid, new_order uuid, wanted_key text, request bytea) RETURNS SETOF public.orders
    LANGUAGE plpgsql SECURITY DEFINER ROWS 1
    SET search_path TO 'pg_catalog', 'public', 'pg_temp'
    AS $_$
#variable_conflict use_variable
declare
  who constant text := app.actor();
  q order_quotes;
  o orders;
  taken record;
  now_there record;
  lines jsonb;
  adjustments jsonb;
  demand jsonb;
  line_count integer;
  adjustment_count integer;
begin
  insert into idempotency_keys (tenant_id, actor, verb, key, request_hash, result_id)
  values (of_tenant, who, 'placeOrder', wanted_key, request, new_order)
  on conflict do nothing;
  if not found then
    -- Its own statement, so its own snapshot: it sees what a racing request has just committed.
    select k.request_hash, k.result_id into taken from idempotency_keys k
    where k.tenant_id = of_tenant and k.actor = who and k.verb = 'placeOrder' and k.key = wanted_key;
    if taken.request_hash is distinct from request then
      raise exception using errcode = '23505', constraint = 'idempotency_keys_same_request', table = 'idempotency_keys',
        message = 'the key was used for another request';
    end if;
    -- Anybody may write a key of their own, with any result: the order is given to whom it could have been placed for.
    return query select * from orders
    where tenant_id = of_tenant and id = taken.result_id
      and (app.actor_kind() in ('staff', 'service') or (app.actor_kind() = 'customer' and customer_id = app.actor_id()));
    return;
  end if;

  select * into q from order_quotes
  where tenant_id = of_tenant and id = of_quote
    and (app.actor_kind() in ('staff', 'service') or (app.actor_kind() = 'customer' and customer_id = app.actor_id()));
  if not found then
    raise exception using errcode = 'P0002', constraint = 'order_quotes_known', table = 'order_quotes', message = 'no such quote';
  end if;

  -- Once: the document is compressed, and unpacked at every look.
  lines := q.document->'lines';
  adjustments := q.document->'adjustments';
  demand := q.document->'demand';
  line_count := jsonb_array_length(lines);
  adjustment_count := jsonb_array_length(adjustments);

  select
    exists (select from orders where tenant_id = of_tenant and quote_id = of_quote) as used,
    exists (
      select from menu_placements p
      where p.tenant_id = of_tenant and p.branch_id = q.branch_id and p.channel = q.channel and p.version_id = q.menu_version_id
        and p.live_from_at <= now() and (p.live_until_at is null or p.live_until_at > now())
    ) and q.price_ids = array(
      select p.id from product_prices p
      where p.tenant_id = of_tenant and p.menu_id = q.menu_id and p.product_id = any (q.product_ids)
        and (p.branch_id is null or p.branch_id = q.branch_id) and (p.channel is null or p.channel = q.channel)
        and (p.service is null or p.service = q.service)
        and p.valid_from_at <= now() and (p.valid_until_at is null or p.valid_until_at > now())
      order by p.id
    ) as unchanged,
    array(
      select s.product_id from sold_outs s
      where s.tenant_id = of_tenant and s.branch_id = q.branch_id and s.product_id = any (q.product_ids)
        and s.since_at <= now() and (s.until_at is null or s.until_at > now())
    ) as sold_out,
    app.is_open(of_tenant, q.branch_id, q.service, greatest(now(), (
      select k.starts_at from kitchen_slots k where k.tenant_id = of_tenant and k.id = q.slot_id
    ))) as open
  into now_there;
  -- Before its claims, which its own order may have taken the last of; of two at once, the unique key decides.
  if now_there.used then
    raise exception using errcode = '23505', constraint = 'orders_quote_key', table = 'orders', message = 'the quote became an order already';
  end if;
  if now() >= q.expires_at then
    raise exception using errcode = '55000', constraint = 'order_quotes_not_expired', table = 'order_quotes',
      message = 'the quote has expired', hint = jsonb_build_object('expiredAt', q.expires_at)::text;
  end if;
  if cardinality(now_there.sold_out) > 0 then
    raise exception using errcode = '55000', constraint = 'order_quotes_still_on_sale', table = 'order_quotes', message = 'something has sold out',
      hint = jsonb_build_object('lineNos', (
        select jsonb_agg(l.value->'lineNo' order by l.ordinality) from jsonb_array_elements(lines) with ordinality l
        where (l.value->>'itemId')::uuid = any (now_there.sold_out)
          or exists (select from jsonb_array_elements(l.value->'modifiers') m where (m.value->>'optionId')::uuid = any (now_there.sold_out))
      ))::text;
  end if;
  if not now_there.unchanged then
    raise exception using errcode = '55000', constraint = 'order_quotes_prices_hold', table = 'order_quotes', message = 'prices have changed: quote again';
  end if;
  if not now_there.open then
    raise exception using errcode = '55000', constraint = 'branches_open', table = 'branches', message = 'the branch is closed',
      hint = (select jsonb_strip_nulls(jsonb_build_object('nextOpeningAt', min(n.opens_at)))
        from app.next_opening(of_tenant, q.branch_id, q.service, now()) n)::text;
  end if;

  if adjustment_count > 0 then
    perform app.claim_promotions(of_tenant, q.customer_id, adjustments);
  end if;
  if demand <> '[]' then
    perform app.claim_stock(of_tenant, q.branch_id, new_order, demand, lines, now() + interval '15 minutes');
  end if;
  if q.slot_id is not null then
    perform app.claim_slot(of_tenant, q.branch_id, q.service, q.slot_id, q.units, q.subtotal);
  end if;

  -- All rows in one statement: starting one costs as much as a row. Modifiers apart, for many orders have none.
  with placed as (
    insert into orders (tenant_id, id, branch_id, customer_id, service, channel, quote_id, quote_hash, slot_id, notes, line_count,
      adjustment_count, units, subtotal, discount, delivery_fee, delivery_discount, delivery_iva_rate, tip, iva, accept_by_at)
    values (of_tenant, new_order, q.branch_id, q.customer_id, q.service, q.channel, q.id, q.hash, q.slot_id, q.notes,
      line_count, adjustment_count, q.units, q.subtotal, q.discount, q.delivery_fee, q.delivery_discount, q.delivery_iva_rate,
      q.tip, q.iva, now() + interval '15 minutes')
    returning *
  ), items as (
    insert into order_items (tenant_id, order_id, line_no, customer_id, line_count, adjustment_count, menu_version_id, menu_item_id, name,
      iva_class, sat_product_key, sat_unit_key, quantity, unit_price, discount, paid_by_third, iva_rate)
    select of_tenant, new_order, l."lineNo", q.customer_id, line_count, adjustment_count, q.menu_version_id, l."itemId", l.name,
      l."ivaClass", l."satProductKey", l."satUnitKey", l.quantity, l."unitPrice", l.discount, l."paidByThird", l."ivaRate"
    from jsonb_to_recordset(lines) as l ("lineNo" integer, "itemId" uuid, name text, "ivaClass" text, "satProductKey" text,
      "satUnitKey" text, quantity integer, "unitPrice" mxn, discount mxn, "paidByThird" mxn, "ivaRate" rate6)
  ), lowered as (
    insert into order_adjustments (tenant_id, order_id, adjustment_no, customer_id, line_count, adjustment_count, kind, promotion_id,
      coupon_id, name, funded_by, treatment, stacking_group, applies_to, amount, shares)
    select of_tenant, new_order, a."adjustmentNo", q.customer_id, line_count, adjustment_count, a.kind, a."promotionId",
      a."couponId", a.name, a."fundedBy", a.treatment, a."stackingGroup", a."appliesTo", a.amount,
      a.shares
    from jsonb_to_recordset(adjustments) as a ("adjustmentNo" integer, kind text, "promotionId" uuid, "couponId" uuid,
      name text, "fundedBy" text, treatment text, "stackingGroup" text, "appliesTo" text, amount mxn, shares numeric[])
  ), told as (
    insert into order_events (tenant_id, order_id, seq, customer_id, to_status)
    values (of_tenant, new_order, 1, q.customer_id, 'placed')
  )
  select * into o from placed;
  if lines @? '$[*].modifiers[*]' then
    insert into order_item_modifiers (tenant_id, order_id, line_no, position, parent_position, customer_id, option_id, group_name,
      option_name, quantity, price)
    select of_tenant, new_order, l."lineNo", m.position, m."parentPosition", q.customer_id, m."optionId", m."groupName",
      m."optionName", m.quantity, m.price
    from jsonb_to_recordset(lines) as l ("lineNo" integer, modifiers jsonb)
    cross join lateral jsonb_to_recordset(l.modifiers) as m (position integer, "parentPosition" integer, "optionId" uuid,
      "groupName" text, "optionName" text, quantity integer, price mxn);
  end if;
  return next o;
end
$_$;

ALTER FUNCTION app.place_order(of_tenant uuid, of_quote uuid, new_order uuid, wanted_key text, request bytea) OWNER TO app_owner;

CREATE FUNCTION app.post_capture() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'public', 'pg_temp'
    AS $$
declare
  p payments;
  zone text;
  holder jsonb;
  rounded numeric := 0;
begin
  select * into p from payments where tenant_id = new.tenant_id and id = new.payment_id;
  select b.time_zone into zone from orders o
  join branches b on b.tenant_id = new.tenant_id and b.id = o.branch_id
  where o.tenant_id = new.tenant_id and o.id = p.order_id;
  if p.provider is null then
    select jsonb_build_object('kind', case when c.membership_id is null then 'till_cash' else 'courier_cash' end, 'member', c.membership_id),
      c.rounding
    into holder, rounded from cash_collections c where c.tenant_id = new.tenant_id and c.payment_id = p.id;
    if not found then
      raise exception using errcode = '23503', constraint = 'ledger_journals_cash_is_collected', table = 'ledger_journals',
        message = 'nobody has collected the cash';
    end if;
  else
    holder := jsonb_build_object('kind', 'provider_clearing', 'provider', p.provider);
  end if;
  perform app.post_journal(new.tenant_id, 'capture', p.order_id, p.id, null, null, null, (now() at time zone zone)::date,
    jsonb_build_array(
      holder || jsonb_build_object('reason', 'capture', 'amount', p.captured + rounded),
      jsonb_build_object('kind', 'cash_rounding', 'reason', 'rounding', 'amount', -rounded),
      jsonb_build_object('kind', 'customer_payments', 'reason', 'capture', 'amount', -p.captured)
    ));
  return null;
end
$$;

ALTER FUNCTION app.post_capture() OWNER TO app_owner;

CREATE FUNCTION app.post_delivery() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'public', 'pg_temp'
    AS $$
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
end
$$;

ALTER FUNCTION app.post_delivery() OWNER TO app_owner;

CREATE FUNCTION app.post_hand_in() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'public', 'pg_temp'
    AS $$
begin
  perform app.post_journal(new.tenant_id, 'hand_in', null, null, null, new.id, null,
    (now() at time zone 'America/Mexico_City')::date,
    jsonb_build_array(
      jsonb_build_object('kind', 'till_cash', 'reason', 'hand_in', 'amount', new.amount),
      jsonb_build_object('kind', 'courier_cash', 'member', new.membership_id, 'reason', 'hand_in', 'amount', -new.amount)
    ));
  return null;
end
$$;

ALTER FUNCTION app.post_hand_in() OWNER TO app_owner;

CREATE FUNCTION app.post_journal(of_tenant uuid, of_source text, of_order uuid, of_payment uuid, of_refund uuid, of_hand_in uuid, of_payout uuid, of_day date, posts jsonb) RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'public', 'pg_temp'
    AS $$
declare
  new_id uuid := app.uuid_v7();
begin
  insert into ledger_journals (tenant_id, id, source, order_id, payment_id, refund_id, hand_in_id, payout_id)
  values (of_tenant, new_id, of_source, of_order, of_payment, of_refund, of_hand_in, of_payout);
  insert into ledger_accounts (tenant_id, kind, restaurant_id, membership_id, provider)
  select distinct of_tenant, p.kind, p.restaurant, p.member, p.provider
  from jsonb_to_recordset(posts) as p(kind text, restaurant uuid, member uuid, provider text, reason text, amount numeric, net numeric, iva numeric)
  where p.amount <> 0 and not exists (
    select from ledger_accounts a
    where a.tenant_id = of_tenant and a.kind = p.kind and a.owner = coalesce(p.restaurant::text, p.member::text, p.provider, '')
  )
  order by 2, 3, 4, 5
  on conflict do nothing;
  perform from ledger_accounts a
  where a.tenant_id = of_tenant and (a.kind, a.owner) in (
    select p.kind, coalesce(p.restaurant::text, p.member::text, p.provider, '')
    from jsonb_to_recordset(posts) as p(kind text, restaurant uuid, member uuid, provider text, reason text, amount numeric, net numeric, iva numeric) where p.amount <> 0
  )
  order by a.kind, a.owner
  for no key update;
  insert into ledger_entries (tenant_id, journal_id, entry_no, account_id, reason, debit, credit, net, iva, booked_on)
  select of_tenant, new_id, p.no, a.id, p.reason, greatest(p.amount, 0), greatest(-p.amount, 0),
    coalesce(p.net, 0), coalesce(p.iva, 0), greatest(of_day, a.closed_through_on + 1)
  from rows from (jsonb_to_recordset(posts) as (kind text, restaurant uuid, member uuid, provider text, reason text, amount numeric, net numeric, iva numeric)) with ordinality
    as p(kind, restaurant, member, provider, reason, amount, net, iva, no)
  join ledger_accounts a
    on a.tenant_id = of_tenant and a.kind = p.kind and a.owner = coalesce(p.restaurant::text, p.member::text, p.provider, '')
  where p.amount <> 0;
end
$$;

ALTER FUNCTION app.post_journal(of_tenant uuid, of_source text, of_order uuid, of_payment uuid, of_refund uuid, of_hand_in uuid, of_payout uuid, of_day date, posts jsonb) OWNER TO app_owner;

CREATE FUNCTION app.post_payout() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'public', 'pg_temp'
    AS $$
begin
  perform app.post_journal(new.tenant_id, 'payout', null, null, null, null, new.id, new.to_on,
    jsonb_build_array(
      jsonb_build_object('kind', 'restaurant_payable', 'restaurant', new.restaurant_id, 'reason', 'isr', 'amount', new.isr_withheld),
      jsonb_build_object('kind', 'isr_withheld', 'reason', 'isr', 'amount', -new.isr_withheld),
      jsonb_build_object('kind', 'restaurant_payable', 'restaurant', new.restaurant_id, 'reason', 'iva', 'amount', new.iva_withheld),
      jsonb_build_object('kind', 'iva_withheld', 'reason', 'iva', 'amount', -new.iva_withheld),
      jsonb_build_object('kind', 'restaurant_payable', 'restaurant', new.restaurant_id, 'reason', 'payout', 'amount', new.amount),
      jsonb_build_object('kind', 'bank', 'reason', 'payout', 'amount', -new.amount)
    ));
  update ledger_accounts set closed_through_on = new.to_on
  where tenant_id = new.tenant_id and kind = 'restaurant_payable' and owner = new.restaurant_id::text;
  return null;
end
$$;

ALTER FUNCTION app.post_payout() OWNER TO app_owner;

CREATE FUNCTION app.post_refund() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'public', 'pg_temp'
    AS $$
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
end
$$;

ALTER FUNCTION app.post_refund() OWNER TO app_owner;

CREATE FUNCTION app.price_selection(item jsonb, choices jsonb) RETURNS numeric
    LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE
    SET search_path TO 'pg_catalog', 'public', 'pg_temp'
    AS $$
declare
  base constant numeric := item->>'price';
  outcome record;
begin
  if not coalesce(base >= 0 and base < 'Infinity' and scale(trim_scale(base)) <= 2, false) then
    raise exception using errcode = '22023', constraint = 'selection_item_valid', message = 'the item has no price';
  end if;
  select * into outcome from app.selection_outcome(item->'groups', choices, 'choices', 1);
  if outcome.broken <> '[]' then
    raise exception using errcode = '23514', constraint = 'selection_valid',
      message = 'the selection breaks rules of the menu', detail = outcome.broken::text;
  end if;
  return round(base + outcome.total, 2);
end
$$;

ALTER FUNCTION app.price_selection(item jsonb, choices jsonb) OWNER TO app_owner;

CREATE TABLE public.promotions (
    tenant_id uuid DEFAULT app.tenant_id() NOT NULL,
    id uuid DEFAULT app.uuid_v7() NOT NULL,
    name text NOT NULL,
    kind text NOT NULL,
    percent_off public.rate6,
    amount_off public.mxn,
    buy_quantity integer,
    get_quantity integer,
    max_discount public.mxn,
    min_subtotal public.mxn DEFAULT 0 NOT NULL,
    first_order_only boolean DEFAULT false NOT NULL,
    channels text[],
    services text[],
    windows public.week_minutes,
    valid_from_at timestamp with time zone DEFAULT now() NOT NULL,
    valid_until_at timestamp with time zone,
    stacking_group text NOT NULL,
    priority integer DEFAULT 100 NOT NULL,
    funded_by text NOT NULL,
    treatment text DEFAULT 'discount'::text NOT NULL,
    by_code boolean DEFAULT false NOT NULL,
    max_redemptions integer,
    redeemed integer DEFAULT 0 NOT NULL,
    budget public.mxn,
    spent public.mxn DEFAULT 0 NOT NULL,
    per_customer_limit integer,
    archived_at timestamp with time zone,
    CONSTRAINT promotions_amount_is_its_own_maximum CHECK (((kind <> 'amount'::text) OR (max_discount IS NULL))),
    CONSTRAINT promotions_channels_known CHECK (((channels <@ ARRAY['app'::text, 'web'::text, 'kiosk'::text, 'pos'::text, 'partner'::text]) AND (cardinality(channels) > 0))),
    CONSTRAINT promotions_first_order_is_once CHECK (((NOT first_order_only) OR COALESCE((per_customer_limit = 1), false))),
    CONSTRAINT promotions_funder_known CHECK ((funded_by = ANY (ARRAY['restaurant'::text, 'platform'::text]))),
    CONSTRAINT promotions_kind_has_its_values CHECK ((((kind = ANY (ARRAY['percent'::text, 'buy_x_get_y'::text])) = (percent_off IS NOT NULL)) AND ((kind = 'amount'::text) = (amount_off IS NOT NULL)) AND ((kind = 'buy_x_get_y'::text) = (buy_quantity IS NOT NULL)) AND ((kind = 'buy_x_get_y'::text) = (get_quantity IS NOT NULL)))),
    CONSTRAINT promotions_kind_known CHECK ((kind = ANY (ARRAY['percent'::text, 'amount'::text, 'free_delivery'::text, 'buy_x_get_y'::text]))),
    CONSTRAINT promotions_max_discount_positive CHECK (((max_discount)::numeric > (0)::numeric)),
    CONSTRAINT promotions_minimum_not_negative CHECK (((min_subtotal)::numeric >= (0)::numeric)),
    CONSTRAINT promotions_name_not_blank CHECK (((btrim(name) <> ''::text) AND (length(name) <= 100))),
    CONSTRAINT promotions_per_customer_limit_counts CHECK ((per_customer_limit >= 1)),
    CONSTRAINT promotions_priority_within_bounds CHECK (((priority >= 0) AND (priority <= 9999))),
    CONSTRAINT promotions_quantities_count CHECK ((((buy_quantity >= 1) AND (buy_quantity <= 99)) AND ((get_quantity >= 1) AND (get_quantity <= 99)))),
    CONSTRAINT promotions_redeemed_within_max CHECK (((redeemed >= 0) AND (redeemed <= COALESCE(max_redemptions, 0)))),
    CONSTRAINT promotions_services_known CHECK (((services <@ ARRAY['delivery'::text, 'pickup'::text, 'dine_in'::text]) AND (cardinality(services) > 0))),
    CONSTRAINT promotions_spent_within_budget CHECK ((((spent)::numeric >= (0)::numeric) AND ((spent)::numeric <= COALESCE((budget)::numeric, (0)::numeric)))),
    CONSTRAINT promotions_stacking_group_is_a_word CHECK ((stacking_group ~ '^[a-z0-9-]{1,40}$'::text)),
    CONSTRAINT promotions_third_party_pays_for_food CHECK (((treatment = 'discount'::text) OR ((funded_by = 'platform'::text) AND (kind <> 'free_delivery'::text)))),
    CONSTRAINT promotions_treatment_known CHECK ((treatment = ANY (ARRAY['discount'::text, 'third-party-payment'::text]))),
    CONSTRAINT promotions_valid_from_before_until CHECK ((valid_from_at < valid_until_at)),
    CONSTRAINT promotions_value_positive CHECK ((COALESCE((percent_off)::numeric, (amount_off)::numeric, (1)::numeric) > (0)::numeric))
);

ALTER TABLE ONLY public.promotions FORCE ROW LEVEL SECURITY;

ALTER TABLE public.promotions OWNER TO app_owner;

CREATE FUNCTION app.promotion_candidate(p public.promotions, of_coupon uuid, place integer) RETURNS jsonb
    LANGUAGE plpgsql STABLE
    SET search_path TO 'pg_catalog', 'public', 'pg_temp'
    AS $$
begin
  return jsonb_build_object(
    'promotionId', p.id, 'couponId', of_coupon, 'code', place, 'name', p.name, 'kind', p.kind,
    'percentOff', p.percent_off::text, 'amountOff', p.amount_off::text, 'buyQuantity', p.buy_quantity,
    'getQuantity', p.get_quantity, 'maxDiscount', p.max_discount::text, 'minSubtotal', p.min_subtotal::text,
    'stackingGroup', p.stacking_group, 'priority', p.priority, 'fundedBy', p.funded_by, 'treatment', p.treatment,
    'budgetLeft', (p.budget - p.spent)::text,
    'itemIds', (select jsonb_agg(i.item_id order by i.item_id) from promotion_items i where i.tenant_id = p.tenant_id and i.promotion_id = p.id)
  );
end
$$;

ALTER FUNCTION app.promotion_candidate(p public.promotions, of_coupon uuid, place integer) OWNER TO app_owner;

CREATE FUNCTION app.promotion_holds(p public.promotions, of_branch uuid, of_channel text, of_service text) RETURNS boolean
    LANGUAGE plpgsql STABLE
    SET search_path TO 'pg_catalog', 'public', 'pg_temp'
    AS $$
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
end
$$;

ALTER FUNCTION app.promotion_holds(p public.promotions, of_branch uuid, of_channel text, of_service text) OWNER TO app_owner;

CREATE FUNCTION app.promotion_shares(p public.promotions, eligible boolean[], prices numeric[], units integer[], rest numeric[]) RETURNS numeric[]
    LANGUAGE plpgsql IMMUTABLE
    SET search_path TO 'pg_catalog', 'public', 'pg_temp'
    AS $$
declare
  size integer := coalesce(p.buy_quantity, 0) + coalesce(p.get_quantity, 0);
  bases numeric[];
  total numeric;
  off numeric;
begin
  select array_agg(case when not l.yes then 0 when p.kind <> 'buy_x_get_y' then l.rest
      else div(2 * l.rest * (
          least(l.ends, l.whole) / size * p.get_quantity + greatest(least(l.ends, l.whole) % size - p.buy_quantity, 0)
        - least(l.starts, l.whole) / size * p.get_quantity - greatest(least(l.starts, l.whole) % size - p.buy_quantity, 0)
      ) + l.units, 2 * l.units) end order by l.place)
  into bases
  from (
    select s.*, s.ends - s.units as starts, max(s.ends) over () / nullif(size, 0) * size as whole
    from (
      select u.*, sum(case when u.yes then u.units else 0 end) over (order by u.yes desc, u.price desc, u.place)::integer as ends
      from unnest(eligible, prices, units, rest) with ordinality as u (yes, price, units, rest, place)
    ) as s
  ) as l;
  select coalesce(sum(b), 0) into total from unnest(bases) as b;
  off := case p.kind
    when 'amount' then least(p.amount_off * 100, total)
    else least(div(2 * total * (p.percent_off * 1000000) + 1000000, 2000000), coalesce(p.max_discount * 100, total)) end;
  if off > 0 then
    return (
      select array_agg(r.share + case when r.turn <= r.left_over then 1 else 0 end order by r.place)
      from (
        select w.*, row_number() over (order by w.cut desc, w.place) as turn, off - sum(w.share) over () as left_over
        from (
          select b.place, div(off * b.base, total) as share, mod(off * b.base, total) as cut
          from unnest(bases) with ordinality as b (base, place)
        ) as w
      ) as r
    );
  end if;
  return null;
end
$$;

ALTER FUNCTION app.promotion_shares(p public.promotions, eligible boolean[], prices numeric[], units integer[], rest numeric[]) OWNER TO app_owner;

CREATE FUNCTION app.promotion_used_up(p public.promotions, of_customer uuid) RETURNS text
    LANGUAGE plpgsql STABLE
    SET search_path TO 'pg_catalog', 'public', 'pg_temp'
    AS $$
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
end
$$;

ALTER FUNCTION app.promotion_used_up(p public.promotions, of_customer uuid) OWNER TO app_owner;

CREATE FUNCTION app.promotions_for(of_tenant uuid, of_branch uuid, of_customer uuid, of_channel text, of_service text, codes text[]) RETURNS jsonb
    LANGUAGE plpgsql STABLE SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'public', 'pg_temp'
    AS $$
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
end
$$;

ALTER FUNCTION app.promotions_for(of_tenant uuid, of_branch uuid, of_customer uuid, of_channel text, of_service text, codes text[]) OWNER TO app_owner;

CREATE FUNCTION app.publish_items(of_version uuid) RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'public', 'pg_temp'
    SET enable_nestloop TO 'off'
    SET jit TO 'off'
    AS $$
declare
  own constant uuid := app.tenant_id();
begin
  insert into published_items (tenant_id, version_id, item_id, place, category, sku, name, description, price, document)
  with groups_4 as materialized (
  select g.group_id, jsonb_build_object('id', g.group_id, 'name', g.name, 'minSelected', g.min_selected,
    'maxSelected', g.max_selected, 'minDistinct', g.min_distinct, 'maxDistinct', g.max_distinct,
    'freeQuantity', g.free_quantity, 'pricing', g.pricing, 'defaultsCharged', g.defaults_charged,
    'options', coalesce(jsonb_agg(jsonb_build_object('id', o.option_id, 'sku', p.sku, 'name', o.name, 'price', o.price::text,
      'maxQuantity', o.max_quantity, 'defaultQuantity', o.default_quantity, 'available', true,
      'groups', '[]'::jsonb) order by o.position) filter (where o.option_id is not null), '[]')) as document
  from modifier_groups g
  left join modifier_options o on o.tenant_id = own and o.version_id = of_version and o.group_id = g.group_id
  left join products p on p.tenant_id = own and p.id = o.option_id
  where g.tenant_id = own and g.version_id = of_version and g.level = 4
  group by g.group_id, g.name, g.min_selected, g.max_selected, g.min_distinct, g.max_distinct, g.free_quantity, g.pricing, g.defaults_charged
), groups_3 as materialized (
  select g.group_id, jsonb_build_object('id', g.group_id, 'name', g.name, 'minSelected', g.min_selected,
    'maxSelected', g.max_selected, 'minDistinct', g.min_distinct, 'maxDistinct', g.max_distinct,
    'freeQuantity', g.free_quantity, 'pricing', g.pricing, 'defaultsCharged', g.defaults_charged,
    'options', coalesce(jsonb_agg(jsonb_build_object('id', o.option_id, 'sku', p.sku, 'name', o.name, 'price', o.price::text,
      'maxQuantity', o.max_quantity, 'defaultQuantity', o.default_quantity, 'available', true,
      'groups', coalesce(n.groups, '[]')) order by o.position) filter (where o.option_id is not null), '[]')) as document
  from modifier_groups g
  left join modifier_options o on o.tenant_id = own and o.version_id = of_version and o.group_id = g.group_id
  left join products p on p.tenant_id = own and p.id = o.option_id
  left join (
    select og.option_id, jsonb_agg(d.document order by og.position) as groups
    from option_modifier_groups og join groups_4 d on d.group_id = og.group_id
    where og.tenant_id = own and og.version_id = of_version and og.option_level = 3
    group by og.option_id
  ) n on n.option_id = o.option_id
  where g.tenant_id = own and g.version_id = of_version and g.level = 3
  group by g.group_id, g.name, g.min_selected, g.max_selected, g.min_distinct, g.max_distinct, g.free_quantity, g.pricing, g.defaults_charged
  union all
  select d.group_id, d.document from groups_4 d
), groups_2 as materialized (
  select g.group_id, jsonb_build_object('id', g.group_id, 'name', g.name, 'minSelected', g.min_selected,
    'maxSelected', g.max_selected, 'minDistinct', g.min_distinct, 'maxDistinct', g.max_distinct,
    'freeQuantity', g.free_quantity, 'pricing', g.pricing, 'defaultsCharged', g.defaults_charged,
    'options', coalesce(jsonb_agg(jsonb_build_object('id', o.option_id, 'sku', p.sku, 'name', o.name, 'price', o.price::text,
      'maxQuantity', o.max_quantity, 'defaultQuantity', o.default_quantity, 'available', true,
      'groups', coalesce(n.groups, '[]')) order by o.position) filter (where o.option_id is not null), '[]')) as document
  from modifier_groups g
  left join modifier_options o on o.tenant_id = own and o.version_id = of_version and o.group_id = g.group_id
  left join products p on p.tenant_id = own and p.id = o.option_id
  left join (
    select og.option_id, jsonb_agg(d.document order by og.position) as groups
    from option_modifier_groups og join groups_3 d on d.group_id = og.group_id
    where og.tenant_id = own and og.version_id = of_version and og.option_level = 2
    group by og.option_id
  ) n on n.option_id = o.option_id
  where g.tenant_id = own and g.version_id = of_version and g.level = 2
  group by g.group_id, g.name, g.min_selected, g.max_selected, g.min_distinct, g.max_distinct, g.free_quantity, g.pricing, g.defaults_charged
  union all
  select d.group_id, d.document from groups_3 d
), groups_1 as materialized (
  select g.group_id, jsonb_build_object('id', g.group_id, 'name', g.name, 'minSelected', g.min_selected,
    'maxSelected', g.max_selected, 'minDistinct', g.min_distinct, 'maxDistinct', g.max_distinct,
    'freeQuantity', g.free_quantity, 'pricing', g.pricing, 'defaultsCharged', g.defaults_charged,
    'options', coalesce(jsonb_agg(jsonb_build_object('id', o.option_id, 'sku', p.sku, 'name', o.name, 'price', o.price::text,
      'maxQuantity', o.max_quantity, 'defaultQuantity', o.default_quantity, 'available', true,
      'groups', coalesce(n.groups, '[]')) order by o.position) filter (where o.option_id is not null), '[]')) as document
  from modifier_groups g
  left join modifier_options o on o.tenant_id = own and o.version_id = of_version and o.group_id = g.group_id
  left join products p on p.tenant_id = own and p.id = o.option_id
  left join (
    select og.option_id, jsonb_agg(d.document order by og.position) as groups
    from option_modifier_groups og join groups_2 d on d.group_id = og.group_id
    where og.tenant_id = own and og.version_id = of_version and og.option_level = 1
    group by og.option_id
  ) n on n.option_id = o.option_id
  where g.tenant_id = own and g.version_id = of_version and g.level = 1
  group by g.group_id, g.name, g.min_selected, g.max_selected, g.min_distinct, g.max_distinct, g.free_quantity, g.pricing, g.defaults_charged
  union all
  select d.group_id, d.document from groups_2 d
),
  headings as materialized (
    -- A heading's daypart holds for all below it.
    select c.category_id, c.path, c.name, coalesce(jsonb_agg(a.daypart_id order by a.path) filter (where a.daypart_id is not null), '[]') as daypart_ids
    from menu_categories c
    join menu_categories a on a.tenant_id = own and a.version_id = of_version and starts_with(c.path, a.path)
    where c.tenant_id = own and c.version_id = of_version
    group by c.category_id, c.path, c.name
  ),
  offered as materialized (
    select i.item_id, jsonb_agg(
      case when op.prices is null then g.document else jsonb_set(g.document, '{options}', (
        select jsonb_agg(case when op.prices ? (e.option ->> 'id')
          then e.option || jsonb_build_object('price', op.prices -> (e.option ->> 'id')) else e.option end order by e.place)
        from jsonb_array_elements(g.document -> 'options') with ordinality as e (option, place)
      )) end || jsonb_strip_nulls(jsonb_build_object('minSelected', i.min_selected, 'maxSelected', i.max_selected,
        'minDistinct', i.min_distinct, 'maxDistinct', i.max_distinct, 'freeQuantity', i.free_quantity))
      order by i.position) as groups
    from item_modifier_groups i
    join groups_1 g on g.group_id = i.group_id
    left join (
      select op.item_id, jsonb_object_agg(op.option_id, op.price::text) as prices
      from item_option_prices op where op.tenant_id = own and op.version_id = of_version group by op.item_id
    ) op on op.item_id = i.item_id
    where i.tenant_id = own and i.version_id = of_version
    group by i.item_id
  )
  select own, of_version, i.item_id, row_number() over (order by c.path, i.position), c.name, p.sku, i.name, i.description, i.price,
    jsonb_build_object('id', i.item_id, 'sku', p.sku, 'name', i.name, 'price', i.price::text,
    'ivaClass', i.iva_class, 'satProductKey', i.sat_product_key, 'satUnitKey', i.sat_unit_key, 'prepMinutes', i.prep_minutes,
    'categoryId', i.category_id, 'groups', coalesce(o.groups, '[]'),
    'daypartIds', case when i.daypart_id is null then c.daypart_ids else jsonb_build_array(i.daypart_id) end)
  from menu_items i
  join products p on p.tenant_id = own and p.id = i.item_id
  join headings c on c.category_id = i.category_id
  left join offered o on o.item_id = i.item_id
  where i.tenant_id = own and i.version_id = of_version;
end
$$;

ALTER FUNCTION app.publish_items(of_version uuid) OWNER TO app_owner;

CREATE FUNCTION app.publish_menu(of_version uuid, of_branches uuid[], of_channels text[], since timestamp with time zone) RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'public', 'pg_temp'
    AS $$
declare
  own constant uuid := app.tenant_id();
  -- To the millisecond, which is what a Date holds: whoever reads when it went live, and asks for then, gets it.
  begins constant timestamptz := date_trunc('milliseconds', greatest(coalesce(since, now()), now()));
  sold_on constant text[] := coalesce(of_channels, array['app', 'web', 'kiosk', 'pos', 'partner']);
  v menu_versions;
  document text;
  broken text;
  targets uuid[];
begin
  if app.actor_kind() not in ('staff', 'service') then
    raise exception using errcode = '42501', table = 'menu_versions', message = 'only staff and the service publish';
  end if;
  -- Behind this lock nobody writes into the draft any more.
  select * into v from menu_versions m where m.tenant_id = own and m.id = of_version for update;
  if not found then
    raise exception using errcode = 'P0002', constraint = 'menu_versions_known', table = 'menu_versions', message = 'no such version';
  end if;
  perform from menus m where m.tenant_id = own and m.id = v.menu_id and m.archived_at is null for share;
  if not found then
    raise exception using errcode = '55000', constraint = 'menus_not_archived', table = 'menus', message = 'the menu is archived';
  end if;
  if v.status = 'retired' then
    raise exception using errcode = '55000', constraint = 'menu_versions_not_retired', table = 'menu_versions', message = 'the version is retired';
  end if;
  if v.status = 'draft' then
    select p.rule into broken from app.menu_problems(of_version) p order by p.rule limit 1;
    if found then
      raise exception using errcode = '23514', constraint = broken, table = 'menu_versions', message = 'the draft cannot be sold as it is';
    end if;
    document := app.menu_document(of_version);
    update menu_versions m set status = 'published', published_at = now() where m.tenant_id = own and m.id = of_version;
    insert into menu_snapshots (tenant_id, version_id, document, etag)
    values (own, of_version, document, encode(sha256(convert_to(document, 'UTF8')), 'hex'));
    perform app.publish_items(of_version);
    perform app.index_menu(of_version);
  end if;

  -- In the order of their ids, so that two who publish wait for one another instead of locking each other up.
  select array_agg(b.id) into targets from (
    select b.id from branches b
    where b.tenant_id = own and b.restaurant_id = v.restaurant_id
      and case when of_branches is null then b.archived_at is null else b.id = any (of_branches) end
    order by b.id for no key update
  ) b;
  if of_branches is not null and exists (select unnest(of_branches) except select unnest(targets)) then
    raise exception using errcode = '23503', constraint = 'menu_placements_branch_fk', table = 'menu_placements', message = 'no such branch of the restaurant';
  end if;
  delete from menu_placements p
  where p.tenant_id = own and p.branch_id = any (targets) and p.channel = any (sold_on) and p.live_from_at >= begins;
  update menu_placements p set live_until_at = begins
  where p.tenant_id = own and p.branch_id = any (targets) and p.channel = any (sold_on)
    and (p.live_until_at is null or p.live_until_at > begins);
  insert into menu_placements (tenant_id, id, restaurant_id, branch_id, channel, menu_id, version_id, live_from_at)
  select own, app.uuid_v7(), v.restaurant_id, b.id, c.channel, v.menu_id, of_version, begins
  from unnest(targets) as b (id) cross join unnest(sold_on) as c (channel);

  -- Not one that somebody else is putting live at this moment: who holds its lock decides on it.
  with retired as (
    update menu_versions r set status = 'retired', retired_at = now()
    where r.tenant_id = own and r.id in (
      select m.id from menu_versions m
      where m.tenant_id = own and m.menu_id = v.menu_id and m.status = 'published' and m.id <> of_version and not exists (
        select from menu_placements p
        where p.tenant_id = own and p.version_id = m.id and (p.live_until_at is null or p.live_until_at > now())
      )
      for no key update skip locked
    )
    returning r.id
  )
  -- Never live again, never found again.
  delete from app_private.menu_search s using retired r where s.tenant_id = own and s.version_id = r.id;
end
$$;

ALTER FUNCTION app.publish_menu(of_version uuid, of_branches uuid[], of_channels text[], since timestamp with time zone) OWNER TO app_owner;

CREATE FUNCTION app.recount_rating() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'public', 'pg_temp'
    AS $$
declare
  was constant integer := case when old.state = 'visible' then old.stars else 0 end;
  became integer := 0;
begin
  if tg_op = 'UPDATE' and new.state = 'visible' then
    became := new.stars;
  end if;
  update rating_totals t
  set count = t.count - (was > 0)::integer + (became > 0)::integer, sum = t.sum - was + became,
    stars_1 = t.stars_1 - (was = 1)::integer + (became = 1)::integer, stars_2 = t.stars_2 - (was = 2)::integer + (became = 2)::integer, stars_3 = t.stars_3 - (was = 3)::integer + (became = 3)::integer, stars_4 = t.stars_4 - (was = 4)::integer + (became = 4)::integer, stars_5 = t.stars_5 - (was = 5)::integer + (became = 5)::integer
  where t.tenant_id = old.tenant_id
    and t.target = case when old.courier_id is not null then 'courier' when old.menu_item_id is not null then 'dish' else 'branch' end
    and t.target_id = coalesce(old.courier_id, old.menu_item_id, old.branch_id);
  if not found then
    raise exception using errcode = 'P0002', table = 'rating_totals', message = 'the review was never counted';
  end if;
  return null;
end
$$;

ALTER FUNCTION app.recount_rating() OWNER TO app_owner;

CREATE FUNCTION app.refund_figures(of_tenant uuid, of_order uuid, asked jsonb) RETURNS TABLE(line_no integer, line_quantity integer, units_before integer, units_after integer, total numeric, restaurant_funded numeric, platform_funded numeric, iva_base numeric, iva numeric)
    LANGUAGE plpgsql STABLE ROWS 5
    SET search_path TO 'pg_catalog', 'public', 'pg_temp'
    AS $$
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
end
$$;

ALTER FUNCTION app.refund_figures(of_tenant uuid, of_order uuid, asked jsonb) OWNER TO app_owner;

CREATE FUNCTION app.refund_lines_add_up() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'public', 'pg_temp'
    AS $$
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
end
$$;

ALTER FUNCTION app.refund_lines_add_up() OWNER TO app_owner;

CREATE FUNCTION app.refund_news(of_tenant uuid, of_provider text, of_event text, of_refund uuid, of_ref text, of_news text, of_amount numeric) RETURNS text
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'public', 'pg_temp'
    AS $$
declare
  r refunds;
  verdict text;
begin
  if app.actor_kind() <> 'service' then
    raise exception using errcode = '42501', table = 'payments', message = 'only the service hears the provider';
  end if;
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
end
$$;

ALTER FUNCTION app.refund_news(of_tenant uuid, of_provider text, of_event text, of_refund uuid, of_ref text, of_news text, of_amount numeric) OWNER TO app_owner;

CREATE FUNCTION app.refund_order(of_tenant uuid, new_id uuid, of_order uuid, asked jsonb, with_delivery boolean, with_tip boolean, why text, liable text, of_courier uuid, of_key text) RETURNS uuid
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'public', 'pg_temp'
    AS $$
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
end
$$;

ALTER FUNCTION app.refund_order(of_tenant uuid, new_id uuid, of_order uuid, asked jsonb, with_delivery boolean, with_tip boolean, why text, liable text, of_courier uuid, of_key text) OWNER TO app_owner;

CREATE FUNCTION app.refund_part(figure numeric, units_before integer, units_after integer, whole integer, scale integer) RETURNS numeric
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    SET search_path TO 'pg_catalog', 'public', 'pg_temp'
    AS $$
select round(figure * units_after * 1.00000000000000000000 / whole, scale)
  - round(figure * units_before * 1.00000000000000000000 / whole, scale)
$$;

ALTER FUNCTION app.refund_part(figure numeric, units_before integer, units_after integer, whole integer, scale integer) OWNER TO app_owner;

CREATE FUNCTION app.refunds_charge() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'public', 'pg_temp'
    AS $$
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
end
$$;

ALTER FUNCTION app.refunds_charge() OWNER TO app_owner;

CREATE FUNCTION app.refunds_only_settle() RETURNS trigger
    LANGUAGE plpgsql
    SET search_path TO 'pg_catalog', 'public', 'pg_temp'
    AS $$
declare
  settling text[] := '{status,provider_ref,settled_at,settled_by,total}';
begin
  if to_jsonb(old) - settling <> to_jsonb(new) - settling
     or old.status = 'done' or (old.status = 'failed' and new.status = 'intended') then
    raise exception using errcode = '42501', constraint = 'refunds_only_settle', table = 'refunds',
      message = 'a refund only settles';
  end if;
  return new;
end
$$;

ALTER FUNCTION app.refunds_only_settle() OWNER TO app_owner;

CREATE FUNCTION app.refuse_change() RETURNS trigger
    LANGUAGE plpgsql
    SET search_path TO 'pg_catalog', 'public', 'pg_temp'
    AS $$
begin
  raise exception using errcode = '42501', table = tg_table_name,
    message = format('%s refuses to change a row of %s', tg_name, tg_table_name);
end
$$;

ALTER FUNCTION app.refuse_change() OWNER TO app_owner;

CREATE FUNCTION app.refuse_short_stock(of_tenant uuid, short uuid[], lines jsonb) RETURNS void
    LANGUAGE plpgsql
    SET search_path TO 'pg_catalog', 'public', 'pg_temp'
    AS $$
declare
  line_nos jsonb;
begin
  with recursive sold as (
    select (l ->> 'lineNo')::integer as line_no, (l ->> 'itemId')::uuid as product_id,
      (l ->> 'quantity')::numeric as quantity, l -> 'choices' as choices
    from jsonb_array_elements(lines) l
    union all
    select s.line_no, (c ->> 'optionId')::uuid, s.quantity * (c ->> 'quantity')::numeric, c -> 'choices'
    from sold s cross join lateral jsonb_array_elements(nullif(s.choices, 'null')) c
  )
  select coalesce(jsonb_agg(distinct s.line_no order by s.line_no), '[]'::jsonb) into line_nos
  from sold s join recipes r on r.tenant_id = of_tenant and r.product_id = s.product_id
  where r.stock_item_id = any (short);
  raise exception using errcode = '23514', constraint = 'stock_levels_available', table = 'stock_levels',
    message = 'less is available than the order takes',
    hint = jsonb_build_object('lineNos', line_nos, 'stockItemIds', to_jsonb(short))::text;
end
$$;

ALTER FUNCTION app.refuse_short_stock(of_tenant uuid, short uuid[], lines jsonb) OWNER TO app_owner;

CREATE FUNCTION app.refuse_unless_draft() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'public', 'pg_temp'
    AS $$
declare
  version record;
begin
  for version in select distinct c.tenant_id, c.version_id from changed c loop
    perform from menu_versions v
    where v.tenant_id = version.tenant_id and v.id = version.version_id and v.status = 'draft'
    for share;
    if not found then
      raise exception using errcode = '55000', constraint = 'menu_versions_draft', table = tg_table_name,
        message = 'the version is published: its rows no longer change';
    end if;
  end loop;
  return null;
end
$$;

ALTER FUNCTION app.refuse_unless_draft() OWNER TO app_owner;

CREATE FUNCTION app.reject_overdue_order(of_tenant uuid) RETURNS uuid
    LANGUAGE plpgsql
    SET search_path TO 'pg_catalog', 'public', 'pg_temp'
    AS $$
declare
  d orders;
begin
  select * into d from app.overdue_order(of_tenant);
  if found then
    insert into order_events (tenant_id, order_id, seq, customer_id, from_status, to_status, reason)
    values (of_tenant, d.id, d.version + 1, d.customer_id, d.status, 'rejected', 'not accepted in time');
  end if;
  return d.id;
end
$$;

ALTER FUNCTION app.reject_overdue_order(of_tenant uuid) OWNER TO app_owner;

CREATE FUNCTION app.release_promotions(of_tenant uuid, of_order uuid) RETURNS void
    LANGUAGE plpgsql
    SET search_path TO 'pg_catalog', 'public', 'pg_temp'
    AS $$
declare
  a record;
begin
  for a in
    select d.promotion_id, d.coupon_id, d.amount from order_adjustments d
    where d.tenant_id = of_tenant and d.order_id = of_order order by d.promotion_id
  loop
    update promotions q
    set redeemed = q.redeemed - case when q.max_redemptions is null then 0 else 1 end,
      spent = q.spent - case when q.budget is null then 0 else a.amount end
    where q.tenant_id = of_tenant and q.id = a.promotion_id and (q.max_redemptions is not null or q.budget is not null);
    if a.coupon_id is not null then
      update coupons k set redeemed = k.redeemed - 1
      where k.tenant_id = of_tenant and k.id = a.coupon_id and k.max_redemptions is not null;
    end if;
  end loop;
  for a in
    select d.promotion_id, d.customer_id from order_adjustments d
    where d.tenant_id = of_tenant and d.order_id = of_order order by d.promotion_id
  loop
    update promotion_customers u set used = u.used - 1
    where u.tenant_id = of_tenant and u.promotion_id = a.promotion_id and u.customer_id = a.customer_id;
  end loop;
end
$$;

ALTER FUNCTION app.release_promotions(of_tenant uuid, of_order uuid) OWNER TO app_owner;

CREATE FUNCTION app.release_slot(of_tenant uuid, of_slot uuid, units integer, amount numeric) RETURNS void
    LANGUAGE plpgsql
    SET search_path TO 'pg_catalog', 'public', 'pg_temp'
    AS $$
begin
  if of_slot is null then return; end if;
  update kitchen_slots s set booked_orders = s.booked_orders - 1, booked_units = s.booked_units - units,
    booked_amount = s.booked_amount - amount
  where s.tenant_id = of_tenant and s.id = of_slot;
end
$$;

ALTER FUNCTION app.release_slot(of_tenant uuid, of_slot uuid, units integer, amount numeric) OWNER TO app_owner;

CREATE FUNCTION app.release_stock(of_tenant uuid, of_order uuid) RETURNS void
    LANGUAGE plpgsql
    SET search_path TO 'pg_catalog', 'public', 'pg_temp'
    AS $$
declare
  of_branch uuid;
  ids uuid[];
  given numeric[];
begin
  with freed as (
    update stock_reservations s set state = 'released'
    where s.tenant_id = of_tenant and s.order_id = of_order and s.state = 'held'
    returning s.branch_id, s.stock_item_id, s.quantity
  )
  select (array_agg(f.branch_id))[1], array_agg(f.stock_item_id), array_agg(f.quantity) into of_branch, ids, given
  from freed f;
  if ids is null then return; end if;
  with locked as materialized (
    select l.stock_item_id from stock_levels l
    where l.tenant_id = of_tenant and l.branch_id = of_branch and l.stock_item_id = any (ids)
    order by l.stock_item_id
    for no key update
  )
  update stock_levels l set reserved = l.reserved - n.quantity
  from unnest(ids, given) n (stock_item_id, quantity)
  where l.tenant_id = of_tenant and l.branch_id = of_branch and l.stock_item_id = any (ids)
    and l.stock_item_id = n.stock_item_id and (select count(*) from locked) > 0;
end
$$;

ALTER FUNCTION app.release_stock(of_tenant uuid, of_order uuid) OWNER TO app_owner;

CREATE TABLE public.payments (
    tenant_id uuid DEFAULT app.tenant_id() NOT NULL,
    id uuid DEFAULT app.uuid_v7() NOT NULL,
    order_id uuid NOT NULL,
    customer_id uuid NOT NULL,
    method text NOT NULL,
    provider text,
    provider_ref text,
    idempotency_key text NOT NULL,
    status text DEFAULT 'intended'::text NOT NULL,
    version integer DEFAULT 1 NOT NULL,
    amount public.mxn DEFAULT 0 NOT NULL,
    authorized public.mxn DEFAULT 0 NOT NULL,
    captured public.mxn DEFAULT 0 NOT NULL,
    refunded public.mxn DEFAULT 0 NOT NULL,
    change_for public.mxn,
    capture_requested_at timestamp with time zone,
    void_requested_at timestamp with time zone,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    CONSTRAINT payments_amount_positive CHECK (((amount)::numeric > (0)::numeric)),
    CONSTRAINT payments_authorized_within_amount CHECK ((((authorized)::numeric >= (0)::numeric) AND ((authorized)::numeric <= (amount)::numeric))),
    CONSTRAINT payments_capture_or_void CHECK (((capture_requested_at IS NULL) OR (void_requested_at IS NULL))),
    CONSTRAINT payments_captured_within_authorized CHECK ((((captured)::numeric >= (0)::numeric) AND ((captured)::numeric <= (authorized)::numeric))),
    CONSTRAINT payments_cash_is_taken_at_once CHECK (((method <> 'cash'::text) OR ((authorized)::numeric = (captured)::numeric))),
    CONSTRAINT payments_change_for_cash CHECK (((change_for IS NULL) OR (method = 'cash'::text))),
    CONSTRAINT payments_change_for_covers_amount CHECK (((change_for)::numeric >= ((amount)::numeric - ((amount)::numeric % 0.05)))),
    CONSTRAINT payments_in_full CHECK (((((authorized)::numeric = (0)::numeric) OR ((authorized)::numeric = (amount)::numeric)) AND (((captured)::numeric = (0)::numeric) OR ((captured)::numeric = (amount)::numeric)))),
    CONSTRAINT payments_key_length CHECK (((length(idempotency_key) >= 8) AND (length(idempotency_key) <= 200))),
    CONSTRAINT payments_method_known CHECK ((method = ANY (ARRAY['card'::text, 'cash'::text, 'spei'::text, 'wallet'::text]))),
    CONSTRAINT payments_provider_is_a_name CHECK ((provider ~ '^[a-z][a-z0-9_-]{0,39}$'::text)),
    CONSTRAINT payments_provider_ref_of_provider CHECK (((provider_ref IS NULL) OR (provider IS NOT NULL))),
    CONSTRAINT payments_provider_ref_short CHECK (((length(provider_ref) >= 1) AND (length(provider_ref) <= 200))),
    CONSTRAINT payments_provider_unless_cash CHECK (((method = 'cash'::text) = (provider IS NULL))),
    CONSTRAINT payments_refunded_within_captured CHECK ((((refunded)::numeric >= (0)::numeric) AND ((refunded)::numeric <= (captured)::numeric))),
    CONSTRAINT payments_status_known CHECK ((status = ANY (ARRAY['intended'::text, 'authorized'::text, 'captured'::text, 'voided'::text, 'declined'::text, 'expired'::text]))),
    CONSTRAINT payments_status_says_authorized CHECK (((status <> 'intended'::text) OR ((authorized)::numeric = (0)::numeric))),
    CONSTRAINT payments_status_says_captured CHECK (((status = 'captured'::text) = ((captured)::numeric > (0)::numeric)))
);

ALTER TABLE ONLY public.payments FORCE ROW LEVEL SECURITY;

ALTER TABLE public.payments OWNER TO app_owner;

CREATE FUNCTION app.request_capture(of_tenant uuid, of_payment uuid) RETURNS SETOF public.payments
    LANGUAGE plpgsql SECURITY DEFINER ROWS 1
    SET search_path TO 'pg_catalog', 'public', 'pg_temp'
    AS $$
declare
  of_status text;
begin
  if app.actor_kind() <> 'service' then
    raise exception using errcode = '42501', table = 'payments', message = 'only the service hears the provider';
  end if;
  select o.status into of_status from payments p
  join orders o on o.tenant_id = of_tenant and o.id = p.order_id
  where p.tenant_id = of_tenant and p.id = of_payment
  for share of o;
  if not found then
    raise exception using errcode = 'P0002', constraint = 'payments_known', table = 'payments', message = 'no such payment';
  end if;
  if of_status in ('rejected', 'cancelled') then
    raise exception using errcode = '55000', constraint = 'orders_open', table = 'orders', message = 'the order was called off';
  end if;
  return query
  update payments p set capture_requested_at = coalesce(p.capture_requested_at, now())
  where p.tenant_id = of_tenant and p.id = of_payment
    and (p.status = 'captured' or (p.status = 'authorized' and p.void_requested_at is null))
  returning p.*;
  if not found then
    raise exception using errcode = '55000', constraint = 'payments_can_be_captured', table = 'payments',
      message = 'the payment is not authorised, or is being voided';
  end if;
end
$$;

ALTER FUNCTION app.request_capture(of_tenant uuid, of_payment uuid) OWNER TO app_owner;

CREATE FUNCTION app.request_void(of_tenant uuid, of_payment uuid) RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'public', 'pg_temp'
    AS $$
declare
  p payments;
begin
  select * into p from payments
  where tenant_id = of_tenant and id = of_payment
    and case app.actor_kind() when 'customer' then customer_id = app.actor_id()
      when 'courier' then app.brings(of_tenant, order_id, app.actor_id()) else true end
  for update;
  if not found then
    raise exception using errcode = 'P0002', constraint = 'payments_known', table = 'payments', message = 'no such payment';
  end if;
  if p.status in ('voided', 'declined', 'expired') then
    return;
  end if;
  if p.status = 'captured' or p.capture_requested_at is not null then
    raise exception using errcode = '55000', constraint = 'payments_can_be_voided', table = 'payments',
      message = 'the payment is captured, or is being captured';
  end if;
  if p.method = 'cash' then
    insert into payment_events (tenant_id, payment_id, method, seq, from_status, to_status)
    values (of_tenant, of_payment, p.method, p.version + 1, p.status, 'voided');
  else
    update payments set void_requested_at = coalesce(void_requested_at, now())
    where tenant_id = of_tenant and id = of_payment;
  end if;
end
$$;

ALTER FUNCTION app.request_void(of_tenant uuid, of_payment uuid) OWNER TO app_owner;

CREATE FUNCTION app.review_moderations_apply() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'public', 'pg_temp'
    AS $$
begin
  update reviews r set state = new.to_state, moderation_seq = new.seq
  where r.tenant_id = new.tenant_id and r.id = new.review_id
    and r.state = new.from_state and coalesce(r.moderation_seq, 0) = new.seq - 1;
  if not found then
    raise exception using errcode = '40001', constraint = 'review_moderations_follows', table = 'review_moderations',
      message = 'another decision was taken first';
  end if;
  return null;
end
$$;

ALTER FUNCTION app.review_moderations_apply() OWNER TO app_owner;

CREATE FUNCTION app.review_replies_edit() RETURNS trigger
    LANGUAGE plpgsql
    SET search_path TO 'pg_catalog', 'public', 'pg_temp'
    AS $$
begin
  if now() > old.created_at + interval '168 hours' then
    raise exception using errcode = '55000', constraint = 'review_replies_in_time', table = 'review_replies',
      message = 'the reply can no longer be changed', hint = jsonb_build_object('until', old.created_at + interval '168 hours')::text;
  end if;
  new.actor_kind := app.actor_kind();
  new.actor_id := app.actor_id();
  new.edited_at := now();
  return new;
end
$$;

ALTER FUNCTION app.review_replies_edit() OWNER TO app_owner;

CREATE FUNCTION app.reviews_check() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'public', 'pg_temp'
    AS $$
begin
  -- Before the look-ups below, whose answers would otherwise tell of orders of others.
  if new.tenant_id is distinct from app.tenant_id()
    or (app.actor_kind() = 'customer' and new.customer_id is distinct from app.actor_id()) then
    raise exception using errcode = '42501', table = 'reviews', message = 'a review of somebody else';
  end if;
  select c.delivered_at into new.delivered_at from order_completions c
  where c.tenant_id = new.tenant_id and c.order_id = new.order_id and c.customer_id = new.customer_id;
  if not found then
    raise exception using errcode = '23503', constraint = 'reviews_order_delivered_fk', table = 'reviews', message = 'the order is not delivered';
  end if;
  new.created_at := now();
  new.edited_at := null;
  if new.created_at > new.delivered_at + interval '720 hours' then
    raise exception using errcode = '55000', constraint = 'reviews_in_time', table = 'reviews',
      message = 'the order was delivered too long ago', hint = jsonb_build_object('until', new.delivered_at + interval '720 hours')::text;
  end if;
  if new.line_no is not null then
    select l.menu_item_id into new.menu_item_id from order_items l
    where l.tenant_id = new.tenant_id and l.order_id = new.order_id and l.line_no = new.line_no;
    if not found then
      raise exception using errcode = '23503', constraint = 'reviews_line_fk', table = 'reviews', message = 'the order has no such line';
    end if;
  end if;
  if new.courier_id is not null and new.courier_id is distinct from app.courier_of(new.tenant_id, new.order_id) then
    raise exception using errcode = '23503', constraint = 'reviews_courier_brought_it', table = 'reviews', message = 'no such courier brought the order';
  end if;
  return new;
end
$$;

ALTER FUNCTION app.reviews_check() OWNER TO app_owner;

CREATE FUNCTION app.reviews_edit() RETURNS trigger
    LANGUAGE plpgsql
    SET search_path TO 'pg_catalog', 'public', 'pg_temp'
    AS $$
begin
  if now() > old.delivered_at + interval '720 hours' then
    raise exception using errcode = '55000', constraint = 'reviews_in_time', table = 'reviews',
      message = 'the order was delivered too long ago', hint = jsonb_build_object('until', old.delivered_at + interval '720 hours')::text;
  end if;
  new.edited_at := now();
  return new;
end
$$;

ALTER FUNCTION app.reviews_edit() OWNER TO app_owner;

CREATE FUNCTION app.search_key(of_tenant uuid) RETURNS text
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    SET search_path TO 'pg_catalog', 'public', 'pg_temp'
    AS $$
select left(encode(sha256(uuid_send(of_tenant)), 'hex'), 8)
$$;

ALTER FUNCTION app.search_key(of_tenant uuid) OWNER TO app_owner;

CREATE FUNCTION app.search_menu(query text, of_branch uuid, of_channel text, of_service text, near_longitude double precision, near_latitude double precision, radius double precision, after_rank integer, after_distance integer, after_name text, after_item uuid, after_branch uuid, at_most integer) RETURNS TABLE(number bigint, placement_id uuid, item_id uuid, place integer, rank integer, distance integer, name_key text, matched integer[])
    LANGUAGE plpgsql STABLE SECURITY DEFINER ROWS 20
    SET search_path TO 'pg_catalog', 'public', 'pg_temp'
    SET plan_cache_mode TO 'force_generic_plan'
    AS $$
declare
  own constant uuid := app.tenant_id();
  key constant text := app.search_key(own);
  placements uuid[];
  branch_ids uuid[];
  versions uuid[];
  distances integer[];
  live uuid[];
  words text[];
  word_stems text[];
  asked text;
  asked_stem text;
  grams text[];
  near_terms text[];
  known boolean;
  begun boolean;
  numbers integer[] := '{}';
  stems text[] := '{}';
  weights float8[] := '{}';
  more_stems text[];
  more_weights float8[];
begin
  -- What is sold now: of each branch, the last that began.
  select array_agg(p.id), array_agg(b.id), array_agg(p.version_id), array_agg(b.distance), array_agg(distinct p.version_id)
  into placements, branch_ids, versions, distances, live
  from (
    select b.id, case when near_longitude is null then 0 else round(2 * 6371008.8 * asin(least(1, sqrt(
        sin(radians(b.latitude::float8 - near_latitude) / 2) ^ 2
        + cos(radians(near_latitude)) * cos(radians(b.latitude::float8)) * sin(radians(b.longitude::float8 - near_longitude) / 2) ^ 2))))
      end::integer as distance
    from branches b
    where b.tenant_id = own and b.archived_at is null and of_service = any (b.services) and (of_branch is null or b.id = of_branch)
  ) b
  cross join lateral (
    select p.id, p.version_id, p.live_until_at from menu_placements p
    where p.tenant_id = own and p.branch_id = b.id and p.channel = of_channel and p.live_from_at <= now()
    order by p.live_from_at desc limit 1
  ) p
  where (p.live_until_at is null or p.live_until_at > now()) and (radius is null or near_longitude is null or b.distance <= radius);

  select array_agg(w.word order by w.place), array_agg(coalesce(w.stem, w.word) order by w.place) into words, word_stems
  from (
    select w.word, w.stem, w.place, bool_or(w.stem is not null) over () as telling
    from app.search_words(query) with ordinality as w (word, stem, place) where w.word <> ''
  ) w
  where w.stem is not null or not w.telling;

  -- Which stems each word stands for. As it is written, if a dish has it; else the most similar that dishes have.
  for nth in 1 .. least(coalesce(cardinality(words), 0), 8) loop
    asked := words[nth];
    asked_stem := word_stems[nth];
    with s as materialized (
    select s.tenant_id, s.version_id, s.item_id from app_private.menu_search s where s.terms @> array[key || '=' || asked_stem]
  )
    select exists (select from s where s.tenant_id = own and s.version_id = any (live)) into known;
    if known then
      numbers := numbers || nth;
      stems := stems || asked_stem;
      weights := weights || 1::float8;
      -- The last one may still be in the writing.
      continue when nth < cardinality(words);
    end if;
    grams := (select array_agg(distinct substr('  ' || asked || ' ', n, 3)) from generate_series(1, length(asked) + 1) n);
    -- A short word has too few trigrams to be like another one.
    begun := known or length(asked) < 4;
    near_terms := case when begun then (select array_agg(distinct key || '~' || substr('  ' || asked, n, 3)) from generate_series(1, length(asked)) n) else array(select key || '~' || g from unnest(grams) g) end;
    with b as materialized (
    select s.tenant_id, s.version_id, s.name_words, s.name_stems, s.category_words, s.category_stems from app_private.menu_search s where s.terms @> near_terms and begun
  ),
    l as materialized (
    select s.tenant_id, s.version_id, s.name_words, s.name_stems, s.category_words, s.category_stems from app_private.menu_search s where s.terms && near_terms and not begun
  ),
    candidates as (
      select distinct u.word, u.stem from (table b union all table l) s
      cross join lateral unnest(s.name_words || s.category_words, s.name_stems || s.category_stems) as u (word, stem)
      where s.tenant_id = own and s.version_id = any (live) and u.stem is not null
    ),
    alike as (
      select w.stem, max(greatest(
        case when starts_with(w.word, asked) then 0.8 end,
        -- Two letters in each other's place.
        case when length(w.word) = length(asked) and length(w.word) > 3 and left(w.word, 1) = left(asked, 1)
          and translate(w.word, asked, '') = '' and translate(asked, w.word, '') = '' then 0.7 end,
        case when not begun then g.shared / (length(w.word) + 1 + cardinality(grams) - g.shared) end
      )) as weight
      from candidates w
      cross join lateral (select count(*)::float8 as shared from unnest(grams) g where strpos('  ' || w.word || ' ', g) > 0) g
      group by w.stem
    )
    select array_agg(m.stem), array_agg(m.weight) into more_stems, more_weights from (
      select s.stem, s.weight from (select s.stem, s.weight, max(s.weight) over () as best from alike s) s
      where s.weight >= 0.3 and s.weight > s.best - 0.1 and s.stem <> asked_stem
      order by s.weight desc limit 10
    ) m;
    numbers := numbers || array_fill(nth, array[coalesce(cardinality(more_stems), 0)]);
    stems := stems || more_stems;
    weights := weights || more_weights;
  end loop;

  return query
  with wanted as (
    select a.number, a.stem, a.weight from unnest(numbers, stems, weights) as a (number, stem, weight)
  ),
  s as materialized (
    select s.tenant_id, s.version_id, s.item_id, s.place, s.name_key, s.name_stems, s.category_stems, s.description_stems from app_private.menu_search s where s.terms && (select array_agg(key || '=' || a.stem) from wanted a)
  ),
  found as (
    select s.version_id, s.item_id, s.place, s.name_key, s.name_stems, p.words, p.points
    from s
    cross join lateral (
      select count(*) filter (where w.points > 0) as words, sum(w.points) as points from (
        select max(a.weight * case when a.stem = any (s.name_stems) then 900
          when a.stem = any (s.category_stems) then 600
          when a.stem = any (s.description_stems) then 300 else 0 end) as points
        from wanted a group by a.number
      ) w
    ) p
    where s.tenant_id = own and s.version_id = any (live)
  ),
  ranked as (
    -- All words, or, where no dish has all, as many as any has. Of two dishes with the same words, the shorter name fits better.
    select f.version_id, f.item_id, f.place, f.name_key, f.name_stems,
      (round(f.points / f.words) + 99 / greatest(cardinality(array_remove(f.name_stems, null)), 1))::integer as rank
    from (select f.*, max(f.words) over () as most from found f) f where f.words = f.most
  ),
  page as (
    select r.*, l.placement_id, l.branch_id, l.distance
    from ranked r
    join unnest(placements, branch_ids, versions, distances) as l (placement_id, branch_id, version_id, distance) on l.version_id = r.version_id
    where after_rank is null
      or (-r.rank, l.distance, r.name_key collate "C", r.item_id, l.branch_id) > (-after_rank, after_distance, after_name, after_item, after_branch)
    order by r.rank desc, l.distance, r.name_key collate "C", r.item_id, l.branch_id
    limit least(at_most, 101)
  )
  select row_number() over (order by p.rank desc, p.distance, p.name_key collate "C", p.item_id, p.branch_id),
    p.placement_id, p.item_id, p.place, p.rank, case when near_longitude is not null then p.distance end, p.name_key,
    array(select n.place::integer from unnest(p.name_stems) with ordinality as n (stem, place) where n.stem = any (stems) order by n.place)
  from page p;
end
$$;

ALTER FUNCTION app.search_menu(query text, of_branch uuid, of_channel text, of_service text, near_longitude double precision, near_latitude double precision, radius double precision, after_rank integer, after_distance integer, after_name text, after_item uuid, after_branch uuid, at_most integer) OWNER TO app_owner;

CREATE FUNCTION app.search_terms(key text, stems text[], words text[]) RETURNS text[]
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    SET search_path TO 'pg_catalog', 'public', 'pg_temp'
    AS $$
select coalesce(array_agg(distinct key || t.term), '{}') from (
  select '=' || s.stem from unnest(stems) as s (stem) where s.stem is not null
  union all
  select '~' || g.gram from unnest(words) as w (word), unnest((select array_agg(distinct substr('  ' || w.word || ' ', n, 3)) from generate_series(1, length(w.word) + 1) n)) as g (gram)
) as t (term)
$$;

ALTER FUNCTION app.search_terms(key text, stems text[], words text[]) OWNER TO app_owner;

CREATE FUNCTION app.search_words(content text) RETURNS TABLE(word text, stem text)
    LANGUAGE sql IMMUTABLE ROWS 10 PARALLEL SAFE
    SET search_path TO 'pg_catalog', 'public', 'pg_temp'
    AS $$
select w.word, case when w.word <> '' then (ts_lexize('pg_catalog.spanish_stem', w.word))[1] end
from unnest(string_to_array(app.fold(btrim(regexp_replace(content, '[\u0001-\u002f\u003a-\u0040\u005b-\u0060\u007b-\u00bf\u00d7\u00f7\u02b0-\u02ff\u2000-\u206f\u3000]+', ' ', 'g'))), ' ')) as w (word)
$$;

ALTER FUNCTION app.search_words(content text) OWNER TO app_owner;

CREATE FUNCTION app.selection_outcome(groups jsonb, choices jsonb, path text, depth integer) RETURNS TABLE(total numeric, broken jsonb)
    LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE
    SET search_path TO 'pg_catalog', 'public', 'pg_temp'
    AS $$
declare
  entry jsonb;
  of_group jsonb;
  of_option jsonb;
  group_place integer;
  option_place integer;
  at text;
  known jsonb;
  refused text;
  below record;
  inside numeric;
  tally record;
  group_places integer[] := '{}';
  option_places integer[] := '{}';
  quantities numeric[] := '{}';
  nested numeric[] := '{}';
  paths text[] := '{}';
begin
  total := 0;
  broken := '[]';
  if jsonb_typeof(groups) is distinct from 'array' then
    raise exception using errcode = '22023', constraint = 'selection_item_valid', message = 'no groups to choose from';
  end if;

  for entry, at in
    select c.value, format('%s[%s]', path, c.ordinality - 1)
    from jsonb_array_elements(coalesce(nullif(choices, 'null'), '[]')) with ordinality c order by c.ordinality
  loop
    select g.value, g.ordinality into of_group, group_place
    from jsonb_array_elements(groups) with ordinality g
    where g.value->'id' = entry->'groupId' order by g.ordinality limit 1;
    if not found then
      broken := broken || jsonb_build_object('code', 'unknown_group', 'path', at, 'groupId', entry->'groupId');
      continue;
    end if;
    known := jsonb_build_object('path', at, 'groupId', of_group->'id', 'groupName', of_group->'name');
    select o.value, o.ordinality into of_option, option_place
    from jsonb_array_elements(of_group->'options') with ordinality o
    where o.value->'id' = entry->'optionId' order by o.ordinality limit 1;
    if not found then
      broken := broken || (known || jsonb_build_object('code', 'unknown_option', 'optionId', entry->'optionId'));
      continue;
    end if;
    known := known || jsonb_build_object('optionId', of_option->'id', 'optionName', of_option->'name');

    refused := case
      when not app.is_choice_quantity(entry->'quantity') then 'bad_quantity'
      when (jsonb_array_length(of_option->'groups') = 0 or depth >= 4)
        and exists (select from unnest(group_places, option_places) as u (g, o) where u.g = group_place and u.o = option_place)
      then 'stands_twice'
    end;
    if refused is not null then
      broken := broken || (known || jsonb_build_object('code', refused));
    end if;
    if of_option->'available' is distinct from 'true' then
      broken := broken || (known || jsonb_build_object('code', 'sold_out'));
    end if;

    inside := 0;
    if depth < 4 then
      -- most options offer nothing, and a call costs more than this look
      if of_option->'groups' is distinct from '[]' or coalesce(nullif(entry->'choices', 'null'), '[]') <> '[]' then
        select * into below from app.selection_outcome(of_option->'groups', entry->'choices', at || '.choices', depth + 1);
        broken := broken || below.broken;
        inside := below.total;
      end if;
    elsif jsonb_array_length(coalesce(nullif(entry->'choices', 'null'), '[]')) > 0 then
      broken := broken || jsonb_build_object('code', 'too_deep', 'path', at || '.choices', 'max', 4);
    end if;
    if refused is null then
      group_places := group_places || group_place;
      option_places := option_places || option_place;
      quantities := quantities || (entry->>'quantity')::numeric;
      nested := nested || inside;
      paths := paths || at;
    end if;
  end loop;

  for of_group, group_place in
    select g.value, g.ordinality from jsonb_array_elements(groups) with ordinality g order by g.ordinality
  loop
    select * into tally from app.selection_tally(
      of_group,
      array(select o from unnest(group_places, option_places) with ordinality as u (g, o, n) where g = group_place order by n),
      array(select q from unnest(group_places, quantities) with ordinality as u (g, q, n) where g = group_place order by n),
      array(select p from unnest(group_places, paths) with ordinality as u (g, p, n) where g = group_place order by n),
      path);
    broken := broken || tally.broken;
    total := total + tally.total;
  end loop;
  total := total + coalesce((select sum(u.q * u.p) from unnest(quantities, nested) as u (q, p)), 0);
  return next;
end
$$;

ALTER FUNCTION app.selection_outcome(groups jsonb, choices jsonb, path text, depth integer) OWNER TO app_owner;

CREATE FUNCTION app.selection_tally(of_group jsonb, places integer[], quantities numeric[], paths text[], path text) RETURNS TABLE(total numeric, broken jsonb)
    LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE
    SET search_path TO 'pg_catalog', 'public', 'pg_temp'
    AS $$
declare
  pricing constant text := of_group->>'pricing';
  free constant numeric := of_group->>'freeQuantity';
  defaults_charged constant boolean := of_group->>'defaultsCharged';
  min_selected constant numeric := of_group->>'minSelected';
  max_selected constant numeric := of_group->>'maxSelected';
  min_distinct constant numeric := of_group->>'minDistinct';
  max_distinct constant numeric := of_group->>'maxDistinct';
  known constant jsonb := jsonb_build_object('path', path, 'groupId', of_group->'id', 'groupName', of_group->'name');
  selected numeric;
  kinds numeric;
  sound boolean;
begin
  with units as (
    select u.place, sum(u.quantity) as quantity, min(u.n) as first
    from unnest(places, quantities) with ordinality as u (place, quantity, n) group by u.place
  ), options as (
    select u.*, o.value as option, (o.value->>'price')::numeric as price, (o.value->>'maxQuantity')::numeric as most,
      case when defaults_charged then u.quantity
        else greatest(0, u.quantity - (o.value->>'defaultQuantity')::numeric) end as charged
    from units u, lateral (select of_group->'options'->(u.place - 1) as value) o
  ), in_order as (
    -- how many charged units come before, for the free ones are the first
    select o.*, sum(o.charged) over (order by case pricing when 'free_dearest' then -o.price else o.price end, o.place)
      - o.charged as before
    from options o
  )
  select coalesce(sum(o.quantity), 0), count(*),
    coalesce(bool_and(coalesce(o.price >= 0 and o.price < 'Infinity' and scale(trim_scale(o.price)) <= 2, false)
      and num_nulls(o.most, o.option->>'defaultQuantity') = 0), true),
    coalesce(case pricing
      when 'sum' then sum(o.price * o.charged)
      when 'max' then max(o.price) filter (where o.charged > 0)
      -- half-up in whole numbers: a quotient of numeric is rounded already, and would be rounded twice
      when 'average' then div(200 * sum(o.price * o.charged) + sum(o.quantity), 2 * sum(o.quantity)) / 100.00
      else sum(o.price * (o.charged - least(o.charged, greatest(0, free - o.before))))
    end, 0),
    coalesce(jsonb_agg(known || jsonb_build_object('path', paths[o.first], 'code', 'too_many_of_option',
      'optionId', o.option->'id', 'optionName', o.option->'name', 'max', o.most, 'found', o.quantity)
      order by o.place) filter (where o.quantity > o.most), '[]')
  into selected, kinds, sound, total, broken
  from in_order o;

  if not sound or num_nulls(free, defaults_charged, min_selected, max_selected, min_distinct, max_distinct) > 0
    or pricing is null or pricing not in ('sum', 'max', 'average', 'free_cheapest', 'free_dearest')
  then
    raise exception using errcode = '22023', constraint = 'selection_item_valid', message = 'a group lacks its rules or prices';
  end if;
  broken := broken || (
    select coalesce(jsonb_agg(known || jsonb_build_object('code', v.code, 'min', v.min, 'max', v.max, 'found', v.found)
      order by v.place), '[]')
    from (values
      (1, 'too_few', min_selected, max_selected, selected, selected < min_selected),
      (2, 'too_many', min_selected, max_selected, selected, selected > max_selected),
      (3, 'too_few_distinct', min_distinct, max_distinct, kinds, kinds < min_distinct),
      (4, 'too_many_distinct', min_distinct, max_distinct, kinds, kinds > max_distinct)
    ) as v (place, code, min, max, found, holds)
    where v.holds);
  return next;
end
$$;

ALTER FUNCTION app.selection_tally(of_group jsonb, places integer[], quantities numeric[], paths text[], path text) OWNER TO app_owner;

CREATE FUNCTION app.selection_violations(item jsonb, choices jsonb) RETURNS jsonb
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    AS $$
select broken from app.selection_outcome(item->'groups', choices, 'choices', 1)
$$;

ALTER FUNCTION app.selection_violations(item jsonb, choices jsonb) OWNER TO app_owner;

CREATE FUNCTION app.set_recipe(of_tenant uuid, of_product uuid, ingredients jsonb) RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'public', 'pg_temp'
    AS $$
begin
  if of_tenant is distinct from app.tenant_id() or app.actor_kind() not in ('staff', 'service') then
    raise exception using errcode = '42501', table = 'recipes', message = 'only staff and the service set recipes';
  end if;
  perform from products p where p.tenant_id = of_tenant and p.id = of_product for no key update;
  if not found then
    raise exception using errcode = 'P0002', constraint = 'products_known', table = 'products', message = 'no such dish or option';
  end if;
  delete from recipes r where r.tenant_id = of_tenant and r.product_id = of_product;
  insert into recipes (tenant_id, product_id, stock_item_id, quantity)
  select of_tenant, of_product, (i ->> 'stockItemId')::uuid, (i ->> 'quantity')::numeric
  from jsonb_array_elements(ingredients) i;
end
$$;

ALTER FUNCTION app.set_recipe(of_tenant uuid, of_product uuid, ingredients jsonb) OWNER TO app_owner;

CREATE FUNCTION app.settled_lines(of_tenant uuid, of_order uuid, of_rate numeric, of_iva_rate numeric) RETURNS TABLE(line_no integer, quantity integer, restaurant_funded numeric, platform_funded numeric, commission numeric, commission_iva numeric)
    LANGUAGE plpgsql STABLE ROWS 5
    SET search_path TO 'pg_catalog', 'public', 'pg_temp'
    AS $$
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
end
$$;

ALTER FUNCTION app.settled_lines(of_tenant uuid, of_order uuid, of_rate numeric, of_iva_rate numeric) OWNER TO app_owner;

CREATE FUNCTION app.share_tip(of_tenant uuid, of_order uuid, shares jsonb) RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'public', 'pg_temp'
    AS $$
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
end
$$;

ALTER FUNCTION app.share_tip(of_tenant uuid, of_order uuid, shares jsonb) OWNER TO app_owner;

CREATE FUNCTION app.spanish_key(content text) RETURNS text
    LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE
    SET search_path TO 'pg_catalog', 'public', 'pg_temp'
    AS $_$
declare
  bare text := content;
  second text := '';
begin
  if octet_length(content) <> length(content) then
    content := replace(replace(replace(content, 'ß', 'ss'), 'æ', 'ae'), 'œ', 'oe');
    content := replace(replace(content, 'Ø', 'O̸'), 'ø', 'o̸');
    content := replace(replace(normalize(content, NFD), 'ñ', 'ñ'), 'Ñ', 'Ñ');
    bare := regexp_replace(content, '[\u0300-\u036f]', '', 'g');
    second := rtrim(translate(regexp_replace(content, '[^\u0300-\u036f]', '0', 'g'), '̸̧̨́̀̆̂̌̊̈̋̃̇̄', '123456789ABCDE'), '0');
  end if;
  return translate(lower(replace(bare, 'Ñ', 'ñ') collate "C"), ' _-–—,;:!¡?¿.·''‘’"“”«»()[]{}@*/\&#%`^°+<=>|~$€0123456789abcdefghijklmnñopqrstuvwxyz', ' !"#$%&''()*+,-./0123456789:;<=>?@ABCDEFGHIJKLMNOPQRSTUVWXYZ[\]^_`abcdefghijklmnopqr')
    || chr(1) || second || chr(1) || rtrim(regexp_replace(regexp_replace(bare, '[^A-ZÑ]', '0', 'g'), '[A-ZÑ]', '1', 'g'), '0');
end
$_$;

ALTER FUNCTION app.spanish_key(content text) OWNER TO app_owner;

CREATE FUNCTION app.start_payment(of_tenant uuid, new_id uuid, of_order uuid, of_method text, of_provider text, of_change_for numeric, of_key text) RETURNS uuid
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'public', 'pg_temp'
    AS $$
declare
  p payments;
begin
  perform from orders o
  where o.tenant_id = of_tenant and o.id = of_order
    and case app.actor_kind() when 'customer' then o.customer_id = app.actor_id()
      when 'courier' then app.brings(of_tenant, of_order, app.actor_id()) else true end;
  if not found then
    raise exception using errcode = 'P0002', constraint = 'orders_known', table = 'orders', message = 'no such order';
  end if;
  for attempt in 1..2 loop
    select * into p from payments where tenant_id = of_tenant and order_id = of_order and idempotency_key = of_key;
    if found then
      if (p.method, p.provider, p.change_for) is distinct from (of_method, of_provider, of_change_for) then
        raise exception using errcode = '23505', constraint = 'payments_idempotency_key', table = 'payments',
          message = 'the key was used for another payment';
      end if;
      return p.id;
    end if;
    insert into payments (tenant_id, id, order_id, customer_id, method, provider, change_for, idempotency_key)
    select o.tenant_id, new_id, o.id, o.customer_id, of_method, of_provider, of_change_for, of_key
    from orders o where o.tenant_id = of_tenant and o.id = of_order
    on conflict do nothing;
    if found then
      return new_id;
    end if;
  end loop;
  perform from payments where tenant_id = of_tenant and order_id = of_order and status = 'captured';
  raise exception using errcode = '23505', table = 'payments', message = 'the order has a payment',
    constraint = case when found then 'payments_order_paid' else 'payments_one_live_per_order' end;
end
$$;

ALTER FUNCTION app.start_payment(of_tenant uuid, new_id uuid, of_order uuid, of_method text, of_provider text, of_change_for numeric, of_key text) OWNER TO app_owner;

CREATE FUNCTION app.stock_movements_apply() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'public', 'pg_temp'
    AS $$
begin
  -- Before any look-up, whose answer would otherwise tell what another tenant, or a guest's own, has on hand.
  if new.tenant_id is distinct from app.tenant_id() or app.actor_kind() not in ('staff', 'service') then
    raise exception using errcode = '42501', table = 'stock_movements', message = 'only staff and the service move stock';
  end if;
  if new.kind = 'counted' or new.quantity > 0 then
    insert into stock_levels (tenant_id, branch_id, stock_item_id, on_hand, movement_seq)
    values (new.tenant_id, new.branch_id, new.stock_item_id, 0, 0)
    on conflict (tenant_id, branch_id, stock_item_id) do nothing;
  end if;
  if new.kind = 'counted' then
    select new.on_hand_after - l.on_hand into new.quantity
    from stock_levels l
    where l.tenant_id = new.tenant_id and l.branch_id = new.branch_id and l.stock_item_id = new.stock_item_id
    for no key update;
  end if;
  update stock_levels l set
    on_hand = l.on_hand + new.quantity,
    reserved = l.reserved + case new.kind when 'sold' then new.quantity else 0 end,
    movement_seq = l.movement_seq + 1
  where l.tenant_id = new.tenant_id and l.branch_id = new.branch_id and l.stock_item_id = new.stock_item_id
  returning l.movement_seq, l.on_hand - new.quantity, l.on_hand into new.seq, new.on_hand_before, new.on_hand_after;
  if not found then
    raise exception using errcode = 'P0002', constraint = 'stock_levels_known', table = 'stock_levels',
      message = 'the branch does not count this item';
  end if;
  return new;
end
$$;

ALTER FUNCTION app.stock_movements_apply() OWNER TO app_owner;

CREATE FUNCTION app.strict() RETURNS boolean
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    AS $$
select false
$$;

ALTER FUNCTION app.strict() OWNER TO app_owner;

CREATE FUNCTION app.take_delivery(of_tenant uuid, of_order uuid) RETURNS SETOF public.deliveries
    LANGUAGE plpgsql SECURITY DEFINER ROWS 1
    SET search_path TO 'pg_catalog', 'public', 'pg_temp'
    AS $$
declare
  me constant uuid := app.actor_id();
  d deliveries;
begin
  if app.actor_kind() <> 'courier' then
    raise exception using errcode = '42501', table = 'deliveries', message = 'for couriers';
  end if;
  select * into d from deliveries where tenant_id = of_tenant and order_id = of_order and ready_at is not null;
  if not found then
    raise exception using errcode = 'P0002', constraint = 'deliveries_known', table = 'deliveries', message = 'no such delivery';
  end if;
  insert into delivery_events (tenant_id, order_id, seq, from_status, to_status, courier_id)
  values (of_tenant, of_order, 1, 'waiting', 'assigned', me)
  on conflict do nothing;
  if not found then
    select * into d from deliveries where tenant_id = of_tenant and order_id = of_order;
    if d.status = 'called_off' then
      raise exception using errcode = '55000', constraint = 'orders_open', table = 'orders', message = 'the order was called off';
    elsif d.status <> 'assigned' or d.courier_id <> me then
      raise exception using errcode = '55000', constraint = 'deliveries_taken_once', table = 'deliveries', message = 'somebody else brings it';
    end if;
  end if;
  return query select * from deliveries where tenant_id = of_tenant and order_id = of_order;
end
$$;

ALTER FUNCTION app.take_delivery(of_tenant uuid, of_order uuid) OWNER TO app_owner;

CREATE FUNCTION app.take_menu_off() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'public', 'pg_temp'
    AS $$
declare
  ends constant timestamptz := date_trunc('milliseconds', now());
begin
  delete from menu_placements p where p.tenant_id = new.tenant_id and p.menu_id = new.id and p.live_from_at >= ends;
  update menu_placements p set live_until_at = ends
  where p.tenant_id = new.tenant_id and p.menu_id = new.id and (p.live_until_at is null or p.live_until_at > ends);
  return null;
end
$$;

ALTER FUNCTION app.take_menu_off() OWNER TO app_owner;

CREATE FUNCTION app.take_step(of_tenant uuid, of_order uuid, wanted text, why text, expected integer) RETURNS SETOF public.orders
    LANGUAGE plpgsql ROWS 1
    SET search_path TO 'pg_catalog', 'public', 'pg_temp'
    AS $$
declare
  o orders;
begin
  select * into o from orders where tenant_id = of_tenant and id = of_order;
  if not found then
    raise exception using errcode = 'P0002', constraint = 'orders_known', table = 'orders', message = 'no such order';
  end if;
  if o.version <> expected then
    raise exception using errcode = '40001', constraint = 'orders_version_expected', table = 'orders',
      message = 'another step was taken', hint = jsonb_build_object('version', o.version, 'status', o.status)::text;
  end if;
  insert into order_events (tenant_id, order_id, seq, customer_id, from_status, to_status, reason)
  values (of_tenant, of_order, o.version + 1, o.customer_id, o.status, wanted, why);
  -- What the event has made of it, and nothing else can: to read it once more would cost a tenth of the step.
  o.status := wanted;
  o.version := o.version + 1;
  return next o;
end
$$;

ALTER FUNCTION app.take_step(of_tenant uuid, of_order uuid, wanted text, why text, expected integer) OWNER TO app_owner;

CREATE FUNCTION app.tenant_ids(after uuid, at_most integer) RETURNS SETOF uuid
    LANGUAGE plpgsql STABLE SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'public', 'pg_temp'
    AS $$
begin
  return query
    select d.tenant_id from tenant_domains d
    where d.kind = 'subdomain' and (after is null or d.tenant_id > after)
    order by d.tenant_id limit at_most;
end
$$;

ALTER FUNCTION app.tenant_ids(after uuid, at_most integer) OWNER TO app_owner;

CREATE FUNCTION app.tenant_of_host(wanted text) RETURNS uuid
    LANGUAGE plpgsql STABLE SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'public', 'pg_temp'
    AS $$
begin
  return (
    select d.tenant_id from tenant_domains d
    where d.host = lower(wanted) and (d.kind = 'subdomain' or d.verified_at is not null)
  );
end
$$;

ALTER FUNCTION app.tenant_of_host(wanted text) OWNER TO app_owner;

CREATE FUNCTION app.tips_add_up() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'public', 'pg_temp'
    AS $$
begin
  perform from orders o
  cross join lateral (
    select coalesce(sum(t.amount), 0) as shared from tips t where t.tenant_id = new.tenant_id and t.order_id = new.order_id
  ) as s
  where o.tenant_id = new.tenant_id and o.id = new.order_id
    and (s.shared > o.tip or (o.status = 'delivered' and s.shared <> o.tip));
  if found then
    raise exception using errcode = '23514', constraint = 'tips_add_up', table = 'tips',
      message = 'the shares are not the tip of the order';
  end if;
  return null;
end
$$;

ALTER FUNCTION app.tips_add_up() OWNER TO app_owner;

CREATE FUNCTION app.tips_at_delivery() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'public', 'pg_temp'
    AS $$
begin
  insert into tips (tenant_id, order_id, tip_no, beneficiary, membership_id, amount)
  select o.tenant_id, o.id, s.last_no + 1, case when d.courier_id is null then 'pool' else 'courier' end, d.courier_id, o.tip - s.shared
  from orders o
  cross join lateral (
    select coalesce(sum(t.amount), 0) as shared, coalesce(max(t.tip_no), 0) as last_no
    from tips t where t.tenant_id = o.tenant_id and t.order_id = o.id
  ) as s
  left join deliveries d on d.tenant_id = o.tenant_id and d.order_id = o.id
  where o.tenant_id = new.tenant_id and o.id = new.order_id and o.tip > s.shared;
  return null;
end
$$;

ALTER FUNCTION app.tips_at_delivery() OWNER TO app_owner;

CREATE FUNCTION app.uuid_v7_floor(moment timestamp with time zone) RETURNS uuid
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    SET search_path TO 'pg_catalog', 'public', 'pg_temp'
    AS $$
select (lpad(to_hex(floor(extract(epoch from moment) * 1000)::int8), 12, '0') || '70008000000000000000')::uuid
$$;

ALTER FUNCTION app.uuid_v7_floor(moment timestamp with time zone) OWNER TO app_owner;

CREATE FUNCTION app.verified(token text, at timestamp with time zone) RETURNS boolean
    LANGUAGE plpgsql STABLE SECURITY DEFINER PARALLEL SAFE
    AS $$
declare
  signed constant bytea := pg_catalog.convert_to(token, 'UTF8');
  given text;
  made text;
  key integer;
  inner_pad bytea;
  outer_pad bytea;
  valid_until timestamptz;
begin
  if pg_catalog.length(signed) operator(pg_catalog.=) 151 then
    key := ((pg_catalog.get_byte(signed, 64) operator(pg_catalog.*) 10 operator(pg_catalog.+) pg_catalog.get_byte(signed, 65)) operator(pg_catalog.*) 10 operator(pg_catalog.+) pg_catalog.get_byte(signed, 66)) operator(pg_catalog.*) 10 operator(pg_catalog.+) pg_catalog.get_byte(signed, 67) operator(pg_catalog.-) 53328;
    select k.key_id, k.inner_pad, k.outer_pad, k.valid_until_at into key, inner_pad, outer_pad, valid_until
    from app_private.context_keys k where k.key_id operator(pg_catalog.=) key;
    if found and (valid_until is null or valid_until operator(pg_catalog.>) at) then
      given := pg_catalog.encode(pg_catalog.substr(pg_catalog.convert_to(token, 'UTF8'), 1, 64), 'escape');
      made := pg_catalog.encode(pg_catalog.sha256(outer_pad operator(pg_catalog.||) pg_catalog.sha256(inner_pad operator(pg_catalog.||) pg_catalog.substr(signed, 65))), 'hex');
      if (case when pg_catalog.hashtextextended(made collate pg_catalog."C", 0) operator(pg_catalog.=) pg_catalog.hashtextextended(given collate pg_catalog."C", 0) then made operator(pg_catalog.=) given else false end) then
        if pg_catalog.to_timestamp(pg_catalog.encode(pg_catalog.substr(pg_catalog.convert_to(token, 'UTF8'), 69, 10), 'escape')::pg_catalog.float8) operator(pg_catalog.>=) at then
          return true;
        end if;
        raise exception using errcode = '42501', constraint = 'app_context_expired', message = 'the tenant context is past its expiry';
      end if;
    elsif pg_catalog.translate(pg_catalog.encode(pg_catalog.substr(pg_catalog.convert_to(token, 'UTF8'), 65, 14), 'escape'), '0123456789', '') operator(pg_catalog.=) '' then
      raise exception using errcode = '42501', constraint = 'app_context_key_unknown', message = 'the tenant context is signed with an unknown key';
    end if;
  end if;
  raise exception using errcode = '42501', constraint = 'app_context_invalid', message = 'the tenant context is malformed, or its signature does not hold';
end
$$;

ALTER FUNCTION app.verified(token text, at timestamp with time zone) OWNER TO app_owner;

CREATE FUNCTION app.verify_ledger(of_tenant uuid) RETURNS TABLE(rule text, subject text, expected numeric, actual numeric)
    LANGUAGE plpgsql STABLE SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'public', 'pg_temp'
    SET jit TO 'off'
    AS $$
begin
  if app.actor_kind() <> 'service' then
    raise exception using errcode = '42501', table = 'ledger_entries', message = 'the service verifies the ledger';
  end if;
  return query select d.rule::text, d.subject::text, d.expected::numeric, d.actual::numeric from (
  select 'journal_is_even', e.journal_id::text, sum(e.debit), sum(e.credit)
  from ledger_entries e where e.tenant_id = of_tenant
  group by e.journal_id having sum(e.debit) <> sum(e.credit)
  ) as d(rule, subject, expected, actual);
  return query select d.rule::text, d.subject::text, d.expected::numeric, d.actual::numeric from (
  select 'balance_is_sum', a.id::text, coalesce(sum(e.debit - e.credit), 0), a.balance
  from ledger_accounts a left join ledger_entries e on e.tenant_id = of_tenant and e.account_id = a.id
  where a.tenant_id = of_tenant
  group by a.id, a.debit, a.credit, a.balance
  having coalesce(sum(e.debit), 0) <> a.debit or coalesce(sum(e.credit), 0) <> a.credit
  ) as d(rule, subject, expected, actual);
  return query select d.rule::text, d.subject::text, d.expected::numeric, d.actual::numeric from (
  select 'capture_is_booked', p.id::text, p.captured, coalesce(j.debit, 0)
  from payments p
  left join (
    select j.payment_id, sum(e.debit) as debit from ledger_journals j
    join ledger_entries e on e.tenant_id = of_tenant and e.journal_id = j.id
    where j.tenant_id = of_tenant and j.source = 'capture' group by j.payment_id
  ) j on j.payment_id = p.id
  where p.tenant_id = of_tenant and p.captured <> coalesce(j.debit, 0)
  ) as d(rule, subject, expected, actual);
  return query select d.rule::text, d.subject::text, d.expected::numeric, d.actual::numeric from (
  select 'payment_follows_its_events', p.id::text, null::numeric, p.version::numeric
  from payments p
  left join payment_events e on e.tenant_id = of_tenant and e.payment_id = p.id and e.seq = p.version and e.to_status = p.status
  where p.tenant_id = of_tenant and e.seq is null
  ) as d(rule, subject, expected, actual);
  return query select d.rule::text, d.subject::text, d.expected::numeric, d.actual::numeric from (
  select 'cash_is_collected', p.id::text, p.amount, c.due
  from payments p left join cash_collections c on c.tenant_id = of_tenant and c.payment_id = p.id
  where p.tenant_id = of_tenant and p.provider is null and p.captured is distinct from coalesce(c.due, 0)
  ) as d(rule, subject, expected, actual);
  return query select d.rule::text, d.subject::text, d.expected::numeric, d.actual::numeric from (
  select 'refunded_is_sum', p.id::text, coalesce(r.total, 0), p.refunded
  from payments p
  left join (select payment_id, sum(total) as total from refunds where tenant_id = of_tenant group by payment_id) r on r.payment_id = p.id
  where p.tenant_id = of_tenant and p.refunded <> coalesce(r.total, 0)
  ) as d(rule, subject, expected, actual);
  return query select d.rule::text, d.subject::text, d.expected::numeric, d.actual::numeric from (
  select 'refunded_units_are_worth_their_part', i.order_id || '/' || i.line_no, app.refund_part(i.total, 0, l.units, i.quantity, 2), l.total
  from (
    select order_id, line_no, max(units_after) as units, sum(quantity) as quantity, sum(total) as total
    from refund_lines where tenant_id = of_tenant group by order_id, line_no
  ) l
  join order_items i on i.tenant_id = of_tenant and i.order_id = l.order_id and i.line_no = l.line_no
  where l.total <> app.refund_part(i.total, 0, l.units, i.quantity, 2) or l.units <> l.quantity or l.units > i.quantity
  ) as d(rule, subject, expected, actual);
  return query select d.rule::text, d.subject::text, d.expected::numeric, d.actual::numeric from (
  select 'refund_is_its_lines', r.id::text, coalesce(sum(l.total), 0), r.lines_total
  from refunds r left join refund_lines l on l.tenant_id = of_tenant and l.refund_id = r.id
  where r.tenant_id = of_tenant
  group by r.id, r.lines_total having coalesce(sum(l.total), 0) <> r.lines_total
  ) as d(rule, subject, expected, actual);
  return query select d.rule::text, d.subject::text, d.expected::numeric, d.actual::numeric from (
  select 'tips_are_the_tip', o.id::text, o.tip, coalesce(sum(t.amount), 0)
  from order_completions c
  join orders o on o.tenant_id = of_tenant and o.id = c.order_id
  left join tips t on t.tenant_id = of_tenant and t.order_id = o.id
  where c.tenant_id = of_tenant
  group by o.id, o.tip having o.tip <> coalesce(sum(t.amount), 0)
  ) as d(rule, subject, expected, actual);
  return query select d.rule::text, d.subject::text, d.expected::numeric, d.actual::numeric from (
  select 'delivery_is_booked', c.order_id::text, 1, count(j.id)
  from order_completions c
  left join ledger_journals j on j.tenant_id = of_tenant and j.order_id = c.order_id and j.source = 'delivery'
  where c.tenant_id = of_tenant
  group by c.order_id having count(j.id) <> 1
  ) as d(rule, subject, expected, actual);
  return query select d.rule::text, d.subject::text, d.expected::numeric, d.actual::numeric from (
  select 'commission_is_by_its_terms', s.order_id::text, sum(l.commission + l.commission_iva), s.commission + s.commission_iva
  from order_settlements s
  cross join lateral app.settled_lines(of_tenant, s.order_id, s.rate, s.iva_rate) l
  where s.tenant_id = of_tenant
  group by s.order_id, s.commission, s.commission_iva
  having sum(l.commission) <> s.commission or sum(l.commission_iva) <> s.commission_iva
  ) as d(rule, subject, expected, actual);
  return query select d.rule::text, d.subject::text, d.expected::numeric, d.actual::numeric from (
  select 'account_is_what_happened', w.kind || ':' || w.owner, sum(w.expected), coalesce(a.balance, 0)
  from (
    select 'provider_clearing' as kind, p.provider as owner, p.captured as expected
    from payments p where p.tenant_id = of_tenant and p.provider is not null and p.captured > 0
    union all
    select case when r.settled_by = 'till' then 'till_cash' else 'provider_clearing' end,
      case when r.settled_by = 'till' then '' else p.provider end, -r.total
    from refunds r join payments p on p.tenant_id = of_tenant and p.id = r.payment_id
    where r.tenant_id = of_tenant and r.status = 'done'
    union all
    select case when c.membership_id is null then 'till_cash' else 'courier_cash' end, coalesce(c.membership_id::text, ''), c.due + c.rounding
    from cash_collections c where c.tenant_id = of_tenant
    union all
    select 'cash_rounding', '', -c.rounding from cash_collections c where c.tenant_id = of_tenant
    union all
    select 'courier_cash', h.membership_id::text, -h.amount from cash_hand_ins h where h.tenant_id = of_tenant
    union all
    select 'till_cash', '', h.amount from cash_hand_ins h where h.tenant_id = of_tenant
    union all
    select 'refunds_payable', '', -r.total from refunds r where r.tenant_id = of_tenant and r.status <> 'done'
    union all
    select 'customer_payments', '', -p.captured from payments p where p.tenant_id = of_tenant and p.captured > 0
    union all
    select 'customer_payments', '', o.total
    from order_completions c join orders o on o.tenant_id = of_tenant and o.id = c.order_id where c.tenant_id = of_tenant
    union all
    select case when c.order_id is null then 'customer_payments' when r.liable_party = 'platform' then 'refunds_cost'
        when r.liable_party = 'courier' then 'member_payable' else 'restaurant_payable' end,
      case when c.order_id is null or r.liable_party = 'platform' then '' when r.liable_party = 'courier' then r.courier_id::text
        else s.restaurant_id::text end, r.total
    from refunds r
    left join order_completions c on c.tenant_id = of_tenant and c.order_id = r.order_id
    left join order_settlements s on s.tenant_id = of_tenant and s.order_id = r.order_id
    where r.tenant_id = of_tenant
    union all
    select case t.beneficiary when 'pool' then 'tip_pool' else 'member_payable' end,
      case t.beneficiary when 'pool' then s.restaurant_id::text else t.membership_id::text end, -t.amount
    from tips t join order_settlements s on s.tenant_id = of_tenant and s.order_id = t.order_id where t.tenant_id = of_tenant
    union all
    select x.kind, x.owner, x.amount
    from order_settlements s
    join orders o on o.tenant_id = of_tenant and o.id = s.order_id
    cross join lateral (
      select coalesce(sum(d.amount) filter (where d.funded_by = 'platform'), 0) as platform,
        coalesce(sum(d.amount) filter (where d.funded_by = 'restaurant'), 0) as restaurant,
        coalesce(sum(d.amount) filter (where d.funded_by = 'platform' and d.applies_to = 'lines'), 0) as platform_lines
      from order_adjustments d where d.tenant_id = of_tenant and d.order_id = s.order_id
    ) d
    cross join lateral (
      values ('restaurant_payable', s.restaurant_id::text,
          s.commission + s.commission_iva + d.restaurant - o.subtotal - case s.delivery_to when 'restaurant' then o.delivery_fee else 0 end),
        ('promotions_cost', '', d.platform),
        ('platform_revenue', '', -s.commission),
        ('commission_iva', '', -s.commission_iva),
        ('delivery_revenue', '', case s.delivery_to when 'platform' then -o.delivery_fee else 0 end)
    ) as x(kind, owner, amount)
    where s.tenant_id = of_tenant
    union all
    select x.kind, x.owner, x.amount
    from refunds r
    join order_settlements s on s.tenant_id = of_tenant and s.order_id = r.order_id
    cross join lateral (
      select coalesce(sum(l.platform_funded), 0) as platform,
        coalesce(sum(app.refund_part(c.commission, l.units_before, l.units_after, c.quantity, 2)), 0) as commission,
        coalesce(sum(app.refund_part(c.commission_iva, l.units_before, l.units_after, c.quantity, 2)), 0) as commission_iva
      from refund_lines l join app.settled_lines(of_tenant, r.order_id, s.rate, s.iva_rate) c on c.line_no = l.line_no
      where l.tenant_id = of_tenant and l.refund_id = r.id
    ) l
    cross join lateral (
      values ('restaurant_payable', s.restaurant_id::text, l.platform - l.commission - l.commission_iva),
        ('promotions_cost', '', -l.platform), ('platform_revenue', '', l.commission), ('commission_iva', '', l.commission_iva)
    ) as x(kind, owner, amount)
    where r.tenant_id = of_tenant and r.liable_party = 'restaurant'
    union all
    select x.kind, x.owner, x.amount
    from payouts q
    cross join lateral (
      values ('restaurant_payable', q.restaurant_id::text, q.amount + q.isr_withheld + q.iva_withheld), ('bank', '', -q.amount),
        ('isr_withheld', '', -q.isr_withheld), ('iva_withheld', '', -q.iva_withheld)
    ) as x(kind, owner, amount)
    where q.tenant_id = of_tenant
  ) w
  full join (select * from ledger_accounts where tenant_id = of_tenant) a on a.kind = w.kind and a.owner = w.owner
  group by w.kind, w.owner, a.kind, a.owner, a.balance
  having coalesce(sum(w.expected), 0) <> coalesce(a.balance, 0)
  ) as d(rule, subject, expected, actual);
  return query select d.rule::text, d.subject::text, d.expected::numeric, d.actual::numeric from (
  select 'statement_is_its_entries', q.id::text, f.carried_in + f.sales + f.platform_promotions - f.promotions + f.delivery
    - f.refunds - f.commission - f.commission_iva - f.isr_withheld - f.iva_withheld, q.due
  from payouts q cross join lateral app.payout_figures(of_tenant, q.restaurant_id, q.from_on, q.to_on) f
  where q.tenant_id = of_tenant
    and (f.sales, f.refunds, f.commission, f.commission_iva, f.income, f.iva_charged, f.isr_withheld, f.iva_withheld, f.carried_in)
      is distinct from
      (q.sales, q.refunds, q.commission, q.commission_iva, q.income, q.iva_charged, q.isr_withheld, q.iva_withheld, q.carried_in)
  ) as d(rule, subject, expected, actual);
  return query select d.rule::text, d.subject::text, d.expected::numeric, d.actual::numeric from (
  select 'provider_agrees', e.provider || ':' || e.provider_event_id, coalesce(r.total, p.amount), e.amount
  from provider_events e
  join payments p on p.tenant_id = of_tenant and p.id = e.payment_id
  left join refunds r on r.tenant_id = of_tenant and r.id = e.refund_id
  where e.tenant_id = of_tenant and e.outcome = 'refused'
  ) as d(rule, subject, expected, actual);
end
$$;

ALTER FUNCTION app.verify_ledger(of_tenant uuid) OWNER TO app_owner;

CREATE FUNCTION app.verify_ratings(of_tenant uuid) RETURNS TABLE(target text, target_id uuid, stored integer[], counted integer[])
    LANGUAGE plpgsql STABLE
    SET search_path TO 'pg_catalog', 'public', 'pg_temp'
    AS $$
begin
  if coalesce(current_setting('app.context', true), '') <> '' and app.actor_kind() not in ('staff', 'service') then
    raise exception using errcode = '42501', table = 'rating_totals', message = 'only who sees all reviews can count them';
  end if;
  return query
  with counted as (
    select case when r.courier_id is not null then 'courier' when r.menu_item_id is not null then 'dish' else 'branch' end as target,
      coalesce(r.courier_id, r.menu_item_id, r.branch_id) as target_id,
      array[(count(*) filter (where r.stars = 1))::integer, (count(*) filter (where r.stars = 2))::integer, (count(*) filter (where r.stars = 3))::integer, (count(*) filter (where r.stars = 4))::integer, (count(*) filter (where r.stars = 5))::integer] as stars
    from reviews r where r.tenant_id = of_tenant and r.state = 'visible'
    group by 1, 2
  ), stored as (
    select t.target, t.target_id, array[t.stars_1, t.stars_2, t.stars_3, t.stars_4, t.stars_5] as stars from rating_totals t where t.tenant_id = of_tenant
  )
  select coalesce(s.target, c.target), coalesce(s.target_id, c.target_id), s.stars, coalesce(c.stars, '{0,0,0,0,0}')
  from stored s full join counted c on c.target = s.target and c.target_id = s.target_id
  where s.stars is distinct from coalesce(c.stars, '{0,0,0,0,0}')
  order by 1, 2;
end
$$;

ALTER FUNCTION app.verify_ratings(of_tenant uuid) OWNER TO app_owner;

CREATE FUNCTION app.week_contains(minutes int4multirange, moment timestamp with time zone, zone text) RETURNS boolean
    LANGUAGE plpgsql STABLE PARALLEL SAFE
    SET search_path TO 'pg_catalog', 'public', 'pg_temp'
    AS $$
declare
  wall timestamp := date_trunc('minute', moment at time zone zone);
  minute_of_week integer := extract(epoch from wall - date_trunc('week', wall)) / 60;
  over_sunday integer := 0;
begin
  if minutes is null or moment is null or zone is null then
    return null;
  end if;
  if minutes @> 0 and minutes @> 10079 and minutes <> '{[0,10080)}' then
    over_sunday := (select upper(r) from unnest(minutes) r where lower(r) = 0);
  end if;
  return exists (
    select from unnest(minutes) r
    cross join (values (0), (10080)) v (week)
    cross join lateral (
      select (minute_of_week - lower(r) + 10260) % 10080 - 180 + v.week as since,
        upper(r) - lower(r) + case upper(r) when 10080 then over_sunday else 0 end as lasts
    ) m
    cross join lateral (select wall - make_interval(mins => m.since) as opens) w
    where not (over_sunday > 0 and lower(r) = 0) and m.since < m.lasts + 180
      and app.local_instant(w.opens, zone) <= moment
      and moment < app.local_instant(w.opens + make_interval(mins => m.lasts), zone)
  );
end
$$;

ALTER FUNCTION app.week_contains(minutes int4multirange, moment timestamp with time zone, zone text) OWNER TO app_owner;

CREATE FUNCTION app.week_minutes(starts_minute integer, length_minutes integer) RETURNS int4multirange
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    SET search_path TO 'pg_catalog', 'public', 'pg_temp'
    AS $$
select case
  when starts_minute is null or length_minutes is null then null
  when starts_minute + length_minutes <= 10080 then int4multirange(int4range(starts_minute, starts_minute + length_minutes))
  else int4multirange(int4range(starts_minute, 10080), int4range(0, starts_minute + length_minutes - 10080))
end
$$;

ALTER FUNCTION app.week_minutes(starts_minute integer, length_minutes integer) OWNER TO app_owner;

CREATE FUNCTION app.withholding(of_rate numeric, base numeric, of_day date) RETURNS numeric
    LANGUAGE plpgsql STABLE
    SET search_path TO 'pg_catalog', 'public', 'pg_temp'
    AS $$
begin
  if of_rate is null then
    raise exception using errcode = '55000', constraint = 'withholding_rules_known', table = 'withholding_rules',
      message = 'no rule for the day', hint = jsonb_build_object('day', of_day)::text;
  end if;
  return round(base * of_rate, 2);
end
$$;

ALTER FUNCTION app.withholding(of_rate numeric, base numeric, of_day date) OWNER TO app_owner;

CREATE TABLE app_private.context_keys (
    key_id integer NOT NULL,
    inner_pad bytea NOT NULL,
    outer_pad bytea NOT NULL,
    valid_until_at timestamp with time zone
);

ALTER TABLE app_private.context_keys OWNER TO app_owner;

CREATE TABLE app_private.menu_search (
    tenant_id uuid DEFAULT app.tenant_id() NOT NULL,
    version_id uuid NOT NULL,
    item_id uuid NOT NULL,
    place integer NOT NULL,
    name_key text NOT NULL,
    name_words text[] NOT NULL,
    name_stems text[] NOT NULL,
    category_words text[] NOT NULL,
    category_stems text[] NOT NULL,
    description_stems text[] NOT NULL,
    terms text[] NOT NULL
);

ALTER TABLE app_private.menu_search OWNER TO app_owner;

CREATE TABLE app_private.partitioned_tables (
    table_name text NOT NULL,
    every text NOT NULL
);

ALTER TABLE app_private.partitioned_tables OWNER TO app_owner;

CREATE TABLE public.admin_log (
    id uuid DEFAULT app.uuid_v7() NOT NULL,
    reason text NOT NULL,
    login text DEFAULT SESSION_USER NOT NULL,
    recorded_at timestamp with time zone DEFAULT now() NOT NULL,
    CONSTRAINT admin_log_reason_says_something CHECK ((length(btrim(reason)) >= 8))
);

ALTER TABLE public.admin_log OWNER TO app_owner;

CREATE TABLE public.audit_log (
    tenant_id uuid DEFAULT app.tenant_id() NOT NULL,
    id uuid DEFAULT app.uuid_v7() NOT NULL,
    actor text DEFAULT app.auditor() NOT NULL,
    action text NOT NULL,
    table_name text NOT NULL,
    row_id uuid NOT NULL,
    column_names text[] NOT NULL,
    recorded_at timestamp with time zone DEFAULT now() NOT NULL,
    CONSTRAINT audit_log_action_known CHECK ((action = ANY (ARRAY['insert'::text, 'update'::text, 'delete'::text])))
)
PARTITION BY RANGE (id);

ALTER TABLE ONLY public.audit_log FORCE ROW LEVEL SECURITY;

ALTER TABLE public.audit_log OWNER TO app_owner;

CREATE TABLE public.audit_log_default (
    tenant_id uuid DEFAULT app.tenant_id() CONSTRAINT audit_log_tenant_id_not_null NOT NULL,
    id uuid DEFAULT app.uuid_v7() CONSTRAINT audit_log_id_not_null NOT NULL,
    actor text DEFAULT app.auditor() CONSTRAINT audit_log_actor_not_null NOT NULL,
    action text CONSTRAINT audit_log_action_not_null NOT NULL,
    table_name text CONSTRAINT audit_log_table_name_not_null NOT NULL,
    row_id uuid CONSTRAINT audit_log_row_id_not_null NOT NULL,
    column_names text[] CONSTRAINT audit_log_column_names_not_null NOT NULL,
    recorded_at timestamp with time zone DEFAULT now() CONSTRAINT audit_log_recorded_at_not_null NOT NULL,
    CONSTRAINT audit_log_action_known CHECK ((action = ANY (ARRAY['insert'::text, 'update'::text, 'delete'::text])))
);

ALTER TABLE ONLY public.audit_log_default FORCE ROW LEVEL SECURITY;

ALTER TABLE public.audit_log_default OWNER TO app_owner;

CREATE TABLE public.branch_tax_regions (
    tenant_id uuid DEFAULT app.tenant_id() NOT NULL,
    id uuid DEFAULT app.uuid_v7() NOT NULL,
    branch_id uuid NOT NULL,
    region text NOT NULL,
    valid_from_on date NOT NULL,
    valid_to_on date,
    CONSTRAINT branch_tax_regions_ends_after_it_begins CHECK ((valid_to_on >= valid_from_on)),
    CONSTRAINT branch_tax_regions_region_known CHECK ((region = ANY (ARRAY['north'::text, 'south'::text])))
);

ALTER TABLE ONLY public.branch_tax_regions FORCE ROW LEVEL SECURITY;

ALTER TABLE public.branch_tax_regions OWNER TO app_owner;

CREATE TABLE public.branches (
    tenant_id uuid DEFAULT app.tenant_id() NOT NULL,
    id uuid DEFAULT app.uuid_v7() NOT NULL,
    restaurant_id uuid NOT NULL,
    name text NOT NULL,
    time_zone text NOT NULL,
    day_cutoff_minutes integer DEFAULT 0 NOT NULL,
    iva_rate public.rate6 DEFAULT 0.16 NOT NULL,
    delivery_fee public.mxn DEFAULT 0 NOT NULL,
    services text[] DEFAULT '{delivery,pickup,dine_in}'::text[] NOT NULL,
    phone text,
    street text NOT NULL,
    exterior_number text NOT NULL,
    interior_number text,
    cross_streets text,
    neighborhood text NOT NULL,
    municipality text NOT NULL,
    state character(3) NOT NULL,
    postal_code character(5) NOT NULL,
    directions text,
    longitude numeric(9,6) NOT NULL,
    latitude numeric(9,6) NOT NULL,
    archived_at timestamp with time zone,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    CONSTRAINT branches_cutoff_before_noon CHECK (((day_cutoff_minutes >= 0) AND (day_cutoff_minutes <= 719))),
    CONSTRAINT branches_delivery_fee_not_negative CHECK (((delivery_fee)::numeric >= (0)::numeric)),
    CONSTRAINT branches_location_in_mexico CHECK ((((longitude >= '-118.7'::numeric) AND (longitude <= '-86.5'::numeric)) AND ((latitude >= 14.3) AND (latitude <= 32.9)))),
    CONSTRAINT branches_phone_is_e164_mx CHECK ((phone ~ '^[+]52[0-9]{10}$'::text)),
    CONSTRAINT branches_postal_code_is_5_digits CHECK ((postal_code ~ '^[0-9]{5}$'::text)),
    CONSTRAINT branches_services_known CHECK ((services <@ ARRAY['delivery'::text, 'pickup'::text, 'dine_in'::text])),
    CONSTRAINT branches_services_once_each CHECK (((COALESCE(array_ndims(services), 0) = 1) AND (cardinality(services) = (((('delivery'::text = ANY (services)))::integer + (('pickup'::text = ANY (services)))::integer) + (('dine_in'::text = ANY (services)))::integer)))),
    CONSTRAINT branches_state_is_iso CHECK ((state ~ '^[A-Z]{3}$'::text)),
    CONSTRAINT branches_time_zone_known CHECK (app.is_time_zone(time_zone))
);

ALTER TABLE ONLY public.branches FORCE ROW LEVEL SECURITY;

ALTER TABLE public.branches OWNER TO app_owner;

CREATE TABLE public.cash_collections (
    tenant_id uuid DEFAULT app.tenant_id() NOT NULL,
    payment_id uuid NOT NULL,
    method text DEFAULT 'cash'::text NOT NULL,
    membership_id uuid,
    due public.mxn DEFAULT 0 NOT NULL,
    rounding public.mxn GENERATED ALWAYS AS ((- ((due)::numeric % 0.05))) STORED NOT NULL,
    collected public.mxn NOT NULL,
    change public.mxn GENERATED ALWAYS AS ((((collected)::numeric - (due)::numeric) + ((due)::numeric % 0.05))) STORED NOT NULL,
    change_for public.mxn DEFAULT 0 NOT NULL,
    collected_at timestamp with time zone DEFAULT now() NOT NULL,
    CONSTRAINT cash_collections_change_was_brought CHECK (((collected)::numeric <= (change_for)::numeric)),
    CONSTRAINT cash_collections_covers_due CHECK (((collected)::numeric >= ((due)::numeric - ((due)::numeric % 0.05)))),
    CONSTRAINT cash_collections_in_cash CHECK ((method = 'cash'::text)),
    CONSTRAINT cash_collections_in_coins CHECK ((((collected)::numeric % 0.05) = (0)::numeric))
);

ALTER TABLE ONLY public.cash_collections FORCE ROW LEVEL SECURITY;

ALTER TABLE public.cash_collections OWNER TO app_owner;

CREATE TABLE public.cash_hand_ins (
    tenant_id uuid DEFAULT app.tenant_id() NOT NULL,
    id uuid DEFAULT app.uuid_v7() NOT NULL,
    membership_id uuid NOT NULL,
    amount public.mxn NOT NULL,
    received_by uuid,
    idempotency_key text NOT NULL,
    handed_in_at timestamp with time zone DEFAULT now() NOT NULL,
    CONSTRAINT cash_hand_ins_amount_positive CHECK (((amount)::numeric > (0)::numeric)),
    CONSTRAINT cash_hand_ins_key_length CHECK (((length(idempotency_key) >= 8) AND (length(idempotency_key) <= 200))),
    CONSTRAINT cash_hand_ins_not_to_oneself CHECK ((received_by <> membership_id))
);

ALTER TABLE ONLY public.cash_hand_ins FORCE ROW LEVEL SECURITY;

ALTER TABLE public.cash_hand_ins OWNER TO app_owner;

CREATE TABLE public.commission_terms (
    tenant_id uuid DEFAULT app.tenant_id() NOT NULL,
    id uuid DEFAULT app.uuid_v7() NOT NULL,
    restaurant_id uuid NOT NULL,
    rate public.rate6 NOT NULL,
    iva_rate public.rate6 DEFAULT 0.16 NOT NULL,
    delivery_to text DEFAULT 'platform'::text NOT NULL,
    person text,
    rfc text DEFAULT 'given'::text NOT NULL,
    account text DEFAULT 'mexican'::text NOT NULL,
    valid_from_on date NOT NULL,
    valid_to_on date,
    CONSTRAINT commission_terms_account_known CHECK ((account = ANY (ARRAY['mexican'::text, 'abroad'::text]))),
    CONSTRAINT commission_terms_delivery_to_known CHECK ((delivery_to = ANY (ARRAY['platform'::text, 'restaurant'::text]))),
    CONSTRAINT commission_terms_ends_after_it_begins CHECK ((valid_to_on >= valid_from_on)),
    CONSTRAINT commission_terms_person_known CHECK ((person = ANY (ARRAY['individual'::text, 'entity'::text]))),
    CONSTRAINT commission_terms_rfc_known CHECK ((rfc = ANY (ARRAY['given'::text, 'missing'::text])))
);

ALTER TABLE ONLY public.commission_terms FORCE ROW LEVEL SECURITY;

ALTER TABLE public.commission_terms OWNER TO app_owner;

CREATE TABLE public.coupons (
    tenant_id uuid DEFAULT app.tenant_id() NOT NULL,
    id uuid DEFAULT app.uuid_v7() NOT NULL,
    promotion_id uuid NOT NULL,
    by_code boolean DEFAULT true NOT NULL,
    code text NOT NULL,
    max_redemptions integer,
    redeemed integer DEFAULT 0 NOT NULL,
    valid_from_at timestamp with time zone DEFAULT now() NOT NULL,
    valid_until_at timestamp with time zone,
    CONSTRAINT coupons_code_is_upper_case CHECK ((code ~ '^[A-Z0-9Ñ-]{3,40}$'::text)),
    CONSTRAINT coupons_of_a_promotion_by_code CHECK (by_code),
    CONSTRAINT coupons_redeemed_within_max CHECK (((redeemed >= 0) AND (redeemed <= COALESCE(max_redemptions, 0)))),
    CONSTRAINT coupons_valid_from_before_until CHECK ((valid_from_at < valid_until_at))
);

ALTER TABLE ONLY public.coupons FORCE ROW LEVEL SECURITY;

ALTER TABLE public.coupons OWNER TO app_owner;

CREATE TABLE public.customers (
    tenant_id uuid DEFAULT app.tenant_id() NOT NULL,
    id uuid DEFAULT app.uuid_v7() NOT NULL,
    display_name text NOT NULL,
    phone text,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    CONSTRAINT customers_name_not_blank CHECK ((btrim(display_name) <> ''::text)),
    CONSTRAINT customers_phone_is_e164_mx CHECK ((phone ~ '^[+]52[0-9]{10}$'::text))
);

ALTER TABLE ONLY public.customers FORCE ROW LEVEL SECURITY;

ALTER TABLE public.customers OWNER TO app_owner;

CREATE TABLE public.dayparts (
    tenant_id uuid DEFAULT app.tenant_id() NOT NULL,
    id uuid DEFAULT app.uuid_v7() NOT NULL,
    restaurant_id uuid NOT NULL,
    name text NOT NULL,
    minutes public.week_minutes NOT NULL,
    CONSTRAINT dayparts_name_not_blank CHECK ((btrim(name) <> ''::text))
);

ALTER TABLE ONLY public.dayparts FORCE ROW LEVEL SECURITY;

ALTER TABLE public.dayparts OWNER TO app_owner;

CREATE TABLE public.delivery_events (
    tenant_id uuid DEFAULT app.tenant_id() NOT NULL,
    order_id uuid NOT NULL,
    seq integer NOT NULL,
    from_status text NOT NULL,
    to_status text NOT NULL,
    previous_seq integer GENERATED ALWAYS AS (NULLIF((seq - 1), 0)) STORED,
    courier_id uuid,
    same_courier_id uuid GENERATED ALWAYS AS (
CASE
    WHEN (to_status = ANY (ARRAY['picked_up'::text, 'delivered'::text, 'failed'::text])) THEN courier_id
    ELSE NULL::uuid
END) STORED,
    order_seq integer,
    order_status text,
    actor_kind text DEFAULT app.actor_kind() NOT NULL,
    actor_id uuid DEFAULT app.actor_id() NOT NULL,
    reason text DEFAULT ''::text NOT NULL,
    recorded_at timestamp with time zone DEFAULT now() NOT NULL,
    CONSTRAINT delivery_events_courier_is_actor CHECK (((actor_kind <> 'courier'::text) OR (courier_id = actor_id))),
    CONSTRAINT delivery_events_courier_unless_called_off CHECK (((courier_id IS NULL) = (to_status = 'called_off'::text))),
    CONSTRAINT delivery_events_failed_for_a_reason CHECK (((to_status <> 'failed'::text) OR (reason <> ''::text))),
    CONSTRAINT delivery_events_first_from_waiting CHECK (((seq = 1) = (from_status = 'waiting'::text))),
    CONSTRAINT delivery_events_made_by_order CHECK ((
CASE to_status
    WHEN 'picked_up'::text THEN (order_status = 'on_the_way'::text)
    WHEN 'delivered'::text THEN (order_status = 'delivered'::text)
    WHEN 'called_off'::text THEN (order_status = ANY (ARRAY['rejected'::text, 'cancelled'::text]))
    ELSE (order_status IS NULL)
END IS TRUE)),
    CONSTRAINT delivery_events_order_step_is_whole CHECK (((order_seq IS NULL) = (order_status IS NULL))),
    CONSTRAINT delivery_events_reason_short CHECK ((length(reason) <= 500)),
    CONSTRAINT delivery_events_seq_counts CHECK ((seq >= 1))
);

ALTER TABLE ONLY public.delivery_events FORCE ROW LEVEL SECURITY;

ALTER TABLE public.delivery_events OWNER TO app_owner;

CREATE TABLE public.delivery_transitions (
    from_status text NOT NULL,
    to_status text NOT NULL,
    actor_kind text NOT NULL
);

ALTER TABLE public.delivery_transitions OWNER TO app_owner;

CREATE TABLE public.idempotency_keys (
    tenant_id uuid DEFAULT app.tenant_id() NOT NULL,
    actor text DEFAULT app.actor() NOT NULL,
    verb text NOT NULL,
    key text NOT NULL,
    request_hash bytea NOT NULL,
    result_id uuid NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    CONSTRAINT idempotency_keys_hash_is_sha256 CHECK ((length(request_hash) = 32)),
    CONSTRAINT idempotency_keys_key_length CHECK (((length(key) >= 8) AND (length(key) <= 200)))
);

ALTER TABLE ONLY public.idempotency_keys FORCE ROW LEVEL SECURITY;

ALTER TABLE public.idempotency_keys OWNER TO app_owner;

CREATE TABLE public.item_modifier_groups (
    tenant_id uuid DEFAULT app.tenant_id() NOT NULL,
    version_id uuid NOT NULL,
    item_id uuid NOT NULL,
    group_id uuid NOT NULL,
    "position" integer NOT NULL,
    min_selected integer,
    max_selected integer,
    min_distinct integer,
    max_distinct integer,
    free_quantity integer,
    CONSTRAINT item_modifier_groups_all_or_none CHECK ((num_nulls(min_selected, max_selected, min_distinct, max_distinct, free_quantity) = ANY (ARRAY[0, 5]))),
    CONSTRAINT item_modifier_groups_distinct_min_within_max CHECK ((((min_distinct >= 0) AND (min_distinct <= LEAST(max_distinct, max_selected))) AND ((max_distinct >= 1) AND (max_distinct <= 50)))),
    CONSTRAINT item_modifier_groups_free_within_max CHECK (((free_quantity >= 0) AND (free_quantity <= max_selected))),
    CONSTRAINT item_modifier_groups_min_within_max CHECK ((((min_selected >= 0) AND (min_selected <= max_selected)) AND ((max_selected >= 1) AND (max_selected <= 50))))
);

ALTER TABLE ONLY public.item_modifier_groups FORCE ROW LEVEL SECURITY;

ALTER TABLE public.item_modifier_groups OWNER TO app_owner;

CREATE TABLE public.item_option_prices (
    tenant_id uuid DEFAULT app.tenant_id() NOT NULL,
    version_id uuid NOT NULL,
    item_id uuid NOT NULL,
    option_id uuid NOT NULL,
    price public.mxn NOT NULL,
    CONSTRAINT item_option_prices_not_negative CHECK (((price)::numeric >= (0)::numeric))
);

ALTER TABLE ONLY public.item_option_prices FORCE ROW LEVEL SECURITY;

ALTER TABLE public.item_option_prices OWNER TO app_owner;

CREATE TABLE public.kitchen_slots (
    tenant_id uuid DEFAULT app.tenant_id() NOT NULL,
    id uuid DEFAULT app.uuid_v7() NOT NULL,
    branch_id uuid NOT NULL,
    service text NOT NULL,
    starts_at timestamp with time zone NOT NULL,
    ends_at timestamp with time zone NOT NULL,
    max_orders integer NOT NULL,
    max_units integer,
    max_amount public.mxn,
    booked_orders integer DEFAULT 0 NOT NULL,
    booked_units integer DEFAULT 0 NOT NULL,
    booked_amount public.mxn DEFAULT 0 NOT NULL,
    closed_at timestamp with time zone,
    CONSTRAINT kitchen_slots_amount_within_max CHECK ((((booked_amount)::numeric >= (0)::numeric) AND ((booked_amount)::numeric <= (COALESCE(max_amount, booked_amount))::numeric))),
    CONSTRAINT kitchen_slots_orders_within_max CHECK (((booked_orders >= 0) AND (booked_orders <= max_orders))),
    CONSTRAINT kitchen_slots_service_known CHECK ((service = ANY (ARRAY['delivery'::text, 'pickup'::text, 'dine_in'::text]))),
    CONSTRAINT kitchen_slots_units_within_max CHECK (((booked_units >= 0) AND (booked_units <= COALESCE(max_units, booked_units)))),
    CONSTRAINT kitchen_slots_within_a_day CHECK (((ends_at > starts_at) AND (ends_at <= (starts_at + '24:00:00'::interval))))
);

ALTER TABLE ONLY public.kitchen_slots FORCE ROW LEVEL SECURITY;

ALTER TABLE public.kitchen_slots OWNER TO app_owner;

CREATE TABLE public.ledger_accounts (
    tenant_id uuid DEFAULT app.tenant_id() NOT NULL,
    id uuid DEFAULT app.uuid_v7() NOT NULL,
    kind text NOT NULL,
    restaurant_id uuid,
    membership_id uuid,
    provider text,
    owner text GENERATED ALWAYS AS (COALESCE((restaurant_id)::text, (membership_id)::text, provider, ''::text)) STORED NOT NULL,
    debit public.mxn DEFAULT 0 NOT NULL,
    credit public.mxn DEFAULT 0 NOT NULL,
    balance public.mxn GENERATED ALWAYS AS (((debit)::numeric - (credit)::numeric)) STORED NOT NULL,
    closed_through_on date DEFAULT '-infinity'::date NOT NULL,
    CONSTRAINT ledger_accounts_cash_is_held CHECK (((kind <> 'courier_cash'::text) OR ((debit)::numeric >= (credit)::numeric))),
    CONSTRAINT ledger_accounts_grow CHECK ((((debit)::numeric >= (0)::numeric) AND ((credit)::numeric >= (0)::numeric))),
    CONSTRAINT ledger_accounts_kind_known CHECK ((kind = ANY (ARRAY['provider_clearing'::text, 'courier_cash'::text, 'till_cash'::text, 'cash_rounding'::text, 'bank'::text, 'customer_payments'::text, 'refunds_payable'::text, 'restaurant_payable'::text, 'member_payable'::text, 'tip_pool'::text, 'platform_revenue'::text, 'delivery_revenue'::text, 'commission_iva'::text, 'isr_withheld'::text, 'iva_withheld'::text, 'promotions_cost'::text, 'refunds_cost'::text]))),
    CONSTRAINT ledger_accounts_owner_fits_kind CHECK ((((kind = ANY (ARRAY['restaurant_payable'::text, 'tip_pool'::text])) = (restaurant_id IS NOT NULL)) AND ((kind = ANY (ARRAY['courier_cash'::text, 'member_payable'::text])) = (membership_id IS NOT NULL)) AND ((kind = 'provider_clearing'::text) = (provider IS NOT NULL))))
);

ALTER TABLE ONLY public.ledger_accounts FORCE ROW LEVEL SECURITY;

ALTER TABLE public.ledger_accounts OWNER TO app_owner;

CREATE TABLE public.ledger_entries (
    tenant_id uuid DEFAULT app.tenant_id() NOT NULL,
    journal_id uuid NOT NULL,
    entry_no integer NOT NULL,
    account_id uuid NOT NULL,
    reason text NOT NULL,
    debit public.mxn DEFAULT 0 NOT NULL,
    credit public.mxn DEFAULT 0 NOT NULL,
    net public.mxn6 DEFAULT 0 NOT NULL,
    iva public.mxn6 DEFAULT 0 NOT NULL,
    booked_on date NOT NULL,
    CONSTRAINT ledger_entries_debit_or_credit CHECK ((((debit)::numeric >= (0)::numeric) AND ((credit)::numeric >= (0)::numeric) AND (((debit)::numeric > (0)::numeric) <> ((credit)::numeric > (0)::numeric)))),
    CONSTRAINT ledger_entries_number_counts CHECK ((entry_no >= 1)),
    CONSTRAINT ledger_entries_reason_known CHECK ((reason = ANY (ARRAY['capture'::text, 'rounding'::text, 'hand_in'::text, 'sale'::text, 'platform_promotion'::text, 'promotion'::text, 'delivery'::text, 'tip'::text, 'commission'::text, 'commission_iva'::text, 'refund'::text, 'repayment'::text, 'isr'::text, 'iva'::text, 'payout'::text])))
);

ALTER TABLE ONLY public.ledger_entries FORCE ROW LEVEL SECURITY;

ALTER TABLE public.ledger_entries OWNER TO app_owner;

CREATE TABLE public.ledger_journals (
    tenant_id uuid DEFAULT app.tenant_id() NOT NULL,
    id uuid DEFAULT app.uuid_v7() NOT NULL,
    source text NOT NULL,
    order_id uuid,
    payment_id uuid,
    refund_id uuid,
    hand_in_id uuid,
    payout_id uuid,
    recorded_at timestamp with time zone DEFAULT now() NOT NULL,
    CONSTRAINT ledger_journals_names_what_happened CHECK ((((source = ANY (ARRAY['capture'::text, 'delivery'::text, 'refund'::text, 'repayment'::text])) = (order_id IS NOT NULL)) AND ((source = 'capture'::text) = (payment_id IS NOT NULL)) AND ((source = ANY (ARRAY['refund'::text, 'repayment'::text])) = (refund_id IS NOT NULL)) AND ((source = 'hand_in'::text) = (hand_in_id IS NOT NULL)) AND ((source = 'payout'::text) = (payout_id IS NOT NULL)))),
    CONSTRAINT ledger_journals_source_known CHECK ((source = ANY (ARRAY['capture'::text, 'delivery'::text, 'refund'::text, 'repayment'::text, 'hand_in'::text, 'payout'::text])))
);

ALTER TABLE ONLY public.ledger_journals FORCE ROW LEVEL SECURITY;

ALTER TABLE public.ledger_journals OWNER TO app_owner;

CREATE TABLE public.memberships (
    tenant_id uuid DEFAULT app.tenant_id() NOT NULL,
    id uuid DEFAULT app.uuid_v7() NOT NULL,
    user_id uuid NOT NULL,
    role text NOT NULL,
    display_name text NOT NULL,
    ended_at timestamp with time zone,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    CONSTRAINT memberships_role_known CHECK ((role = ANY (ARRAY['owner'::text, 'manager'::text, 'kitchen'::text, 'counter'::text, 'courier'::text])))
);

ALTER TABLE ONLY public.memberships FORCE ROW LEVEL SECURITY;

ALTER TABLE public.memberships OWNER TO app_owner;

CREATE TABLE public.menu_categories (
    tenant_id uuid DEFAULT app.tenant_id() NOT NULL,
    version_id uuid NOT NULL,
    category_id uuid NOT NULL,
    restaurant_id uuid NOT NULL,
    menu_id uuid NOT NULL,
    parent_id uuid,
    parent_path text,
    "position" integer NOT NULL,
    path text GENERATED ALWAYS AS (((COALESCE(parent_path, ''::text) || lpad(("position")::text, 4, '0'::text)) || '/'::text)) STORED NOT NULL,
    name text NOT NULL,
    description text DEFAULT ''::text NOT NULL,
    daypart_id uuid,
    CONSTRAINT menu_categories_five_levels CHECK ((length(path) <= 25)),
    CONSTRAINT menu_categories_name_not_blank CHECK ((btrim(name) <> ''::text)),
    CONSTRAINT menu_categories_parent_has_its_path CHECK (((parent_id IS NULL) = (parent_path IS NULL))),
    CONSTRAINT menu_categories_position_counts CHECK ((("position" >= 0) AND ("position" <= 9999)))
);

ALTER TABLE ONLY public.menu_categories FORCE ROW LEVEL SECURITY;

ALTER TABLE public.menu_categories OWNER TO app_owner;

CREATE TABLE public.menu_items (
    tenant_id uuid DEFAULT app.tenant_id() NOT NULL,
    version_id uuid NOT NULL,
    item_id uuid NOT NULL,
    restaurant_id uuid NOT NULL,
    menu_id uuid NOT NULL,
    kind text GENERATED ALWAYS AS ('item'::text) STORED NOT NULL,
    category_id uuid NOT NULL,
    "position" integer NOT NULL,
    name text NOT NULL,
    description text DEFAULT ''::text NOT NULL,
    price public.mxn NOT NULL,
    iva_class text DEFAULT 'general'::text NOT NULL,
    sat_product_key character(8) DEFAULT '90101501'::bpchar NOT NULL,
    sat_unit_key text DEFAULT 'E48'::text NOT NULL,
    prep_minutes integer DEFAULT 15 NOT NULL,
    allergens text[] DEFAULT '{}'::text[] NOT NULL,
    images text[] DEFAULT '{}'::text[] NOT NULL,
    daypart_id uuid,
    CONSTRAINT menu_items_allergens_named CHECK (((array_position(allergens, NULL::text) IS NULL) AND (NOT (''::text = ANY (allergens))) AND (cardinality(allergens) <= 30))),
    CONSTRAINT menu_items_images_are_addresses CHECK (((array_position(images, NULL::text) IS NULL) AND (array_to_string(images, ' '::text) ~ '^(https://[^ ]+( https://[^ ]+){0,9})?$'::text))),
    CONSTRAINT menu_items_iva_class_known CHECK ((iva_class = ANY (ARRAY['general'::text, 'zero'::text, 'exempt'::text]))),
    CONSTRAINT menu_items_name_not_blank CHECK ((btrim(name) <> ''::text)),
    CONSTRAINT menu_items_position_counts CHECK (("position" >= 0)),
    CONSTRAINT menu_items_prep_within_a_day CHECK (((prep_minutes >= 0) AND (prep_minutes <= 1440))),
    CONSTRAINT menu_items_price_not_negative CHECK (((price)::numeric >= (0)::numeric)),
    CONSTRAINT menu_items_sat_product_is_8_digits CHECK ((sat_product_key ~ '^[0-9]{8}$'::text)),
    CONSTRAINT menu_items_sat_unit_is_a_key CHECK ((sat_unit_key ~ '^[A-Z0-9]{2,3}$'::text))
);

ALTER TABLE ONLY public.menu_items FORCE ROW LEVEL SECURITY;

ALTER TABLE public.menu_items OWNER TO app_owner;

CREATE TABLE public.menu_placements (
    tenant_id uuid DEFAULT app.tenant_id() NOT NULL,
    id uuid DEFAULT app.uuid_v7() NOT NULL,
    restaurant_id uuid NOT NULL,
    branch_id uuid NOT NULL,
    channel text NOT NULL,
    menu_id uuid NOT NULL,
    version_id uuid NOT NULL,
    live_from_at timestamp with time zone NOT NULL,
    live_until_at timestamp with time zone,
    CONSTRAINT menu_placements_channel_known CHECK ((channel = ANY (ARRAY['app'::text, 'web'::text, 'kiosk'::text, 'pos'::text, 'partner'::text]))),
    CONSTRAINT menu_placements_until_after_from CHECK ((live_until_at > live_from_at))
);

ALTER TABLE ONLY public.menu_placements FORCE ROW LEVEL SECURITY;

ALTER TABLE public.menu_placements OWNER TO app_owner;

CREATE TABLE public.menu_snapshots (
    tenant_id uuid DEFAULT app.tenant_id() NOT NULL,
    version_id uuid NOT NULL,
    document text NOT NULL,
    etag text NOT NULL
);

ALTER TABLE ONLY public.menu_snapshots FORCE ROW LEVEL SECURITY;

ALTER TABLE public.menu_snapshots OWNER TO app_owner;

CREATE TABLE public.menu_versions (
    tenant_id uuid DEFAULT app.tenant_id() NOT NULL,
    id uuid DEFAULT app.uuid_v7() NOT NULL,
    restaurant_id uuid NOT NULL,
    menu_id uuid NOT NULL,
    number integer DEFAULT 0 NOT NULL,
    status text DEFAULT 'draft'::text NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    published_at timestamp with time zone,
    retired_at timestamp with time zone,
    CONSTRAINT menu_versions_number_counts CHECK ((number >= 1)),
    CONSTRAINT menu_versions_published_unless_draft CHECK (((status = 'draft'::text) = (published_at IS NULL))),
    CONSTRAINT menu_versions_retired_at_its_end CHECK (((status = 'retired'::text) = (retired_at IS NOT NULL))),
    CONSTRAINT menu_versions_status_known CHECK ((status = ANY (ARRAY['draft'::text, 'published'::text, 'retired'::text])))
);

ALTER TABLE ONLY public.menu_versions FORCE ROW LEVEL SECURITY;

ALTER TABLE public.menu_versions OWNER TO app_owner;

CREATE TABLE public.menus (
    tenant_id uuid DEFAULT app.tenant_id() NOT NULL,
    id uuid DEFAULT app.uuid_v7() NOT NULL,
    restaurant_id uuid NOT NULL,
    name text NOT NULL,
    archived_at timestamp with time zone,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    CONSTRAINT menus_name_not_blank CHECK ((btrim(name) <> ''::text))
);

ALTER TABLE ONLY public.menus FORCE ROW LEVEL SECURITY;

ALTER TABLE public.menus OWNER TO app_owner;

CREATE TABLE public.modifier_groups (
    tenant_id uuid DEFAULT app.tenant_id() NOT NULL,
    version_id uuid NOT NULL,
    group_id uuid NOT NULL,
    restaurant_id uuid NOT NULL,
    menu_id uuid NOT NULL,
    key text NOT NULL,
    name text NOT NULL,
    level integer DEFAULT 1 NOT NULL,
    min_selected integer NOT NULL,
    max_selected integer NOT NULL,
    min_distinct integer DEFAULT 0 NOT NULL,
    max_distinct integer DEFAULT 50 NOT NULL,
    free_quantity integer DEFAULT 0 NOT NULL,
    pricing text DEFAULT 'sum'::text NOT NULL,
    defaults_charged boolean DEFAULT true NOT NULL,
    CONSTRAINT modifier_groups_distinct_min_within_max CHECK ((((min_distinct >= 0) AND (min_distinct <= LEAST(max_distinct, max_selected))) AND ((max_distinct >= 1) AND (max_distinct <= 50)))),
    CONSTRAINT modifier_groups_four_levels CHECK (((level >= 1) AND (level <= 4))),
    CONSTRAINT modifier_groups_free_by_strategy CHECK (((free_quantity = 0) OR (pricing = ANY (ARRAY['free_cheapest'::text, 'free_dearest'::text])))),
    CONSTRAINT modifier_groups_free_within_max CHECK (((free_quantity >= 0) AND (free_quantity <= max_selected))),
    CONSTRAINT modifier_groups_key_not_blank CHECK (((btrim(key) <> ''::text) AND (length(key) <= 100))),
    CONSTRAINT modifier_groups_min_within_max CHECK ((((min_selected >= 0) AND (min_selected <= max_selected)) AND ((max_selected >= 1) AND (max_selected <= 50)))),
    CONSTRAINT modifier_groups_name_not_blank CHECK ((btrim(name) <> ''::text)),
    CONSTRAINT modifier_groups_pricing_known CHECK ((pricing = ANY (ARRAY['sum'::text, 'max'::text, 'average'::text, 'free_cheapest'::text, 'free_dearest'::text])))
);

ALTER TABLE ONLY public.modifier_groups FORCE ROW LEVEL SECURITY;

ALTER TABLE public.modifier_groups OWNER TO app_owner;

CREATE TABLE public.modifier_options (
    tenant_id uuid DEFAULT app.tenant_id() NOT NULL,
    version_id uuid NOT NULL,
    option_id uuid NOT NULL,
    restaurant_id uuid NOT NULL,
    menu_id uuid NOT NULL,
    kind text GENERATED ALWAYS AS ('option'::text) STORED NOT NULL,
    group_id uuid NOT NULL,
    level integer DEFAULT 1 NOT NULL,
    "position" integer NOT NULL,
    name text NOT NULL,
    price public.mxn DEFAULT 0 NOT NULL,
    max_quantity integer DEFAULT 1 NOT NULL,
    default_quantity integer DEFAULT 0 NOT NULL,
    CONSTRAINT modifier_options_name_not_blank CHECK ((btrim(name) <> ''::text)),
    CONSTRAINT modifier_options_position_counts CHECK (("position" >= 0)),
    CONSTRAINT modifier_options_price_not_negative CHECK (((price)::numeric >= (0)::numeric)),
    CONSTRAINT modifier_options_quantities CHECK ((((max_quantity >= 1) AND (max_quantity <= 50)) AND ((default_quantity >= 0) AND (default_quantity <= max_quantity))))
);

ALTER TABLE ONLY public.modifier_options FORCE ROW LEVEL SECURITY;

ALTER TABLE public.modifier_options OWNER TO app_owner;

CREATE TABLE public.opening_hours (
    tenant_id uuid DEFAULT app.tenant_id() NOT NULL,
    id uuid DEFAULT app.uuid_v7() NOT NULL,
    branch_id uuid NOT NULL,
    service text NOT NULL,
    starts_minute integer NOT NULL,
    length_minutes integer NOT NULL,
    minutes public.week_minutes GENERATED ALWAYS AS (app.week_minutes(starts_minute, length_minutes)) STORED NOT NULL,
    CONSTRAINT opening_hours_service_known CHECK ((service = ANY (ARRAY['delivery'::text, 'pickup'::text, 'dine_in'::text]))),
    CONSTRAINT opening_hours_starts_in_the_week CHECK (((starts_minute >= 0) AND (starts_minute <= 10079))),
    CONSTRAINT opening_hours_within_a_day CHECK (((length_minutes >= 1) AND (length_minutes <= 1440)))
);

ALTER TABLE ONLY public.opening_hours FORCE ROW LEVEL SECURITY;

ALTER TABLE public.opening_hours OWNER TO app_owner;

CREATE TABLE public.option_modifier_groups (
    tenant_id uuid DEFAULT app.tenant_id() NOT NULL,
    version_id uuid NOT NULL,
    option_id uuid NOT NULL,
    option_level integer NOT NULL,
    group_id uuid NOT NULL,
    group_level integer NOT NULL,
    "position" integer NOT NULL,
    CONSTRAINT option_modifier_groups_go_deeper CHECK ((group_level > option_level))
);

ALTER TABLE ONLY public.option_modifier_groups FORCE ROW LEVEL SECURITY;

ALTER TABLE public.option_modifier_groups OWNER TO app_owner;

CREATE TABLE public.order_adjustments (
    tenant_id uuid DEFAULT app.tenant_id() NOT NULL,
    order_id uuid NOT NULL,
    adjustment_no integer NOT NULL,
    customer_id uuid NOT NULL,
    line_count integer NOT NULL,
    adjustment_count integer NOT NULL,
    kind text NOT NULL,
    promotion_id uuid NOT NULL,
    coupon_id uuid,
    name text NOT NULL,
    funded_by text NOT NULL,
    treatment text NOT NULL,
    stacking_group text NOT NULL,
    applies_to text NOT NULL,
    amount public.mxn NOT NULL,
    shares public.mxn[] NOT NULL,
    CONSTRAINT order_adjustments_amount_positive CHECK (((amount)::numeric > (0)::numeric)),
    CONSTRAINT order_adjustments_applies_to_lines_or_delivery CHECK ((applies_to = ANY (ARRAY['lines'::text, 'delivery'::text]))),
    CONSTRAINT order_adjustments_coupon_has_its_code CHECK (((kind = 'coupon'::text) = (coupon_id IS NOT NULL))),
    CONSTRAINT order_adjustments_delivery_is_discounted CHECK (((applies_to = 'lines'::text) OR (treatment = 'discount'::text))),
    CONSTRAINT order_adjustments_funder_known CHECK ((funded_by = ANY (ARRAY['restaurant'::text, 'platform'::text]))),
    CONSTRAINT order_adjustments_kind_known CHECK ((kind = ANY (ARRAY['promotion'::text, 'coupon'::text]))),
    CONSTRAINT order_adjustments_number_within_count CHECK (((adjustment_no >= 1) AND (adjustment_no <= adjustment_count))),
    CONSTRAINT order_adjustments_shares_are_of_lines CHECK (((cardinality(shares) =
CASE applies_to
    WHEN 'lines'::text THEN line_count
    ELSE 0
END) AND (array_position(shares, (NULL::numeric)::public.mxn) IS NULL))),
    CONSTRAINT order_adjustments_shares_not_negative CHECK (((0)::numeric <= ALL ((shares)::numeric[]))),
    CONSTRAINT order_adjustments_treatment_known CHECK ((treatment = ANY (ARRAY['discount'::text, 'third-party-payment'::text])))
);

ALTER TABLE ONLY public.order_adjustments FORCE ROW LEVEL SECURITY;

ALTER TABLE public.order_adjustments OWNER TO app_owner;

CREATE TABLE public.order_completions (
    tenant_id uuid DEFAULT app.tenant_id() NOT NULL,
    order_id uuid NOT NULL,
    customer_id uuid NOT NULL,
    branch_id uuid NOT NULL,
    seq integer NOT NULL,
    to_status text DEFAULT 'delivered'::text NOT NULL,
    delivered_at timestamp with time zone DEFAULT now() NOT NULL,
    CONSTRAINT order_completions_are_deliveries CHECK ((to_status = 'delivered'::text))
);

ALTER TABLE ONLY public.order_completions FORCE ROW LEVEL SECURITY;

ALTER TABLE public.order_completions OWNER TO app_owner;

CREATE TABLE public.order_events (
    tenant_id uuid DEFAULT app.tenant_id() NOT NULL,
    order_id uuid NOT NULL,
    seq integer NOT NULL,
    customer_id uuid NOT NULL,
    from_status text,
    to_status text NOT NULL,
    previous_seq integer GENERATED ALWAYS AS (NULLIF((seq - 1), 0)) STORED,
    actor_kind text DEFAULT app.actor_kind() NOT NULL,
    actor_id uuid DEFAULT app.actor_id() NOT NULL,
    reason text DEFAULT ''::text NOT NULL,
    recorded_at timestamp with time zone DEFAULT now() NOT NULL,
    CONSTRAINT order_events_customer_moves_own CHECK (((actor_kind <> 'customer'::text) OR (actor_id = customer_id))),
    CONSTRAINT order_events_first_is_placed CHECK ((((seq = 1) = (from_status IS NULL)) AND ((seq > 1) OR (to_status = 'placed'::text)))),
    CONSTRAINT order_events_reason_short CHECK ((length(reason) <= 500)),
    CONSTRAINT order_events_seq_counts CHECK ((seq >= 1))
)
PARTITION BY RANGE (order_id);

ALTER TABLE ONLY public.order_events FORCE ROW LEVEL SECURITY;

ALTER TABLE public.order_events OWNER TO app_owner;

CREATE TABLE public.order_events_default (
    tenant_id uuid DEFAULT app.tenant_id() CONSTRAINT order_events_tenant_id_not_null NOT NULL,
    order_id uuid CONSTRAINT order_events_order_id_not_null NOT NULL,
    seq integer CONSTRAINT order_events_seq_not_null NOT NULL,
    customer_id uuid CONSTRAINT order_events_customer_id_not_null NOT NULL,
    from_status text,
    to_status text CONSTRAINT order_events_to_status_not_null NOT NULL,
    previous_seq integer GENERATED ALWAYS AS (NULLIF((seq - 1), 0)) STORED,
    actor_kind text DEFAULT app.actor_kind() CONSTRAINT order_events_actor_kind_not_null NOT NULL,
    actor_id uuid DEFAULT app.actor_id() CONSTRAINT order_events_actor_id_not_null NOT NULL,
    reason text DEFAULT ''::text CONSTRAINT order_events_reason_not_null NOT NULL,
    recorded_at timestamp with time zone DEFAULT now() CONSTRAINT order_events_recorded_at_not_null NOT NULL,
    CONSTRAINT order_events_customer_moves_own CHECK (((actor_kind <> 'customer'::text) OR (actor_id = customer_id))),
    CONSTRAINT order_events_first_is_placed CHECK ((((seq = 1) = (from_status IS NULL)) AND ((seq > 1) OR (to_status = 'placed'::text)))),
    CONSTRAINT order_events_reason_short CHECK ((length(reason) <= 500)),
    CONSTRAINT order_events_seq_counts CHECK ((seq >= 1))
);

ALTER TABLE ONLY public.order_events_default FORCE ROW LEVEL SECURITY;

ALTER TABLE public.order_events_default OWNER TO app_owner;

CREATE TABLE public.order_folio_counters (
    tenant_id uuid DEFAULT app.tenant_id() NOT NULL,
    branch_id uuid NOT NULL,
    business_on date NOT NULL,
    last_folio integer NOT NULL,
    CONSTRAINT order_folio_counters_positive CHECK ((last_folio >= 1))
);

ALTER TABLE ONLY public.order_folio_counters FORCE ROW LEVEL SECURITY;

ALTER TABLE public.order_folio_counters OWNER TO app_owner;

CREATE TABLE public.order_item_modifiers (
    tenant_id uuid DEFAULT app.tenant_id() NOT NULL,
    order_id uuid NOT NULL,
    line_no integer NOT NULL,
    "position" integer NOT NULL,
    parent_position integer,
    customer_id uuid NOT NULL,
    option_id uuid NOT NULL,
    group_name text NOT NULL,
    option_name text NOT NULL,
    quantity integer NOT NULL,
    price public.mxn NOT NULL,
    CONSTRAINT order_item_modifiers_parent_before CHECK ((parent_position < "position")),
    CONSTRAINT order_item_modifiers_price_not_negative CHECK (((price)::numeric >= (0)::numeric)),
    CONSTRAINT order_item_modifiers_quantity_positive CHECK (((quantity >= 1) AND (quantity <= 50)))
);

ALTER TABLE ONLY public.order_item_modifiers FORCE ROW LEVEL SECURITY;

ALTER TABLE public.order_item_modifiers OWNER TO app_owner;

CREATE TABLE public.order_items (
    tenant_id uuid DEFAULT app.tenant_id() NOT NULL,
    order_id uuid NOT NULL,
    line_no integer NOT NULL,
    customer_id uuid NOT NULL,
    line_count integer NOT NULL,
    adjustment_count integer NOT NULL,
    menu_version_id uuid NOT NULL,
    menu_item_id uuid NOT NULL,
    name text NOT NULL,
    iva_class text NOT NULL,
    sat_product_key text NOT NULL,
    sat_unit_key text NOT NULL,
    quantity integer NOT NULL,
    unit_price public.mxn NOT NULL,
    discount public.mxn DEFAULT 0 NOT NULL,
    paid_by_third public.mxn DEFAULT 0 NOT NULL,
    iva_rate public.rate6,
    gross public.mxn GENERATED ALWAYS AS (((unit_price)::numeric * (quantity)::numeric)) STORED NOT NULL,
    total public.mxn GENERATED ALWAYS AS ((((unit_price)::numeric * (quantity)::numeric) - (discount)::numeric)) STORED NOT NULL,
    taxable public.mxn GENERATED ALWAYS AS (((((unit_price)::numeric * (quantity)::numeric) - (discount)::numeric) + (paid_by_third)::numeric)) STORED NOT NULL,
    iva_base public.mxn6 GENERATED ALWAYS AS (round(((((((unit_price)::numeric * (quantity)::numeric) - (discount)::numeric) + (paid_by_third)::numeric) * 1.00000000000000000000) / ((1)::numeric + COALESCE((iva_rate)::numeric, (0)::numeric))), 6)) STORED NOT NULL,
    iva public.mxn6 GENERATED ALWAYS AS (round((round(((((((unit_price)::numeric * (quantity)::numeric) - (discount)::numeric) + (paid_by_third)::numeric) * 1.00000000000000000000) / ((1)::numeric + COALESCE((iva_rate)::numeric, (0)::numeric))), 6) * COALESCE((iva_rate)::numeric, (0)::numeric)), 6)) STORED NOT NULL,
    CONSTRAINT order_items_discount_within_line CHECK ((((discount)::numeric >= (0)::numeric) AND ((discount)::numeric <= ((unit_price)::numeric * (quantity)::numeric)))),
    CONSTRAINT order_items_iva_class_known CHECK ((iva_class = ANY (ARRAY['general'::text, 'zero'::text, 'exempt'::text]))),
    CONSTRAINT order_items_line_within_count CHECK (((line_no >= 1) AND (line_no <= line_count))),
    CONSTRAINT order_items_price_not_negative CHECK (((unit_price)::numeric >= (0)::numeric)),
    CONSTRAINT order_items_quantity_positive CHECK (((quantity >= 1) AND (quantity <= 999))),
    CONSTRAINT order_items_rate_fits_class CHECK ((((iva_class = 'exempt'::text) = (iva_rate IS NULL)) AND ((iva_class <> 'zero'::text) OR ((iva_rate)::numeric = (0)::numeric)))),
    CONSTRAINT order_items_third_pays_of_discount CHECK ((((paid_by_third)::numeric >= (0)::numeric) AND ((paid_by_third)::numeric <= (discount)::numeric)))
);

ALTER TABLE ONLY public.order_items FORCE ROW LEVEL SECURITY;

ALTER TABLE public.order_items OWNER TO app_owner;

CREATE TABLE public.order_quotes (
    tenant_id uuid DEFAULT app.tenant_id() NOT NULL,
    id uuid DEFAULT app.uuid_v7() NOT NULL,
    branch_id uuid NOT NULL,
    customer_id uuid NOT NULL,
    service text NOT NULL,
    channel text NOT NULL,
    menu_id uuid NOT NULL,
    menu_version_id uuid NOT NULL,
    slot_id uuid,
    notes text DEFAULT ''::text NOT NULL,
    units integer NOT NULL,
    subtotal public.mxn NOT NULL,
    discount public.mxn NOT NULL,
    delivery_fee public.mxn NOT NULL,
    delivery_discount public.mxn NOT NULL,
    delivery_iva_rate public.rate6 NOT NULL,
    tip public.mxn NOT NULL,
    iva public.mxn NOT NULL,
    total public.mxn DEFAULT 0 NOT NULL,
    document jsonb NOT NULL,
    product_ids uuid[] DEFAULT '{}'::uuid[] NOT NULL,
    price_ids uuid[] DEFAULT '{}'::uuid[] NOT NULL,
    hash bytea DEFAULT '\x'::bytea NOT NULL,
    quoted_at timestamp with time zone DEFAULT now() NOT NULL,
    expires_at timestamp with time zone DEFAULT now() NOT NULL,
    CONSTRAINT order_quotes_notes_short CHECK ((length(notes) <= 500)),
    CONSTRAINT order_quotes_tip_not_negative CHECK (((tip)::numeric >= (0)::numeric)),
    CONSTRAINT order_quotes_total_adds_up CHECK (((total)::numeric = (((((subtotal)::numeric - (discount)::numeric) + (delivery_fee)::numeric) - (delivery_discount)::numeric) + (tip)::numeric)))
)
PARTITION BY RANGE (id);

ALTER TABLE ONLY public.order_quotes FORCE ROW LEVEL SECURITY;

ALTER TABLE public.order_quotes OWNER TO app_owner;

CREATE TABLE public.order_quotes_default (
    tenant_id uuid DEFAULT app.tenant_id() CONSTRAINT order_quotes_tenant_id_not_null NOT NULL,
    id uuid DEFAULT app.uuid_v7() CONSTRAINT order_quotes_id_not_null NOT NULL,
    branch_id uuid CONSTRAINT order_quotes_branch_id_not_null NOT NULL,
    customer_id uuid CONSTRAINT order_quotes_customer_id_not_null NOT NULL,
    service text CONSTRAINT order_quotes_service_not_null NOT NULL,
    channel text CONSTRAINT order_quotes_channel_not_null NOT NULL,
    menu_id uuid CONSTRAINT order_quotes_menu_id_not_null NOT NULL,
    menu_version_id uuid CONSTRAINT order_quotes_menu_version_id_not_null NOT NULL,
    slot_id uuid,
    notes text DEFAULT ''::text CONSTRAINT order_quotes_notes_not_null NOT NULL,
    units integer CONSTRAINT order_quotes_units_not_null NOT NULL,
    subtotal public.mxn CONSTRAINT order_quotes_subtotal_not_null NOT NULL,
    discount public.mxn CONSTRAINT order_quotes_discount_not_null NOT NULL,
    delivery_fee public.mxn CONSTRAINT order_quotes_delivery_fee_not_null NOT NULL,
    delivery_discount public.mxn CONSTRAINT order_quotes_delivery_discount_not_null NOT NULL,
    delivery_iva_rate public.rate6 CONSTRAINT order_quotes_delivery_iva_rate_not_null NOT NULL,
    tip public.mxn CONSTRAINT order_quotes_tip_not_null NOT NULL,
    iva public.mxn CONSTRAINT order_quotes_iva_not_null NOT NULL,
    total public.mxn DEFAULT 0 CONSTRAINT order_quotes_total_not_null NOT NULL,
    document jsonb CONSTRAINT order_quotes_document_not_null NOT NULL,
    product_ids uuid[] DEFAULT '{}'::uuid[] CONSTRAINT order_quotes_product_ids_not_null NOT NULL,
    price_ids uuid[] DEFAULT '{}'::uuid[] CONSTRAINT order_quotes_price_ids_not_null NOT NULL,
    hash bytea DEFAULT '\x'::bytea CONSTRAINT order_quotes_hash_not_null NOT NULL,
    quoted_at timestamp with time zone DEFAULT now() CONSTRAINT order_quotes_quoted_at_not_null NOT NULL,
    expires_at timestamp with time zone DEFAULT now() CONSTRAINT order_quotes_expires_at_not_null NOT NULL,
    CONSTRAINT order_quotes_notes_short CHECK ((length(notes) <= 500)),
    CONSTRAINT order_quotes_tip_not_negative CHECK (((tip)::numeric >= (0)::numeric)),
    CONSTRAINT order_quotes_total_adds_up CHECK (((total)::numeric = (((((subtotal)::numeric - (discount)::numeric) + (delivery_fee)::numeric) - (delivery_discount)::numeric) + (tip)::numeric)))
);

ALTER TABLE ONLY public.order_quotes_default FORCE ROW LEVEL SECURITY;

ALTER TABLE public.order_quotes_default OWNER TO app_owner;

CREATE TABLE public.order_settlements (
    tenant_id uuid DEFAULT app.tenant_id() NOT NULL,
    order_id uuid NOT NULL,
    restaurant_id uuid NOT NULL,
    delivered_on date NOT NULL,
    rate public.rate6 NOT NULL,
    iva_rate public.rate6 NOT NULL,
    delivery_to text NOT NULL,
    commission public.mxn NOT NULL,
    commission_iva public.mxn NOT NULL,
    CONSTRAINT order_settlements_commission_not_negative CHECK ((((commission)::numeric >= (0)::numeric) AND ((commission_iva)::numeric >= (0)::numeric))),
    CONSTRAINT order_settlements_delivery_to_known CHECK ((delivery_to = ANY (ARRAY['platform'::text, 'restaurant'::text])))
);

ALTER TABLE ONLY public.order_settlements FORCE ROW LEVEL SECURITY;

ALTER TABLE public.order_settlements OWNER TO app_owner;

CREATE TABLE public.order_transitions (
    from_status text NOT NULL,
    to_status text NOT NULL,
    actor_kind text NOT NULL
);

ALTER TABLE public.order_transitions OWNER TO app_owner;

CREATE TABLE public.outbox (
    tenant_id uuid DEFAULT app.tenant_id() NOT NULL,
    id uuid DEFAULT app.uuid_v7() NOT NULL,
    topic text NOT NULL,
    aggregate_id uuid NOT NULL,
    seq integer NOT NULL,
    payload jsonb NOT NULL,
    tx xid8 DEFAULT pg_current_xact_id() NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    CONSTRAINT outbox_topic_is_dotted CHECK ((topic ~ '^[a-z]+([.][a-z_]+)+$'::text))
)
PARTITION BY RANGE (id);

ALTER TABLE ONLY public.outbox FORCE ROW LEVEL SECURITY;

ALTER TABLE public.outbox OWNER TO app_owner;

CREATE TABLE public.outbox_default (
    tenant_id uuid DEFAULT app.tenant_id() CONSTRAINT outbox_tenant_id_not_null NOT NULL,
    id uuid DEFAULT app.uuid_v7() CONSTRAINT outbox_id_not_null NOT NULL,
    topic text CONSTRAINT outbox_topic_not_null NOT NULL,
    aggregate_id uuid CONSTRAINT outbox_aggregate_id_not_null NOT NULL,
    seq integer CONSTRAINT outbox_seq_not_null NOT NULL,
    payload jsonb CONSTRAINT outbox_payload_not_null NOT NULL,
    tx xid8 DEFAULT pg_current_xact_id() CONSTRAINT outbox_tx_not_null NOT NULL,
    created_at timestamp with time zone DEFAULT now() CONSTRAINT outbox_created_at_not_null NOT NULL,
    CONSTRAINT outbox_topic_is_dotted CHECK ((topic ~ '^[a-z]+([.][a-z_]+)+$'::text))
);

ALTER TABLE ONLY public.outbox_default FORCE ROW LEVEL SECURITY;

ALTER TABLE public.outbox_default OWNER TO app_owner;

CREATE TABLE public.payment_events (
    tenant_id uuid DEFAULT app.tenant_id() NOT NULL,
    payment_id uuid NOT NULL,
    seq integer NOT NULL,
    method text NOT NULL,
    from_status text,
    to_status text NOT NULL,
    previous_seq integer GENERATED ALWAYS AS (NULLIF((seq - 1), 0)) STORED,
    actor_kind text DEFAULT app.actor_kind() NOT NULL,
    actor_id uuid DEFAULT app.actor_id() NOT NULL,
    recorded_at timestamp with time zone DEFAULT now() NOT NULL,
    CONSTRAINT payment_events_first_is_intended CHECK ((((seq = 1) = (from_status IS NULL)) AND ((seq > 1) OR (to_status = 'intended'::text)))),
    CONSTRAINT payment_events_seq_counts CHECK ((seq >= 1))
);

ALTER TABLE ONLY public.payment_events FORCE ROW LEVEL SECURITY;

ALTER TABLE public.payment_events OWNER TO app_owner;

CREATE TABLE public.payment_transitions (
    method text NOT NULL,
    from_status text NOT NULL,
    to_status text NOT NULL,
    actor_kind text NOT NULL
);

ALTER TABLE public.payment_transitions OWNER TO app_owner;

CREATE TABLE public.product_prices (
    tenant_id uuid DEFAULT app.tenant_id() NOT NULL,
    id uuid DEFAULT app.uuid_v7() NOT NULL,
    menu_id uuid NOT NULL,
    product_id uuid NOT NULL,
    branch_id uuid,
    channel text,
    service text,
    price public.mxn NOT NULL,
    valid_from_at timestamp with time zone DEFAULT now() NOT NULL,
    valid_until_at timestamp with time zone,
    CONSTRAINT product_prices_channel_known CHECK ((channel = ANY (ARRAY['app'::text, 'web'::text, 'kiosk'::text, 'pos'::text, 'partner'::text]))),
    CONSTRAINT product_prices_not_negative CHECK (((price)::numeric >= (0)::numeric)),
    CONSTRAINT product_prices_service_known CHECK ((service = ANY (ARRAY['delivery'::text, 'pickup'::text, 'dine_in'::text]))),
    CONSTRAINT product_prices_until_after_from CHECK ((valid_until_at > valid_from_at))
);

ALTER TABLE ONLY public.product_prices FORCE ROW LEVEL SECURITY;

ALTER TABLE public.product_prices OWNER TO app_owner;

CREATE TABLE public.products (
    tenant_id uuid DEFAULT app.tenant_id() NOT NULL,
    id uuid DEFAULT app.uuid_v7() NOT NULL,
    menu_id uuid NOT NULL,
    kind text NOT NULL,
    sku text NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    CONSTRAINT products_kind_known CHECK ((kind = ANY (ARRAY['item'::text, 'option'::text]))),
    CONSTRAINT products_sku_is_a_code CHECK (
CASE kind
    WHEN 'item'::text THEN (sku ~ '^[A-Z0-9-]{3,20}$'::text)
    ELSE ((btrim(sku) <> ''::text) AND (length(sku) <= 301))
END)
);

ALTER TABLE ONLY public.products FORCE ROW LEVEL SECURITY;

ALTER TABLE public.products OWNER TO app_owner;

CREATE TABLE public.promotion_branches (
    tenant_id uuid DEFAULT app.tenant_id() NOT NULL,
    promotion_id uuid NOT NULL,
    branch_id uuid NOT NULL
);

ALTER TABLE ONLY public.promotion_branches FORCE ROW LEVEL SECURITY;

ALTER TABLE public.promotion_branches OWNER TO app_owner;

CREATE TABLE public.promotion_customers (
    tenant_id uuid DEFAULT app.tenant_id() NOT NULL,
    promotion_id uuid NOT NULL,
    customer_id uuid NOT NULL,
    per_customer_limit integer NOT NULL,
    used integer NOT NULL,
    CONSTRAINT promotion_customers_used_within_limit CHECK (((used >= 0) AND (used <= per_customer_limit)))
);

ALTER TABLE ONLY public.promotion_customers FORCE ROW LEVEL SECURITY;

ALTER TABLE public.promotion_customers OWNER TO app_owner;

CREATE TABLE public.promotion_items (
    tenant_id uuid DEFAULT app.tenant_id() NOT NULL,
    promotion_id uuid NOT NULL,
    item_id uuid NOT NULL
);

ALTER TABLE ONLY public.promotion_items FORCE ROW LEVEL SECURITY;

ALTER TABLE public.promotion_items OWNER TO app_owner;

CREATE TABLE public.provider_events (
    tenant_id uuid DEFAULT app.tenant_id() NOT NULL,
    provider text NOT NULL,
    provider_event_id text NOT NULL,
    payment_id uuid NOT NULL,
    refund_id uuid,
    news text NOT NULL,
    amount public.mxn,
    outcome text NOT NULL,
    recorded_at timestamp with time zone DEFAULT now() NOT NULL,
    CONSTRAINT provider_events_amount_positive CHECK (((amount)::numeric > (0)::numeric)),
    CONSTRAINT provider_events_id_short CHECK (((length(provider_event_id) >= 1) AND (length(provider_event_id) <= 200))),
    CONSTRAINT provider_events_news_known CHECK ((news = ANY (ARRAY['authorized'::text, 'captured'::text, 'voided'::text, 'declined'::text, 'expired'::text, 'refunded'::text, 'refund-failed'::text]))),
    CONSTRAINT provider_events_outcome_known CHECK ((outcome = ANY (ARRAY['applied'::text, 'known'::text, 'refused'::text]))),
    CONSTRAINT provider_events_refund_named CHECK (((news = ANY (ARRAY['refunded'::text, 'refund-failed'::text])) = (refund_id IS NOT NULL)))
);

ALTER TABLE ONLY public.provider_events FORCE ROW LEVEL SECURITY;

ALTER TABLE public.provider_events OWNER TO app_owner;

CREATE TABLE public.published_items (
    tenant_id uuid DEFAULT app.tenant_id() NOT NULL,
    version_id uuid NOT NULL,
    item_id uuid NOT NULL,
    place integer NOT NULL,
    category text NOT NULL,
    sku text NOT NULL,
    name text NOT NULL,
    description text NOT NULL,
    price public.mxn NOT NULL,
    document jsonb NOT NULL
);

ALTER TABLE ONLY public.published_items FORCE ROW LEVEL SECURITY;

ALTER TABLE public.published_items OWNER TO app_owner;

CREATE TABLE public.rating_totals (
    tenant_id uuid DEFAULT app.tenant_id() NOT NULL,
    branch_id uuid,
    courier_id uuid,
    menu_item_id uuid,
    target text GENERATED ALWAYS AS (
CASE
    WHEN (courier_id IS NOT NULL) THEN 'courier'::text
    WHEN (menu_item_id IS NOT NULL) THEN 'dish'::text
    ELSE 'branch'::text
END) STORED NOT NULL,
    target_id uuid GENERATED ALWAYS AS (COALESCE(courier_id, menu_item_id, branch_id)) STORED NOT NULL,
    count integer DEFAULT 0 NOT NULL,
    sum integer DEFAULT 0 NOT NULL,
    stars_1 integer DEFAULT 0 NOT NULL,
    stars_2 integer DEFAULT 0 NOT NULL,
    stars_3 integer DEFAULT 0 NOT NULL,
    stars_4 integer DEFAULT 0 NOT NULL,
    stars_5 integer DEFAULT 0 NOT NULL,
    average numeric GENERATED ALWAYS AS (round(((sum)::numeric / (NULLIF(count, 0))::numeric), 2)) STORED,
    CONSTRAINT rating_totals_count_adds_up CHECK ((count = ((((stars_1 + stars_2) + stars_3) + stars_4) + stars_5))),
    CONSTRAINT rating_totals_not_negative CHECK ((LEAST(stars_1, stars_2, stars_3, stars_4, stars_5) >= 0)),
    CONSTRAINT rating_totals_one_target CHECK ((num_nonnulls(branch_id, courier_id, menu_item_id) = 1)),
    CONSTRAINT rating_totals_sum_adds_up CHECK ((sum = ((((stars_1 + (2 * stars_2)) + (3 * stars_3)) + (4 * stars_4)) + (5 * stars_5))))
);

ALTER TABLE ONLY public.rating_totals FORCE ROW LEVEL SECURITY;

ALTER TABLE public.rating_totals OWNER TO app_owner;

CREATE TABLE public.recipes (
    tenant_id uuid DEFAULT app.tenant_id() NOT NULL,
    product_id uuid NOT NULL,
    stock_item_id uuid NOT NULL,
    quantity public.stock_quantity NOT NULL,
    CONSTRAINT recipes_quantity_positive CHECK (((quantity)::numeric > (0)::numeric))
);

ALTER TABLE ONLY public.recipes FORCE ROW LEVEL SECURITY;

ALTER TABLE public.recipes OWNER TO app_owner;

CREATE TABLE public.refund_lines (
    tenant_id uuid DEFAULT app.tenant_id() NOT NULL,
    refund_id uuid NOT NULL,
    line_no integer NOT NULL,
    order_id uuid NOT NULL,
    customer_id uuid NOT NULL,
    line_quantity integer NOT NULL,
    units_before integer NOT NULL,
    units_after integer NOT NULL,
    quantity integer GENERATED ALWAYS AS ((units_after - units_before)) STORED NOT NULL,
    follows_units integer GENERATED ALWAYS AS (NULLIF(units_before, 0)) STORED,
    total public.mxn NOT NULL,
    restaurant_funded public.mxn NOT NULL,
    platform_funded public.mxn NOT NULL,
    iva_base public.mxn6 NOT NULL,
    iva public.mxn6 NOT NULL,
    CONSTRAINT refund_lines_not_negative CHECK (((LEAST(total, restaurant_funded, platform_funded))::numeric >= (0)::numeric)),
    CONSTRAINT refund_lines_tax_not_negative CHECK ((((iva_base)::numeric >= (0)::numeric) AND ((iva)::numeric >= (0)::numeric))),
    CONSTRAINT refund_lines_units_count CHECK (((units_before >= 0) AND (units_after > units_before))),
    CONSTRAINT refund_lines_units_within_line CHECK ((units_after <= line_quantity))
);

ALTER TABLE ONLY public.refund_lines FORCE ROW LEVEL SECURITY;

ALTER TABLE public.refund_lines OWNER TO app_owner;

CREATE TABLE public.refunds (
    tenant_id uuid DEFAULT app.tenant_id() NOT NULL,
    id uuid DEFAULT app.uuid_v7() NOT NULL,
    payment_id uuid NOT NULL,
    order_id uuid NOT NULL,
    customer_id uuid NOT NULL,
    reason text NOT NULL,
    liable_party text NOT NULL,
    courier_id uuid,
    delivery boolean DEFAULT false NOT NULL,
    tip boolean DEFAULT false NOT NULL,
    lines_total public.mxn NOT NULL,
    delivery_total public.mxn NOT NULL,
    tip_total public.mxn NOT NULL,
    total public.mxn GENERATED ALWAYS AS ((((lines_total)::numeric + (delivery_total)::numeric) + (tip_total)::numeric)) STORED NOT NULL,
    iva public.mxn6 NOT NULL,
    restaurant_funded public.mxn NOT NULL,
    platform_funded public.mxn NOT NULL,
    status text DEFAULT 'intended'::text NOT NULL,
    settled_by text,
    provider_ref text,
    idempotency_key text NOT NULL,
    actor_kind text DEFAULT app.actor_kind() NOT NULL,
    actor_id uuid DEFAULT app.actor_id() NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    settled_at timestamp with time zone,
    CONSTRAINT refunds_courier_when_liable CHECK (((liable_party = 'courier'::text) = (courier_id IS NOT NULL))),
    CONSTRAINT refunds_delivery_when_asked CHECK ((((delivery_total)::numeric >= (0)::numeric) AND (delivery OR ((delivery_total)::numeric = (0)::numeric)))),
    CONSTRAINT refunds_iva_not_negative CHECK (((iva)::numeric >= (0)::numeric)),
    CONSTRAINT refunds_key_length CHECK (((length(idempotency_key) >= 8) AND (length(idempotency_key) <= 200))),
    CONSTRAINT refunds_liable_party_known CHECK ((liable_party = ANY (ARRAY['platform'::text, 'restaurant'::text, 'courier'::text]))),
    CONSTRAINT refunds_lines_not_negative CHECK (((lines_total)::numeric >= (0)::numeric)),
    CONSTRAINT refunds_provider_ref_short CHECK (((length(provider_ref) >= 1) AND (length(provider_ref) <= 200))),
    CONSTRAINT refunds_reason_says_something CHECK (((length(btrim(reason)) >= 3) AND (length(btrim(reason)) <= 500))),
    CONSTRAINT refunds_settled_by_known CHECK ((settled_by = ANY (ARRAY['provider'::text, 'till'::text]))),
    CONSTRAINT refunds_settled_when_done CHECK ((((status = 'done'::text) = (settled_at IS NOT NULL)) AND ((settled_at IS NULL) = (settled_by IS NULL)))),
    CONSTRAINT refunds_shares_not_negative CHECK ((((restaurant_funded)::numeric >= (0)::numeric) AND ((platform_funded)::numeric >= (0)::numeric))),
    CONSTRAINT refunds_status_known CHECK ((status = ANY (ARRAY['intended'::text, 'done'::text, 'failed'::text]))),
    CONSTRAINT refunds_tip_when_asked CHECK ((((tip_total)::numeric >= (0)::numeric) AND (tip OR ((tip_total)::numeric = (0)::numeric)))),
    CONSTRAINT refunds_total_positive CHECK (((((lines_total)::numeric + (delivery_total)::numeric) + (tip_total)::numeric) > (0)::numeric))
);

ALTER TABLE ONLY public.refunds FORCE ROW LEVEL SECURITY;

ALTER TABLE public.refunds OWNER TO app_owner;

CREATE TABLE public.restaurants (
    tenant_id uuid DEFAULT app.tenant_id() NOT NULL,
    id uuid DEFAULT app.uuid_v7() NOT NULL,
    name text NOT NULL,
    cuisine text NOT NULL,
    archived_at timestamp with time zone,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    CONSTRAINT restaurants_name_not_blank CHECK ((btrim(name) <> ''::text))
);

ALTER TABLE ONLY public.restaurants FORCE ROW LEVEL SECURITY;

ALTER TABLE public.restaurants OWNER TO app_owner;

CREATE TABLE public.review_moderations (
    tenant_id uuid DEFAULT app.tenant_id() NOT NULL,
    review_id uuid NOT NULL,
    seq integer NOT NULL,
    from_state text NOT NULL,
    to_state text NOT NULL,
    reason text NOT NULL,
    actor_kind text DEFAULT app.actor_kind() NOT NULL,
    actor_id uuid DEFAULT app.actor_id() NOT NULL,
    recorded_at timestamp with time zone DEFAULT now() NOT NULL,
    CONSTRAINT review_moderations_reason_given CHECK (((btrim(reason) <> ''::text) AND (length(reason) <= 500))),
    CONSTRAINT review_moderations_seq_counts CHECK ((seq >= 1)),
    CONSTRAINT review_moderations_steps CHECK ((((from_state = 'visible'::text) AND (to_state = 'hidden'::text)) OR ((from_state = 'hidden'::text) AND (to_state = 'visible'::text))))
);

ALTER TABLE ONLY public.review_moderations FORCE ROW LEVEL SECURITY;

ALTER TABLE public.review_moderations OWNER TO app_owner;

CREATE TABLE public.review_replies (
    tenant_id uuid DEFAULT app.tenant_id() NOT NULL,
    review_id uuid NOT NULL,
    body text NOT NULL,
    actor_kind text DEFAULT app.actor_kind() NOT NULL,
    actor_id uuid DEFAULT app.actor_id() NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    edited_at timestamp with time zone,
    CONSTRAINT review_replies_body_given CHECK (((btrim(body) <> ''::text) AND (length(body) <= 2000))),
    CONSTRAINT review_replies_within_window CHECK ((edited_at <= (created_at + '168:00:00'::interval)))
);

ALTER TABLE ONLY public.review_replies FORCE ROW LEVEL SECURITY;

ALTER TABLE public.review_replies OWNER TO app_owner;

CREATE TABLE public.reviews (
    tenant_id uuid DEFAULT app.tenant_id() NOT NULL,
    id uuid DEFAULT app.uuid_v7() NOT NULL,
    order_id uuid NOT NULL,
    customer_id uuid NOT NULL,
    branch_id uuid NOT NULL,
    courier_id uuid,
    line_no integer,
    menu_item_id uuid,
    stars smallint NOT NULL,
    comment text DEFAULT ''::text NOT NULL,
    state text DEFAULT 'visible'::text NOT NULL,
    moderation_seq integer,
    delivered_at timestamp with time zone DEFAULT '-infinity'::timestamp with time zone NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    edited_at timestamp with time zone,
    CONSTRAINT reviews_comment_short CHECK ((length(comment) <= 2000)),
    CONSTRAINT reviews_dish_is_a_line CHECK (((menu_item_id IS NULL) = (line_no IS NULL))),
    CONSTRAINT reviews_hidden_by_moderation CHECK (((state = 'visible'::text) OR (moderation_seq IS NOT NULL))),
    CONSTRAINT reviews_one_target CHECK (((courier_id IS NULL) OR (menu_item_id IS NULL))),
    CONSTRAINT reviews_stars_1_to_5 CHECK (((stars >= 1) AND (stars <= 5))),
    CONSTRAINT reviews_state_known CHECK ((state = ANY (ARRAY['visible'::text, 'hidden'::text]))),
    CONSTRAINT reviews_within_window CHECK ((GREATEST(created_at, edited_at) <= (delivered_at + '720:00:00'::interval)))
);

ALTER TABLE ONLY public.reviews FORCE ROW LEVEL SECURITY;

ALTER TABLE public.reviews OWNER TO app_owner;

CREATE TABLE public.sat_catalogs (
    catalog text NOT NULL,
    code text NOT NULL,
    description text NOT NULL,
    valid_from_on date NOT NULL,
    valid_to_on date,
    attributes jsonb DEFAULT '{}'::jsonb NOT NULL,
    CONSTRAINT sat_catalogs_attributes_is_object CHECK ((jsonb_typeof(attributes) = 'object'::text)),
    CONSTRAINT sat_catalogs_catalog_named CHECK ((catalog ~ '^c_[A-Za-z0-9_]{1,60}$'::text)),
    CONSTRAINT sat_catalogs_code_written CHECK ((code ~ '^[!-~]{1,40}$'::text)),
    CONSTRAINT sat_catalogs_ends_after_it_begins CHECK ((valid_to_on >= valid_from_on))
);

ALTER TABLE public.sat_catalogs OWNER TO app_owner;

CREATE TABLE public.sold_outs (
    tenant_id uuid DEFAULT app.tenant_id() NOT NULL,
    branch_id uuid NOT NULL,
    product_id uuid NOT NULL,
    since_at timestamp with time zone DEFAULT now() NOT NULL,
    until_at timestamp with time zone,
    reason text DEFAULT ''::text NOT NULL,
    CONSTRAINT sold_outs_reason_short CHECK ((length(reason) <= 200)),
    CONSTRAINT sold_outs_until_after_since CHECK ((until_at > since_at))
);

ALTER TABLE ONLY public.sold_outs FORCE ROW LEVEL SECURITY;

ALTER TABLE public.sold_outs OWNER TO app_owner;

CREATE TABLE public.special_days (
    tenant_id uuid DEFAULT app.tenant_id() NOT NULL,
    id uuid DEFAULT app.uuid_v7() NOT NULL,
    branch_id uuid NOT NULL,
    service text NOT NULL,
    held_on date NOT NULL,
    minutes public.day_minutes NOT NULL,
    reason text DEFAULT ''::text NOT NULL,
    CONSTRAINT special_days_held_on_a_day CHECK (((held_on >= '2000-01-01'::date) AND (held_on <= '2999-12-31'::date))),
    CONSTRAINT special_days_reason_short CHECK ((length(reason) <= 200)),
    CONSTRAINT special_days_service_known CHECK ((service = ANY (ARRAY['delivery'::text, 'pickup'::text, 'dine_in'::text])))
);

ALTER TABLE ONLY public.special_days FORCE ROW LEVEL SECURITY;

ALTER TABLE public.special_days OWNER TO app_owner;

CREATE TABLE public.stock_items (
    tenant_id uuid DEFAULT app.tenant_id() NOT NULL,
    id uuid DEFAULT app.uuid_v7() NOT NULL,
    name text NOT NULL,
    unit text NOT NULL,
    archived_at timestamp with time zone,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    CONSTRAINT stock_items_name_not_blank CHECK (((btrim(name) <> ''::text) AND (length(name) <= 100))),
    CONSTRAINT stock_items_unit_known CHECK ((unit = ANY (ARRAY['g'::text, 'ml'::text, 'piece'::text])))
);

ALTER TABLE ONLY public.stock_items FORCE ROW LEVEL SECURITY;

ALTER TABLE public.stock_items OWNER TO app_owner;

CREATE TABLE public.stock_levels (
    tenant_id uuid DEFAULT app.tenant_id() NOT NULL,
    branch_id uuid NOT NULL,
    stock_item_id uuid NOT NULL,
    on_hand public.stock_quantity NOT NULL,
    reserved public.stock_quantity DEFAULT 0 NOT NULL,
    low_at public.stock_quantity,
    movement_seq integer NOT NULL,
    CONSTRAINT stock_levels_low_not_negative CHECK (((low_at)::numeric >= (0)::numeric)),
    CONSTRAINT stock_levels_reserved_within_on_hand CHECK ((((reserved)::numeric >= (0)::numeric) AND ((reserved)::numeric <= (on_hand)::numeric)))
);

ALTER TABLE ONLY public.stock_levels FORCE ROW LEVEL SECURITY;

ALTER TABLE public.stock_levels OWNER TO app_owner;

CREATE TABLE public.stock_movements (
    tenant_id uuid DEFAULT app.tenant_id() NOT NULL,
    branch_id uuid NOT NULL,
    stock_item_id uuid NOT NULL,
    seq integer DEFAULT 0 NOT NULL,
    previous_seq integer GENERATED ALWAYS AS (NULLIF((seq - 1), 0)) STORED,
    kind text NOT NULL,
    quantity public.stock_quantity DEFAULT 0 NOT NULL,
    on_hand_before public.stock_quantity DEFAULT 0 NOT NULL,
    on_hand_after public.stock_quantity DEFAULT 0 NOT NULL,
    order_id uuid,
    reason text DEFAULT ''::text NOT NULL,
    actor_kind text DEFAULT app.actor_kind() NOT NULL,
    actor_id uuid DEFAULT app.actor_id() NOT NULL,
    recorded_at timestamp with time zone DEFAULT now() NOT NULL,
    CONSTRAINT stock_movements_adds_up CHECK (((on_hand_after)::numeric = ((on_hand_before)::numeric + (quantity)::numeric))),
    CONSTRAINT stock_movements_goes_its_way CHECK (
CASE kind
    WHEN 'received'::text THEN ((quantity)::numeric > (0)::numeric)
    WHEN 'sold'::text THEN ((quantity)::numeric < (0)::numeric)
    WHEN 'wasted'::text THEN ((quantity)::numeric < (0)::numeric)
    WHEN 'moved'::text THEN ((quantity)::numeric <> (0)::numeric)
    ELSE true
END),
    CONSTRAINT stock_movements_kind_known CHECK ((kind = ANY (ARRAY['received'::text, 'sold'::text, 'counted'::text, 'wasted'::text, 'moved'::text]))),
    CONSTRAINT stock_movements_reason_short CHECK ((length(reason) <= 200)),
    CONSTRAINT stock_movements_seq_counts CHECK (((seq >= 1) AND ((seq > 1) OR ((on_hand_before)::numeric = (0)::numeric)))),
    CONSTRAINT stock_movements_sold_to_an_order CHECK (((kind = 'sold'::text) = (order_id IS NOT NULL)))
);

ALTER TABLE ONLY public.stock_movements FORCE ROW LEVEL SECURITY;

ALTER TABLE public.stock_movements OWNER TO app_owner;

CREATE TABLE public.stock_reservations (
    tenant_id uuid DEFAULT app.tenant_id() NOT NULL,
    order_id uuid NOT NULL,
    stock_item_id uuid NOT NULL,
    branch_id uuid NOT NULL,
    quantity public.stock_quantity NOT NULL,
    state text DEFAULT 'held'::text NOT NULL,
    expires_at timestamp with time zone NOT NULL,
    CONSTRAINT stock_reservations_quantity_positive CHECK (((quantity)::numeric > (0)::numeric)),
    CONSTRAINT stock_reservations_state_known CHECK ((state = ANY (ARRAY['held'::text, 'consumed'::text, 'released'::text])))
);

ALTER TABLE ONLY public.stock_reservations FORCE ROW LEVEL SECURITY;

ALTER TABLE public.stock_reservations OWNER TO app_owner;

CREATE TABLE public.tax_rules (
    tax text NOT NULL,
    key text NOT NULL,
    rate public.rate6,
    per_litre public.mxn6,
    valid_from_on date NOT NULL,
    valid_to_on date NOT NULL,
    source text NOT NULL,
    certainty text NOT NULL,
    CONSTRAINT tax_rules_certainty_known CHECK ((certainty = ANY (ARRAY['sourced'::text, 'verify'::text]))),
    CONSTRAINT tax_rules_ends_after_it_begins CHECK ((valid_to_on >= valid_from_on)),
    CONSTRAINT tax_rules_quota_above_zero CHECK (((per_litre)::numeric > (0)::numeric)),
    CONSTRAINT tax_rules_quota_is_per_litre CHECK (((tax = 'ieps-quota'::text) = (per_litre IS NOT NULL))),
    CONSTRAINT tax_rules_rate_unless_exempt_or_quota CHECK (((rate IS NULL) = ((tax = 'ieps-quota'::text) OR ((tax = 'iva'::text) AND (key = 'exempt'::text))))),
    CONSTRAINT tax_rules_says_its_source CHECK ((source <> ''::text)),
    CONSTRAINT tax_rules_tax_known CHECK ((tax = ANY (ARRAY['iva'::text, 'iva-border'::text, 'ieps'::text, 'ieps-quota'::text])))
);

ALTER TABLE public.tax_rules OWNER TO app_owner;

CREATE TABLE public.tenant_domains (
    host text NOT NULL,
    tenant_id uuid NOT NULL,
    kind text NOT NULL,
    verified_at timestamp with time zone,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    CONSTRAINT tenant_domains_custom_has_a_dot CHECK (((kind = 'custom'::text) = (host ~~ '%.%'::text))),
    CONSTRAINT tenant_domains_host_is_lower_case CHECK (((host = lower(host)) AND (host ~ '^[a-z0-9.-]{3,253}$'::text))),
    CONSTRAINT tenant_domains_kind_known CHECK ((kind = ANY (ARRAY['subdomain'::text, 'custom'::text])))
);

ALTER TABLE public.tenant_domains OWNER TO app_owner;

CREATE TABLE public.tenants (
    tenant_id uuid DEFAULT app.tenant_id() NOT NULL,
    slug text NOT NULL,
    display_name text NOT NULL,
    legal_name text NOT NULL,
    status text DEFAULT 'active'::text NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    CONSTRAINT tenants_names_not_blank CHECK (((btrim(display_name) <> ''::text) AND (btrim(legal_name) <> ''::text))),
    CONSTRAINT tenants_slug_is_a_host_label CHECK ((slug ~ '^[a-z0-9]([a-z0-9-]{1,61}[a-z0-9])$'::text)),
    CONSTRAINT tenants_status_known CHECK ((status = ANY (ARRAY['active'::text, 'suspended'::text, 'closed'::text])))
);

ALTER TABLE ONLY public.tenants FORCE ROW LEVEL SECURITY;

ALTER TABLE public.tenants OWNER TO app_owner;

CREATE TABLE public.tips (
    tenant_id uuid DEFAULT app.tenant_id() NOT NULL,
    order_id uuid NOT NULL,
    tip_no integer NOT NULL,
    beneficiary text NOT NULL,
    membership_id uuid,
    amount public.mxn NOT NULL,
    CONSTRAINT tips_amount_positive CHECK (((amount)::numeric > (0)::numeric)),
    CONSTRAINT tips_beneficiary_known CHECK ((beneficiary = ANY (ARRAY['courier'::text, 'staff'::text, 'pool'::text]))),
    CONSTRAINT tips_number_counts CHECK ((tip_no >= 1)),
    CONSTRAINT tips_person_unless_pool CHECK (((beneficiary = 'pool'::text) = (membership_id IS NULL)))
);

ALTER TABLE ONLY public.tips FORCE ROW LEVEL SECURITY;

ALTER TABLE public.tips OWNER TO app_owner;

CREATE TABLE public.withholding_rules (
    tax text NOT NULL,
    person text NOT NULL,
    registration text NOT NULL,
    account text NOT NULL,
    rate public.rate6 NOT NULL,
    valid_from_on date NOT NULL,
    valid_to_on date NOT NULL,
    CONSTRAINT withholding_rules_ends_after_it_begins CHECK ((valid_to_on >= valid_from_on)),
    CONSTRAINT withholding_rules_tax_known CHECK ((tax = ANY (ARRAY['isr'::text, 'iva'::text])))
);

ALTER TABLE public.withholding_rules OWNER TO app_owner;

ALTER TABLE ONLY public.audit_log ATTACH PARTITION public.audit_log_default DEFAULT;

ALTER TABLE ONLY public.order_events ATTACH PARTITION public.order_events_default DEFAULT;

ALTER TABLE ONLY public.order_quotes ATTACH PARTITION public.order_quotes_default DEFAULT;

ALTER TABLE ONLY public.outbox ATTACH PARTITION public.outbox_default DEFAULT;

ALTER TABLE ONLY app_private.context_keys
    ADD CONSTRAINT context_keys_pkey PRIMARY KEY (key_id);

ALTER TABLE ONLY app_private.menu_search
    ADD CONSTRAINT menu_search_pkey PRIMARY KEY (tenant_id, version_id, item_id);

ALTER TABLE ONLY app_private.partitioned_tables
    ADD CONSTRAINT partitioned_tables_pkey PRIMARY KEY (table_name);

ALTER TABLE ONLY public.admin_log
    ADD CONSTRAINT admin_log_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.audit_log
    ADD CONSTRAINT audit_log_pkey PRIMARY KEY (tenant_id, id);

ALTER TABLE ONLY public.audit_log_default
    ADD CONSTRAINT audit_log_default_pkey PRIMARY KEY (tenant_id, id);

ALTER TABLE ONLY public.branch_tax_regions
    ADD CONSTRAINT branch_tax_regions_one_per_day EXCLUDE USING gist (int8range(hashtextextended((((tenant_id)::text || '/'::text) || (branch_id)::text), (0)::bigint), hashtextextended((((tenant_id)::text || '/'::text) || (branch_id)::text), (0)::bigint), '[]'::text) WITH &&, daterange(valid_from_on, valid_to_on, '[]'::text) WITH &&);

ALTER TABLE ONLY public.branch_tax_regions
    ADD CONSTRAINT branch_tax_regions_pkey PRIMARY KEY (tenant_id, id);

ALTER TABLE ONLY public.branches
    ADD CONSTRAINT branches_pkey PRIMARY KEY (tenant_id, id);

ALTER TABLE ONLY public.branches
    ADD CONSTRAINT branches_restaurant_id_key UNIQUE (tenant_id, restaurant_id, id);

ALTER TABLE ONLY public.cash_collections
    ADD CONSTRAINT cash_collections_pkey PRIMARY KEY (tenant_id, payment_id);

ALTER TABLE ONLY public.cash_hand_ins
    ADD CONSTRAINT cash_hand_ins_idempotency_key UNIQUE (tenant_id, membership_id, idempotency_key);

ALTER TABLE ONLY public.cash_hand_ins
    ADD CONSTRAINT cash_hand_ins_pkey PRIMARY KEY (tenant_id, id);

ALTER TABLE ONLY public.commission_terms
    ADD CONSTRAINT commission_terms_one_at_a_time EXCLUDE USING gist (int8range(hashtextextended((((tenant_id)::text || '/'::text) || (restaurant_id)::text), (0)::bigint), hashtextextended((((tenant_id)::text || '/'::text) || (restaurant_id)::text), (0)::bigint), '[]'::text) WITH &&, daterange(valid_from_on, valid_to_on, '[]'::text) WITH &&);

ALTER TABLE ONLY public.commission_terms
    ADD CONSTRAINT commission_terms_pkey PRIMARY KEY (tenant_id, id);

ALTER TABLE ONLY public.coupons
    ADD CONSTRAINT coupons_code_key UNIQUE (tenant_id, code);

ALTER TABLE ONLY public.coupons
    ADD CONSTRAINT coupons_pkey PRIMARY KEY (tenant_id, id);

ALTER TABLE ONLY public.customers
    ADD CONSTRAINT customers_phone_key UNIQUE (tenant_id, phone);

ALTER TABLE ONLY public.customers
    ADD CONSTRAINT customers_pkey PRIMARY KEY (tenant_id, id);

ALTER TABLE ONLY public.dayparts
    ADD CONSTRAINT dayparts_name_key UNIQUE (tenant_id, restaurant_id, name);

ALTER TABLE ONLY public.dayparts
    ADD CONSTRAINT dayparts_pkey PRIMARY KEY (tenant_id, id);

ALTER TABLE ONLY public.dayparts
    ADD CONSTRAINT dayparts_restaurant_id_key UNIQUE (tenant_id, restaurant_id, id);

ALTER TABLE ONLY public.deliveries
    ADD CONSTRAINT deliveries_pkey PRIMARY KEY (tenant_id, order_id);

ALTER TABLE ONLY public.delivery_events
    ADD CONSTRAINT delivery_events_courier_key UNIQUE (tenant_id, order_id, seq, courier_id);

ALTER TABLE ONLY public.delivery_events
    ADD CONSTRAINT delivery_events_pkey PRIMARY KEY (tenant_id, order_id, seq);

ALTER TABLE ONLY public.delivery_events
    ADD CONSTRAINT delivery_events_to_status_key UNIQUE (tenant_id, order_id, seq, to_status);

ALTER TABLE ONLY public.delivery_transitions
    ADD CONSTRAINT delivery_transitions_pkey PRIMARY KEY (from_status, to_status, actor_kind);

ALTER TABLE ONLY public.idempotency_keys
    ADD CONSTRAINT idempotency_keys_pkey PRIMARY KEY (tenant_id, actor, verb, key);

ALTER TABLE ONLY public.item_modifier_groups
    ADD CONSTRAINT item_modifier_groups_pkey PRIMARY KEY (tenant_id, version_id, item_id, group_id);

ALTER TABLE ONLY public.item_modifier_groups
    ADD CONSTRAINT item_modifier_groups_position_key UNIQUE (tenant_id, version_id, item_id, "position");

ALTER TABLE ONLY public.item_option_prices
    ADD CONSTRAINT item_option_prices_pkey PRIMARY KEY (tenant_id, version_id, item_id, option_id);

ALTER TABLE ONLY public.kitchen_slots
    ADD CONSTRAINT kitchen_slots_apart EXCLUDE USING gist (int8range(hashtextextended((((((tenant_id)::text || '/'::text) || (branch_id)::text) || '/'::text) || service), (0)::bigint), hashtextextended((((((tenant_id)::text || '/'::text) || (branch_id)::text) || '/'::text) || service), (0)::bigint), '[]'::text) WITH &&, tstzrange(starts_at, ends_at) WITH &&);

ALTER TABLE ONLY public.kitchen_slots
    ADD CONSTRAINT kitchen_slots_pkey PRIMARY KEY (tenant_id, id);

ALTER TABLE ONLY public.ledger_accounts
    ADD CONSTRAINT ledger_accounts_owner_key UNIQUE (tenant_id, kind, owner);

ALTER TABLE ONLY public.ledger_accounts
    ADD CONSTRAINT ledger_accounts_pkey PRIMARY KEY (tenant_id, id);

ALTER TABLE ONLY public.ledger_entries
    ADD CONSTRAINT ledger_entries_pkey PRIMARY KEY (tenant_id, journal_id, entry_no);

ALTER TABLE ONLY public.ledger_journals
    ADD CONSTRAINT ledger_journals_capture_once UNIQUE (tenant_id, payment_id);

ALTER TABLE ONLY public.ledger_journals
    ADD CONSTRAINT ledger_journals_hand_in_once UNIQUE (tenant_id, hand_in_id);

ALTER TABLE ONLY public.ledger_journals
    ADD CONSTRAINT ledger_journals_payout_once UNIQUE (tenant_id, payout_id);

ALTER TABLE ONLY public.ledger_journals
    ADD CONSTRAINT ledger_journals_pkey PRIMARY KEY (tenant_id, id);

ALTER TABLE ONLY public.ledger_journals
    ADD CONSTRAINT ledger_journals_refund_once UNIQUE (tenant_id, refund_id, source);

ALTER TABLE ONLY public.memberships
    ADD CONSTRAINT memberships_pkey PRIMARY KEY (tenant_id, id);

ALTER TABLE ONLY public.memberships
    ADD CONSTRAINT memberships_user_role_key UNIQUE (tenant_id, user_id, role);

ALTER TABLE ONLY public.menu_categories
    ADD CONSTRAINT menu_categories_path_key UNIQUE (tenant_id, version_id, path);

ALTER TABLE ONLY public.menu_categories
    ADD CONSTRAINT menu_categories_pkey PRIMARY KEY (tenant_id, version_id, category_id);

ALTER TABLE ONLY public.menu_categories
    ADD CONSTRAINT menu_categories_place_key UNIQUE (tenant_id, version_id, category_id, path);

ALTER TABLE ONLY public.menu_items
    ADD CONSTRAINT menu_items_pkey PRIMARY KEY (tenant_id, version_id, item_id);

ALTER TABLE ONLY public.menu_items
    ADD CONSTRAINT menu_items_position_key UNIQUE (tenant_id, category_id, version_id, "position");

ALTER TABLE ONLY public.menu_placements
    ADD CONSTRAINT menu_placements_one_live EXCLUDE USING gist (int8range(hashtextextended((((((tenant_id)::text || '/'::text) || (branch_id)::text) || '/'::text) || channel), (0)::bigint), hashtextextended((((((tenant_id)::text || '/'::text) || (branch_id)::text) || '/'::text) || channel), (0)::bigint), '[]'::text) WITH &&, tstzrange(live_from_at, live_until_at) WITH &&);

ALTER TABLE ONLY public.menu_placements
    ADD CONSTRAINT menu_placements_pkey PRIMARY KEY (tenant_id, id);

ALTER TABLE ONLY public.menu_snapshots
    ADD CONSTRAINT menu_snapshots_pkey PRIMARY KEY (tenant_id, version_id);

ALTER TABLE ONLY public.menu_versions
    ADD CONSTRAINT menu_versions_number_key UNIQUE (tenant_id, menu_id, number);

ALTER TABLE ONLY public.menu_versions
    ADD CONSTRAINT menu_versions_pkey PRIMARY KEY (tenant_id, id);

ALTER TABLE ONLY public.menu_versions
    ADD CONSTRAINT menu_versions_place_key UNIQUE (tenant_id, restaurant_id, menu_id, id);

ALTER TABLE ONLY public.menus
    ADD CONSTRAINT menus_pkey PRIMARY KEY (tenant_id, id);

ALTER TABLE ONLY public.menus
    ADD CONSTRAINT menus_restaurant_id_key UNIQUE (tenant_id, restaurant_id, id);

ALTER TABLE ONLY public.modifier_groups
    ADD CONSTRAINT modifier_groups_key_key UNIQUE (tenant_id, version_id, key);

ALTER TABLE ONLY public.modifier_groups
    ADD CONSTRAINT modifier_groups_level_key UNIQUE (tenant_id, version_id, group_id, level);

ALTER TABLE ONLY public.modifier_groups
    ADD CONSTRAINT modifier_groups_pkey PRIMARY KEY (tenant_id, version_id, group_id);

ALTER TABLE ONLY public.modifier_options
    ADD CONSTRAINT modifier_options_level_key UNIQUE (tenant_id, version_id, option_id, level);

ALTER TABLE ONLY public.modifier_options
    ADD CONSTRAINT modifier_options_name_key UNIQUE (tenant_id, version_id, group_id, name);

ALTER TABLE ONLY public.modifier_options
    ADD CONSTRAINT modifier_options_pkey PRIMARY KEY (tenant_id, version_id, option_id);

ALTER TABLE ONLY public.modifier_options
    ADD CONSTRAINT modifier_options_position_key UNIQUE (tenant_id, version_id, group_id, "position");

ALTER TABLE ONLY public.opening_hours
    ADD CONSTRAINT opening_hours_apart EXCLUDE USING gist (int8range(hashtextextended((((((tenant_id)::text || '/'::text) || (branch_id)::text) || '/'::text) || service), (0)::bigint), hashtextextended((((((tenant_id)::text || '/'::text) || (branch_id)::text) || '/'::text) || service), (0)::bigint), '[]'::text) WITH &&, minutes WITH &&);

ALTER TABLE ONLY public.opening_hours
    ADD CONSTRAINT opening_hours_pkey PRIMARY KEY (tenant_id, id);

ALTER TABLE ONLY public.option_modifier_groups
    ADD CONSTRAINT option_modifier_groups_pkey PRIMARY KEY (tenant_id, version_id, option_id, group_id);

ALTER TABLE ONLY public.option_modifier_groups
    ADD CONSTRAINT option_modifier_groups_position_key UNIQUE (tenant_id, version_id, option_id, "position");

ALTER TABLE ONLY public.order_adjustments
    ADD CONSTRAINT order_adjustments_group_key UNIQUE (tenant_id, order_id, stacking_group);

ALTER TABLE ONLY public.order_adjustments
    ADD CONSTRAINT order_adjustments_pkey PRIMARY KEY (tenant_id, order_id, adjustment_no);

ALTER TABLE ONLY public.order_completions
    ADD CONSTRAINT order_completions_customer_branch_key UNIQUE (tenant_id, order_id, customer_id, branch_id);

ALTER TABLE ONLY public.order_completions
    ADD CONSTRAINT order_completions_pkey PRIMARY KEY (tenant_id, order_id);

ALTER TABLE ONLY public.order_events
    ADD CONSTRAINT order_events_pkey PRIMARY KEY (tenant_id, order_id, seq);

ALTER TABLE ONLY public.order_events_default
    ADD CONSTRAINT order_events_default_pkey PRIMARY KEY (tenant_id, order_id, seq);

ALTER TABLE ONLY public.order_events
    ADD CONSTRAINT order_events_to_status_key UNIQUE (tenant_id, order_id, seq, to_status);

ALTER TABLE ONLY public.order_events_default
    ADD CONSTRAINT order_events_default_tenant_id_order_id_seq_to_status_key UNIQUE (tenant_id, order_id, seq, to_status);

ALTER TABLE ONLY public.order_folio_counters
    ADD CONSTRAINT order_folio_counters_pkey PRIMARY KEY (tenant_id, branch_id, business_on);

ALTER TABLE ONLY public.order_item_modifiers
    ADD CONSTRAINT order_item_modifiers_pkey PRIMARY KEY (tenant_id, order_id, line_no, "position");

ALTER TABLE ONLY public.order_items
    ADD CONSTRAINT order_items_pkey PRIMARY KEY (tenant_id, order_id, line_no);

ALTER TABLE ONLY public.order_quotes
    ADD CONSTRAINT order_quotes_pkey PRIMARY KEY (tenant_id, id);

ALTER TABLE ONLY public.order_quotes_default
    ADD CONSTRAINT order_quotes_default_pkey PRIMARY KEY (tenant_id, id);

ALTER TABLE ONLY public.order_settlements
    ADD CONSTRAINT order_settlements_pkey PRIMARY KEY (tenant_id, order_id);

ALTER TABLE ONLY public.order_transitions
    ADD CONSTRAINT order_transitions_pkey PRIMARY KEY (from_status, to_status, actor_kind);

ALTER TABLE ONLY public.orders
    ADD CONSTRAINT orders_counts_key UNIQUE (tenant_id, id, customer_id, line_count, adjustment_count);

ALTER TABLE ONLY public.orders
    ADD CONSTRAINT orders_customer_id_key UNIQUE (tenant_id, id, customer_id);

ALTER TABLE ONLY public.orders
    ADD CONSTRAINT orders_folio_key UNIQUE (tenant_id, branch_id, business_on, folio);

ALTER TABLE ONLY public.orders
    ADD CONSTRAINT orders_pkey PRIMARY KEY (tenant_id, id);

ALTER TABLE ONLY public.orders
    ADD CONSTRAINT orders_quote_key UNIQUE (tenant_id, quote_id);

ALTER TABLE ONLY public.outbox
    ADD CONSTRAINT outbox_pkey PRIMARY KEY (tenant_id, tx, id);

ALTER TABLE ONLY public.outbox_default
    ADD CONSTRAINT outbox_default_pkey PRIMARY KEY (tenant_id, tx, id);

ALTER TABLE ONLY public.payment_events
    ADD CONSTRAINT payment_events_pkey PRIMARY KEY (tenant_id, payment_id, seq);

ALTER TABLE ONLY public.payment_events
    ADD CONSTRAINT payment_events_to_status_key UNIQUE (tenant_id, payment_id, seq, to_status);

ALTER TABLE ONLY public.payment_transitions
    ADD CONSTRAINT payment_transitions_pkey PRIMARY KEY (method, from_status, to_status, actor_kind);

ALTER TABLE ONLY public.payments
    ADD CONSTRAINT payments_idempotency_key UNIQUE (tenant_id, order_id, idempotency_key);

ALTER TABLE ONLY public.payments
    ADD CONSTRAINT payments_method_key UNIQUE (tenant_id, id, method);

ALTER TABLE ONLY public.payments
    ADD CONSTRAINT payments_order_id_key UNIQUE (tenant_id, id, order_id, customer_id);

ALTER TABLE ONLY public.payments
    ADD CONSTRAINT payments_pkey PRIMARY KEY (tenant_id, id);

ALTER TABLE ONLY public.payments
    ADD CONSTRAINT payments_provider_ref_key UNIQUE (tenant_id, provider, provider_ref);

ALTER TABLE ONLY public.payouts
    ADD CONSTRAINT payouts_apart EXCLUDE USING gist (int8range(hashtextextended((((tenant_id)::text || '/'::text) || (restaurant_id)::text), (0)::bigint), hashtextextended((((tenant_id)::text || '/'::text) || (restaurant_id)::text), (0)::bigint), '[]'::text) WITH &&, daterange(from_on, to_on, '[]'::text) WITH &&);

ALTER TABLE ONLY public.payouts
    ADD CONSTRAINT payouts_pkey PRIMARY KEY (tenant_id, id);

ALTER TABLE ONLY public.product_prices
    ADD CONSTRAINT product_prices_one_at_a_time EXCLUDE USING gist (int8range(hashtextextended((((((((((tenant_id)::text || '/'::text) || (product_id)::text) || '/'::text) || COALESCE((branch_id)::text, ''::text)) || '/'::text) || COALESCE(channel, ''::text)) || '/'::text) || COALESCE(service, ''::text)), (0)::bigint), hashtextextended((((((((((tenant_id)::text || '/'::text) || (product_id)::text) || '/'::text) || COALESCE((branch_id)::text, ''::text)) || '/'::text) || COALESCE(channel, ''::text)) || '/'::text) || COALESCE(service, ''::text)), (0)::bigint), '[]'::text) WITH &&, tstzrange(valid_from_at, valid_until_at) WITH &&);

ALTER TABLE ONLY public.product_prices
    ADD CONSTRAINT product_prices_pkey PRIMARY KEY (tenant_id, id);

ALTER TABLE ONLY public.products
    ADD CONSTRAINT products_kind_key UNIQUE (tenant_id, menu_id, id, kind);

ALTER TABLE ONLY public.products
    ADD CONSTRAINT products_menu_id_key UNIQUE (tenant_id, menu_id, id);

ALTER TABLE ONLY public.products
    ADD CONSTRAINT products_pkey PRIMARY KEY (tenant_id, id);

ALTER TABLE ONLY public.products
    ADD CONSTRAINT products_sku_key UNIQUE (tenant_id, menu_id, sku);

ALTER TABLE ONLY public.promotion_branches
    ADD CONSTRAINT promotion_branches_pkey PRIMARY KEY (tenant_id, promotion_id, branch_id);

ALTER TABLE ONLY public.promotion_customers
    ADD CONSTRAINT promotion_customers_pkey PRIMARY KEY (tenant_id, promotion_id, customer_id);

ALTER TABLE ONLY public.promotion_items
    ADD CONSTRAINT promotion_items_pkey PRIMARY KEY (tenant_id, promotion_id, item_id);

ALTER TABLE ONLY public.promotions
    ADD CONSTRAINT promotions_by_code_key UNIQUE (tenant_id, id, by_code);

ALTER TABLE ONLY public.promotions
    ADD CONSTRAINT promotions_limit_key UNIQUE (tenant_id, id, per_customer_limit);

ALTER TABLE ONLY public.promotions
    ADD CONSTRAINT promotions_pkey PRIMARY KEY (tenant_id, id);

ALTER TABLE ONLY public.provider_events
    ADD CONSTRAINT provider_events_pkey PRIMARY KEY (tenant_id, provider, provider_event_id);

ALTER TABLE ONLY public.published_items
    ADD CONSTRAINT published_items_pkey PRIMARY KEY (tenant_id, version_id, item_id);

ALTER TABLE ONLY public.published_items
    ADD CONSTRAINT published_items_place_key UNIQUE (tenant_id, version_id, place);

ALTER TABLE ONLY public.rating_totals
    ADD CONSTRAINT rating_totals_pkey PRIMARY KEY (tenant_id, target, target_id);

ALTER TABLE ONLY public.recipes
    ADD CONSTRAINT recipes_pkey PRIMARY KEY (tenant_id, product_id, stock_item_id);

ALTER TABLE ONLY public.refund_lines
    ADD CONSTRAINT refund_lines_after_key UNIQUE (tenant_id, order_id, line_no, units_after);

ALTER TABLE ONLY public.refund_lines
    ADD CONSTRAINT refund_lines_before_key UNIQUE (tenant_id, order_id, line_no, units_before);

ALTER TABLE ONLY public.refund_lines
    ADD CONSTRAINT refund_lines_pkey PRIMARY KEY (tenant_id, refund_id, line_no);

ALTER TABLE ONLY public.refunds
    ADD CONSTRAINT refunds_idempotency_key UNIQUE (tenant_id, order_id, idempotency_key);

ALTER TABLE ONLY public.refunds
    ADD CONSTRAINT refunds_order_id_key UNIQUE (tenant_id, id, order_id, customer_id);

ALTER TABLE ONLY public.refunds
    ADD CONSTRAINT refunds_pkey PRIMARY KEY (tenant_id, id);

ALTER TABLE ONLY public.restaurants
    ADD CONSTRAINT restaurants_pkey PRIMARY KEY (tenant_id, id);

ALTER TABLE ONLY public.review_moderations
    ADD CONSTRAINT review_moderations_pkey PRIMARY KEY (tenant_id, review_id, seq);

ALTER TABLE ONLY public.review_moderations
    ADD CONSTRAINT review_moderations_to_state_key UNIQUE (tenant_id, review_id, seq, to_state);

ALTER TABLE ONLY public.review_replies
    ADD CONSTRAINT review_replies_pkey PRIMARY KEY (tenant_id, review_id);

ALTER TABLE ONLY public.reviews
    ADD CONSTRAINT reviews_order_key UNIQUE NULLS NOT DISTINCT (tenant_id, order_id, courier_id, menu_item_id);

ALTER TABLE ONLY public.reviews
    ADD CONSTRAINT reviews_pkey PRIMARY KEY (tenant_id, id);

ALTER TABLE ONLY public.sat_catalogs
    ADD CONSTRAINT sat_catalogs_one_per_day EXCLUDE USING gist (int8range(hashtextextended(((catalog || '/'::text) || code), (0)::bigint), hashtextextended(((catalog || '/'::text) || code), (0)::bigint), '[]'::text) WITH &&, daterange(valid_from_on, valid_to_on, '[]'::text) WITH &&);

ALTER TABLE ONLY public.sat_catalogs
    ADD CONSTRAINT sat_catalogs_pkey PRIMARY KEY (catalog, code, valid_from_on);

ALTER TABLE ONLY public.sold_outs
    ADD CONSTRAINT sold_outs_pkey PRIMARY KEY (tenant_id, branch_id, product_id);

ALTER TABLE ONLY public.special_days
    ADD CONSTRAINT special_days_one_decision_key UNIQUE (tenant_id, branch_id, service, held_on);

ALTER TABLE ONLY public.special_days
    ADD CONSTRAINT special_days_pkey PRIMARY KEY (tenant_id, id);

ALTER TABLE ONLY public.stock_items
    ADD CONSTRAINT stock_items_pkey PRIMARY KEY (tenant_id, id);

ALTER TABLE ONLY public.stock_levels
    ADD CONSTRAINT stock_levels_pkey PRIMARY KEY (tenant_id, branch_id, stock_item_id);

ALTER TABLE ONLY public.stock_movements
    ADD CONSTRAINT stock_movements_on_hand_key UNIQUE (tenant_id, branch_id, stock_item_id, seq, on_hand_after);

ALTER TABLE ONLY public.stock_movements
    ADD CONSTRAINT stock_movements_order_key UNIQUE (tenant_id, order_id, stock_item_id);

ALTER TABLE ONLY public.stock_movements
    ADD CONSTRAINT stock_movements_pkey PRIMARY KEY (tenant_id, branch_id, stock_item_id, seq);

ALTER TABLE ONLY public.stock_reservations
    ADD CONSTRAINT stock_reservations_pkey PRIMARY KEY (tenant_id, order_id, stock_item_id);

ALTER TABLE ONLY public.tax_rules
    ADD CONSTRAINT tax_rules_one_per_day EXCLUDE USING gist (int8range(hashtextextended(((tax || '/'::text) || key), (0)::bigint), hashtextextended(((tax || '/'::text) || key), (0)::bigint), '[]'::text) WITH &&, daterange(valid_from_on, valid_to_on, '[]'::text) WITH &&);

ALTER TABLE ONLY public.tax_rules
    ADD CONSTRAINT tax_rules_pkey PRIMARY KEY (tax, key, valid_from_on);

ALTER TABLE ONLY public.tenant_domains
    ADD CONSTRAINT tenant_domains_pkey PRIMARY KEY (host);

ALTER TABLE ONLY public.tenants
    ADD CONSTRAINT tenants_pkey PRIMARY KEY (tenant_id);

ALTER TABLE ONLY public.tips
    ADD CONSTRAINT tips_pkey PRIMARY KEY (tenant_id, order_id, tip_no);

ALTER TABLE ONLY public.withholding_rules
    ADD CONSTRAINT withholding_rules_pkey PRIMARY KEY (tax, person, registration, account, valid_from_on);

CREATE INDEX menu_search_terms_idx ON app_private.menu_search USING gin (terms) WITH (fastupdate=off);

CREATE INDEX audit_log_row_idx ON ONLY public.audit_log USING btree (tenant_id, table_name, row_id, id);

CREATE INDEX audit_log_default_tenant_id_table_name_row_id_id_idx ON public.audit_log_default USING btree (tenant_id, table_name, row_id, id);

CREATE INDEX branch_tax_regions_of_branch_idx ON public.branch_tax_regions USING btree (tenant_id, branch_id, valid_from_on);

CREATE INDEX branches_restaurant_idx ON public.branches USING btree (tenant_id, restaurant_id);

CREATE INDEX cash_collections_membership_idx ON public.cash_collections USING btree (tenant_id, membership_id);

CREATE INDEX cash_hand_ins_received_by_idx ON public.cash_hand_ins USING btree (tenant_id, received_by);

CREATE INDEX commission_terms_restaurant_idx ON public.commission_terms USING btree (tenant_id, restaurant_id, valid_from_on);

CREATE INDEX coupons_promotion_idx ON public.coupons USING btree (tenant_id, promotion_id, id);

CREATE INDEX deliveries_of_courier_idx ON public.deliveries USING btree (tenant_id, courier_id, order_id) WHERE (courier_id IS NOT NULL);

CREATE INDEX deliveries_open_of_branch_idx ON public.deliveries USING btree (tenant_id, branch_id, order_id) WHERE (status = ANY (ARRAY['waiting'::text, 'assigned'::text, 'picked_up'::text, 'failed'::text]));

CREATE INDEX item_modifier_groups_group_idx ON public.item_modifier_groups USING btree (tenant_id, version_id, group_id);

CREATE INDEX item_option_prices_option_idx ON public.item_option_prices USING btree (tenant_id, version_id, option_id);

CREATE INDEX kitchen_slots_of_branch_idx ON public.kitchen_slots USING btree (tenant_id, branch_id, service, starts_at);

CREATE INDEX ledger_accounts_membership_idx ON public.ledger_accounts USING btree (tenant_id, membership_id);

CREATE INDEX ledger_accounts_restaurant_idx ON public.ledger_accounts USING btree (tenant_id, restaurant_id);

CREATE INDEX ledger_entries_account_idx ON public.ledger_entries USING btree (tenant_id, account_id, booked_on, journal_id);

CREATE UNIQUE INDEX ledger_journals_delivery_once ON public.ledger_journals USING btree (tenant_id, order_id) WHERE (source = 'delivery'::text);

CREATE INDEX ledger_journals_order_idx ON public.ledger_journals USING btree (tenant_id, order_id);

CREATE INDEX menu_categories_daypart_idx ON public.menu_categories USING btree (tenant_id, daypart_id);

CREATE INDEX menu_categories_parent_idx ON public.menu_categories USING btree (tenant_id, version_id, parent_id);

CREATE INDEX menu_items_daypart_idx ON public.menu_items USING btree (tenant_id, daypart_id);

CREATE INDEX menu_placements_branch_idx ON public.menu_placements USING btree (tenant_id, restaurant_id, branch_id);

CREATE INDEX menu_placements_of_branch_idx ON public.menu_placements USING btree (tenant_id, branch_id, channel, live_from_at);

CREATE INDEX menu_placements_version_idx ON public.menu_placements USING btree (tenant_id, version_id);

CREATE UNIQUE INDEX menu_versions_one_draft ON public.menu_versions USING btree (tenant_id, menu_id) WHERE (status = 'draft'::text);

CREATE INDEX opening_hours_of_branch_idx ON public.opening_hours USING btree (tenant_id, branch_id, service, starts_minute);

CREATE INDEX option_modifier_groups_group_idx ON public.option_modifier_groups USING btree (tenant_id, version_id, group_id, group_level);

CREATE INDEX order_adjustments_coupon_idx ON public.order_adjustments USING btree (tenant_id, coupon_id) WHERE (coupon_id IS NOT NULL);

CREATE INDEX order_adjustments_promotion_idx ON public.order_adjustments USING btree (tenant_id, promotion_id);

CREATE INDEX order_item_modifiers_option_idx ON public.order_item_modifiers USING btree (tenant_id, option_id);

CREATE INDEX order_items_menu_item_idx ON public.order_items USING btree (tenant_id, menu_item_id, menu_version_id);

CREATE INDEX order_settlements_restaurant_idx ON public.order_settlements USING btree (tenant_id, restaurant_id, delivered_on);

CREATE INDEX orders_live_of_branch_idx ON public.orders USING btree (tenant_id, branch_id, id) WHERE (status = ANY (ARRAY['placed'::text, 'accepted'::text, 'preparing'::text, 'ready'::text, 'on_the_way'::text]));

CREATE INDEX orders_of_branch_idx ON public.orders USING btree (tenant_id, branch_id, id);

CREATE INDEX orders_of_customer_idx ON public.orders USING btree (tenant_id, customer_id, id);

CREATE INDEX orders_slot_idx ON public.orders USING btree (tenant_id, slot_id) WHERE (slot_id IS NOT NULL);

CREATE UNIQUE INDEX payments_one_live_per_order ON public.payments USING btree (tenant_id, order_id) WHERE (status = ANY (ARRAY['intended'::text, 'authorized'::text, 'captured'::text]));

CREATE INDEX payments_unresolved_idx ON public.payments USING btree (tenant_id, id) WHERE (status = ANY (ARRAY['intended'::text, 'authorized'::text]));

CREATE INDEX payouts_restaurant_idx ON public.payouts USING btree (tenant_id, restaurant_id, to_on);

CREATE INDEX product_prices_branch_idx ON public.product_prices USING btree (tenant_id, branch_id);

CREATE INDEX product_prices_of_menu_idx ON public.product_prices USING btree (tenant_id, menu_id, product_id);

CREATE INDEX promotion_branches_branch_idx ON public.promotion_branches USING btree (tenant_id, branch_id);

CREATE INDEX promotion_customers_customer_idx ON public.promotion_customers USING btree (tenant_id, customer_id);

CREATE INDEX promotion_items_item_idx ON public.promotion_items USING btree (tenant_id, item_id);

CREATE INDEX promotions_automatic_idx ON public.promotions USING btree (tenant_id, id) WHERE ((archived_at IS NULL) AND (NOT by_code));

CREATE INDEX provider_events_payment_idx ON public.provider_events USING btree (tenant_id, payment_id);

CREATE INDEX provider_events_refund_idx ON public.provider_events USING btree (tenant_id, refund_id);

CREATE INDEX rating_totals_branch_idx ON public.rating_totals USING btree (tenant_id, branch_id) WHERE (branch_id IS NOT NULL);

CREATE INDEX rating_totals_courier_idx ON public.rating_totals USING btree (tenant_id, courier_id) WHERE (courier_id IS NOT NULL);

CREATE INDEX rating_totals_dish_idx ON public.rating_totals USING btree (tenant_id, menu_item_id) WHERE (menu_item_id IS NOT NULL);

CREATE INDEX recipes_stock_item_idx ON public.recipes USING btree (tenant_id, stock_item_id);

CREATE INDEX refund_lines_refund_idx ON public.refund_lines USING btree (tenant_id, refund_id, order_id, customer_id);

CREATE INDEX refunds_courier_idx ON public.refunds USING btree (tenant_id, courier_id);

CREATE UNIQUE INDEX refunds_delivery_once ON public.refunds USING btree (tenant_id, order_id) WHERE delivery;

CREATE INDEX refunds_payment_idx ON public.refunds USING btree (tenant_id, payment_id, order_id, customer_id);

CREATE UNIQUE INDEX refunds_tip_once ON public.refunds USING btree (tenant_id, order_id) WHERE tip;

CREATE INDEX refunds_unsettled_idx ON public.refunds USING btree (tenant_id, id) WHERE (status = ANY (ARRAY['intended'::text, 'failed'::text]));

CREATE INDEX reviews_of_branch_idx ON public.reviews USING btree (tenant_id, branch_id, id) WHERE ((courier_id IS NULL) AND (menu_item_id IS NULL));

CREATE INDEX reviews_of_courier_idx ON public.reviews USING btree (tenant_id, courier_id, id) WHERE (courier_id IS NOT NULL);

CREATE INDEX reviews_of_customer_idx ON public.reviews USING btree (tenant_id, customer_id, id);

CREATE INDEX reviews_of_dish_idx ON public.reviews USING btree (tenant_id, menu_item_id, id) WHERE (menu_item_id IS NOT NULL);

CREATE INDEX sold_outs_product_idx ON public.sold_outs USING btree (tenant_id, product_id);

CREATE UNIQUE INDEX stock_items_name_key ON public.stock_items USING btree (tenant_id, name) WHERE (archived_at IS NULL);

CREATE UNIQUE INDEX tenant_domains_subdomain_key ON public.tenant_domains USING btree (tenant_id) WHERE (kind = 'subdomain'::text);

CREATE INDEX tenant_domains_tenant_idx ON public.tenant_domains USING btree (tenant_id);

CREATE INDEX tips_membership_idx ON public.tips USING btree (tenant_id, membership_id);

ALTER INDEX public.audit_log_pkey ATTACH PARTITION public.audit_log_default_pkey;

ALTER INDEX public.audit_log_row_idx ATTACH PARTITION public.audit_log_default_tenant_id_table_name_row_id_id_idx;

ALTER INDEX public.order_events_pkey ATTACH PARTITION public.order_events_default_pkey;

ALTER INDEX public.order_events_to_status_key ATTACH PARTITION public.order_events_default_tenant_id_order_id_seq_to_status_key;

ALTER INDEX public.order_quotes_pkey ATTACH PARTITION public.order_quotes_default_pkey;

ALTER INDEX public.outbox_pkey ATTACH PARTITION public.outbox_default_pkey;

CREATE STATISTICS public.branches_restaurant_id_tenancy (dependencies) ON tenant_id, restaurant_id FROM public.branches;

ALTER STATISTICS public.branches_restaurant_id_tenancy OWNER TO app_owner;

CREATE STATISTICS public.dayparts_restaurant_id_tenancy (dependencies) ON tenant_id, restaurant_id FROM public.dayparts;

ALTER STATISTICS public.dayparts_restaurant_id_tenancy OWNER TO app_owner;

CREATE STATISTICS public.delivery_events_order_id_tenancy (dependencies) ON tenant_id, order_id FROM public.delivery_events;

ALTER STATISTICS public.delivery_events_order_id_tenancy OWNER TO app_owner;

CREATE STATISTICS public.item_modifier_groups_version_id_tenancy (dependencies) ON tenant_id, version_id FROM public.item_modifier_groups;

ALTER STATISTICS public.item_modifier_groups_version_id_tenancy OWNER TO app_owner;

CREATE STATISTICS public.item_option_prices_version_id_tenancy (dependencies) ON tenant_id, version_id FROM public.item_option_prices;

ALTER STATISTICS public.item_option_prices_version_id_tenancy OWNER TO app_owner;

CREATE STATISTICS public.ledger_journals_order_id_tenancy (dependencies) ON tenant_id, order_id FROM public.ledger_journals;

ALTER STATISTICS public.ledger_journals_order_id_tenancy OWNER TO app_owner;

CREATE STATISTICS public.menu_categories_version_id_tenancy (dependencies) ON tenant_id, version_id FROM public.menu_categories;

ALTER STATISTICS public.menu_categories_version_id_tenancy OWNER TO app_owner;

CREATE STATISTICS public.menu_versions_menu_id_tenancy (dependencies) ON tenant_id, menu_id FROM public.menu_versions;

ALTER STATISTICS public.menu_versions_menu_id_tenancy OWNER TO app_owner;

CREATE STATISTICS public.modifier_groups_version_id_tenancy (dependencies) ON tenant_id, version_id FROM public.modifier_groups;

ALTER STATISTICS public.modifier_groups_version_id_tenancy OWNER TO app_owner;

CREATE STATISTICS public.modifier_options_version_id_tenancy (dependencies) ON tenant_id, version_id FROM public.modifier_options;

ALTER STATISTICS public.modifier_options_version_id_tenancy OWNER TO app_owner;

CREATE STATISTICS public.option_modifier_groups_version_id_tenancy (dependencies) ON tenant_id, version_id FROM public.option_modifier_groups;

ALTER STATISTICS public.option_modifier_groups_version_id_tenancy OWNER TO app_owner;

CREATE STATISTICS public.order_adjustments_order_id_tenancy (dependencies) ON tenant_id, order_id FROM public.order_adjustments;

ALTER STATISTICS public.order_adjustments_order_id_tenancy OWNER TO app_owner;

CREATE STATISTICS public.orders_branch_id_tenancy (dependencies) ON tenant_id, branch_id FROM public.orders;

ALTER STATISTICS public.orders_branch_id_tenancy OWNER TO app_owner;

CREATE STATISTICS public.payment_events_payment_id_tenancy (dependencies) ON tenant_id, payment_id FROM public.payment_events;

ALTER STATISTICS public.payment_events_payment_id_tenancy OWNER TO app_owner;

CREATE STATISTICS public.payments_order_id_tenancy (dependencies) ON tenant_id, order_id FROM public.payments;

ALTER STATISTICS public.payments_order_id_tenancy OWNER TO app_owner;

CREATE STATISTICS public.products_menu_id_tenancy (dependencies) ON tenant_id, menu_id FROM public.products;

ALTER STATISTICS public.products_menu_id_tenancy OWNER TO app_owner;

CREATE STATISTICS public.published_items_version_id_tenancy (dependencies) ON tenant_id, version_id FROM public.published_items;

ALTER STATISTICS public.published_items_version_id_tenancy OWNER TO app_owner;

CREATE STATISTICS public.refund_lines_order_id_tenancy (dependencies) ON tenant_id, order_id FROM public.refund_lines;

ALTER STATISTICS public.refund_lines_order_id_tenancy OWNER TO app_owner;

CREATE STATISTICS public.refund_lines_refund_id_tenancy (dependencies) ON tenant_id, refund_id FROM public.refund_lines;

ALTER STATISTICS public.refund_lines_refund_id_tenancy OWNER TO app_owner;

CREATE STATISTICS public.refunds_order_id_tenancy (dependencies) ON tenant_id, order_id FROM public.refunds;

ALTER STATISTICS public.refunds_order_id_tenancy OWNER TO app_owner;

CREATE STATISTICS public.review_moderations_review_id_tenancy (dependencies) ON tenant_id, review_id FROM public.review_moderations;

ALTER STATISTICS public.review_moderations_review_id_tenancy OWNER TO app_owner;

CREATE STATISTICS public.stock_movements_branch_id_tenancy (dependencies) ON tenant_id, branch_id FROM public.stock_movements;

ALTER STATISTICS public.stock_movements_branch_id_tenancy OWNER TO app_owner;

CREATE TRIGGER admin_log_append_only BEFORE DELETE OR UPDATE ON public.admin_log FOR EACH ROW EXECUTE FUNCTION app.refuse_change();

CREATE TRIGGER audit_log_append_only BEFORE DELETE OR UPDATE ON public.audit_log FOR EACH ROW EXECUTE FUNCTION app.refuse_change();

CREATE TRIGGER audit_log_tenant_is_final BEFORE UPDATE OF tenant_id ON public.audit_log FOR EACH ROW WHEN ((old.tenant_id IS DISTINCT FROM new.tenant_id)) EXECUTE FUNCTION app.refuse_change();

CREATE TRIGGER branch_tax_regions_audit AFTER INSERT OR DELETE OR UPDATE ON public.branch_tax_regions FOR EACH ROW EXECUTE FUNCTION app.audit();

CREATE TRIGGER branch_tax_regions_tenant_is_final BEFORE UPDATE OF tenant_id ON public.branch_tax_regions FOR EACH ROW WHEN ((old.tenant_id IS DISTINCT FROM new.tenant_id)) EXECUTE FUNCTION app.refuse_change();

CREATE TRIGGER branches_audit AFTER INSERT OR DELETE OR UPDATE ON public.branches FOR EACH ROW EXECUTE FUNCTION app.audit();

CREATE TRIGGER branches_tenant_is_final BEFORE UPDATE OF tenant_id ON public.branches FOR EACH ROW WHEN ((old.tenant_id IS DISTINCT FROM new.tenant_id)) EXECUTE FUNCTION app.refuse_change();

CREATE TRIGGER cash_collections_append_only BEFORE DELETE OR UPDATE ON public.cash_collections FOR EACH ROW EXECUTE FUNCTION app.refuse_change();

CREATE TRIGGER cash_collections_capture AFTER INSERT ON public.cash_collections FOR EACH ROW EXECUTE FUNCTION app.cash_collections_capture();

CREATE TRIGGER cash_collections_due BEFORE INSERT ON public.cash_collections FOR EACH ROW EXECUTE FUNCTION app.cash_collections_due();

CREATE TRIGGER cash_collections_tenant_is_final BEFORE UPDATE OF tenant_id ON public.cash_collections FOR EACH ROW WHEN ((old.tenant_id IS DISTINCT FROM new.tenant_id)) EXECUTE FUNCTION app.refuse_change();

CREATE TRIGGER cash_hand_ins_append_only BEFORE DELETE OR UPDATE ON public.cash_hand_ins FOR EACH ROW EXECUTE FUNCTION app.refuse_change();

CREATE TRIGGER cash_hand_ins_ledger AFTER INSERT ON public.cash_hand_ins FOR EACH ROW EXECUTE FUNCTION app.post_hand_in();

CREATE TRIGGER cash_hand_ins_tenant_is_final BEFORE UPDATE OF tenant_id ON public.cash_hand_ins FOR EACH ROW WHEN ((old.tenant_id IS DISTINCT FROM new.tenant_id)) EXECUTE FUNCTION app.refuse_change();

CREATE TRIGGER commission_terms_are_final BEFORE UPDATE OF id, restaurant_id, rate, iva_rate, delivery_to, person, rfc, account, valid_from_on ON public.commission_terms FOR EACH ROW EXECUTE FUNCTION app.refuse_change();

CREATE TRIGGER commission_terms_audit AFTER INSERT OR DELETE OR UPDATE ON public.commission_terms FOR EACH ROW EXECUTE FUNCTION app.audit();

CREATE TRIGGER commission_terms_tenant_is_final BEFORE UPDATE OF tenant_id ON public.commission_terms FOR EACH ROW WHEN ((old.tenant_id IS DISTINCT FROM new.tenant_id)) EXECUTE FUNCTION app.refuse_change();

CREATE TRIGGER coupons_are_of_their_promotion BEFORE UPDATE OF id, promotion_id, by_code, code ON public.coupons FOR EACH ROW EXECUTE FUNCTION app.refuse_change();

CREATE TRIGGER coupons_audit AFTER INSERT OR DELETE OR UPDATE OF max_redemptions, valid_from_at, valid_until_at ON public.coupons FOR EACH ROW EXECUTE FUNCTION app.audit();

CREATE TRIGGER coupons_limit_stays BEFORE UPDATE OF max_redemptions ON public.coupons FOR EACH ROW WHEN (((old.max_redemptions IS NULL) <> (new.max_redemptions IS NULL))) EXECUTE FUNCTION app.refuse_change();

CREATE TRIGGER coupons_tenant_is_final BEFORE UPDATE OF tenant_id ON public.coupons FOR EACH ROW WHEN ((old.tenant_id IS DISTINCT FROM new.tenant_id)) EXECUTE FUNCTION app.refuse_change();

CREATE TRIGGER customers_tenant_is_final BEFORE UPDATE OF tenant_id ON public.customers FOR EACH ROW WHEN ((old.tenant_id IS DISTINCT FROM new.tenant_id)) EXECUTE FUNCTION app.refuse_change();

CREATE TRIGGER dayparts_audit AFTER INSERT OR DELETE OR UPDATE ON public.dayparts FOR EACH ROW EXECUTE FUNCTION app.audit();

CREATE TRIGGER dayparts_tenant_is_final BEFORE UPDATE OF tenant_id ON public.dayparts FOR EACH ROW WHEN ((old.tenant_id IS DISTINCT FROM new.tenant_id)) EXECUTE FUNCTION app.refuse_change();

CREATE TRIGGER deliveries_begin BEFORE INSERT ON public.deliveries FOR EACH ROW EXECUTE FUNCTION app.deliveries_begin();

CREATE TRIGGER deliveries_go_on BEFORE UPDATE ON public.deliveries FOR EACH ROW WHEN ((((new.version <> old.version) AND (new.version <> (old.version + 1))) OR ((new.version = old.version) AND ((new.status IS DISTINCT FROM old.status) OR (new.courier_id IS DISTINCT FROM old.courier_id))) OR (((new.order_id IS DISTINCT FROM old.order_id) OR (new.customer_id IS DISTINCT FROM old.customer_id)) OR (new.branch_id IS DISTINCT FROM old.branch_id)) OR ((old.ready_at IS NOT NULL) AND (new.ready_at IS DISTINCT FROM old.ready_at)))) EXECUTE FUNCTION app.refuse_change();

CREATE TRIGGER deliveries_stay BEFORE DELETE ON public.deliveries FOR EACH ROW EXECUTE FUNCTION app.refuse_change();

CREATE TRIGGER deliveries_tenant_is_final BEFORE UPDATE OF tenant_id ON public.deliveries FOR EACH ROW WHEN ((old.tenant_id IS DISTINCT FROM new.tenant_id)) EXECUTE FUNCTION app.refuse_change();

CREATE TRIGGER delivery_events_append_only BEFORE DELETE OR UPDATE ON public.delivery_events FOR EACH ROW EXECUTE FUNCTION app.refuse_change();

CREATE TRIGGER delivery_events_apply AFTER INSERT ON public.delivery_events FOR EACH ROW EXECUTE FUNCTION app.delivery_events_apply();

CREATE TRIGGER delivery_events_tenant_is_final BEFORE UPDATE OF tenant_id ON public.delivery_events FOR EACH ROW WHEN ((old.tenant_id IS DISTINCT FROM new.tenant_id)) EXECUTE FUNCTION app.refuse_change();

CREATE TRIGGER idempotency_keys_are_final BEFORE UPDATE ON public.idempotency_keys FOR EACH ROW EXECUTE FUNCTION app.refuse_change();

CREATE TRIGGER idempotency_keys_tenant_is_final BEFORE UPDATE OF tenant_id ON public.idempotency_keys FOR EACH ROW WHEN ((old.tenant_id IS DISTINCT FROM new.tenant_id)) EXECUTE FUNCTION app.refuse_change();

CREATE TRIGGER item_modifier_groups_delete_draft_only AFTER DELETE ON public.item_modifier_groups REFERENCING OLD TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION app.refuse_unless_draft();

CREATE TRIGGER item_modifier_groups_insert_draft_only AFTER INSERT ON public.item_modifier_groups REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION app.refuse_unless_draft();

CREATE TRIGGER item_modifier_groups_tenant_is_final BEFORE UPDATE OF tenant_id ON public.item_modifier_groups FOR EACH ROW WHEN ((old.tenant_id IS DISTINCT FROM new.tenant_id)) EXECUTE FUNCTION app.refuse_change();

CREATE TRIGGER item_modifier_groups_update_draft_only AFTER UPDATE ON public.item_modifier_groups REFERENCING OLD TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION app.refuse_unless_draft();

CREATE TRIGGER item_modifier_groups_version_is_final BEFORE UPDATE OF version_id ON public.item_modifier_groups FOR EACH ROW WHEN ((old.version_id IS DISTINCT FROM new.version_id)) EXECUTE FUNCTION app.refuse_change();

CREATE TRIGGER item_option_prices_delete_draft_only AFTER DELETE ON public.item_option_prices REFERENCING OLD TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION app.refuse_unless_draft();

CREATE TRIGGER item_option_prices_insert_draft_only AFTER INSERT ON public.item_option_prices REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION app.refuse_unless_draft();

CREATE TRIGGER item_option_prices_tenant_is_final BEFORE UPDATE OF tenant_id ON public.item_option_prices FOR EACH ROW WHEN ((old.tenant_id IS DISTINCT FROM new.tenant_id)) EXECUTE FUNCTION app.refuse_change();

CREATE TRIGGER item_option_prices_update_draft_only AFTER UPDATE ON public.item_option_prices REFERENCING OLD TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION app.refuse_unless_draft();

CREATE TRIGGER item_option_prices_version_is_final BEFORE UPDATE OF version_id ON public.item_option_prices FOR EACH ROW WHEN ((old.version_id IS DISTINCT FROM new.version_id)) EXECUTE FUNCTION app.refuse_change();

CREATE TRIGGER kitchen_slots_audit AFTER INSERT OR UPDATE OF max_orders, max_units, max_amount, closed_at ON public.kitchen_slots FOR EACH ROW EXECUTE FUNCTION app.audit();

CREATE TRIGGER kitchen_slots_stay_where_they_are BEFORE UPDATE OF id, branch_id, service, starts_at, ends_at ON public.kitchen_slots FOR EACH ROW EXECUTE FUNCTION app.refuse_change();

CREATE TRIGGER kitchen_slots_tenant_is_final BEFORE UPDATE OF tenant_id ON public.kitchen_slots FOR EACH ROW WHEN ((old.tenant_id IS DISTINCT FROM new.tenant_id)) EXECUTE FUNCTION app.refuse_change();

CREATE TRIGGER ledger_accounts_keep_their_owner BEFORE UPDATE OF id, kind, restaurant_id, membership_id, provider ON public.ledger_accounts FOR EACH ROW EXECUTE FUNCTION app.refuse_change();

CREATE TRIGGER ledger_accounts_only_go_on BEFORE UPDATE OF debit, credit, closed_through_on ON public.ledger_accounts FOR EACH ROW WHEN ((((new.debit)::numeric < (old.debit)::numeric) OR ((new.credit)::numeric < (old.credit)::numeric) OR (new.closed_through_on < old.closed_through_on))) EXECUTE FUNCTION app.refuse_change();

CREATE TRIGGER ledger_accounts_stay BEFORE DELETE ON public.ledger_accounts FOR EACH ROW EXECUTE FUNCTION app.refuse_change();

CREATE TRIGGER ledger_accounts_tenant_is_final BEFORE UPDATE OF tenant_id ON public.ledger_accounts FOR EACH ROW WHEN ((old.tenant_id IS DISTINCT FROM new.tenant_id)) EXECUTE FUNCTION app.refuse_change();

CREATE TRIGGER ledger_entries_append_only BEFORE DELETE OR UPDATE ON public.ledger_entries FOR EACH ROW EXECUTE FUNCTION app.refuse_change();

CREATE TRIGGER ledger_entries_count AFTER INSERT ON public.ledger_entries REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION app.ledger_entries_count();

CREATE TRIGGER ledger_entries_tenant_is_final BEFORE UPDATE OF tenant_id ON public.ledger_entries FOR EACH ROW WHEN ((old.tenant_id IS DISTINCT FROM new.tenant_id)) EXECUTE FUNCTION app.refuse_change();

CREATE TRIGGER ledger_journals_append_only BEFORE DELETE OR UPDATE ON public.ledger_journals FOR EACH ROW EXECUTE FUNCTION app.refuse_change();

CREATE TRIGGER ledger_journals_tenant_is_final BEFORE UPDATE OF tenant_id ON public.ledger_journals FOR EACH ROW WHEN ((old.tenant_id IS DISTINCT FROM new.tenant_id)) EXECUTE FUNCTION app.refuse_change();

CREATE TRIGGER memberships_audit AFTER INSERT OR DELETE OR UPDATE ON public.memberships FOR EACH ROW EXECUTE FUNCTION app.audit();

CREATE TRIGGER memberships_tenant_is_final BEFORE UPDATE OF tenant_id ON public.memberships FOR EACH ROW WHEN ((old.tenant_id IS DISTINCT FROM new.tenant_id)) EXECUTE FUNCTION app.refuse_change();

CREATE TRIGGER menu_categories_delete_draft_only AFTER DELETE ON public.menu_categories REFERENCING OLD TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION app.refuse_unless_draft();

CREATE TRIGGER menu_categories_insert_draft_only AFTER INSERT ON public.menu_categories REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION app.refuse_unless_draft();

CREATE TRIGGER menu_categories_tenant_is_final BEFORE UPDATE OF tenant_id ON public.menu_categories FOR EACH ROW WHEN ((old.tenant_id IS DISTINCT FROM new.tenant_id)) EXECUTE FUNCTION app.refuse_change();

CREATE TRIGGER menu_categories_update_draft_only AFTER UPDATE ON public.menu_categories REFERENCING OLD TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION app.refuse_unless_draft();

CREATE TRIGGER menu_categories_version_is_final BEFORE UPDATE OF version_id ON public.menu_categories FOR EACH ROW WHEN ((old.version_id IS DISTINCT FROM new.version_id)) EXECUTE FUNCTION app.refuse_change();

CREATE TRIGGER menu_items_delete_draft_only AFTER DELETE ON public.menu_items REFERENCING OLD TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION app.refuse_unless_draft();

CREATE TRIGGER menu_items_insert_draft_only AFTER INSERT ON public.menu_items REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION app.refuse_unless_draft();

CREATE TRIGGER menu_items_tenant_is_final BEFORE UPDATE OF tenant_id ON public.menu_items FOR EACH ROW WHEN ((old.tenant_id IS DISTINCT FROM new.tenant_id)) EXECUTE FUNCTION app.refuse_change();

CREATE TRIGGER menu_items_update_draft_only AFTER UPDATE ON public.menu_items REFERENCING OLD TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION app.refuse_unless_draft();

CREATE TRIGGER menu_items_version_is_final BEFORE UPDATE OF version_id ON public.menu_items FOR EACH ROW WHEN ((old.version_id IS DISTINCT FROM new.version_id)) EXECUTE FUNCTION app.refuse_change();

CREATE TRIGGER menu_placements_audit AFTER INSERT OR DELETE OR UPDATE ON public.menu_placements FOR EACH ROW EXECUTE FUNCTION app.audit();

CREATE TRIGGER menu_placements_tenant_is_final BEFORE UPDATE OF tenant_id ON public.menu_placements FOR EACH ROW WHEN ((old.tenant_id IS DISTINCT FROM new.tenant_id)) EXECUTE FUNCTION app.refuse_change();

CREATE TRIGGER menu_snapshots_append_only BEFORE DELETE OR UPDATE ON public.menu_snapshots FOR EACH ROW EXECUTE FUNCTION app.refuse_change();

CREATE TRIGGER menu_snapshots_tenant_is_final BEFORE UPDATE OF tenant_id ON public.menu_snapshots FOR EACH ROW WHEN ((old.tenant_id IS DISTINCT FROM new.tenant_id)) EXECUTE FUNCTION app.refuse_change();

CREATE TRIGGER menu_versions_audit AFTER INSERT OR DELETE OR UPDATE ON public.menu_versions FOR EACH ROW EXECUTE FUNCTION app.audit();

CREATE TRIGGER menu_versions_numbered BEFORE INSERT ON public.menu_versions FOR EACH ROW EXECUTE FUNCTION app.number_menu_version();

CREATE TRIGGER menu_versions_status_goes_on BEFORE UPDATE ON public.menu_versions FOR EACH ROW WHEN (((((old.status <> 'draft'::text) OR (new.status <> 'published'::text)) AND ((old.status <> 'published'::text) OR (new.status <> 'retired'::text))) OR (((((old.id IS DISTINCT FROM new.id) OR (old.restaurant_id IS DISTINCT FROM new.restaurant_id)) OR (old.menu_id IS DISTINCT FROM new.menu_id)) OR (old.number IS DISTINCT FROM new.number)) OR (old.created_at IS DISTINCT FROM new.created_at)) OR ((old.published_at IS NOT NULL) AND (old.published_at IS DISTINCT FROM new.published_at)))) EXECUTE FUNCTION app.refuse_change();

CREATE TRIGGER menu_versions_tenant_is_final BEFORE UPDATE OF tenant_id ON public.menu_versions FOR EACH ROW WHEN ((old.tenant_id IS DISTINCT FROM new.tenant_id)) EXECUTE FUNCTION app.refuse_change();

CREATE TRIGGER menus_archived AFTER UPDATE OF archived_at ON public.menus FOR EACH ROW WHEN (((old.archived_at IS NULL) AND (new.archived_at IS NOT NULL))) EXECUTE FUNCTION app.take_menu_off();

CREATE TRIGGER menus_tenant_is_final BEFORE UPDATE OF tenant_id ON public.menus FOR EACH ROW WHEN ((old.tenant_id IS DISTINCT FROM new.tenant_id)) EXECUTE FUNCTION app.refuse_change();

CREATE TRIGGER modifier_groups_delete_draft_only AFTER DELETE ON public.modifier_groups REFERENCING OLD TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION app.refuse_unless_draft();

CREATE TRIGGER modifier_groups_insert_draft_only AFTER INSERT ON public.modifier_groups REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION app.refuse_unless_draft();

CREATE TRIGGER modifier_groups_tenant_is_final BEFORE UPDATE OF tenant_id ON public.modifier_groups FOR EACH ROW WHEN ((old.tenant_id IS DISTINCT FROM new.tenant_id)) EXECUTE FUNCTION app.refuse_change();

CREATE TRIGGER modifier_groups_update_draft_only AFTER UPDATE ON public.modifier_groups REFERENCING OLD TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION app.refuse_unless_draft();

CREATE TRIGGER modifier_groups_version_is_final BEFORE UPDATE OF version_id ON public.modifier_groups FOR EACH ROW WHEN ((old.version_id IS DISTINCT FROM new.version_id)) EXECUTE FUNCTION app.refuse_change();

CREATE TRIGGER modifier_options_delete_draft_only AFTER DELETE ON public.modifier_options REFERENCING OLD TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION app.refuse_unless_draft();

CREATE TRIGGER modifier_options_insert_draft_only AFTER INSERT ON public.modifier_options REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION app.refuse_unless_draft();

CREATE TRIGGER modifier_options_tenant_is_final BEFORE UPDATE OF tenant_id ON public.modifier_options FOR EACH ROW WHEN ((old.tenant_id IS DISTINCT FROM new.tenant_id)) EXECUTE FUNCTION app.refuse_change();

CREATE TRIGGER modifier_options_update_draft_only AFTER UPDATE ON public.modifier_options REFERENCING OLD TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION app.refuse_unless_draft();

CREATE TRIGGER modifier_options_version_is_final BEFORE UPDATE OF version_id ON public.modifier_options FOR EACH ROW WHEN ((old.version_id IS DISTINCT FROM new.version_id)) EXECUTE FUNCTION app.refuse_change();

CREATE TRIGGER opening_hours_audit AFTER INSERT OR DELETE OR UPDATE ON public.opening_hours FOR EACH ROW EXECUTE FUNCTION app.audit();

CREATE TRIGGER opening_hours_tenant_is_final BEFORE UPDATE OF tenant_id ON public.opening_hours FOR EACH ROW WHEN ((old.tenant_id IS DISTINCT FROM new.tenant_id)) EXECUTE FUNCTION app.refuse_change();

CREATE TRIGGER option_modifier_groups_delete_draft_only AFTER DELETE ON public.option_modifier_groups REFERENCING OLD TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION app.refuse_unless_draft();

CREATE TRIGGER option_modifier_groups_insert_draft_only AFTER INSERT ON public.option_modifier_groups REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION app.refuse_unless_draft();

CREATE TRIGGER option_modifier_groups_tenant_is_final BEFORE UPDATE OF tenant_id ON public.option_modifier_groups FOR EACH ROW WHEN ((old.tenant_id IS DISTINCT FROM new.tenant_id)) EXECUTE FUNCTION app.refuse_change();

CREATE TRIGGER option_modifier_groups_update_draft_only AFTER UPDATE ON public.option_modifier_groups REFERENCING OLD TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION app.refuse_unless_draft();

CREATE TRIGGER option_modifier_groups_version_is_final BEFORE UPDATE OF version_id ON public.option_modifier_groups FOR EACH ROW WHEN ((old.version_id IS DISTINCT FROM new.version_id)) EXECUTE FUNCTION app.refuse_change();

CREATE TRIGGER order_adjustments_append_only BEFORE DELETE OR UPDATE ON public.order_adjustments FOR EACH ROW EXECUTE FUNCTION app.refuse_change();

CREATE TRIGGER order_adjustments_tenant_is_final BEFORE UPDATE OF tenant_id ON public.order_adjustments FOR EACH ROW WHEN ((old.tenant_id IS DISTINCT FROM new.tenant_id)) EXECUTE FUNCTION app.refuse_change();

CREATE TRIGGER order_completions_a_tip AFTER INSERT ON public.order_completions FOR EACH ROW EXECUTE FUNCTION app.tips_at_delivery();

CREATE TRIGGER order_completions_append_only BEFORE DELETE OR UPDATE ON public.order_completions FOR EACH ROW EXECUTE FUNCTION app.refuse_change();

CREATE TRIGGER order_completions_ledger AFTER INSERT ON public.order_completions FOR EACH ROW EXECUTE FUNCTION app.post_delivery();

CREATE TRIGGER order_completions_tenant_is_final BEFORE UPDATE OF tenant_id ON public.order_completions FOR EACH ROW WHEN ((old.tenant_id IS DISTINCT FROM new.tenant_id)) EXECUTE FUNCTION app.refuse_change();

CREATE CONSTRAINT TRIGGER order_completions_tip AFTER INSERT ON public.order_completions DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION app.tips_add_up();

CREATE TRIGGER order_events_append_only BEFORE DELETE OR UPDATE ON public.order_events FOR EACH ROW EXECUTE FUNCTION app.refuse_change();

CREATE TRIGGER order_events_apply AFTER INSERT ON public.order_events FOR EACH ROW EXECUTE FUNCTION app.order_events_apply();

CREATE TRIGGER order_events_delivery AFTER INSERT ON public.order_events FOR EACH ROW WHEN ((new.to_status = ANY (ARRAY['ready'::text, 'on_the_way'::text, 'delivered'::text, 'rejected'::text, 'cancelled'::text]))) EXECUTE FUNCTION app.delivery_follows();

CREATE TRIGGER order_events_tenant_is_final BEFORE UPDATE OF tenant_id ON public.order_events FOR EACH ROW WHEN ((old.tenant_id IS DISTINCT FROM new.tenant_id)) EXECUTE FUNCTION app.refuse_change();

CREATE TRIGGER order_folio_counters_go_on BEFORE UPDATE ON public.order_folio_counters FOR EACH ROW WHEN ((((new.branch_id IS DISTINCT FROM old.branch_id) OR (new.business_on IS DISTINCT FROM old.business_on)) OR (new.last_folio IS DISTINCT FROM (old.last_folio + 1)))) EXECUTE FUNCTION app.refuse_change();

CREATE TRIGGER order_folio_counters_stay BEFORE DELETE ON public.order_folio_counters FOR EACH ROW EXECUTE FUNCTION app.refuse_change();

CREATE TRIGGER order_folio_counters_tenant_is_final BEFORE UPDATE OF tenant_id ON public.order_folio_counters FOR EACH ROW WHEN ((old.tenant_id IS DISTINCT FROM new.tenant_id)) EXECUTE FUNCTION app.refuse_change();

CREATE TRIGGER order_item_modifiers_append_only BEFORE DELETE OR UPDATE ON public.order_item_modifiers FOR EACH ROW EXECUTE FUNCTION app.refuse_change();

CREATE TRIGGER order_item_modifiers_tenant_is_final BEFORE UPDATE OF tenant_id ON public.order_item_modifiers FOR EACH ROW WHEN ((old.tenant_id IS DISTINCT FROM new.tenant_id)) EXECUTE FUNCTION app.refuse_change();

CREATE TRIGGER order_item_modifiers_with_order AFTER INSERT ON public.order_item_modifiers REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION app.order_item_modifiers_with_order();

CREATE TRIGGER order_items_append_only BEFORE DELETE OR UPDATE ON public.order_items FOR EACH ROW EXECUTE FUNCTION app.refuse_change();

CREATE TRIGGER order_items_tenant_is_final BEFORE UPDATE OF tenant_id ON public.order_items FOR EACH ROW WHEN ((old.tenant_id IS DISTINCT FROM new.tenant_id)) EXECUTE FUNCTION app.refuse_change();

CREATE TRIGGER order_quotes_append_only BEFORE DELETE OR UPDATE ON public.order_quotes FOR EACH ROW EXECUTE FUNCTION app.refuse_change();

CREATE TRIGGER order_quotes_hold BEFORE INSERT ON public.order_quotes FOR EACH ROW EXECUTE FUNCTION app.check_quote();

CREATE TRIGGER order_quotes_tenant_is_final BEFORE UPDATE OF tenant_id ON public.order_quotes FOR EACH ROW WHEN ((old.tenant_id IS DISTINCT FROM new.tenant_id)) EXECUTE FUNCTION app.refuse_change();

CREATE TRIGGER order_settlements_append_only BEFORE DELETE OR UPDATE ON public.order_settlements FOR EACH ROW EXECUTE FUNCTION app.refuse_change();

CREATE TRIGGER order_settlements_tenant_is_final BEFORE UPDATE OF tenant_id ON public.order_settlements FOR EACH ROW WHEN ((old.tenant_id IS DISTINCT FROM new.tenant_id)) EXECUTE FUNCTION app.refuse_change();

CREATE CONSTRAINT TRIGGER orders_add_up AFTER INSERT ON public.orders DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION app.order_adds_up();

CREATE TRIGGER orders_bill_is_final BEFORE UPDATE OF id, branch_id, customer_id, service, channel, quote_id, quote_hash, slot_id, business_on, folio, notes, line_count, adjustment_count, units, subtotal, discount, delivery_fee, delivery_discount, delivery_iva_rate, tip, iva, rounding_policy, placed_at, accept_by_at ON public.orders FOR EACH ROW EXECUTE FUNCTION app.refuse_change();

CREATE TRIGGER orders_deliver AFTER INSERT ON public.orders FOR EACH ROW WHEN ((new.service = 'delivery'::text)) EXECUTE FUNCTION app.deliver();

CREATE TRIGGER orders_follow_events BEFORE UPDATE OF status, version ON public.orders FOR EACH ROW WHEN ((new.version IS DISTINCT FROM (old.version + 1))) EXECUTE FUNCTION app.refuse_change();

CREATE TRIGGER orders_number BEFORE INSERT ON public.orders FOR EACH ROW EXECUTE FUNCTION app.orders_number();

CREATE TRIGGER orders_stay BEFORE DELETE ON public.orders FOR EACH ROW EXECUTE FUNCTION app.refuse_change();

CREATE TRIGGER orders_tenant_is_final BEFORE UPDATE OF tenant_id ON public.orders FOR EACH ROW WHEN ((old.tenant_id IS DISTINCT FROM new.tenant_id)) EXECUTE FUNCTION app.refuse_change();

CREATE TRIGGER outbox_append_only BEFORE DELETE OR UPDATE ON public.outbox FOR EACH ROW EXECUTE FUNCTION app.refuse_change();

CREATE TRIGGER outbox_tenant_is_final BEFORE UPDATE OF tenant_id ON public.outbox FOR EACH ROW WHEN ((old.tenant_id IS DISTINCT FROM new.tenant_id)) EXECUTE FUNCTION app.refuse_change();

CREATE TRIGGER payment_events_append_only BEFORE DELETE OR UPDATE ON public.payment_events FOR EACH ROW EXECUTE FUNCTION app.refuse_change();

CREATE TRIGGER payment_events_apply AFTER INSERT ON public.payment_events FOR EACH ROW EXECUTE FUNCTION app.payment_events_apply();

CREATE TRIGGER payment_events_ledger AFTER INSERT ON public.payment_events FOR EACH ROW WHEN ((new.to_status = 'captured'::text)) EXECUTE FUNCTION app.post_capture();

CREATE TRIGGER payment_events_tenant_is_final BEFORE UPDATE OF tenant_id ON public.payment_events FOR EACH ROW WHEN ((old.tenant_id IS DISTINCT FROM new.tenant_id)) EXECUTE FUNCTION app.refuse_change();

CREATE TRIGGER payments_begin AFTER INSERT ON public.payments FOR EACH ROW EXECUTE FUNCTION app.payments_begin();

CREATE TRIGGER payments_follow_events BEFORE UPDATE OF status, version, authorized, captured ON public.payments FOR EACH ROW WHEN ((new.version IS DISTINCT FROM (old.version + 1))) EXECUTE FUNCTION app.refuse_change();

CREATE CONSTRAINT TRIGGER payments_refunds_add_up AFTER UPDATE OF refunded ON public.payments DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION app.payments_refunds_add_up();

CREATE TRIGGER payments_request_is_final BEFORE UPDATE OF id, order_id, customer_id, method, provider, idempotency_key, amount, change_for, created_at ON public.payments FOR EACH ROW EXECUTE FUNCTION app.refuse_change();

CREATE TRIGGER payments_stay BEFORE DELETE ON public.payments FOR EACH ROW EXECUTE FUNCTION app.refuse_change();

CREATE TRIGGER payments_take_total BEFORE INSERT ON public.payments FOR EACH ROW EXECUTE FUNCTION app.payments_take_total();

CREATE TRIGGER payments_tenant_is_final BEFORE UPDATE OF tenant_id ON public.payments FOR EACH ROW WHEN ((old.tenant_id IS DISTINCT FROM new.tenant_id)) EXECUTE FUNCTION app.refuse_change();

CREATE TRIGGER payments_words_stay BEFORE UPDATE OF provider_ref, capture_requested_at, void_requested_at ON public.payments FOR EACH ROW WHEN (((new.provider_ref IS DISTINCT FROM COALESCE(old.provider_ref, new.provider_ref)) OR (new.capture_requested_at IS DISTINCT FROM COALESCE(old.capture_requested_at, new.capture_requested_at)) OR (new.void_requested_at IS DISTINCT FROM COALESCE(old.void_requested_at, new.void_requested_at)))) EXECUTE FUNCTION app.refuse_change();

CREATE TRIGGER payouts_append_only BEFORE DELETE OR UPDATE ON public.payouts FOR EACH ROW EXECUTE FUNCTION app.refuse_change();

CREATE TRIGGER payouts_ledger AFTER INSERT ON public.payouts FOR EACH ROW EXECUTE FUNCTION app.post_payout();

CREATE TRIGGER payouts_tenant_is_final BEFORE UPDATE OF tenant_id ON public.payouts FOR EACH ROW WHEN ((old.tenant_id IS DISTINCT FROM new.tenant_id)) EXECUTE FUNCTION app.refuse_change();

CREATE TRIGGER product_prices_audit AFTER INSERT OR DELETE OR UPDATE ON public.product_prices FOR EACH ROW EXECUTE FUNCTION app.audit();

CREATE TRIGGER product_prices_tenant_is_final BEFORE UPDATE OF tenant_id ON public.product_prices FOR EACH ROW WHEN ((old.tenant_id IS DISTINCT FROM new.tenant_id)) EXECUTE FUNCTION app.refuse_change();

CREATE TRIGGER products_tenant_is_final BEFORE UPDATE OF tenant_id ON public.products FOR EACH ROW WHEN ((old.tenant_id IS DISTINCT FROM new.tenant_id)) EXECUTE FUNCTION app.refuse_change();

CREATE TRIGGER promotion_branches_tenant_is_final BEFORE UPDATE OF tenant_id ON public.promotion_branches FOR EACH ROW WHEN ((old.tenant_id IS DISTINCT FROM new.tenant_id)) EXECUTE FUNCTION app.refuse_change();

CREATE TRIGGER promotion_customers_tenant_is_final BEFORE UPDATE OF tenant_id ON public.promotion_customers FOR EACH ROW WHEN ((old.tenant_id IS DISTINCT FROM new.tenant_id)) EXECUTE FUNCTION app.refuse_change();

CREATE TRIGGER promotion_items_tenant_is_final BEFORE UPDATE OF tenant_id ON public.promotion_items FOR EACH ROW WHEN ((old.tenant_id IS DISTINCT FROM new.tenant_id)) EXECUTE FUNCTION app.refuse_change();

CREATE TRIGGER promotions_audit AFTER INSERT OR DELETE OR UPDATE OF name, valid_until_at, max_redemptions, budget, per_customer_limit, archived_at ON public.promotions FOR EACH ROW EXECUTE FUNCTION app.audit();

CREATE TRIGGER promotions_limits_stay BEFORE UPDATE OF max_redemptions, budget, per_customer_limit ON public.promotions FOR EACH ROW WHEN ((((old.max_redemptions IS NULL) <> (new.max_redemptions IS NULL)) OR ((old.budget IS NULL) <> (new.budget IS NULL)) OR ((old.per_customer_limit IS NULL) <> (new.per_customer_limit IS NULL)))) EXECUTE FUNCTION app.refuse_change();

CREATE TRIGGER promotions_tenant_is_final BEFORE UPDATE OF tenant_id ON public.promotions FOR EACH ROW WHEN ((old.tenant_id IS DISTINCT FROM new.tenant_id)) EXECUTE FUNCTION app.refuse_change();

CREATE TRIGGER promotions_terms_are_final BEFORE UPDATE OF id, kind, percent_off, amount_off, buy_quantity, get_quantity, max_discount, min_subtotal, first_order_only, channels, services, windows, valid_from_at, stacking_group, priority, funded_by, treatment, by_code ON public.promotions FOR EACH ROW EXECUTE FUNCTION app.refuse_change();

CREATE TRIGGER provider_events_append_only BEFORE DELETE OR UPDATE ON public.provider_events FOR EACH ROW EXECUTE FUNCTION app.refuse_change();

CREATE TRIGGER provider_events_tenant_is_final BEFORE UPDATE OF tenant_id ON public.provider_events FOR EACH ROW WHEN ((old.tenant_id IS DISTINCT FROM new.tenant_id)) EXECUTE FUNCTION app.refuse_change();

CREATE TRIGGER published_items_append_only BEFORE DELETE OR UPDATE ON public.published_items FOR EACH ROW EXECUTE FUNCTION app.refuse_change();

CREATE TRIGGER published_items_tenant_is_final BEFORE UPDATE OF tenant_id ON public.published_items FOR EACH ROW WHEN ((old.tenant_id IS DISTINCT FROM new.tenant_id)) EXECUTE FUNCTION app.refuse_change();

CREATE TRIGGER rating_totals_tenant_is_final BEFORE UPDATE OF tenant_id ON public.rating_totals FOR EACH ROW WHEN ((old.tenant_id IS DISTINCT FROM new.tenant_id)) EXECUTE FUNCTION app.refuse_change();

CREATE TRIGGER recipes_audit AFTER INSERT OR DELETE OR UPDATE ON public.recipes FOR EACH ROW EXECUTE FUNCTION app.audit();

CREATE TRIGGER recipes_tenant_is_final BEFORE UPDATE OF tenant_id ON public.recipes FOR EACH ROW WHEN ((old.tenant_id IS DISTINCT FROM new.tenant_id)) EXECUTE FUNCTION app.refuse_change();

CREATE CONSTRAINT TRIGGER refund_lines_add_up AFTER INSERT ON public.refund_lines DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION app.refund_lines_add_up();

CREATE TRIGGER refund_lines_append_only BEFORE DELETE OR UPDATE ON public.refund_lines FOR EACH ROW EXECUTE FUNCTION app.refuse_change();

CREATE TRIGGER refund_lines_tenant_is_final BEFORE UPDATE OF tenant_id ON public.refund_lines FOR EACH ROW WHEN ((old.tenant_id IS DISTINCT FROM new.tenant_id)) EXECUTE FUNCTION app.refuse_change();

CREATE CONSTRAINT TRIGGER refunds_add_up AFTER INSERT ON public.refunds DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION app.refund_lines_add_up();

CREATE TRIGGER refunds_charge AFTER INSERT ON public.refunds FOR EACH ROW EXECUTE FUNCTION app.refunds_charge();

CREATE TRIGGER refunds_ledger AFTER INSERT ON public.refunds FOR EACH ROW EXECUTE FUNCTION app.post_refund('refund');

CREATE TRIGGER refunds_ledger_repaid AFTER UPDATE ON public.refunds FOR EACH ROW WHEN (((old.status <> 'done'::text) AND (new.status = 'done'::text))) EXECUTE FUNCTION app.post_refund('repayment');

CREATE TRIGGER refunds_never_deleted BEFORE DELETE ON public.refunds FOR EACH ROW EXECUTE FUNCTION app.refuse_change();

CREATE TRIGGER refunds_only_settle BEFORE UPDATE ON public.refunds FOR EACH ROW EXECUTE FUNCTION app.refunds_only_settle();

CREATE TRIGGER refunds_tenant_is_final BEFORE UPDATE OF tenant_id ON public.refunds FOR EACH ROW WHEN ((old.tenant_id IS DISTINCT FROM new.tenant_id)) EXECUTE FUNCTION app.refuse_change();

CREATE TRIGGER restaurants_audit AFTER INSERT OR DELETE OR UPDATE ON public.restaurants FOR EACH ROW EXECUTE FUNCTION app.audit();

CREATE TRIGGER restaurants_tenant_is_final BEFORE UPDATE OF tenant_id ON public.restaurants FOR EACH ROW WHEN ((old.tenant_id IS DISTINCT FROM new.tenant_id)) EXECUTE FUNCTION app.refuse_change();

CREATE TRIGGER review_moderations_append_only BEFORE DELETE OR UPDATE ON public.review_moderations FOR EACH ROW EXECUTE FUNCTION app.refuse_change();

CREATE TRIGGER review_moderations_apply AFTER INSERT ON public.review_moderations FOR EACH ROW EXECUTE FUNCTION app.review_moderations_apply();

CREATE TRIGGER review_moderations_tenant_is_final BEFORE UPDATE OF tenant_id ON public.review_moderations FOR EACH ROW WHEN ((old.tenant_id IS DISTINCT FROM new.tenant_id)) EXECUTE FUNCTION app.refuse_change();

CREATE TRIGGER review_replies_audit AFTER INSERT OR DELETE OR UPDATE ON public.review_replies FOR EACH ROW EXECUTE FUNCTION app.audit();

CREATE TRIGGER review_replies_edit BEFORE UPDATE OF body ON public.review_replies FOR EACH ROW WHEN ((old.body <> new.body)) EXECUTE FUNCTION app.review_replies_edit();

CREATE TRIGGER review_replies_tenant_is_final BEFORE UPDATE OF tenant_id ON public.review_replies FOR EACH ROW WHEN ((old.tenant_id IS DISTINCT FROM new.tenant_id)) EXECUTE FUNCTION app.refuse_change();

CREATE TRIGGER review_replies_what_is_final BEFORE UPDATE OF review_id, created_at ON public.review_replies FOR EACH ROW WHEN (((old.review_id IS DISTINCT FROM new.review_id) OR (old.created_at IS DISTINCT FROM new.created_at))) EXECUTE FUNCTION app.refuse_change();

CREATE TRIGGER reviews_check BEFORE INSERT ON public.reviews FOR EACH ROW EXECUTE FUNCTION app.reviews_check();

CREATE TRIGGER reviews_count AFTER INSERT ON public.reviews REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION app.count_ratings();

CREATE TRIGGER reviews_edit BEFORE UPDATE OF stars, comment ON public.reviews FOR EACH ROW WHEN (((old.stars <> new.stars) OR (old.comment <> new.comment))) EXECUTE FUNCTION app.reviews_edit();

CREATE TRIGGER reviews_edited_by_the_clock BEFORE UPDATE OF edited_at ON public.reviews FOR EACH ROW EXECUTE FUNCTION app.refuse_change();

CREATE TRIGGER reviews_follow_moderations BEFORE UPDATE OF state, moderation_seq ON public.reviews FOR EACH ROW WHEN ((new.moderation_seq IS DISTINCT FROM (COALESCE(old.moderation_seq, 0) + 1))) EXECUTE FUNCTION app.refuse_change();

CREATE TRIGGER reviews_recount AFTER UPDATE OF stars, state ON public.reviews FOR EACH ROW WHEN (((old.stars <> new.stars) OR (old.state <> new.state))) EXECUTE FUNCTION app.recount_rating();

CREATE TRIGGER reviews_tenant_is_final BEFORE UPDATE OF tenant_id ON public.reviews FOR EACH ROW WHEN ((old.tenant_id IS DISTINCT FROM new.tenant_id)) EXECUTE FUNCTION app.refuse_change();

CREATE TRIGGER reviews_uncount AFTER DELETE ON public.reviews FOR EACH ROW EXECUTE FUNCTION app.recount_rating();

CREATE TRIGGER reviews_what_is_final BEFORE UPDATE OF id, order_id, customer_id, branch_id, courier_id, line_no, menu_item_id, delivered_at, created_at ON public.reviews FOR EACH ROW WHEN ((((((((((old.id IS DISTINCT FROM new.id) OR (old.order_id IS DISTINCT FROM new.order_id)) OR (old.customer_id IS DISTINCT FROM new.customer_id)) OR (old.branch_id IS DISTINCT FROM new.branch_id)) OR (old.courier_id IS DISTINCT FROM new.courier_id)) OR (old.line_no IS DISTINCT FROM new.line_no)) OR (old.menu_item_id IS DISTINCT FROM new.menu_item_id)) OR (old.delivered_at IS DISTINCT FROM new.delivered_at)) OR (old.created_at IS DISTINCT FROM new.created_at))) EXECUTE FUNCTION app.refuse_change();

CREATE TRIGGER sold_outs_audit AFTER INSERT OR DELETE OR UPDATE ON public.sold_outs FOR EACH ROW EXECUTE FUNCTION app.audit();

CREATE TRIGGER sold_outs_tenant_is_final BEFORE UPDATE OF tenant_id ON public.sold_outs FOR EACH ROW WHEN ((old.tenant_id IS DISTINCT FROM new.tenant_id)) EXECUTE FUNCTION app.refuse_change();

CREATE TRIGGER special_days_audit AFTER INSERT OR DELETE OR UPDATE ON public.special_days FOR EACH ROW EXECUTE FUNCTION app.audit();

CREATE TRIGGER special_days_tenant_is_final BEFORE UPDATE OF tenant_id ON public.special_days FOR EACH ROW WHEN ((old.tenant_id IS DISTINCT FROM new.tenant_id)) EXECUTE FUNCTION app.refuse_change();

CREATE TRIGGER stock_items_audit AFTER INSERT OR DELETE OR UPDATE ON public.stock_items FOR EACH ROW EXECUTE FUNCTION app.audit();

CREATE TRIGGER stock_items_tenant_is_final BEFORE UPDATE OF tenant_id ON public.stock_items FOR EACH ROW WHEN ((old.tenant_id IS DISTINCT FROM new.tenant_id)) EXECUTE FUNCTION app.refuse_change();

CREATE TRIGGER stock_levels_follow_movements BEFORE UPDATE OF on_hand, movement_seq ON public.stock_levels FOR EACH ROW WHEN ((new.movement_seq IS DISTINCT FROM (old.movement_seq + 1))) EXECUTE FUNCTION app.refuse_change();

CREATE TRIGGER stock_levels_tenant_is_final BEFORE UPDATE OF tenant_id ON public.stock_levels FOR EACH ROW WHEN ((old.tenant_id IS DISTINCT FROM new.tenant_id)) EXECUTE FUNCTION app.refuse_change();

CREATE TRIGGER stock_movements_append_only BEFORE DELETE OR UPDATE ON public.stock_movements FOR EACH ROW EXECUTE FUNCTION app.refuse_change();

CREATE TRIGGER stock_movements_apply BEFORE INSERT ON public.stock_movements FOR EACH ROW EXECUTE FUNCTION app.stock_movements_apply();

CREATE TRIGGER stock_movements_tenant_is_final BEFORE UPDATE OF tenant_id ON public.stock_movements FOR EACH ROW WHEN ((old.tenant_id IS DISTINCT FROM new.tenant_id)) EXECUTE FUNCTION app.refuse_change();

CREATE TRIGGER stock_reservations_end_once BEFORE UPDATE ON public.stock_reservations FOR EACH ROW WHEN (((old.state <> 'held'::text) OR (((((new.order_id IS DISTINCT FROM old.order_id) OR (new.stock_item_id IS DISTINCT FROM old.stock_item_id)) OR (new.branch_id IS DISTINCT FROM old.branch_id)) OR ((new.quantity)::numeric IS DISTINCT FROM (old.quantity)::numeric)) OR (new.expires_at IS DISTINCT FROM old.expires_at)))) EXECUTE FUNCTION app.refuse_change();

CREATE TRIGGER stock_reservations_stay BEFORE DELETE ON public.stock_reservations FOR EACH ROW EXECUTE FUNCTION app.refuse_change();

CREATE TRIGGER stock_reservations_tenant_is_final BEFORE UPDATE OF tenant_id ON public.stock_reservations FOR EACH ROW WHEN ((old.tenant_id IS DISTINCT FROM new.tenant_id)) EXECUTE FUNCTION app.refuse_change();

CREATE TRIGGER tenants_audit AFTER INSERT OR DELETE OR UPDATE ON public.tenants FOR EACH ROW EXECUTE FUNCTION app.audit();

CREATE TRIGGER tenants_tenant_is_final BEFORE UPDATE OF tenant_id ON public.tenants FOR EACH ROW WHEN ((old.tenant_id IS DISTINCT FROM new.tenant_id)) EXECUTE FUNCTION app.refuse_change();

CREATE CONSTRAINT TRIGGER tips_add_up AFTER INSERT ON public.tips DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION app.tips_add_up();

CREATE TRIGGER tips_append_only BEFORE DELETE OR UPDATE ON public.tips FOR EACH ROW EXECUTE FUNCTION app.refuse_change();

CREATE TRIGGER tips_tenant_is_final BEFORE UPDATE OF tenant_id ON public.tips FOR EACH ROW WHEN ((old.tenant_id IS DISTINCT FROM new.tenant_id)) EXECUTE FUNCTION app.refuse_change();

ALTER TABLE ONLY app_private.menu_search
    ADD CONSTRAINT menu_search_item_fk FOREIGN KEY (tenant_id, version_id, item_id) REFERENCES public.published_items(tenant_id, version_id, item_id);

ALTER TABLE ONLY public.branch_tax_regions
    ADD CONSTRAINT branch_tax_regions_branch_fk FOREIGN KEY (tenant_id, branch_id) REFERENCES public.branches(tenant_id, id);

ALTER TABLE ONLY public.branches
    ADD CONSTRAINT branches_restaurant_fk FOREIGN KEY (tenant_id, restaurant_id) REFERENCES public.restaurants(tenant_id, id);

ALTER TABLE ONLY public.cash_collections
    ADD CONSTRAINT cash_collections_membership_fk FOREIGN KEY (tenant_id, membership_id) REFERENCES public.memberships(tenant_id, id);

ALTER TABLE ONLY public.cash_collections
    ADD CONSTRAINT cash_collections_payment_fk FOREIGN KEY (tenant_id, payment_id, method) REFERENCES public.payments(tenant_id, id, method);

ALTER TABLE ONLY public.cash_hand_ins
    ADD CONSTRAINT cash_hand_ins_membership_fk FOREIGN KEY (tenant_id, membership_id) REFERENCES public.memberships(tenant_id, id);

ALTER TABLE ONLY public.cash_hand_ins
    ADD CONSTRAINT cash_hand_ins_received_by_fk FOREIGN KEY (tenant_id, received_by) REFERENCES public.memberships(tenant_id, id);

ALTER TABLE ONLY public.commission_terms
    ADD CONSTRAINT commission_terms_restaurant_fk FOREIGN KEY (tenant_id, restaurant_id) REFERENCES public.restaurants(tenant_id, id);

ALTER TABLE ONLY public.coupons
    ADD CONSTRAINT coupons_promotion_fk FOREIGN KEY (tenant_id, promotion_id, by_code) REFERENCES public.promotions(tenant_id, id, by_code);

ALTER TABLE ONLY public.customers
    ADD CONSTRAINT customers_tenant_fk FOREIGN KEY (tenant_id) REFERENCES public.tenants(tenant_id);

ALTER TABLE ONLY public.dayparts
    ADD CONSTRAINT dayparts_restaurant_fk FOREIGN KEY (tenant_id, restaurant_id) REFERENCES public.restaurants(tenant_id, id);

ALTER TABLE ONLY public.deliveries
    ADD CONSTRAINT deliveries_courier_fk FOREIGN KEY (tenant_id, courier_id) REFERENCES public.memberships(tenant_id, id);

ALTER TABLE ONLY public.deliveries
    ADD CONSTRAINT deliveries_courier_from_event FOREIGN KEY (tenant_id, order_id, event_seq, courier_id) REFERENCES public.delivery_events(tenant_id, order_id, seq, courier_id);

ALTER TABLE ONLY public.deliveries
    ADD CONSTRAINT deliveries_order_fk FOREIGN KEY (tenant_id, order_id, customer_id) REFERENCES public.orders(tenant_id, id, customer_id);

ALTER TABLE ONLY public.deliveries
    ADD CONSTRAINT deliveries_status_from_event FOREIGN KEY (tenant_id, order_id, event_seq, status) REFERENCES public.delivery_events(tenant_id, order_id, seq, to_status);

ALTER TABLE ONLY public.delivery_events
    ADD CONSTRAINT delivery_events_delivery_fk FOREIGN KEY (tenant_id, order_id) REFERENCES public.deliveries(tenant_id, order_id);

ALTER TABLE ONLY public.delivery_events
    ADD CONSTRAINT delivery_events_follows_fk FOREIGN KEY (tenant_id, order_id, previous_seq, from_status) REFERENCES public.delivery_events(tenant_id, order_id, seq, to_status);

ALTER TABLE ONLY public.delivery_events
    ADD CONSTRAINT delivery_events_order_event_fk FOREIGN KEY (tenant_id, order_id, order_seq, order_status) REFERENCES public.order_events(tenant_id, order_id, seq, to_status);

ALTER TABLE ONLY public.delivery_events
    ADD CONSTRAINT delivery_events_same_courier_fk FOREIGN KEY (tenant_id, order_id, previous_seq, same_courier_id) REFERENCES public.delivery_events(tenant_id, order_id, seq, courier_id);

ALTER TABLE ONLY public.delivery_events
    ADD CONSTRAINT delivery_events_transition_fk FOREIGN KEY (from_status, to_status, actor_kind) REFERENCES public.delivery_transitions(from_status, to_status, actor_kind);

ALTER TABLE ONLY public.item_modifier_groups
    ADD CONSTRAINT item_modifier_groups_group_fk FOREIGN KEY (tenant_id, version_id, group_id) REFERENCES public.modifier_groups(tenant_id, version_id, group_id) ON DELETE CASCADE;

ALTER TABLE ONLY public.item_modifier_groups
    ADD CONSTRAINT item_modifier_groups_item_fk FOREIGN KEY (tenant_id, version_id, item_id) REFERENCES public.menu_items(tenant_id, version_id, item_id) ON DELETE CASCADE;

ALTER TABLE ONLY public.item_option_prices
    ADD CONSTRAINT item_option_prices_item_fk FOREIGN KEY (tenant_id, version_id, item_id) REFERENCES public.menu_items(tenant_id, version_id, item_id) ON DELETE CASCADE;

ALTER TABLE ONLY public.item_option_prices
    ADD CONSTRAINT item_option_prices_option_fk FOREIGN KEY (tenant_id, version_id, option_id) REFERENCES public.modifier_options(tenant_id, version_id, option_id) ON DELETE CASCADE;

ALTER TABLE ONLY public.kitchen_slots
    ADD CONSTRAINT kitchen_slots_branch_fk FOREIGN KEY (tenant_id, branch_id) REFERENCES public.branches(tenant_id, id);

ALTER TABLE ONLY public.ledger_accounts
    ADD CONSTRAINT ledger_accounts_membership_fk FOREIGN KEY (tenant_id, membership_id) REFERENCES public.memberships(tenant_id, id);

ALTER TABLE ONLY public.ledger_accounts
    ADD CONSTRAINT ledger_accounts_restaurant_fk FOREIGN KEY (tenant_id, restaurant_id) REFERENCES public.restaurants(tenant_id, id);

ALTER TABLE ONLY public.ledger_entries
    ADD CONSTRAINT ledger_entries_account_fk FOREIGN KEY (tenant_id, account_id) REFERENCES public.ledger_accounts(tenant_id, id);

ALTER TABLE ONLY public.ledger_entries
    ADD CONSTRAINT ledger_entries_journal_fk FOREIGN KEY (tenant_id, journal_id) REFERENCES public.ledger_journals(tenant_id, id);

ALTER TABLE ONLY public.ledger_journals
    ADD CONSTRAINT ledger_journals_hand_in_fk FOREIGN KEY (tenant_id, hand_in_id) REFERENCES public.cash_hand_ins(tenant_id, id);

ALTER TABLE ONLY public.ledger_journals
    ADD CONSTRAINT ledger_journals_order_fk FOREIGN KEY (tenant_id, order_id) REFERENCES public.orders(tenant_id, id);

ALTER TABLE ONLY public.ledger_journals
    ADD CONSTRAINT ledger_journals_payment_fk FOREIGN KEY (tenant_id, payment_id) REFERENCES public.payments(tenant_id, id);

ALTER TABLE ONLY public.ledger_journals
    ADD CONSTRAINT ledger_journals_payout_fk FOREIGN KEY (tenant_id, payout_id) REFERENCES public.payouts(tenant_id, id);

ALTER TABLE ONLY public.ledger_journals
    ADD CONSTRAINT ledger_journals_refund_fk FOREIGN KEY (tenant_id, refund_id) REFERENCES public.refunds(tenant_id, id);

ALTER TABLE ONLY public.memberships
    ADD CONSTRAINT memberships_tenant_fk FOREIGN KEY (tenant_id) REFERENCES public.tenants(tenant_id);

ALTER TABLE ONLY public.menu_categories
    ADD CONSTRAINT menu_categories_daypart_fk FOREIGN KEY (tenant_id, restaurant_id, daypart_id) REFERENCES public.dayparts(tenant_id, restaurant_id, id);

ALTER TABLE ONLY public.menu_categories
    ADD CONSTRAINT menu_categories_parent_fk FOREIGN KEY (tenant_id, version_id, parent_id, parent_path) REFERENCES public.menu_categories(tenant_id, version_id, category_id, path) ON UPDATE CASCADE;

ALTER TABLE ONLY public.menu_categories
    ADD CONSTRAINT menu_categories_version_fk FOREIGN KEY (tenant_id, restaurant_id, menu_id, version_id) REFERENCES public.menu_versions(tenant_id, restaurant_id, menu_id, id);

ALTER TABLE ONLY public.menu_items
    ADD CONSTRAINT menu_items_category_fk FOREIGN KEY (tenant_id, version_id, category_id) REFERENCES public.menu_categories(tenant_id, version_id, category_id);

ALTER TABLE ONLY public.menu_items
    ADD CONSTRAINT menu_items_daypart_fk FOREIGN KEY (tenant_id, restaurant_id, daypart_id) REFERENCES public.dayparts(tenant_id, restaurant_id, id);

ALTER TABLE ONLY public.menu_items
    ADD CONSTRAINT menu_items_product_fk FOREIGN KEY (tenant_id, menu_id, item_id, kind) REFERENCES public.products(tenant_id, menu_id, id, kind);

ALTER TABLE ONLY public.menu_items
    ADD CONSTRAINT menu_items_version_fk FOREIGN KEY (tenant_id, restaurant_id, menu_id, version_id) REFERENCES public.menu_versions(tenant_id, restaurant_id, menu_id, id);

ALTER TABLE ONLY public.menu_placements
    ADD CONSTRAINT menu_placements_branch_fk FOREIGN KEY (tenant_id, restaurant_id, branch_id) REFERENCES public.branches(tenant_id, restaurant_id, id);

ALTER TABLE ONLY public.menu_placements
    ADD CONSTRAINT menu_placements_snapshot_fk FOREIGN KEY (tenant_id, version_id) REFERENCES public.menu_snapshots(tenant_id, version_id);

ALTER TABLE ONLY public.menu_placements
    ADD CONSTRAINT menu_placements_version_fk FOREIGN KEY (tenant_id, restaurant_id, menu_id, version_id) REFERENCES public.menu_versions(tenant_id, restaurant_id, menu_id, id);

ALTER TABLE ONLY public.menu_snapshots
    ADD CONSTRAINT menu_snapshots_version_fk FOREIGN KEY (tenant_id, version_id) REFERENCES public.menu_versions(tenant_id, id);

ALTER TABLE ONLY public.menu_versions
    ADD CONSTRAINT menu_versions_menu_fk FOREIGN KEY (tenant_id, restaurant_id, menu_id) REFERENCES public.menus(tenant_id, restaurant_id, id);

ALTER TABLE ONLY public.menus
    ADD CONSTRAINT menus_restaurant_fk FOREIGN KEY (tenant_id, restaurant_id) REFERENCES public.restaurants(tenant_id, id);

ALTER TABLE ONLY public.modifier_groups
    ADD CONSTRAINT modifier_groups_version_fk FOREIGN KEY (tenant_id, restaurant_id, menu_id, version_id) REFERENCES public.menu_versions(tenant_id, restaurant_id, menu_id, id);

ALTER TABLE ONLY public.modifier_options
    ADD CONSTRAINT modifier_options_group_fk FOREIGN KEY (tenant_id, version_id, group_id, level) REFERENCES public.modifier_groups(tenant_id, version_id, group_id, level) ON UPDATE CASCADE;

ALTER TABLE ONLY public.modifier_options
    ADD CONSTRAINT modifier_options_product_fk FOREIGN KEY (tenant_id, menu_id, option_id, kind) REFERENCES public.products(tenant_id, menu_id, id, kind);

ALTER TABLE ONLY public.modifier_options
    ADD CONSTRAINT modifier_options_version_fk FOREIGN KEY (tenant_id, restaurant_id, menu_id, version_id) REFERENCES public.menu_versions(tenant_id, restaurant_id, menu_id, id);

ALTER TABLE ONLY public.opening_hours
    ADD CONSTRAINT opening_hours_branch_fk FOREIGN KEY (tenant_id, branch_id) REFERENCES public.branches(tenant_id, id);

ALTER TABLE ONLY public.option_modifier_groups
    ADD CONSTRAINT option_modifier_groups_group_fk FOREIGN KEY (tenant_id, version_id, group_id, group_level) REFERENCES public.modifier_groups(tenant_id, version_id, group_id, level) ON UPDATE CASCADE ON DELETE CASCADE;

ALTER TABLE ONLY public.option_modifier_groups
    ADD CONSTRAINT option_modifier_groups_option_fk FOREIGN KEY (tenant_id, version_id, option_id, option_level) REFERENCES public.modifier_options(tenant_id, version_id, option_id, level) ON UPDATE CASCADE ON DELETE CASCADE;

ALTER TABLE ONLY public.order_adjustments
    ADD CONSTRAINT order_adjustments_coupon_fk FOREIGN KEY (tenant_id, coupon_id) REFERENCES public.coupons(tenant_id, id);

ALTER TABLE ONLY public.order_adjustments
    ADD CONSTRAINT order_adjustments_order_fk FOREIGN KEY (tenant_id, order_id, customer_id, line_count, adjustment_count) REFERENCES public.orders(tenant_id, id, customer_id, line_count, adjustment_count);

ALTER TABLE ONLY public.order_adjustments
    ADD CONSTRAINT order_adjustments_promotion_fk FOREIGN KEY (tenant_id, promotion_id) REFERENCES public.promotions(tenant_id, id);

ALTER TABLE ONLY public.order_completions
    ADD CONSTRAINT order_completions_event_fk FOREIGN KEY (tenant_id, order_id, seq, to_status) REFERENCES public.order_events(tenant_id, order_id, seq, to_status);

ALTER TABLE public.order_events
    ADD CONSTRAINT order_events_follows_fk FOREIGN KEY (tenant_id, order_id, previous_seq, from_status) REFERENCES public.order_events(tenant_id, order_id, seq, to_status);

ALTER TABLE public.order_events
    ADD CONSTRAINT order_events_order_fk FOREIGN KEY (tenant_id, order_id, customer_id) REFERENCES public.orders(tenant_id, id, customer_id);

ALTER TABLE public.order_events
    ADD CONSTRAINT order_events_transition_fk FOREIGN KEY (from_status, to_status, actor_kind) REFERENCES public.order_transitions(from_status, to_status, actor_kind);

ALTER TABLE ONLY public.order_folio_counters
    ADD CONSTRAINT order_folio_counters_branch_fk FOREIGN KEY (tenant_id, branch_id) REFERENCES public.branches(tenant_id, id);

ALTER TABLE ONLY public.order_folio_counters
    ADD CONSTRAINT order_folio_counters_given FOREIGN KEY (tenant_id, branch_id, business_on, last_folio) REFERENCES public.orders(tenant_id, branch_id, business_on, folio) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.order_item_modifiers
    ADD CONSTRAINT order_item_modifiers_customer_fk FOREIGN KEY (tenant_id, order_id, customer_id) REFERENCES public.orders(tenant_id, id, customer_id);

ALTER TABLE ONLY public.order_item_modifiers
    ADD CONSTRAINT order_item_modifiers_line_fk FOREIGN KEY (tenant_id, order_id, line_no) REFERENCES public.order_items(tenant_id, order_id, line_no);

ALTER TABLE ONLY public.order_item_modifiers
    ADD CONSTRAINT order_item_modifiers_option_fk FOREIGN KEY (tenant_id, option_id) REFERENCES public.products(tenant_id, id);

ALTER TABLE ONLY public.order_item_modifiers
    ADD CONSTRAINT order_item_modifiers_parent_fk FOREIGN KEY (tenant_id, order_id, line_no, parent_position) REFERENCES public.order_item_modifiers(tenant_id, order_id, line_no, "position");

ALTER TABLE ONLY public.order_items
    ADD CONSTRAINT order_items_menu_item_fk FOREIGN KEY (tenant_id, menu_version_id, menu_item_id) REFERENCES public.published_items(tenant_id, version_id, item_id);

ALTER TABLE ONLY public.order_items
    ADD CONSTRAINT order_items_order_fk FOREIGN KEY (tenant_id, order_id, customer_id, line_count, adjustment_count) REFERENCES public.orders(tenant_id, id, customer_id, line_count, adjustment_count);

ALTER TABLE ONLY public.order_settlements
    ADD CONSTRAINT order_settlements_order_fk FOREIGN KEY (tenant_id, order_id) REFERENCES public.order_completions(tenant_id, order_id);

ALTER TABLE ONLY public.order_settlements
    ADD CONSTRAINT order_settlements_restaurant_fk FOREIGN KEY (tenant_id, restaurant_id) REFERENCES public.restaurants(tenant_id, id);

ALTER TABLE ONLY public.orders
    ADD CONSTRAINT orders_branch_fk FOREIGN KEY (tenant_id, branch_id) REFERENCES public.branches(tenant_id, id);

ALTER TABLE ONLY public.orders
    ADD CONSTRAINT orders_customer_fk FOREIGN KEY (tenant_id, customer_id) REFERENCES public.customers(tenant_id, id);

ALTER TABLE ONLY public.orders
    ADD CONSTRAINT orders_slot_fk FOREIGN KEY (tenant_id, slot_id) REFERENCES public.kitchen_slots(tenant_id, id);

ALTER TABLE ONLY public.orders
    ADD CONSTRAINT orders_status_from_event FOREIGN KEY (tenant_id, id, version, status) REFERENCES public.order_events(tenant_id, order_id, seq, to_status) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.payment_events
    ADD CONSTRAINT payment_events_follows_fk FOREIGN KEY (tenant_id, payment_id, previous_seq, from_status) REFERENCES public.payment_events(tenant_id, payment_id, seq, to_status);

ALTER TABLE ONLY public.payment_events
    ADD CONSTRAINT payment_events_payment_fk FOREIGN KEY (tenant_id, payment_id, method) REFERENCES public.payments(tenant_id, id, method);

ALTER TABLE ONLY public.payment_events
    ADD CONSTRAINT payment_events_transition_fk FOREIGN KEY (method, from_status, to_status, actor_kind) REFERENCES public.payment_transitions(method, from_status, to_status, actor_kind);

ALTER TABLE ONLY public.payments
    ADD CONSTRAINT payments_order_fk FOREIGN KEY (tenant_id, order_id, customer_id) REFERENCES public.orders(tenant_id, id, customer_id);

ALTER TABLE ONLY public.payments
    ADD CONSTRAINT payments_status_from_event FOREIGN KEY (tenant_id, id, version, status) REFERENCES public.payment_events(tenant_id, payment_id, seq, to_status) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.payouts
    ADD CONSTRAINT payouts_restaurant_fk FOREIGN KEY (tenant_id, restaurant_id) REFERENCES public.restaurants(tenant_id, id);

ALTER TABLE ONLY public.product_prices
    ADD CONSTRAINT product_prices_branch_fk FOREIGN KEY (tenant_id, branch_id) REFERENCES public.branches(tenant_id, id);

ALTER TABLE ONLY public.product_prices
    ADD CONSTRAINT product_prices_product_fk FOREIGN KEY (tenant_id, menu_id, product_id) REFERENCES public.products(tenant_id, menu_id, id);

ALTER TABLE ONLY public.products
    ADD CONSTRAINT products_menu_fk FOREIGN KEY (tenant_id, menu_id) REFERENCES public.menus(tenant_id, id);

ALTER TABLE ONLY public.promotion_branches
    ADD CONSTRAINT promotion_branches_branch_fk FOREIGN KEY (tenant_id, branch_id) REFERENCES public.branches(tenant_id, id);

ALTER TABLE ONLY public.promotion_branches
    ADD CONSTRAINT promotion_branches_promotion_fk FOREIGN KEY (tenant_id, promotion_id) REFERENCES public.promotions(tenant_id, id);

ALTER TABLE ONLY public.promotion_customers
    ADD CONSTRAINT promotion_customers_customer_fk FOREIGN KEY (tenant_id, customer_id) REFERENCES public.customers(tenant_id, id);

ALTER TABLE ONLY public.promotion_customers
    ADD CONSTRAINT promotion_customers_promotion_fk FOREIGN KEY (tenant_id, promotion_id, per_customer_limit) REFERENCES public.promotions(tenant_id, id, per_customer_limit) ON UPDATE CASCADE;

ALTER TABLE ONLY public.promotion_items
    ADD CONSTRAINT promotion_items_item_fk FOREIGN KEY (tenant_id, item_id) REFERENCES public.products(tenant_id, id);

ALTER TABLE ONLY public.promotion_items
    ADD CONSTRAINT promotion_items_promotion_fk FOREIGN KEY (tenant_id, promotion_id) REFERENCES public.promotions(tenant_id, id);

ALTER TABLE ONLY public.promotions
    ADD CONSTRAINT promotions_tenant_fk FOREIGN KEY (tenant_id) REFERENCES public.tenants(tenant_id);

ALTER TABLE ONLY public.provider_events
    ADD CONSTRAINT provider_events_payment_fk FOREIGN KEY (tenant_id, payment_id) REFERENCES public.payments(tenant_id, id);

ALTER TABLE ONLY public.provider_events
    ADD CONSTRAINT provider_events_refund_fk FOREIGN KEY (tenant_id, refund_id) REFERENCES public.refunds(tenant_id, id);

ALTER TABLE ONLY public.published_items
    ADD CONSTRAINT published_items_item_fk FOREIGN KEY (tenant_id, version_id, item_id) REFERENCES public.menu_items(tenant_id, version_id, item_id);

ALTER TABLE ONLY public.rating_totals
    ADD CONSTRAINT rating_totals_branch_fk FOREIGN KEY (tenant_id, branch_id) REFERENCES public.branches(tenant_id, id);

ALTER TABLE ONLY public.rating_totals
    ADD CONSTRAINT rating_totals_courier_fk FOREIGN KEY (tenant_id, courier_id) REFERENCES public.memberships(tenant_id, id);

ALTER TABLE ONLY public.rating_totals
    ADD CONSTRAINT rating_totals_dish_fk FOREIGN KEY (tenant_id, menu_item_id) REFERENCES public.products(tenant_id, id);

ALTER TABLE ONLY public.recipes
    ADD CONSTRAINT recipes_product_fk FOREIGN KEY (tenant_id, product_id) REFERENCES public.products(tenant_id, id);

ALTER TABLE ONLY public.recipes
    ADD CONSTRAINT recipes_stock_item_fk FOREIGN KEY (tenant_id, stock_item_id) REFERENCES public.stock_items(tenant_id, id);

ALTER TABLE ONLY public.refund_lines
    ADD CONSTRAINT refund_lines_follows_fk FOREIGN KEY (tenant_id, order_id, line_no, follows_units) REFERENCES public.refund_lines(tenant_id, order_id, line_no, units_after);

ALTER TABLE ONLY public.refund_lines
    ADD CONSTRAINT refund_lines_line_fk FOREIGN KEY (tenant_id, order_id, line_no) REFERENCES public.order_items(tenant_id, order_id, line_no);

ALTER TABLE ONLY public.refund_lines
    ADD CONSTRAINT refund_lines_refund_fk FOREIGN KEY (tenant_id, refund_id, order_id, customer_id) REFERENCES public.refunds(tenant_id, id, order_id, customer_id);

ALTER TABLE ONLY public.refunds
    ADD CONSTRAINT refunds_courier_fk FOREIGN KEY (tenant_id, courier_id) REFERENCES public.memberships(tenant_id, id);

ALTER TABLE ONLY public.refunds
    ADD CONSTRAINT refunds_payment_fk FOREIGN KEY (tenant_id, payment_id, order_id, customer_id) REFERENCES public.payments(tenant_id, id, order_id, customer_id);

ALTER TABLE ONLY public.restaurants
    ADD CONSTRAINT restaurants_tenant_fk FOREIGN KEY (tenant_id) REFERENCES public.tenants(tenant_id);

ALTER TABLE ONLY public.review_moderations
    ADD CONSTRAINT review_moderations_review_fk FOREIGN KEY (tenant_id, review_id) REFERENCES public.reviews(tenant_id, id);

ALTER TABLE ONLY public.review_replies
    ADD CONSTRAINT review_replies_review_fk FOREIGN KEY (tenant_id, review_id) REFERENCES public.reviews(tenant_id, id);

ALTER TABLE ONLY public.reviews
    ADD CONSTRAINT reviews_courier_fk FOREIGN KEY (tenant_id, courier_id) REFERENCES public.memberships(tenant_id, id);

ALTER TABLE ONLY public.reviews
    ADD CONSTRAINT reviews_dish_fk FOREIGN KEY (tenant_id, menu_item_id) REFERENCES public.products(tenant_id, id);

ALTER TABLE ONLY public.reviews
    ADD CONSTRAINT reviews_line_fk FOREIGN KEY (tenant_id, order_id, line_no) REFERENCES public.order_items(tenant_id, order_id, line_no);

ALTER TABLE ONLY public.reviews
    ADD CONSTRAINT reviews_order_delivered_fk FOREIGN KEY (tenant_id, order_id, customer_id, branch_id) REFERENCES public.order_completions(tenant_id, order_id, customer_id, branch_id);

ALTER TABLE ONLY public.reviews
    ADD CONSTRAINT reviews_state_from_moderation FOREIGN KEY (tenant_id, id, moderation_seq, state) REFERENCES public.review_moderations(tenant_id, review_id, seq, to_state);

ALTER TABLE ONLY public.sold_outs
    ADD CONSTRAINT sold_outs_branch_fk FOREIGN KEY (tenant_id, branch_id) REFERENCES public.branches(tenant_id, id);

ALTER TABLE ONLY public.sold_outs
    ADD CONSTRAINT sold_outs_product_fk FOREIGN KEY (tenant_id, product_id) REFERENCES public.products(tenant_id, id);

ALTER TABLE ONLY public.special_days
    ADD CONSTRAINT special_days_branch_fk FOREIGN KEY (tenant_id, branch_id) REFERENCES public.branches(tenant_id, id);

ALTER TABLE ONLY public.stock_items
    ADD CONSTRAINT stock_items_tenant_fk FOREIGN KEY (tenant_id) REFERENCES public.tenants(tenant_id);

ALTER TABLE ONLY public.stock_levels
    ADD CONSTRAINT stock_levels_branch_fk FOREIGN KEY (tenant_id, branch_id) REFERENCES public.branches(tenant_id, id);

ALTER TABLE ONLY public.stock_levels
    ADD CONSTRAINT stock_levels_on_hand_from_movement FOREIGN KEY (tenant_id, branch_id, stock_item_id, movement_seq, on_hand) REFERENCES public.stock_movements(tenant_id, branch_id, stock_item_id, seq, on_hand_after) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.stock_levels
    ADD CONSTRAINT stock_levels_stock_item_fk FOREIGN KEY (tenant_id, stock_item_id) REFERENCES public.stock_items(tenant_id, id);

ALTER TABLE ONLY public.stock_movements
    ADD CONSTRAINT stock_movements_follows_fk FOREIGN KEY (tenant_id, branch_id, stock_item_id, previous_seq, on_hand_before) REFERENCES public.stock_movements(tenant_id, branch_id, stock_item_id, seq, on_hand_after);

ALTER TABLE ONLY public.stock_movements
    ADD CONSTRAINT stock_movements_level_fk FOREIGN KEY (tenant_id, branch_id, stock_item_id) REFERENCES public.stock_levels(tenant_id, branch_id, stock_item_id);

ALTER TABLE ONLY public.stock_movements
    ADD CONSTRAINT stock_movements_reservation_fk FOREIGN KEY (tenant_id, order_id, stock_item_id) REFERENCES public.stock_reservations(tenant_id, order_id, stock_item_id);

ALTER TABLE ONLY public.stock_reservations
    ADD CONSTRAINT stock_reservations_level_fk FOREIGN KEY (tenant_id, branch_id, stock_item_id) REFERENCES public.stock_levels(tenant_id, branch_id, stock_item_id);

ALTER TABLE ONLY public.stock_reservations
    ADD CONSTRAINT stock_reservations_order_fk FOREIGN KEY (tenant_id, order_id) REFERENCES public.orders(tenant_id, id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.tenant_domains
    ADD CONSTRAINT tenant_domains_tenant_fk FOREIGN KEY (tenant_id) REFERENCES public.tenants(tenant_id);

ALTER TABLE ONLY public.tips
    ADD CONSTRAINT tips_membership_fk FOREIGN KEY (tenant_id, membership_id) REFERENCES public.memberships(tenant_id, id);

ALTER TABLE ONLY public.tips
    ADD CONSTRAINT tips_order_fk FOREIGN KEY (tenant_id, order_id) REFERENCES public.orders(tenant_id, id);

ALTER TABLE public.audit_log ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.audit_log_default ENABLE ROW LEVEL SECURITY;

CREATE POLICY audit_log_default_tenant ON public.audit_log_default AS RESTRICTIVE USING ((tenant_id = ( SELECT app.tenant_id() AS tenant_id))) WITH CHECK ((tenant_id = ( SELECT app.tenant_id() AS tenant_id)));

CREATE POLICY audit_log_insert ON public.audit_log FOR INSERT WITH CHECK ((tenant_id = ( SELECT app.tenant_id() AS tenant_id)));

CREATE POLICY audit_log_owner ON public.audit_log TO app_owner USING (true) WITH CHECK (true);

CREATE POLICY audit_log_select ON public.audit_log FOR SELECT USING ((( SELECT app.actor_kind() AS actor_kind) = ANY (ARRAY['staff'::text, 'service'::text])));

CREATE POLICY audit_log_stamped ON public.audit_log AS RESTRICTIVE FOR INSERT WITH CHECK ((actor = app.auditor()));

CREATE POLICY audit_log_tenant ON public.audit_log AS RESTRICTIVE USING ((tenant_id = ( SELECT app.tenant_id() AS tenant_id))) WITH CHECK ((tenant_id = ( SELECT app.tenant_id() AS tenant_id)));

ALTER TABLE public.branch_tax_regions ENABLE ROW LEVEL SECURITY;

CREATE POLICY branch_tax_regions_delete ON public.branch_tax_regions FOR DELETE USING ((( SELECT app.actor_kind() AS actor_kind) = ANY (ARRAY['staff'::text, 'service'::text])));

CREATE POLICY branch_tax_regions_insert ON public.branch_tax_regions FOR INSERT WITH CHECK ((( SELECT app.actor_kind() AS actor_kind) = ANY (ARRAY['staff'::text, 'service'::text])));

CREATE POLICY branch_tax_regions_owner ON public.branch_tax_regions TO app_owner USING (true) WITH CHECK (true);

CREATE POLICY branch_tax_regions_select ON public.branch_tax_regions FOR SELECT USING ((tenant_id = ( SELECT app.tenant_id() AS tenant_id)));

CREATE POLICY branch_tax_regions_tenant ON public.branch_tax_regions AS RESTRICTIVE USING ((tenant_id = ( SELECT app.tenant_id() AS tenant_id))) WITH CHECK ((tenant_id = ( SELECT app.tenant_id() AS tenant_id)));

CREATE POLICY branch_tax_regions_update ON public.branch_tax_regions FOR UPDATE USING ((( SELECT app.actor_kind() AS actor_kind) = ANY (ARRAY['staff'::text, 'service'::text]))) WITH CHECK ((( SELECT app.actor_kind() AS actor_kind) = ANY (ARRAY['staff'::text, 'service'::text])));

ALTER TABLE public.branches ENABLE ROW LEVEL SECURITY;

CREATE POLICY branches_insert ON public.branches FOR INSERT WITH CHECK ((( SELECT app.actor_kind() AS actor_kind) = ANY (ARRAY['staff'::text, 'service'::text])));

CREATE POLICY branches_owner ON public.branches TO app_owner USING (true) WITH CHECK (true);

CREATE POLICY branches_select ON public.branches FOR SELECT USING ((tenant_id = ( SELECT app.tenant_id() AS tenant_id)));

CREATE POLICY branches_tenant ON public.branches AS RESTRICTIVE USING ((tenant_id = ( SELECT app.tenant_id() AS tenant_id))) WITH CHECK ((tenant_id = ( SELECT app.tenant_id() AS tenant_id)));

CREATE POLICY branches_update ON public.branches FOR UPDATE USING ((( SELECT app.actor_kind() AS actor_kind) = ANY (ARRAY['staff'::text, 'service'::text]))) WITH CHECK ((( SELECT app.actor_kind() AS actor_kind) = ANY (ARRAY['staff'::text, 'service'::text])));

ALTER TABLE public.cash_collections ENABLE ROW LEVEL SECURITY;

CREATE POLICY cash_collections_owner ON public.cash_collections TO app_owner USING (true) WITH CHECK (true);

CREATE POLICY cash_collections_select ON public.cash_collections FOR SELECT USING (
CASE ( SELECT app.actor_kind() AS actor_kind)
    WHEN 'staff'::text THEN true
    WHEN 'courier'::text THEN (membership_id = ( SELECT app.actor_id() AS actor_id))
    WHEN 'service'::text THEN true
    ELSE false
END);

CREATE POLICY cash_collections_tenant ON public.cash_collections AS RESTRICTIVE USING ((tenant_id = ( SELECT app.tenant_id() AS tenant_id))) WITH CHECK ((tenant_id = ( SELECT app.tenant_id() AS tenant_id)));

ALTER TABLE public.cash_hand_ins ENABLE ROW LEVEL SECURITY;

CREATE POLICY cash_hand_ins_owner ON public.cash_hand_ins TO app_owner USING (true) WITH CHECK (true);

CREATE POLICY cash_hand_ins_select ON public.cash_hand_ins FOR SELECT USING (
CASE ( SELECT app.actor_kind() AS actor_kind)
    WHEN 'staff'::text THEN true
    WHEN 'courier'::text THEN (membership_id = ( SELECT app.actor_id() AS actor_id))
    WHEN 'service'::text THEN true
    ELSE false
END);

CREATE POLICY cash_hand_ins_tenant ON public.cash_hand_ins AS RESTRICTIVE USING ((tenant_id = ( SELECT app.tenant_id() AS tenant_id))) WITH CHECK ((tenant_id = ( SELECT app.tenant_id() AS tenant_id)));

ALTER TABLE public.commission_terms ENABLE ROW LEVEL SECURITY;

CREATE POLICY commission_terms_insert ON public.commission_terms FOR INSERT WITH CHECK ((( SELECT app.actor_kind() AS actor_kind) = ANY (ARRAY['staff'::text, 'service'::text])));

CREATE POLICY commission_terms_owner ON public.commission_terms TO app_owner USING (true) WITH CHECK (true);

CREATE POLICY commission_terms_select ON public.commission_terms FOR SELECT USING ((( SELECT app.actor_kind() AS actor_kind) = ANY (ARRAY['staff'::text, 'service'::text])));

CREATE POLICY commission_terms_tenant ON public.commission_terms AS RESTRICTIVE USING ((tenant_id = ( SELECT app.tenant_id() AS tenant_id))) WITH CHECK ((tenant_id = ( SELECT app.tenant_id() AS tenant_id)));

CREATE POLICY commission_terms_update ON public.commission_terms FOR UPDATE USING ((( SELECT app.actor_kind() AS actor_kind) = ANY (ARRAY['staff'::text, 'service'::text]))) WITH CHECK ((( SELECT app.actor_kind() AS actor_kind) = ANY (ARRAY['staff'::text, 'service'::text])));

ALTER TABLE public.coupons ENABLE ROW LEVEL SECURITY;

CREATE POLICY coupons_insert ON public.coupons FOR INSERT WITH CHECK ((( SELECT app.actor_kind() AS actor_kind) = ANY (ARRAY['staff'::text, 'service'::text])));

CREATE POLICY coupons_owner ON public.coupons TO app_owner USING (true) WITH CHECK (true);

CREATE POLICY coupons_select ON public.coupons FOR SELECT USING ((( SELECT app.actor_kind() AS actor_kind) = ANY (ARRAY['staff'::text, 'service'::text])));

CREATE POLICY coupons_stamped ON public.coupons AS RESTRICTIVE FOR INSERT WITH CHECK ((redeemed = 0));

CREATE POLICY coupons_tenant ON public.coupons AS RESTRICTIVE USING ((tenant_id = ( SELECT app.tenant_id() AS tenant_id))) WITH CHECK ((tenant_id = ( SELECT app.tenant_id() AS tenant_id)));

CREATE POLICY coupons_update ON public.coupons FOR UPDATE USING ((( SELECT app.actor_kind() AS actor_kind) = ANY (ARRAY['staff'::text, 'service'::text]))) WITH CHECK ((( SELECT app.actor_kind() AS actor_kind) = ANY (ARRAY['staff'::text, 'service'::text])));

ALTER TABLE public.customers ENABLE ROW LEVEL SECURITY;

CREATE POLICY customers_insert ON public.customers FOR INSERT WITH CHECK (
CASE ( SELECT app.actor_kind() AS actor_kind)
    WHEN 'customer'::text THEN (id = ( SELECT app.actor_id() AS actor_id))
    WHEN 'staff'::text THEN true
    WHEN 'service'::text THEN true
    ELSE false
END);

CREATE POLICY customers_owner ON public.customers TO app_owner USING (true) WITH CHECK (true);

CREATE POLICY customers_select ON public.customers FOR SELECT USING (
CASE ( SELECT app.actor_kind() AS actor_kind)
    WHEN 'customer'::text THEN (id = ( SELECT app.actor_id() AS actor_id))
    WHEN 'staff'::text THEN true
    WHEN 'service'::text THEN true
    ELSE false
END);

CREATE POLICY customers_tenant ON public.customers AS RESTRICTIVE USING ((tenant_id = ( SELECT app.tenant_id() AS tenant_id))) WITH CHECK ((tenant_id = ( SELECT app.tenant_id() AS tenant_id)));

CREATE POLICY customers_update ON public.customers FOR UPDATE USING (
CASE ( SELECT app.actor_kind() AS actor_kind)
    WHEN 'customer'::text THEN (id = ( SELECT app.actor_id() AS actor_id))
    WHEN 'staff'::text THEN true
    WHEN 'service'::text THEN true
    ELSE false
END) WITH CHECK (
CASE ( SELECT app.actor_kind() AS actor_kind)
    WHEN 'customer'::text THEN (id = ( SELECT app.actor_id() AS actor_id))
    WHEN 'staff'::text THEN true
    WHEN 'service'::text THEN true
    ELSE false
END);

ALTER TABLE public.dayparts ENABLE ROW LEVEL SECURITY;

CREATE POLICY dayparts_delete ON public.dayparts FOR DELETE USING ((( SELECT app.actor_kind() AS actor_kind) = ANY (ARRAY['staff'::text, 'service'::text])));

CREATE POLICY dayparts_insert ON public.dayparts FOR INSERT WITH CHECK ((( SELECT app.actor_kind() AS actor_kind) = ANY (ARRAY['staff'::text, 'service'::text])));

CREATE POLICY dayparts_owner ON public.dayparts TO app_owner USING (true) WITH CHECK (true);

CREATE POLICY dayparts_select ON public.dayparts FOR SELECT USING ((tenant_id = ( SELECT app.tenant_id() AS tenant_id)));

CREATE POLICY dayparts_tenant ON public.dayparts AS RESTRICTIVE USING ((tenant_id = ( SELECT app.tenant_id() AS tenant_id))) WITH CHECK ((tenant_id = ( SELECT app.tenant_id() AS tenant_id)));

CREATE POLICY dayparts_update ON public.dayparts FOR UPDATE USING ((( SELECT app.actor_kind() AS actor_kind) = ANY (ARRAY['staff'::text, 'service'::text]))) WITH CHECK ((( SELECT app.actor_kind() AS actor_kind) = ANY (ARRAY['staff'::text, 'service'::text])));

ALTER TABLE public.deliveries ENABLE ROW LEVEL SECURITY;

CREATE POLICY deliveries_owner ON public.deliveries TO app_owner USING (true) WITH CHECK (true);

CREATE POLICY deliveries_select ON public.deliveries FOR SELECT USING (
CASE ( SELECT app.actor_kind() AS actor_kind)
    WHEN 'customer'::text THEN (customer_id = ( SELECT app.actor_id() AS actor_id))
    WHEN 'staff'::text THEN true
    WHEN 'courier'::text THEN ((courier_id = ( SELECT app.actor_id() AS actor_id)) OR ((status = 'waiting'::text) AND (ready_at IS NOT NULL)))
    WHEN 'service'::text THEN true
    ELSE false
END);

CREATE POLICY deliveries_tenant ON public.deliveries AS RESTRICTIVE USING ((tenant_id = ( SELECT app.tenant_id() AS tenant_id))) WITH CHECK ((tenant_id = ( SELECT app.tenant_id() AS tenant_id)));

ALTER TABLE public.delivery_events ENABLE ROW LEVEL SECURITY;

CREATE POLICY delivery_events_owner ON public.delivery_events TO app_owner USING (true) WITH CHECK (true);

CREATE POLICY delivery_events_select ON public.delivery_events FOR SELECT USING (
CASE ( SELECT app.actor_kind() AS actor_kind)
    WHEN 'staff'::text THEN true
    WHEN 'courier'::text THEN (courier_id = ( SELECT app.actor_id() AS actor_id))
    WHEN 'service'::text THEN true
    ELSE false
END);

CREATE POLICY delivery_events_stamped ON public.delivery_events AS RESTRICTIVE FOR INSERT WITH CHECK (((actor_kind = ( SELECT app.actor_kind() AS actor_kind)) AND (actor_id = ( SELECT app.actor_id() AS actor_id))));

CREATE POLICY delivery_events_tenant ON public.delivery_events AS RESTRICTIVE USING ((tenant_id = ( SELECT app.tenant_id() AS tenant_id))) WITH CHECK ((tenant_id = ( SELECT app.tenant_id() AS tenant_id)));

ALTER TABLE public.idempotency_keys ENABLE ROW LEVEL SECURITY;

CREATE POLICY idempotency_keys_insert ON public.idempotency_keys FOR INSERT WITH CHECK (
CASE ( SELECT app.actor_kind() AS actor_kind)
    WHEN 'customer'::text THEN ((actor = ( SELECT app.actor() AS actor)) AND (verb <> 'placeOrder'::text))
    WHEN 'staff'::text THEN ((actor = ( SELECT app.actor() AS actor)) AND (verb <> 'placeOrder'::text))
    WHEN 'courier'::text THEN ((actor = ( SELECT app.actor() AS actor)) AND (verb <> 'placeOrder'::text))
    WHEN 'service'::text THEN ((actor = ( SELECT app.actor() AS actor)) AND (verb <> 'placeOrder'::text))
    ELSE false
END);

CREATE POLICY idempotency_keys_owner ON public.idempotency_keys TO app_owner USING (true) WITH CHECK (true);

CREATE POLICY idempotency_keys_select ON public.idempotency_keys FOR SELECT USING (
CASE ( SELECT app.actor_kind() AS actor_kind)
    WHEN 'customer'::text THEN (actor = ( SELECT app.actor() AS actor))
    WHEN 'staff'::text THEN (actor = ( SELECT app.actor() AS actor))
    WHEN 'courier'::text THEN (actor = ( SELECT app.actor() AS actor))
    WHEN 'service'::text THEN (actor = ( SELECT app.actor() AS actor))
    ELSE false
END);

CREATE POLICY idempotency_keys_tenant ON public.idempotency_keys AS RESTRICTIVE USING ((tenant_id = ( SELECT app.tenant_id() AS tenant_id))) WITH CHECK ((tenant_id = ( SELECT app.tenant_id() AS tenant_id)));

ALTER TABLE public.item_modifier_groups ENABLE ROW LEVEL SECURITY;

CREATE POLICY item_modifier_groups_delete ON public.item_modifier_groups FOR DELETE USING ((( SELECT app.actor_kind() AS actor_kind) = ANY (ARRAY['staff'::text, 'service'::text])));

CREATE POLICY item_modifier_groups_insert ON public.item_modifier_groups FOR INSERT WITH CHECK ((( SELECT app.actor_kind() AS actor_kind) = ANY (ARRAY['staff'::text, 'service'::text])));

CREATE POLICY item_modifier_groups_owner ON public.item_modifier_groups TO app_owner USING (true) WITH CHECK (true);

CREATE POLICY item_modifier_groups_select ON public.item_modifier_groups FOR SELECT USING ((( SELECT app.actor_kind() AS actor_kind) = ANY (ARRAY['staff'::text, 'service'::text])));

CREATE POLICY item_modifier_groups_tenant ON public.item_modifier_groups AS RESTRICTIVE USING ((tenant_id = ( SELECT app.tenant_id() AS tenant_id))) WITH CHECK ((tenant_id = ( SELECT app.tenant_id() AS tenant_id)));

CREATE POLICY item_modifier_groups_update ON public.item_modifier_groups FOR UPDATE USING ((( SELECT app.actor_kind() AS actor_kind) = ANY (ARRAY['staff'::text, 'service'::text]))) WITH CHECK ((( SELECT app.actor_kind() AS actor_kind) = ANY (ARRAY['staff'::text, 'service'::text])));

ALTER TABLE public.item_option_prices ENABLE ROW LEVEL SECURITY;

CREATE POLICY item_option_prices_delete ON public.item_option_prices FOR DELETE USING ((( SELECT app.actor_kind() AS actor_kind) = ANY (ARRAY['staff'::text, 'service'::text])));

CREATE POLICY item_option_prices_insert ON public.item_option_prices FOR INSERT WITH CHECK ((( SELECT app.actor_kind() AS actor_kind) = ANY (ARRAY['staff'::text, 'service'::text])));

CREATE POLICY item_option_prices_owner ON public.item_option_prices TO app_owner USING (true) WITH CHECK (true);

CREATE POLICY item_option_prices_select ON public.item_option_prices FOR SELECT USING ((( SELECT app.actor_kind() AS actor_kind) = ANY (ARRAY['staff'::text, 'service'::text])));

CREATE POLICY item_option_prices_tenant ON public.item_option_prices AS RESTRICTIVE USING ((tenant_id = ( SELECT app.tenant_id() AS tenant_id))) WITH CHECK ((tenant_id = ( SELECT app.tenant_id() AS tenant_id)));

CREATE POLICY item_option_prices_update ON public.item_option_prices FOR UPDATE USING ((( SELECT app.actor_kind() AS actor_kind) = ANY (ARRAY['staff'::text, 'service'::text]))) WITH CHECK ((( SELECT app.actor_kind() AS actor_kind) = ANY (ARRAY['staff'::text, 'service'::text])));

ALTER TABLE public.kitchen_slots ENABLE ROW LEVEL SECURITY;

CREATE POLICY kitchen_slots_insert ON public.kitchen_slots FOR INSERT WITH CHECK ((( SELECT app.actor_kind() AS actor_kind) = ANY (ARRAY['staff'::text, 'service'::text])));

CREATE POLICY kitchen_slots_owner ON public.kitchen_slots TO app_owner USING (true) WITH CHECK (true);

CREATE POLICY kitchen_slots_select ON public.kitchen_slots FOR SELECT USING ((( SELECT app.actor_kind() AS actor_kind) = ANY (ARRAY['customer'::text, 'staff'::text, 'service'::text])));

CREATE POLICY kitchen_slots_stamped ON public.kitchen_slots AS RESTRICTIVE FOR INSERT WITH CHECK (((booked_orders = 0) AND (booked_units = 0) AND ((booked_amount)::numeric = (0)::numeric)));

CREATE POLICY kitchen_slots_tenant ON public.kitchen_slots AS RESTRICTIVE USING ((tenant_id = ( SELECT app.tenant_id() AS tenant_id))) WITH CHECK ((tenant_id = ( SELECT app.tenant_id() AS tenant_id)));

CREATE POLICY kitchen_slots_update ON public.kitchen_slots FOR UPDATE USING ((( SELECT app.actor_kind() AS actor_kind) = ANY (ARRAY['staff'::text, 'service'::text]))) WITH CHECK ((( SELECT app.actor_kind() AS actor_kind) = ANY (ARRAY['staff'::text, 'service'::text])));

ALTER TABLE public.ledger_accounts ENABLE ROW LEVEL SECURITY;

CREATE POLICY ledger_accounts_owner ON public.ledger_accounts TO app_owner USING (true) WITH CHECK (true);

CREATE POLICY ledger_accounts_select ON public.ledger_accounts FOR SELECT USING (
CASE ( SELECT app.actor_kind() AS actor_kind)
    WHEN 'staff'::text THEN true
    WHEN 'courier'::text THEN (membership_id = ( SELECT app.actor_id() AS actor_id))
    WHEN 'service'::text THEN true
    ELSE false
END);

CREATE POLICY ledger_accounts_tenant ON public.ledger_accounts AS RESTRICTIVE USING ((tenant_id = ( SELECT app.tenant_id() AS tenant_id))) WITH CHECK ((tenant_id = ( SELECT app.tenant_id() AS tenant_id)));

ALTER TABLE public.ledger_entries ENABLE ROW LEVEL SECURITY;

CREATE POLICY ledger_entries_owner ON public.ledger_entries TO app_owner USING (true) WITH CHECK (true);

CREATE POLICY ledger_entries_select ON public.ledger_entries FOR SELECT USING ((( SELECT app.actor_kind() AS actor_kind) = ANY (ARRAY['staff'::text, 'service'::text])));

CREATE POLICY ledger_entries_tenant ON public.ledger_entries AS RESTRICTIVE USING ((tenant_id = ( SELECT app.tenant_id() AS tenant_id))) WITH CHECK ((tenant_id = ( SELECT app.tenant_id() AS tenant_id)));

ALTER TABLE public.ledger_journals ENABLE ROW LEVEL SECURITY;

CREATE POLICY ledger_journals_owner ON public.ledger_journals TO app_owner USING (true) WITH CHECK (true);

CREATE POLICY ledger_journals_select ON public.ledger_journals FOR SELECT USING ((( SELECT app.actor_kind() AS actor_kind) = ANY (ARRAY['staff'::text, 'service'::text])));

CREATE POLICY ledger_journals_tenant ON public.ledger_journals AS RESTRICTIVE USING ((tenant_id = ( SELECT app.tenant_id() AS tenant_id))) WITH CHECK ((tenant_id = ( SELECT app.tenant_id() AS tenant_id)));

ALTER TABLE public.memberships ENABLE ROW LEVEL SECURITY;

CREATE POLICY memberships_insert ON public.memberships FOR INSERT WITH CHECK ((( SELECT app.actor_kind() AS actor_kind) = ANY (ARRAY['staff'::text, 'service'::text])));

CREATE POLICY memberships_owner ON public.memberships TO app_owner USING (true) WITH CHECK (true);

CREATE POLICY memberships_select ON public.memberships FOR SELECT USING (
CASE ( SELECT app.actor_kind() AS actor_kind)
    WHEN 'staff'::text THEN true
    WHEN 'courier'::text THEN (id = ( SELECT app.actor_id() AS actor_id))
    WHEN 'service'::text THEN true
    ELSE false
END);

CREATE POLICY memberships_tenant ON public.memberships AS RESTRICTIVE USING ((tenant_id = ( SELECT app.tenant_id() AS tenant_id))) WITH CHECK ((tenant_id = ( SELECT app.tenant_id() AS tenant_id)));

CREATE POLICY memberships_update ON public.memberships FOR UPDATE USING ((( SELECT app.actor_kind() AS actor_kind) = ANY (ARRAY['staff'::text, 'service'::text]))) WITH CHECK ((( SELECT app.actor_kind() AS actor_kind) = ANY (ARRAY['staff'::text, 'service'::text])));

ALTER TABLE public.menu_categories ENABLE ROW LEVEL SECURITY;

CREATE POLICY menu_categories_delete ON public.menu_categories FOR DELETE USING ((( SELECT app.actor_kind() AS actor_kind) = ANY (ARRAY['staff'::text, 'service'::text])));

CREATE POLICY menu_categories_insert ON public.menu_categories FOR INSERT WITH CHECK ((( SELECT app.actor_kind() AS actor_kind) = ANY (ARRAY['staff'::text, 'service'::text])));

CREATE POLICY menu_categories_owner ON public.menu_categories TO app_owner USING (true) WITH CHECK (true);

CREATE POLICY menu_categories_select ON public.menu_categories FOR SELECT USING ((( SELECT app.actor_kind() AS actor_kind) = ANY (ARRAY['staff'::text, 'service'::text])));

CREATE POLICY menu_categories_tenant ON public.menu_categories AS RESTRICTIVE USING ((tenant_id = ( SELECT app.tenant_id() AS tenant_id))) WITH CHECK ((tenant_id = ( SELECT app.tenant_id() AS tenant_id)));

CREATE POLICY menu_categories_update ON public.menu_categories FOR UPDATE USING ((( SELECT app.actor_kind() AS actor_kind) = ANY (ARRAY['staff'::text, 'service'::text]))) WITH CHECK ((( SELECT app.actor_kind() AS actor_kind) = ANY (ARRAY['staff'::text, 'service'::text])));

ALTER TABLE public.menu_items ENABLE ROW LEVEL SECURITY;

CREATE POLICY menu_items_delete ON public.menu_items FOR DELETE USING ((( SELECT app.actor_kind() AS actor_kind) = ANY (ARRAY['staff'::text, 'service'::text])));

CREATE POLICY menu_items_insert ON public.menu_items FOR INSERT WITH CHECK ((( SELECT app.actor_kind() AS actor_kind) = ANY (ARRAY['staff'::text, 'service'::text])));

CREATE POLICY menu_items_owner ON public.menu_items TO app_owner USING (true) WITH CHECK (true);

CREATE POLICY menu_items_select ON public.menu_items FOR SELECT USING ((( SELECT app.actor_kind() AS actor_kind) = ANY (ARRAY['staff'::text, 'service'::text])));

CREATE POLICY menu_items_tenant ON public.menu_items AS RESTRICTIVE USING ((tenant_id = ( SELECT app.tenant_id() AS tenant_id))) WITH CHECK ((tenant_id = ( SELECT app.tenant_id() AS tenant_id)));

CREATE POLICY menu_items_update ON public.menu_items FOR UPDATE USING ((( SELECT app.actor_kind() AS actor_kind) = ANY (ARRAY['staff'::text, 'service'::text]))) WITH CHECK ((( SELECT app.actor_kind() AS actor_kind) = ANY (ARRAY['staff'::text, 'service'::text])));

ALTER TABLE public.menu_placements ENABLE ROW LEVEL SECURITY;

CREATE POLICY menu_placements_owner ON public.menu_placements TO app_owner USING (true) WITH CHECK (true);

CREATE POLICY menu_placements_select ON public.menu_placements FOR SELECT USING ((tenant_id = ( SELECT app.tenant_id() AS tenant_id)));

CREATE POLICY menu_placements_tenant ON public.menu_placements AS RESTRICTIVE USING ((tenant_id = ( SELECT app.tenant_id() AS tenant_id))) WITH CHECK ((tenant_id = ( SELECT app.tenant_id() AS tenant_id)));

ALTER TABLE public.menu_snapshots ENABLE ROW LEVEL SECURITY;

CREATE POLICY menu_snapshots_owner ON public.menu_snapshots TO app_owner USING (true) WITH CHECK (true);

CREATE POLICY menu_snapshots_select ON public.menu_snapshots FOR SELECT USING ((tenant_id = ( SELECT app.tenant_id() AS tenant_id)));

CREATE POLICY menu_snapshots_tenant ON public.menu_snapshots AS RESTRICTIVE USING ((tenant_id = ( SELECT app.tenant_id() AS tenant_id))) WITH CHECK ((tenant_id = ( SELECT app.tenant_id() AS tenant_id)));

ALTER TABLE public.menu_versions ENABLE ROW LEVEL SECURITY;

CREATE POLICY menu_versions_insert ON public.menu_versions FOR INSERT WITH CHECK ((( SELECT app.actor_kind() AS actor_kind) = ANY (ARRAY['staff'::text, 'service'::text])));

CREATE POLICY menu_versions_owner ON public.menu_versions TO app_owner USING (true) WITH CHECK (true);

CREATE POLICY menu_versions_select ON public.menu_versions FOR SELECT USING (
CASE ( SELECT app.actor_kind() AS actor_kind)
    WHEN 'customer'::text THEN (status <> 'draft'::text)
    WHEN 'staff'::text THEN true
    WHEN 'courier'::text THEN (status <> 'draft'::text)
    WHEN 'service'::text THEN true
    ELSE false
END);

CREATE POLICY menu_versions_stamped ON public.menu_versions AS RESTRICTIVE FOR INSERT WITH CHECK ((status = 'draft'::text));

CREATE POLICY menu_versions_tenant ON public.menu_versions AS RESTRICTIVE USING ((tenant_id = ( SELECT app.tenant_id() AS tenant_id))) WITH CHECK ((tenant_id = ( SELECT app.tenant_id() AS tenant_id)));

ALTER TABLE public.menus ENABLE ROW LEVEL SECURITY;

CREATE POLICY menus_insert ON public.menus FOR INSERT WITH CHECK ((( SELECT app.actor_kind() AS actor_kind) = ANY (ARRAY['staff'::text, 'service'::text])));

CREATE POLICY menus_owner ON public.menus TO app_owner USING (true) WITH CHECK (true);

CREATE POLICY menus_select ON public.menus FOR SELECT USING ((tenant_id = ( SELECT app.tenant_id() AS tenant_id)));

CREATE POLICY menus_tenant ON public.menus AS RESTRICTIVE USING ((tenant_id = ( SELECT app.tenant_id() AS tenant_id))) WITH CHECK ((tenant_id = ( SELECT app.tenant_id() AS tenant_id)));

CREATE POLICY menus_update ON public.menus FOR UPDATE USING ((( SELECT app.actor_kind() AS actor_kind) = ANY (ARRAY['staff'::text, 'service'::text]))) WITH CHECK ((( SELECT app.actor_kind() AS actor_kind) = ANY (ARRAY['staff'::text, 'service'::text])));

ALTER TABLE public.modifier_groups ENABLE ROW LEVEL SECURITY;

CREATE POLICY modifier_groups_delete ON public.modifier_groups FOR DELETE USING ((( SELECT app.actor_kind() AS actor_kind) = ANY (ARRAY['staff'::text, 'service'::text])));

CREATE POLICY modifier_groups_insert ON public.modifier_groups FOR INSERT WITH CHECK ((( SELECT app.actor_kind() AS actor_kind) = ANY (ARRAY['staff'::text, 'service'::text])));

CREATE POLICY modifier_groups_owner ON public.modifier_groups TO app_owner USING (true) WITH CHECK (true);

CREATE POLICY modifier_groups_select ON public.modifier_groups FOR SELECT USING ((( SELECT app.actor_kind() AS actor_kind) = ANY (ARRAY['staff'::text, 'service'::text])));

CREATE POLICY modifier_groups_tenant ON public.modifier_groups AS RESTRICTIVE USING ((tenant_id = ( SELECT app.tenant_id() AS tenant_id))) WITH CHECK ((tenant_id = ( SELECT app.tenant_id() AS tenant_id)));

CREATE POLICY modifier_groups_update ON public.modifier_groups FOR UPDATE USING ((( SELECT app.actor_kind() AS actor_kind) = ANY (ARRAY['staff'::text, 'service'::text]))) WITH CHECK ((( SELECT app.actor_kind() AS actor_kind) = ANY (ARRAY['staff'::text, 'service'::text])));

ALTER TABLE public.modifier_options ENABLE ROW LEVEL SECURITY;

CREATE POLICY modifier_options_delete ON public.modifier_options FOR DELETE USING ((( SELECT app.actor_kind() AS actor_kind) = ANY (ARRAY['staff'::text, 'service'::text])));

CREATE POLICY modifier_options_insert ON public.modifier_options FOR INSERT WITH CHECK ((( SELECT app.actor_kind() AS actor_kind) = ANY (ARRAY['staff'::text, 'service'::text])));

CREATE POLICY modifier_options_owner ON public.modifier_options TO app_owner USING (true) WITH CHECK (true);

CREATE POLICY modifier_options_select ON public.modifier_options FOR SELECT USING ((( SELECT app.actor_kind() AS actor_kind) = ANY (ARRAY['staff'::text, 'service'::text])));

CREATE POLICY modifier_options_tenant ON public.modifier_options AS RESTRICTIVE USING ((tenant_id = ( SELECT app.tenant_id() AS tenant_id))) WITH CHECK ((tenant_id = ( SELECT app.tenant_id() AS tenant_id)));

CREATE POLICY modifier_options_update ON public.modifier_options FOR UPDATE USING ((( SELECT app.actor_kind() AS actor_kind) = ANY (ARRAY['staff'::text, 'service'::text]))) WITH CHECK ((( SELECT app.actor_kind() AS actor_kind) = ANY (ARRAY['staff'::text, 'service'::text])));

ALTER TABLE public.opening_hours ENABLE ROW LEVEL SECURITY;

CREATE POLICY opening_hours_delete ON public.opening_hours FOR DELETE USING ((( SELECT app.actor_kind() AS actor_kind) = ANY (ARRAY['staff'::text, 'service'::text])));

CREATE POLICY opening_hours_insert ON public.opening_hours FOR INSERT WITH CHECK ((( SELECT app.actor_kind() AS actor_kind) = ANY (ARRAY['staff'::text, 'service'::text])));

CREATE POLICY opening_hours_owner ON public.opening_hours TO app_owner USING (true) WITH CHECK (true);

CREATE POLICY opening_hours_select ON public.opening_hours FOR SELECT USING ((tenant_id = ( SELECT app.tenant_id() AS tenant_id)));

CREATE POLICY opening_hours_tenant ON public.opening_hours AS RESTRICTIVE USING ((tenant_id = ( SELECT app.tenant_id() AS tenant_id))) WITH CHECK ((tenant_id = ( SELECT app.tenant_id() AS tenant_id)));

ALTER TABLE public.option_modifier_groups ENABLE ROW LEVEL SECURITY;

CREATE POLICY option_modifier_groups_delete ON public.option_modifier_groups FOR DELETE USING ((( SELECT app.actor_kind() AS actor_kind) = ANY (ARRAY['staff'::text, 'service'::text])));

CREATE POLICY option_modifier_groups_insert ON public.option_modifier_groups FOR INSERT WITH CHECK ((( SELECT app.actor_kind() AS actor_kind) = ANY (ARRAY['staff'::text, 'service'::text])));

CREATE POLICY option_modifier_groups_owner ON public.option_modifier_groups TO app_owner USING (true) WITH CHECK (true);

CREATE POLICY option_modifier_groups_select ON public.option_modifier_groups FOR SELECT USING ((( SELECT app.actor_kind() AS actor_kind) = ANY (ARRAY['staff'::text, 'service'::text])));

CREATE POLICY option_modifier_groups_tenant ON public.option_modifier_groups AS RESTRICTIVE USING ((tenant_id = ( SELECT app.tenant_id() AS tenant_id))) WITH CHECK ((tenant_id = ( SELECT app.tenant_id() AS tenant_id)));

CREATE POLICY option_modifier_groups_update ON public.option_modifier_groups FOR UPDATE USING ((( SELECT app.actor_kind() AS actor_kind) = ANY (ARRAY['staff'::text, 'service'::text]))) WITH CHECK ((( SELECT app.actor_kind() AS actor_kind) = ANY (ARRAY['staff'::text, 'service'::text])));

ALTER TABLE public.order_adjustments ENABLE ROW LEVEL SECURITY;

CREATE POLICY order_adjustments_owner ON public.order_adjustments TO app_owner USING (true) WITH CHECK (true);

CREATE POLICY order_adjustments_select ON public.order_adjustments FOR SELECT USING (
CASE ( SELECT app.actor_kind() AS actor_kind)
    WHEN 'customer'::text THEN (customer_id = ( SELECT app.actor_id() AS actor_id))
    WHEN 'staff'::text THEN true
    WHEN 'service'::text THEN true
    ELSE false
END);

CREATE POLICY order_adjustments_tenant ON public.order_adjustments AS RESTRICTIVE USING ((tenant_id = ( SELECT app.tenant_id() AS tenant_id))) WITH CHECK ((tenant_id = ( SELECT app.tenant_id() AS tenant_id)));

ALTER TABLE public.order_completions ENABLE ROW LEVEL SECURITY;

CREATE POLICY order_completions_owner ON public.order_completions TO app_owner USING (true) WITH CHECK (true);

CREATE POLICY order_completions_select ON public.order_completions FOR SELECT USING (
CASE ( SELECT app.actor_kind() AS actor_kind)
    WHEN 'customer'::text THEN (customer_id = ( SELECT app.actor_id() AS actor_id))
    WHEN 'staff'::text THEN true
    WHEN 'service'::text THEN true
    ELSE false
END);

CREATE POLICY order_completions_tenant ON public.order_completions AS RESTRICTIVE USING ((tenant_id = ( SELECT app.tenant_id() AS tenant_id))) WITH CHECK ((tenant_id = ( SELECT app.tenant_id() AS tenant_id)));

ALTER TABLE public.order_events ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.order_events_default ENABLE ROW LEVEL SECURITY;

CREATE POLICY order_events_default_tenant ON public.order_events_default AS RESTRICTIVE USING ((tenant_id = ( SELECT app.tenant_id() AS tenant_id))) WITH CHECK ((tenant_id = ( SELECT app.tenant_id() AS tenant_id)));

CREATE POLICY order_events_insert ON public.order_events FOR INSERT WITH CHECK (
CASE ( SELECT app.actor_kind() AS actor_kind)
    WHEN 'customer'::text THEN (customer_id = ( SELECT app.actor_id() AS actor_id))
    WHEN 'staff'::text THEN true
    WHEN 'courier'::text THEN app.brings(tenant_id, order_id, ( SELECT app.actor_id() AS actor_id))
    WHEN 'service'::text THEN true
    ELSE false
END);

CREATE POLICY order_events_owner ON public.order_events TO app_owner USING (true) WITH CHECK (true);

CREATE POLICY order_events_select ON public.order_events FOR SELECT USING (
CASE ( SELECT app.actor_kind() AS actor_kind)
    WHEN 'customer'::text THEN (customer_id = ( SELECT app.actor_id() AS actor_id))
    WHEN 'staff'::text THEN true
    WHEN 'courier'::text THEN app.brings(tenant_id, order_id, ( SELECT app.actor_id() AS actor_id))
    WHEN 'service'::text THEN true
    ELSE false
END);

CREATE POLICY order_events_stamped ON public.order_events AS RESTRICTIVE FOR INSERT WITH CHECK (((actor_kind = ( SELECT app.actor_kind() AS actor_kind)) AND (actor_id = ( SELECT app.actor_id() AS actor_id)) AND (recorded_at = now())));

CREATE POLICY order_events_tenant ON public.order_events AS RESTRICTIVE USING ((tenant_id = ( SELECT app.tenant_id() AS tenant_id))) WITH CHECK ((tenant_id = ( SELECT app.tenant_id() AS tenant_id)));

ALTER TABLE public.order_folio_counters ENABLE ROW LEVEL SECURITY;

CREATE POLICY order_folio_counters_owner ON public.order_folio_counters TO app_owner USING (true) WITH CHECK (true);

CREATE POLICY order_folio_counters_tenant ON public.order_folio_counters AS RESTRICTIVE USING ((tenant_id = ( SELECT app.tenant_id() AS tenant_id))) WITH CHECK ((tenant_id = ( SELECT app.tenant_id() AS tenant_id)));

ALTER TABLE public.order_item_modifiers ENABLE ROW LEVEL SECURITY;

CREATE POLICY order_item_modifiers_owner ON public.order_item_modifiers TO app_owner USING (true) WITH CHECK (true);

CREATE POLICY order_item_modifiers_select ON public.order_item_modifiers FOR SELECT USING (
CASE ( SELECT app.actor_kind() AS actor_kind)
    WHEN 'customer'::text THEN (customer_id = ( SELECT app.actor_id() AS actor_id))
    WHEN 'staff'::text THEN true
    WHEN 'courier'::text THEN app.brings(tenant_id, order_id, ( SELECT app.actor_id() AS actor_id))
    WHEN 'service'::text THEN true
    ELSE false
END);

CREATE POLICY order_item_modifiers_tenant ON public.order_item_modifiers AS RESTRICTIVE USING ((tenant_id = ( SELECT app.tenant_id() AS tenant_id))) WITH CHECK ((tenant_id = ( SELECT app.tenant_id() AS tenant_id)));

ALTER TABLE public.order_items ENABLE ROW LEVEL SECURITY;

CREATE POLICY order_items_owner ON public.order_items TO app_owner USING (true) WITH CHECK (true);

CREATE POLICY order_items_select ON public.order_items FOR SELECT USING (
CASE ( SELECT app.actor_kind() AS actor_kind)
    WHEN 'customer'::text THEN (customer_id = ( SELECT app.actor_id() AS actor_id))
    WHEN 'staff'::text THEN true
    WHEN 'courier'::text THEN app.brings(tenant_id, order_id, ( SELECT app.actor_id() AS actor_id))
    WHEN 'service'::text THEN true
    ELSE false
END);

CREATE POLICY order_items_tenant ON public.order_items AS RESTRICTIVE USING ((tenant_id = ( SELECT app.tenant_id() AS tenant_id))) WITH CHECK ((tenant_id = ( SELECT app.tenant_id() AS tenant_id)));

ALTER TABLE public.order_quotes ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.order_quotes_default ENABLE ROW LEVEL SECURITY;

CREATE POLICY order_quotes_default_tenant ON public.order_quotes_default AS RESTRICTIVE USING ((tenant_id = ( SELECT app.tenant_id() AS tenant_id))) WITH CHECK ((tenant_id = ( SELECT app.tenant_id() AS tenant_id)));

CREATE POLICY order_quotes_insert ON public.order_quotes FOR INSERT WITH CHECK (
CASE ( SELECT app.actor_kind() AS actor_kind)
    WHEN 'customer'::text THEN (customer_id = ( SELECT app.actor_id() AS actor_id))
    WHEN 'staff'::text THEN true
    WHEN 'service'::text THEN true
    ELSE false
END);

CREATE POLICY order_quotes_owner ON public.order_quotes TO app_owner USING (true) WITH CHECK (true);

CREATE POLICY order_quotes_select ON public.order_quotes FOR SELECT USING (
CASE ( SELECT app.actor_kind() AS actor_kind)
    WHEN 'customer'::text THEN (customer_id = ( SELECT app.actor_id() AS actor_id))
    WHEN 'staff'::text THEN true
    WHEN 'service'::text THEN true
    ELSE false
END);

CREATE POLICY order_quotes_tenant ON public.order_quotes AS RESTRICTIVE USING ((tenant_id = ( SELECT app.tenant_id() AS tenant_id))) WITH CHECK ((tenant_id = ( SELECT app.tenant_id() AS tenant_id)));

ALTER TABLE public.order_settlements ENABLE ROW LEVEL SECURITY;

CREATE POLICY order_settlements_owner ON public.order_settlements TO app_owner USING (true) WITH CHECK (true);

CREATE POLICY order_settlements_select ON public.order_settlements FOR SELECT USING ((( SELECT app.actor_kind() AS actor_kind) = ANY (ARRAY['staff'::text, 'service'::text])));

CREATE POLICY order_settlements_tenant ON public.order_settlements AS RESTRICTIVE USING ((tenant_id = ( SELECT app.tenant_id() AS tenant_id))) WITH CHECK ((tenant_id = ( SELECT app.tenant_id() AS tenant_id)));

ALTER TABLE public.orders ENABLE ROW LEVEL SECURITY;

CREATE POLICY orders_owner ON public.orders TO app_owner USING (true) WITH CHECK (true);

CREATE POLICY orders_select ON public.orders FOR SELECT USING (
CASE ( SELECT app.actor_kind() AS actor_kind)
    WHEN 'customer'::text THEN (customer_id = ( SELECT app.actor_id() AS actor_id))
    WHEN 'staff'::text THEN true
    WHEN 'courier'::text THEN app.brings(tenant_id, id, ( SELECT app.actor_id() AS actor_id))
    WHEN 'service'::text THEN true
    ELSE false
END);

CREATE POLICY orders_tenant ON public.orders AS RESTRICTIVE USING ((tenant_id = ( SELECT app.tenant_id() AS tenant_id))) WITH CHECK ((tenant_id = ( SELECT app.tenant_id() AS tenant_id)));

ALTER TABLE public.outbox ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.outbox_default ENABLE ROW LEVEL SECURITY;

CREATE POLICY outbox_default_tenant ON public.outbox_default AS RESTRICTIVE USING ((tenant_id = ( SELECT app.tenant_id() AS tenant_id))) WITH CHECK ((tenant_id = ( SELECT app.tenant_id() AS tenant_id)));

CREATE POLICY outbox_owner ON public.outbox TO app_owner USING (true) WITH CHECK (true);

CREATE POLICY outbox_select ON public.outbox FOR SELECT USING ((( SELECT app.actor_kind() AS actor_kind) = 'service'::text));

CREATE POLICY outbox_tenant ON public.outbox AS RESTRICTIVE USING ((tenant_id = ( SELECT app.tenant_id() AS tenant_id))) WITH CHECK ((tenant_id = ( SELECT app.tenant_id() AS tenant_id)));

ALTER TABLE public.payment_events ENABLE ROW LEVEL SECURITY;

CREATE POLICY payment_events_owner ON public.payment_events TO app_owner USING (true) WITH CHECK (true);

CREATE POLICY payment_events_select ON public.payment_events FOR SELECT USING ((( SELECT app.actor_kind() AS actor_kind) = ANY (ARRAY['staff'::text, 'service'::text])));

CREATE POLICY payment_events_stamped ON public.payment_events AS RESTRICTIVE FOR INSERT WITH CHECK (((actor_kind = ( SELECT app.actor_kind() AS actor_kind)) AND (actor_id = ( SELECT app.actor_id() AS actor_id)) AND (recorded_at = now())));

CREATE POLICY payment_events_tenant ON public.payment_events AS RESTRICTIVE USING ((tenant_id = ( SELECT app.tenant_id() AS tenant_id))) WITH CHECK ((tenant_id = ( SELECT app.tenant_id() AS tenant_id)));

ALTER TABLE public.payments ENABLE ROW LEVEL SECURITY;

CREATE POLICY payments_owner ON public.payments TO app_owner USING (true) WITH CHECK (true);

CREATE POLICY payments_select ON public.payments FOR SELECT USING (
CASE ( SELECT app.actor_kind() AS actor_kind)
    WHEN 'customer'::text THEN (customer_id = ( SELECT app.actor_id() AS actor_id))
    WHEN 'staff'::text THEN true
    WHEN 'courier'::text THEN app.brings(tenant_id, order_id, ( SELECT app.actor_id() AS actor_id))
    WHEN 'service'::text THEN true
    ELSE false
END);

CREATE POLICY payments_tenant ON public.payments AS RESTRICTIVE USING ((tenant_id = ( SELECT app.tenant_id() AS tenant_id))) WITH CHECK ((tenant_id = ( SELECT app.tenant_id() AS tenant_id)));

ALTER TABLE public.payouts ENABLE ROW LEVEL SECURITY;

CREATE POLICY payouts_owner ON public.payouts TO app_owner USING (true) WITH CHECK (true);

CREATE POLICY payouts_select ON public.payouts FOR SELECT USING ((( SELECT app.actor_kind() AS actor_kind) = ANY (ARRAY['staff'::text, 'service'::text])));

CREATE POLICY payouts_tenant ON public.payouts AS RESTRICTIVE USING ((tenant_id = ( SELECT app.tenant_id() AS tenant_id))) WITH CHECK ((tenant_id = ( SELECT app.tenant_id() AS tenant_id)));

ALTER TABLE public.product_prices ENABLE ROW LEVEL SECURITY;

CREATE POLICY product_prices_delete ON public.product_prices FOR DELETE USING ((( SELECT app.actor_kind() AS actor_kind) = ANY (ARRAY['staff'::text, 'service'::text])));

CREATE POLICY product_prices_insert ON public.product_prices FOR INSERT WITH CHECK ((( SELECT app.actor_kind() AS actor_kind) = ANY (ARRAY['staff'::text, 'service'::text])));

CREATE POLICY product_prices_owner ON public.product_prices TO app_owner USING (true) WITH CHECK (true);

CREATE POLICY product_prices_select ON public.product_prices FOR SELECT USING ((tenant_id = ( SELECT app.tenant_id() AS tenant_id)));

CREATE POLICY product_prices_tenant ON public.product_prices AS RESTRICTIVE USING ((tenant_id = ( SELECT app.tenant_id() AS tenant_id))) WITH CHECK ((tenant_id = ( SELECT app.tenant_id() AS tenant_id)));

CREATE POLICY product_prices_update ON public.product_prices FOR UPDATE USING ((( SELECT app.actor_kind() AS actor_kind) = ANY (ARRAY['staff'::text, 'service'::text]))) WITH CHECK ((( SELECT app.actor_kind() AS actor_kind) = ANY (ARRAY['staff'::text, 'service'::text])));

ALTER TABLE public.products ENABLE ROW LEVEL SECURITY;

CREATE POLICY products_insert ON public.products FOR INSERT WITH CHECK ((( SELECT app.actor_kind() AS actor_kind) = ANY (ARRAY['staff'::text, 'service'::text])));

CREATE POLICY products_owner ON public.products TO app_owner USING (true) WITH CHECK (true);

CREATE POLICY products_select ON public.products FOR SELECT USING ((tenant_id = ( SELECT app.tenant_id() AS tenant_id)));

CREATE POLICY products_tenant ON public.products AS RESTRICTIVE USING ((tenant_id = ( SELECT app.tenant_id() AS tenant_id))) WITH CHECK ((tenant_id = ( SELECT app.tenant_id() AS tenant_id)));

ALTER TABLE public.promotion_branches ENABLE ROW LEVEL SECURITY;

CREATE POLICY promotion_branches_insert ON public.promotion_branches FOR INSERT WITH CHECK ((( SELECT app.actor_kind() AS actor_kind) = ANY (ARRAY['staff'::text, 'service'::text])));

CREATE POLICY promotion_branches_owner ON public.promotion_branches TO app_owner USING (true) WITH CHECK (true);

CREATE POLICY promotion_branches_select ON public.promotion_branches FOR SELECT USING ((( SELECT app.actor_kind() AS actor_kind) = ANY (ARRAY['staff'::text, 'service'::text])));

CREATE POLICY promotion_branches_tenant ON public.promotion_branches AS RESTRICTIVE USING ((tenant_id = ( SELECT app.tenant_id() AS tenant_id))) WITH CHECK ((tenant_id = ( SELECT app.tenant_id() AS tenant_id)));

ALTER TABLE public.promotion_customers ENABLE ROW LEVEL SECURITY;

CREATE POLICY promotion_customers_owner ON public.promotion_customers TO app_owner USING (true) WITH CHECK (true);

CREATE POLICY promotion_customers_select ON public.promotion_customers FOR SELECT USING (
CASE ( SELECT app.actor_kind() AS actor_kind)
    WHEN 'customer'::text THEN (customer_id = ( SELECT app.actor_id() AS actor_id))
    WHEN 'staff'::text THEN true
    WHEN 'service'::text THEN true
    ELSE false
END);

CREATE POLICY promotion_customers_tenant ON public.promotion_customers AS RESTRICTIVE USING ((tenant_id = ( SELECT app.tenant_id() AS tenant_id))) WITH CHECK ((tenant_id = ( SELECT app.tenant_id() AS tenant_id)));

ALTER TABLE public.promotion_items ENABLE ROW LEVEL SECURITY;

CREATE POLICY promotion_items_insert ON public.promotion_items FOR INSERT WITH CHECK ((( SELECT app.actor_kind() AS actor_kind) = ANY (ARRAY['staff'::text, 'service'::text])));

CREATE POLICY promotion_items_owner ON public.promotion_items TO app_owner USING (true) WITH CHECK (true);

CREATE POLICY promotion_items_select ON public.promotion_items FOR SELECT USING ((( SELECT app.actor_kind() AS actor_kind) = ANY (ARRAY['staff'::text, 'service'::text])));

CREATE POLICY promotion_items_tenant ON public.promotion_items AS RESTRICTIVE USING ((tenant_id = ( SELECT app.tenant_id() AS tenant_id))) WITH CHECK ((tenant_id = ( SELECT app.tenant_id() AS tenant_id)));

ALTER TABLE public.promotions ENABLE ROW LEVEL SECURITY;

CREATE POLICY promotions_insert ON public.promotions FOR INSERT WITH CHECK ((( SELECT app.actor_kind() AS actor_kind) = ANY (ARRAY['staff'::text, 'service'::text])));

CREATE POLICY promotions_owner ON public.promotions TO app_owner USING (true) WITH CHECK (true);

CREATE POLICY promotions_select ON public.promotions FOR SELECT USING ((( SELECT app.actor_kind() AS actor_kind) = ANY (ARRAY['staff'::text, 'service'::text])));

CREATE POLICY promotions_stamped ON public.promotions AS RESTRICTIVE FOR INSERT WITH CHECK (((redeemed = 0) AND ((spent)::numeric = (0)::numeric)));

CREATE POLICY promotions_tenant ON public.promotions AS RESTRICTIVE USING ((tenant_id = ( SELECT app.tenant_id() AS tenant_id))) WITH CHECK ((tenant_id = ( SELECT app.tenant_id() AS tenant_id)));

CREATE POLICY promotions_update ON public.promotions FOR UPDATE USING ((( SELECT app.actor_kind() AS actor_kind) = ANY (ARRAY['staff'::text, 'service'::text]))) WITH CHECK ((( SELECT app.actor_kind() AS actor_kind) = ANY (ARRAY['staff'::text, 'service'::text])));

ALTER TABLE public.provider_events ENABLE ROW LEVEL SECURITY;

CREATE POLICY provider_events_owner ON public.provider_events TO app_owner USING (true) WITH CHECK (true);

CREATE POLICY provider_events_select ON public.provider_events FOR SELECT USING ((( SELECT app.actor_kind() AS actor_kind) = ANY (ARRAY['staff'::text, 'service'::text])));

CREATE POLICY provider_events_tenant ON public.provider_events AS RESTRICTIVE USING ((tenant_id = ( SELECT app.tenant_id() AS tenant_id))) WITH CHECK ((tenant_id = ( SELECT app.tenant_id() AS tenant_id)));

ALTER TABLE public.published_items ENABLE ROW LEVEL SECURITY;

CREATE POLICY published_items_owner ON public.published_items TO app_owner USING (true) WITH CHECK (true);

CREATE POLICY published_items_select ON public.published_items FOR SELECT USING ((tenant_id = ( SELECT app.tenant_id() AS tenant_id)));

CREATE POLICY published_items_tenant ON public.published_items AS RESTRICTIVE USING ((tenant_id = ( SELECT app.tenant_id() AS tenant_id))) WITH CHECK ((tenant_id = ( SELECT app.tenant_id() AS tenant_id)));

ALTER TABLE public.rating_totals ENABLE ROW LEVEL SECURITY;

CREATE POLICY rating_totals_owner ON public.rating_totals TO app_owner USING (true) WITH CHECK (true);

CREATE POLICY rating_totals_select ON public.rating_totals FOR SELECT USING (
CASE ( SELECT app.actor_kind() AS actor_kind)
    WHEN 'customer'::text THEN (courier_id IS NULL)
    WHEN 'staff'::text THEN true
    WHEN 'courier'::text THEN ((courier_id IS NULL) OR (courier_id = ( SELECT app.actor_id() AS actor_id)))
    WHEN 'service'::text THEN true
    ELSE false
END);

CREATE POLICY rating_totals_tenant ON public.rating_totals AS RESTRICTIVE USING ((tenant_id = ( SELECT app.tenant_id() AS tenant_id))) WITH CHECK ((tenant_id = ( SELECT app.tenant_id() AS tenant_id)));

ALTER TABLE public.recipes ENABLE ROW LEVEL SECURITY;

CREATE POLICY recipes_owner ON public.recipes TO app_owner USING (true) WITH CHECK (true);

CREATE POLICY recipes_select ON public.recipes FOR SELECT USING ((( SELECT app.actor_kind() AS actor_kind) = ANY (ARRAY['staff'::text, 'service'::text])));

CREATE POLICY recipes_tenant ON public.recipes AS RESTRICTIVE USING ((tenant_id = ( SELECT app.tenant_id() AS tenant_id))) WITH CHECK ((tenant_id = ( SELECT app.tenant_id() AS tenant_id)));

ALTER TABLE public.refund_lines ENABLE ROW LEVEL SECURITY;

CREATE POLICY refund_lines_owner ON public.refund_lines TO app_owner USING (true) WITH CHECK (true);

CREATE POLICY refund_lines_select ON public.refund_lines FOR SELECT USING (
CASE ( SELECT app.actor_kind() AS actor_kind)
    WHEN 'customer'::text THEN (customer_id = ( SELECT app.actor_id() AS actor_id))
    WHEN 'staff'::text THEN true
    WHEN 'service'::text THEN true
    ELSE false
END);

CREATE POLICY refund_lines_tenant ON public.refund_lines AS RESTRICTIVE USING ((tenant_id = ( SELECT app.tenant_id() AS tenant_id))) WITH CHECK ((tenant_id = ( SELECT app.tenant_id() AS tenant_id)));

ALTER TABLE public.refunds ENABLE ROW LEVEL SECURITY;

CREATE POLICY refunds_owner ON public.refunds TO app_owner USING (true) WITH CHECK (true);

CREATE POLICY refunds_select ON public.refunds FOR SELECT USING (
CASE ( SELECT app.actor_kind() AS actor_kind)
    WHEN 'customer'::text THEN (customer_id = ( SELECT app.actor_id() AS actor_id))
    WHEN 'staff'::text THEN true
    WHEN 'service'::text THEN true
    ELSE false
END);

CREATE POLICY refunds_stamped ON public.refunds AS RESTRICTIVE FOR INSERT WITH CHECK (((actor_kind = ( SELECT app.actor_kind() AS actor_kind)) AND (actor_id = ( SELECT app.actor_id() AS actor_id))));

CREATE POLICY refunds_tenant ON public.refunds AS RESTRICTIVE USING ((tenant_id = ( SELECT app.tenant_id() AS tenant_id))) WITH CHECK ((tenant_id = ( SELECT app.tenant_id() AS tenant_id)));

ALTER TABLE public.restaurants ENABLE ROW LEVEL SECURITY;

CREATE POLICY restaurants_insert ON public.restaurants FOR INSERT WITH CHECK ((( SELECT app.actor_kind() AS actor_kind) = ANY (ARRAY['staff'::text, 'service'::text])));

CREATE POLICY restaurants_owner ON public.restaurants TO app_owner USING (true) WITH CHECK (true);

CREATE POLICY restaurants_select ON public.restaurants FOR SELECT USING ((tenant_id = ( SELECT app.tenant_id() AS tenant_id)));

CREATE POLICY restaurants_tenant ON public.restaurants AS RESTRICTIVE USING ((tenant_id = ( SELECT app.tenant_id() AS tenant_id))) WITH CHECK ((tenant_id = ( SELECT app.tenant_id() AS tenant_id)));

CREATE POLICY restaurants_update ON public.restaurants FOR UPDATE USING ((( SELECT app.actor_kind() AS actor_kind) = ANY (ARRAY['staff'::text, 'service'::text]))) WITH CHECK ((( SELECT app.actor_kind() AS actor_kind) = ANY (ARRAY['staff'::text, 'service'::text])));

ALTER TABLE public.review_moderations ENABLE ROW LEVEL SECURITY;

CREATE POLICY review_moderations_insert ON public.review_moderations FOR INSERT WITH CHECK ((( SELECT app.actor_kind() AS actor_kind) = ANY (ARRAY['staff'::text, 'service'::text])));

CREATE POLICY review_moderations_owner ON public.review_moderations TO app_owner USING (true) WITH CHECK (true);

CREATE POLICY review_moderations_select ON public.review_moderations FOR SELECT USING ((( SELECT app.actor_kind() AS actor_kind) = ANY (ARRAY['staff'::text, 'service'::text])));

CREATE POLICY review_moderations_stamped ON public.review_moderations AS RESTRICTIVE FOR INSERT WITH CHECK (((actor_kind = ( SELECT app.actor_kind() AS actor_kind)) AND (actor_id = ( SELECT app.actor_id() AS actor_id)) AND (recorded_at = now())));

CREATE POLICY review_moderations_tenant ON public.review_moderations AS RESTRICTIVE USING ((tenant_id = ( SELECT app.tenant_id() AS tenant_id))) WITH CHECK ((tenant_id = ( SELECT app.tenant_id() AS tenant_id)));

ALTER TABLE public.review_replies ENABLE ROW LEVEL SECURITY;

CREATE POLICY review_replies_insert ON public.review_replies FOR INSERT WITH CHECK ((( SELECT app.actor_kind() AS actor_kind) = ANY (ARRAY['staff'::text, 'service'::text])));

CREATE POLICY review_replies_owner ON public.review_replies TO app_owner USING (true) WITH CHECK (true);

CREATE POLICY review_replies_select ON public.review_replies FOR SELECT USING (
CASE ( SELECT app.actor_kind() AS actor_kind)
    WHEN 'customer'::text THEN (EXISTS ( SELECT
       FROM public.reviews r
      WHERE ((r.tenant_id = review_replies.tenant_id) AND (r.id = review_replies.review_id))))
    WHEN 'staff'::text THEN true
    WHEN 'courier'::text THEN (EXISTS ( SELECT
       FROM public.reviews r
      WHERE ((r.tenant_id = review_replies.tenant_id) AND (r.id = review_replies.review_id))))
    WHEN 'service'::text THEN true
    ELSE false
END);

CREATE POLICY review_replies_stamped ON public.review_replies AS RESTRICTIVE FOR INSERT WITH CHECK (((actor_kind = ( SELECT app.actor_kind() AS actor_kind)) AND (actor_id = ( SELECT app.actor_id() AS actor_id)) AND (created_at = now()) AND (edited_at IS NULL)));

CREATE POLICY review_replies_tenant ON public.review_replies AS RESTRICTIVE USING ((tenant_id = ( SELECT app.tenant_id() AS tenant_id))) WITH CHECK ((tenant_id = ( SELECT app.tenant_id() AS tenant_id)));

CREATE POLICY review_replies_update ON public.review_replies FOR UPDATE USING ((( SELECT app.actor_kind() AS actor_kind) = ANY (ARRAY['staff'::text, 'service'::text]))) WITH CHECK ((( SELECT app.actor_kind() AS actor_kind) = ANY (ARRAY['staff'::text, 'service'::text])));

ALTER TABLE public.reviews ENABLE ROW LEVEL SECURITY;

CREATE POLICY reviews_insert ON public.reviews FOR INSERT WITH CHECK (
CASE ( SELECT app.actor_kind() AS actor_kind)
    WHEN 'customer'::text THEN (customer_id = ( SELECT app.actor_id() AS actor_id))
    ELSE false
END);

CREATE POLICY reviews_owner ON public.reviews TO app_owner USING (true) WITH CHECK (true);

CREATE POLICY reviews_select ON public.reviews FOR SELECT USING (
CASE ( SELECT app.actor_kind() AS actor_kind)
    WHEN 'customer'::text THEN (((state = 'visible'::text) AND (courier_id IS NULL)) OR (customer_id = ( SELECT app.actor_id() AS actor_id)))
    WHEN 'staff'::text THEN true
    WHEN 'courier'::text THEN ((state = 'visible'::text) AND ((courier_id IS NULL) OR (courier_id = ( SELECT app.actor_id() AS actor_id))))
    WHEN 'service'::text THEN true
    ELSE false
END);

CREATE POLICY reviews_tenant ON public.reviews AS RESTRICTIVE USING ((tenant_id = ( SELECT app.tenant_id() AS tenant_id))) WITH CHECK ((tenant_id = ( SELECT app.tenant_id() AS tenant_id)));

CREATE POLICY reviews_update ON public.reviews FOR UPDATE USING (
CASE ( SELECT app.actor_kind() AS actor_kind)
    WHEN 'customer'::text THEN (customer_id = ( SELECT app.actor_id() AS actor_id))
    ELSE false
END) WITH CHECK (
CASE ( SELECT app.actor_kind() AS actor_kind)
    WHEN 'customer'::text THEN (customer_id = ( SELECT app.actor_id() AS actor_id))
    ELSE false
END);

ALTER TABLE public.sold_outs ENABLE ROW LEVEL SECURITY;

CREATE POLICY sold_outs_delete ON public.sold_outs FOR DELETE USING ((( SELECT app.actor_kind() AS actor_kind) = ANY (ARRAY['staff'::text, 'service'::text])));

CREATE POLICY sold_outs_insert ON public.sold_outs FOR INSERT WITH CHECK ((( SELECT app.actor_kind() AS actor_kind) = ANY (ARRAY['staff'::text, 'service'::text])));

CREATE POLICY sold_outs_owner ON public.sold_outs TO app_owner USING (true) WITH CHECK (true);

CREATE POLICY sold_outs_select ON public.sold_outs FOR SELECT USING ((tenant_id = ( SELECT app.tenant_id() AS tenant_id)));

CREATE POLICY sold_outs_tenant ON public.sold_outs AS RESTRICTIVE USING ((tenant_id = ( SELECT app.tenant_id() AS tenant_id))) WITH CHECK ((tenant_id = ( SELECT app.tenant_id() AS tenant_id)));

CREATE POLICY sold_outs_update ON public.sold_outs FOR UPDATE USING ((( SELECT app.actor_kind() AS actor_kind) = ANY (ARRAY['staff'::text, 'service'::text]))) WITH CHECK ((( SELECT app.actor_kind() AS actor_kind) = ANY (ARRAY['staff'::text, 'service'::text])));

ALTER TABLE public.special_days ENABLE ROW LEVEL SECURITY;

CREATE POLICY special_days_delete ON public.special_days FOR DELETE USING ((( SELECT app.actor_kind() AS actor_kind) = ANY (ARRAY['staff'::text, 'service'::text])));

CREATE POLICY special_days_insert ON public.special_days FOR INSERT WITH CHECK ((( SELECT app.actor_kind() AS actor_kind) = ANY (ARRAY['staff'::text, 'service'::text])));

CREATE POLICY special_days_owner ON public.special_days TO app_owner USING (true) WITH CHECK (true);

CREATE POLICY special_days_select ON public.special_days FOR SELECT USING ((tenant_id = ( SELECT app.tenant_id() AS tenant_id)));

CREATE POLICY special_days_tenant ON public.special_days AS RESTRICTIVE USING ((tenant_id = ( SELECT app.tenant_id() AS tenant_id))) WITH CHECK ((tenant_id = ( SELECT app.tenant_id() AS tenant_id)));

CREATE POLICY special_days_update ON public.special_days FOR UPDATE USING ((( SELECT app.actor_kind() AS actor_kind) = ANY (ARRAY['staff'::text, 'service'::text]))) WITH CHECK ((( SELECT app.actor_kind() AS actor_kind) = ANY (ARRAY['staff'::text, 'service'::text])));

ALTER TABLE public.stock_items ENABLE ROW LEVEL SECURITY;

CREATE POLICY stock_items_insert ON public.stock_items FOR INSERT WITH CHECK ((( SELECT app.actor_kind() AS actor_kind) = ANY (ARRAY['staff'::text, 'service'::text])));

CREATE POLICY stock_items_owner ON public.stock_items TO app_owner USING (true) WITH CHECK (true);

CREATE POLICY stock_items_select ON public.stock_items FOR SELECT USING ((( SELECT app.actor_kind() AS actor_kind) = ANY (ARRAY['staff'::text, 'service'::text])));

CREATE POLICY stock_items_tenant ON public.stock_items AS RESTRICTIVE USING ((tenant_id = ( SELECT app.tenant_id() AS tenant_id))) WITH CHECK ((tenant_id = ( SELECT app.tenant_id() AS tenant_id)));

CREATE POLICY stock_items_update ON public.stock_items FOR UPDATE USING ((( SELECT app.actor_kind() AS actor_kind) = ANY (ARRAY['staff'::text, 'service'::text]))) WITH CHECK ((( SELECT app.actor_kind() AS actor_kind) = ANY (ARRAY['staff'::text, 'service'::text])));

ALTER TABLE public.stock_levels ENABLE ROW LEVEL SECURITY;

CREATE POLICY stock_levels_owner ON public.stock_levels TO app_owner USING (true) WITH CHECK (true);

CREATE POLICY stock_levels_select ON public.stock_levels FOR SELECT USING ((( SELECT app.actor_kind() AS actor_kind) = ANY (ARRAY['staff'::text, 'service'::text])));

CREATE POLICY stock_levels_tenant ON public.stock_levels AS RESTRICTIVE USING ((tenant_id = ( SELECT app.tenant_id() AS tenant_id))) WITH CHECK ((tenant_id = ( SELECT app.tenant_id() AS tenant_id)));

CREATE POLICY stock_levels_update ON public.stock_levels FOR UPDATE USING ((( SELECT app.actor_kind() AS actor_kind) = ANY (ARRAY['staff'::text, 'service'::text]))) WITH CHECK ((( SELECT app.actor_kind() AS actor_kind) = ANY (ARRAY['staff'::text, 'service'::text])));

ALTER TABLE public.stock_movements ENABLE ROW LEVEL SECURITY;

CREATE POLICY stock_movements_insert ON public.stock_movements FOR INSERT WITH CHECK (
CASE ( SELECT app.actor_kind() AS actor_kind)
    WHEN 'staff'::text THEN (kind <> 'sold'::text)
    WHEN 'service'::text THEN (kind <> 'sold'::text)
    ELSE false
END);

CREATE POLICY stock_movements_owner ON public.stock_movements TO app_owner USING (true) WITH CHECK (true);

CREATE POLICY stock_movements_select ON public.stock_movements FOR SELECT USING ((( SELECT app.actor_kind() AS actor_kind) = ANY (ARRAY['staff'::text, 'service'::text])));

CREATE POLICY stock_movements_stamped ON public.stock_movements AS RESTRICTIVE FOR INSERT WITH CHECK (((actor_kind = ( SELECT app.actor_kind() AS actor_kind)) AND (actor_id = ( SELECT app.actor_id() AS actor_id)) AND (recorded_at = now())));

CREATE POLICY stock_movements_tenant ON public.stock_movements AS RESTRICTIVE USING ((tenant_id = ( SELECT app.tenant_id() AS tenant_id))) WITH CHECK ((tenant_id = ( SELECT app.tenant_id() AS tenant_id)));

ALTER TABLE public.stock_reservations ENABLE ROW LEVEL SECURITY;

CREATE POLICY stock_reservations_owner ON public.stock_reservations TO app_owner USING (true) WITH CHECK (true);

CREATE POLICY stock_reservations_select ON public.stock_reservations FOR SELECT USING ((( SELECT app.actor_kind() AS actor_kind) = ANY (ARRAY['staff'::text, 'service'::text])));

CREATE POLICY stock_reservations_tenant ON public.stock_reservations AS RESTRICTIVE USING ((tenant_id = ( SELECT app.tenant_id() AS tenant_id))) WITH CHECK ((tenant_id = ( SELECT app.tenant_id() AS tenant_id)));

ALTER TABLE public.tenants ENABLE ROW LEVEL SECURITY;

CREATE POLICY tenants_insert ON public.tenants FOR INSERT WITH CHECK ((( SELECT app.actor_kind() AS actor_kind) = 'service'::text));

CREATE POLICY tenants_owner ON public.tenants TO app_owner USING (true) WITH CHECK (true);

CREATE POLICY tenants_select ON public.tenants FOR SELECT USING ((tenant_id = ( SELECT app.tenant_id() AS tenant_id)));

CREATE POLICY tenants_tenant ON public.tenants AS RESTRICTIVE USING ((tenant_id = ( SELECT app.tenant_id() AS tenant_id))) WITH CHECK ((tenant_id = ( SELECT app.tenant_id() AS tenant_id)));

CREATE POLICY tenants_update ON public.tenants FOR UPDATE USING ((( SELECT app.actor_kind() AS actor_kind) = ANY (ARRAY['staff'::text, 'service'::text]))) WITH CHECK ((( SELECT app.actor_kind() AS actor_kind) = ANY (ARRAY['staff'::text, 'service'::text])));

ALTER TABLE public.tips ENABLE ROW LEVEL SECURITY;

CREATE POLICY tips_owner ON public.tips TO app_owner USING (true) WITH CHECK (true);

CREATE POLICY tips_select ON public.tips FOR SELECT USING (
CASE ( SELECT app.actor_kind() AS actor_kind)
    WHEN 'staff'::text THEN true
    WHEN 'courier'::text THEN (membership_id = ( SELECT app.actor_id() AS actor_id))
    WHEN 'service'::text THEN true
    ELSE false
END);

CREATE POLICY tips_tenant ON public.tips AS RESTRICTIVE USING ((tenant_id = ( SELECT app.tenant_id() AS tenant_id))) WITH CHECK ((tenant_id = ( SELECT app.tenant_id() AS tenant_id)));

GRANT USAGE ON SCHEMA app TO app_user;
GRANT USAGE ON SCHEMA app TO app_admin;

GRANT ALL ON SCHEMA public TO app_owner;
GRANT USAGE ON SCHEMA public TO app_user;
GRANT USAGE ON SCHEMA public TO app_admin;

REVOKE ALL ON FUNCTION app.actor() FROM PUBLIC;
GRANT ALL ON FUNCTION app.actor() TO app_user;
GRANT ALL ON FUNCTION app.actor() TO app_admin;

REVOKE ALL ON FUNCTION app.actor_id() FROM PUBLIC;
GRANT ALL ON FUNCTION app.actor_id() TO app_user;
GRANT ALL ON FUNCTION app.actor_id() TO app_admin;

REVOKE ALL ON FUNCTION app.actor_kind() FROM PUBLIC;
GRANT ALL ON FUNCTION app.actor_kind() TO app_user;
GRANT ALL ON FUNCTION app.actor_kind() TO app_admin;

REVOKE ALL ON FUNCTION app.add_partition(parent text, partition text, bounds text) FROM PUBLIC;

REVOKE ALL ON FUNCTION app.tenant_id() FROM PUBLIC;
GRANT ALL ON FUNCTION app.tenant_id() TO app_user;
GRANT ALL ON FUNCTION app.tenant_id() TO app_admin;

GRANT SELECT ON TABLE public.deliveries TO app_user;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.deliveries TO app_admin;

REVOKE ALL ON FUNCTION app.assign_courier(of_tenant uuid, of_order uuid, of_courier uuid) FROM PUBLIC;
GRANT ALL ON FUNCTION app.assign_courier(of_tenant uuid, of_order uuid, of_courier uuid) TO app_user;

REVOKE ALL ON FUNCTION app.audit() FROM PUBLIC;

REVOKE ALL ON FUNCTION app.auditor() FROM PUBLIC;
GRANT ALL ON FUNCTION app.auditor() TO app_user;
GRANT ALL ON FUNCTION app.auditor() TO app_admin;

REVOKE ALL ON FUNCTION app.borne_posts(of_tenant uuid, of_refund uuid) FROM PUBLIC;

REVOKE ALL ON FUNCTION app.brings(of_tenant uuid, of_order uuid, of_courier uuid) FROM PUBLIC;
GRANT ALL ON FUNCTION app.brings(of_tenant uuid, of_order uuid, of_courier uuid) TO app_user;
GRANT ALL ON FUNCTION app.brings(of_tenant uuid, of_order uuid, of_courier uuid) TO app_admin;

REVOKE ALL ON FUNCTION app.business_on(moment timestamp with time zone, time_zone text, cutoff_minutes integer) FROM PUBLIC;
GRANT ALL ON FUNCTION app.business_on(moment timestamp with time zone, time_zone text, cutoff_minutes integer) TO app_user;
GRANT ALL ON FUNCTION app.business_on(moment timestamp with time zone, time_zone text, cutoff_minutes integer) TO app_admin;

REVOKE ALL ON FUNCTION app.cash_collections_capture() FROM PUBLIC;

REVOKE ALL ON FUNCTION app.cash_collections_due() FROM PUBLIC;

REVOKE ALL ON FUNCTION app.check_adjustments(of_tenant uuid, of_branch uuid, of_customer uuid, of_channel text, of_service text, lines jsonb, delivery_fee numeric, adjustments jsonb) FROM PUBLIC;

REVOKE ALL ON FUNCTION app.check_quote() FROM PUBLIC;

REVOKE ALL ON FUNCTION app.claim_host(wanted text, wanted_kind text) FROM PUBLIC;
GRANT ALL ON FUNCTION app.claim_host(wanted text, wanted_kind text) TO app_user;

REVOKE ALL ON FUNCTION app.claim_promotions(of_tenant uuid, of_customer uuid, adjustments jsonb) FROM PUBLIC;

REVOKE ALL ON FUNCTION app.claim_slot(of_tenant uuid, of_branch uuid, of_service text, of_slot uuid, units integer, amount numeric) FROM PUBLIC;

REVOKE ALL ON FUNCTION app.claim_stock(of_tenant uuid, of_branch uuid, of_order uuid, demand jsonb, lines jsonb, expires timestamp with time zone) FROM PUBLIC;

REVOKE ALL ON FUNCTION app.uuid_v7() FROM PUBLIC;
GRANT ALL ON FUNCTION app.uuid_v7() TO app_user;
GRANT ALL ON FUNCTION app.uuid_v7() TO app_admin;

GRANT SELECT ON TABLE public.payouts TO app_user;
GRANT SELECT,INSERT ON TABLE public.payouts TO app_admin;

REVOKE ALL ON FUNCTION app.close_payout(of_tenant uuid, new_id uuid, of_restaurant uuid, first_day date, last_day date) FROM PUBLIC;
GRANT ALL ON FUNCTION app.close_payout(of_tenant uuid, new_id uuid, of_restaurant uuid, first_day date, last_day date) TO app_user;

REVOKE ALL ON FUNCTION app.collect_cash(of_tenant uuid, of_payment uuid, of_collected numeric) FROM PUBLIC;
GRANT ALL ON FUNCTION app.collect_cash(of_tenant uuid, of_payment uuid, of_collected numeric) TO app_user;

REVOKE ALL ON FUNCTION app.consume_stock(of_tenant uuid, of_order uuid) FROM PUBLIC;

REVOKE ALL ON FUNCTION app.count_ratings() FROM PUBLIC;

REVOKE ALL ON FUNCTION app.courier_of(of_tenant uuid, of_order uuid) FROM PUBLIC;
GRANT ALL ON FUNCTION app.courier_of(of_tenant uuid, of_order uuid) TO app_user;
GRANT ALL ON FUNCTION app.courier_of(of_tenant uuid, of_order uuid) TO app_admin;

REVOKE ALL ON FUNCTION app.deliver() FROM PUBLIC;

REVOKE ALL ON FUNCTION app.deliveries_begin() FROM PUBLIC;

REVOKE ALL ON FUNCTION app.delivery_events_apply() FROM PUBLIC;

REVOKE ALL ON FUNCTION app.delivery_follows() FROM PUBLIC;

REVOKE ALL ON FUNCTION app.delivery_posts(of_tenant uuid, of_order uuid) FROM PUBLIC;

REVOKE ALL ON FUNCTION app.demand_of(of_tenant uuid, of_branch uuid, lines jsonb) FROM PUBLIC;

REVOKE ALL ON FUNCTION app.ensure_partitions() FROM PUBLIC;
GRANT ALL ON FUNCTION app.ensure_partitions() TO app_admin;

REVOKE ALL ON FUNCTION app.enter(token text) FROM PUBLIC;
GRANT ALL ON FUNCTION app.enter(token text) TO app_user;

REVOKE ALL ON FUNCTION app.enter_admin(reason text) FROM PUBLIC;
GRANT ALL ON FUNCTION app.enter_admin(reason text) TO app_admin;

REVOKE ALL ON FUNCTION app.fail_delivery(of_tenant uuid, of_order uuid, why text) FROM PUBLIC;
GRANT ALL ON FUNCTION app.fail_delivery(of_tenant uuid, of_order uuid, why text) TO app_user;

REVOKE ALL ON FUNCTION app.fill_version(of_version uuid, document jsonb) FROM PUBLIC;
GRANT ALL ON FUNCTION app.fill_version(of_version uuid, document jsonb) TO app_user;
GRANT ALL ON FUNCTION app.fill_version(of_version uuid, document jsonb) TO app_admin;

REVOKE ALL ON FUNCTION app.fold(content text) FROM PUBLIC;
GRANT ALL ON FUNCTION app.fold(content text) TO app_user;
GRANT ALL ON FUNCTION app.fold(content text) TO app_admin;

REVOKE ALL ON FUNCTION app.groups_at(groups jsonb, prices jsonb, sold jsonb) FROM PUBLIC;

REVOKE ALL ON FUNCTION app.hand_in_cash(of_tenant uuid, new_id uuid, of_member uuid, of_amount numeric, of_key text) FROM PUBLIC;
GRANT ALL ON FUNCTION app.hand_in_cash(of_tenant uuid, new_id uuid, of_member uuid, of_amount numeric, of_key text) TO app_user;

REVOKE ALL ON FUNCTION app.has_ordered(of_tenant uuid, of_customer uuid) FROM PUBLIC;

REVOKE ALL ON FUNCTION app.index_menu(of_version uuid) FROM PUBLIC;

REVOKE ALL ON FUNCTION app.is_choice_quantity(quantity jsonb) FROM PUBLIC;
GRANT ALL ON FUNCTION app.is_choice_quantity(quantity jsonb) TO app_user;
GRANT ALL ON FUNCTION app.is_choice_quantity(quantity jsonb) TO app_admin;

REVOKE ALL ON FUNCTION app.is_open(of_tenant uuid, of_branch uuid, of_service text, moment timestamp with time zone) FROM PUBLIC;
GRANT ALL ON FUNCTION app.is_open(of_tenant uuid, of_branch uuid, of_service text, moment timestamp with time zone) TO app_user;
GRANT ALL ON FUNCTION app.is_open(of_tenant uuid, of_branch uuid, of_service text, moment timestamp with time zone) TO app_admin;

REVOKE ALL ON FUNCTION app.is_time_zone(name text) FROM PUBLIC;
GRANT ALL ON FUNCTION app.is_time_zone(name text) TO app_user;
GRANT ALL ON FUNCTION app.is_time_zone(name text) TO app_admin;

REVOKE ALL ON FUNCTION app.iva_base(total numeric, rate numeric) FROM PUBLIC;
GRANT ALL ON FUNCTION app.iva_base(total numeric, rate numeric) TO app_user;
GRANT ALL ON FUNCTION app.iva_base(total numeric, rate numeric) TO app_admin;

REVOKE ALL ON FUNCTION app.iva_of(total numeric, rate numeric) FROM PUBLIC;
GRANT ALL ON FUNCTION app.iva_of(total numeric, rate numeric) TO app_user;
GRANT ALL ON FUNCTION app.iva_of(total numeric, rate numeric) TO app_admin;

REVOKE ALL ON FUNCTION app.ledger_entries_count() FROM PUBLIC;

REVOKE ALL ON FUNCTION app.local_instant(wall timestamp without time zone, zone text) FROM PUBLIC;
GRANT ALL ON FUNCTION app.local_instant(wall timestamp without time zone, zone text) TO app_user;
GRANT ALL ON FUNCTION app.local_instant(wall timestamp without time zone, zone text) TO app_admin;

REVOKE ALL ON FUNCTION app.menu_document(of_version uuid) FROM PUBLIC;
GRANT ALL ON FUNCTION app.menu_document(of_version uuid) TO app_user;
GRANT ALL ON FUNCTION app.menu_document(of_version uuid) TO app_admin;

REVOKE ALL ON FUNCTION app.menu_moment(of_menu uuid, of_branch uuid, of_channel text, of_service text, moment timestamp with time zone, zone text) FROM PUBLIC;
GRANT ALL ON FUNCTION app.menu_moment(of_menu uuid, of_branch uuid, of_channel text, of_service text, moment timestamp with time zone, zone text) TO app_user;
GRANT ALL ON FUNCTION app.menu_moment(of_menu uuid, of_branch uuid, of_channel text, of_service text, moment timestamp with time zone, zone text) TO app_admin;

REVOKE ALL ON FUNCTION app.menu_problems(of_version uuid) FROM PUBLIC;
GRANT ALL ON FUNCTION app.menu_problems(of_version uuid) TO app_user;
GRANT ALL ON FUNCTION app.menu_problems(of_version uuid) TO app_admin;

REVOKE ALL ON FUNCTION app.modifiers_of(groups jsonb, choices jsonb, parent integer, first integer) FROM PUBLIC;

REVOKE ALL ON FUNCTION app.next_opening(of_tenant uuid, of_branch uuid, of_service text, since timestamp with time zone) FROM PUBLIC;
GRANT ALL ON FUNCTION app.next_opening(of_tenant uuid, of_branch uuid, of_service text, since timestamp with time zone) TO app_user;
GRANT ALL ON FUNCTION app.next_opening(of_tenant uuid, of_branch uuid, of_service text, since timestamp with time zone) TO app_admin;

REVOKE ALL ON FUNCTION app.number_menu_version() FROM PUBLIC;

REVOKE ALL ON FUNCTION app.opening_windows(of_tenant uuid, of_branch uuid, of_service text, zone text, since date, until date) FROM PUBLIC;
GRANT ALL ON FUNCTION app.opening_windows(of_tenant uuid, of_branch uuid, of_service text, zone text, since date, until date) TO app_user;
GRANT ALL ON FUNCTION app.opening_windows(of_tenant uuid, of_branch uuid, of_service text, zone text, since date, until date) TO app_admin;

REVOKE ALL ON FUNCTION app.order_adds_up() FROM PUBLIC;

REVOKE ALL ON FUNCTION app.order_events_apply() FROM PUBLIC;

REVOKE ALL ON FUNCTION app.order_item_modifiers_with_order() FROM PUBLIC;

REVOKE ALL ON FUNCTION app.orders_number() FROM PUBLIC;

GRANT SELECT ON TABLE public.orders TO app_user;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.orders TO app_admin;

REVOKE ALL ON FUNCTION app.overdue_order(of_tenant uuid) FROM PUBLIC;
GRANT ALL ON FUNCTION app.overdue_order(of_tenant uuid) TO app_user;

REVOKE ALL ON FUNCTION app.pay_back_cash(of_tenant uuid, of_refund uuid) FROM PUBLIC;
GRANT ALL ON FUNCTION app.pay_back_cash(of_tenant uuid, of_refund uuid) TO app_user;

REVOKE ALL ON FUNCTION app.payment_events_apply() FROM PUBLIC;

REVOKE ALL ON FUNCTION app.payment_news(of_tenant uuid, of_provider text, of_event text, of_payment uuid, of_ref text, of_news text, of_amount numeric) FROM PUBLIC;
GRANT ALL ON FUNCTION app.payment_news(of_tenant uuid, of_provider text, of_event text, of_payment uuid, of_ref text, of_news text, of_amount numeric) TO app_user;

REVOKE ALL ON FUNCTION app.payments_begin() FROM PUBLIC;

REVOKE ALL ON FUNCTION app.payments_refunds_add_up() FROM PUBLIC;

REVOKE ALL ON FUNCTION app.payments_take_total() FROM PUBLIC;

REVOKE ALL ON FUNCTION app.payout_figures(of_tenant uuid, of_restaurant uuid, first_day date, last_day date) FROM PUBLIC;
GRANT ALL ON FUNCTION app.payout_figures(of_tenant uuid, of_restaurant uuid, first_day date, last_day date) TO app_user;

REVOKE ALL ON FUNCTION app.place_order(of_tenant uuid, of_quote uuid, new_order uuid, wanted_key text, request bytea) FROM PUBLIC;
GRANT ALL ON FUNCTION app.place_order(of_tenant uuid, of_quote uuid, new_order uuid, wanted_key text, request bytea) TO app_user;

REVOKE ALL ON FUNCTION app.post_capture() FROM PUBLIC;

REVOKE ALL ON FUNCTION app.post_delivery() FROM PUBLIC;

REVOKE ALL ON FUNCTION app.post_hand_in() FROM PUBLIC;

REVOKE ALL ON FUNCTION app.post_journal(of_tenant uuid, of_source text, of_order uuid, of_payment uuid, of_refund uuid, of_hand_in uuid, of_payout uuid, of_day date, posts jsonb) FROM PUBLIC;

REVOKE ALL ON FUNCTION app.post_payout() FROM PUBLIC;

REVOKE ALL ON FUNCTION app.post_refund() FROM PUBLIC;

REVOKE ALL ON FUNCTION app.price_selection(item jsonb, choices jsonb) FROM PUBLIC;
GRANT ALL ON FUNCTION app.price_selection(item jsonb, choices jsonb) TO app_user;
GRANT ALL ON FUNCTION app.price_selection(item jsonb, choices jsonb) TO app_admin;

GRANT SELECT,INSERT ON TABLE public.promotions TO app_user;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.promotions TO app_admin;

GRANT UPDATE(name) ON TABLE public.promotions TO app_user;

GRANT UPDATE(valid_until_at) ON TABLE public.promotions TO app_user;

GRANT UPDATE(max_redemptions) ON TABLE public.promotions TO app_user;

GRANT UPDATE(budget) ON TABLE public.promotions TO app_user;

GRANT UPDATE(per_customer_limit) ON TABLE public.promotions TO app_user;

GRANT UPDATE(archived_at) ON TABLE public.promotions TO app_user;

REVOKE ALL ON FUNCTION app.promotion_candidate(p public.promotions, of_coupon uuid, place integer) FROM PUBLIC;

REVOKE ALL ON FUNCTION app.promotion_holds(p public.promotions, of_branch uuid, of_channel text, of_service text) FROM PUBLIC;

REVOKE ALL ON FUNCTION app.promotion_shares(p public.promotions, eligible boolean[], prices numeric[], units integer[], rest numeric[]) FROM PUBLIC;

REVOKE ALL ON FUNCTION app.promotion_used_up(p public.promotions, of_customer uuid) FROM PUBLIC;

REVOKE ALL ON FUNCTION app.promotions_for(of_tenant uuid, of_branch uuid, of_customer uuid, of_channel text, of_service text, codes text[]) FROM PUBLIC;
GRANT ALL ON FUNCTION app.promotions_for(of_tenant uuid, of_branch uuid, of_customer uuid, of_channel text, of_service text, codes text[]) TO app_user;

REVOKE ALL ON FUNCTION app.publish_items(of_version uuid) FROM PUBLIC;

REVOKE ALL ON FUNCTION app.publish_menu(of_version uuid, of_branches uuid[], of_channels text[], since timestamp with time zone) FROM PUBLIC;
GRANT ALL ON FUNCTION app.publish_menu(of_version uuid, of_branches uuid[], of_channels text[], since timestamp with time zone) TO app_user;
GRANT ALL ON FUNCTION app.publish_menu(of_version uuid, of_branches uuid[], of_channels text[], since timestamp with time zone) TO app_admin;

REVOKE ALL ON FUNCTION app.recount_rating() FROM PUBLIC;

REVOKE ALL ON FUNCTION app.refund_figures(of_tenant uuid, of_order uuid, asked jsonb) FROM PUBLIC;

REVOKE ALL ON FUNCTION app.refund_lines_add_up() FROM PUBLIC;

REVOKE ALL ON FUNCTION app.refund_news(of_tenant uuid, of_provider text, of_event text, of_refund uuid, of_ref text, of_news text, of_amount numeric) FROM PUBLIC;
GRANT ALL ON FUNCTION app.refund_news(of_tenant uuid, of_provider text, of_event text, of_refund uuid, of_ref text, of_news text, of_amount numeric) TO app_user;

REVOKE ALL ON FUNCTION app.refund_order(of_tenant uuid, new_id uuid, of_order uuid, asked jsonb, with_delivery boolean, with_tip boolean, why text, liable text, of_courier uuid, of_key text) FROM PUBLIC;
GRANT ALL ON FUNCTION app.refund_order(of_tenant uuid, new_id uuid, of_order uuid, asked jsonb, with_delivery boolean, with_tip boolean, why text, liable text, of_courier uuid, of_key text) TO app_user;

REVOKE ALL ON FUNCTION app.refund_part(figure numeric, units_before integer, units_after integer, whole integer, scale integer) FROM PUBLIC;

REVOKE ALL ON FUNCTION app.refunds_charge() FROM PUBLIC;

REVOKE ALL ON FUNCTION app.refunds_only_settle() FROM PUBLIC;

REVOKE ALL ON FUNCTION app.refuse_change() FROM PUBLIC;

REVOKE ALL ON FUNCTION app.refuse_short_stock(of_tenant uuid, short uuid[], lines jsonb) FROM PUBLIC;

REVOKE ALL ON FUNCTION app.refuse_unless_draft() FROM PUBLIC;

REVOKE ALL ON FUNCTION app.reject_overdue_order(of_tenant uuid) FROM PUBLIC;
GRANT ALL ON FUNCTION app.reject_overdue_order(of_tenant uuid) TO app_user;

REVOKE ALL ON FUNCTION app.release_promotions(of_tenant uuid, of_order uuid) FROM PUBLIC;

REVOKE ALL ON FUNCTION app.release_slot(of_tenant uuid, of_slot uuid, units integer, amount numeric) FROM PUBLIC;

REVOKE ALL ON FUNCTION app.release_stock(of_tenant uuid, of_order uuid) FROM PUBLIC;

GRANT SELECT ON TABLE public.payments TO app_user;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.payments TO app_admin;

REVOKE ALL ON FUNCTION app.request_capture(of_tenant uuid, of_payment uuid) FROM PUBLIC;
GRANT ALL ON FUNCTION app.request_capture(of_tenant uuid, of_payment uuid) TO app_user;

REVOKE ALL ON FUNCTION app.request_void(of_tenant uuid, of_payment uuid) FROM PUBLIC;
GRANT ALL ON FUNCTION app.request_void(of_tenant uuid, of_payment uuid) TO app_user;

REVOKE ALL ON FUNCTION app.review_moderations_apply() FROM PUBLIC;

REVOKE ALL ON FUNCTION app.review_replies_edit() FROM PUBLIC;

REVOKE ALL ON FUNCTION app.reviews_check() FROM PUBLIC;

REVOKE ALL ON FUNCTION app.reviews_edit() FROM PUBLIC;

REVOKE ALL ON FUNCTION app.search_key(of_tenant uuid) FROM PUBLIC;

REVOKE ALL ON FUNCTION app.search_menu(query text, of_branch uuid, of_channel text, of_service text, near_longitude double precision, near_latitude double precision, radius double precision, after_rank integer, after_distance integer, after_name text, after_item uuid, after_branch uuid, at_most integer) FROM PUBLIC;
GRANT ALL ON FUNCTION app.search_menu(query text, of_branch uuid, of_channel text, of_service text, near_longitude double precision, near_latitude double precision, radius double precision, after_rank integer, after_distance integer, after_name text, after_item uuid, after_branch uuid, at_most integer) TO app_user;
GRANT ALL ON FUNCTION app.search_menu(query text, of_branch uuid, of_channel text, of_service text, near_longitude double precision, near_latitude double precision, radius double precision, after_rank integer, after_distance integer, after_name text, after_item uuid, after_branch uuid, at_most integer) TO app_admin;

REVOKE ALL ON FUNCTION app.search_terms(key text, stems text[], words text[]) FROM PUBLIC;

REVOKE ALL ON FUNCTION app.search_words(content text) FROM PUBLIC;

REVOKE ALL ON FUNCTION app.selection_outcome(groups jsonb, choices jsonb, path text, depth integer) FROM PUBLIC;
GRANT ALL ON FUNCTION app.selection_outcome(groups jsonb, choices jsonb, path text, depth integer) TO app_user;
GRANT ALL ON FUNCTION app.selection_outcome(groups jsonb, choices jsonb, path text, depth integer) TO app_admin;

REVOKE ALL ON FUNCTION app.selection_tally(of_group jsonb, places integer[], quantities numeric[], paths text[], path text) FROM PUBLIC;
GRANT ALL ON FUNCTION app.selection_tally(of_group jsonb, places integer[], quantities numeric[], paths text[], path text) TO app_user;
GRANT ALL ON FUNCTION app.selection_tally(of_group jsonb, places integer[], quantities numeric[], paths text[], path text) TO app_admin;

REVOKE ALL ON FUNCTION app.selection_violations(item jsonb, choices jsonb) FROM PUBLIC;
GRANT ALL ON FUNCTION app.selection_violations(item jsonb, choices jsonb) TO app_user;
GRANT ALL ON FUNCTION app.selection_violations(item jsonb, choices jsonb) TO app_admin;

REVOKE ALL ON FUNCTION app.set_recipe(of_tenant uuid, of_product uuid, ingredients jsonb) FROM PUBLIC;
GRANT ALL ON FUNCTION app.set_recipe(of_tenant uuid, of_product uuid, ingredients jsonb) TO app_user;

REVOKE ALL ON FUNCTION app.settled_lines(of_tenant uuid, of_order uuid, of_rate numeric, of_iva_rate numeric) FROM PUBLIC;

REVOKE ALL ON FUNCTION app.share_tip(of_tenant uuid, of_order uuid, shares jsonb) FROM PUBLIC;
GRANT ALL ON FUNCTION app.share_tip(of_tenant uuid, of_order uuid, shares jsonb) TO app_user;

REVOKE ALL ON FUNCTION app.spanish_key(content text) FROM PUBLIC;
GRANT ALL ON FUNCTION app.spanish_key(content text) TO app_user;
GRANT ALL ON FUNCTION app.spanish_key(content text) TO app_admin;

REVOKE ALL ON FUNCTION app.start_payment(of_tenant uuid, new_id uuid, of_order uuid, of_method text, of_provider text, of_change_for numeric, of_key text) FROM PUBLIC;
GRANT ALL ON FUNCTION app.start_payment(of_tenant uuid, new_id uuid, of_order uuid, of_method text, of_provider text, of_change_for numeric, of_key text) TO app_user;

REVOKE ALL ON FUNCTION app.stock_movements_apply() FROM PUBLIC;

REVOKE ALL ON FUNCTION app.strict() FROM PUBLIC;
GRANT ALL ON FUNCTION app.strict() TO app_user;
GRANT ALL ON FUNCTION app.strict() TO app_admin;

REVOKE ALL ON FUNCTION app.take_delivery(of_tenant uuid, of_order uuid) FROM PUBLIC;
GRANT ALL ON FUNCTION app.take_delivery(of_tenant uuid, of_order uuid) TO app_user;

REVOKE ALL ON FUNCTION app.take_menu_off() FROM PUBLIC;

REVOKE ALL ON FUNCTION app.take_step(of_tenant uuid, of_order uuid, wanted text, why text, expected integer) FROM PUBLIC;
GRANT ALL ON FUNCTION app.take_step(of_tenant uuid, of_order uuid, wanted text, why text, expected integer) TO app_user;

REVOKE ALL ON FUNCTION app.tenant_ids(after uuid, at_most integer) FROM PUBLIC;
GRANT ALL ON FUNCTION app.tenant_ids(after uuid, at_most integer) TO app_admin;

REVOKE ALL ON FUNCTION app.tenant_of_host(wanted text) FROM PUBLIC;
GRANT ALL ON FUNCTION app.tenant_of_host(wanted text) TO app_user;

REVOKE ALL ON FUNCTION app.tips_add_up() FROM PUBLIC;

REVOKE ALL ON FUNCTION app.tips_at_delivery() FROM PUBLIC;

REVOKE ALL ON FUNCTION app.uuid_v7_floor(moment timestamp with time zone) FROM PUBLIC;
GRANT ALL ON FUNCTION app.uuid_v7_floor(moment timestamp with time zone) TO app_user;
GRANT ALL ON FUNCTION app.uuid_v7_floor(moment timestamp with time zone) TO app_admin;

REVOKE ALL ON FUNCTION app.verified(token text, at timestamp with time zone) FROM PUBLIC;
GRANT ALL ON FUNCTION app.verified(token text, at timestamp with time zone) TO app_user;
GRANT ALL ON FUNCTION app.verified(token text, at timestamp with time zone) TO app_admin;

REVOKE ALL ON FUNCTION app.verify_ledger(of_tenant uuid) FROM PUBLIC;
GRANT ALL ON FUNCTION app.verify_ledger(of_tenant uuid) TO app_user;

REVOKE ALL ON FUNCTION app.verify_ratings(of_tenant uuid) FROM PUBLIC;
GRANT ALL ON FUNCTION app.verify_ratings(of_tenant uuid) TO app_user;
GRANT ALL ON FUNCTION app.verify_ratings(of_tenant uuid) TO app_admin;

REVOKE ALL ON FUNCTION app.week_contains(minutes int4multirange, moment timestamp with time zone, zone text) FROM PUBLIC;
GRANT ALL ON FUNCTION app.week_contains(minutes int4multirange, moment timestamp with time zone, zone text) TO app_user;
GRANT ALL ON FUNCTION app.week_contains(minutes int4multirange, moment timestamp with time zone, zone text) TO app_admin;

REVOKE ALL ON FUNCTION app.week_minutes(starts_minute integer, length_minutes integer) FROM PUBLIC;
GRANT ALL ON FUNCTION app.week_minutes(starts_minute integer, length_minutes integer) TO app_user;
GRANT ALL ON FUNCTION app.week_minutes(starts_minute integer, length_minutes integer) TO app_admin;

REVOKE ALL ON FUNCTION app.withholding(of_rate numeric, base numeric, of_day date) FROM PUBLIC;
GRANT ALL ON FUNCTION app.withholding(of_rate numeric, base numeric, of_day date) TO app_user;

REVOKE ALL ON FUNCTION pg_catalog.lo_close(integer) FROM PUBLIC;

REVOKE ALL ON FUNCTION pg_catalog.lo_creat(integer) FROM PUBLIC;

REVOKE ALL ON FUNCTION pg_catalog.lo_create(oid) FROM PUBLIC;

REVOKE ALL ON FUNCTION pg_catalog.lo_from_bytea(oid, bytea) FROM PUBLIC;

REVOKE ALL ON FUNCTION pg_catalog.lo_get(oid) FROM PUBLIC;

REVOKE ALL ON FUNCTION pg_catalog.lo_get(oid, bigint, integer) FROM PUBLIC;

REVOKE ALL ON FUNCTION pg_catalog.lo_lseek(integer, integer, integer) FROM PUBLIC;

REVOKE ALL ON FUNCTION pg_catalog.lo_lseek64(integer, bigint, integer) FROM PUBLIC;

REVOKE ALL ON FUNCTION pg_catalog.lo_open(oid, integer) FROM PUBLIC;

REVOKE ALL ON FUNCTION pg_catalog.lo_put(oid, bigint, bytea) FROM PUBLIC;

REVOKE ALL ON FUNCTION pg_catalog.lo_tell(integer) FROM PUBLIC;

REVOKE ALL ON FUNCTION pg_catalog.lo_tell64(integer) FROM PUBLIC;

REVOKE ALL ON FUNCTION pg_catalog.lo_truncate(integer, integer) FROM PUBLIC;

REVOKE ALL ON FUNCTION pg_catalog.lo_truncate64(integer, bigint) FROM PUBLIC;

REVOKE ALL ON FUNCTION pg_catalog.lo_unlink(oid) FROM PUBLIC;

REVOKE ALL ON FUNCTION pg_catalog.loread(integer, integer) FROM PUBLIC;

REVOKE ALL ON FUNCTION pg_catalog.lowrite(integer, bytea) FROM PUBLIC;

REVOKE ALL ON FUNCTION pg_catalog.pg_cancel_backend(integer) FROM PUBLIC;

REVOKE ALL ON FUNCTION pg_catalog.pg_terminate_backend(pid integer, timeout bigint) FROM PUBLIC;

REVOKE ALL ON FUNCTION pg_catalog.set_config(text, text, boolean) FROM PUBLIC;
GRANT ALL ON FUNCTION pg_catalog.set_config(text, text, boolean) TO app_owner;

GRANT SELECT,INSERT ON TABLE public.admin_log TO app_admin;

GRANT SELECT,INSERT ON TABLE public.audit_log TO app_user;
GRANT SELECT,INSERT ON TABLE public.audit_log TO app_admin;

GRANT SELECT,INSERT,DELETE ON TABLE public.branch_tax_regions TO app_user;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.branch_tax_regions TO app_admin;

GRANT UPDATE(region) ON TABLE public.branch_tax_regions TO app_user;

GRANT UPDATE(valid_from_on) ON TABLE public.branch_tax_regions TO app_user;

GRANT UPDATE(valid_to_on) ON TABLE public.branch_tax_regions TO app_user;

GRANT SELECT,INSERT ON TABLE public.branches TO app_user;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.branches TO app_admin;

GRANT UPDATE(name) ON TABLE public.branches TO app_user;

GRANT UPDATE(time_zone) ON TABLE public.branches TO app_user;

GRANT UPDATE(day_cutoff_minutes) ON TABLE public.branches TO app_user;

GRANT UPDATE(iva_rate) ON TABLE public.branches TO app_user;

GRANT UPDATE(delivery_fee) ON TABLE public.branches TO app_user;

GRANT UPDATE(services) ON TABLE public.branches TO app_user;

GRANT UPDATE(phone) ON TABLE public.branches TO app_user;

GRANT UPDATE(street) ON TABLE public.branches TO app_user;

GRANT UPDATE(exterior_number) ON TABLE public.branches TO app_user;

GRANT UPDATE(interior_number) ON TABLE public.branches TO app_user;

GRANT UPDATE(cross_streets) ON TABLE public.branches TO app_user;

GRANT UPDATE(neighborhood) ON TABLE public.branches TO app_user;

GRANT UPDATE(municipality) ON TABLE public.branches TO app_user;

GRANT UPDATE(state) ON TABLE public.branches TO app_user;

GRANT UPDATE(postal_code) ON TABLE public.branches TO app_user;

GRANT UPDATE(directions) ON TABLE public.branches TO app_user;

GRANT UPDATE(longitude) ON TABLE public.branches TO app_user;

GRANT UPDATE(latitude) ON TABLE public.branches TO app_user;

GRANT UPDATE(archived_at) ON TABLE public.branches TO app_user;

GRANT SELECT ON TABLE public.cash_collections TO app_user;
GRANT SELECT,INSERT ON TABLE public.cash_collections TO app_admin;

GRANT SELECT ON TABLE public.cash_hand_ins TO app_user;
GRANT SELECT,INSERT ON TABLE public.cash_hand_ins TO app_admin;

GRANT SELECT,INSERT ON TABLE public.commission_terms TO app_user;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.commission_terms TO app_admin;

GRANT UPDATE(valid_to_on) ON TABLE public.commission_terms TO app_user;

GRANT SELECT,INSERT ON TABLE public.coupons TO app_user;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.coupons TO app_admin;

GRANT UPDATE(max_redemptions) ON TABLE public.coupons TO app_user;

GRANT UPDATE(valid_from_at) ON TABLE public.coupons TO app_user;

GRANT UPDATE(valid_until_at) ON TABLE public.coupons TO app_user;

GRANT SELECT,INSERT ON TABLE public.customers TO app_user;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.customers TO app_admin;

GRANT UPDATE(display_name) ON TABLE public.customers TO app_user;

GRANT UPDATE(phone) ON TABLE public.customers TO app_user;

GRANT SELECT,INSERT,DELETE ON TABLE public.dayparts TO app_user;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.dayparts TO app_admin;

GRANT UPDATE(name) ON TABLE public.dayparts TO app_user;

GRANT UPDATE(minutes) ON TABLE public.dayparts TO app_user;

GRANT SELECT ON TABLE public.delivery_events TO app_user;
GRANT SELECT,INSERT ON TABLE public.delivery_events TO app_admin;

GRANT SELECT ON TABLE public.delivery_transitions TO app_user;
GRANT SELECT ON TABLE public.delivery_transitions TO app_admin;

GRANT SELECT,INSERT ON TABLE public.idempotency_keys TO app_user;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.idempotency_keys TO app_admin;

GRANT SELECT,INSERT,DELETE ON TABLE public.item_modifier_groups TO app_user;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.item_modifier_groups TO app_admin;

GRANT UPDATE("position") ON TABLE public.item_modifier_groups TO app_user;

GRANT UPDATE(min_selected) ON TABLE public.item_modifier_groups TO app_user;

GRANT UPDATE(max_selected) ON TABLE public.item_modifier_groups TO app_user;

GRANT UPDATE(min_distinct) ON TABLE public.item_modifier_groups TO app_user;

GRANT UPDATE(max_distinct) ON TABLE public.item_modifier_groups TO app_user;

GRANT UPDATE(free_quantity) ON TABLE public.item_modifier_groups TO app_user;

GRANT SELECT,INSERT,DELETE ON TABLE public.item_option_prices TO app_user;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.item_option_prices TO app_admin;

GRANT UPDATE(price) ON TABLE public.item_option_prices TO app_user;

GRANT SELECT,INSERT ON TABLE public.kitchen_slots TO app_user;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.kitchen_slots TO app_admin;

GRANT UPDATE(max_orders) ON TABLE public.kitchen_slots TO app_user;

GRANT UPDATE(max_units) ON TABLE public.kitchen_slots TO app_user;

GRANT UPDATE(max_amount) ON TABLE public.kitchen_slots TO app_user;

GRANT UPDATE(closed_at) ON TABLE public.kitchen_slots TO app_user;

GRANT SELECT ON TABLE public.ledger_accounts TO app_user;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.ledger_accounts TO app_admin;

GRANT SELECT ON TABLE public.ledger_entries TO app_user;
GRANT SELECT,INSERT ON TABLE public.ledger_entries TO app_admin;

GRANT SELECT ON TABLE public.ledger_journals TO app_user;
GRANT SELECT,INSERT ON TABLE public.ledger_journals TO app_admin;

GRANT SELECT,INSERT ON TABLE public.memberships TO app_user;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.memberships TO app_admin;

GRANT UPDATE(role) ON TABLE public.memberships TO app_user;

GRANT UPDATE(display_name) ON TABLE public.memberships TO app_user;

GRANT UPDATE(ended_at) ON TABLE public.memberships TO app_user;

GRANT SELECT,INSERT,DELETE ON TABLE public.menu_categories TO app_user;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.menu_categories TO app_admin;

GRANT UPDATE(parent_id) ON TABLE public.menu_categories TO app_user;

GRANT UPDATE(parent_path) ON TABLE public.menu_categories TO app_user;

GRANT UPDATE("position") ON TABLE public.menu_categories TO app_user;

GRANT UPDATE(name) ON TABLE public.menu_categories TO app_user;

GRANT UPDATE(description) ON TABLE public.menu_categories TO app_user;

GRANT UPDATE(daypart_id) ON TABLE public.menu_categories TO app_user;

GRANT SELECT,INSERT,DELETE ON TABLE public.menu_items TO app_user;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.menu_items TO app_admin;

GRANT UPDATE(category_id) ON TABLE public.menu_items TO app_user;

GRANT UPDATE("position") ON TABLE public.menu_items TO app_user;

GRANT UPDATE(name) ON TABLE public.menu_items TO app_user;

GRANT UPDATE(description) ON TABLE public.menu_items TO app_user;

GRANT UPDATE(price) ON TABLE public.menu_items TO app_user;

GRANT UPDATE(iva_class) ON TABLE public.menu_items TO app_user;

GRANT UPDATE(sat_product_key) ON TABLE public.menu_items TO app_user;

GRANT UPDATE(sat_unit_key) ON TABLE public.menu_items TO app_user;

GRANT UPDATE(prep_minutes) ON TABLE public.menu_items TO app_user;

GRANT UPDATE(allergens) ON TABLE public.menu_items TO app_user;

GRANT UPDATE(images) ON TABLE public.menu_items TO app_user;

GRANT UPDATE(daypart_id) ON TABLE public.menu_items TO app_user;

GRANT SELECT ON TABLE public.menu_placements TO app_user;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.menu_placements TO app_admin;

GRANT SELECT ON TABLE public.menu_snapshots TO app_user;
GRANT SELECT,INSERT ON TABLE public.menu_snapshots TO app_admin;

GRANT SELECT,INSERT ON TABLE public.menu_versions TO app_user;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.menu_versions TO app_admin;

GRANT SELECT,INSERT ON TABLE public.menus TO app_user;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.menus TO app_admin;

GRANT UPDATE(name) ON TABLE public.menus TO app_user;

GRANT UPDATE(archived_at) ON TABLE public.menus TO app_user;

GRANT SELECT,INSERT,DELETE ON TABLE public.modifier_groups TO app_user;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.modifier_groups TO app_admin;

GRANT UPDATE(key) ON TABLE public.modifier_groups TO app_user;

GRANT UPDATE(name) ON TABLE public.modifier_groups TO app_user;

GRANT UPDATE(level) ON TABLE public.modifier_groups TO app_user;

GRANT UPDATE(min_selected) ON TABLE public.modifier_groups TO app_user;

GRANT UPDATE(max_selected) ON TABLE public.modifier_groups TO app_user;

GRANT UPDATE(min_distinct) ON TABLE public.modifier_groups TO app_user;

GRANT UPDATE(max_distinct) ON TABLE public.modifier_groups TO app_user;

GRANT UPDATE(free_quantity) ON TABLE public.modifier_groups TO app_user;

GRANT UPDATE(pricing) ON TABLE public.modifier_groups TO app_user;

GRANT UPDATE(defaults_charged) ON TABLE public.modifier_groups TO app_user;

GRANT SELECT,INSERT,DELETE ON TABLE public.modifier_options TO app_user;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.modifier_options TO app_admin;

GRANT UPDATE(group_id) ON TABLE public.modifier_options TO app_user;

GRANT UPDATE(level) ON TABLE public.modifier_options TO app_user;

GRANT UPDATE("position") ON TABLE public.modifier_options TO app_user;

GRANT UPDATE(name) ON TABLE public.modifier_options TO app_user;

GRANT UPDATE(price) ON TABLE public.modifier_options TO app_user;

GRANT UPDATE(max_quantity) ON TABLE public.modifier_options TO app_user;

GRANT UPDATE(default_quantity) ON TABLE public.modifier_options TO app_user;

GRANT SELECT,INSERT,DELETE ON TABLE public.opening_hours TO app_user;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.opening_hours TO app_admin;

GRANT SELECT,INSERT,DELETE ON TABLE public.option_modifier_groups TO app_user;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.option_modifier_groups TO app_admin;

GRANT UPDATE("position") ON TABLE public.option_modifier_groups TO app_user;

GRANT SELECT ON TABLE public.order_adjustments TO app_user;
GRANT SELECT,INSERT ON TABLE public.order_adjustments TO app_admin;

GRANT SELECT ON TABLE public.order_completions TO app_user;
GRANT SELECT,INSERT ON TABLE public.order_completions TO app_admin;

GRANT SELECT,INSERT ON TABLE public.order_events TO app_user;
GRANT SELECT,INSERT ON TABLE public.order_events TO app_admin;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.order_folio_counters TO app_admin;

GRANT SELECT ON TABLE public.order_item_modifiers TO app_user;
GRANT SELECT,INSERT ON TABLE public.order_item_modifiers TO app_admin;

GRANT SELECT ON TABLE public.order_items TO app_user;
GRANT SELECT,INSERT ON TABLE public.order_items TO app_admin;

GRANT SELECT,INSERT ON TABLE public.order_quotes TO app_user;
GRANT SELECT,INSERT ON TABLE public.order_quotes TO app_admin;

GRANT SELECT ON TABLE public.order_settlements TO app_user;
GRANT SELECT,INSERT ON TABLE public.order_settlements TO app_admin;

GRANT SELECT ON TABLE public.order_transitions TO app_user;
GRANT SELECT ON TABLE public.order_transitions TO app_admin;

GRANT SELECT ON TABLE public.outbox TO app_user;
GRANT SELECT,INSERT ON TABLE public.outbox TO app_admin;

GRANT SELECT ON TABLE public.payment_events TO app_user;
GRANT SELECT,INSERT ON TABLE public.payment_events TO app_admin;

GRANT SELECT ON TABLE public.payment_transitions TO app_user;
GRANT SELECT ON TABLE public.payment_transitions TO app_admin;

GRANT SELECT,INSERT,DELETE ON TABLE public.product_prices TO app_user;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.product_prices TO app_admin;

GRANT UPDATE(valid_until_at) ON TABLE public.product_prices TO app_user;

GRANT SELECT,INSERT ON TABLE public.products TO app_user;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.products TO app_admin;

GRANT SELECT,INSERT ON TABLE public.promotion_branches TO app_user;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.promotion_branches TO app_admin;

GRANT SELECT ON TABLE public.promotion_customers TO app_user;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.promotion_customers TO app_admin;

GRANT SELECT,INSERT ON TABLE public.promotion_items TO app_user;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.promotion_items TO app_admin;

GRANT SELECT ON TABLE public.provider_events TO app_user;
GRANT SELECT,INSERT ON TABLE public.provider_events TO app_admin;

GRANT SELECT ON TABLE public.published_items TO app_user;
GRANT SELECT,INSERT ON TABLE public.published_items TO app_admin;

GRANT SELECT ON TABLE public.rating_totals TO app_user;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.rating_totals TO app_admin;

GRANT SELECT ON TABLE public.recipes TO app_user;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.recipes TO app_admin;

GRANT SELECT ON TABLE public.refund_lines TO app_user;
GRANT SELECT,INSERT ON TABLE public.refund_lines TO app_admin;

GRANT SELECT ON TABLE public.refunds TO app_user;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.refunds TO app_admin;

GRANT SELECT,INSERT ON TABLE public.restaurants TO app_user;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.restaurants TO app_admin;

GRANT UPDATE(name) ON TABLE public.restaurants TO app_user;

GRANT UPDATE(cuisine) ON TABLE public.restaurants TO app_user;

GRANT UPDATE(archived_at) ON TABLE public.restaurants TO app_user;

GRANT SELECT,INSERT ON TABLE public.review_moderations TO app_user;
GRANT SELECT,INSERT ON TABLE public.review_moderations TO app_admin;

GRANT SELECT,INSERT ON TABLE public.review_replies TO app_user;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.review_replies TO app_admin;

GRANT UPDATE(body) ON TABLE public.review_replies TO app_user;

GRANT SELECT,INSERT ON TABLE public.reviews TO app_user;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.reviews TO app_admin;

GRANT UPDATE(stars) ON TABLE public.reviews TO app_user;

GRANT UPDATE(comment) ON TABLE public.reviews TO app_user;

GRANT SELECT ON TABLE public.sat_catalogs TO app_user;
GRANT SELECT ON TABLE public.sat_catalogs TO app_admin;

GRANT SELECT,INSERT,DELETE ON TABLE public.sold_outs TO app_user;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.sold_outs TO app_admin;

GRANT UPDATE(since_at) ON TABLE public.sold_outs TO app_user;

GRANT UPDATE(until_at) ON TABLE public.sold_outs TO app_user;

GRANT UPDATE(reason) ON TABLE public.sold_outs TO app_user;

GRANT SELECT,INSERT,DELETE ON TABLE public.special_days TO app_user;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.special_days TO app_admin;

GRANT UPDATE(minutes) ON TABLE public.special_days TO app_user;

GRANT UPDATE(reason) ON TABLE public.special_days TO app_user;

GRANT SELECT,INSERT ON TABLE public.stock_items TO app_user;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.stock_items TO app_admin;

GRANT UPDATE(name) ON TABLE public.stock_items TO app_user;

GRANT UPDATE(archived_at) ON TABLE public.stock_items TO app_user;

GRANT SELECT ON TABLE public.stock_levels TO app_user;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.stock_levels TO app_admin;

GRANT UPDATE(low_at) ON TABLE public.stock_levels TO app_user;

GRANT SELECT,INSERT ON TABLE public.stock_movements TO app_user;
GRANT SELECT,INSERT ON TABLE public.stock_movements TO app_admin;

GRANT SELECT ON TABLE public.stock_reservations TO app_user;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.stock_reservations TO app_admin;

GRANT SELECT ON TABLE public.tax_rules TO app_user;
GRANT SELECT ON TABLE public.tax_rules TO app_admin;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.tenant_domains TO app_admin;

GRANT SELECT,INSERT ON TABLE public.tenants TO app_user;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.tenants TO app_admin;

GRANT UPDATE(display_name) ON TABLE public.tenants TO app_user;

GRANT UPDATE(legal_name) ON TABLE public.tenants TO app_user;

GRANT SELECT ON TABLE public.tips TO app_user;
GRANT SELECT,INSERT ON TABLE public.tips TO app_admin;

GRANT SELECT ON TABLE public.withholding_rules TO app_user;
GRANT SELECT ON TABLE public.withholding_rules TO app_admin;
