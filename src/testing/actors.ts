import { type Db, type ScopeSettings, withoutContext, type Work } from '../client/db.ts'
import type { AdminTx, TenantTx } from '../kernel/tx.ts'
import type { TestTenant } from './new-tenant.ts'

// Shorthands that read like the sentence a test is: asCustomer(tenant, (tx) => …).

export const asCustomer = <T>(tenant: TestTenant, work: Work<TenantTx, T>, settings?: ScopeSettings): Promise<T> =>
  tenant.db.as(tenant.customer, work, settings)

export const asStaff = <T>(tenant: TestTenant, work: Work<TenantTx, T>, settings?: ScopeSettings): Promise<T> =>
  tenant.db.as(tenant.staff, work, settings)

export const asCourier = <T>(tenant: TestTenant, work: Work<TenantTx, T>, settings?: ScopeSettings): Promise<T> =>
  tenant.db.as(tenant.courier, work, settings)

export const asService = <T>(tenant: TestTenant, work: Work<TenantTx, T>, settings?: ScopeSettings): Promise<T> =>
  tenant.db.as(tenant.service, work, settings)

/** The application's login without any context: whatever it touches of a tenant must fail with `CONTEXT_MISSING`. */
export const asNobody = <T>(db: Db, work: Work<AdminTx, T>): Promise<T> => db[withoutContext](work)
