import { foreignKey, index, integer, uuid } from 'drizzle-orm/pg-core'
import { allow } from '../../rls/policies.ts'
import { tenantTable } from '../../rls/tables.ts'
import { menuItems } from './menu-items.ts'
import { modifierGroups } from './modifier-groups.ts'

/** One row per modifier group that an item offers; a group serves many items. */
export const itemModifierGroups = tenantTable(
  'item_modifier_groups',
  {
    itemId: uuid('item_id').notNull(),
    groupId: uuid('group_id').notNull(),
    position: integer('position').notNull(),
  },
  {
    key: (t) => [t.tenantId, t.itemId, t.groupId],
    constraints: (t) => [
      foreignKey({
        name: 'item_modifier_groups_item_fk',
        columns: [t.tenantId, t.itemId],
        foreignColumns: [menuItems.tenantId, menuItems.id],
      }).onDelete('cascade'),
      foreignKey({
        name: 'item_modifier_groups_group_fk',
        columns: [t.tenantId, t.groupId],
        foreignColumns: [modifierGroups.tenantId, modifierGroups.id],
      }).onDelete('cascade'),
      index('item_modifier_groups_group_idx').on(t.tenantId, t.groupId),
    ],
    access: (t) => [
      allow('select', { staff: true, service: true, customer: true, courier: true }),
      allow('insert', { staff: true, service: true }),
      allow('update', { staff: true, service: true }, [t.position]),
      allow('delete', { staff: true, service: true }),
    ],
  },
)

export type ItemModifierGroup = typeof itemModifierGroups.$inferSelect
