import { closePayout, handInCash, newId, setCommissionTerms } from '../../src/index.ts'
import { byAll, byCustomer, byOwner, byStaff, type Domain, forbidden, type Refusal } from './invariant.ts'
import type { Scene } from './scene.ts'

type Sql = (scene: Scene) => string

/** What the owner would add to the journal of the card's capture. */
const entries =
  (...rows: readonly (readonly [no: number, kind: string, debit: string, credit: string, day?: string])[]): Sql =>
  (s) =>
    `insert into ledger_entries (tenant_id, journal_id, entry_no, account_id, reason, debit, credit, booked_on)
     select a.tenant_id, j.id, v.no, a.id, 'capture', v.debit, v.credit, v.day::date
     from (values ${rows.map(([no, kind, debit, credit, day = '2026-06-01']) => `(${no}, '${kind}', ${debit}, ${credit}, '${day}')`).join(', ')})
       as v(no, kind, debit, credit, day)
     join ledger_accounts a on a.tenant_id = '${s.tenantId}' and a.kind = v.kind
     join ledger_journals j on j.tenant_id = a.tenant_id and j.payment_id = '${s.cardPaymentId}'`

const aJournal =
  (columns: string, values: (s: Scene) => string): Sql =>
  (s) =>
    `insert into ledger_journals (tenant_id, ${columns}) values ('${s.tenantId}', ${values(s)})`

const account =
  (set: string, kind = 'customer_payments'): Sql =>
  (s) =>
    `update ledger_accounts set ${set} where tenant_id = '${s.tenantId}' and kind = '${kind}'`

const anAccount =
  (columns: string, values: (s: Scene) => string): Sql =>
  (s) =>
    `insert into ledger_accounts (tenant_id, ${columns}) values ('${s.tenantId}', ${values(s)})`

const handIn =
  (amount: string, receivedBy = 'null'): Sql =>
  (s) =>
    `insert into cash_hand_ins (tenant_id, membership_id, amount, received_by, idempotency_key)
     values ('${s.tenantId}', '${s.courierId}', ${amount}, ${receivedBy}, 'a-key-by-hand')`

const aPayout =
  (from: string, to: string): Sql =>
  (s) =>
    `insert into payouts (tenant_id, restaurant_id, from_on, to_on, carried_in, sales, platform_promotions, promotions, delivery,
       refunds, commission, commission_iva, income, iva_charged, isr_withheld, iva_withheld)
     values ('${s.tenantId}', '${s.restaurantId}', '${from}', '${to}', 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0)`

const terms =
  (set: string): Sql =>
  (s) =>
    `update commission_terms set ${set} where tenant_id = '${s.tenantId}'`

const booked = (constraint: string): Refusal => ({ code: 'CONFLICT', constraint })
const invalid = (constraint: string): Refusal => ({ code: 'INVALID', constraint })

export const ledger: Domain = {
  title: 'Ledger and payouts',
  file: 'ledger.ts',
  invariants: [
    {
      name: 'Debits are credits: every statement leaves every journal even.',
      heldBy: ['ledger_entries_count', 'ledger_entries_debit_or_credit'],
      attempts: [
        byStaff(entries([91, 'customer_payments', '1', '0'], [92, 'till_cash', '0', '1'])),
        byOwner(entries([91, 'customer_payments', '1', '0']), invalid('ledger_entries_even')),
        byOwner(
          entries([91, 'customer_payments', '1', '0'], [92, 'provider_clearing', '0', '0.99']),
          invalid('ledger_entries_even'),
        ),
        byOwner(entries([91, 'customer_payments', '1', '1']), invalid('ledger_entries_debit_or_credit')),
        byOwner(
          entries([91, 'customer_payments', '-1', '0'], [92, 'provider_clearing', '0', '-1']),
          invalid('ledger_entries_debit_or_credit'),
        ),
      ],
    },
    {
      name: 'What was booked never changes and never goes.',
      heldBy: ['ledger_entries_append_only', 'ledger_journals_append_only'],
      attempts: [
        ...byAll((s) => `update ledger_entries set debit = debit + 1 where tenant_id = '${s.tenantId}'`, forbidden),
        ...byAll((s) => `delete from ledger_entries where tenant_id = '${s.tenantId}'`, forbidden),
        ...byAll((s) => `update ledger_journals set recorded_at = now() where tenant_id = '${s.tenantId}'`, forbidden),
        ...byAll((s) => `delete from ledger_journals where tenant_id = '${s.tenantId}'`, forbidden),
      ],
    },
    {
      name: 'What happens to money is booked once.',
      heldBy: [
        'ledger_journals_capture_once',
        'ledger_journals_delivery_once',
        'ledger_journals_refund_once',
        'ledger_journals_hand_in_once',
        'ledger_journals_payout_once',
        'ledger_journals_names_what_happened',
      ],
      attempts: [
        byStaff(aJournal('source, order_id', (s) => `'delivery', '${s.cardOrderId}'`)),
        byOwner(
          aJournal('source, order_id, payment_id', (s) => `'capture', '${s.cardOrderId}', '${s.cardPaymentId}'`),
          booked('ledger_journals_capture_once'),
        ),
        byOwner(
          aJournal('source, order_id', (s) => `'delivery', '${s.cardOrderId}'`),
          booked('ledger_journals_delivery_once'),
        ),
        byOwner(
          aJournal('source, order_id, refund_id', (s) => `'refund', '${s.cardOrderId}', '${s.refundId}'`),
          booked('ledger_journals_refund_once'),
        ),
        byOwner(
          (s) =>
            `insert into ledger_journals (tenant_id, source, hand_in_id) select tenant_id, 'hand_in', id from cash_hand_ins where tenant_id = '${s.tenantId}'`,
          booked('ledger_journals_hand_in_once'),
        ),
        byOwner(
          (s) =>
            `insert into ledger_journals (tenant_id, source, payout_id) select tenant_id, 'payout', id from payouts where tenant_id = '${s.tenantId}'`,
          booked('ledger_journals_payout_once'),
        ),
        byOwner(
          aJournal('source, order_id', (s) => `'capture', '${s.cardOrderId}'`),
          invalid('ledger_journals_names_what_happened'),
        ),
      ],
    },
    {
      name: 'There is one account of a kind for its owner, and it stays theirs.',
      heldBy: [
        'ledger_accounts_owner_key',
        'ledger_accounts_owner_fits_kind',
        'ledger_accounts_keep_their_owner',
        'ledger_accounts_stay',
      ],
      attempts: [
        byStaff(anAccount('kind', () => `'bank'`)),
        byOwner(
          anAccount('kind', () => `'customer_payments'`),
          booked('ledger_accounts_owner_key'),
        ),
        byOwner(
          anAccount('kind', () => `'courier_cash'`),
          invalid('ledger_accounts_owner_fits_kind'),
        ),
        byOwner(
          anAccount('kind, membership_id', (s) => `'bank', '${s.courierId}'`),
          invalid('ledger_accounts_owner_fits_kind'),
        ),
        ...byAll(account(`kind = 'bank'`), forbidden),
        ...byAll((s) => account(`membership_id = '${s.ownerMembershipId}'`, 'courier_cash')(s), forbidden),
        ...byAll((s) => `delete from ledger_accounts where tenant_id = '${s.tenantId}'`, forbidden),
      ],
    },
    {
      name: 'What stands on an account grows with its entries, and never goes down.',
      heldBy: ['ledger_accounts_only_go_on', 'ledger_accounts_grow', 'ledger_accounts.balance'],
      attempts: [
        ...byAll(account('credit = 0'), forbidden),
        ...byAll(account('debit = debit - 0.01', 'courier_cash'), forbidden),
        byOwner(
          anAccount('kind, debit', () => `'bank', -1`),
          invalid('ledger_accounts_grow'),
        ),
        byOwner(account('balance = 0'), { sqlstate: '428C9' }),
      ],
    },
    {
      name: 'The balance of an account is the sum of its entries.',
      heldBy: ['ledger_entries_count', 'ledger_accounts_only_go_on'],
      attempts: [byStaff(account('debit = debit + 1')), byCustomer(account('debit = debit + 1'))],
      onlyAgainstTheApplication:
        'a balance goes up in the statement that adds the entry: to hold it against its owner too, each would have to add up all entries of the account. `verifySettlement` does',
    },
    {
      name: 'A courier hands in no more cash than they hold, and never to themselves.',
      heldBy: ['ledger_accounts_cash_is_held', 'cash_hand_ins_not_to_oneself', 'cash_hand_ins_append_only'],
      attempts: [
        {
          as: 'staff',
          verb: ({ db, staff, courierId }) =>
            db.as(staff, (tx) => handInCash(tx, { courierId, amount: '96.01', idempotencyKey: newId() })),
          refused: { code: 'CASH_NOT_HELD', constraint: 'ledger_accounts_cash_is_held' },
        },
        byStaff(handIn('1')),
        byOwner(handIn('96.01'), { code: 'CASH_NOT_HELD', constraint: 'ledger_accounts_cash_is_held' }),
        byOwner((s) => handIn('1', `'${s.courierId}'`)(s), invalid('cash_hand_ins_not_to_oneself')),
        ...byAll((s) => `delete from cash_hand_ins where tenant_id = '${s.tenantId}'`, forbidden),
      ],
    },
    {
      name: 'A day that was paid out is added to by nothing, and is never opened again.',
      heldBy: ['ledger_entries_count', 'ledger_accounts_only_go_on'],
      attempts: [
        byStaff(account(`closed_through_on = '2025-12-31'`, 'restaurant_payable')),
        byOwner(account(`closed_through_on = '2025-12-31'`, 'restaurant_payable'), forbidden),
        byOwner(
          entries(
            [91, 'restaurant_payable', '1', '0', '2026-01-31'],
            [92, 'customer_payments', '0', '1', '2026-01-31'],
          ),
          invalid('ledger_entries_day_is_open'),
        ),
      ],
    },
    {
      name: 'A day of a restaurant belongs to one payout at most.',
      heldBy: ['payouts_apart', 'payouts_to_from_on'],
      attempts: [
        {
          as: 'staff',
          verb: ({ db, staff, restaurantId }) =>
            db.as(staff, (tx) => closePayout(tx, { restaurantId, from: '2026-01-31', to: '2026-02-01' })),
          refused: { code: 'PERIOD_OVERLAP', constraint: 'payouts_apart' },
        },
        byStaff(aPayout('2026-02-01', '2026-02-02')),
        byOwner(aPayout('2026-01-31', '2026-02-01'), { code: 'PERIOD_OVERLAP', constraint: 'payouts_apart' }),
        byOwner(aPayout('2025-12-01', '2026-01-01'), { code: 'PERIOD_OVERLAP', constraint: 'payouts_apart' }),
        byOwner(aPayout('2026-02-02', '2026-02-01'), { code: 'INVALID' }),
      ],
    },
    {
      name: 'The statement of a payout is frozen, and what is paid is what it adds up to, never below zero.',
      heldBy: ['payouts_append_only', 'payouts.due', 'payouts.amount'],
      attempts: [
        ...byAll((s) => `update payouts set commission = 0 where tenant_id = '${s.tenantId}'`, forbidden),
        ...byAll((s) => `delete from payouts where tenant_id = '${s.tenantId}'`, forbidden),
        byOwner(
          (s) =>
            aPayout(
              '2026-02-01',
              '2026-02-02',
            )(s)
              .replace('iva_withheld)', 'iva_withheld, amount)')
              .replace(/0\)$/, '0, 1)'),
          { sqlstate: '428C9' },
        ),
      ],
    },
    {
      name: 'A restaurant sells on one set of terms a day, and what was agreed never changes: it ends.',
      heldBy: ['commission_terms_one_at_a_time', 'commission_terms_are_final', 'commission_terms_restaurant_fk'],
      attempts: [
        {
          as: 'staff',
          verb: ({ db, staff, restaurantId }) =>
            db.as(staff, (tx) => setCommissionTerms(tx, { restaurantId, rate: '0.01', validFrom: '2025-06-01' })),
          refused: { code: 'CONFLICT', constraint: 'commission_terms_one_at_a_time' },
        },
        ...byAll(terms('rate = 0.01'), forbidden),
        ...byAll(terms(`person = 'individual'`), forbidden),
        byOwner(
          (s) =>
            `insert into commission_terms (tenant_id, restaurant_id, rate, valid_from_on) values ('${s.tenantId}', '${s.restaurantId}', 0.01, '2025-06-01')`,
          { code: 'CONFLICT', constraint: 'commission_terms_one_at_a_time' },
        ),
        byStaff(
          (s) =>
            `insert into commission_terms (tenant_id, restaurant_id, rate, valid_from_on) values ('${s.tenantId}', '${s.other.restaurantId}', 0.01, '2025-06-01')`,
          { code: 'REFERENCED', constraint: 'commission_terms_restaurant_fk' },
        ),
      ],
    },
    {
      name: 'A delivered order keeps the terms of its day, and the commission taken by them.',
      heldBy: ['order_settlements_append_only', 'order_settlements_pkey', 'order_settlements_order_fk'],
      attempts: [
        ...byAll((s) => `update order_settlements set rate = 0 where tenant_id = '${s.tenantId}'`, forbidden),
        ...byAll((s) => `delete from order_settlements where tenant_id = '${s.tenantId}'`, forbidden),
        byOwner(
          (s) => `insert into order_settlements select * from order_settlements where tenant_id = '${s.tenantId}'`,
          booked('order_settlements_pkey'),
        ),
        byOwner(
          (s) =>
            `insert into order_settlements (tenant_id, order_id, restaurant_id, delivered_on, rate, iva_rate, delivery_to, commission, commission_iva)
             values ('${s.tenantId}', '${s.placed}', '${s.restaurantId}', '2026-06-01', 0, 0, 'platform', 0, 0)`,
          { code: 'REFERENCED', constraint: 'order_settlements_order_fk' },
        ),
      ],
    },
  ],
}
