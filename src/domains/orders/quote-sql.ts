import { type DdlObject, pgFunction } from '../../kernel/ddl.ts'
import { quoteMinutes } from './order-quotes.ts'

const pure = { volatility: 'immutable', parallel: 'safe' } as const

/** The dish of a snapshot as it costs at a moment: SQL twin of `selectableOf`. */
const groupsAt = pgFunction('app.groups_at', {
  ...pure,
  args: 'groups jsonb, prices jsonb, sold jsonb',
  returns: 'jsonb',
  body: `
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
end`,
})

/** The options of a valid choice, one object each, nested ones behind the one that offers them. */
const modifiersOf = pgFunction('app.modifiers_of', {
  ...pure,
  args: 'groups jsonb, choices jsonb, parent integer, first integer',
  returns: 'jsonb',
  body: `
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
end`,
})

/**
 * Holds a quote against the menu: a unit price is \`app.price_selection\` of the live version at this moment, names and
 * tax classes are the menu's, totals are the lines'. As a definer: a guest does not see promotions, recipes and stock.
 */
const checkQuote = pgFunction('app.check_quote', {
  returns: 'trigger',
  security: 'definer',
  body: `
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
  new.expires_at := now() + interval '${quoteMinutes} minutes';
  new.hash := sha256(convert_to(concat_ws('/', new.id, new.branch_id, new.customer_id, new.service, new.channel,
    new.subtotal, new.discount, new.delivery_fee, new.delivery_discount, new.tip, new.document), 'UTF8'));
  return new;
end`,
})

export const quoteFunctions: readonly DdlObject[] = [groupsAt, modifiersOf, checkQuote]
