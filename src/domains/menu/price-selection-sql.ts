import { type DdlObject, pgFunction } from '../../kernel/ddl.ts'
import { maxChoiceQuantity, maxSelectionDepth } from './selectable.ts'
import { selectionFunction, selectionTally } from './selection-tally-sql.ts'

const known = `jsonb_build_object('path', at, 'groupId', of_group->'id', 'groupName', of_group->'name')`
const knownOption = `jsonb_build_object('optionId', of_option->'id', 'optionName', of_option->'name')`

/** One list of choices and, by calling itself, those below. */
const outcome = pgFunction('app.selection_outcome', {
  ...selectionFunction,
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

    inside := 0;
    if depth < ${maxSelectionDepth} then
      -- most options offer nothing, and a call costs more than this look
      if of_option->'groups' is distinct from '[]' or coalesce(nullif(entry->'choices', 'null'), '[]') <> '[]' then
        select * into below from app.selection_outcome(of_option->'groups', entry->'choices', at || '.choices', depth + 1);
        broken := broken || below.broken;
        inside := below.total;
      end if;
    elsif jsonb_array_length(coalesce(nullif(entry->'choices', 'null'), '[]')) > 0 then
      broken := broken || jsonb_build_object('code', 'too_deep', 'path', at || '.choices', 'max', ${maxSelectionDepth});
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
end`,
})

const isChoiceQuantity = pgFunction('app.is_choice_quantity', {
  ...selectionFunction,
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
  ...selectionFunction,
  args: 'item jsonb, choices jsonb',
  returns: 'jsonb',
  language: 'sql',
  searchPath: 'none',
  body: `select broken from app.selection_outcome(item->'groups', choices, 'choices', 1)`,
})

const price = pgFunction('app.price_selection', {
  ...selectionFunction,
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
  return round(base + outcome.total, 2);
end`,
})

/**
 * SQL twins of `priceSelection`, on the same nested documents with money as text, so that a constraint or a trigger can
 * hold a unit price against the menu by itself. They read no table: immutable.
 *
 * A document of the menu that lacks what a rule needs is refused (22023): a comparison with null would let anything pass.
 */
export const selectionFunctions: readonly DdlObject[] = [isChoiceQuantity, selectionTally, outcome, violations, price]
