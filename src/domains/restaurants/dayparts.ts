import { sql } from 'drizzle-orm'
import { check, foreignKey, text, unique, uuid } from 'drizzle-orm/pg-core'
import { id } from '../../kernel/columns.ts'
import { audited } from '../../rls/audited.ts'
import { allow } from '../../rls/policies.ts'
import { tenantTable } from '../../rls/tables.ts'
import { restaurants } from './restaurants.ts'
import { weekMinutes } from './week-minutes.ts'

/** One row per part of the week that a restaurant has a name for: «Desayuno», 7 to 12. Menus are bound to it. */
export const dayparts = tenantTable(
  'dayparts',
  {
    id: id(),
    restaurantId: uuid('restaurant_id').notNull(),
    name: text('name').notNull(),
    /** By the clock on the wall of each branch. */
    minutes: weekMinutes('minutes').notNull(),
  },
  {
    key: (t) => [t.tenantId, t.id],
    constraints: (t) => [
      foreignKey({
        name: 'dayparts_restaurant_fk',
        columns: [t.tenantId, t.restaurantId],
        foreignColumns: [restaurants.tenantId, restaurants.id],
      }),
      unique('dayparts_name_key').on(t.tenantId, t.restaurantId, t.name),
      // Lets what refers to a daypart carry its restaurant, and prove it.
      unique('dayparts_restaurant_id_key').on(t.tenantId, t.restaurantId, t.id),
      check('dayparts_name_not_blank', sql`btrim(${t.name}) <> ''`),
    ],
    access: (t) => [
      allow('select', { staff: true, service: true, customer: true, courier: true }),
      allow('insert', { staff: true, service: true }),
      allow('update', { staff: true, service: true }, [t.name, t.minutes]),
      allow('delete', { staff: true, service: true }),
    ],
    ddl: audited('dayparts'),
  },
)

export type Daypart = typeof dayparts.$inferSelect
export type NewDaypart = typeof dayparts.$inferInsert
