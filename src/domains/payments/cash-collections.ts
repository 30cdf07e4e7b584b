import { sql } from 'drizzle-orm'
import { check, foreignKey, index, text, uuid } from 'drizzle-orm/pg-core'
import { at, money } from '../../kernel/columns.ts'
import { pgFunction, pgTrigger } from '../../kernel/ddl.ts'
import { allow, isActor } from '../../rls/policies.ts'
import { tenantTable } from '../../rls/tables.ts'
import { memberships } from '../tenancy/memberships.ts'
import { smallestCoin, smallestCoinText } from './cash-rounding.ts'
import { cashFunctions } from './cash-sql.ts'
import { payments } from './payments.ts'

/** One row per payment that was collected in coins and notes, and what was given back. Collecting is what captures it. */
export const cashCollections = tenantTable(
  'cash_collections',
  {
    paymentId: uuid('payment_id').notNull(),
    /** Only a payment in cash is collected. */
    method: text('method', { enum: ['cash'] })
      .notNull()
      .default('cash'),
    /** Who holds the cash and owes it; null: straight into the till. */
    membershipId: uuid('membership_id'),
    /** The payment's amount; set by the database. */
    due: money('due')
      .notNull()
      .default(sql`0`),
    /** What coins cannot pay of it, never above zero: it stays with the platform, and the bill keeps its centavos. */
    rounding: money('rounding')
      .notNull()
      .generatedAlwaysAs(sql`- (due % ${smallestCoin})`),
    /** The notes and coins that the customer handed over. */
    collected: money('collected').notNull(),
    /** What is given back: in coins that there are. */
    change: money('change')
      .notNull()
      .generatedAlwaysAs(sql`collected - due + due % ${smallestCoin}`),
    /** What change was brought for; set by the database. */
    changeFor: money('change_for')
      .notNull()
      .default(sql`0`),
    collectedAt: at('collected_at').notNull().defaultNow(),
  },
  {
    key: (t) => [t.tenantId, t.paymentId],
    constraints: (t) => [
      foreignKey({
        name: 'cash_collections_payment_fk',
        columns: [t.tenantId, t.paymentId, t.method],
        foreignColumns: [payments.tenantId, payments.id, payments.method],
      }),
      foreignKey({
        name: 'cash_collections_membership_fk',
        columns: [t.tenantId, t.membershipId],
        foreignColumns: [memberships.tenantId, memberships.id],
      }),
      index('cash_collections_membership_idx').on(t.tenantId, t.membershipId),
      check('cash_collections_in_cash', sql`${t.method} = 'cash'`),
      check('cash_collections_covers_due', sql`${t.collected} >= ${t.due} - ${t.due} % ${smallestCoin}`),
      check('cash_collections_in_coins', sql`${t.collected} % ${smallestCoin} = 0`),
      check('cash_collections_change_was_brought', sql`${t.collected} <= ${t.changeFor}`),
    ],
    access: (t) => [allow('select', { staff: true, service: true, courier: isActor(t.membershipId) })],
    appendOnly: true,
    ddl: [
      pgFunction('app.cash_collections_due', {
        returns: 'trigger',
        security: 'definer',
        // Locks the order before the payment, as startPayment does.
        body: `
declare
  of_order uuid;
  of_status text;
begin
  select o.id, o.status into of_order, of_status from payments p
  join orders o on o.tenant_id = new.tenant_id and o.id = p.order_id
  where p.tenant_id = new.tenant_id and p.id = new.payment_id
  for share of o;
  if of_status in ('rejected', 'cancelled') then
    raise exception using errcode = '55000', constraint = 'orders_open', table = 'orders', message = 'the order was called off';
  end if;
  if new.membership_id is not null and not app.brings(new.tenant_id, of_order, new.membership_id) then
    raise exception using errcode = '23503', constraint = 'cash_collections_holder_brings', table = 'cash_collections',
      message = 'somebody else brings the order';
  end if;
  select p.amount, coalesce(p.change_for, p.amount - p.amount % ${smallestCoinText}) into new.due, new.change_for
  from payments p where p.tenant_id = new.tenant_id and p.id = new.payment_id;
  return new;
end`,
      }),
      pgTrigger(
        'cash_collections',
        'cash_collections_due',
        'before insert on cash_collections for each row',
        'app.cash_collections_due()',
      ),
      pgFunction('app.cash_collections_capture', {
        returns: 'trigger',
        security: 'definer',
        body: `
begin
  insert into payment_events (tenant_id, payment_id, method, seq, from_status, to_status)
  select p.tenant_id, p.id, 'cash', p.version + 1, p.status, 'captured'
  from payments p where p.tenant_id = new.tenant_id and p.id = new.payment_id;
  return null;
end`,
      }),
      pgTrigger(
        'cash_collections',
        'cash_collections_capture',
        'after insert on cash_collections for each row',
        'app.cash_collections_capture()',
      ),
      ...cashFunctions,
    ],
  },
)

export type CashCollection = typeof cashCollections.$inferSelect
