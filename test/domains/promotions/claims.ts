import type { TestDb, TestTenant } from '../../../src/testing.ts'
import { asOwner } from '../as-owner.ts'

export interface ClaimedAdjustment {
  readonly adjustmentNo: number
  readonly promotionId: string
  readonly couponId: string | null
  readonly amount: string
}

/** 20 pesos off. */
export function anAdjustment(
  changes: Partial<ClaimedAdjustment> & Pick<ClaimedAdjustment, 'promotionId'>,
): ClaimedAdjustment {
  return { adjustmentNo: 1, couponId: null, amount: '20.00', ...changes }
}

export function claimSql(tenant: TestTenant, ...adjustments: readonly ClaimedAdjustment[]): string {
  return `select app.claim_promotions('${tenant.tenantId}', '${tenant.customerId}', '${JSON.stringify(adjustments)}')`
}

/** Claims as the function that places orders does. */
export async function claim(tenant: TestTenant, ...adjustments: readonly ClaimedAdjustment[]): Promise<void> {
  // The fixture opens every tenant on a test database.
  await asOwner(tenant.db as TestDb, tenant.service, claimSql(tenant, ...adjustments))
}
