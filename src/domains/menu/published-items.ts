import { foreignKey, jsonb, uuid } from 'drizzle-orm/pg-core'
import { allow } from '../../rls/policies.ts'
import { tenantTable } from '../../rls/tables.ts'
import { menuItems } from './menu-items.ts'

/**
 * One row per dish of a published version, whole: name, price, tax class and every choice it offers, nested. What an
 * order line refers to, so that it can only name something that was for sale; what a line is priced from, without
 * reading the menu around it.
 */
export const publishedItems = tenantTable(
  'published_items',
  {
    versionId: uuid('version_id').notNull(),
    itemId: uuid('item_id').notNull(),
    /** `PublishedItem`: amounts are text. */
    document: jsonb('document').notNull(),
  },
  {
    key: (t) => [t.tenantId, t.versionId, t.itemId],
    appendOnly: true,
    constraints: (t) => [
      foreignKey({
        name: 'published_items_item_fk',
        columns: [t.tenantId, t.versionId, t.itemId],
        foreignColumns: [menuItems.tenantId, menuItems.versionId, menuItems.itemId],
      }),
    ],
    access: () => [allow('select', { staff: true, service: true, customer: true, courier: true })],
  },
)

export type PublishedItemRow = typeof publishedItems.$inferSelect
