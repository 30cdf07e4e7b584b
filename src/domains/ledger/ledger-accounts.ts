import { sql } from 'drizzle-orm'
import { check, foreignKey, index, text, unique, uuid } from 'drizzle-orm/pg-core'
import { id, money, on } from '../../kernel/columns.ts'
import { pgTrigger } from '../../kernel/ddl.ts'
import { allow, isActor } from '../../rls/policies.ts'
import { tenantTable } from '../../rls/tables.ts'
import { restaurants } from '../restaurants/restaurants.ts'
import { memberships } from '../tenancy/memberships.ts'
import { accountKinds, listed } from './account-kinds.ts'

/**
 * One row per account, with its balance. Nobody writes it by hand: an account is opened by the first journal that needs
 * it, and the balance goes up by each entry in the statement that adds it; `app.verify_ledger` adds it up anew.
 */
export const ledgerAccounts = tenantTable(
  'ledger_accounts',
  {
    id: id(),
    kind: text('kind', { enum: accountKinds }).notNull(),
    restaurantId: uuid('restaurant_id'),
    membershipId: uuid('membership_id'),
    provider: text('provider'),
    /** Whose it is, as one text: what an account is found by. */
    owner: text('owner')
      .notNull()
      .generatedAlwaysAs(sql`coalesce(restaurant_id::text, membership_id::text, provider, '')`),
    debit: money('debit')
      .notNull()
      .default(sql`0`),
    credit: money('credit')
      .notNull()
      .default(sql`0`),
    /** Debit less credit: what somebody holds for us or owes us; below zero, what we owe. */
    balance: money('balance')
      .notNull()
      .generatedAlwaysAs(sql`debit - credit`),
    /** Paid out up to and including this day: a later entry is booked on the day after it at the earliest. */
    closedThrough: on('closed_through_on')
      .notNull()
      .default(sql`'-infinity'`),
  },
  {
    key: (t) => [t.tenantId, t.id],
    constraints: (t) => [
      unique('ledger_accounts_owner_key').on(t.tenantId, t.kind, t.owner),
      foreignKey({
        name: 'ledger_accounts_restaurant_fk',
        columns: [t.tenantId, t.restaurantId],
        foreignColumns: [restaurants.tenantId, restaurants.id],
      }),
      foreignKey({
        name: 'ledger_accounts_membership_fk',
        columns: [t.tenantId, t.membershipId],
        foreignColumns: [memberships.tenantId, memberships.id],
      }),
      index('ledger_accounts_restaurant_idx').on(t.tenantId, t.restaurantId),
      index('ledger_accounts_membership_idx').on(t.tenantId, t.membershipId),
      check('ledger_accounts_kind_known', sql`${t.kind} in (${sql.raw(listed(accountKinds))})`),
      check(
        'ledger_accounts_owner_fits_kind',
        sql`(${t.kind} in ('restaurant_payable', 'tip_pool')) = (${t.restaurantId} is not null)
          and (${t.kind} in ('courier_cash', 'member_payable')) = (${t.membershipId} is not null)
          and (${t.kind} = 'provider_clearing') = (${t.provider} is not null)`,
      ),
      check('ledger_accounts_grow', sql`${t.debit} >= 0 and ${t.credit} >= 0`),
      // Nobody hands in cash that they do not hold.
      check('ledger_accounts_cash_is_held', sql`${t.kind} <> 'courier_cash' or ${t.debit} >= ${t.credit}`),
    ],
    access: (t) => [allow('select', { staff: true, service: true, courier: isActor(t.membershipId) })],
    ddl: [
      pgTrigger(
        'ledger_accounts',
        'ledger_accounts_keep_their_owner',
        'before update of id, kind, restaurant_id, membership_id, provider on ledger_accounts for each row',
        'app.refuse_change()',
      ),
      pgTrigger(
        'ledger_accounts',
        'ledger_accounts_only_go_on',
        `before update of debit, credit, closed_through_on on ledger_accounts for each row
  when (new.debit < old.debit or new.credit < old.credit or new.closed_through_on < old.closed_through_on)`,
        'app.refuse_change()',
      ),
      pgTrigger(
        'ledger_accounts',
        'ledger_accounts_stay',
        'before delete on ledger_accounts for each row',
        'app.refuse_change()',
      ),
    ],
  },
)

export type LedgerAccount = typeof ledgerAccounts.$inferSelect
