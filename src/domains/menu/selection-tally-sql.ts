import { literal, pgFunction } from '../../kernel/ddl.ts'
import { everyone } from '../../rls/roles.ts'
import { groupPricings } from './selectable.ts'

/** What the functions of a selection have in common: they read no table. */
export const selectionFunction = {
  volatility: 'immutable',
  parallel: 'safe',
  phase: 'before',
  execute: everyone,
} as const

/** The choices of one group: what they break together, and what they cost without the groups below them. */
export const selectionTally = pgFunction('app.selection_tally', {
  ...selectionFunction,
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
