/** The business day of a branch in Mexico City that ends at four is so far behind UTC. */
const BUSINESS_DAY_BEHIND_MS = 10 * 3_600_000

/** As `placeOrder` gives a restaurant. */
const ACCEPT_MS = 15 * 60_000

/** What the rows of a table have of their own, and which rows of a basket the rest of them is as. */
export const tables = {
  orders: {
    own: [
      'tenant_id',
      'id',
      'branch_id',
      'customer_id',
      'quote_id',
      'business_on',
      'folio',
      'placed_at',
      'accept_by_at',
    ],
    ofBasket: ({ header }) => [header],
    of: ({ n, shop, id, placed, folios }, [rest]) => {
      const { day, folio } = folios.next(n, placed)
      const times = `${new Date(placed).toISOString()}\t${new Date(placed + ACCEPT_MS).toISOString()}`
      return [
        `${shop.tenantId}\t${id}\t${shop.branchId}\t${shop.customerId}\t${idOf(placed, n, 1)}\t${day}\t${folio}\t${times}${rest}`,
      ]
    },
  },
  order_events: {
    own: ['tenant_id', 'order_id', 'customer_id', 'actor_id', 'recorded_at'],
    ofBasket: ({ event }) => [event],
    of: ({ shop, id, placed }, [rest]) => [
      `${shop.tenantId}\t${id}\t${shop.customerId}\t${shop.customerId}\t${new Date(placed).toISOString()}${rest}`,
    ],
  },
  order_items: {
    own: ['tenant_id', 'order_id', 'customer_id', 'menu_version_id', 'menu_item_id'],
    ofBasket: ({ lines }) => lines.map(({ row }) => row),
    of: ({ shop, id, dishes }, lines) =>
      lines.map(
        (rest, i) => `${shop.tenantId}\t${id}\t${shop.customerId}\t${shop.versionId}\t${shop.dishes[dishes[i]]}${rest}`,
      ),
  },
}

/**
 * The rows of one table, each as a line for COPY: an order every so many milliseconds, dealt out to the shops in turns, each
 * turn with the next basket.
 *
 * @param {keyof typeof tables} table
 * @param {{ count: number, from: number, step: number, shops: readonly object[], patterns: readonly object[], folios: object }} plan
 * @param {readonly string[]} rest the columns that are as the basket's
 */
export function* rowsOf(table, { count, from, step, shops, patterns, folios }, rest) {
  const { of, ofBasket } = tables[table]
  const baskets = patterns.map((pattern) => ({
    dishes: pattern.lines.map(({ dish }) => dish),
    texts: ofBasket(pattern).map((row) => rest.map((column) => `\t${copyText(row[column])}`).join('')),
  }))
  for (let n = 0; n < count; n++) {
    const basket = baskets[Math.floor(n / shops.length) % baskets.length]
    const placed = Math.floor(from + n * step)
    const shop = shops[n % shops.length]
    yield* of({ n, shop, id: idOf(placed, n, 0), placed, folios, dishes: basket.dishes }, basket.texts)
  }
}

/** 1, 2, 3 … for each shop and business day; and how far each has come, which the next order goes on from. */
export function foliosOf(shops) {
  const last = new Map()
  return {
    next(n, placed) {
      const day = new Date(placed - BUSINESS_DAY_BEHIND_MS).toISOString().slice(0, 10)
      if (!last.has(day)) last.set(day, new Uint32Array(shops.length))
      const folio = ++last.get(day)[n % shops.length]
      return { day, folio }
    },
    *counters() {
      for (const [day, folios] of last)
        for (const [s, folio] of folios.entries())
          if (folio > 0)
            yield { tenant_id: shops[s].tenantId, branch_id: shops[s].branchId, business_on: day, last_folio: folio }
    },
  }
}

/** A UUIDv7 of that moment, the same at each asking. */
function idOf(moment, n, kind) {
  const time = moment.toString(16).padStart(12, '0')
  return `${time.slice(0, 8)}-${time.slice(8)}-7000-800${kind}-${n.toString(16).padStart(12, '0')}`
}

function copyText(value) {
  return value === null ? '\\N' : String(value).replaceAll('\\', '\\\\')
}
