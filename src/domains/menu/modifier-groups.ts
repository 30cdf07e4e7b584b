import { sql } from 'drizzle-orm'
import { boolean, check, foreignKey, integer, text, unique, uuid } from 'drizzle-orm/pg-core'
import { newId } from '../../kernel/columns.ts'
import { allow } from '../../rls/policies.ts'
import { tenantTable } from '../../rls/tables.ts'
import { draftOnly } from './draft-only.ts'
import { menuVersions } from './menu-versions.ts'
import { groupPricings } from './selectable.ts'

/** One row per choice that a version offers: which salsa, how well done. `priceSelection` is what its columns mean. */
export const modifierGroups = tenantTable(
  'modifier_groups',
  {
    versionId: uuid('version_id').notNull(),
    /** The same in every version that was copied from this one. */
    groupId: uuid('group_id').notNull().$defaultFn(newId),
    restaurantId: uuid('restaurant_id').notNull(),
    menuId: uuid('menu_id').notNull(),
    /** What files call it by. */
    key: text('key').notNull(),
    name: text('name').notNull(),
    /** 1 for what dishes offer; the options of a level offer groups of deeper ones only, so that no choice contains itself. */
    level: integer('level').notNull().default(1),
    /** How many options a line picks, repeats counted. 0 makes the choice optional. */
    minSelected: integer('min_selected').notNull(),
    maxSelected: integer('max_selected').notNull(),
    /** How many different ones. */
    minDistinct: integer('min_distinct').notNull().default(0),
    maxDistinct: integer('max_distinct').notNull().default(50),
    /** How many of the picked are free, with the two `free_` strategies. */
    freeQuantity: integer('free_quantity').notNull().default(0),
    pricing: text('pricing', { enum: groupPricings }).notNull().default('sum'),
    /** Whether what comes preselected costs its price. */
    defaultsCharged: boolean('defaults_charged').notNull().default(true),
  },
  {
    key: (t) => [t.tenantId, t.versionId, t.groupId],
    constraints: (t) => [
      foreignKey({
        name: 'modifier_groups_version_fk',
        columns: [t.tenantId, t.restaurantId, t.menuId, t.versionId],
        foreignColumns: [menuVersions.tenantId, menuVersions.restaurantId, menuVersions.menuId, menuVersions.id],
      }),
      unique('modifier_groups_key_key').on(t.tenantId, t.versionId, t.key),
      // Lets an option, or the option that offers it, prove the level.
      unique('modifier_groups_level_key').on(t.tenantId, t.versionId, t.groupId, t.level),
      check('modifier_groups_key_not_blank', sql`btrim(${t.key}) <> '' and length(${t.key}) <= 100`),
      check('modifier_groups_name_not_blank', sql`btrim(${t.name}) <> ''`),
      check('modifier_groups_four_levels', sql`${t.level} between 1 and 4`),
      check(
        'modifier_groups_min_within_max',
        sql`${t.minSelected} between 0 and ${t.maxSelected} and ${t.maxSelected} between 1 and 50`,
      ),
      check(
        'modifier_groups_distinct_min_within_max',
        sql`${t.minDistinct} between 0 and least(${t.maxDistinct}, ${t.maxSelected}) and ${t.maxDistinct} between 1 and 50`,
      ),
      check('modifier_groups_free_within_max', sql`${t.freeQuantity} between 0 and ${t.maxSelected}`),
      check(
        'modifier_groups_free_by_strategy',
        sql`${t.freeQuantity} = 0 or ${t.pricing} in ('free_cheapest', 'free_dearest')`,
      ),
      check(
        'modifier_groups_pricing_known',
        sql`${t.pricing} in (${sql.raw(groupPricings.map((pricing) => `'${pricing}'`).join(', '))})`,
      ),
    ],
    access: (t) => [
      allow('select', { staff: true, service: true }),
      allow('insert', { staff: true, service: true }),
      allow('update', { staff: true, service: true }, [
        t.key,
        t.name,
        t.level,
        t.minSelected,
        t.maxSelected,
        t.minDistinct,
        t.maxDistinct,
        t.freeQuantity,
        t.pricing,
        t.defaultsCharged,
      ]),
      allow('delete', { staff: true, service: true }),
    ],
    ddl: draftOnly('modifier_groups'),
  },
)

export type ModifierGroup = typeof modifierGroups.$inferSelect
export type NewModifierGroup = typeof modifierGroups.$inferInsert
