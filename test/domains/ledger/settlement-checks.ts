import { newId } from '../../../src/index.ts'
import type { Settled } from './settled.ts'

type Statements = (tenant: Settled) => readonly string[]

const set =
  (table: string, assignment: string, where = 'true'): Statements =>
  ({ tenantId }) => [`update ${table} set ${assignment} where tenant_id = '${tenantId}' and ${where}`]

/** Behind the trigger that lets nobody change a row. */
const past =
  (trigger: string, table: string, assignment: string, where = 'true'): Statements =>
  (tenant) => [`drop trigger ${trigger} on ${table}`, ...set(table, assignment, where)(tenant)]

const add =
  (table: string, columns: string, values: (tenant: Settled) => string): Statements =>
  (tenant) => [`insert into ${table} (tenant_id, ${columns}) values ('${tenant.tenantId}', ${values(tenant)})`]

const moved = (method: 'card' | 'cash', assignment: string) =>
  past('payments_follow_events', 'payments', assignment, `method = '${method}'`)
const asked = (method: 'card' | 'cash', assignment: string) =>
  past('payments_request_is_final', 'payments', assignment, `method = '${method}'`)
const said = (method: 'card' | 'cash', assignment: string) =>
  past('payments_words_stay', 'payments', assignment, `method = '${method}'`)
const terms = (assignment: string) => past('commission_terms_are_final', 'commission_terms', assignment)
const account = (assignment: string, where = 'true') =>
  past('ledger_accounts_keep_their_owner', 'ledger_accounts', assignment, where)
const refund = (assignment: string) => past('refunds_only_settle', 'refunds', assignment)
const line = (assignment: string) => past('refund_lines_append_only', 'refund_lines', assignment)
const tip = (assignment: string) => past('tips_append_only', 'tips', assignment)
const entry = (assignment: string) => past('ledger_entries_append_only', 'ledger_entries', assignment)
const payout = (assignment: string) => past('payouts_append_only', 'payouts', assignment)
const settlement = (assignment: string) => past('order_settlements_append_only', 'order_settlements', assignment)
const heard = (rest: string): Statements =>
  add(
    'provider_events',
    'provider, payment_id, provider_event_id, refund_id, news, amount, outcome',
    (t) => `'acme', '${t.cardPaymentId}', ${rest}`,
  )
const collected = (rest: string) =>
  add('cash_collections', 'payment_id, method, collected', (t) => `'${t.cashPaymentId}', ${rest}`)
const handIn = (rest: (t: Settled) => string) =>
  add('cash_hand_ins', 'membership_id, amount, idempotency_key, received_by', (t) => `'${t.courierId}', ${rest(t)}`)
const event = (rest: string) =>
  add(
    'payment_events',
    'payment_id, method, seq, from_status, to_status',
    (t) => `'${t.cardPaymentId}', 'card', ${rest}`,
  )
const key = `'${newId()}'`

/** One bad statement for every check of payments and the ledger. */
export const settlementChecks: Readonly<Record<string, Statements>> = {
  cash_collections_change_was_brought: collected(`'cash', 99999`),
  cash_collections_covers_due: collected(`'cash', 0.01`),
  cash_collections_in_cash: collected(`'card', 100`),
  cash_collections_in_coins: collected(`'cash', 100.01`),
  cash_hand_ins_amount_positive: handIn(() => `0, ${key}, null`),
  cash_hand_ins_key_length: handIn(() => `1, 'short', null`),
  cash_hand_ins_not_to_oneself: handIn(({ courierId }) => `1, ${key}, '${courierId}'`),
  commission_terms_account_known: terms(`account = 'offshore'`),
  commission_terms_delivery_to_known: terms(`delivery_to = 'nobody'`),
  commission_terms_ends_after_it_begins: set('commission_terms', 'valid_to_on = valid_from_on - 1'),
  commission_terms_person_known: terms(`person = 'robot'`),
  commission_terms_rfc_known: terms(`rfc = 'lost'`),
  ledger_accounts_cash_is_held: set('ledger_accounts', 'credit = debit + 1', `kind = 'courier_cash'`),
  ledger_accounts_grow: past('ledger_accounts_only_go_on', 'ledger_accounts', 'debit = -1, credit = -1'),
  ledger_accounts_kind_known: account(`kind = 'pocket'`, `kind in ('bank', 'customer_payments')`),
  ledger_accounts_owner_fits_kind: account('restaurant_id = null', `kind = 'restaurant_payable'`),
  ledger_entries_debit_or_credit: entry('debit = 1, credit = 1'),
  ledger_entries_number_counts: entry('entry_no = -entry_no'),
  ledger_entries_reason_known: entry(`reason = 'luck'`),
  ledger_journals_names_what_happened: add('ledger_journals', 'source', () => `'delivery'`),
  ledger_journals_source_known: add('ledger_journals', 'source', () => `'rumour'`),
  order_settlements_commission_not_negative: settlement('commission = -0.01'),
  order_settlements_delivery_to_known: settlement(`delivery_to = 'nobody'`),
  payment_events_first_is_intended: event(`1, null, 'captured'`),
  payment_events_seq_counts: event(`0, 'authorized', 'intended'`),
  payments_amount_positive: asked('card', 'amount = 0'),
  payments_authorized_within_amount: moved('card', 'authorized = amount + 1'),
  payments_capture_or_void: said('card', 'capture_requested_at = now(), void_requested_at = now()'),
  payments_captured_within_authorized: moved('card', 'captured = authorized + 0.01'),
  payments_cash_is_taken_at_once: moved('cash', `captured = 0, status = 'authorized'`),
  payments_change_for_cash: asked('card', 'change_for = 1000'),
  payments_change_for_covers_amount: asked('cash', 'change_for = 0.01'),
  payments_in_full: moved('card', 'captured = amount - 1'),
  payments_key_length: asked('card', `idempotency_key = 'short'`),
  payments_method_known: asked('card', `method = 'bitcoin'`),
  payments_provider_is_a_name: asked('card', `provider = 'Acme Pagos'`),
  payments_provider_ref_of_provider: said('cash', `provider_ref = 'x'`),
  payments_provider_ref_short: said('card', `provider_ref = ''`),
  payments_provider_unless_cash: (tenant) => [
    'drop trigger payments_words_stay on payments',
    ...asked('card', 'provider = null, provider_ref = null')(tenant),
  ],
  payments_refunded_within_captured: set('payments', 'refunded = captured + 0.01', `method = 'card'`),
  payments_status_known: moved('card', `status = 'lost'`),
  payments_status_says_authorized: moved('card', `status = 'intended', captured = 0, refunded = 0`),
  payments_status_says_captured: moved('card', `status = 'authorized'`),
  payouts_to_from_on: payout('to_on = from_on - 1'),
  payouts_withheld_not_negative: payout('isr_withheld = -0.01'),
  provider_events_amount_positive: heard(`'e', null, 'captured', 0, 'known'`),
  provider_events_id_short: heard(`'', null, 'captured', 1, 'known'`),
  provider_events_news_known: heard(`'e', null, 'gossip', 1, 'known'`),
  provider_events_outcome_known: heard(`'e', null, 'captured', 1, 'perhaps'`),
  provider_events_refund_named: heard(`'e', null, 'refunded', 1, 'known'`),
  refund_lines_not_negative: line('total = -0.01'),
  refund_lines_tax_not_negative: line('iva = -0.01'),
  refund_lines_units_count: line('units_after = units_before'),
  refund_lines_units_within_line: line('line_quantity = 0'),
  refunds_courier_when_liable: refund(`liable_party = 'courier'`),
  refunds_delivery_when_asked: refund('delivery_total = 1'),
  refunds_iva_not_negative: refund('iva = -0.01'),
  refunds_key_length: refund(`idempotency_key = 'short'`),
  refunds_liable_party_known: refund(`liable_party = 'nobody'`),
  refunds_lines_not_negative: refund('lines_total = -1'),
  refunds_provider_ref_short: refund(`provider_ref = ''`),
  refunds_reason_says_something: refund(`reason = ' x '`),
  refunds_settled_by_known: refund(`status = 'done', settled_at = now(), settled_by = 'luck'`),
  refunds_settled_when_done: refund(`status = 'done'`),
  refunds_shares_not_negative: refund('restaurant_funded = -1'),
  refunds_status_known: refund(`status = 'lost'`),
  refunds_tip_when_asked: refund('tip_total = 1'),
  refunds_total_positive: refund('lines_total = 0'),
  tips_amount_positive: tip('amount = 0'),
  tips_beneficiary_known: tip(`beneficiary = 'dog'`),
  tips_number_counts: tip('tip_no = 0'),
  tips_person_unless_pool: tip(`beneficiary = 'staff'`),
  withholding_rules_ends_after_it_begins: () => ['update withholding_rules set valid_to_on = valid_from_on - 1'],
  withholding_rules_tax_known: () => [`update withholding_rules set tax = 'ieps' where tax = 'isr'`],
}
