import { foreignKey, index, uuid } from 'drizzle-orm/pg-core'
import { allow } from '../../rls/policies.ts'
import { tenantTable } from '../../rls/tables.ts'
import { products } from '../menu/products.ts'
import { promotions } from './promotions.ts'

/**
 * One row per dish that a promotion is for; without any it is for all. Never deleted: the last one to go would widen the
 * promotion to the whole menu.
 */
export const promotionItems = tenantTable(
  'promotion_items',
  { promotionId: uuid('promotion_id').notNull(), itemId: uuid('item_id').notNull() },
  {
    key: (t) => [t.tenantId, t.promotionId, t.itemId],
    constraints: (t) => [
      foreignKey({
        name: 'promotion_items_promotion_fk',
        columns: [t.tenantId, t.promotionId],
        foreignColumns: [promotions.tenantId, promotions.id],
      }),
      foreignKey({
        name: 'promotion_items_item_fk',
        columns: [t.tenantId, t.itemId],
        foreignColumns: [products.tenantId, products.id],
      }),
      index('promotion_items_item_idx').on(t.tenantId, t.itemId),
    ],
    access: () => [allow('select', { staff: true, service: true }), allow('insert', { staff: true, service: true })],
  },
)

export type PromotionItem = typeof promotionItems.$inferSelect
