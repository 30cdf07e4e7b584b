import { sql } from 'drizzle-orm'
import { check, foreignKey, integer, text, unique, uuid } from 'drizzle-orm/pg-core'
import { actorKinds } from '../../kernel/actor.ts'
import { at } from '../../kernel/columns.ts'
import { pgFunction, pgTrigger } from '../../kernel/ddl.ts'
import { allow, stamped } from '../../rls/policies.ts'
import { tenantTable } from '../../rls/tables.ts'
import { stockLevels } from './stock-levels.ts'
import { stockQuantity } from './stock-quantity.ts'
import { stockReservations } from './stock-reservations.ts'

const notSold = sql`kind <> 'sold'`

export const movementKinds = ['received', 'sold', 'counted', 'wasted', 'moved'] as const

/**
 * One row per change of what a branch has on hand, and the only way to make one: inserting a movement moves the level.
 *
 * A chain without gaps, per branch and stock item: movement n starts where n − 1 left off, and the level stands where
 * the last one did. So the movements add up to what is on hand, for SQL by hand and for the owner too.
 */
export const stockMovements = tenantTable(
  'stock_movements',
  {
    branchId: uuid('branch_id').notNull(),
    stockItemId: uuid('stock_item_id').notNull(),
    /** 1, 2, 3 … of the branch and stock item; set by the database. */
    seq: integer('seq').notNull().default(0),
    previousSeq: integer('previous_seq').generatedAlwaysAs(sql`nullif(seq - 1, 0)`),
    kind: text('kind', { enum: movementKinds }).notNull(),
    /** What came, or went; set by the database for a count. */
    quantity: stockQuantity('quantity')
      .notNull()
      .default(sql`0`),
    /** Set by the database. */
    onHandBefore: stockQuantity('on_hand_before')
      .notNull()
      .default(sql`0`),
    /** What was counted; set by the database for every other kind. */
    onHandAfter: stockQuantity('on_hand_after')
      .notNull()
      .default(sql`0`),
    /** The order that it was sold with. */
    orderId: uuid('order_id'),
    reason: text('reason').notNull().default(''),
    /** Who and when, by the signed context and the clock: no other value gets past the policy. */
    actorKind: text('actor_kind', { enum: actorKinds })
      .notNull()
      .default(sql`app.actor_kind()`),
    actorId: uuid('actor_id')
      .notNull()
      .default(sql`app.actor_id()`),
    at: at('recorded_at').notNull().defaultNow(),
  },
  {
    key: (t) => [t.tenantId, t.branchId, t.stockItemId, t.seq],
    constraints: (t) => [
      unique('stock_movements_on_hand_key').on(t.tenantId, t.branchId, t.stockItemId, t.seq, t.onHandAfter),
      // Sold once, and only what was reserved.
      unique('stock_movements_order_key').on(t.tenantId, t.orderId, t.stockItemId),
      foreignKey({
        name: 'stock_movements_level_fk',
        columns: [t.tenantId, t.branchId, t.stockItemId],
        foreignColumns: [stockLevels.tenantId, stockLevels.branchId, stockLevels.stockItemId],
      }),
      foreignKey({
        name: 'stock_movements_follows_fk',
        columns: [t.tenantId, t.branchId, t.stockItemId, t.previousSeq, t.onHandBefore],
        foreignColumns: [t.tenantId, t.branchId, t.stockItemId, t.seq, t.onHandAfter],
      }),
      foreignKey({
        name: 'stock_movements_reservation_fk',
        columns: [t.tenantId, t.orderId, t.stockItemId],
        foreignColumns: [stockReservations.tenantId, stockReservations.orderId, stockReservations.stockItemId],
      }),
      check('stock_movements_seq_counts', sql`${t.seq} >= 1 and (${t.seq} > 1 or ${t.onHandBefore} = 0)`),
      check('stock_movements_kind_known', sql`${t.kind} in ('received', 'sold', 'counted', 'wasted', 'moved')`),
      check('stock_movements_adds_up', sql`${t.onHandAfter} = ${t.onHandBefore} + ${t.quantity}`),
      check(
        'stock_movements_goes_its_way',
        sql`case ${t.kind} when 'received' then ${t.quantity} > 0 when 'sold' then ${t.quantity} < 0 when 'wasted' then ${t.quantity} < 0 when 'moved' then ${t.quantity} <> 0 else true end`,
      ),
      check('stock_movements_sold_to_an_order', sql`(${t.kind} = 'sold') = (${t.orderId} is not null)`),
      check('stock_movements_reason_short', sql`length(${t.reason}) <= 200`),
      stamped(
        'stock_movements',
        sql`actor_kind = (select app.actor_kind()) and actor_id = (select app.actor_id()) and recorded_at = now()`,
      ),
    ],
    access: () => [
      allow('select', { staff: true, service: true }),
      // What is sold is the affair of app.consume_stock.
      allow('insert', { staff: notSold, service: notSold }),
    ],
    appendOnly: true,
    ddl: [
      pgFunction('app.stock_movements_apply', {
        returns: 'trigger',
        security: 'definer',
        // Locks the level until the transaction ends. A count looks behind the lock at what it differs from.
        body: `
begin
  -- Before any look-up, whose answer would otherwise tell what another tenant, or a guest's own, has on hand.
  if new.tenant_id is distinct from app.tenant_id() or app.actor_kind() not in ('staff', 'service') then
    raise exception using errcode = '42501', table = 'stock_movements', message = 'only staff and the service move stock';
  end if;
  if new.kind = 'counted' or new.quantity > 0 then
    insert into stock_levels (tenant_id, branch_id, stock_item_id, on_hand, movement_seq)
    values (new.tenant_id, new.branch_id, new.stock_item_id, 0, 0)
    on conflict (tenant_id, branch_id, stock_item_id) do nothing;
  end if;
  if new.kind = 'counted' then
    select new.on_hand_after - l.on_hand into new.quantity
    from stock_levels l
    where l.tenant_id = new.tenant_id and l.branch_id = new.branch_id and l.stock_item_id = new.stock_item_id
    for no key update;
  end if;
  update stock_levels l set
    on_hand = l.on_hand + new.quantity,
    reserved = l.reserved + case new.kind when 'sold' then new.quantity else 0 end,
    movement_seq = l.movement_seq + 1
  where l.tenant_id = new.tenant_id and l.branch_id = new.branch_id and l.stock_item_id = new.stock_item_id
  returning l.movement_seq, l.on_hand - new.quantity, l.on_hand into new.seq, new.on_hand_before, new.on_hand_after;
  if not found then
    raise exception using errcode = 'P0002', constraint = 'stock_levels_known', table = 'stock_levels',
      message = 'the branch does not count this item';
  end if;
  return new;
end`,
      }),
      pgTrigger(
        'stock_movements',
        'stock_movements_apply',
        'before insert on stock_movements for each row',
        'app.stock_movements_apply()',
      ),
    ],
  },
)

export type StockMovement = typeof stockMovements.$inferSelect
