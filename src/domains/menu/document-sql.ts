import { type DdlObject, pgFunction } from '../../kernel/ddl.ts'
import { everyone } from '../../rls/roles.ts'

const rulesOf = (table: string) =>
  `'minSelected', ${table}.min_selected, 'maxSelected', ${table}.max_selected, 'minDistinct', ${table}.min_distinct, 'maxDistinct', ${table}.max_distinct, 'freeQuantity', ${table}.free_quantity`

/**
 * For functions that read what the same transaction has just written. The planner knows nothing of it yet: it takes ten
 * thousand dishes for one, and joins them by loops within loops, in minutes. Without those it hashes. Its guess of the
 * costs is then beyond all measure, and would have each statement compiled, for longer than it runs.
 */
export const forFreshRows: readonly string[] = ['enable_nestloop = off', 'jit = off']

/**
 * The rows of a version as one document (`MenuDocument`), and back. What one writes the other reads: a snapshot is made
 * by the first, a new draft is the second on the last snapshot, an import the second on a file.
 *
 * JSON, not jsonb, on the way out: keys keep their order, so that equal menus have equal tags.
 */
export const documentFunctions: readonly DdlObject[] = [
  pgFunction('app.menu_document', {
    args: 'of_version uuid',
    returns: 'text',
    volatility: 'stable',
    execute: everyone,
    settings: forFreshRows,
    body: `
declare
  own constant uuid := app.tenant_id();
begin
  return json_strip_nulls(json_build_object(
    'modifierGroups', (
      select coalesce(json_agg(json_build_object(
        'id', g.group_id, 'key', g.key, 'name', g.name, 'level', g.level, ${rulesOf('g')},
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
          select ig.item_id, json_agg(json_build_object('id', ig.group_id, ${rulesOf('ig')}) order by ig.position) as groups
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
end`,
  }),
  pgFunction('app.fill_version', {
    args: 'of_version uuid, document jsonb',
    returns: 'void',
    execute: everyone,
    settings: forFreshRows,
    // As the caller: only staff and the service may write these tables. A product keeps its id by its sku, a daypart by
    // its name; the ids that the document gives them are for what is new, and are replaced where it refers to them.
    body: `
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
end`,
  }),
]
