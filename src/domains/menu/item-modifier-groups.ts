import { sql } from 'drizzle-orm'
import { check, foreignKey, index, integer, unique, uuid } from 'drizzle-orm/pg-core'
import { allow } from '../../rls/policies.ts'
import { tenantTable } from '../../rls/tables.ts'
import { draftOnly } from './draft-only.ts'
import { menuItems } from './menu-items.ts'
import { modifierGroups } from './modifier-groups.ts'

/**
 * One row per modifier group that a dish offers; a group serves many dishes. A dish may count otherwise than the group
 * does: then it says all five numbers, so that they can be held against each other.
 */
export const itemModifierGroups = tenantTable(
  'item_modifier_groups',
  {
    versionId: uuid('version_id').notNull(),
    itemId: uuid('item_id').notNull(),
    groupId: uuid('group_id').notNull(),
    position: integer('position').notNull(),
    minSelected: integer('min_selected'),
    maxSelected: integer('max_selected'),
    minDistinct: integer('min_distinct'),
    maxDistinct: integer('max_distinct'),
    freeQuantity: integer('free_quantity'),
  },
  {
    key: (t) => [t.tenantId, t.versionId, t.itemId, t.groupId],
    constraints: (t) => [
      foreignKey({
        name: 'item_modifier_groups_item_fk',
        columns: [t.tenantId, t.versionId, t.itemId],
        foreignColumns: [menuItems.tenantId, menuItems.versionId, menuItems.itemId],
      }).onDelete('cascade'),
      foreignKey({
        name: 'item_modifier_groups_group_fk',
        columns: [t.tenantId, t.versionId, t.groupId],
        foreignColumns: [modifierGroups.tenantId, modifierGroups.versionId, modifierGroups.groupId],
      }).onDelete('cascade'),
      unique('item_modifier_groups_position_key').on(t.tenantId, t.versionId, t.itemId, t.position),
      index('item_modifier_groups_group_idx').on(t.tenantId, t.versionId, t.groupId),
      check(
        'item_modifier_groups_all_or_none',
        sql`num_nulls(${t.minSelected}, ${t.maxSelected}, ${t.minDistinct}, ${t.maxDistinct}, ${t.freeQuantity}) in (0, 5)`,
      ),
      check(
        'item_modifier_groups_min_within_max',
        sql`${t.minSelected} between 0 and ${t.maxSelected} and ${t.maxSelected} between 1 and 50`,
      ),
      check(
        'item_modifier_groups_distinct_min_within_max',
        sql`${t.minDistinct} between 0 and least(${t.maxDistinct}, ${t.maxSelected}) and ${t.maxDistinct} between 1 and 50`,
      ),
      check('item_modifier_groups_free_within_max', sql`${t.freeQuantity} between 0 and ${t.maxSelected}`),
    ],
    access: (t) => [
      allow('select', { staff: true, service: true }),
      allow('insert', { staff: true, service: true }),
      allow('update', { staff: true, service: true }, [
        t.position,
        t.minSelected,
        t.maxSelected,
        t.minDistinct,
        t.maxDistinct,
        t.freeQuantity,
      ]),
      allow('delete', { staff: true, service: true }),
    ],
    ddl: draftOnly('item_modifier_groups'),
  },
)

export type ItemModifierGroup = typeof itemModifierGroups.$inferSelect
