import { branches, type Service, setOpeningHours, type WeekWindow } from '../../../src/index.ts'
import { asStaff, type TestTenant } from '../../../src/testing.ts'

/** The tenant's branch, moved to a zone. */
export async function inZone(tenant: TestTenant, timeZone: string): Promise<void> {
  await asStaff(tenant, (tx) => tx.update(branches).set({ timeZone }))
}

export async function weekly(
  tenant: TestTenant,
  windows: readonly WeekWindow[],
  service: Service = 'pickup',
): Promise<void> {
  await asStaff(tenant, (tx) => setOpeningHours(tx, { branchId: tenant.branchId, service, windows }))
}
