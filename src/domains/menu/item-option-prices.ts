import { sql } from 'drizzle-orm'
import { check, foreignKey, index, uuid } from 'drizzle-orm/pg-core'
import { money } from '../../kernel/columns.ts'
import { allow } from '../../rls/policies.ts'
import { tenantTable } from '../../rls/tables.ts'
import { draftOnly } from './draft-only.ts'
import { menuItems } from './menu-items.ts'
import { modifierOptions } from './modifier-options.ts'

/** One row per option that costs another price on one dish: extra cheese on a family pizza. */
export const itemOptionPrices = tenantTable(
  'item_option_prices',
  {
    versionId: uuid('version_id').notNull(),
    itemId: uuid('item_id').notNull(),
    optionId: uuid('option_id').notNull(),
    price: money('price').notNull(),
  },
  {
    key: (t) => [t.tenantId, t.versionId, t.itemId, t.optionId],
    constraints: (t) => [
      foreignKey({
        name: 'item_option_prices_item_fk',
        columns: [t.tenantId, t.versionId, t.itemId],
        foreignColumns: [menuItems.tenantId, menuItems.versionId, menuItems.itemId],
      }).onDelete('cascade'),
      foreignKey({
        name: 'item_option_prices_option_fk',
        columns: [t.tenantId, t.versionId, t.optionId],
        foreignColumns: [modifierOptions.tenantId, modifierOptions.versionId, modifierOptions.optionId],
      }).onDelete('cascade'),
      index('item_option_prices_option_idx').on(t.tenantId, t.versionId, t.optionId),
      check('item_option_prices_not_negative', sql`${t.price} >= 0`),
    ],
    access: (t) => [
      allow('select', { staff: true, service: true }),
      allow('insert', { staff: true, service: true }),
      allow('update', { staff: true, service: true }, [t.price]),
      allow('delete', { staff: true, service: true }),
    ],
    ddl: draftOnly('item_option_prices'),
  },
)

export type ItemOptionPrice = typeof itemOptionPrices.$inferSelect
