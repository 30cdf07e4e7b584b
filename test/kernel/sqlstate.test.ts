import { describe, expect, test } from 'vitest'
import { codeOf, dbErrorOf } from '../../src/kernel/sqlstate.ts'

describe('codeOf', () => {
  test.for([
    ['22P02', 'INVALID'],
    ['22001', 'INVALID'],
    ['22012', 'INVALID'],
    ['23502', 'INVALID'],
    ['23514', 'INVALID'],
    ['23503', 'REFERENCED'],
    ['23505', 'CONFLICT'],
    ['23P01', 'CONFLICT'],
    ['25006', 'READ_ONLY'],
    ['25P03', 'CONNECTION_LOST'],
    ['40001', 'TRY_AGAIN'],
    ['40P01', 'TRY_AGAIN'],
    ['55P03', 'TRY_AGAIN'],
    ['42501', 'FORBIDDEN'],
    ['57014', 'TIMEOUT'],
    ['57P01', 'CONNECTION_LOST'],
    ['57P02', 'CONNECTION_LOST'],
    ['57P03', 'UNAVAILABLE'],
    ['08006', 'CONNECTION_LOST'],
    ['28P01', 'UNAVAILABLE'],
    ['3D000', 'UNAVAILABLE'],
    ['53300', 'UNAVAILABLE'],
    ['23000', 'INTERNAL'],
    ['42601', 'INTERNAL'],
    ['XX000', 'INTERNAL'],
    ['', 'INTERNAL'],
  ] as const)('%s is %s', ([sqlstate, code]) => {
    expect(codeOf({ sqlstate })).toBe(code)
    expect(codeOf({ sqlstate, constraint: 'a_rule_of_an_application' })).toBe(code)
  })

  test.for([
    ['app_context_missing', 'CONTEXT_MISSING'],
    ['app_context_invalid', 'CONTEXT_INVALID'],
    ['app_context_expired', 'CONTEXT_EXPIRED'],
    ['app_context_already_set', 'CONTEXT_ALREADY_SET'],
    ['app_context_key_unknown', 'CONTEXT_KEY_UNKNOWN'],
    ['tenant_domains_pkey', 'HOST_TAKEN'],
    ['order_events_pkey', 'STALE'],
    ['order_events_follows', 'STALE'],
    ['order_events_transition_fk', 'ILLEGAL_TRANSITION'],
    ['branches_known', 'NOT_FOUND'],
    ['opening_hours_apart', 'HOURS_OVERLAP'],
    ['payments_order_paid', 'ORDER_ALREADY_PAID'],
    ['payments_one_live_per_order', 'PAYMENT_UNDER_WAY'],
    ['payments_refunded_within_captured', 'REFUND_EXCEEDS'],
    ['ledger_accounts_cash_is_held', 'CASH_NOT_HELD'],
    ['payouts_apart', 'PERIOD_OVERLAP'],
    ['reviews_order_delivered_fk', 'ORDER_NOT_DELIVERED'],
    ['reviews_order_key', 'ALREADY_REVIEWED'],
    ['coupons_unknown', 'COUPON_UNKNOWN'],
    ['coupons_redeemed_within_max', 'COUPON_EXHAUSTED'],
    ['coupons_valid_now', 'COUPON_NOT_VALID_NOW'],
    ['promotion_customers_used_within_limit', 'COUPON_USED_UP'],
    ['promotions_first_order_only', 'COUPON_USED_UP'],
    ['promotions_redeemed_within_max', 'PROMOTION_EXHAUSTED'],
    ['promotions_spent_within_budget', 'PROMOTION_EXHAUSTED'],
    ['promotions_valid_now', 'PROMOTION_ENDED'],
    ['branches_known', 'NOT_FOUND'],
    ['opening_hours_apart', 'HOURS_OVERLAP'],
    ['menus_not_archived', 'MENU_ARCHIVED'],
    ['menu_versions_one_draft', 'MENU_HAS_DRAFT'],
    ['menu_versions_draft', 'MENU_VERSION_PUBLISHED'],
    ['menu_versions_known', 'NOT_FOUND'],
    ['menu_versions_not_retired', 'MENU_VERSION_RETIRED'],
    ['menu_versions_has_items', 'MENU_NOT_SELLABLE'],
    ['modifier_groups_can_be_met', 'MENU_NOT_SELLABLE'],
    ['modifier_groups_defaults_fit', 'MENU_NOT_SELLABLE'],
    ['item_modifier_groups_free_by_strategy', 'MENU_NOT_SELLABLE'],
    ['item_option_prices_offered', 'MENU_NOT_SELLABLE'],
    ['product_prices_one_at_a_time', 'PRICE_OVERLAP'],
    ['orders_known', 'NOT_FOUND'],
    ['orders_open', 'ORDER_NOT_OPEN'],
  ] as const)('%s is %s, whatever its state', ([constraint, code]) => {
    for (const sqlstate of ['23505', '23514', '42501', 'P0001']) expect(codeOf({ sqlstate, constraint })).toBe(code)
  })

  test.for([
    ['order_events_pkey_102008', 'STALE'],
    ['order_events_p2026_11_pkey', 'STALE'],
    ['order_events_p2026_11_21_pkey', 'STALE'],
    ['order_events_default_pkey', 'STALE'],
    ['order_events_p2026_11_pkey_102008', 'STALE'],
    ['reviews_order_key_1', 'CONFLICT'],
    ['order_events_p2026_pkey', 'CONFLICT'],
  ] as const)('%s, of a shard or a partition, is %s', ([constraint, code]) => {
    expect(codeOf({ sqlstate: '23505', constraint })).toBe(code)
  })
})

describe('dbErrorOf', () => {
  test('is made of names, and keeps the driver error as its cause', () => {
    const cause = new Error('Key (code)=(SECRETO) already exists.')
    const error = dbErrorOf({
      sqlstate: '23505',
      constraint: 'order_events_p2026_11_pkey',
      table: 'order_events_p2026_11',
      column: 'seq',
      cause,
    })
    expect({ code: error.code, message: error.message, details: error.details, cause: error.cause }).toEqual({
      code: 'STALE',
      message: 'STALE: order_events_pkey',
      details: { sqlstate: '23505', constraint: 'order_events_pkey', table: 'order_events_p2026_11', field: 'seq' },
      cause,
    })
    expect(error.message + JSON.stringify(error.details)).not.toContain('SECRETO')
  })

  test('names what it has: a column, a table, or the state alone', () => {
    const cause = undefined
    expect(dbErrorOf({ sqlstate: '23502', table: 'orders', column: 'notes', cause }).message).toBe('INVALID: notes')
    expect(dbErrorOf({ sqlstate: '42501', table: 'orders', cause }).message).toBe('FORBIDDEN: orders')
    const bare = dbErrorOf({ sqlstate: 'XX000', cause })
    expect([bare.message, bare.details]).toEqual(['INTERNAL: XX000', { sqlstate: 'XX000' }])
  })
})
