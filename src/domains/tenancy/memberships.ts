import { sql } from 'drizzle-orm'
import { check, foreignKey, text, unique, uuid } from 'drizzle-orm/pg-core'
import { at, id } from '../../kernel/columns.ts'
import { personal } from '../../kernel/personal.ts'
import { allow, isActor } from '../../rls/policies.ts'
import { audited } from '../../rls/audited.ts'
import { tenantTable } from '../../rls/tables.ts'
import { tenants } from './tenants.ts'

export const membershipRoles = ['owner', 'manager', 'kitchen', 'counter', 'courier'] as const

/** One row per person who works for a tenant; its id is the actor id of staff and couriers. */
export const memberships = tenantTable(
  'memberships',
  {
    id: id(),
    /** The person's identity in the application's own sign-in, the same in every tenant. */
    userId: uuid('user_id').notNull(),
    role: text('role', { enum: membershipRoles }).notNull(),
    displayName: personal('identity', text('display_name')).notNull(),
    endedAt: at('ended_at'),
    createdAt: at('created_at').notNull().defaultNow(),
  },
  {
    key: (t) => [t.tenantId, t.id],
    constraints: (t) => [
      foreignKey({ name: 'memberships_tenant_fk', columns: [t.tenantId], foreignColumns: [tenants.tenantId] }),
      unique('memberships_user_role_key').on(t.tenantId, t.userId, t.role),
      check('memberships_role_known', sql`${t.role} in ('owner', 'manager', 'kitchen', 'counter', 'courier')`),
    ],
    access: (t) => [
      allow('select', { staff: true, service: true, courier: isActor(t.id) }),
      allow('insert', { staff: true, service: true }),
      allow('update', { staff: true, service: true }, [t.role, t.displayName, t.endedAt]),
    ],
    ddl: audited('memberships'),
  },
)

export type Membership = typeof memberships.$inferSelect
export type NewMembership = typeof memberships.$inferInsert
