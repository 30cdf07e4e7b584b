/** How many tenants, branches of each, dishes of each branch. Every branch has a menu of its own. */
export const size = { tenants: 200, branches: 5, items: 64 }

/** Ids that a test can name: which tenant, which row. */
const id = (kind: number, tenant: string, row: string) =>
  `(lpad(to_hex(${kind}), 8, '0') || '-0000-7000-8000-' || lpad(to_hex(${tenant} * 1000 + ${row}), 12, '0'))::uuid`

export const idOf = (kind: 'tenant' | 'branch' | 'customer', tenant: number, row: number): string =>
  `0000000${{ tenant: 1, branch: 3, customer: 8 }[kind]}-0000-7000-8000-${(tenant * 1000 + row).toString(16).padStart(12, '0')}`

const listed = (words: string) => `(array['${words.split(' ').join("','")}'])`
const pick = (words: string, by: string) => `(${listed(words)})[1 + (${by}) % ${words.split(' ').length}]`

const heads =
  'Taco Enchiladas Quesadilla Torta Sope Gordita Tlayuda Huarache Tamal Pozole Chilaquiles Burrito Flautas Tostada Ceviche Aguachile Caldo Sopa Ensalada Molletes Guacamole Nachos Alambre Fajitas Milanesa Empanada Pambazo Cemita Memela Tlacoyo Agua Café Limonada Horchata Flan Churros Helado Pastel Arroz Frijoles'
const styles =
  'pastor suadero carnitas barbacoa birria cochinita chorizo pollo res camarón pescado pulpo atún nopal flor huitlacoche hongos rajas queso papa chicharrón lengua cabeza tripa campechano arrachera cecina longaniza jamón piña jamaica tamarindo mango fresa vainilla chocolate cajeta mole pipián adobo'
const sides =
  'cilantro cebolla limón aguacate crema jitomate lechuga rábano orégano pepino jalapeño habanero serrano chipotle guajillo ajo elote calabaza zanahoria betabel'
const categories = 'Tacos Antojitos Mariscos Sopas Ensaladas Bebidas Postres Especialidades'

/**
 * A platform of 200 tenants with 64,000 dishes live, as statements past every trigger and policy: what is asked of it is
 * what the planner makes of many tenants. The words are indexed by `app.index_menu` itself.
 */
export const manyMenus: readonly string[] = [
  `set local session_replication_role = replica`,
  `insert into branches (tenant_id, id, restaurant_id, name, time_zone, street, exterior_number, neighborhood, municipality, state, postal_code, longitude, latitude)
   select ${id(1, 't', '0')}, ${id(3, 't', 'b')}, ${id(2, 't', 'b')}, 'x', 'America/Mexico_City', 'x', '1', 'x', 'x', 'CMX', '06000', -99.1 - 0.01 * b, 19.4 from ${each('b', size.branches)}`,
  `insert into menu_versions (tenant_id, id, restaurant_id, menu_id, number, status, published_at)
   select ${id(1, 't', '0')}, ${id(5, 't', 'b')}, ${id(2, 't', 'b')}, ${id(4, 't', 'b')}, 1, 'published', now() from ${each('b', size.branches)}`,
  `insert into menu_placements (tenant_id, id, restaurant_id, branch_id, channel, menu_id, version_id, live_from_at)
   select ${id(1, 't', '0')}, ${id(6, 't', 'b')}, ${id(2, 't', 'b')}, ${id(3, 't', 'b')}, 'app', ${id(4, 't', 'b')}, ${id(5, 't', 'b')}, now() from ${each('b', size.branches)}`,
  `insert into published_items (tenant_id, version_id, item_id, place, category, sku, name, description, price, document)
   select ${id(1, 't', '0')}, ${id(5, 't', 'b')}, ${id(7, 't', 'b * 100 + n')}, n, ${pick(categories, 'n / 8')}, 'SKU-' || n,
     ${pick(heads, 'n * 7 + b * 3')} || ' de ' || ${pick(styles, 'n * 11 + b * 5')},
     'Con ' || ${pick(sides, 'n + b')} || ', ' || ${pick(sides, 'n * 3 + b')} || ' y ' || ${pick(sides, 'n * 7 + 5')}, 50, '{}'
   from ${each('b', size.branches)}, generate_series(1, ${size.items}) n`,
  // One tenant's by what a publication runs; the others' are the same menus, behind another key.
  `do $index$ declare b integer; begin
     perform set_config('app.context', repeat('0', 64) || '00019999999999v' || ${id(1, '1', '0')} || ${id(1, '1', '0')}, true);
     for b in 1..${size.branches} loop perform app.index_menu(${id(5, '1', 'b')}); end loop;
   end $index$`,
  `create temporary table index_as_it_was on commit drop as select pg_get_indexdef('app_private.menu_search_terms_idx'::regclass) as definition`,
  `drop index app_private.menu_search_terms_idx`,
  `insert into app_private.menu_search
   select ${id(1, 't', '0')}, ${id(5, 't', 'b')}, ${id(7, 't', 'b * 100 + n')}, s.place, s.name_key, s.name_words, s.name_stems, s.category_words, s.category_stems,
     s.description_stems, array(select k.key || substr(term, 9) from unnest(s.terms) as term)
   from (select t, app.search_key(${id(1, 't', '0')}) as key from generate_series(2, ${size.tenants}) t) k
   cross join generate_series(1, ${size.branches}) b cross join generate_series(1, ${size.items}) n
   join app_private.menu_search s on s.tenant_id = ${id(1, '1', '0')} and s.version_id = ${id(5, '1', 'b')} and s.item_id = ${id(7, '1', 'b * 100 + n')}`,
  `do $index$ begin execute (select definition from index_as_it_was); end $index$`,
]

function each(name: string, rows: number): string {
  return `generate_series(1, ${size.tenants}) t, generate_series(1, ${rows}) ${name}`
}
