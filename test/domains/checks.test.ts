import { sql } from 'drizzle-orm'
import { describe, expect } from 'vitest'
import { isDbError, newId } from '../../src/index.ts'
import { codeOf } from '../../src/kernel/sqlstate.ts'
import { asCustomer, asStaff } from '../../src/testing.ts'
import { asOwnerUndone, asSuperuser } from './as-owner.ts'
import { settlementChecks } from './ledger/settlement-checks.ts'
import type { LivedIn } from './lived-in.ts'
import { test } from './with-lived-in.ts'

type Statements = (tenant: LivedIn) => readonly string[]

/** All rows of the tenant at once: a check is looked at before any key. */
const set =
  (table: string, assignment: string): Statements =>
  ({ tenantId }) => [`update ${table} set ${assignment} where tenant_id = '${tenantId}'`]

const add =
  (table: string, columns: string, values: (tenant: LivedIn) => string): Statements =>
  (tenant) => [`insert into ${table} (${columns}) values (${values(tenant)})`]

/** Behind the trigger that lets the named columns never change, which would be met first. */
const final =
  (trigger: string, table: string): ((assignment: string) => Statements) =>
  (assignment) =>
  (tenant) => [`drop trigger ${trigger} on ${table}`, ...set(table, assignment)(tenant)]

const terms = final('promotions_terms_are_final', 'promotions')
const slot = final('kitchen_slots_stay_where_they_are', 'kitchen_slots')
const key = final('idempotency_keys_are_final', 'idempotency_keys')
const reservation = final('stock_reservations_end_once', 'stock_reservations')
const decided = final('reviews_follow_moderations', 'reviews')
const code = final('coupons_are_of_their_promotion', 'coupons')
const counter = final('order_folio_counters_go_on', 'order_folio_counters')

/** Behind the trigger that lets nothing of a review change but what its author wrote, and its state. */
const review =
  (assignment: string): Statements =>
  (tenant) => ['drop trigger reviews_what_is_final on reviews', ...set('reviews', assignment)(tenant)]

const aModeration = (rest: string): Statements =>
  add(
    'review_moderations',
    'tenant_id, review_id, seq, from_state, to_state, reason',
    ({ tenantId }) => `'${tenantId}', '${newId()}', ${rest}`,
  )

/** Behind the trigger that lets nothing but the status of a version change. */
const version =
  (assignment: string): Statements =>
  (tenant) => [
    'drop trigger menu_versions_status_goes_on on menu_versions',
    ...set('menu_versions', assignment)(tenant),
  ]

/** Behind the trigger that lets a delivery only go on. */
const delivery =
  (assignment: string): Statements =>
  (tenant) => ['drop trigger deliveries_go_on on deliveries', ...set('deliveries', assignment)(tenant)]

/** An event of the tenant's delivery, whose checks are looked at before any key. */
const aDeliveryEvent =
  (rest: string, seq = 9): Statements =>
  ({ tenantId }) => [
    `insert into delivery_events (tenant_id, order_id, seq, from_status, to_status, courier_id, order_seq, order_status, reason, actor_kind)
     select tenant_id, order_id, ${seq}, 'picked_up', ${rest} from deliveries where tenant_id = '${tenantId}'`,
  ]

/** Behind the trigger that lets nothing of an order change, nor a row of it. */
const frozen =
  (table: string, assignment: string, ...fences: readonly string[]): Statements =>
  (tenant) => [
    `drop trigger ${table === 'orders' ? 'orders_bill_is_final' : `${table}_append_only`} on ${table}`,
    ...fences.map((fence) => `alter table ${table} drop constraint ${fence}`),
    ...set(table, assignment)(tenant),
  ]

const events = 'tenant_id, order_id, customer_id, seq, from_status, to_status, reason'
const anEvent =
  (rest: string) =>
  ({ tenantId, orderId, customerId }: LivedIn) =>
    `'${tenantId}', '${orderId}', '${customerId}', ${rest}`

/** A rule of IVA and an entry of a catalogue, good but for what is given. */
const rule = (tax: string, amounts: string, rest = `'2031-01-01', '2031-12-31', 'a test', 'verify'`): Statements =>
  add('tax_rules', 'tax, key, rate, per_litre, valid_from_on, valid_to_on, source, certainty', () =>
    [`'${tax}', 'test'`, amounts, rest].join(', '),
  )
const entry = (values: string): Statements =>
  add('sat_catalogs', 'catalog, code, description, valid_from_on, valid_to_on, attributes', () => values)

/** A movement, good but for its kind and quantity, or its reason. */
const stockMoved =
  (what: string, reason = `''`): Statements =>
  ({ tenantId }) => [
    `insert into stock_movements (tenant_id, branch_id, stock_item_id, kind, quantity, reason)
     select tenant_id, branch_id, stock_item_id, ${what}, ${reason} from stock_levels where tenant_id = '${tenantId}'`,
  ]

/** Behind the trigger that says where a movement starts and ends: its number, before, quantity and after. */
const unapplied =
  (numbers: string): Statements =>
  ({ tenantId }) => [
    'drop trigger stock_movements_apply on stock_movements',
    `insert into stock_movements (tenant_id, branch_id, stock_item_id, kind, seq, on_hand_before, quantity, on_hand_after)
     select tenant_id, branch_id, stock_item_id, 'received', ${numbers} from stock_levels where tenant_id = '${tenantId}'`,
  ]

/** One bad statement for every check of the schema. A new check without its line here fails the test below. */
const cases: Readonly<Record<string, Statements>> = {
  admin_log_reason_says_something: add('admin_log', 'reason', () => `'       x'`),
  audit_log_action_known: add(
    'audit_log',
    'tenant_id, action, table_name, row_id, column_names',
    ({ tenantId }) => `'${tenantId}', 'look', 'orders', '${newId()}', '{}'`,
  ),
  branch_tax_regions_ends_after_it_begins: set('branch_tax_regions', `valid_to_on = valid_from_on - 1`),
  branch_tax_regions_region_known: set('branch_tax_regions', `region = 'east'`),
  branches_cutoff_before_noon: set('branches', 'day_cutoff_minutes = 720'),
  branches_delivery_fee_not_negative: set('branches', 'delivery_fee = -0.01'),
  branches_location_in_mexico: set('branches', 'latitude = longitude * -1, longitude = latitude'),
  branches_phone_is_e164_mx: set('branches', `phone = '+15551234567'`),
  branches_postal_code_is_5_digits: set('branches', `postal_code = '0600'`),
  branches_services_known: set('branches', `services = '{delivery,drone}'`),
  branches_services_once_each: set('branches', `services = '{pickup,pickup}'`),
  branches_state_is_iso: set('branches', `state = 'cmx'`),
  branches_time_zone_known: set('branches', `time_zone = 'America/Macondo'`),
  coupons_code_is_upper_case: code(`code = 'veinte'`),
  coupons_of_a_promotion_by_code: code('by_code = false'),
  coupons_redeemed_within_max: set('coupons', 'redeemed = max_redemptions + 1'),
  coupons_valid_from_before_until: set('coupons', 'valid_until_at = valid_from_at'),
  customers_name_not_blank: set('customers', `display_name = ' '`),
  customers_phone_is_e164_mx: set('customers', `phone = '+52551234567'`),
  day_minutes_valid: () => [`select '{[600,660),[1440,1500)}'::day_minutes`],
  dayparts_name_not_blank: set('dayparts', `name = ' '`),
  idempotency_keys_hash_is_sha256: key(`request_hash = '\\x00'`),
  idempotency_keys_key_length: key(`key = '1234567'`),
  deliveries_courier_while_somebody_brings_it: delivery('courier_id = null'),
  deliveries_status_known: delivery(`status = 'lost'`),
  deliveries_wait_without_event: delivery('version = 0'),
  delivery_events_courier_is_actor: (tenant) => [
    'drop policy delivery_events_stamped on delivery_events',
    ...aDeliveryEvent(`'failed', order_id, null, null, 'x', 'courier'`)(tenant),
  ],
  delivery_events_courier_unless_called_off: aDeliveryEvent(`'failed', null, null, null, 'x', 'service'`),
  delivery_events_failed_for_a_reason: aDeliveryEvent(`'failed', order_id, null, null, '', 'service'`),
  delivery_events_first_from_waiting: aDeliveryEvent(`'failed', order_id, null, null, 'x', 'service'`, 1),
  delivery_events_made_by_order: aDeliveryEvent(`'delivered', order_id, null, null, 'x', 'service'`),
  delivery_events_order_step_is_whole: aDeliveryEvent(`'failed', order_id, 1, null, 'x', 'service'`),
  delivery_events_reason_short: aDeliveryEvent(`'failed', order_id, null, null, repeat('x', 501), 'service'`),
  delivery_events_seq_counts: aDeliveryEvent(`'failed', order_id, null, null, 'x', 'service'`, 0),
  item_modifier_groups_all_or_none: set('item_modifier_groups', 'min_selected = null'),
  item_modifier_groups_distinct_min_within_max: set('item_modifier_groups', 'min_distinct = max_distinct + 1'),
  item_modifier_groups_free_within_max: set('item_modifier_groups', 'free_quantity = max_selected + 1'),
  item_modifier_groups_min_within_max: set('item_modifier_groups', 'min_selected = max_selected + 1'),
  item_option_prices_not_negative: set('item_option_prices', 'price = -0.01'),
  kitchen_slots_amount_within_max: set('kitchen_slots', 'max_amount = 1, booked_amount = 1.01'),
  kitchen_slots_orders_within_max: set('kitchen_slots', 'booked_orders = -1'),
  kitchen_slots_service_known: slot(`service = 'drone'`),
  kitchen_slots_units_within_max: set('kitchen_slots', 'max_units = null, booked_units = -1'),
  kitchen_slots_within_a_day: slot(`ends_at = starts_at + interval '24 hours 1 second'`),
  memberships_role_known: set('memberships', `role = 'chef'`),
  menu_categories_five_levels: set(
    'menu_categories',
    `parent_id = category_id, parent_path = '0000/0000/0000/0000/0000/'`,
  ),
  menu_categories_name_not_blank: set('menu_categories', `name = ''`),
  menu_categories_parent_has_its_path: set('menu_categories', 'parent_id = category_id, parent_path = null'),
  menu_categories_position_counts: set('menu_categories', 'position = -1'),
  menu_items_allergens_named: set('menu_items', `allergens = '{lactosa,""}'`),
  menu_items_images_are_addresses: set('menu_items', `images = '{http://fotos.example/taco.jpg}'`),
  menu_items_iva_class_known: set('menu_items', `iva_class = 'reduced'`),
  menu_items_name_not_blank: set('menu_items', `name = ' '`),
  menu_items_position_counts: set('menu_items', 'position = -1'),
  menu_items_prep_within_a_day: set('menu_items', 'prep_minutes = 1441'),
  menu_items_price_not_negative: set('menu_items', 'price = -0.01'),
  menu_items_sat_product_is_8_digits: set('menu_items', `sat_product_key = '9010150'`),
  menu_items_sat_unit_is_a_key: set('menu_items', `sat_unit_key = 'e48'`),
  menu_placements_channel_known: set('menu_placements', `channel = 'fax'`),
  menu_placements_until_after_from: set('menu_placements', 'live_until_at = live_from_at'),
  menu_versions_number_counts: version('number = 0'),
  menu_versions_published_unless_draft: version('published_at = null'),
  menu_versions_retired_at_its_end: version('retired_at = now()'),
  menu_versions_status_known: version(`status = 'lost', retired_at = null`),
  menus_name_not_blank: set('menus', `name = ''`),
  modifier_groups_distinct_min_within_max: set('modifier_groups', 'min_distinct = max_distinct + 1'),
  modifier_groups_four_levels: set('modifier_groups', 'level = 5'),
  modifier_groups_free_by_strategy: set('modifier_groups', 'free_quantity = 1'),
  modifier_groups_free_within_max: set('modifier_groups', `free_quantity = max_selected + 1, pricing = 'free_dearest'`),
  modifier_groups_key_not_blank: set('modifier_groups', `key = ' '`),
  modifier_groups_min_within_max: set('modifier_groups', 'min_selected = max_selected + 1'),
  modifier_groups_name_not_blank: set('modifier_groups', `name = ''`),
  modifier_groups_pricing_known: set('modifier_groups', `pricing = 'gift'`),
  modifier_options_name_not_blank: set('modifier_options', `name = ''`),
  modifier_options_position_counts: set('modifier_options', 'position = -1'),
  modifier_options_price_not_negative: set('modifier_options', 'price = -0.01'),
  modifier_options_quantities: set('modifier_options', 'default_quantity = max_quantity + 1'),
  mxn6_valid: () => [`select '0.0000001'::mxn6`],
  mxn_valid: () => [`select '0.001'::mxn`],
  opening_hours_service_known: set('opening_hours', `service = 'drone'`),
  opening_hours_starts_in_the_week: set('opening_hours', 'starts_minute = 10080'),
  opening_hours_within_a_day: set('opening_hours', 'length_minutes = 1441'),
  option_modifier_groups_go_deeper: set('option_modifier_groups', 'group_level = option_level'),
  order_adjustments_amount_positive: frozen('order_adjustments', 'amount = 0'),
  order_adjustments_applies_to_lines_or_delivery: frozen('order_adjustments', `applies_to = 'tip'`),
  order_adjustments_coupon_has_its_code: frozen('order_adjustments', 'coupon_id = null'),
  order_adjustments_delivery_is_discounted: frozen(
    'order_adjustments',
    `applies_to = 'delivery', treatment = 'third-party-payment'`,
  ),
  order_adjustments_funder_known: frozen('order_adjustments', `funded_by = 'customer'`),
  order_adjustments_kind_known: frozen('order_adjustments', `kind = 'gift', coupon_id = null`),
  order_adjustments_number_within_count: frozen('order_adjustments', 'adjustment_no = adjustment_count + 1'),
  order_adjustments_shares_are_of_lines: frozen('order_adjustments', `shares = '{}'`),
  order_adjustments_shares_not_negative: frozen('order_adjustments', 'shares[1] = -0.01'),
  order_adjustments_treatment_known: frozen('order_adjustments', `treatment = 'gift'`),
  order_completions_are_deliveries: add(
    'order_completions',
    'tenant_id, order_id, customer_id, branch_id, seq, to_status',
    (t) => `'${t.tenantId}', '${newId()}', '${t.customerId}', '${t.branchId}', 1, 'placed'`,
  ),
  // Through the owner, for whom no policy asks whose order it is.
  order_events_customer_moves_own: (tenant) => [
    'drop policy order_events_stamped on order_events',
    ...add(
      'order_events',
      `${events}, actor_kind, actor_id`,
      anEvent(`6, 'delivered', 'placed', '', 'customer', '${newId()}'`),
    )(tenant),
  ],
  order_events_first_is_placed: add('order_events', events, anEvent(`1, null, 'delivered', ''`)),
  order_events_reason_short: add('order_events', events, anEvent(`6, 'delivered', 'placed', repeat('x', 501)`)),
  order_events_seq_counts: add('order_events', events, anEvent(`0, 'placed', 'placed', ''`)),
  order_folio_counters_positive: counter('last_folio = 0'),
  order_item_modifiers_parent_before: frozen('order_item_modifiers', 'parent_position = position'),
  order_item_modifiers_price_not_negative: frozen('order_item_modifiers', 'price = -0.01'),
  order_item_modifiers_quantity_positive: frozen('order_item_modifiers', 'quantity = 0'),
  order_items_discount_within_line: frozen('order_items', 'discount = unit_price * quantity + 0.01'),
  order_items_iva_class_known: frozen('order_items', `iva_class = 'reduced'`),
  order_items_line_within_count: frozen('order_items', 'line_no = line_count + 1'),
  order_items_price_not_negative: frozen('order_items', 'unit_price = -0.01', 'order_items_discount_within_line'),
  order_items_quantity_positive: frozen('order_items', 'quantity = 1000'),
  order_items_rate_fits_class: frozen('order_items', 'iva_rate = null'),
  order_items_third_pays_of_discount: frozen('order_items', 'paid_by_third = discount + 0.01'),
  order_quotes_notes_short: frozen('order_quotes', `notes = repeat('x', 501)`),
  order_quotes_tip_not_negative: frozen('order_quotes', 'tip = -0.01, total = total - tip - 0.01'),
  order_quotes_total_adds_up: frozen('order_quotes', 'total = total + 0.01'),
  orders_accept_by_after_placed: frozen('orders', 'accept_by_at = placed_at'),
  orders_adjustment_count_within_bounds: frozen('orders', 'adjustment_count = 21'),
  orders_channel_known: frozen('orders', `channel = 'fax'`),
  orders_delivery_discount_within_fee: frozen('orders', 'delivery_discount = delivery_fee + 0.01'),
  orders_delivery_fee_not_negative: frozen('orders', 'delivery_fee = -0.01', 'orders_delivery_discount_within_fee'),
  orders_delivery_fee_only_for_delivery: frozen('orders', 'delivery_fee = 0.01'),
  orders_discount_within_subtotal: frozen('orders', 'discount = subtotal + 0.01'),
  orders_folio_counts: frozen('orders', 'folio = 0'),
  orders_iva_within_taxed_part: frozen('orders', 'iva = subtotal + delivery_fee - delivery_discount + 0.01'),
  orders_line_count_positive: frozen('orders', 'line_count = 0'),
  orders_notes_short: frozen('orders', `notes = repeat('x', 501)`),
  orders_quote_hash_is_sha256: frozen('orders', `quote_hash = '\\x00'`),
  orders_rounding_policy_known: frozen('orders', `rounding_policy = 'none'`),
  orders_service_known: frozen('orders', `service = 'drone'`),
  orders_subtotal_not_negative: frozen(
    'orders',
    'subtotal = -0.01',
    'orders_discount_within_subtotal',
    'orders_iva_within_taxed_part',
  ),
  orders_tip_not_negative: frozen('orders', 'tip = -0.01'),
  orders_units_at_least_lines: frozen('orders', 'units = line_count - 1'),
  outbox_topic_is_dotted: add(
    'outbox',
    'tenant_id, topic, aggregate_id, seq, payload',
    ({ tenantId, orderId }) => `'${tenantId}', 'placed', '${orderId}', 1, '{}'`,
  ),
  ...settlementChecks,
  product_prices_channel_known: set('product_prices', `channel = 'fax'`),
  product_prices_not_negative: set('product_prices', 'price = -0.01'),
  product_prices_service_known: set('product_prices', `service = 'drone'`),
  product_prices_until_after_from: set('product_prices', 'valid_until_at = valid_from_at'),
  products_kind_known: set('products', `kind = 'gift'`),
  products_sku_is_a_code: set('products', `sku = ' '`),
  promotion_customers_used_within_limit: set('promotion_customers', 'used = per_customer_limit + 1'),
  promotions_amount_is_its_own_maximum: terms('max_discount = 1'),
  promotions_channels_known: terms(`channels = '{fax}'`),
  promotions_first_order_is_once: terms('first_order_only = true'),
  promotions_funder_known: terms(`funded_by = 'customer'`),
  promotions_kind_has_its_values: terms('percent_off = 0.1'),
  promotions_kind_known: terms(`kind = 'gift', amount_off = null`),
  promotions_max_discount_positive: terms(`kind = 'free_delivery', amount_off = null, max_discount = 0`),
  promotions_minimum_not_negative: terms('min_subtotal = -0.01'),
  promotions_name_not_blank: set('promotions', `name = ' '`),
  promotions_per_customer_limit_counts: set('promotions', 'per_customer_limit = 0'),
  promotions_priority_within_bounds: terms('priority = 10000'),
  promotions_quantities_count: terms(
    `kind = 'buy_x_get_y', amount_off = null, percent_off = 1, buy_quantity = 0, get_quantity = 1`,
  ),
  promotions_redeemed_within_max: set('promotions', 'redeemed = max_redemptions + 1'),
  promotions_services_known: terms(`services = '{drone}'`),
  promotions_spent_within_budget: set('promotions', 'spent = budget + 0.01'),
  promotions_stacking_group_is_a_word: terms(`stacking_group = 'Pedido'`),
  promotions_third_party_pays_for_food: terms(`treatment = 'third-party-payment'`),
  promotions_treatment_known: terms(`treatment = 'gift', funded_by = 'platform'`),
  promotions_valid_from_before_until: set('promotions', 'valid_until_at = valid_from_at'),
  promotions_value_positive: terms('amount_off = 0'),
  rating_totals_count_adds_up: set('rating_totals', 'count = count + 1'),
  rating_totals_not_negative: set('rating_totals', 'stars_1 = stars_1 - 9, count = count - 9, sum = sum - 9'),
  rating_totals_one_target: set('rating_totals', 'courier_id = target_id, menu_item_id = target_id'),
  rating_totals_sum_adds_up: set('rating_totals', 'sum = sum + 1'),
  rate6_valid: () => [`select '1.000001'::rate6`],
  recipes_quantity_positive: set('recipes', 'quantity = 0'),
  restaurants_name_not_blank: set('restaurants', `name = ' '`),
  review_moderations_reason_given: aModeration(`1, 'visible', 'hidden', ' '`),
  review_moderations_seq_counts: aModeration(`0, 'visible', 'hidden', 'x'`),
  review_moderations_steps: aModeration(`1, 'visible', 'visible', 'x'`),
  review_replies_body_given: set('review_replies', `body = ' '`),
  review_replies_within_window: set('review_replies', `edited_at = created_at + interval '169 hours'`),
  reviews_comment_short: set('reviews', `comment = repeat('x', 2001)`),
  reviews_dish_is_a_line: review('line_no = 1, menu_item_id = null'),
  reviews_hidden_by_moderation: decided(`state = 'hidden', moderation_seq = null`),
  reviews_one_target: review('courier_id = id, menu_item_id = id, line_no = 1'),
  reviews_stars_1_to_5: set('reviews', 'stars = 6'),
  reviews_state_known: decided(`state = 'gone', moderation_seq = 1`),
  reviews_within_window: review(`created_at = delivered_at + interval '721 hours'`),
  sat_catalogs_attributes_is_object: entry(`'c_Test', '1', 'one', '2031-01-01', null, '[]'`),
  sat_catalogs_catalog_named: entry(`'FormaPago', '1', 'one', '2031-01-01', null, '{}'`),
  sat_catalogs_code_written: entry(`'c_Test', 'a b', 'one', '2031-01-01', null, '{}'`),
  sat_catalogs_ends_after_it_begins: entry(`'c_Test', '1', 'one', '2031-01-01', '2030-12-31', '{}'`),
  sold_outs_reason_short: set('sold_outs', `reason = repeat('x', 201)`),
  sold_outs_until_after_since: set('sold_outs', 'until_at = since_at'),
  special_days_held_on_a_day: set('special_days', `held_on = 'infinity'`),
  special_days_reason_short: set('special_days', `reason = repeat('x', 201)`),
  special_days_service_known: set('special_days', `service = 'drone'`),
  stock_items_name_not_blank: set('stock_items', `name = ' '`),
  stock_items_unit_known: set('stock_items', `unit = 'cup'`),
  stock_levels_low_not_negative: set('stock_levels', 'low_at = -0.001'),
  stock_levels_reserved_within_on_hand: set('stock_levels', 'reserved = on_hand + 0.001'),
  stock_movements_adds_up: unapplied(`9, 5, 1, 5`),
  stock_movements_goes_its_way: stockMoved(`'received', -1`),
  stock_movements_kind_known: stockMoved(`'stolen', -1`),
  stock_movements_reason_short: stockMoved(`'wasted', -1`, `repeat('x', 201)`),
  stock_movements_seq_counts: unapplied(`0, 0, 1, 1`),
  stock_movements_sold_to_an_order: stockMoved(`'sold', -1`),
  stock_quantity_valid: () => [`select '0.0001'::stock_quantity`],
  stock_reservations_quantity_positive: reservation('quantity = 0'),
  stock_reservations_state_known: reservation(`state = 'lost'`),
  tax_rules_certainty_known: rule('iva', '0.1, null', `'2031-01-01', '2031-12-31', 'a test', 'rumour'`),
  tax_rules_ends_after_it_begins: rule('iva', '0.1, null', `'2031-01-01', '2030-12-31', 'a test', 'verify'`),
  tax_rules_quota_above_zero: rule('ieps-quota', 'null, 0'),
  tax_rules_quota_is_per_litre: rule('ieps-quota', 'null, null'),
  tax_rules_rate_unless_exempt_or_quota: rule('iva', 'null, null'),
  tax_rules_says_its_source: rule('iva', '0.1, null', `'2031-01-01', '2031-12-31', '', 'verify'`),
  tax_rules_tax_known: rule('isr', '0.1, null'),
  tenant_domains_custom_has_a_dot: set('tenant_domains', `kind = 'custom'`),
  tenant_domains_host_is_lower_case: set('tenant_domains', 'host = upper(host)'),
  tenant_domains_kind_known: set('tenant_domains', `kind = 'alias'`),
  tenants_names_not_blank: set('tenants', `display_name = ' '`),
  tenants_slug_is_a_host_label: set('tenants', `slug = 'La Milpa'`),
  tenants_status_known: set('tenants', `status = 'gone'`),
  week_minutes_valid: () => [`select '{[10079,10081)}'::week_minutes`],
}

describe('the checks of the schema', () => {
  test('are those that have a case here', async ({ db }) => {
    const rows = await asSuperuser<{ name: string }>(
      db,
      `select distinct c.conname::text as name
       from pg_constraint c
       join pg_namespace n on n.oid = c.connamespace
       left join pg_class r on r.oid = c.conrelid
       where c.contype = 'c' and n.nspname in ('public', 'app', 'app_private') and r.relispartition is not true
       order by 1`,
    )
    expect(rows.map(({ name }) => name)).toEqual(Object.keys(cases).sort())
  })

  test.for(Object.entries(cases))(
    '%s refuses a bad value, to the owner too',
    async ([name, statements], { db, lived }) => {
      await expect(asOwnerUndone(db, lived.service, ...statements(lived))).rejects.toMatchObject({
        code: codeOf({ sqlstate: '23514', constraint: name }),
        details: { sqlstate: '23514', constraint: name },
      })
    },
  )

  test('let nothing through to the application that they refuse to the owner', async ({ lived }) => {
    for (const [name, statements] of Object.entries(cases)) {
      const [statement = '', ...more] = statements(lived)
      if (more.length > 0) continue
      // A review is its author's to change: of staff the policy takes no row, and says nothing.
      const as = statement.startsWith('update reviews ') ? asCustomer : asStaff
      const error = await as(lived, (tx) => tx.execute(sql.raw(statement))).catch((reason: unknown) => reason)
      const refused =
        isDbError(error, 'FORBIDDEN') ||
        (isDbError(error, codeOf({ sqlstate: '23514', constraint: name })) && error.details['constraint'] === name)
      expect(refused, `${name}: ${statement}: ${String(error)}`).toBe(true)
    }
  })

  test.for(['NaN', 'Infinity', '-Infinity', '0.001', '1000000000000', '1e12', '-1000000000000'])(
    'refuse %s as pesos',
    async (text, { db, tenant }) => {
      await expect(asOwnerUndone(db, tenant.service, `select '${text}'::mxn`)).rejects.toMatchObject({
        code: 'INVALID',
        details: { constraint: 'mxn_valid' },
      })
      const written = asStaff(tenant, (tx) => tx.execute(sql`update menu_items set price = ${text}`))
      await expect(written).rejects.toMatchObject({ code: 'INVALID', details: { constraint: 'mxn_valid' } })
    },
  )

  test.for(['NaN', '-0.1', '1.1', '0.0000001'])('refuse %s as a rate', async (text, { db, tenant }) => {
    await expect(asOwnerUndone(db, tenant.service, `select '${text}'::rate6`)).rejects.toMatchObject({
      code: 'INVALID',
      details: { constraint: 'rate6_valid' },
    })
  })
})
