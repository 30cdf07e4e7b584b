import { sql } from 'drizzle-orm'
import { check, foreignKey, integer, text, unique, uuid } from 'drizzle-orm/pg-core'
import { at, id, money } from '../../kernel/columns.ts'
import { audited } from '../../rls/audited.ts'
import { allow } from '../../rls/policies.ts'
import { tenantTable } from '../../rls/tables.ts'
import { menuCategories } from './menu-categories.ts'
import { menus } from './menus.ts'

/** `general` carries the IVA rate of the branch, `zero` 0 %, `exempt` none: three different things on an invoice. */
export const ivaClasses = ['general', 'zero', 'exempt'] as const

/** One row per thing a customer can order. Prices include IVA. */
export const menuItems = tenantTable(
  'menu_items',
  {
    id: id(),
    menuId: uuid('menu_id').notNull(),
    categoryId: uuid('category_id').notNull(),
    /** The restaurant's own short code, unique in the menu. */
    sku: text('sku').notNull(),
    name: text('name').notNull(),
    description: text('description').notNull().default(''),
    /** Pesos, IVA included. */
    price: money('price').notNull(),
    /** Prepared food is 16 % everywhere (LIVA art. 2-A fr. I, last paragraph); anything else is chosen per item. */
    ivaClass: text('iva_class', { enum: ivaClasses }).notNull().default('general'),
    prepMinutes: integer('prep_minutes').notNull().default(15),
    allergens: text('allergens')
      .array()
      .notNull()
      .default(sql`'{}'`),
    position: integer('position').notNull(),
    soldOutUntil: at('sold_out_until_at'),
    archivedAt: at('archived_at'),
  },
  {
    key: (t) => [t.tenantId, t.id],
    constraints: (t) => [
      foreignKey({
        name: 'menu_items_menu_fk',
        columns: [t.tenantId, t.menuId],
        foreignColumns: [menus.tenantId, menus.id],
      }),
      foreignKey({
        name: 'menu_items_category_fk',
        columns: [t.tenantId, t.menuId, t.categoryId],
        foreignColumns: [menuCategories.tenantId, menuCategories.menuId, menuCategories.id],
      }),
      unique('menu_items_sku_key').on(t.tenantId, t.menuId, t.sku),
      // Also the order in which a menu is read.
      unique('menu_items_position_key').on(t.tenantId, t.categoryId, t.position),
      check('menu_items_sku_is_a_code', sql`${t.sku} ~ '^[A-Z0-9-]{3,20}$'`),
      check('menu_items_name_not_blank', sql`btrim(${t.name}) <> ''`),
      check('menu_items_price_not_negative', sql`${t.price} >= 0`),
      check('menu_items_prep_within_a_day', sql`${t.prepMinutes} between 0 and 1440`),
      check('menu_items_iva_class_known', sql`${t.ivaClass} in ('general', 'zero', 'exempt')`),
    ],
    access: (t) => [
      allow('select', { staff: true, service: true, customer: true, courier: true }),
      allow('insert', { staff: true, service: true }),
      allow('update', { staff: true, service: true }, [
        t.categoryId,
        t.name,
        t.description,
        t.price,
        t.ivaClass,
        t.prepMinutes,
        t.allergens,
        t.position,
        t.soldOutUntil,
        t.archivedAt,
      ]),
    ],
    ddl: audited('menu_items'),
  },
)

export type MenuItem = typeof menuItems.$inferSelect
export type NewMenuItem = typeof menuItems.$inferInsert
