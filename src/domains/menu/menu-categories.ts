import { sql } from 'drizzle-orm'
import { check, foreignKey, index, integer, text, unique, uuid } from 'drizzle-orm/pg-core'
import { newId } from '../../kernel/columns.ts'
import { allow } from '../../rls/policies.ts'
import { tenantTable } from '../../rls/tables.ts'
import { dayparts } from '../restaurants/dayparts.ts'
import { draftOnly } from './draft-only.ts'
import { menuVersions } from './menu-versions.ts'

/**
 * One row per heading of a version, up to five levels deep.
 *
 * `path` is the way from the top, four digits a level: what the tree is read and sorted by. A child holds its parent's
 * path by foreign key, so a path is always longer than its parent's: a cycle cannot be written down. Moving or
 * renumbering a heading is one UPDATE; the key carries it to everything below.
 */
export const menuCategories = tenantTable(
  'menu_categories',
  {
    versionId: uuid('version_id').notNull(),
    /** The same in every version that was copied from this one. */
    categoryId: uuid('category_id').notNull().$defaultFn(newId),
    restaurantId: uuid('restaurant_id').notNull(),
    menuId: uuid('menu_id').notNull(),
    parentId: uuid('parent_id'),
    parentPath: text('parent_path'),
    position: integer('position').notNull(),
    path: text('path')
      .notNull()
      .generatedAlwaysAs(sql`coalesce(parent_path, '') || lpad(position::text, 4, '0') || '/'`),
    name: text('name').notNull(),
    description: text('description').notNull().default(''),
    /** When what stands below is sold; always, when null. */
    daypartId: uuid('daypart_id'),
  },
  {
    key: (t) => [t.tenantId, t.versionId, t.categoryId],
    constraints: (t) => [
      foreignKey({
        name: 'menu_categories_version_fk',
        columns: [t.tenantId, t.restaurantId, t.menuId, t.versionId],
        foreignColumns: [menuVersions.tenantId, menuVersions.restaurantId, menuVersions.menuId, menuVersions.id],
      }),
      foreignKey({
        name: 'menu_categories_parent_fk',
        columns: [t.tenantId, t.versionId, t.parentId, t.parentPath],
        foreignColumns: [t.tenantId, t.versionId, t.categoryId, t.path],
      }).onUpdate('cascade'),
      foreignKey({
        name: 'menu_categories_daypart_fk',
        columns: [t.tenantId, t.restaurantId, t.daypartId],
        foreignColumns: [dayparts.tenantId, dayparts.restaurantId, dayparts.id],
      }),
      index('menu_categories_daypart_idx').on(t.tenantId, t.daypartId),
      index('menu_categories_parent_idx').on(t.tenantId, t.versionId, t.parentId),
      unique('menu_categories_path_key').on(t.tenantId, t.versionId, t.path),
      unique('menu_categories_place_key').on(t.tenantId, t.versionId, t.categoryId, t.path),
      check('menu_categories_name_not_blank', sql`btrim(${t.name}) <> ''`),
      check('menu_categories_position_counts', sql`${t.position} between 0 and 9999`),
      check('menu_categories_parent_has_its_path', sql`(${t.parentId} is null) = (${t.parentPath} is null)`),
      check('menu_categories_five_levels', sql`length(${t.path}) <= 25`),
    ],
    access: (t) => [
      allow('select', { staff: true, service: true }),
      allow('insert', { staff: true, service: true }),
      allow('update', { staff: true, service: true }, [
        t.parentId,
        t.parentPath,
        t.position,
        t.name,
        t.description,
        t.daypartId,
      ]),
      allow('delete', { staff: true, service: true }),
    ],
    ddl: draftOnly('menu_categories'),
  },
)

export type MenuCategory = typeof menuCategories.$inferSelect
export type NewMenuCategory = typeof menuCategories.$inferInsert
