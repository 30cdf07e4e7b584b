import { type DdlObject, pgFunction } from '../../kernel/ddl.ts'
import { everyone } from '../../rls/roles.ts'
import { channelList } from './channels.ts'
import { forFreshRows } from './document-sql.ts'

/** From the innermost choices outwards, so that each level finds those it offers ready. */
const groupsOfLevel = (level: number): string => {
  const deeper = level < 4 ? `groups_${level + 1}` : null
  const rows = `
  select g.group_id, jsonb_build_object('id', g.group_id, 'name', g.name, 'minSelected', g.min_selected,
    'maxSelected', g.max_selected, 'minDistinct', g.min_distinct, 'maxDistinct', g.max_distinct,
    'freeQuantity', g.free_quantity, 'pricing', g.pricing, 'defaultsCharged', g.defaults_charged,
    'options', coalesce(jsonb_agg(jsonb_build_object('id', o.option_id, 'sku', p.sku, 'name', o.name, 'price', o.price::text,
      'maxQuantity', o.max_quantity, 'defaultQuantity', o.default_quantity, 'available', true,
      'groups', ${deeper ? `coalesce(n.groups, '[]')` : `'[]'::jsonb`}) order by o.position) filter (where o.option_id is not null), '[]')) as document
  from modifier_groups g
  left join modifier_options o on o.tenant_id = own and o.version_id = of_version and o.group_id = g.group_id
  left join products p on p.tenant_id = own and p.id = o.option_id${
    deeper
      ? `
  left join (
    select og.option_id, jsonb_agg(d.document order by og.position) as groups
    from option_modifier_groups og join ${deeper} d on d.group_id = og.group_id
    where og.tenant_id = own and og.version_id = of_version and og.option_level = ${level}
    group by og.option_id
  ) n on n.option_id = o.option_id`
      : ''
  }
  where g.tenant_id = own and g.version_id = of_version and g.level = ${level}
  group by g.group_id, g.name, g.min_selected, g.max_selected, g.min_distinct, g.max_distinct, g.free_quantity, g.pricing, g.defaults_charged`
  return `groups_${level} as materialized (${rows}${deeper ? `\n  union all\n  select d.group_id, d.document from ${deeper} d` : ''}\n)`
}

export const publishFunctions: readonly DdlObject[] = [
  pgFunction('app.menu_problems', {
    args: 'of_version uuid',
    returns: 'table (rule text, name text)',
    volatility: 'stable',
    execute: everyone,
    settings: forFreshRows,
    // What no constraint of one row can see: whether each choice can be made at all.
    body: `
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
end`,
  }),
  pgFunction('app.publish_items', {
    args: 'of_version uuid',
    returns: 'void',
    security: 'definer',
    settings: forFreshRows,
    body: `
declare
  own constant uuid := app.tenant_id();
begin
  insert into published_items (tenant_id, version_id, item_id, place, category, sku, name, description, price, document)
  with ${[4, 3, 2, 1].map(groupsOfLevel).join(', ')},
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
end`,
  }),
  pgFunction('app.publish_menu', {
    args: 'of_version uuid, of_branches uuid[], of_channels text[], since timestamptz',
    returns: 'void',
    security: 'definer',
    execute: everyone,
    body: `
declare
  own constant uuid := app.tenant_id();
  -- To the millisecond, which is what a Date holds: whoever reads when it went live, and asks for then, gets it.
  begins constant timestamptz := date_trunc('milliseconds', greatest(coalesce(since, now()), now()));
  sold_on constant text[] := coalesce(of_channels, array[${channelList}]);
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
  update menu_versions r set status = 'retired', retired_at = now()
  where r.tenant_id = own and r.id in (
    select m.id from menu_versions m
    where m.tenant_id = own and m.menu_id = v.menu_id and m.status = 'published' and m.id <> of_version and not exists (
      select from menu_placements p
      where p.tenant_id = own and p.version_id = m.id and (p.live_until_at is null or p.live_until_at > now())
    )
    for no key update skip locked
  );
end`,
  }),
  pgFunction('app.menu_moment', {
    args: 'of_menu uuid, of_branch uuid, of_channel text, of_service text, moment timestamptz, zone text',
    returns: 'text',
    volatility: 'stable',
    parallel: 'safe',
    execute: everyone,
    // What the snapshot cannot know: prices of the branch, channel, service and moment, what is sold out, which dayparts
    // are not on. Null when the snapshot says it all. Not in any order of time: equal moments, equal text.
    body: `
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
end`,
  }),
]
