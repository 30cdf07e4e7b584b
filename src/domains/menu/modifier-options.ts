import { sql } from 'drizzle-orm'
import { check, foreignKey, integer, text, unique, uuid } from 'drizzle-orm/pg-core'
import { id, money } from '../../kernel/columns.ts'
import { allow } from '../../rls/policies.ts'
import { tenantTable } from '../../rls/tables.ts'
import { modifierGroups } from './modifier-groups.ts'

/** One row per answer to a modifier group, with what it adds to the unit price. */
export const modifierOptions = tenantTable(
  'modifier_options',
  {
    id: id(),
    groupId: uuid('group_id').notNull(),
    name: text('name').notNull(),
    /** Pesos on top of the item, IVA included. */
    price: money('price')
      .notNull()
      .default(sql`0`),
    position: integer('position').notNull(),
  },
  {
    key: (t) => [t.tenantId, t.id],
    constraints: (t) => [
      foreignKey({
        name: 'modifier_options_group_fk',
        columns: [t.tenantId, t.groupId],
        foreignColumns: [modifierGroups.tenantId, modifierGroups.id],
      }).onDelete('cascade'),
      unique('modifier_options_name_key').on(t.tenantId, t.groupId, t.name),
      check('modifier_options_name_not_blank', sql`btrim(${t.name}) <> ''`),
      check('modifier_options_price_not_negative', sql`${t.price} >= 0`),
    ],
    access: (t) => [
      allow('select', { staff: true, service: true, customer: true, courier: true }),
      allow('insert', { staff: true, service: true }),
      allow('update', { staff: true, service: true }, [t.name, t.price, t.position]),
      allow('delete', { staff: true, service: true }),
    ],
  },
)

export type ModifierOption = typeof modifierOptions.$inferSelect
export type NewModifierOption = typeof modifierOptions.$inferInsert
