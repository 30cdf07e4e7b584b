import { sql } from 'drizzle-orm'
import { check, foreignKey, integer, text, unique, uuid } from 'drizzle-orm/pg-core'
import { money } from '../../kernel/columns.ts'
import { allow } from '../../rls/policies.ts'
import { tenantTable } from '../../rls/tables.ts'
import { draftOnly } from './draft-only.ts'
import { menuVersions } from './menu-versions.ts'
import { modifierGroups } from './modifier-groups.ts'
import { products } from './products.ts'

/** One row per option of a modifier group. */
export const modifierOptions = tenantTable(
  'modifier_options',
  {
    versionId: uuid('version_id').notNull(),
    /** The product: the same in every version. */
    optionId: uuid('option_id').notNull(),
    restaurantId: uuid('restaurant_id').notNull(),
    menuId: uuid('menu_id').notNull(),
    kind: text('kind', { enum: ['option'] })
      .notNull()
      .generatedAlwaysAs(sql`'option'`),
    groupId: uuid('group_id').notNull(),
    /** Its group's. */
    level: integer('level').notNull().default(1),
    position: integer('position').notNull(),
    name: text('name').notNull(),
    /** Pesos on top of the dish, IVA included. */
    price: money('price')
      .notNull()
      .default(sql`0`),
    maxQuantity: integer('max_quantity').notNull().default(1),
    /** How many come preselected. */
    defaultQuantity: integer('default_quantity').notNull().default(0),
  },
  {
    key: (t) => [t.tenantId, t.versionId, t.optionId],
    constraints: (t) => [
      foreignKey({
        name: 'modifier_options_version_fk',
        columns: [t.tenantId, t.restaurantId, t.menuId, t.versionId],
        foreignColumns: [menuVersions.tenantId, menuVersions.restaurantId, menuVersions.menuId, menuVersions.id],
      }),
      foreignKey({
        name: 'modifier_options_product_fk',
        columns: [t.tenantId, t.menuId, t.optionId, t.kind],
        foreignColumns: [products.tenantId, products.menuId, products.id, products.kind],
      }),
      foreignKey({
        name: 'modifier_options_group_fk',
        columns: [t.tenantId, t.versionId, t.groupId, t.level],
        foreignColumns: [
          modifierGroups.tenantId,
          modifierGroups.versionId,
          modifierGroups.groupId,
          modifierGroups.level,
        ],
      }).onUpdate('cascade'),
      unique('modifier_options_position_key').on(t.tenantId, t.versionId, t.groupId, t.position),
      unique('modifier_options_name_key').on(t.tenantId, t.versionId, t.groupId, t.name),
      // Lets what an option offers prove its level.
      unique('modifier_options_level_key').on(t.tenantId, t.versionId, t.optionId, t.level),
      check('modifier_options_position_counts', sql`${t.position} >= 0`),
      check('modifier_options_name_not_blank', sql`btrim(${t.name}) <> ''`),
      check('modifier_options_price_not_negative', sql`${t.price} >= 0`),
      check(
        'modifier_options_quantities',
        sql`${t.maxQuantity} between 1 and 50 and ${t.defaultQuantity} between 0 and ${t.maxQuantity}`,
      ),
    ],
    access: (t) => [
      allow('select', { staff: true, service: true }),
      allow('insert', { staff: true, service: true }),
      allow('update', { staff: true, service: true }, [
        t.groupId,
        t.level,
        t.position,
        t.name,
        t.price,
        t.maxQuantity,
        t.defaultQuantity,
      ]),
      allow('delete', { staff: true, service: true }),
    ],
    ddl: draftOnly('modifier_options'),
  },
)

export type ModifierOption = typeof modifierOptions.$inferSelect
export type NewModifierOption = typeof modifierOptions.$inferInsert
