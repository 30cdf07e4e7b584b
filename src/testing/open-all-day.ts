import { type WeekWindow, type Weekday } from '../domains/restaurants/minutes.ts'
import { services } from '../domains/restaurants/services.ts'
import { setOpeningHours } from '../domains/restaurants/set-opening-hours.ts'
import { Batch } from '../kernel/batch.ts'
import type { TenantTx } from '../kernel/tx.ts'

const weekdays: readonly Weekday[] = [1, 2, 3, 4, 5, 6, 7]

/**
 * Opens a branch for every service, day and night: for a test that is about something else than hours. A batch.
 *
 * @example
 * await db.as(staff, (tx) => openAllDay(tx, branchId))
 */
export function openAllDay(tx: TenantTx, branchId: string): Batch<void> {
  const windows = weekdays.map((weekday): WeekWindow => ({ weekday, opens: '00:00', closes: '24:00' }))
  return new Batch(
    services.map((service) => setOpeningHours(tx, { branchId, service, windows })),
    () => undefined,
  )
}
