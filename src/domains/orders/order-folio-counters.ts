import { sql } from 'drizzle-orm'
import { check, date, foreignKey, integer, uuid } from 'drizzle-orm/pg-core'
import { addConstraint, pgTrigger } from '../../kernel/ddl.ts'
import { tenantTable } from '../../rls/tables.ts'
import { branches } from '../restaurants/branches.ts'

/**
 * One row per branch and business day: the last folio given. Nobody but the numbering trigger writes it: it goes up by
 * one, and what it stands at is the folio of an order when the transaction commits. So there is no gap, by anybody.
 */
export const orderFolioCounters = tenantTable(
  'order_folio_counters',
  {
    branchId: uuid('branch_id').notNull(),
    businessOn: date('business_on', { mode: 'string' }).notNull(),
    lastFolio: integer('last_folio').notNull(),
  },
  {
    key: (t) => [t.tenantId, t.branchId, t.businessOn],
    constraints: (t) => [
      foreignKey({
        name: 'order_folio_counters_branch_fk',
        columns: [t.tenantId, t.branchId],
        foreignColumns: [branches.tenantId, branches.id],
      }),
      check('order_folio_counters_positive', sql`${t.lastFolio} >= 1`),
    ],
    access: () => [],
    ddl: [
      pgTrigger(
        'order_folio_counters',
        'order_folio_counters_go_on',
        'before update on order_folio_counters for each row when ((new.branch_id, new.business_on, new.last_folio) is distinct from (old.branch_id, old.business_on, old.last_folio + 1))',
        'app.refuse_change()',
      ),
      pgTrigger(
        'order_folio_counters',
        'order_folio_counters_stay',
        'before delete on order_folio_counters for each row',
        'app.refuse_change()',
      ),
      // The counter is written before the order.
      addConstraint(
        'order_folio_counters',
        'order_folio_counters_given',
        'foreign key (tenant_id, branch_id, business_on, last_folio) references orders (tenant_id, branch_id, business_on, folio) deferrable initially deferred',
      ),
    ],
  },
)
