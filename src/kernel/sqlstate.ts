import { DbError, type DbErrorCode } from './errors.ts'

/** What both drivers say of a failed statement, under one set of names. Never its detail: that may hold values. */
export interface ServerFailure {
  readonly sqlstate: string
  /** Our own functions say here, as a JSON object of ids, line numbers and moments, what the caller can show. */
  readonly hint?: string | undefined
  readonly constraint?: string | undefined
  readonly table?: string | undefined
  readonly column?: string | undefined
  readonly cause: unknown
}

/**
 * Constraints, and the names that our functions raise under, that mean more than their SQLSTATE does.
 * A name here is a promise to callers: renaming the constraint must keep the code.
 */
const constraintCodes: Readonly<Record<string, DbErrorCode>> = {
  app_context_missing: 'CONTEXT_MISSING',
  app_context_invalid: 'CONTEXT_INVALID',
  app_context_expired: 'CONTEXT_EXPIRED',
  app_context_already_set: 'CONTEXT_ALREADY_SET',
  app_context_key_unknown: 'CONTEXT_KEY_UNKNOWN',
  tenant_domains_pkey: 'HOST_TAKEN',
  orders_version_expected: 'STALE',
  order_events_pkey: 'STALE',
  order_events_follows: 'STALE',
  order_events_transition_fk: 'ILLEGAL_TRANSITION',
  order_events_service_fits: 'ILLEGAL_TRANSITION',
  deliveries_known: 'NOT_FOUND',
  deliveries_have_courier: 'COURIER_MISSING',
  deliveries_taken_once: 'DELIVERY_TAKEN',
  delivery_events_pkey: 'STALE',
  delivery_events_follows: 'STALE',
  delivery_events_transition_fk: 'ILLEGAL_TRANSITION',
  delivery_events_courier_is_actor: 'FORBIDDEN',
  idempotency_keys_pkey: 'CONFLICT',
  idempotency_keys_same_request: 'IDEMPOTENCY_MISMATCH',
  order_quotes_known: 'NOT_FOUND',
  order_quotes_not_expired: 'QUOTE_EXPIRED',
  order_quotes_menu_is_live: 'PRICE_CHANGED',
  order_quotes_prices_are_the_menus: 'PRICE_CHANGED',
  order_quotes_prices_hold: 'PRICE_CHANGED',
  order_quotes_items_on_sale: 'ITEM_UNAVAILABLE',
  order_quotes_still_on_sale: 'SOLD_OUT',
  orders_quote_key: 'QUOTE_USED',
  branches_open: 'CLOSED_NOW',
  payments_order_paid: 'ORDER_ALREADY_PAID',
  payments_one_live_per_order: 'PAYMENT_UNDER_WAY',
  payments_idempotency_key: 'IDEMPOTENCY_MISMATCH',
  payments_known: 'NOT_FOUND',
  payments_can_be_captured: 'PAYMENT_NOT_OPEN',
  payments_can_be_voided: 'PAYMENT_NOT_OPEN',
  payments_provider_agrees: 'PROVIDER_DISAGREES',
  payments_refunded_within_captured: 'REFUND_EXCEEDS',
  payment_events_pkey: 'STALE',
  payment_events_follows: 'STALE',
  payment_events_transition_fk: 'ILLEGAL_TRANSITION',
  refunds_idempotency_key: 'IDEMPOTENCY_MISMATCH',
  refunds_known: 'NOT_FOUND',
  refunds_of_captured: 'PAYMENT_NOT_OPEN',
  refunds_provider_first: 'CONFLICT',
  refunds_delivery_once: 'REFUND_EXCEEDS',
  refunds_tip_once: 'REFUND_EXCEEDS',
  refund_lines_known: 'NOT_FOUND',
  refund_lines_units_within_line: 'REFUND_EXCEEDS',
  cash_collections_payment_fk: 'PAYMENT_NOT_OPEN',
  cash_hand_ins_idempotency_key: 'IDEMPOTENCY_MISMATCH',
  ledger_accounts_cash_is_held: 'CASH_NOT_HELD',
  payouts_apart: 'PERIOD_OVERLAP',
  payouts_period_is_over: 'PERIOD_NOT_OVER',
  payouts_leave_no_day_out: 'CONFLICT',
  withholding_rules_known: 'CONFLICT',
  reviews_order_delivered_fk: 'ORDER_NOT_DELIVERED',
  reviews_order_key: 'ALREADY_REVIEWED',
  reviews_in_time: 'REVIEW_TOO_LATE',
  review_replies_in_time: 'REVIEW_TOO_LATE',
  review_moderations_pkey: 'STALE',
  review_moderations_follows: 'STALE',
  coupons_unknown: 'COUPON_UNKNOWN',
  coupons_redeemed_within_max: 'COUPON_EXHAUSTED',
  coupons_valid_now: 'COUPON_NOT_VALID_NOW',
  promotion_customers_used_within_limit: 'COUPON_USED_UP',
  promotions_first_order_only: 'COUPON_USED_UP',
  promotions_redeemed_within_max: 'PROMOTION_EXHAUSTED',
  promotions_spent_within_budget: 'PROMOTION_EXHAUSTED',
  promotions_valid_now: 'PROMOTION_ENDED',
  branches_known: 'NOT_FOUND',
  opening_hours_apart: 'HOURS_OVERLAP',
  menus_not_archived: 'MENU_ARCHIVED',
  menu_versions_one_draft: 'MENU_HAS_DRAFT',
  menu_versions_draft: 'MENU_VERSION_PUBLISHED',
  menu_versions_known: 'NOT_FOUND',
  menu_versions_not_retired: 'MENU_VERSION_RETIRED',
  menu_versions_has_items: 'MENU_NOT_SELLABLE',
  modifier_groups_can_be_met: 'MENU_NOT_SELLABLE',
  modifier_groups_defaults_fit: 'MENU_NOT_SELLABLE',
  item_modifier_groups_free_by_strategy: 'MENU_NOT_SELLABLE',
  item_option_prices_offered: 'MENU_NOT_SELLABLE',
  product_prices_one_at_a_time: 'PRICE_OVERLAP',
  products_known: 'NOT_FOUND',
  stock_levels_known: 'NOT_FOUND',
  stock_levels_available: 'SOLD_OUT',
  stock_levels_reserved_within_on_hand: 'STOCK_RESERVED',
  kitchen_slots_known: 'NOT_FOUND',
  kitchen_slots_open: 'SLOT_CLOSED',
  kitchen_slots_free: 'SLOT_FULL',
  kitchen_slots_orders_within_max: 'SLOT_FULL',
  kitchen_slots_units_within_max: 'SLOT_FULL',
  kitchen_slots_amount_within_max: 'SLOT_FULL',
  kitchen_slots_apart: 'SLOT_OVERLAP',
  orders_known: 'NOT_FOUND',
  orders_open: 'ORDER_NOT_OPEN',
}

/** Exact SQLSTATEs first, then classes of two characters. https://www.postgresql.org/docs/15/errcodes-appendix.html */
const stateCodes: Readonly<Record<string, DbErrorCode>> = {
  '22': 'INVALID',
  '23502': 'INVALID',
  '23503': 'REFERENCED',
  '23505': 'CONFLICT',
  '23514': 'INVALID',
  '23P01': 'CONFLICT',
  '25006': 'READ_ONLY',
  '25P03': 'CONNECTION_LOST',
  '40001': 'TRY_AGAIN',
  '40P01': 'TRY_AGAIN',
  '42501': 'FORBIDDEN',
  '55P03': 'TRY_AGAIN',
  '57014': 'TIMEOUT',
  '57P01': 'CONNECTION_LOST',
  '57P02': 'CONNECTION_LOST',
  '57P03': 'UNAVAILABLE',
  '08': 'CONNECTION_LOST',
  '28': 'UNAVAILABLE',
  '3D': 'UNAVAILABLE',
  '53': 'UNAVAILABLE',
}

export function codeOf(failure: Pick<ServerFailure, 'sqlstate' | 'constraint'>): DbErrorCode {
  const constraint = ruleOf(failure.constraint)
  return (
    (constraint === undefined ? undefined : constraintCodes[constraint]) ??
    stateCodes[failure.sqlstate] ??
    stateCodes[failure.sqlstate.slice(0, 2)] ??
    'INTERNAL'
  )
}

/**
 * The constraint as the schema names it. On Citus a name carries the shard (`orders_pkey_102008`); the keys of a
 * partition carry the partition (`order_events_p2026_11_pkey`, `order_events_default_pkey`).
 */
function ruleOf(constraint: string | undefined): string | undefined {
  return constraint?.replace(/_\d{6,}$/, '').replace(/_(p\d{4}(_\d{2}){1,2}|default)_(?=pkey$)/, '_')
}

/** The typed error of a failed statement. Its message is made of names; the server's own stays in `cause`. */
export function dbErrorOf(failure: ServerFailure): DbError {
  const code = codeOf(failure)
  const details: Record<string, string> = { sqlstate: failure.sqlstate }
  const constraint = ruleOf(failure.constraint)
  if (constraint) details['constraint'] = constraint
  if (failure.table) details['table'] = failure.table
  if (failure.column) details['field'] = failure.column
  Object.assign(details, shown(failure.hint))
  const what = constraint ?? failure.column ?? failure.table ?? failure.sqlstate
  return new DbError(code, `${code}: ${what}`, { details, cause: failure.cause })
}

/** PostgreSQL's own hints are sentences; an object is one of ours. What is no text stays JSON. */
function shown(hint: string | undefined): Record<string, string> {
  if (!hint?.startsWith('{')) return {}
  const fields: Record<string, unknown> = JSON.parse(hint)
  return Object.fromEntries(
    Object.entries(fields).map(([name, value]) => [name, typeof value === 'string' ? value : JSON.stringify(value)]),
  )
}
