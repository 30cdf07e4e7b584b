import { sql } from 'drizzle-orm'
import { describe, expect } from 'vitest'
import { asCustomer, asService, asStaff } from '../../../src/testing.ts'
import { test as base } from '../../database.ts'
import { asOwnerUndone, asSuperuser } from '../as-owner.ts'
import { footprint } from '../footprint.ts'
import { aSettledTenant, type Settled } from './settled.ts'
import { checkCodes, settlementChecks } from './settlement-checks.ts'

const tables = [
  'cash_collections',
  'cash_hand_ins',
  'commission_terms',
  'ledger_accounts',
  'ledger_entries',
  'ledger_journals',
  'order_settlements',
  'payment_events',
  'payment_transitions',
  'payments',
  'payouts',
  'provider_events',
  'refund_lines',
  'refunds',
  'tips',
  'withholding_rules',
]

/** Every statement is refused or undone: one tenant for all of them. */
const test = base.extend<{ settled: Settled }>({
  settled: [
    async ({ db }, use) => {
      await use(await aSettledTenant(db))
    },
    { scope: 'file' },
  ],
})

describe('the checks of payments and the ledger', () => {
  test('are those that have a case here', async ({ db }) => {
    const rows = await asSuperuser<{ name: string }>(
      db,
      `select c.conname::text as name from pg_constraint c join pg_class r on r.oid = c.conrelid
       where c.contype = 'c' and r.relname in (${tables.map((table) => `'${table}'`).join(', ')}) order by 1`,
    )
    expect(rows.map(({ name }) => name)).toEqual(Object.keys(settlementChecks).sort())
  })

  test.for(Object.entries(settlementChecks))(
    '%s refuses a bad value, to the owner too',
    async ([name, statements], { db, settled: tenant }) => {
      await expect(asOwnerUndone(db, tenant.service, ...statements(tenant))).rejects.toMatchObject({
        code: checkCodes[name] ?? 'INVALID',
        details: { sqlstate: '23514', constraint: name },
      })
    },
  )

  test('let nothing through to the application', async ({ db, settled: tenant }) => {
    const before = await footprint(db, tenant.tenantId)
    for (const [name, statements] of Object.entries(settlementChecks)) {
      const [statement = '', ...more] = statements(tenant)
      if (more.length > 0) continue
      for (const as of [asStaff, asService, asCustomer]) {
        const error: unknown = await as(tenant, (tx) => tx.execute(sql.raw(statement))).catch(
          (reason: unknown) => reason,
        )
        const code: unknown = typeof error === 'object' && error !== null ? Reflect.get(error, 'code') : undefined
        // Of the terms, whose end staff may set, a customer finds none.
        const none = as === asCustomer && name === 'commission_terms_ends_after_it_begins'
        expect(none || code === 'FORBIDDEN' || code === 'INVALID', `${name}: ${statement}: ${String(error)}`).toBe(true)
      }
    }
    expect(await footprint(db, tenant.tenantId)).toEqual(before)
  })
})
