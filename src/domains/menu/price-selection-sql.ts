import { type DdlObject, literal, pgFunction } from '../../kernel/ddl.ts'
import { everyone } from '../../rls/roles.ts'
import { groupPricings, maxChoiceQuantity, maxSelectionDepth } from './selectable.ts'

/**
 * SQL twins of `priceSelection`, on the same nested documents with money as text, so that a constraint or a trigger can
 * hold a unit price against the menu by itself. They read no table: immutable.
 *
 * A document of the menu that lacks what a rule needs is refused (22023): a comparison with null would let anything pass.
 */
const common = {
  volatility: 'immutable',
  parallel: 'safe',
  phase: 'before',
  execute: everyone,
} as const

const known = `jsonb_build_object('path', at, 'groupId', of_group->'id', 'groupName', of_group->'name')`
const knownOption = `jsonb_build_object('optionId', of_option->'id', 'optionName', of_option->'name')`

/** One list of choices and, by calling itself, those below: centavos stay exact, for numeric has no other division here. */
const outcome = pgFunction('app.selection_outcome', {
  ...common,
  args: 'groups jsonb, choices jsonb, path text, depth integer',
  returns: 'table (total numeric, broken jsonb)',
  body: `
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
    known := ${known};
    select o.value, o.ordinality into of_option, option_place
    from jsonb_array_elements(of_group->'options') with ordinality o
    where o.value->'id' = entry->'optionId' order by o.ordinality limit 1;
    if not found then
      broken := broken || (known || jsonb_build_object('code', 'unknown_option', 'optionId', entry->'optionId'));
      continue;
    end if;
    known := known || ${knownOption};

    refused := case
      when not app.is_choice_quantity(entry->'quantity') then 'bad_quantity'
      when (jsonb_array_length(of_option->'groups') = 0 or depth >= ${maxSelectionDepth})
        and exists (select from unnest(group_places, option_places) as u (g, o) where u.g = group_place and u.o = option_place)
      then 'stands_twice'
    end;
    if refused is not null then
      broken := broken || (known || jsonb_build_object('code', refused));
    end if;
    if of_option->'available' is distinct from 'true' then
      broken := broken || (known || jsonb_build_object('code', 'sold_out'));
    end if;

    if depth < ${maxSelectionDepth} then
      select * into below from app.selection_outcome(of_option->'groups', entry->'choices', at || '.choices', depth + 1);
      broken := broken || below.broken;
    elsif jsonb_array_length(coalesce(nullif(entry->'choices', 'null'), '[]')) > 0 then
      broken := broken || jsonb_build_object('code', 'too_deep', 'path', at || '.choices', 'max', ${maxSelectionDepth});
    end if;
    if refused is null then
      group_places := group_places || group_place;
      option_places := option_places || option_place;
      quantities := quantities || (entry->>'quantity')::numeric;
      nested := nested || case when depth < ${maxSelectionDepth} then below.total else 0 end;
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
end`,
})

/** The choices of one group: what they break together, and what they cost without the groups below them. */
const tally = pgFunction('app.selection_tally', {
  ...common,
  args: 'of_group jsonb, places integer[], quantities numeric[], paths text[], path text',
  returns: 'table (total numeric, broken jsonb)',
  body: `
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
      and num_nulls(o.most, o.charged) = 0), true),
    coalesce(case pricing
      when 'sum' then sum(o.price * o.charged)
      when 'max' then max(o.price) filter (where o.charged > 0)
      -- whole centavos halved up: a quotient of numeric would be rounded before it is rounded
      when 'average' then div(200 * sum(o.price * o.charged) + sum(o.quantity), 2 * sum(o.quantity)) / 100.00
      else sum(o.price * (o.charged - least(o.charged, greatest(0, free - o.before))))
    end, 0),
    coalesce(jsonb_agg(known || jsonb_build_object('path', paths[o.first], 'code', 'too_many_of_option',
      'optionId', o.option->'id', 'optionName', o.option->'name', 'max', o.most, 'found', o.quantity)
      order by o.place) filter (where o.quantity > o.most), '[]')
  into selected, kinds, sound, total, broken
  from in_order o;

  if not sound or num_nulls(free, defaults_charged, min_selected, max_selected, min_distinct, max_distinct) > 0
    or pricing is null or pricing not in (${groupPricings.map(literal).join(', ')})
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
end`,
})

const isChoiceQuantity = pgFunction('app.is_choice_quantity', {
  ...common,
  args: 'quantity jsonb',
  returns: 'boolean',
  language: 'sql',
  searchPath: 'none',
  // A CASE, for AND may look at its second part first, and text is no number.
  body: `select case when pg_catalog.jsonb_typeof(quantity) = 'number'
    then quantity::numeric between 1 and ${maxChoiceQuantity} and pg_catalog.trunc(quantity::numeric) = quantity::numeric
    else false end`,
})

const violations = pgFunction('app.selection_violations', {
  ...common,
  args: 'item jsonb, choices jsonb',
  returns: 'jsonb',
  language: 'sql',
  searchPath: 'none',
  body: `select broken from app.selection_outcome(item->'groups', choices, 'choices', 1)`,
})

const price = pgFunction('app.price_selection', {
  ...common,
  args: 'item jsonb, choices jsonb',
  returns: 'numeric',
  body: `
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
  return base + outcome.total;
end`,
})

export const selectionFunctions: readonly DdlObject[] = [isChoiceQuantity, tally, outcome, violations, price]
