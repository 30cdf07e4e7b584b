import { sql } from 'drizzle-orm'
import { check, foreignKey, index, integer, unique, uuid } from 'drizzle-orm/pg-core'
import { allow } from '../../rls/policies.ts'
import { tenantTable } from '../../rls/tables.ts'
import { draftOnly } from './draft-only.ts'
import { modifierGroups } from './modifier-groups.ts'
import { modifierOptions } from './modifier-options.ts'

/**
 * One row per modifier group that an option offers in turn: the drink of a combo, and its size.
 *
 * Both levels are proved by foreign key, and each step goes deeper: a choice that contains itself cannot be written down.
 */
export const optionModifierGroups = tenantTable(
  'option_modifier_groups',
  {
    versionId: uuid('version_id').notNull(),
    optionId: uuid('option_id').notNull(),
    optionLevel: integer('option_level').notNull(),
    groupId: uuid('group_id').notNull(),
    groupLevel: integer('group_level').notNull(),
    position: integer('position').notNull(),
  },
  {
    key: (t) => [t.tenantId, t.versionId, t.optionId, t.groupId],
    constraints: (t) => [
      foreignKey({
        name: 'option_modifier_groups_option_fk',
        columns: [t.tenantId, t.versionId, t.optionId, t.optionLevel],
        foreignColumns: [
          modifierOptions.tenantId,
          modifierOptions.versionId,
          modifierOptions.optionId,
          modifierOptions.level,
        ],
      })
        .onDelete('cascade')
        .onUpdate('cascade'),
      foreignKey({
        name: 'option_modifier_groups_group_fk',
        columns: [t.tenantId, t.versionId, t.groupId, t.groupLevel],
        foreignColumns: [
          modifierGroups.tenantId,
          modifierGroups.versionId,
          modifierGroups.groupId,
          modifierGroups.level,
        ],
      })
        .onDelete('cascade')
        .onUpdate('cascade'),
      unique('option_modifier_groups_position_key').on(t.tenantId, t.versionId, t.optionId, t.position),
      index('option_modifier_groups_group_idx').on(t.tenantId, t.versionId, t.groupId, t.groupLevel),
      check('option_modifier_groups_go_deeper', sql`${t.groupLevel} > ${t.optionLevel}`),
    ],
    access: (t) => [
      allow('select', { staff: true, service: true }),
      allow('insert', { staff: true, service: true }),
      allow('update', { staff: true, service: true }, [t.position]),
      allow('delete', { staff: true, service: true }),
    ],
    ddl: draftOnly('option_modifier_groups'),
  },
)

export type OptionModifierGroup = typeof optionModifierGroups.$inferSelect
