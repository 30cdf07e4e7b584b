import { sql } from 'drizzle-orm'
import { check, foreignKey, index, text, uuid } from 'drizzle-orm/pg-core'
import { id, on } from '../../kernel/columns.ts'
import { audited } from '../../rls/audited.ts'
import { allow } from '../../rls/policies.ts'
import { tenantTable } from '../../rls/tables.ts'
import { oneRowPerDay } from '../taxes/one-row-per-day.ts'
import { branches } from './branches.ts'

/** The keys of `iva-border` in `tax_rules`. */
export const taxRegions = ['north', 'south'] as const

/**
 * One row per time that a branch is on the register of beneficiaries of the border stimulus. A day without a row has the
 * general rate: a post code in the region is not enough, the notice to the SAT is a condition.
 */
export const branchTaxRegions = tenantTable(
  'branch_tax_regions',
  {
    id: id(),
    branchId: uuid('branch_id').notNull(),
    region: text('region', { enum: taxRegions }).notNull(),
    validFrom: on('valid_from_on').notNull(),
    /** Included; null while registered. */
    validTo: on('valid_to_on'),
  },
  {
    key: (t) => [t.tenantId, t.id],
    constraints: (t) => [
      foreignKey({
        name: 'branch_tax_regions_branch_fk',
        columns: [t.tenantId, t.branchId],
        foreignColumns: [branches.tenantId, branches.id],
      }),
      check('branch_tax_regions_region_known', sql`${t.region} in ('north', 'south')`),
      check('branch_tax_regions_ends_after_it_begins', sql`${t.validTo} >= ${t.validFrom}`),
      index('branch_tax_regions_of_branch_idx').on(t.tenantId, t.branchId, t.validFrom),
    ],
    access: (t) => [
      allow('select', { staff: true, service: true, customer: true, courier: true }),
      allow('insert', { staff: true, service: true }),
      // An entry ends, or was written down wrong; it does not move to another branch.
      allow('update', { staff: true, service: true }, [t.region, t.validFrom, t.validTo]),
      allow('delete', { staff: true, service: true }),
    ],
    ddl: [
      oneRowPerDay(
        'branch_tax_regions',
        'branch_tax_regions_one_per_day',
        ['tenant_id::text', 'branch_id::text'],
        ['valid_from_on', 'valid_to_on'],
      ),
      ...audited('branch_tax_regions'),
    ],
  },
)

export type BranchTaxRegion = typeof branchTaxRegions.$inferSelect
export type NewBranchTaxRegion = typeof branchTaxRegions.$inferInsert
