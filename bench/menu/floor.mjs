import postgres from 'postgres'

/**
 * The floor: what one would write by hand for speed. postgres.js, prepared, five flat statements in one flush on a
 * connection of its own, stitched by maps; a superuser, so no row level security. It knows of no price of the moment and
 * of nothing that is sold out, which `menuAt` looks up too.
 */
export async function open({ superuserUrl, places, concurrency }) {
  const clients = Array.from({ length: concurrency }, () => postgres(superuserUrl, { max: 1, fetch_types: false }))
  await Promise.all(clients.map((sql) => sql`select 1`))
  return {
    call: (worker, n) => menu(clients[worker], places[(worker + n) % places.length]),
    plain: (categories) => categories,
    close: () => Promise.all(clients.map((sql) => sql.end())),
  }
}

async function menu(sql, { tenantId, branchId }) {
  const version = sql`(
    select version_id from menu_placements where tenant_id = ${tenantId} and branch_id = ${branchId} and channel = 'app'
      and live_from_at <= now() and (live_until_at is null or live_until_at > now()))`
  const [categories, items, offered, groups, options] = await Promise.all([
    sql`select category_id, name from menu_categories where tenant_id = ${tenantId} and version_id = ${version} order by path`,
    sql`select i.item_id, i.category_id, p.sku, i.name, i.description, i.price::text from menu_items i
      join products p on p.tenant_id = i.tenant_id and p.id = i.item_id
      where i.tenant_id = ${tenantId} and i.version_id = ${version} order by i.position`,
    sql`select item_id, group_id from item_modifier_groups where tenant_id = ${tenantId} and version_id = ${version} order by position`,
    sql`select group_id, name, min_selected, max_selected from modifier_groups where tenant_id = ${tenantId} and version_id = ${version}`,
    sql`select option_id, group_id, name, price::text from modifier_options where tenant_id = ${tenantId} and version_id = ${version} order by position`,
  ])
  const byGroup = new Map(
    groups.map((group) => [
      group.group_id,
      { name: group.name, minSelected: group.min_selected, maxSelected: group.max_selected, options: [] },
    ]),
  )
  for (const { group_id, name, price } of options) byGroup.get(group_id).options.push({ name, price })
  const byItem = new Map(
    items.map(({ item_id, sku, name, description, price }) => [item_id, { sku, name, description, price, groups: [] }]),
  )
  for (const { item_id, group_id } of offered) byItem.get(item_id).groups.push(byGroup.get(group_id))
  const byCategory = new Map(categories.map(({ category_id, name }) => [category_id, { name, items: [] }]))
  for (const { item_id, category_id } of items) byCategory.get(category_id).items.push(byItem.get(item_id))
  return [...byCategory.values()]
}
