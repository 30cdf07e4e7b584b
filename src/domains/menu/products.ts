import { sql } from 'drizzle-orm'
import { check, foreignKey, text, unique, uuid } from 'drizzle-orm/pg-core'
import { at, id } from '../../kernel/columns.ts'
import { allow } from '../../rls/policies.ts'
import { tenantTable } from '../../rls/tables.ts'
import { menus } from './menus.ts'

export const productKinds = ['item', 'option'] as const

/**
 * One row per thing with a sku, a dish or a modifier option: what stays itself from one version of a menu to the next,
 * so that prices by branch, sold-out marks and stock hang here. What it is called and costs stands in the versions.
 */
export const products = tenantTable(
  'products',
  {
    id: id(),
    menuId: uuid('menu_id').notNull(),
    kind: text('kind', { enum: productKinds }).notNull(),
    /** The restaurant's own code, for good; unique among all dishes and options of the menu. */
    sku: text('sku').notNull(),
    createdAt: at('created_at').notNull().defaultNow(),
  },
  {
    key: (t) => [t.tenantId, t.id],
    constraints: (t) => [
      foreignKey({
        name: 'products_menu_fk',
        columns: [t.tenantId, t.menuId],
        foreignColumns: [menus.tenantId, menus.id],
      }),
      unique('products_sku_key').on(t.tenantId, t.menuId, t.sku),
      // Lets a price prove its menu.
      unique('products_menu_id_key').on(t.tenantId, t.menuId, t.id),
      // Lets a dish or option of a version prove that it is one, and of this menu.
      unique('products_kind_key').on(t.tenantId, t.menuId, t.id, t.kind),
      check('products_kind_known', sql`${t.kind} in ('item', 'option')`),
      // An option that the file gives no sku gets one of its group's key and its name.
      check(
        'products_sku_is_a_code',
        sql`case ${t.kind} when 'item' then ${t.sku} ~ '^[A-Z0-9-]{3,20}$' else btrim(${t.sku}) <> '' and length(${t.sku}) <= 301 end`,
      ),
    ],
    access: () => [
      allow('select', { staff: true, service: true, customer: true, courier: true }),
      allow('insert', { staff: true, service: true }),
    ],
  },
)

export type Product = typeof products.$inferSelect
export type NewProduct = typeof products.$inferInsert
