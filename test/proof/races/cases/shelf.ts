import { newId } from '../../../../src/index.ts'
import type { Home } from '../race.ts'

/** Something that is counted, and of which these dishes take one each. */
export interface Kept {
  readonly onHand: number
  readonly dishes: readonly string[]
}

/**
 * A shelf with these things alone; their ids ascend in the order given. Written past the movements: what races for a
 * level does not ask how it came about.
 */
export async function aShelf({ look, tenant }: Home, ...kept: readonly Kept[]): Promise<readonly string[]> {
  const { tenantId, branchId, items } = tenant
  const things = kept.map((thing) => ({ ...thing, id: newId() })).toSorted((a, b) => (a.id < b.id ? -1 : 1))
  const rows = (of: (thing: (typeof things)[number]) => readonly string[]) => things.flatMap(of).join(', ')
  await look(`
    begin;
    set local session_replication_role = replica;
    delete from recipes where tenant_id = '${tenantId}';
    insert into stock_items (tenant_id, id, name, unit)
    values ${rows(({ id }) => [`('${tenantId}', '${id}', '${id}', 'piece')`])};
    insert into stock_levels (tenant_id, branch_id, stock_item_id, on_hand, movement_seq)
    values ${rows(({ id, onHand }) => [`('${tenantId}', '${branchId}', '${id}', ${onHand}, 1)`])};
    insert into recipes (tenant_id, product_id, stock_item_id, quantity)
    values ${rows(({ id, dishes }) => dishes.map((sku) => `('${tenantId}', '${items[sku]}', '${id}', 1)`))};
    commit`)
  return things.map(({ id }) => id)
}

/** What is held of these is what orders hold, and no more than is there. */
export const shelfBroken = ({ tenant: { tenantId, branchId } }: Home, ids: readonly string[]): string => `
  select l.on_hand::text, l.reserved::text, coalesce(sum(r.quantity), 0)::text as held from stock_levels l
  left join stock_reservations r on r.tenant_id = l.tenant_id and r.branch_id = l.branch_id
    and r.stock_item_id = l.stock_item_id and r.state = 'held'
  where l.tenant_id = '${tenantId}' and l.branch_id = '${branchId}'
    and l.stock_item_id in (${ids.map((id) => `'${id}'`).join(', ')})
  group by l.stock_item_id, l.on_hand, l.reserved
  having coalesce(sum(r.quantity), 0) > l.on_hand or coalesce(sum(r.quantity), 0) <> l.reserved`

/** One piece for one order. */
export const reserveSql = `
  insert into stock_reservations (tenant_id, order_id, stock_item_id, branch_id, quantity, expires_at)
  values ($1, $2, $3, $4, 1, now() + interval '15 minutes')`
