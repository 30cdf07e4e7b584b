import { sql } from 'drizzle-orm'
import { check, foreignKey, text } from 'drizzle-orm/pg-core'
import { at, id } from '../../kernel/columns.ts'
import { audited } from '../../rls/audited.ts'
import { allow } from '../../rls/policies.ts'
import { tenantTable } from '../../rls/tables.ts'
import { tenants } from '../tenancy/tenants.ts'

/** One row per brand that a tenant runs; what a customer reads above the door. Its kitchens are branches. */
export const restaurants = tenantTable(
  'restaurants',
  {
    id: id(),
    name: text('name').notNull(),
    cuisine: text('cuisine').notNull(),
    archivedAt: at('archived_at'),
    createdAt: at('created_at').notNull().defaultNow(),
  },
  {
    key: (t) => [t.tenantId, t.id],
    constraints: (t) => [
      foreignKey({ name: 'restaurants_tenant_fk', columns: [t.tenantId], foreignColumns: [tenants.tenantId] }),
      check('restaurants_name_not_blank', sql`btrim(${t.name}) <> ''`),
    ],
    access: (t) => [
      allow('select', { staff: true, service: true, customer: true, courier: true }),
      allow('insert', { staff: true, service: true }),
      allow('update', { staff: true, service: true }, [t.name, t.cuisine, t.archivedAt]),
    ],
    ddl: audited('restaurants'),
  },
)

export type Restaurant = typeof restaurants.$inferSelect
export type NewRestaurant = typeof restaurants.$inferInsert
