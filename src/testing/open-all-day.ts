import { and, eq, sql } from 'drizzle-orm'
import { openingHours } from '../domains/restaurants/opening-hours.ts'
import { serviceList } from '../domains/restaurants/services.ts'
import { Batch } from '../kernel/batch.ts'
import type { TenantTx } from '../kernel/tx.ts'

/**
 * Opens a branch for every service, day and night: for a test that is about something else than hours. A batch.
 *
 * @example
 * await db.as(staff, (tx) => openAllDay(tx, branchId))
 */
export function openAllDay(tx: TenantTx, branchId: string): Batch<void> {
  const { tenantId } = tx.actor
  // What setOpeningHours writes, of all services in one statement: every test pays for it before it begins.
  const windows = sql`
    insert into ${openingHours} (tenant_id, branch_id, service, starts_minute, length_minutes)
    select ${tenantId}::uuid, ${branchId}::uuid, service, 1440 * day, 1440
    from unnest(array[${sql.raw(serviceList)}]) as service cross join generate_series(0, 6) as day`
  return new Batch(
    [
      tx.delete(openingHours).where(and(eq(openingHours.tenantId, tenantId), eq(openingHours.branchId, branchId))),
      tx.execute(windows),
    ],
    () => undefined,
  )
}
