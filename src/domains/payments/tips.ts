import { sql } from 'drizzle-orm'
import { check, foreignKey, index, integer, text, uuid } from 'drizzle-orm/pg-core'
import { money } from '../../kernel/columns.ts'
import { pgConstraintTrigger, pgFunction, pgTrigger } from '../../kernel/ddl.ts'
import { allow, isActor } from '../../rls/policies.ts'
import { tenantTable } from '../../rls/tables.ts'
import { orders } from '../orders/orders.ts'
import { memberships } from '../tenancy/memberships.ts'

/** `pool`: of the restaurant's people, shared out by them. */
export const tipBeneficiaries = ['courier', 'staff', 'pool'] as const

export type TipBeneficiary = (typeof tipBeneficiaries)[number]

/**
 * One row per share of an order's tip. `shareTip` may name beneficiaries while the order is under way; at delivery the
 * rest goes to the courier who brought it, or to the pool when none did. From then on the shares are the whole tip.
 */
export const tips = tenantTable(
  'tips',
  {
    orderId: uuid('order_id').notNull(),
    tipNo: integer('tip_no').notNull(),
    beneficiary: text('beneficiary', { enum: tipBeneficiaries }).notNull(),
    membershipId: uuid('membership_id'),
    amount: money('amount').notNull(),
  },
  {
    key: (t) => [t.tenantId, t.orderId, t.tipNo],
    constraints: (t) => [
      foreignKey({
        name: 'tips_order_fk',
        columns: [t.tenantId, t.orderId],
        foreignColumns: [orders.tenantId, orders.id],
      }),
      foreignKey({
        name: 'tips_membership_fk',
        columns: [t.tenantId, t.membershipId],
        foreignColumns: [memberships.tenantId, memberships.id],
      }),
      index('tips_membership_idx').on(t.tenantId, t.membershipId),
      check('tips_beneficiary_known', sql`${t.beneficiary} in ('courier', 'staff', 'pool')`),
      check('tips_person_unless_pool', sql`(${t.beneficiary} = 'pool') = (${t.membershipId} is null)`),
      check('tips_amount_positive', sql`${t.amount} > 0`),
      check('tips_number_counts', sql`${t.tipNo} >= 1`),
    ],
    access: (t) => [allow('select', { staff: true, service: true, courier: isActor(t.membershipId) })],
    appendOnly: true,
    ddl: [
      pgFunction('app.tips_add_up', {
        returns: 'trigger',
        security: 'definer',
        body: `
begin
  perform from orders o
  cross join lateral (
    select coalesce(sum(t.amount), 0) as shared from tips t where t.tenant_id = new.tenant_id and t.order_id = new.order_id
  ) as s
  where o.tenant_id = new.tenant_id and o.id = new.order_id
    and (s.shared > o.tip or (o.status = 'delivered' and s.shared <> o.tip));
  if found then
    raise exception using errcode = '23514', constraint = 'tips_add_up', table = 'tips',
      message = 'the shares are not the tip of the order';
  end if;
  return null;
end`,
      }),
      pgConstraintTrigger('tips', 'tips_add_up', 'after insert on tips', 'app.tips_add_up()'),
      pgConstraintTrigger(
        'order_completions',
        'order_completions_tip',
        'after insert on order_completions',
        'app.tips_add_up()',
      ),
      pgFunction('app.tips_at_delivery', {
        returns: 'trigger',
        security: 'definer',
        body: `
begin
  insert into tips (tenant_id, order_id, tip_no, beneficiary, membership_id, amount)
  select o.tenant_id, o.id, s.last_no + 1, case when d.courier_id is null then 'pool' else 'courier' end, d.courier_id, o.tip - s.shared
  from orders o
  cross join lateral (
    select coalesce(sum(t.amount), 0) as shared, coalesce(max(t.tip_no), 0) as last_no
    from tips t where t.tenant_id = o.tenant_id and t.order_id = o.id
  ) as s
  left join deliveries d on d.tenant_id = o.tenant_id and d.order_id = o.id
  where o.tenant_id = new.tenant_id and o.id = new.order_id and o.tip > s.shared;
  return null;
end`,
      }),
      // Named to run ahead of what the ledger hangs on a delivery: triggers of one event run in the order of their names.
      pgTrigger(
        'order_completions',
        'order_completions_a_tip',
        'after insert on order_completions for each row',
        'app.tips_at_delivery()',
      ),
    ],
  },
)

export type Tip = typeof tips.$inferSelect
