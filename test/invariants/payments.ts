import { collectCash, newId, recordCapture, refundOrder, shareTip, startPayment, voidPayment } from '../../src/index.ts'
import { byAll, byCustomer, byOwner, byStaff, type Domain, forbidden, type Refusal } from './invariant.ts'
import type { Scene } from './scene.ts'

type Sql = (scene: Scene) => string

/** Of the card's payment that was captured, unless it is said which. */
const payment =
  (set: string, of: 'cardPaymentId' | 'cashPaymentId' | 'heldPayment' = 'cardPaymentId'): Sql =>
  (s) =>
    `update payments set ${set} where tenant_id = '${s.tenantId}' and id = '${s[of]}'`

const aPayment =
  (of: 'cancelled' | 'accepted' | 'delivered', rest = ''): Sql =>
  (s) =>
    `insert into payments (tenant_id, order_id, customer_id, method, provider, idempotency_key${rest === '' ? '' : ', status, version'})
   select tenant_id, id, customer_id, 'card', 'acme', gen_random_uuid()${rest} from orders where tenant_id = '${s.tenantId}' and id = '${s[of]}'`

const anEvent =
  (seq: string, from: string, to: string, more = '', value = ''): Sql =>
  (s) =>
    `insert into payment_events (tenant_id, payment_id, method, seq, from_status, to_status${more})
   select tenant_id, id, method, ${seq}, ${from}, '${to}'${value} from payments where tenant_id = '${s.tenantId}' and id = '${s.heldPayment}'`

/** A refund like the one there is, but for some columns; its lines are written behind it. */
const aRefund =
  (changes: Readonly<Record<string, unknown>>): Sql =>
  (s) =>
    `insert into refunds (tenant_id, id, payment_id, order_id, customer_id, reason, liable_party, delivery, tip, lines_total,
       delivery_total, tip_total, iva, restaurant_funded, platform_funded, idempotency_key)
     select tenant_id, id, payment_id, order_id, customer_id, reason, liable_party, delivery, tip, lines_total,
       delivery_total, tip_total, iva, restaurant_funded, platform_funded, idempotency_key
     from jsonb_populate_record(null::refunds, (select to_jsonb(r) from refunds r where r.tenant_id = '${s.tenantId}' and r.id = '${s.refundId}')
       || '${JSON.stringify({ id: NEW, idempotency_key: 'by hand ', ...changes })}')`

const aRefundedLine =
  (changes: Readonly<Record<string, unknown>>): Sql =>
  (s) =>
    `insert into refund_lines (tenant_id, refund_id, line_no, order_id, customer_id, line_quantity, units_before, units_after,
       total, restaurant_funded, platform_funded, iva_base, iva)
     select tenant_id, refund_id, line_no, order_id, customer_id, line_quantity, units_before, units_after,
       total, restaurant_funded, platform_funded, iva_base, iva
     from jsonb_populate_record(null::refund_lines, (select to_jsonb(l) from refund_lines l where l.tenant_id = '${s.tenantId}' and l.refund_id = '${s.refundId}')
       || '${JSON.stringify({ refund_id: NEW, ...changes })}')`

const NEW = newId()

/** The next unit of the line: one of two tacos was given back, and is worth what this one is. */
const next = { units_before: 1, units_after: 2 }
const both =
  (refund: Readonly<Record<string, unknown>>, line: Readonly<Record<string, unknown>>) =>
  (s: Scene): readonly string[] => [aRefund(refund)(s), aRefundedLine(line)(s)]

const collection =
  (columns: string, values: (s: Scene) => string, of: 'cashPaymentId' | 'heldPayment' = 'cashPaymentId'): Sql =>
  (s) =>
    `insert into cash_collections (tenant_id, payment_id, ${columns}) values ('${s.tenantId}', '${s[of]}', ${values(s)})`

const tip =
  (no: number, amount: string, of: 'placed' | 'cardOrderId'): Sql =>
  (s) =>
    `insert into tips (tenant_id, order_id, tip_no, beneficiary, amount) values ('${s.tenantId}', '${s[of]}', ${no}, 'pool', ${amount})`

const exceeds = (constraint: string): Refusal => ({ code: 'REFUND_EXCEEDS', constraint })
const invalid = (constraint: string): Refusal => ({ code: 'INVALID', constraint })

const refundAgain = (input: Partial<Parameters<typeof refundOrder>[1]>, constraint: string) =>
  ({
    as: 'staff',
    verb: ({ db, staff, cardOrderId: orderId }: Scene) =>
      db.as(staff, (tx) =>
        refundOrder(tx, { orderId, reason: 'otra vez', liableParty: 'platform', idempotencyKey: newId(), ...input }),
      ),
    refused: exceeds(constraint),
  }) as const

export const payments: Domain = {
  title: 'Payments, cash, refunds and tips',
  file: 'payments.ts',
  invariants: [
    {
      name: 'An order has one live payment at most.',
      heldBy: ['payments_one_live_per_order'],
      attempts: [
        {
          as: 'customer',
          verb: ({ db, customer, accepted }) =>
            db.as(customer, (tx) => startPayment(tx, { orderId: accepted, method: 'cash', idempotencyKey: newId() })),
          refused: { code: 'PAYMENT_UNDER_WAY', constraint: 'payments_one_live_per_order' },
        },
        byCustomer(aPayment('delivered')),
        byOwner(aPayment('accepted'), { code: 'PAYMENT_UNDER_WAY', constraint: 'payments_one_live_per_order' }),
      ],
    },
    {
      name: 'Nothing is paid for an order that was called off.',
      heldBy: ['payments_take_total'],
      attempts: [
        {
          as: 'customer',
          verb: ({ db, customer, cancelled }) =>
            db.as(customer, (tx) => startPayment(tx, { orderId: cancelled, method: 'cash', idempotencyKey: newId() })),
          refused: { code: 'ORDER_NOT_OPEN', constraint: 'orders_open' },
        },
        byOwner(aPayment('cancelled'), { code: 'ORDER_NOT_OPEN', constraint: 'orders_open' }),
      ],
    },
    {
      name: 'A payment stays what was asked for: of its order, by its method, for the whole total.',
      heldBy: ['payments_request_is_final', 'payments_stay', 'payments_take_total', 'payments_order_fk'],
      attempts: [
        ...byAll(payment('amount = 1, authorized = 1, captured = 1, refunded = 0'), forbidden),
        ...byAll((s) => payment(`order_id = '${s.placed}'`)(s), forbidden),
        ...byAll(payment(`method = 'cash', provider = null`, 'heldPayment'), forbidden),
        ...byAll((s) => `delete from payments where tenant_id = '${s.tenantId}'`, forbidden),
        byOwner((s) => aPayment('delivered')(s).replace("customer_id, 'card'", `gen_random_uuid(), 'card'`), {
          code: 'REFERENCED',
          constraint: 'payments_order_fk',
        }),
      ],
    },
    {
      name: 'The status of a payment is where its last event led, and never goes back.',
      heldBy: ['payments_status_from_event', 'payments_follow_events'],
      attempts: [
        ...byAll(payment(`status = 'voided'`, 'heldPayment'), forbidden),
        ...byAll(payment(`status = 'intended', version = 1, authorized = 0`, 'heldPayment'), forbidden),
        byOwner(payment(`status = 'voided', version = version + 1`, 'heldPayment'), {
          code: 'REFERENCED',
          constraint: 'payments_status_from_event',
        }),
        byOwner(aPayment('delivered', `, 'authorized', 2`), {
          code: 'REFERENCED',
          constraint: 'payments_status_from_event',
        }),
      ],
    },
    {
      name: 'Events of a payment are numbered without gaps, and each step is one that its method has and its actor may take.',
      heldBy: [
        'payment_events_follows_fk',
        'payment_events_transition_fk',
        'payment_events_first_is_intended',
        'payment_events_payment_fk',
      ],
      attempts: [
        byStaff(anEvent('3', `'authorized'`, 'captured')),
        {
          as: 'courier',
          verb: ({ db, courier, heldPayment: paymentId }) =>
            db.as(courier, (tx) => recordCapture(tx, { paymentId, provider: 'acme' })),
          refused: forbidden,
        },
        byOwner(anEvent('4', `'authorized'`, 'captured'), {
          code: 'REFERENCED',
          constraint: 'payment_events_follows_fk',
        }),
        byOwner(anEvent('3', `'intended'`, 'authorized'), {
          code: 'REFERENCED',
          constraint: 'payment_events_follows_fk',
        }),
        byOwner(anEvent('3', `'authorized'`, 'intended'), {
          code: 'ILLEGAL_TRANSITION',
          constraint: 'payment_events_transition_fk',
        }),
        byOwner(anEvent('3', 'null', 'captured'), invalid('payment_events_first_is_intended')),
        byOwner((s) => anEvent('3', `'authorized'`, 'captured')(s).replace('id, method, 3', `id, 'wallet', 3`), {
          code: 'REFERENCED',
          constraint: 'payment_events_payment_fk',
        }),
      ],
    },
    {
      name: 'A payment is captured once: of two steps at once, one is taken.',
      heldBy: ['payment_events_pkey', 'ledger_journals_capture_once'],
      attempts: [
        byStaff(anEvent('2', `'intended'`, 'authorized')),
        byOwner(anEvent('2', `'intended'`, 'authorized'), { code: 'STALE', constraint: 'payment_events_pkey' }),
        byOwner(
          (s) =>
            `insert into ledger_journals (tenant_id, source, order_id, payment_id) values ('${s.tenantId}', 'capture', '${s.cardOrderId}', '${s.cardPaymentId}')`,
          { code: 'CONFLICT', constraint: 'ledger_journals_capture_once' },
        ),
      ],
    },
    {
      name: 'An event of a payment names who said so, and when, by the signed context and the clock; it never changes and never goes.',
      heldBy: ['payment_events_stamped', 'payment_events_append_only'],
      attempts: [
        byStaff(anEvent('3', `'authorized'`, 'captured', ', recorded_at', `, now() - interval '1 hour'`)),
        byOwner(anEvent('3', `'authorized'`, 'captured', ', recorded_at', `, now() - interval '1 hour'`), forbidden),
        byOwner(anEvent('3', `'authorized'`, 'captured', ', actor_id', ', customer_id'), forbidden),
        ...byAll((s) => `update payment_events set to_status = 'voided' where tenant_id = '${s.tenantId}'`, forbidden),
        ...byAll((s) => `delete from payment_events where tenant_id = '${s.tenantId}'`, forbidden),
      ],
    },
    {
      name: 'A payment is authorised and captured whole or not at all.',
      heldBy: [
        'payments_in_full',
        'payments_captured_within_authorized',
        'payments_authorized_within_amount',
        'payments_status_says_captured',
      ],
      attempts: [
        byStaff(payment('captured = 1', 'heldPayment')),
        byOwner(
          payment(`status = 'captured', version = version + 1, captured = 1`, 'heldPayment'),
          invalid('payments_in_full'),
        ),
        byOwner(
          payment('version = version + 1, captured = captured + 0.01'),
          invalid('payments_captured_within_authorized'),
        ),
        byOwner(
          payment('version = version + 1, authorized = amount + 0.01', 'heldPayment'),
          invalid('payments_authorized_within_amount'),
        ),
        byOwner(
          payment('version = version + 1, captured = amount', 'heldPayment'),
          invalid('payments_status_says_captured'),
        ),
      ],
    },
    {
      name: 'What a provider was asked, and what it calls the payment, is not unsaid; it is asked to capture or to void.',
      heldBy: ['payments_words_stay', 'payments_capture_or_void', 'payments_provider_ref_key'],
      attempts: [
        ...byAll(payment(`provider_ref = 'pi_other'`), forbidden),
        byStaff(payment('void_requested_at = now()', 'heldPayment')),
        byOwner(
          payment('void_requested_at = now(), capture_requested_at = now()', 'heldPayment'),
          invalid('payments_capture_or_void'),
        ),
        byOwner(
          (s) => [
            payment('capture_requested_at = now()', 'heldPayment')(s),
            payment('capture_requested_at = null', 'heldPayment')(s),
          ],
          forbidden,
        ),
        byOwner(
          (s) => [
            aPayment('delivered')(s),
            `update payments set provider_ref = 'pi_held' where tenant_id = '${s.tenantId}' and order_id = '${s.delivered}'`,
          ],
          { code: 'CONFLICT', constraint: 'payments_provider_ref_key' },
        ),
      ],
    },
    {
      name: 'A webhook acts once, by the provider’s own id; what it said never changes and never goes.',
      heldBy: ['provider_events_pkey', 'provider_events_append_only'],
      attempts: [
        ...byAll((s) => `insert into provider_events select * from provider_events where tenant_id = '${s.tenantId}'`, {
          code: 'CONFLICT',
          constraint: 'provider_events_pkey',
        }),
        ...byAll((s) => `update provider_events set outcome = 'refused' where tenant_id = '${s.tenantId}'`, forbidden),
        ...byAll((s) => `delete from provider_events where tenant_id = '${s.tenantId}'`, forbidden),
      ],
    },
    {
      name: 'No more goes back of a payment than was captured, and it says what its refunds add up to.',
      heldBy: ['payments_refunded_within_captured', 'refunds_charge', 'payments_refunds_add_up'],
      attempts: [
        byStaff(payment('refunded = 0')),
        byOwner(payment('refunded = captured + 0.01'), exceeds('payments_refunded_within_captured')),
        byOwner(payment('refunded = 0'), invalid('payments_refunds_add_up')),
        byOwner(payment('refunded = refunded + 0.01'), invalid('payments_refunds_add_up')),
        byOwner(aRefund({ lines_total: '1000.00' }), exceeds('payments_refunded_within_captured')),
      ],
    },
    {
      name: 'A unit of a line goes back once, and no more units than were ordered.',
      heldBy: [
        'refund_lines_units_within_line',
        'refund_lines_after_key',
        'refund_lines_before_key',
        'refund_lines_follows_fk',
        'refund_lines_add_up',
      ],
      attempts: [
        refundAgain({ lines: [{ lineNo: 1, quantity: 2 }] }, 'refund_lines_units_within_line'),
        byStaff(aRefundedLine(next)),
        byOwner(both({}, {}), { code: 'CONFLICT', constraint: 'refund_lines_after_key' }),
        byOwner(both({}, { units_before: 0, units_after: 2 }), {
          code: 'CONFLICT',
          constraint: 'refund_lines_before_key',
        }),
        byOwner(both({}, { units_before: 2, units_after: 3 }), exceeds('refund_lines_units_within_line')),
        byOwner(both({}, { units_before: 2, units_after: 3, line_quantity: 9 }), {
          code: 'REFERENCED',
          constraint: 'refund_lines_follows_fk',
        }),
        byOwner(both({}, { ...next, line_quantity: 9 }), invalid('refund_lines_worth_their_part')),
      ],
    },
    {
      name: 'What goes back is what was stored with the order: a unit’s part of its line, the whole fee, the whole tip.',
      heldBy: ['refunds_add_up', 'refund_lines_add_up'],
      attempts: [
        byStaff(aRefund({ lines_total: '1.00' })),
        byOwner(both({ lines_total: '1.00' }, { ...next, total: '1.00' }), invalid('refund_lines_worth_their_part')),
        byOwner(both({}, { ...next, iva: '0' }), invalid('refund_lines_worth_their_part')),
        byOwner(both({ lines_total: '1.00' }, next), invalid('refunds_lines_add_up')),
        byOwner(both({ tip: true, tip_total: '1.00' }, next), invalid('refunds_fees_go_back_whole')),
        byOwner(both({ delivery: true, delivery_total: '1.00' }, next), invalid('refunds_fees_go_back_whole')),
      ],
    },
    {
      name: 'The delivery fee and the tip of an order go back once each.',
      heldBy: ['refunds_delivery_once', 'refunds_tip_once'],
      attempts: [
        byStaff(aRefund({ tip: true, tip_total: '10.00', lines_total: '0' })),
        byOwner(
          (s) =>
            ['a first key', 'a second key'].map((idempotency_key) =>
              aRefund({ id: newId(), idempotency_key, tip: true, tip_total: '10.00', lines_total: '0' })(s),
            ),
          exceeds('refunds_tip_once'),
        ),
        byOwner(
          (s) =>
            ['a first key', 'a second key'].map((idempotency_key) =>
              aRefund({ id: newId(), idempotency_key, delivery: true, lines_total: '0', delivery_total: '1.00' })(s),
            ),
          exceeds('refunds_delivery_once'),
        ),
      ],
    },
    {
      name: 'A decision to give money back is final: it settles once, and otherwise never changes and never goes.',
      heldBy: ['refunds_only_settle', 'refunds_never_deleted', 'refund_lines_append_only', 'refunds_stamped'],
      attempts: [
        ...byAll((s) => `update refunds set lines_total = 0.01 where tenant_id = '${s.tenantId}'`, forbidden),
        ...byAll((s) => `delete from refunds where tenant_id = '${s.tenantId}'`, forbidden),
        ...byAll((s) => `update refund_lines set total = 0.01 where tenant_id = '${s.tenantId}'`, forbidden),
        ...byAll((s) => `delete from refund_lines where tenant_id = '${s.tenantId}'`, forbidden),
        byOwner(
          (s) =>
            ['failed', 'intended'].map(
              (status) => `update refunds set status = '${status}' where tenant_id = '${s.tenantId}'`,
            ),
          forbidden,
        ),
        byOwner(
          (s) =>
            aRefund({})(s)
              .replaceAll('idempotency_key)', 'idempotency_key, actor_id)')
              .replace('idempotency_key\n', 'idempotency_key, customer_id\n'),
          forbidden,
        ),
      ],
    },
    {
      name: 'A payment in cash is collected once, whole to the last coin, by whoever brings the order or into the till.',
      heldBy: [
        'cash_collections_pkey',
        'cash_collections_due',
        'cash_collections_covers_due',
        'cash_collections_in_coins',
        'cash_collections_change_was_brought',
        'cash_collections_payment_fk',
        'cash_collections.rounding',
        'cash_collections.change',
      ],
      attempts: [
        {
          as: 'staff',
          verb: ({ db, staff, cashPaymentId: paymentId }) =>
            db.as(staff, (tx) => collectCash(tx, { paymentId, collected: '97' })),
          refused: { code: 'ORDER_ALREADY_PAID', constraint: 'payments_order_paid' },
        },
        byStaff(collection('collected', () => '97')),
        byOwner(
          collection('collected', () => '97'),
          { code: 'CONFLICT', constraint: 'cash_collections_pkey' },
        ),
        byOwner(
          collection('collected', () => '96'),
          invalid('cash_collections_covers_due'),
        ),
        byOwner(
          collection('collected', () => '97.01'),
          invalid('cash_collections_in_coins'),
        ),
        byOwner(
          collection('collected', () => '501'),
          invalid('cash_collections_change_was_brought'),
        ),
        byOwner(
          collection('membership_id, collected', (s) => `'${s.ownerMembershipId}', 97`),
          { code: 'REFERENCED', constraint: 'cash_collections_holder_brings' },
        ),
        byOwner(
          collection(
            'collected',
            (s) => `(select amount - amount % 0.05 from payments where id = '${s.heldPayment}')`,
            'heldPayment',
          ),
          {
            code: 'PAYMENT_NOT_OPEN',
            constraint: 'cash_collections_payment_fk',
          },
        ),
        ...byAll((s) => `update cash_collections set collected = 500 where tenant_id = '${s.tenantId}'`, forbidden),
      ],
    },
    {
      name: 'What is captured, or being captured, is not voided.',
      heldBy: ['payments_capture_or_void', 'payment_events_transition_fk'],
      attempts: [
        {
          as: 'customer',
          verb: ({ db, customer, cardPaymentId: paymentId }) => db.as(customer, (tx) => voidPayment(tx, { paymentId })),
          refused: { code: 'PAYMENT_NOT_OPEN', constraint: 'payments_can_be_voided' },
        },
        byOwner(
          (s) => `insert into payment_events (tenant_id, payment_id, method, seq, from_status, to_status)
            select tenant_id, id, method, version + 1, status, 'voided' from payments where tenant_id = '${s.tenantId}' and id = '${s.cardPaymentId}'`,
          { code: 'ILLEGAL_TRANSITION', constraint: 'payment_events_transition_fk' },
        ),
      ],
    },
    {
      name: 'The shares of a tip are never more than the tip, and from delivery on they are the whole of it.',
      heldBy: ['tips_add_up', 'order_completions_tip', 'tips_append_only', 'tips_pkey'],
      attempts: [
        {
          as: 'staff',
          verb: ({ db, staff, placed: orderId }) =>
            db.as(staff, (tx) => shareTip(tx, { orderId, shares: [{ beneficiary: 'pool', amount: '5.01' }] })),
          refused: invalid('tips_add_up'),
        },
        byStaff(tip(1, '1', 'placed')),
        byOwner(tip(1, '5.01', 'placed'), invalid('tips_add_up')),
        byOwner(tip(2, '0.01', 'cardOrderId'), invalid('tips_add_up')),
        ...byAll((s) => `update tips set amount = 1 where tenant_id = '${s.tenantId}'`, forbidden),
        ...byAll((s) => `delete from tips where tenant_id = '${s.tenantId}'`, forbidden),
      ],
    },
  ],
}
