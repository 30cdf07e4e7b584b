import { sql } from 'drizzle-orm'
import { check, date, foreignKey, integer, uuid } from 'drizzle-orm/pg-core'
import { tenantTable } from '../../rls/tables.ts'
import { branches } from '../restaurants/branches.ts'

/** One row per branch and business day: the last folio given. Nobody but the numbering trigger writes it. */
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
  },
)
