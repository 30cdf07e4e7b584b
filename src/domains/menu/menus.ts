import { sql } from 'drizzle-orm'
import { check, foreignKey, text, unique, uuid } from 'drizzle-orm/pg-core'
import { at, id } from '../../kernel/columns.ts'
import { allow } from '../../rls/policies.ts'
import { tenantTable } from '../../rls/tables.ts'
import { restaurants } from '../restaurants/restaurants.ts'

/** One row per menu of a restaurant, which its branches sell from. What it says stands in its versions. */
export const menus = tenantTable(
  'menus',
  {
    id: id(),
    restaurantId: uuid('restaurant_id').notNull(),
    name: text('name').notNull(),
    archivedAt: at('archived_at'),
    createdAt: at('created_at').notNull().defaultNow(),
  },
  {
    key: (t) => [t.tenantId, t.id],
    constraints: (t) => [
      foreignKey({
        name: 'menus_restaurant_fk',
        columns: [t.tenantId, t.restaurantId],
        foreignColumns: [restaurants.tenantId, restaurants.id],
      }),
      // Lets a version prove which restaurant it is of.
      unique('menus_restaurant_id_key').on(t.tenantId, t.restaurantId, t.id),
      check('menus_name_not_blank', sql`btrim(${t.name}) <> ''`),
    ],
    access: (t) => [
      allow('select', { staff: true, service: true, customer: true, courier: true }),
      allow('insert', { staff: true, service: true }),
      allow('update', { staff: true, service: true }, [t.name, t.archivedAt]),
    ],
  },
)

export type Menu = typeof menus.$inferSelect
export type NewMenu = typeof menus.$inferInsert
