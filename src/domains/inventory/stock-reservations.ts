import { sql } from 'drizzle-orm'
import { check, foreignKey, text, uuid } from 'drizzle-orm/pg-core'
import { at } from '../../kernel/columns.ts'
import { addConstraint, pgTrigger } from '../../kernel/ddl.ts'
import { allow } from '../../rls/policies.ts'
import { tenantTable } from '../../rls/tables.ts'
import { claimFunctions } from './claim-stock-sql.ts'
import { stockLevels } from './stock-levels.ts'
import { stockQuantity } from './stock-quantity.ts'

export const reservationStates = ['held', 'consumed', 'released'] as const

/**
 * One row per stock item that an order takes: held when it is placed, consumed when the kitchen begins, released when it
 * is rejected or cancelled before that. Written by `app.claim_stock`, `app.consume_stock` and `app.release_stock` alone.
 */
export const stockReservations = tenantTable(
  'stock_reservations',
  {
    orderId: uuid('order_id').notNull(),
    stockItemId: uuid('stock_item_id').notNull(),
    branchId: uuid('branch_id').notNull(),
    quantity: stockQuantity('quantity').notNull(),
    state: text('state', { enum: reservationStates }).notNull().default('held'),
    /** Until when the order must be accepted; who rejects what is overdue gives its stock back. */
    expiresAt: at('expires_at').notNull(),
  },
  {
    key: (t) => [t.tenantId, t.orderId, t.stockItemId],
    constraints: (t) => [
      foreignKey({
        name: 'stock_reservations_level_fk',
        columns: [t.tenantId, t.branchId, t.stockItemId],
        foreignColumns: [stockLevels.tenantId, stockLevels.branchId, stockLevels.stockItemId],
      }),
      check('stock_reservations_quantity_positive', sql`${t.quantity} > 0`),
      check('stock_reservations_state_known', sql`${t.state} in ('held', 'consumed', 'released')`),
      // No index on what is held: the planner would take it, not the key, to find the few rows of an order, and read all
      // that the tenant holds. What is overdue is found by orders (accept_by_at).
    ],
    access: () => [allow('select', { staff: true, service: true })],
    ddl: [
      // Deferred: the stock is claimed before the order is written, and an order that fails takes the claim with it.
      addConstraint(
        'stock_reservations',
        'stock_reservations_order_fk',
        'foreign key (tenant_id, order_id) references orders (tenant_id, id) deferrable initially deferred',
      ),
      pgTrigger(
        'stock_reservations',
        'stock_reservations_end_once',
        `before update on stock_reservations for each row
  when (old.state <> 'held' or (new.order_id, new.stock_item_id, new.branch_id, new.quantity, new.expires_at)
    is distinct from (old.order_id, old.stock_item_id, old.branch_id, old.quantity, old.expires_at))`,
        'app.refuse_change()',
      ),
      pgTrigger(
        'stock_reservations',
        'stock_reservations_stay',
        'before delete on stock_reservations for each row',
        'app.refuse_change()',
      ),
      ...claimFunctions,
    ],
  },
)

export type StockReservation = typeof stockReservations.$inferSelect
