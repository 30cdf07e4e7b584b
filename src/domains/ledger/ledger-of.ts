import { and, asc, eq, gte, lte, sql } from 'drizzle-orm'
import { requireDay, requireInteger, requireUuid } from '../../kernel/input.ts'
import type { TenantTx } from '../../kernel/tx.ts'
import { ledgerAccounts } from './ledger-accounts.ts'
import { ledgerEntries } from './ledger-entries.ts'
import { ledgerJournals } from './ledger-journals.ts'

export interface LedgerOf {
  readonly orderId?: string
  readonly accountId?: string
  /** Local days, both included. */
  readonly from?: string
  readonly to?: string
  /** Behind this entry: the last one of the page before. */
  readonly after?: { readonly journalId: string; readonly entryNo: number }
  readonly limit?: number
}

/**
 * The entries of the ledger, in the order in which they were booked: of an order, of an account (`balances` names them),
 * of some days, or any mixture.
 *
 * @throws {DbError} `INVALID`
 *
 * @example
 * const entries = await db.as(manager, (tx) => ledgerOf(tx, { orderId }))
 *
 * The SQL: `select … from ledger_entries join ledger_journals … join ledger_accounts … order by journal_id, entry_no limit $n`
 */
export function ledgerOf(tx: TenantTx, { orderId, accountId, from, to, after, limit = 100 }: LedgerOf) {
  if (orderId !== undefined) requireUuid('orderId', orderId)
  if (accountId !== undefined) requireUuid('accountId', accountId)
  if (from !== undefined) requireDay('from', from)
  if (to !== undefined) requireDay('to', to)
  requireInteger('limit', limit, 1, 1000)
  if (after !== undefined) {
    requireUuid('after.journalId', after.journalId)
    requireInteger('after.entryNo', after.entryNo, 1, 10_000)
  }
  const tenant = tx.actor.tenantId
  return tx
    .select({
      journalId: ledgerEntries.journalId,
      entryNo: ledgerEntries.entryNo,
      source: ledgerJournals.source,
      orderId: ledgerJournals.orderId,
      refundId: ledgerJournals.refundId,
      accountId: ledgerEntries.accountId,
      kind: ledgerAccounts.kind,
      owner: ledgerAccounts.owner,
      reason: ledgerEntries.reason,
      debit: ledgerEntries.debit,
      credit: ledgerEntries.credit,
      bookedOn: ledgerEntries.bookedOn,
      recordedAt: ledgerJournals.recordedAt,
    })
    .from(ledgerEntries)
    .innerJoin(
      ledgerJournals,
      and(eq(ledgerJournals.tenantId, ledgerEntries.tenantId), eq(ledgerJournals.id, ledgerEntries.journalId)),
    )
    .innerJoin(
      ledgerAccounts,
      and(eq(ledgerAccounts.tenantId, ledgerEntries.tenantId), eq(ledgerAccounts.id, ledgerEntries.accountId)),
    )
    .where(
      and(
        eq(ledgerEntries.tenantId, tenant),
        eq(ledgerJournals.tenantId, tenant),
        eq(ledgerAccounts.tenantId, tenant),
        orderId === undefined ? undefined : eq(ledgerJournals.orderId, orderId),
        accountId === undefined ? undefined : eq(ledgerEntries.accountId, accountId),
        from === undefined ? undefined : gte(ledgerEntries.bookedOn, from),
        to === undefined ? undefined : lte(ledgerEntries.bookedOn, to),
        after === undefined
          ? undefined
          : sql`(${ledgerEntries.journalId}, ${ledgerEntries.entryNo}) > (${after.journalId}::uuid, ${after.entryNo}::integer)`,
      ),
    )
    .orderBy(asc(ledgerEntries.journalId), asc(ledgerEntries.entryNo))
    .limit(limit)
}
