import { sql } from 'drizzle-orm'
import { check, foreignKey, index, integer, text, uuid } from 'drizzle-orm/pg-core'
import { money, mxn6, on } from '../../kernel/columns.ts'
import { pgFunction, pgTrigger } from '../../kernel/ddl.ts'
import { allow } from '../../rls/policies.ts'
import { tenantTable } from '../../rls/tables.ts'
import { entryReasons, listed } from './account-kinds.ts'
import { ledgerAccounts } from './ledger-accounts.ts'
import { ledgerJournals } from './ledger-journals.ts'
import { postFunctions } from './post-sql.ts'
import { verifyFunctions } from './verify-sql.ts'

/**
 * One row per entry of a journal: an amount on one side of one account. Only ever added, and every statement that adds
 * entries must leave each journal it touches even: no commit can then hold one that is not.
 */
export const ledgerEntries = tenantTable(
  'ledger_entries',
  {
    journalId: uuid('journal_id').notNull(),
    entryNo: integer('entry_no').notNull(),
    accountId: uuid('account_id').notNull(),
    reason: text('reason', { enum: entryReasons }).notNull(),
    debit: money('debit')
      .notNull()
      .default(sql`0`),
    credit: money('credit')
      .notNull()
      .default(sql`0`),
    /** Of a restaurant's sale or refund: its part without IVA, and the IVA charged. What withholdings are taken on. */
    net: mxn6('net')
      .notNull()
      .default(sql`0`),
    iva: mxn6('iva')
      .notNull()
      .default(sql`0`),
    /** The day it counts for: the local day, or the first that is not paid out yet. */
    bookedOn: on('booked_on').notNull(),
  },
  {
    key: (t) => [t.tenantId, t.journalId, t.entryNo],
    constraints: (t) => [
      foreignKey({
        name: 'ledger_entries_journal_fk',
        columns: [t.tenantId, t.journalId],
        foreignColumns: [ledgerJournals.tenantId, ledgerJournals.id],
      }),
      foreignKey({
        name: 'ledger_entries_account_fk',
        columns: [t.tenantId, t.accountId],
        foreignColumns: [ledgerAccounts.tenantId, ledgerAccounts.id],
      }),
      index('ledger_entries_account_idx').on(t.tenantId, t.accountId, t.bookedOn, t.journalId),
      check('ledger_entries_reason_known', sql`${t.reason} in (${sql.raw(listed(entryReasons))})`),
      check(
        'ledger_entries_debit_or_credit',
        sql`${t.debit} >= 0 and ${t.credit} >= 0 and (${t.debit} > 0) <> (${t.credit} > 0)`,
      ),
      check('ledger_entries_number_counts', sql`${t.entryNo} >= 1`),
    ],
    access: () => [allow('select', { staff: true, service: true })],
    appendOnly: true,
    ddl: [
      ...postFunctions,
      ...verifyFunctions,
      pgFunction('app.ledger_entries_count', {
        returns: 'trigger',
        security: 'definer',
        // Once per statement, over exactly the entries that it added: they are even, their days are open, and the
        // balances go up by them. The accounts are locked already, in key order, by app.post_journal.
        body: `
begin
  if exists (select from added group by tenant_id, journal_id having sum(debit) <> sum(credit)) then
    raise exception using errcode = '23514', constraint = 'ledger_entries_even', table = 'ledger_entries',
      message = 'debit and credit of the journal differ';
  end if;
  update ledger_accounts a set debit = a.debit + s.debit, credit = a.credit + s.credit
  from (
    select tenant_id, account_id, sum(debit) as debit, sum(credit) as credit from added group by tenant_id, account_id
  ) as s
  where a.tenant_id = s.tenant_id and a.id = s.account_id;
  if exists (
    select from added e join ledger_accounts a on a.tenant_id = e.tenant_id and a.id = e.account_id
    where e.booked_on <= a.closed_through_on
  ) then
    raise exception using errcode = '23514', constraint = 'ledger_entries_day_is_open', table = 'ledger_entries',
      message = 'the day is paid out';
  end if;
  return null;
end`,
      }),
      pgTrigger(
        'ledger_entries',
        'ledger_entries_count',
        'after insert on ledger_entries referencing new table as added for each statement',
        'app.ledger_entries_count()',
      ),
    ],
  },
)

export type LedgerEntry = typeof ledgerEntries.$inferSelect
