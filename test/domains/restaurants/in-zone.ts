import { branches, type Service, services, setOpeningHours, type WeekWindow } from '../../../src/index.ts'
import { asStaff, type TestTenant } from '../../../src/testing.ts'

/** The tenant's branch, moved to a zone. */
export async function inZone(tenant: TestTenant, timeZone: string): Promise<void> {
  await asStaff(tenant, (tx) => tx.update(branches).set({ timeZone }))
}

/** A tenant of a test is open at every hour, until it is not. */
export async function closed(tenant: TestTenant): Promise<void> {
  for (const service of services) await weekly(tenant, [], service)
}

export async function weekly(
  tenant: TestTenant,
  windows: readonly WeekWindow[],
  service: Service = 'pickup',
): Promise<void> {
  await asStaff(tenant, (tx) => setOpeningHours(tx, { branchId: tenant.branchId, service, windows }))
}
