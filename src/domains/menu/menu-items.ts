import { sql } from 'drizzle-orm'
import { char, check, foreignKey, index, integer, text, unique, uuid } from 'drizzle-orm/pg-core'
import { money } from '../../kernel/columns.ts'
import { allow } from '../../rls/policies.ts'
import { tenantTable } from '../../rls/tables.ts'
import { dayparts } from '../restaurants/dayparts.ts'
import { draftOnly } from './draft-only.ts'
import { menuCategories } from './menu-categories.ts'
import { menuVersions } from './menu-versions.ts'
import { products } from './products.ts'

/** `general` carries the IVA rate of the branch, `zero` 0 %, `exempt` none: three different things on an invoice. */
export const ivaClasses = ['general', 'zero', 'exempt'] as const

export type IvaClass = (typeof ivaClasses)[number]

/** One row per dish of a version. Prices include IVA. */
export const menuItems = tenantTable(
  'menu_items',
  {
    versionId: uuid('version_id').notNull(),
    /** The product: the same in every version. */
    itemId: uuid('item_id').notNull(),
    restaurantId: uuid('restaurant_id').notNull(),
    menuId: uuid('menu_id').notNull(),
    kind: text('kind', { enum: ['item'] })
      .notNull()
      .generatedAlwaysAs(sql`'item'`),
    categoryId: uuid('category_id').notNull(),
    position: integer('position').notNull(),
    name: text('name').notNull(),
    description: text('description').notNull().default(''),
    /** Pesos, IVA included; `product_prices` overrides it by branch, channel, service and time. */
    price: money('price').notNull(),
    /** Prepared food is 16 % everywhere (LIVA art. 2-A fr. I, last paragraph); anything else is chosen per item. */
    ivaClass: text('iva_class', { enum: ivaClasses }).notNull().default('general'),
    /** `ClaveProdServ` of its line on a CFDI; 90101501 is «Restaurantes». */
    satProductKey: char('sat_product_key', { length: 8 }).notNull().default('90101501'),
    /** `ClaveUnidad`; E48 is «Unidad de servicio». */
    satUnitKey: text('sat_unit_key').notNull().default('E48'),
    prepMinutes: integer('prep_minutes').notNull().default(15),
    allergens: text('allergens')
      .array()
      .notNull()
      .default(sql`'{}'`),
    /** Addresses, the first shown first. */
    images: text('images')
      .array()
      .notNull()
      .default(sql`'{}'`),
    /** When it is sold; as its category, when null. */
    daypartId: uuid('daypart_id'),
  },
  {
    key: (t) => [t.tenantId, t.versionId, t.itemId],
    constraints: (t) => [
      foreignKey({
        name: 'menu_items_version_fk',
        columns: [t.tenantId, t.restaurantId, t.menuId, t.versionId],
        foreignColumns: [menuVersions.tenantId, menuVersions.restaurantId, menuVersions.menuId, menuVersions.id],
      }),
      foreignKey({
        name: 'menu_items_product_fk',
        columns: [t.tenantId, t.menuId, t.itemId, t.kind],
        foreignColumns: [products.tenantId, products.menuId, products.id, products.kind],
      }),
      foreignKey({
        name: 'menu_items_category_fk',
        columns: [t.tenantId, t.versionId, t.categoryId],
        foreignColumns: [menuCategories.tenantId, menuCategories.versionId, menuCategories.categoryId],
      }),
      foreignKey({
        name: 'menu_items_daypart_fk',
        columns: [t.tenantId, t.restaurantId, t.daypartId],
        foreignColumns: [dayparts.tenantId, dayparts.restaurantId, dayparts.id],
      }),
      index('menu_items_daypart_idx').on(t.tenantId, t.daypartId),
      // The category first: before it has statistics, the planner takes any index that begins with tenant and version for
      // as good as the key, and what points at a dish would walk all dishes of the version to find it.
      unique('menu_items_position_key').on(t.tenantId, t.categoryId, t.versionId, t.position),
      check('menu_items_position_counts', sql`${t.position} >= 0`),
      check('menu_items_name_not_blank', sql`btrim(${t.name}) <> ''`),
      check('menu_items_price_not_negative', sql`${t.price} >= 0`),
      check('menu_items_prep_within_a_day', sql`${t.prepMinutes} between 0 and 1440`),
      check('menu_items_iva_class_known', sql`${t.ivaClass} in ('general', 'zero', 'exempt')`),
      check('menu_items_sat_product_is_8_digits', sql`${t.satProductKey} ~ '^[0-9]{8}$'`),
      check('menu_items_sat_unit_is_a_key', sql`${t.satUnitKey} ~ '^[A-Z0-9]{2,3}$'`),
      check(
        'menu_items_allergens_named',
        sql`array_position(${t.allergens}, null) is null and not '' = any (${t.allergens}) and cardinality(${t.allergens}) <= 30`,
      ),
      check(
        'menu_items_images_are_addresses',
        sql`array_position(${t.images}, null) is null and array_to_string(${t.images}, ' ') ~ '^(https://[^ ]+( https://[^ ]+){0,9})?$'`,
      ),
    ],
    access: (t) => [
      allow('select', { staff: true, service: true }),
      allow('insert', { staff: true, service: true }),
      allow('update', { staff: true, service: true }, [
        t.categoryId,
        t.position,
        t.name,
        t.description,
        t.price,
        t.ivaClass,
        t.satProductKey,
        t.satUnitKey,
        t.prepMinutes,
        t.allergens,
        t.images,
        t.daypartId,
      ]),
      allow('delete', { staff: true, service: true }),
    ],
    ddl: draftOnly('menu_items'),
  },
)

export type MenuItem = typeof menuItems.$inferSelect
export type NewMenuItem = typeof menuItems.$inferInsert
