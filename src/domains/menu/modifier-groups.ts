import { sql } from 'drizzle-orm'
import { check, foreignKey, integer, text, unique, uuid } from 'drizzle-orm/pg-core'
import { id } from '../../kernel/columns.ts'
import { allow } from '../../rls/policies.ts'
import { tenantTable } from '../../rls/tables.ts'
import { menus } from './menus.ts'

/** One row per choice that a menu offers on its items: which salsa, how well done. */
export const modifierGroups = tenantTable(
  'modifier_groups',
  {
    id: id(),
    menuId: uuid('menu_id').notNull(),
    name: text('name').notNull(),
    /** How many options an order line picks, repeats counted. 0 makes the choice optional. */
    minSelected: integer('min_selected').notNull(),
    maxSelected: integer('max_selected').notNull(),
  },
  {
    key: (t) => [t.tenantId, t.id],
    constraints: (t) => [
      foreignKey({
        name: 'modifier_groups_menu_fk',
        columns: [t.tenantId, t.menuId],
        foreignColumns: [menus.tenantId, menus.id],
      }).onDelete('cascade'),
      unique('modifier_groups_name_key').on(t.tenantId, t.menuId, t.name),
      check('modifier_groups_name_not_blank', sql`btrim(${t.name}) <> ''`),
      check(
        'modifier_groups_min_within_max',
        sql`${t.minSelected} between 0 and ${t.maxSelected} and ${t.maxSelected} between 1 and 50`,
      ),
    ],
    access: (t) => [
      allow('select', { staff: true, service: true, customer: true, courier: true }),
      allow('insert', { staff: true, service: true }),
      allow('update', { staff: true, service: true }, [t.name, t.minSelected, t.maxSelected]),
      allow('delete', { staff: true, service: true }),
    ],
  },
)

export type ModifierGroup = typeof modifierGroups.$inferSelect
export type NewModifierGroup = typeof modifierGroups.$inferInsert
