import { foreignKey, integer, jsonb, text, unique, uuid } from 'drizzle-orm/pg-core'
import { money } from '../../kernel/columns.ts'
import { allow } from '../../rls/policies.ts'
import { tenantTable } from '../../rls/tables.ts'
import { menuItems } from './menu-items.ts'
import type { PublishedItem } from './published-item.ts'

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
    /** 1, 2, 3 … through the whole menu. */
    place: integer('place').notNull(),
    /** The name of the heading that it stands under. */
    category: text('category').notNull(),
    sku: text('sku').notNull(),
    name: text('name').notNull(),
    description: text('description').notNull(),
    /** Pesos, IVA included; `product_prices` may say otherwise at a moment. */
    price: money('price').notNull(),
    /** All of it; amounts are text. */
    document: jsonb('document').$type<PublishedItem>().notNull(),
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
      unique('published_items_place_key').on(t.tenantId, t.versionId, t.place),
    ],
    access: () => [allow('select', { staff: true, service: true, customer: true, courier: true })],
  },
)

export type PublishedItemRow = typeof publishedItems.$inferSelect
