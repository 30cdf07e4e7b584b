import { literal } from '../kernel/ddl.ts'
import { arrayOf } from './array-of.ts'
import type { WantedOrder } from './orders-of-tenant.ts'

type Cell = (order: WantedOrder) => string | number

/**
 * A row for each of the tenant's orders, which `copyTrail` joins as `c`: the template, what is the order's own, the two
 * ends of every id that it gives out, and the time on its wall.
 */
export function layWanted(
  orders: readonly WantedOrder[],
  customers: readonly string[],
  timeZone: string,
): readonly string[] {
  const columns: readonly (readonly [type: string, cell: Cell])[] = [
    ['integer', ({ template }) => template],
    ['uuid', ({ id }) => id],
    ['uuid', ({ customer }) => customers[customer] ?? ''],
    ['timestamptz', ({ at }) => new Date(at).toISOString()],
    ['date', ({ businessOn }) => businessOn],
    ['integer', ({ folio }) => folio],
  ]
  const lists = columns.map(([type, cell]) => arrayOf(orders.map(cell), type))
  return [
    `create temporary table if not exists seed_wanted (of_order integer, id uuid, customer_id uuid, placed_at timestamptz,
      business_on date, folio integer, head text, tail text, local_at timestamp)`,
    'truncate seed_wanted',
    `insert into seed_wanted
      select o.*, left(id::text, 15), substr(id::text, 19), placed_at at time zone ${literal(timeZone)}
      from unnest(${lists.join(', ')}) as o(of_order, id, customer_id, placed_at, business_on, folio)`,
    'analyze seed_wanted',
  ]
}
