import { sql } from 'drizzle-orm'
import { check, foreignKey, text, unique } from 'drizzle-orm/pg-core'
import { at, id } from '../../kernel/columns.ts'
import { personal } from '../../kernel/personal.ts'
import { allow, isActor } from '../../rls/policies.ts'
import { tenantTable } from '../../rls/tables.ts'
import { tenants } from '../tenancy/tenants.ts'

/** One row per person who orders from a tenant. The same person at two tenants is two rows that know nothing of each other. */
export const customers = tenantTable(
  'customers',
  {
    id: id(),
    displayName: personal('identity', text('display_name')).notNull(),
    /** E.164, Mexico: +52 and ten digits. */
    phone: personal('contact', text('phone')),
    createdAt: at('created_at').notNull().defaultNow(),
  },
  {
    key: (t) => [t.tenantId, t.id],
    constraints: (t) => [
      foreignKey({ name: 'customers_tenant_fk', columns: [t.tenantId], foreignColumns: [tenants.tenantId] }),
      unique('customers_phone_key').on(t.tenantId, t.phone),
      check('customers_phone_is_e164_mx', sql`${t.phone} ~ '^[+]52[0-9]{10}$'`),
      check('customers_name_not_blank', sql`btrim(${t.displayName}) <> ''`),
    ],
    access: (t) => [
      allow('select', { staff: true, service: true, customer: isActor(t.id) }),
      allow('insert', { staff: true, service: true, customer: isActor(t.id) }),
      allow('update', { staff: true, service: true, customer: isActor(t.id) }, [t.displayName, t.phone]),
    ],
  },
)

export type Customer = typeof customers.$inferSelect
export type NewCustomer = typeof customers.$inferInsert
