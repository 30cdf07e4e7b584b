import { countStock, wasteStock } from '../../src/index.ts'
import { byAll, byCustomer, byOwner, byStaff, type Domain, forbidden } from './invariant.ts'
import type { Scene } from './scene.ts'

const level = (set: string) => (s: Scene) => `update stock_levels set ${set} where tenant_id = '${s.tenantId}'`
const reservation =
  (set: string, of: 'placed' | 'preparing' = 'placed') =>
  (s: Scene) =>
    `update stock_reservations set ${set} where tenant_id = '${s.tenantId}' and order_id = '${s[of]}'`

const movement =
  (kind: string, quantity: string, more = '', value = '') =>
  (s: Scene) =>
    `insert into stock_movements (tenant_id, branch_id, stock_item_id, kind, quantity${more === '' ? '' : `, ${more}`})
   values ('${s.tenantId}', '${s.branchId}', '${s.stockItemId}', '${kind}', ${quantity}${value === '' ? '' : `, ${value}`})`

const less = { branchId: '', quantity: '1' }

export const stock: Domain = {
  title: 'Stock',
  file: 'stock.ts',
  invariants: [
    {
      name: 'No more of a stock item is reserved than is on hand, so that nothing is sold twice.',
      heldBy: ['stock_levels_reserved_within_on_hand'],
      attempts: [
        {
          as: 'staff',
          verb: ({ db, staff, branchId, stockItemId }) =>
            db.as(staff, (tx) => countStock(tx, { branchId, items: [{ stockItemId, quantity: less.quantity }] })),
          refused: { code: 'STOCK_RESERVED', constraint: 'stock_levels_reserved_within_on_hand' },
        },
        {
          as: 'staff',
          verb: ({ db, staff, branchId, stockItemId }) =>
            db.as(staff, (tx) => wasteStock(tx, { branchId, items: [{ stockItemId, quantity: '99999' }] })),
          refused: { code: 'STOCK_RESERVED', constraint: 'stock_levels_reserved_within_on_hand' },
        },
        byStaff(level('reserved = 0')),
        byOwner(level('reserved = on_hand + 1'), {
          code: 'STOCK_RESERVED',
          constraint: 'stock_levels_reserved_within_on_hand',
        }),
        byOwner(level('reserved = -1'), { code: 'STOCK_RESERVED', constraint: 'stock_levels_reserved_within_on_hand' }),
      ],
    },
    {
      name: 'What is on hand changes with a movement only, and stands where the last one left it.',
      heldBy: ['stock_levels_on_hand_from_movement', 'stock_levels_follow_movements'],
      attempts: [
        ...byAll(level('on_hand = on_hand + 1'), forbidden),
        byOwner(level('on_hand = on_hand + 1, movement_seq = movement_seq + 1'), {
          code: 'REFERENCED',
          constraint: 'stock_levels_on_hand_from_movement',
        }),
        byOwner(
          (s) => `update stock_levels set on_hand = 500, movement_seq = 1 where tenant_id = '${s.tenantId}'`,
          forbidden,
        ),
        byOwner(
          (s) =>
            `insert into stock_levels (tenant_id, branch_id, stock_item_id, on_hand, movement_seq) select tenant_id, branch_id, '${s.other.tenantId}', 5, 1 from stock_levels where tenant_id = '${s.tenantId}'`,
          { code: 'REFERENCED' },
        ),
      ],
    },
    {
      name: 'Movements add up and follow each other without gaps; none changes and none goes.',
      heldBy: [
        'stock_movements_append_only',
        'stock_movements_adds_up',
        'stock_movements_follows_fk',
        'stock_movements_apply',
      ],
      attempts: [
        ...byAll((s) => `update stock_movements set quantity = 1 where tenant_id = '${s.tenantId}'`, forbidden),
        ...byAll((s) => `delete from stock_movements where tenant_id = '${s.tenantId}'`, forbidden),
        byOwner(
          (s) => [
            'drop trigger stock_movements_apply on stock_movements',
            movement('received', '5', 'seq, on_hand_before, on_hand_after', '9, 0, 6')(s),
          ],
          { code: 'INVALID', constraint: 'stock_movements_adds_up' },
        ),
        byOwner(
          (s) => [
            'drop trigger stock_movements_apply on stock_movements',
            movement('received', '5', 'seq, on_hand_before, on_hand_after', '9, 0, 5')(s),
          ],
          { code: 'REFERENCED', constraint: 'stock_movements_follows_fk' },
        ),
      ],
    },
    {
      name: 'What comes is more than nothing and what goes less; and only an order buys.',
      heldBy: [
        'stock_movements_goes_its_way',
        'stock_movements_kind_known',
        'stock_movements_sold_to_an_order',
        'stock_movements_insert',
      ],
      attempts: [
        byStaff(movement('received', '-1'), { code: 'INVALID', constraint: 'stock_movements_goes_its_way' }),
        byOwner(movement('wasted', '1'), { code: 'INVALID', constraint: 'stock_movements_goes_its_way' }),
        byOwner(movement('lost', '-1'), { code: 'INVALID', constraint: 'stock_movements_kind_known' }),
        byOwner(movement('sold', '-1'), { code: 'INVALID', constraint: 'stock_movements_sold_to_an_order' }),
        byStaff((s) => movement('sold', '-1', 'order_id', `'${s.placed}'`)(s)),
        byCustomer(movement('received', '1')),
      ],
    },
    {
      name: 'What an order reserved is sold to it once.',
      heldBy: ['stock_movements_order_key', 'stock_movements_reservation_fk'],
      attempts: [
        byStaff((s) => movement('sold', '-1', 'order_id', `'${s.preparing}'`)(s)),
        byOwner((s) => movement('sold', '-1', 'order_id', `'${s.preparing}'`)(s), {
          code: 'CONFLICT',
          constraint: 'stock_movements_order_key',
        }),
        byOwner((s) => movement('sold', '-1', 'order_id', `'${s.quote}'`)(s), {
          code: 'REFERENCED',
          constraint: 'stock_movements_reservation_fk',
        }),
      ],
    },
    {
      name: 'A movement names who moved the stock, and when, by the signed context and the clock.',
      heldBy: ['stock_movements_stamped'],
      attempts: [
        byStaff(movement('received', '1', 'recorded_at', `now() - interval '1 day'`)),
        byStaff(movement('received', '1', 'actor_id', 'gen_random_uuid()')),
        byOwner(movement('received', '1', 'recorded_at', `now() - interval '1 day'`), forbidden),
        byOwner(movement('received', '1', 'actor_id', 'gen_random_uuid()'), forbidden),
      ],
    },
    {
      name: 'An order reserves a stock item once; the reservation ends once and otherwise never changes.',
      heldBy: [
        'stock_reservations_pkey',
        'stock_reservations_end_once',
        'stock_reservations_stay',
        'stock_reservations_order_fk',
        'stock_reservations_quantity_positive',
      ],
      attempts: [
        ...byAll(reservation('quantity = 1'), forbidden),
        ...byAll(reservation(`state = 'held'`, 'preparing'), forbidden),
        ...byAll((s) => `delete from stock_reservations where tenant_id = '${s.tenantId}'`, forbidden),
        byOwner(
          (s) => `insert into stock_reservations select * from stock_reservations where tenant_id = '${s.tenantId}'`,
          { code: 'CONFLICT', constraint: 'stock_reservations_pkey' },
        ),
        byOwner(
          (s) =>
            `insert into stock_reservations (tenant_id, order_id, stock_item_id, branch_id, quantity, expires_at) values ('${s.tenantId}', '${s.quote}', '${s.stockItemId}', '${s.branchId}', 1, now())`,
          { code: 'REFERENCED', constraint: 'stock_reservations_order_fk' },
        ),
        byOwner(
          (s) =>
            `insert into stock_reservations (tenant_id, order_id, stock_item_id, branch_id, quantity, expires_at) values ('${s.tenantId}', '${s.quote}', '${s.stockItemId}', '${s.branchId}', 0, now())`,
          { code: 'INVALID', constraint: 'stock_reservations_quantity_positive' },
        ),
      ],
    },
    {
      name: 'What is reserved is what orders that wait hold; stock goes with the order: held, then used up or given back.',
      heldBy: ['stock_levels_update', 'stock_reservations_state_known', 'order_events_apply'],
      attempts: [
        byStaff(level('reserved = 0')),
        byStaff(reservation(`state = 'released'`)),
        byCustomer(reservation(`state = 'released'`)),
      ],
      onlyAgainstTheApplication:
        'reservation and level are written together by app.claim_stock, app.consume_stock and app.release_stock: to hold one against the other, each claim would have to add up all reservations of the item',
    },
  ],
}
