import { sql } from 'drizzle-orm'
import { check, foreignKey, integer, uuid } from 'drizzle-orm/pg-core'
import { addConstraint, pgTrigger } from '../../kernel/ddl.ts'
import { allow } from '../../rls/policies.ts'
import { tenantTable } from '../../rls/tables.ts'
import { branches } from '../restaurants/branches.ts'
import { stockItems } from './stock-items.ts'
import { stockQuantity } from './stock-quantity.ts'

/**
 * One row per stock item that a branch counts; without one, the item is not counted there and never runs out. The first
 * movement makes the row.
 *
 * `on_hand` follows the movements, as the status of an order follows its events: the level is where its last movement
 * left it, by a deferred foreign key, and goes on one movement at a time. `reserved` is what placed orders hold of it.
 */
export const stockLevels = tenantTable(
  'stock_levels',
  {
    branchId: uuid('branch_id').notNull(),
    stockItemId: uuid('stock_item_id').notNull(),
    /** What lies on the shelf, reserved or not. */
    onHand: stockQuantity('on_hand').notNull(),
    reserved: stockQuantity('reserved')
      .notNull()
      .default(sql`0`),
    /** At this, or below, the item is low; null: nobody is warned. */
    lowAt: stockQuantity('low_at'),
    /** The number of the last movement. */
    movementSeq: integer('movement_seq').notNull(),
  },
  {
    key: (t) => [t.tenantId, t.branchId, t.stockItemId],
    constraints: (t) => [
      foreignKey({
        name: 'stock_levels_branch_fk',
        columns: [t.tenantId, t.branchId],
        foreignColumns: [branches.tenantId, branches.id],
      }),
      foreignKey({
        name: 'stock_levels_stock_item_fk',
        columns: [t.tenantId, t.stockItemId],
        foreignColumns: [stockItems.tenantId, stockItems.id],
      }),
      check('stock_levels_reserved_within_on_hand', sql`${t.reserved} between 0 and ${t.onHand}`),
      check('stock_levels_low_not_negative', sql`${t.lowAt} >= 0`),
    ],
    access: (t) => [
      allow('select', { staff: true, service: true }),
      allow('update', { staff: true, service: true }, [t.lowAt]),
    ],
    ddl: [
      // Without it, the owner could set a level back to where an older movement had left it.
      pgTrigger(
        'stock_levels',
        'stock_levels_follow_movements',
        'before update of on_hand, movement_seq on stock_levels for each row when (new.movement_seq is distinct from old.movement_seq + 1)',
        'app.refuse_change()',
      ),
      addConstraint(
        'stock_levels',
        'stock_levels_on_hand_from_movement',
        'foreign key (tenant_id, branch_id, stock_item_id, movement_seq, on_hand) references stock_movements (tenant_id, branch_id, stock_item_id, seq, on_hand_after) deferrable initially deferred',
      ),
    ],
  },
)

export type StockLevel = typeof stockLevels.$inferSelect
