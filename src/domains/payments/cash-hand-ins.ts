import { sql } from 'drizzle-orm'
import { check, foreignKey, index, text, unique, uuid } from 'drizzle-orm/pg-core'
import { at, id, money } from '../../kernel/columns.ts'
import { allow, isActor } from '../../rls/policies.ts'
import { tenantTable } from '../../rls/tables.ts'
import { memberships } from '../tenancy/memberships.ts'

/** One row per time that somebody hands in cash they had collected; never more than they hold. */
export const cashHandIns = tenantTable(
  'cash_hand_ins',
  {
    id: id(),
    membershipId: uuid('membership_id').notNull(),
    amount: money('amount').notNull(),
    /** Who counted it, by the signed context; null: the service. */
    receivedBy: uuid('received_by'),
    idempotencyKey: text('idempotency_key').notNull(),
    handedInAt: at('handed_in_at').notNull().defaultNow(),
  },
  {
    key: (t) => [t.tenantId, t.id],
    constraints: (t) => [
      foreignKey({
        name: 'cash_hand_ins_membership_fk',
        columns: [t.tenantId, t.membershipId],
        foreignColumns: [memberships.tenantId, memberships.id],
      }),
      foreignKey({
        name: 'cash_hand_ins_received_by_fk',
        columns: [t.tenantId, t.receivedBy],
        foreignColumns: [memberships.tenantId, memberships.id],
      }),
      unique('cash_hand_ins_idempotency_key').on(t.tenantId, t.membershipId, t.idempotencyKey),
      index('cash_hand_ins_received_by_idx').on(t.tenantId, t.receivedBy),
      check('cash_hand_ins_amount_positive', sql`${t.amount} > 0`),
      check('cash_hand_ins_key_length', sql`length(${t.idempotencyKey}) between 8 and 200`),
      check('cash_hand_ins_not_to_oneself', sql`${t.receivedBy} <> ${t.membershipId}`),
    ],
    access: (t) => [allow('select', { staff: true, service: true, courier: isActor(t.membershipId) })],
    appendOnly: true,
  },
)

export type CashHandIn = typeof cashHandIns.$inferSelect
