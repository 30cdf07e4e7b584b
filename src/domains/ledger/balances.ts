import { and, asc, eq } from 'drizzle-orm'
import { requireOneOf, requireUuid } from '../../kernel/input.ts'
import type { TenantTx } from '../../kernel/tx.ts'
import { type AccountKind, accountKinds } from './account-kinds.ts'
import { ledgerAccounts } from './ledger-accounts.ts'

export interface Balances {
  readonly kind?: AccountKind
  readonly restaurantId?: string
  /** Of a courier or one of the staff. */
  readonly membershipId?: string
}

/**
 * What stands on the accounts, each as debit less credit: above zero somebody holds it for us or owes it, below zero we
 * owe it. Kept by increment, so it costs the accounts and not their history. A courier sees their own.
 *
 * @throws {DbError} `INVALID`
 *
 * @example
 * const [cash] = await db.as(rider, (tx) => balances(tx, { kind: 'courier_cash' }))
 *
 * The SQL: `select … from ledger_accounts where tenant_id = $1 … order by kind, owner`
 */
export function balances(tx: TenantTx, { kind, restaurantId, membershipId }: Balances = {}) {
  if (kind !== undefined) requireOneOf('kind', kind, accountKinds)
  if (restaurantId !== undefined) requireUuid('restaurantId', restaurantId)
  if (membershipId !== undefined) requireUuid('membershipId', membershipId)
  return tx
    .select({
      accountId: ledgerAccounts.id,
      kind: ledgerAccounts.kind,
      restaurantId: ledgerAccounts.restaurantId,
      membershipId: ledgerAccounts.membershipId,
      provider: ledgerAccounts.provider,
      debit: ledgerAccounts.debit,
      credit: ledgerAccounts.credit,
      balance: ledgerAccounts.balance,
    })
    .from(ledgerAccounts)
    .where(
      and(
        eq(ledgerAccounts.tenantId, tx.actor.tenantId),
        kind === undefined ? undefined : eq(ledgerAccounts.kind, kind),
        restaurantId === undefined ? undefined : eq(ledgerAccounts.restaurantId, restaurantId),
        membershipId === undefined ? undefined : eq(ledgerAccounts.membershipId, membershipId),
      ),
    )
    .orderBy(asc(ledgerAccounts.kind), asc(ledgerAccounts.owner))
}
