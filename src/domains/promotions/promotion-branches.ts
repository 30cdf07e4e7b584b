import { foreignKey, index, uuid } from 'drizzle-orm/pg-core'
import { allow } from '../../rls/policies.ts'
import { tenantTable } from '../../rls/tables.ts'
import { branches } from '../restaurants/branches.ts'
import { promotions } from './promotions.ts'

/** One row per branch where a promotion holds; without any it holds at all. Never deleted, as with `promotion_items`. */
export const promotionBranches = tenantTable(
  'promotion_branches',
  { promotionId: uuid('promotion_id').notNull(), branchId: uuid('branch_id').notNull() },
  {
    key: (t) => [t.tenantId, t.promotionId, t.branchId],
    constraints: (t) => [
      foreignKey({
        name: 'promotion_branches_promotion_fk',
        columns: [t.tenantId, t.promotionId],
        foreignColumns: [promotions.tenantId, promotions.id],
      }),
      foreignKey({
        name: 'promotion_branches_branch_fk',
        columns: [t.tenantId, t.branchId],
        foreignColumns: [branches.tenantId, branches.id],
      }),
      index('promotion_branches_branch_idx').on(t.tenantId, t.branchId),
    ],
    access: () => [allow('select', { staff: true, service: true }), allow('insert', { staff: true, service: true })],
  },
)

export type PromotionBranch = typeof promotionBranches.$inferSelect
