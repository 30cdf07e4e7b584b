import { customer, menuAt, openDb } from '../../dist/index.js'

/** Through `db.as`, with row level security: the document is sent and parsed each time. */
export const open = (setting) => opened(setting, () => undefined)

export async function opened({ appUrl, contextKey, places, concurrency }, cacheOf) {
  const db = await openDb({ url: appUrl, contextKey, connections: concurrency })
  const cache = cacheOf()
  const guests = places.map(({ tenantId, customerId }) => customer(tenantId, customerId))
  return {
    call: (worker, n) => {
      const i = (worker + n) % places.length
      const { branchId } = places[i]
      return db.as(guests[i], (tx) => menuAt(tx, { branchId, service: 'delivery', ...(cache ? { cache } : {}) }))
    },
    plain: (menu) =>
      menu.categories.map(({ name, items }) => ({
        name,
        items: items.map((item) => ({
          sku: item.sku,
          name: item.name,
          description: item.description,
          price: item.price.toFixed(2),
          groups: item.groups.map((group) => ({
            name: group.name,
            minSelected: group.minSelected,
            maxSelected: group.maxSelected,
            options: group.options.map((option) => ({ name: option.name, price: option.price.toFixed(2) })),
          })),
        })),
      })),
    close: () => db.close(),
  }
}
