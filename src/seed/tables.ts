/**
 * What becomes of each tenant's table when a pattern is multiplied. In the order in which they refer to each other: an id
 * is named where it is first met. A test knows all tables of the schema, so that a new one is put somewhere.
 */

/** Copied once for every tenant. */
export const housekeeping = [
  'tenants',
  'memberships',
  'restaurants',
  'branches',
  'branch_tax_regions',
  'commission_terms',
  'dayparts',
  'menus',
  'menu_versions',
  'menu_categories',
  'products',
  'menu_items',
  'modifier_groups',
  'modifier_options',
  'item_modifier_groups',
  'item_option_prices',
  'option_modifier_groups',
  'menu_snapshots',
  'published_items',
  'app_private.menu_search',
  'menu_placements',
  'product_prices',
  'sold_outs',
  'special_days',
  'stock_items',
  'recipes',
  'promotions',
  'promotion_branches',
  'promotion_items',
  'coupons',
  'ledger_accounts',
] as const

/** How the order that a row belongs to is known: by its own column, or by that of a row met before. */
interface OfOrder {
  readonly table: string
  /** The column with the order, or with the row that has one. */
  readonly by: string
}

/** Copied once for every order. */
export const trail: readonly OfOrder[] = [
  { table: 'orders', by: 'id' },
  { table: 'order_items', by: 'order_id' },
  { table: 'order_item_modifiers', by: 'order_id' },
  { table: 'order_adjustments', by: 'order_id' },
  { table: 'order_events', by: 'order_id' },
  { table: 'order_completions', by: 'order_id' },
  { table: 'deliveries', by: 'order_id' },
  { table: 'delivery_events', by: 'order_id' },
  { table: 'payments', by: 'order_id' },
  { table: 'payment_events', by: 'payment_id' },
  { table: 'cash_collections', by: 'payment_id' },
  { table: 'refunds', by: 'order_id' },
  { table: 'refund_lines', by: 'order_id' },
  { table: 'order_settlements', by: 'order_id' },
  { table: 'tips', by: 'order_id' },
  { table: 'ledger_journals', by: 'order_id' },
  { table: 'ledger_entries', by: 'journal_id' },
  { table: 'reviews', by: 'order_id' },
  { table: 'stock_reservations', by: 'order_id' },
  { table: 'stock_movements', by: 'order_id' },
]

/** Made anew, by counting what was copied, or from lists. */
export const madeAnew = [
  'tenant_domains',
  'customers',
  'opening_hours',
  'order_folio_counters',
  'promotion_customers',
  'rating_totals',
  'stock_levels',
] as const

/**
 * Left empty. The outbox is drained, a log tells of people, keys and quotes are of the last hours; and what nobody did in
 * the pattern: slots, hand-ins, payouts, webhooks, replies.
 */
export const leftEmpty = [
  'audit_log',
  'cash_hand_ins',
  'idempotency_keys',
  'kitchen_slots',
  'order_quotes',
  'outbox',
  'payouts',
  'provider_events',
  'review_moderations',
  'review_replies',
] as const
