import { sql } from 'drizzle-orm'
import { check, foreignKey, text, uniqueIndex } from 'drizzle-orm/pg-core'
import { at, id } from '../../kernel/columns.ts'
import { audited } from '../../rls/audited.ts'
import { allow } from '../../rls/policies.ts'
import { tenantTable } from '../../rls/tables.ts'
import { tenants } from '../tenancy/tenants.ts'

/** What a stock item is counted in; 1.5 kg are 1500 g. */
export const stockUnits = ['g', 'ml', 'piece'] as const

/**
 * One row per thing that a kitchen keeps: tortillas, pastor, bottles. Its unit is for good, because every recipe and
 * movement is written in it. One that is archived is shown no more; what takes it is in the recipes.
 */
export const stockItems = tenantTable(
  'stock_items',
  {
    id: id(),
    name: text('name').notNull(),
    unit: text('unit', { enum: stockUnits }).notNull(),
    archivedAt: at('archived_at'),
    createdAt: at('created_at').notNull().defaultNow(),
  },
  {
    key: (t) => [t.tenantId, t.id],
    constraints: (t) => [
      foreignKey({ name: 'stock_items_tenant_fk', columns: [t.tenantId], foreignColumns: [tenants.tenantId] }),
      uniqueIndex('stock_items_name_key')
        .on(t.tenantId, t.name)
        .where(sql`archived_at is null`),
      check('stock_items_name_not_blank', sql`btrim(${t.name}) <> '' and length(${t.name}) <= 100`),
      check('stock_items_unit_known', sql`${t.unit} in (${sql.raw(stockUnits.map((unit) => `'${unit}'`).join(', '))})`),
    ],
    access: (t) => [
      allow('select', { staff: true, service: true }),
      allow('insert', { staff: true, service: true }),
      allow('update', { staff: true, service: true }, [t.name, t.archivedAt]),
    ],
    ddl: audited('stock_items'),
  },
)

export type StockItem = typeof stockItems.$inferSelect
export type NewStockItem = typeof stockItems.$inferInsert
