import { sql } from 'drizzle-orm'
import { check, foreignKey, text, unique, uuid } from 'drizzle-orm/pg-core'
import { at, id } from '../../kernel/columns.ts'
import { type DdlObject, pgFunction, pgTrigger } from '../../kernel/ddl.ts'
import { allow } from '../../rls/policies.ts'
import { tenantTable } from '../../rls/tables.ts'
import { restaurants } from '../restaurants/restaurants.ts'

/**
 * An archived menu is sold nowhere from that moment on, and not as it was planned either; what it was before stands.
 * Behind the lock of its row: `app.publish_menu` waits for it, and then sees that the menu is archived.
 */
const archiving: readonly DdlObject[] = [
  pgFunction('app.take_menu_off', {
    returns: 'trigger',
    security: 'definer',
    body: `
declare
  ends constant timestamptz := date_trunc('milliseconds', now());
begin
  delete from menu_placements p where p.tenant_id = new.tenant_id and p.menu_id = new.id and p.live_from_at >= ends;
  update menu_placements p set live_until_at = ends
  where p.tenant_id = new.tenant_id and p.menu_id = new.id and (p.live_until_at is null or p.live_until_at > ends);
  return null;
end`,
  }),
  pgTrigger(
    'menus',
    'menus_archived',
    'after update of archived_at on menus for each row when (old.archived_at is null and new.archived_at is not null)',
    'app.take_menu_off()',
  ),
]

/** One row per menu of a restaurant, which its branches sell from. What it says stands in its versions. */
export const menus = tenantTable(
  'menus',
  {
    id: id(),
    restaurantId: uuid('restaurant_id').notNull(),
    name: text('name').notNull(),
    /** Set, its placements end and it cannot be published; unset, it is published again to be sold. */
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
    ddl: archiving,
  },
)

export type Menu = typeof menus.$inferSelect
export type NewMenu = typeof menus.$inferInsert
