import { sql } from 'drizzle-orm'
import { check, text } from 'drizzle-orm/pg-core'
import { at } from '../../kernel/columns.ts'
import { personal } from '../../kernel/personal.ts'
import { allow } from '../../rls/policies.ts'
import { audited } from '../../rls/audited.ts'
import { tenantTable } from '../../rls/tables.ts'

export const tenantStatuses = ['active', 'suspended', 'closed'] as const

/** One row per business on the platform. Its key is the tenant id itself: a tenant sees one row, its own. */
export const tenants = tenantTable(
  'tenants',
  {
    /** Short name in URLs; unique because its host in `tenant_domains` is. */
    slug: text('slug').notNull(),
    displayName: text('display_name').notNull(),
    /** Razón social, as on the tax certificate: of a persona física, their own name. */
    legalName: personal('identity', text('legal_name')).notNull(),
    status: text('status', { enum: tenantStatuses }).notNull().default('active'),
    createdAt: at('created_at').notNull().defaultNow(),
  },
  {
    key: (t) => [t.tenantId],
    constraints: (t) => [
      check('tenants_slug_is_a_host_label', sql`${t.slug} ~ '^[a-z0-9]([a-z0-9-]{1,61}[a-z0-9])$'`),
      check('tenants_names_not_blank', sql`btrim(${t.displayName}) <> '' and btrim(${t.legalName}) <> ''`),
      check('tenants_status_known', sql`${t.status} in ('active', 'suspended', 'closed')`),
    ],
    access: (t) => [
      allow('select', { staff: true, service: true, customer: true, courier: true }),
      allow('insert', { service: true }),
      allow('update', { staff: true, service: true }, [t.displayName, t.legalName]),
    ],
    ddl: audited('tenants'),
  },
)

export type Tenant = typeof tenants.$inferSelect
export type NewTenant = typeof tenants.$inferInsert
