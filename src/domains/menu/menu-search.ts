import { foreignKey, index, integer, pgSchema, primaryKey, text, uuid } from 'drizzle-orm/pg-core'
import { tenantId } from '../../kernel/columns.ts'
import { internalTable } from '../../rls/tables.ts'
import { publishedItems } from './published-items.ts'

/**
 * One row per dish that may be live: its words, as `app.search_menu` looks for them. Written when a version is published,
 * gone when it is retired. Nobody is granted it: the operators of arrays may tell of rows that they refuse, so under row
 * level security no index on them is used.
 *
 * Every term begins with a key of its tenant: the index of all tenants together then has lists of one tenant each.
 */
export const menuSearch = internalTable(
  pgSchema('app_private'),
  'menu_search',
  {
    tenantId: tenantId(),
    versionId: uuid('version_id').notNull(),
    itemId: uuid('item_id').notNull(),
    /** As in `published_items`: by both of its keys, the row is found exactly, whichever of them the planner takes. */
    place: integer('place').notNull(),
    /** `app.spanish_key` of the name: the order among equals. */
    nameKey: text('name_key').notNull(),
    /** The words of the name in their order, folded. */
    nameWords: text('name_words').array().notNull(),
    /** Word by word; null for one that says nothing (de, con, la). */
    nameStems: text('name_stems').array().notNull(),
    categoryWords: text('category_words').array().notNull(),
    categoryStems: text('category_stems').array().notNull(),
    descriptionStems: text('description_stems').array().notNull(),
    /** Stems of all three (`=tac`), trigrams of name and category (`~aco`), each behind the key of the tenant. */
    terms: text('terms').array().notNull(),
  },
  {
    constraints: (t) => [
      primaryKey({ name: 'menu_search_pkey', columns: [t.tenantId, t.versionId, t.itemId] }),
      foreignKey({
        name: 'menu_search_item_fk',
        columns: [t.tenantId, t.versionId, t.itemId],
        foreignColumns: [publishedItems.tenantId, publishedItems.versionId, publishedItems.itemId],
      }),
      // Without a pending list: with one, whoever searches after somebody's import would read all of that first.
      index('menu_search_terms_idx').using('gin', t.terms).with({ fastupdate: 'off' }),
    ],
  },
)
