import { sql } from 'drizzle-orm'
import { check, foreignKey, integer, text, unique, uniqueIndex, uuid } from 'drizzle-orm/pg-core'
import { at, id } from '../../kernel/columns.ts'
import { type DdlObject, pgFunction, pgTrigger } from '../../kernel/ddl.ts'
import { audited } from '../../rls/audited.ts'
import { allow, stamped } from '../../rls/policies.ts'
import { tenantTable } from '../../rls/tables.ts'
import { menus } from './menus.ts'

export const menuVersionStatuses = ['draft', 'published', 'retired'] as const

/** Draft, published, retired: never back, and nothing else of a version changes, by the owner neither. */
const lifecycle: readonly DdlObject[] = [
  pgFunction('app.number_menu_version', {
    returns: 'trigger',
    security: 'definer',
    // Two who draft at once would count alike. Behind the lock the second counts the first, and then meets its draft.
    body: `
begin
  perform from menus m where m.tenant_id = new.tenant_id and m.id = new.menu_id for no key update;
  select coalesce(max(v.number), 0) + 1 into new.number
  from menu_versions v where v.tenant_id = new.tenant_id and v.menu_id = new.menu_id;
  return new;
end`,
  }),
  pgTrigger(
    'menu_versions',
    'menu_versions_numbered',
    'before insert on menu_versions for each row',
    'app.number_menu_version()',
  ),
  pgTrigger(
    'menu_versions',
    'menu_versions_status_goes_on',
    `before update on menu_versions for each row when (
  (old.status, new.status) not in (('draft', 'published'), ('published', 'retired'))
  or (old.id, old.restaurant_id, old.menu_id, old.number, old.created_at)
    is distinct from (new.id, new.restaurant_id, new.menu_id, new.number, new.created_at)
  or (old.published_at is not null and old.published_at is distinct from new.published_at)
)`,
    'app.refuse_change()',
  ),
]

/**
 * One row per edition of a menu: written as a draft, then published for good. Its categories, dishes and modifiers hang
 * on it, and from then on cannot change: what was sold stays as it was sold.
 *
 * A draft is the staff's own: customers do not see it. `app.publish_menu` alone moves the status.
 */
export const menuVersions = tenantTable(
  'menu_versions',
  {
    id: id(),
    restaurantId: uuid('restaurant_id').notNull(),
    menuId: uuid('menu_id').notNull(),
    /** 1, 2, 3 … of its menu; counted by the database, whatever is written. */
    number: integer('number').notNull().default(0),
    status: text('status', { enum: menuVersionStatuses }).notNull().default('draft'),
    createdAt: at('created_at').notNull().defaultNow(),
    publishedAt: at('published_at'),
    retiredAt: at('retired_at'),
  },
  {
    key: (t) => [t.tenantId, t.id],
    constraints: (t) => [
      foreignKey({
        name: 'menu_versions_menu_fk',
        columns: [t.tenantId, t.restaurantId, t.menuId],
        foreignColumns: [menus.tenantId, menus.restaurantId, menus.id],
      }),
      unique('menu_versions_number_key').on(t.tenantId, t.menuId, t.number),
      // Lets whatever hangs on a version prove which restaurant and menu it is of.
      unique('menu_versions_place_key').on(t.tenantId, t.restaurantId, t.menuId, t.id),
      // Two who begin a draft at once: the second is refused, and finds the first one's.
      uniqueIndex('menu_versions_one_draft')
        .on(t.tenantId, t.menuId)
        .where(sql`status = 'draft'`),
      check('menu_versions_number_counts', sql`${t.number} >= 1`),
      check('menu_versions_status_known', sql`${t.status} in ('draft', 'published', 'retired')`),
      check('menu_versions_published_unless_draft', sql`(${t.status} = 'draft') = (${t.publishedAt} is null)`),
      check('menu_versions_retired_at_its_end', sql`(${t.status} = 'retired') = (${t.retiredAt} is not null)`),
      stamped('menu_versions', sql`status = 'draft'`),
    ],
    access: () => [
      allow('select', {
        staff: true,
        service: true,
        customer: sql`status <> 'draft'`,
        courier: sql`status <> 'draft'`,
      }),
      allow('insert', { staff: true, service: true }),
    ],
    ddl: [...audited('menu_versions'), ...lifecycle],
  },
)

export type MenuVersion = typeof menuVersions.$inferSelect
export type NewMenuVersion = typeof menuVersions.$inferInsert
