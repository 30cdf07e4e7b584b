import { sql } from 'drizzle-orm'
import { describe, expect } from 'vitest'
import { ledgerEntries, ledgerJournals, ledgerOf, newId, verifySettlement } from '../../../src/index.ts'
import { money } from '../../../src/money.ts'
import { asCustomer, asService, asStaff, type TestDb, type TestTenant } from '../../../src/testing.ts'
import { test } from '../../database.ts'
import { asOwner, asOwnerUndone } from '../as-owner.ts'
import { builderOf } from '../builder-of.ts'
import { expectRefusal } from '../refusals.ts'
import { aPaidOrder, aRefund, delivered } from '../payments/paying.ts'

const entry = (tenant: TestTenant, journal: string, no: number, side: string, kind: string) =>
  `select '${tenant.tenantId}'::uuid, ${journal}, ${no}, id, 'capture', ${side}, '2026-06-01'::date from ledger_accounts where kind = '${kind}'`

const into =
  'insert into ledger_entries (tenant_id, journal_id, entry_no, account_id, reason, debit, credit, booked_on)'

describe('by nobody, the owner included,', () => {
  test('is a journal left uneven', async ({ db, tenant }) => {
    const { id } = await aPaidOrder(tenant)
    const [journal] = await asOwner<{ id: string }>(
      db,
      tenant.service,
      `select id from ledger_journals where payment_id = '${id}'`,
    )
    const named = `'${journal?.id}'::uuid`
    const more = () => asOwner(db, tenant.service, `${into} ${entry(tenant, named, 9, '1, 0', 'customer_payments')}`)
    await expectRefusal(db, tenant.tenantId, more, 'INVALID', { constraint: 'ledger_entries_even' })
    const both = () => asOwner(db, tenant.service, `${into} ${entry(tenant, named, 9, '1, 1', 'customer_payments')}`)
    await expectRefusal(db, tenant.tenantId, both, 'INVALID', { constraint: 'ledger_entries_debit_or_credit' })
  })

  test('is an entry changed or removed, nor a journal', async ({ db, tenant }) => {
    await aPaidOrder(tenant)
    for (const statement of [
      'update ledger_entries set debit = debit + 1 where debit > 0',
      'delete from ledger_entries',
      `update ledger_journals set source = 'delivery'`,
      'delete from ledger_journals',
      'delete from payment_events',
    ]) {
      const work = () => asOwner(db, tenant.service, statement)
      await expectRefusal(db, tenant.tenantId, work, 'FORBIDDEN')
    }
  })

  test('is one thing booked twice', async ({ db, tenant }) => {
    const { orderId, id: paymentId } = await aPaidOrder(tenant)
    await delivered(tenant, orderId)
    const { id: refundId } = await aRefund(tenant, orderId, { lines: [{ lineNo: 1, quantity: 1 }] })
    const t = tenant.tenantId
    for (const [columns, values, constraint] of [
      ['source, order_id, payment_id', `'capture', '${orderId}', '${paymentId}'`, 'ledger_journals_capture_once'],
      ['source, order_id', `'delivery', '${orderId}'`, 'ledger_journals_delivery_once'],
      ['source, order_id, refund_id', `'refund', '${orderId}', '${refundId}'`, 'ledger_journals_refund_once'],
    ] as const) {
      const work = () =>
        asOwner(db, tenant.service, `insert into ledger_journals (tenant_id, ${columns}) values ('${t}', ${values})`)
      await expectRefusal(db, t, work, 'CONFLICT', { constraint })
    }
  })

  test('is a paid-out day added to', async ({ db, tenant }) => {
    const { orderId } = await aPaidOrder(tenant)
    await delivered(tenant, orderId)
    const t = tenant.tenantId
    const work = () =>
      asOwner(
        db,
        tenant.service,
        `update ledger_accounts set closed_through_on = '2026-06-01' where kind = 'restaurant_payable'`,
        `${into} ${entry(tenant, `(select id from ledger_journals where source = 'delivery')`, 91, '1, 0', 'restaurant_payable')}
          union all ${entry(tenant, `(select id from ledger_journals where source = 'delivery')`, 92, '0, 1', 'customer_payments')}`,
      )
    await expectRefusal(db, t, work, 'INVALID', { constraint: 'ledger_entries_day_is_open' })
  })
})

describe('by an application', () => {
  test('nothing is booked by hand', async ({ db, tenant }) => {
    const { orderId } = await aPaidOrder(tenant)
    for (const as of [asService, asStaff]) {
      for (const work of [
        () => as(tenant, (tx) => tx.insert(ledgerJournals).values({ source: 'delivery', orderId })),
        () => as(tenant, (tx) => tx.delete(ledgerEntries)),
        () =>
          as(tenant, (tx) =>
            tx.execute(
              sql`select app.post_journal(${tenant.tenantId}, 'delivery', null, null, null, null, null, null, '[]')`,
            ),
          ),
      ]) {
        await expectRefusal(db, tenant.tenantId, work, 'FORBIDDEN')
      }
    }
  })

  test('a customer reads none of it, and verifies nothing', async ({ db, tenant }) => {
    const { orderId } = await aPaidOrder(tenant)
    expect(await asCustomer(tenant, (tx) => ledgerOf(tx, { orderId }))).toEqual([])
    for (const as of [asCustomer, asStaff]) {
      const work = () => as(tenant, (tx) => verifySettlement(tx))
      await expectRefusal(db, tenant.tenantId, work, 'FORBIDDEN')
    }
  })
})

describe('ledgerOf', () => {
  test('lists the entries of an order as they were booked, page by page', async ({ tenant }) => {
    const { orderId } = await aPaidOrder(tenant)
    await delivered(tenant, orderId)
    const all = await asStaff(tenant, (tx) => ledgerOf(tx, { orderId }))
    expect(all.map(({ source, kind, reason, debit, credit }) => [source, kind, reason, debit, credit])).toEqual([
      ['capture', 'provider_clearing', 'capture', money('62'), money('0')],
      ['capture', 'customer_payments', 'capture', money('0'), money('62')],
      ['delivery', 'customer_payments', 'sale', money('62'), money('0')],
      ['delivery', 'restaurant_payable', 'sale', money('0'), money('62')],
    ])
    const [first, ...rest] = all
    if (!first) throw new Error('there is a first entry')
    const { journalId, entryNo } = first
    expect(await asStaff(tenant, (tx) => ledgerOf(tx, { orderId, after: { journalId, entryNo }, limit: 3 }))).toEqual(
      rest,
    )
  })

  test('says its tenant of every relation', async ({ tenant }) => {
    await asStaff(tenant, async (tx) => {
      const { sql: text } = builderOf(tx, (read) => ledgerOf(read, { orderId: newId() })).toSQL()
      expect(text.match(/"tenant_id" = \$/g)).toHaveLength(3)
    })
  })
})

describe('verifySettlement', () => {
  test('finds what was changed past every rule', async ({ db, tenant }) => {
    const { orderId } = await aPaidOrder(tenant, { tip: '5' })
    await aRefund(tenant, orderId, { lines: [{ lineNo: 1, quantity: 1 }] })
    await delivered(tenant, orderId)
    const t = `tenant_id = '${tenant.tenantId}'`
    const wounds: readonly (readonly [string, string])[] = [
      [`update ledger_accounts set debit = debit + 1 where ${t} and kind = 'restaurant_payable'`, 'balance_is_sum'],
      [`update ledger_entries set credit = credit + 1 where ${t} and reason = 'tip'`, 'journal_is_even'],
      [`delete from ledger_entries where ${t} and reason = 'capture' and debit > 0`, 'capture_is_booked'],
      [`update payments set refunded = refunded + 0.01 where ${t}`, 'refunded_is_sum'],
      [`update refund_lines set total = total - 0.01 where ${t}`, 'refunded_units_are_worth_their_part'],
      [`delete from tips where ${t}`, 'tips_are_the_tip'],
      [`update order_settlements set commission = commission + 1 where ${t}`, 'commission_is_by_its_terms'],
      [`delete from ledger_entries where ${t} and reason = 'sale'`, 'balance_is_sum'],
    ]
    for (const [wound, rule] of wounds) {
      const found = await wounded(db, tenant, wound)
      expect(found, wound).toContain(rule)
    }
    expect(await asService(tenant, (tx) => verifySettlement(tx))).toEqual([])
  })
})

/** What is found behind a statement that runs past every trigger and policy; it is undone. */
async function wounded(db: TestDb, tenant: TestTenant, statement: string): Promise<string[]> {
  const rows = await asOwnerUndone<{ rule: string }>(
    db,
    tenant.service,
    'reset role',
    'set local session_replication_role = replica',
    statement,
    'set local session_replication_role = origin',
    `select rule from app.verify_ledger('${tenant.tenantId}')`,
  )
  return rows.map(({ rule }) => rule)
}
