import { sql } from 'drizzle-orm'
import { check, foreignKey, index, text, uuid } from 'drizzle-orm/pg-core'
import { at } from '../../kernel/columns.ts'
import { audited } from '../../rls/audited.ts'
import { allow } from '../../rls/policies.ts'
import { tenantTable } from '../../rls/tables.ts'
import { branches } from '../restaurants/branches.ts'
import { products } from './products.ts'

/**
 * One row per dish or option that a branch has run out of. It comes back by itself when `until_at` has passed: nobody
 * has to remember it, and no job has to run.
 */
export const soldOuts = tenantTable(
  'sold_outs',
  {
    branchId: uuid('branch_id').notNull(),
    productId: uuid('product_id').notNull(),
    since: at('since_at').notNull().defaultNow(),
    /** Until further notice, when null. */
    until: at('until_at'),
    reason: text('reason').notNull().default(''),
  },
  {
    key: (t) => [t.tenantId, t.branchId, t.productId],
    constraints: (t) => [
      foreignKey({
        name: 'sold_outs_branch_fk',
        columns: [t.tenantId, t.branchId],
        foreignColumns: [branches.tenantId, branches.id],
      }),
      foreignKey({
        name: 'sold_outs_product_fk',
        columns: [t.tenantId, t.productId],
        foreignColumns: [products.tenantId, products.id],
      }),
      index('sold_outs_product_idx').on(t.tenantId, t.productId),
      check('sold_outs_until_after_since', sql`${t.until} > ${t.since}`),
      check('sold_outs_reason_short', sql`length(${t.reason}) <= 200`),
    ],
    access: (t) => [
      allow('select', { staff: true, service: true, customer: true, courier: true }),
      allow('insert', { staff: true, service: true }),
      allow('update', { staff: true, service: true }, [t.since, t.until, t.reason]),
      allow('delete', { staff: true, service: true }),
    ],
    ddl: audited('sold_outs'),
  },
)

export type SoldOut = typeof soldOuts.$inferSelect
export type NewSoldOut = typeof soldOuts.$inferInsert
