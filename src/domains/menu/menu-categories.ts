import { sql } from 'drizzle-orm'
import { check, foreignKey, integer, text, unique, uuid } from 'drizzle-orm/pg-core'
import { id } from '../../kernel/columns.ts'
import { allow } from '../../rls/policies.ts'
import { tenantTable } from '../../rls/tables.ts'
import { menus } from './menus.ts'

/** One row per heading of a menu, in the order of `position`. */
export const menuCategories = tenantTable(
  'menu_categories',
  {
    id: id(),
    menuId: uuid('menu_id').notNull(),
    name: text('name').notNull(),
    position: integer('position').notNull(),
  },
  {
    key: (t) => [t.tenantId, t.id],
    constraints: (t) => [
      foreignKey({
        name: 'menu_categories_menu_fk',
        columns: [t.tenantId, t.menuId],
        foreignColumns: [menus.tenantId, menus.id],
      }).onDelete('cascade'),
      // Also the order in which a menu is read.
      unique('menu_categories_position_key').on(t.tenantId, t.menuId, t.position),
      // Lets an item prove that its category is of its own menu.
      unique('menu_categories_menu_id_key').on(t.tenantId, t.menuId, t.id),
      check('menu_categories_name_not_blank', sql`btrim(${t.name}) <> ''`),
      check('menu_categories_position_counts', sql`${t.position} >= 0`),
    ],
    access: (t) => [
      allow('select', { staff: true, service: true, customer: true, courier: true }),
      allow('insert', { staff: true, service: true }),
      allow('update', { staff: true, service: true }, [t.name, t.position]),
      allow('delete', { staff: true, service: true }),
    ],
  },
)

export type MenuCategory = typeof menuCategories.$inferSelect
export type NewMenuCategory = typeof menuCategories.$inferInsert
